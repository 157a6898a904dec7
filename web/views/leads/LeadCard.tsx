import { type JSX, Show } from "solid-js";
import { Avatar } from "../../ui/Avatar.tsx";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { mayWith } from "../rights.ts";
import { useStages } from "../stages.ts";
import { Waiting } from "../Waiting.tsx";
import type { LeadItemProps } from "./LeadList.tsx";
import { LeadName } from "./LeadName.tsx";
import { LeadSource } from "./LeadSource.tsx";
import { NobodyWaits } from "./NobodyWaits.tsx";

/** One lead on a phone: who and how long above, where from, how far and whose below. */
export function LeadCard(props: LeadItemProps): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const stages = useStages();
  const owner = () => workspace.directory.member(props.row.owner)?.name ?? t("assign.unassigned");
  const fresh = () => workspace.leads.fresh(props.row.id);
  return (
    <div
      class="relative flex h-full flex-col justify-center gap-1 border-b border-line/60 ps-4 pe-3"
      classList={{ "animate-marker": fresh(), "[animation-play-state:paused]!": fresh() && !props.inSight }}
      data-fresh={fresh() ? "" : undefined}
      onClick={(event) => {
        if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button"))) return;
        props.onOpen();
      }}
    >
      <div class="flex items-center gap-2 pe-11">
        <span class="min-w-0 flex-1 text-title">
          <LeadName row={props.row} href={props.href} active={props.active} onActive={props.onActive} />
        </span>
        <Waiting row={props.row} edge="end" nobody={<NobodyWaits />} />
      </div>
      <div class="flex items-center gap-2 pe-11 text-small">
        <span class="min-w-0 flex-1">
          <LeadSource row={props.row} />
        </span>
        <span class="flex items-center gap-1.5 text-text-quiet">
          <StageGlyph look={stages.look(props.row.stage)} />
          {stages.name(props.row.stage)}
        </span>
      </div>
      <div class="absolute inset-y-0 end-2 flex items-center">
        <Show
          when={mayWith(workspace, "lead.assign", props.row)}
          fallback={<Avatar id={props.row.owner} name={owner()} size={24} label={owner()} />}
        >
          <button
            type="button"
            tabindex={props.active ? 0 : -1}
            data-act="assign"
            aria-haspopup="dialog"
            class="flex size-11 items-center justify-center rounded-full active:bg-pressed"
            onClick={(event) => acts.assign(props.row.id, event.currentTarget)}
          >
            <VisuallyHidden>{`${t("assign.label")}: ${owner()}`}</VisuallyHidden>
            <Avatar id={props.row.owner} name={owner()} size={24} />
          </button>
        </Show>
      </div>
    </div>
  );
}
