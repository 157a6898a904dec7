import { A } from "@solidjs/router";
import Repeat2 from "lucide-solid/icons/repeat-2";
import { type JSX, Show } from "solid-js";
import type { DeliveryRow } from "../../../domain/console.ts";
import { Icon } from "../../ui/Icon.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";
import { pageWords, placeWords, sizeWords } from "./delivery-words.ts";
import { GRID } from "./grid.ts";
import { Tally } from "./Tally.tsx";
import { Verdict } from "./Verdict.tsx";

export interface DeliveryItemProps {
  readonly row: DeliveryRow;
  readonly href: string;
  readonly opened: boolean;
  readonly fresh: boolean;
  /** The row that Tab comes to. */
  readonly active: boolean;
  readonly onOpen: () => void;
  readonly onActive: () => void;
}

/** One delivery as a row of the table; its time is the link. */
export function DeliveryLine(props: DeliveryItemProps): JSX.Element {
  const words = useWords();
  const now = useNow();
  return (
    <div
      class={`${GRID} relative h-full border-b border-line/60`}
      classList={{
        "row-selected": props.opened,
        "hover:bg-hover has-[[data-row]:focus-visible]:bg-hover": !props.opened,
        "animate-marker": props.fresh && !props.opened,
      }}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a, button") === null) props.onOpen();
      }}
    >
      <span role="cell" class="min-w-0">
        <RowLink {...props} />
      </span>
      <span role="cell" class="flex min-w-0">
        <Verdict of={props.row.verdict} />
      </span>
      <span role="cell" class="min-w-0">
        <Pages row={props.row} />
      </span>
      <span role="cell" class="min-w-0">
        <Tally states={props.row.states} />
      </span>
      <span role="cell" class="truncate text-text-quiet max-xl:hidden">
        <bdi>{placeWords(props.row)}</bdi>
      </span>
      <bdi
        role="cell"
        dir="ltr"
        class="truncate tabular-nums text-text-quiet max-xl:hidden rtl:text-end"
        data-tip={props.row.browser ?? undefined}
      >
        {props.row.ip ?? props.row.browser ?? "–"}
      </bdi>
      <span role="cell" class="whitespace-nowrap text-end tabular-nums text-text-quiet max-xl:hidden">
        {sizeWords(words.t, words.format(), props.row.bytes)}
      </span>
      <span role="cell" class="text-end text-text-quiet">
        <When at={props.row.receivedAt} now={now} />
      </span>
    </div>
  );
}

export function RowLink(props: Pick<DeliveryItemProps, "row" | "href" | "active" | "onActive">): JSX.Element {
  const words = useWords();
  return (
    <A
      href={props.href}
      noScroll
      data-row
      tabindex={props.active ? 0 : -1}
      data-tip={words.format().exact(props.row.receivedAt)}
      class="rounded-small font-medium tabular-nums text-text"
      onFocus={() => props.onActive()}
    >
      {words.format().clockTime(props.row.receivedAt)}
    </A>
  );
}

/** For whom it was: the Page and its workspace, and how many others. */
export function Pages(props: { readonly row: DeliveryRow }): JSX.Element {
  const { t, format } = useWords();
  return (
    <span class="flex min-w-0 items-center gap-2">
      <Show when={props.row.pages[0]} fallback={<span class="text-text-quiet">{t("console.log.noPage")}</span>}>
        {(page) => (
          <span class="truncate">
            <bdi>{pageWords(t, page())}</bdi>
            <Show when={page().workspace}>
              {(workspace) => (
                <span class="text-text-quiet">
                  {" · "}
                  <bdi>{workspace().name}</bdi>
                </span>
              )}
            </Show>
          </span>
        )}
      </Show>
      <Show when={props.row.pages.length > 1}>
        <span class="shrink-0 text-small text-text-quiet">{t("console.log.pagesMore", { n: props.row.pages.length - 1 })}</span>
      </Show>
      <Show when={props.row.repeats > 0}>
        <span
          role="img"
          aria-label={t("console.log.repeats", { n: props.row.repeats })}
          data-tip={t("console.log.repeats", { n: props.row.repeats })}
          class="inline-flex shrink-0 items-center gap-0.5 text-small tabular-nums text-text-quiet"
        >
          <Icon of={Repeat2} size={14} />
          {format().number(props.row.repeats)}
        </span>
      </Show>
    </span>
  );
}
