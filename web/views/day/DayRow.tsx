import Check from "lucide-solid/icons/check";
import PhoneOutgoing from "lucide-solid/icons/phone-outgoing";
import { createEffect, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { Icon } from "../../ui/Icon.tsx";
import { StagePill } from "../../ui/StagePill.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { LeadName } from "../leads/LeadName.tsx";
import { createNarrow, PHONE } from "../leads/narrow.ts";
import { mayWith } from "../rights.ts";
import { useStages } from "../stages.ts";
import { useDayActs } from "./DayActs.tsx";
import { RowActs } from "./RowActs.tsx";
import type { Shown } from "./still.ts";
import { Why } from "./Why.tsx";
import { useDayWords, useSourceWords } from "./words.ts";

export interface DayRowProps {
  readonly of: Shown;
  readonly row: LeadRow;
  readonly href: string;
  readonly opened: boolean;
  /** The row that Tab comes to. */
  readonly active: boolean;
  readonly onOpen: () => void;
  readonly onActive: () => void;
}

/** One thing to do: what, with whom, and why now. */
export function DayRow(props: DayRowProps): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const stages = useStages();
  const words = useDayWords();
  const source = useSourceWords();
  const narrow = createNarrow(PHONE);
  const gone = () => props.of.state !== "here";
  // Its mark fades once it was here to be seen.
  createEffect(() => workspace.leads.fresh(props.row.id) && workspace.leads.seen(props.row.id));
  const opens = (event: MouseEvent) => {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button"))) return;
    props.onOpen();
  };
  const name = () => <LeadName row={props.row} href={props.href} active={props.active} onActive={() => props.onActive()} />;
  const what = () => (
    <span dir="auto" class="min-w-0 truncate text-text-quiet">
      {words.what(props.of.item)}
      <Show when={words.inherited(props.of.item)}>{(why) => <span class="text-small"> · {why()}</span>}</Show>
      <Show when={props.of.item.others > 0}>
        <span class="text-small"> · {t("day.others", { n: props.of.item.others })}</span>
      </Show>
    </span>
  );

  return (
    <div
      class="relative border-b border-line/60 transition-colors"
      classList={{
        "row-selected": props.opened,
        "hover:bg-hover has-[[data-row]:focus-visible]:bg-hover": !props.opened && !gone(),
        "opacity-50": gone(),
        "animate-marker": workspace.leads.fresh(props.row.id) && !props.opened,
      }}
      onClick={opens}
    >
      <Show
        when={narrow()}
        fallback={
          <div class="flex h-11 items-center gap-3 ps-6 pe-3">
            <Mark {...props} />
            <span class="flex min-w-0 flex-[1.6] items-baseline gap-2">
              <span class="max-w-[65%] shrink-0">{name()}</span>
              {what()}
            </span>
            <span dir="auto" class="min-w-0 flex-1 truncate text-small text-text-quiet max-xl:hidden">
              {source(props.row)}
            </span>
            <span class="w-28 min-w-0 max-lg:hidden">
              <StagePill look={stages.look(props.row.stage)} label={stages.name(props.row.stage)} bare />
            </span>
            <Show when={!gone()} fallback={<Gone />}>
              <Why item={props.of.item} class="w-52 text-small" />
              <span class="flex w-34 justify-end">
                <RowActs item={props.of.item} row={props.row} />
              </span>
            </Show>
          </div>
        }
      >
        <div class="flex gap-2 ps-3 pe-3 pt-2 pb-1">
          <span class="pt-0.5">
            <Mark {...props} />
          </span>
          <div class="flex min-w-0 flex-1 flex-col">
            <span class="text-title">{name()}</span>
            <span class="flex items-center gap-2 text-small">
              <Show when={!gone()} fallback={<Gone />}>
                <Why item={props.of.item} class="shrink-0" />
              </Show>
              {what()}
            </span>
            <span class="flex items-center gap-2">
              <span dir="auto" class="min-w-0 flex-1 truncate text-small text-text-quiet">
                {source(props.row)}
              </span>
              <Show when={!gone()}>
                <RowActs item={props.of.item} row={props.row} />
              </Show>
            </span>
          </div>
        </div>
      </Show>
    </div>
  );
}

function Gone(): JSX.Element {
  const { t } = useWords();
  return <span class="shrink-0 text-small text-text-quiet">{t("day.gone")}</span>;
}

/** At its beginning: what is done with one press, or the sign of somebody who waits, which only a try ends. */
function Mark(props: DayRowProps): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useDayActs();
  const words = useDayWords();
  return (
    <span class="flex size-6 shrink-0 items-center justify-center">
      <Show
        when={props.of.state === "here" && mayWith(workspace, "lead.edit", props.row) && props.of.item.followUp}
        fallback={<Icon of={PhoneOutgoing} size={14} class="text-text-quiet" />}
      >
        {(followUp) => (
          <button
            type="button"
            data-act="done"
            aria-label={t("followUps.done", { what: words.what(props.of.item) })}
            data-tip={t("followUps.doneTip")}
            data-tip-keys="e"
            class="group/done touch-target relative flex size-5 items-center justify-center rounded-full border border-line-strong hover:border-live hover:bg-live-ground"
            onClick={() => acts.done(followUp())}
          >
            <Icon of={Check} size={12} class="text-live opacity-0 group-hover/done:opacity-100 group-focus-visible/done:opacity-100" />
          </button>
        )}
      </Show>
    </span>
  );
}
