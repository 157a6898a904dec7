import { type JSX, Match, Show, Switch } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { lazyPart } from "../../../ui/part.tsx";
import { StagePill } from "../../../ui/StagePill.tsx";
import { VisuallyHidden } from "../../../ui/VisuallyHidden.tsx";
import { When } from "../../../ui/When.tsx";
import { useWords } from "../../../words/index.ts";
import { phoneWords } from "../../called.ts";
import { useActs, useNow, useWorkspace } from "../../context.tsx";
import { Masked } from "../../Masked.tsx";
import { mayWith } from "../../rights.ts";
import { useStages } from "../../stages.ts";
import { Waiting } from "../../Waiting.tsx";
import { LeadSource } from "../LeadSource.tsx";
import { NobodyWaits } from "../NobodyWaits.tsx";
import { isStandard } from "./standard.ts";

const MoreCell = lazyPart(async () => (await import("./MoreCell.tsx")).MoreCell);

export interface CellProps {
  readonly row: LeadRow;
  readonly column: string;
}

/** What one column says of a lead. Those that every list begins with are here; the others come when somebody wants them. */
export function Cell(props: CellProps): JSX.Element {
  return (
    <Show when={isStandard(props.column)} fallback={<MoreCell row={props.row} column={props.column} />}>
      <Standard {...props} />
    </Show>
  );
}

function Standard(props: CellProps): JSX.Element {
  const workspace = useWorkspace();
  const now = useNow();
  return (
    <Switch>
      <Match when={props.column === "phone"}>
        <span dir="ltr" class="block truncate tabular-nums text-text-quiet rtl:text-end">
          <Show
            when={phoneWords(props.row)}
            fallback={
              <Show when={props.row.masked?.includes("phone")} fallback={<span aria-hidden="true">–</span>}>
                <Masked sign />
              </Show>
            }
          >
            {(phone) => <>{phone()}</>}
          </Show>
        </span>
      </Match>
      <Match when={props.column === "source"}>
        <LeadSource row={props.row} />
      </Match>
      <Match when={props.column === "project"}>
        {/* Written its own way, and at the column's edge all the same. */}
        <span class="flex min-w-0 text-text-quiet">
          <span dir="auto" class="truncate">
            {workspace.directory.project(props.row.projects?.[0] ?? null)?.name}
          </span>
        </span>
      </Match>
      <Match when={props.column === "owner"}>
        <OwnerCell row={props.row} />
      </Match>
      <Match when={props.column === "stage"}>
        <StageCell row={props.row} />
      </Match>
      <Match when={props.column === "waiting"}>
        <Waiting row={props.row} edge="start" nobody={<NobodyWaits />} />
      </Match>
      <Match when={props.column === "received"}>
        <span class="block truncate text-small text-text-quiet">
          <When at={props.row.submittedAt} now={now} />
        </span>
      </Match>
    </Switch>
  );
}

const BUTTON = "-ms-1.5 flex h-7 max-w-full items-center rounded px-1.5 hover:bg-pressed";

function OwnerCell(props: { readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const owner = () => workspace.directory.member(props.row.owner);
  const owned = () => owner()?.name ?? t("assign.unassigned");
  const Person = () => (
    <span class="flex min-w-0 items-center gap-2">
      <Avatar id={props.row.owner} name={owned()} away={owner()?.away ?? false} />
      <bdi class="truncate" classList={{ "text-text-quiet": props.row.owner === null }}>
        {owned()}
      </bdi>
    </span>
  );
  return (
    <Show when={mayWith(workspace, "lead.assign", props.row)} fallback={<Person />}>
      <button
        type="button"
        tabindex="-1"
        data-stop
        data-act="assign"
        aria-haspopup="dialog"
        data-tip={t("assign.label")}
        data-tip-keys="a"
        class={BUTTON}
        onClick={(event) => acts.assign(props.row.id, event.currentTarget)}
      >
        <VisuallyHidden>{`${t("assign.label")}: `}</VisuallyHidden>
        <Person />
      </button>
    </Show>
  );
}

function StageCell(props: { readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const stages = useStages();
  const Pill = () => <StagePill look={stages.look(props.row.stage)} label={stages.name(props.row.stage)} bare />;
  return (
    <Show when={mayWith(workspace, "lead.stage", props.row)} fallback={<Pill />}>
      <button
        type="button"
        tabindex="-1"
        data-stop
        data-act="stage"
        aria-haspopup="menu"
        aria-label={`${t("stage.label")}: ${stages.name(props.row.stage)}`}
        data-tip={t("stage.label")}
        data-tip-keys="s"
        class={BUTTON}
        onClick={(event) => acts.stage(props.row.id, event.currentTarget)}
      >
        <Pill />
      </button>
    </Show>
  );
}
