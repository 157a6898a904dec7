import { createEffect, type JSX, Show } from "solid-js";
import { StagePill } from "../../ui/StagePill.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { phoneWords } from "../called.ts";
import { LeadName } from "../leads/LeadName.tsx";
import { useStages } from "../stages.ts";
import type { DayRowProps } from "./DayRow.tsx";
import { RowActs } from "./RowActs.tsx";
import { Why } from "./Why.tsx";
import { useDayWords, useSourceWords } from "./words.ts";

/** What to do next, larger than all the rest, with why. */
export function NextCard(props: DayRowProps): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const stages = useStages();
  const words = useDayWords();
  const source = useSourceWords();
  createEffect(() => workspace.leads.fresh(props.row.id) && workspace.leads.seen(props.row.id));
  return (
    <div
      data-next=""
      class="relative mx-3 mb-2 rounded-large border border-line bg-float p-4 transition-colors md:mx-6"
      classList={{ "border-accent!": props.opened, "opacity-50": props.of.state === "gone" }}
      onClick={(event) => {
        if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button"))) return;
        props.onOpen();
      }}
    >
      <div class="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Show when={props.of.state !== "gone"} fallback={<span class="text-text-quiet">{t("day.gone")}</span>}>
          <Why item={props.of.item} />
        </Show>
        <span class="flex-1" />
        <span class="max-sm:hidden">
          <StagePill look={stages.look(props.row.stage)} label={stages.name(props.row.stage)} />
        </span>
      </div>
      <div class="mt-1.5 text-head font-semibold [&_[data-row]]:font-semibold">
        <LeadName row={props.row} href={props.href} active={props.active} onActive={() => props.onActive()} />
      </div>
      <p class="mt-0.5 flex min-w-0 flex-wrap gap-x-2 text-text-quiet">
        <span dir="auto" class="font-medium text-text">
          {words.what(props.of.item)}
        </span>
        <Show when={phoneWords(props.row)}>
          {(phone) => (
            <bdi dir="ltr" class="tabular-nums">
              {phone()}
            </bdi>
          )}
        </Show>
        <span dir="auto">{source(props.row)}</span>
        <Show when={words.inherited(props.of.item)}>{(why) => <span>{why()}</span>}</Show>
        <Show when={props.of.item.others > 0}>
          <span>{t("day.others", { n: props.of.item.others })}</span>
        </Show>
      </p>
      <Show when={props.of.state === "here"}>
        <div class="mt-3">
          <RowActs item={props.of.item} row={props.row} large />
        </div>
      </Show>
    </div>
  );
}
