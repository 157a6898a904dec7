import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import type { ListPlace } from "../../ui/hold.ts";
import { lazyPart } from "../../ui/part.tsx";
import { type RowState, VirtualList, type VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { ColumnHeads } from "./ColumnHeads.tsx";
import { type Layout, STANDARD } from "./columns/standard.ts";
import { LeadLine } from "./LeadLine.tsx";
import { Loading, PageState } from "./LeadsStates.tsx";
import { createLooked } from "./looked.ts";
import { CARD, COVERED, createNarrow, isNarrow, PHONE, ROW } from "./narrow.ts";
import { isGroup, type Shown } from "./shown.ts";

const EmptyList = lazyPart(async () => (await import("./EmptyList.tsx")).EmptyList);
const NewAbove = lazyPart(async () => (await import("../../ui/NewAbove.tsx")).NewAbove);
const loadCard = () => import("./LeadCard.tsx");
const LeadCard = lazyPart(async () => (await loadCard()).LeadCard);
// A phone has no table: what it has instead comes beside the first leads, not after them.
if (isNarrow(PHONE)) void loadCard().catch(() => undefined);
const CellKeys = lazyPart(async () => (await import("./columns/CellKeys.tsx")).CellKeys, { beside: true, keys: true });

export interface LeadItemProps {
  readonly row: LeadRow;
  readonly href: string;
  /** Null: the ones that every list begins with. */
  readonly layout: Layout | null;
  readonly opened: boolean;
  /** The row that Tab comes to. */
  readonly active: boolean;
  /** In front of somebody: a new lead's mark fades only while it is. */
  readonly inSight: boolean;
  readonly onOpen: () => void;
  readonly onActive: () => void;
}

/** The list itself: columns on wide screens, two lines a lead on phones. What comes in never moves the row under the pointer. */
export function LeadList(props: {
  readonly shown: Shown;
  readonly items: readonly string[];
  readonly opened: string | null;
  readonly active: string | null;
  readonly address: (lead: string) => string;
  readonly onOpen: (lead: string) => void;
  readonly onActive: (lead: string) => void;
  readonly ref: (handle: VirtualListHandle) => void;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const looked = createLooked();
  const narrow = createNarrow(PHONE);
  const covered = createNarrow(COVERED);
  // By list: whoever comes back to one finds it as it was.
  const places = new Map<string, ListPlace | null>();
  const [handle, setHandle] = createSignal<VirtualListHandle>();
  const above = () => handle()?.above() ?? 0;
  /** On a phone the open lead lies over the whole list. */
  const uncovered = () => looked() && !(covered() && props.opened !== null);
  const [grid, setGrid] = createSignal<HTMLElement>();
  const table = () => !narrow();
  const chosen = () => props.shown.layout();
  let heads: HTMLDivElement | undefined;
  // A list is read when it is first looked at.
  createEffect(
    on(
      () => props.shown,
      (shown) => props.items.length === 0 && void shown.more(),
    ),
  );
  // Heads stand outside of what is scrolled down, and go along with what is scrolled sideways.
  createEffect(
    on([handle, chosen], ([made]) => {
      const scroller = made?.element;
      if (scroller === undefined) return;
      const follow = () => heads !== undefined && (heads.scrollLeft = scroller.scrollLeft);
      // Where nothing is scrolled sideways there is nothing to ask: the answer would lay out the rows that have just come on screen.
      if (chosen() === null) return;
      follow();
      scroller.addEventListener("scroll", follow, { passive: true });
      onCleanup(() => scroller.removeEventListener("scroll", follow));
    }),
  );
  return (
    <div
      role={table() ? "grid" : undefined}
      aria-label={table() ? t("leads.list") : undefined}
      aria-rowcount={table() ? props.items.length + 1 : undefined}
      aria-colcount={table() ? (chosen()?.columns ?? STANDARD).length : undefined}
      class="relative flex min-h-0 flex-1 flex-col"
      style={chosen() === null ? undefined : { "--table-width": `${chosen()?.width ?? 0}px`, "--stuck": `${chosen()?.stuck ?? 0}px` }}
      ref={setGrid}
    >
      <Show when={table()}>
        <ColumnHeads shown={props.shown} ref={(element) => (heads = element)} />
        <Show when={grid()}>{(element) => <CellKeys grid={element()} columns={chosen()?.columns ?? STANDARD} />}</Show>
      </Show>
      <Show when={above() > 0}>
        <NewAbove
          words={t("leads.newAbove", { n: above() })}
          label={t("leads.newAboveLabel", { n: above() })}
          onPress={() => handle()?.toTop()}
        />
      </Show>
      <Show when={narrow()} keyed fallback={list("table", ROW, LeadLine)}>
        {list("list", CARD, LeadCard)}
      </Show>
    </div>
  );

  /** What stands in the place of rows is a cell of the table, or nobody would be read it. */
  function Within(inside: { readonly children: JSX.Element }): JSX.Element {
    return (
      <Show when={table()} fallback={inside.children}>
        <div role="row">
          <div role="gridcell" aria-colspan={(chosen()?.columns ?? STANDARD).length}>
            {inside.children}
          </div>
        </div>
      </Show>
    );
  }

  function nothing(): JSX.Element {
    const reading = () => props.shown.failure() === null && (props.shown.loading() || !props.shown.complete());
    return (
      <Show when={reading()} fallback={<EmptyList shown={props.shown} />}>
        <Loading />
      </Show>
    );
  }

  function item(id: () => string, state: RowState, Item: (props: LeadItemProps) => JSX.Element): JSX.Element {
    const inSight = () => state.onScreen() && uncovered();
    createEffect(() => {
      if (workspace.leads.fresh(id()) && inSight()) workspace.leads.seen(id());
    });
    return (
      <Show when={workspace.leads.row(id())} fallback={isGroup(id()) ? props.shown.group?.(id, state.inTabOrder) : undefined}>
        {(row) => (
          <Item
            row={row()}
            href={props.address(id())}
            layout={chosen()}
            opened={props.opened === id()}
            active={state.inTabOrder()}
            inSight={inSight()}
            onOpen={() => props.onOpen(id())}
            onActive={() => props.onActive(id())}
          />
        )}
      </Show>
    );
  }

  function list(as: "table" | "list", rowHeight: number, Item: (props: LeadItemProps) => JSX.Element): JSX.Element {
    const none = () => props.items.length === 0;
    // Once there were rows they stay, out of sight, while nothing or only the shape of what comes is shown: the next leads take their places.
    const rows = createMemo((before: boolean) => before || !none(), false);
    return (
      <>
        <Show when={none()}>
          <Within>{props.shown.empty?.() ?? nothing()}</Within>
        </Show>
        <Show when={rows()}>
          <VirtualList
            class={`flex-1 ${none() ? "hidden" : ""} ${chosen() === null ? "" : "scroll-ps-(--stuck) [&>div]:min-w-(--table-width)"}`}
            as={as}
            label={t("leads.list")}
            list={props.shown.key}
            rows={() => props.items}
            rowHeight={rowHeight}
            active={props.active}
            heldRow={acts.open()}
            place={places.get(props.shown.key) ?? null}
            onPlace={(place) => places.set(props.shown.key, place)}
            ref={(made) => {
              onCleanup(() => setHandle(undefined));
              setHandle(made);
              props.ref(made);
            }}
            onEnd={() => void props.shown.more()}
          >
            {(id, state) => item(id, state, Item)}
          </VirtualList>
        </Show>
        <Show when={!none()}>
          <PageState shown={props.shown} />
        </Show>
      </>
    );
  }
}
