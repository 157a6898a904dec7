import { createEffect, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { StagePill } from "../../ui/StagePill.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useNow, useWorkspace } from "../context.tsx";
import { LeadName } from "../leads/LeadName.tsx";
import { mayWith } from "../rights.ts";
import { useStages } from "../stages.ts";
import { Waiting } from "../Waiting.tsx";

export const PROJECT_GRID =
  "grid items-center gap-x-4 ps-6 pe-4 max-md:ps-4 max-md:pe-3 grid-cols-[minmax(0,1fr)_112px] md:grid-cols-[minmax(150px,1.6fr)_minmax(120px,1fr)_124px_84px_84px]";

export interface ProjectLeadProps {
  readonly row: LeadRow;
  readonly href: string;
  readonly opened: boolean;
  readonly active: boolean;
  readonly onScreen: boolean;
  readonly onOpen: () => void;
  readonly onActive: () => void;
}

/** A lead in the narrower list of its project: whose, how far, how long it waits. */
export function ProjectLead(props: ProjectLeadProps): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const stages = useStages();
  const now = useNow();
  const owner = () => workspace.directory.member(props.row.owner);
  const owned = () => owner()?.name ?? t("assign.unassigned");
  createEffect(() => {
    if (props.onScreen && workspace.leads.fresh(props.row.id)) workspace.leads.seen(props.row.id);
  });
  return (
    <div
      class={`${PROJECT_GRID} relative h-full border-b border-line/60`}
      classList={{
        "row-selected": props.opened,
        "hover:bg-hover has-[[data-row]:focus-visible]:bg-hover": !props.opened,
        "animate-marker": workspace.leads.fresh(props.row.id) && !props.opened,
        "[animation-play-state:paused]!": !props.onScreen,
      }}
      data-fresh={workspace.leads.fresh(props.row.id) ? "" : undefined}
      onClick={(event) => {
        if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button"))) return;
        props.onOpen();
      }}
    >
      <span role="cell" class="min-w-0">
        <LeadName row={props.row} href={props.href} active={props.active} onActive={() => props.onActive()} />
      </span>
      <span role="cell" class="min-w-0 max-md:hidden">
        <Act kind="assign" row={props.row} label={t("assign.label")} keys="a" active={props.active}>
          <span class="flex min-w-0 items-center gap-2">
            <Avatar id={props.row.owner} name={owned()} away={owner()?.away ?? false} />
            <bdi class="truncate" classList={{ "text-text-quiet": props.row.owner === null }}>
              {owned()}
            </bdi>
          </span>
        </Act>
      </span>
      <span role="cell" class="min-w-0">
        <Act kind="stage" row={props.row} label={t("stage.label")} keys="s" active={props.active}>
          <StagePill look={stages.look(props.row.stage)} label={stages.name(props.row.stage)} bare />
        </Act>
      </span>
      <span role="cell" class="max-md:hidden">
        <Waiting row={props.row} edge="start" nobody={<span class="text-text-quiet">–</span>} />
      </span>
      <span role="cell" class="truncate text-small text-text-quiet max-md:hidden">
        <When at={props.row.submittedAt} now={now} />
      </span>
    </div>
  );

  function Act(own: {
    readonly kind: "assign" | "stage";
    readonly row: LeadRow;
    readonly label: string;
    readonly keys: string;
    readonly active: boolean;
    readonly children: JSX.Element;
  }): JSX.Element {
    return (
      <Show when={mayWith(workspace, `lead.${own.kind}`, own.row)} fallback={own.children}>
        <button
          type="button"
          tabindex={own.active ? 0 : -1}
          data-act={own.kind}
          aria-haspopup={own.kind === "stage" ? "menu" : "dialog"}
          data-tip={own.label}
          data-tip-keys={own.keys}
          class="-ms-1.5 flex h-7 max-w-full items-center rounded px-1.5 hover:bg-pressed"
          onClick={(event) => acts[own.kind](own.row.id, event.currentTarget)}
        >
          <VisuallyHidden>{`${own.label}: `}</VisuallyHidden>
          {own.children}
        </button>
      </Show>
    );
  }
}
