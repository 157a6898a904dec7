import { type JSX, Show } from "solid-js";
import { Avatar } from "../../ui/Avatar.tsx";
import { StagePill } from "../../ui/StagePill.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { phoneWords } from "../called.ts";
import { useActs, useNow, useWorkspace } from "../context.tsx";
import { Masked } from "../Masked.tsx";
import { mayWith } from "../rights.ts";
import { useStages } from "../stages.ts";
import { Waiting } from "../Waiting.tsx";
import type { LeadItemProps } from "./LeadList.tsx";
import { LeadName } from "./LeadName.tsx";
import { LeadSource } from "./LeadSource.tsx";
import { NobodyWaits } from "./NobodyWaits.tsx";

/** One lead as a row of the table. The link is the row's own focus; owner and stage open on a click. */
export function LeadLine(props: LeadItemProps): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const stages = useStages();
  const now = useNow();
  const owner = () => workspace.directory.member(props.row.owner);
  const owned = () => owner()?.name ?? t("assign.unassigned");
  return (
    <div
      class="lead-grid relative h-full items-center border-b border-line/60 ps-6 pe-4"
      classList={{
        "row-selected": props.opened,
        "hover:bg-hover has-[[data-row]:focus-visible]:bg-hover": !props.opened,
        "animate-marker": workspace.leads.fresh(props.row.id) && !props.opened,
        "[animation-play-state:paused]!": !props.inSight,
      }}
      data-fresh={workspace.leads.fresh(props.row.id) ? "" : undefined}
      onClick={(event) => {
        if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button"))) return;
        props.onOpen();
      }}
    >
      <span role="cell" class="min-w-0">
        <LeadName row={props.row} href={props.href} active={props.active} onActive={props.onActive} />
      </span>
      <span role="cell" dir="ltr" class="truncate tabular-nums text-text-quiet max-xl:hidden rtl:text-end">
        <Show
          when={phoneWords(props.row)}
          fallback={
            <Show when={props.row.masked?.includes("phone")} fallback={<span aria-hidden="true">–</span>}>
              <Masked sign />
            </Show>
          }
        >
          {(phone) => phone()}
        </Show>
      </span>
      <span role="cell" class="min-w-0">
        <LeadSource row={props.row} />
      </span>
      <span role="cell" class="flex min-w-0 max-xl:hidden">
        <span dir="auto" class="truncate text-text-quiet">
          {workspace.directory.project(props.row.projects?.[0] ?? null)?.name}
        </span>
      </span>
      <span role="cell" class="min-w-0">
        <Show
          when={mayWith(workspace, "lead.assign", props.row)}
          fallback={<Person id={props.row.owner} name={owned()} away={owner()?.away ?? false} />}
        >
          <button
            type="button"
            tabindex={props.active ? 0 : -1}
            data-act="assign"
            aria-haspopup="dialog"
            data-tip={t("assign.label")}
            data-tip-keys="a"
            class="-ms-1.5 flex h-7 max-w-full items-center rounded px-1.5 hover:bg-pressed"
            onClick={(event) => acts.assign(props.row.id, event.currentTarget)}
          >
            <VisuallyHidden>{`${t("assign.label")}: `}</VisuallyHidden>
            <Person id={props.row.owner} name={owned()} away={owner()?.away ?? false} />
          </button>
        </Show>
      </span>
      <span role="cell" class="min-w-0">
        <Show
          when={mayWith(workspace, "lead.stage", props.row)}
          fallback={<StagePill look={stages.look(props.row.stage)} label={stages.name(props.row.stage)} bare />}
        >
          <button
            type="button"
            tabindex={props.active ? 0 : -1}
            data-act="stage"
            aria-haspopup="menu"
            data-tip={t("stage.label")}
            data-tip-keys="s"
            class="-ms-1.5 flex h-7 max-w-full items-center rounded px-1.5 hover:bg-pressed"
            onClick={(event) => acts.stage(props.row.id, event.currentTarget)}
          >
            <VisuallyHidden>{`${t("stage.label")}: `}</VisuallyHidden>
            <StagePill look={stages.look(props.row.stage)} label={stages.name(props.row.stage)} bare />
          </button>
        </Show>
      </span>
      <span role="cell">
        <Waiting row={props.row} edge="start" nobody={<NobodyWaits />} />
      </span>
      <span role="cell" class="truncate text-small text-text-quiet max-xl:hidden">
        <When at={props.row.submittedAt} now={now} />
      </span>
    </div>
  );
}

function Person(props: { readonly id: string | null; readonly name: string; readonly away: boolean }): JSX.Element {
  return (
    <span class="flex min-w-0 items-center gap-2">
      <Avatar id={props.id} name={props.name} away={props.away} />
      <bdi class="truncate" classList={{ "text-text-quiet": props.id === null }}>
        {props.name}
      </bdi>
    </span>
  );
}
