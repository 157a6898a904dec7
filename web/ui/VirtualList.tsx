import {
  type Accessor,
  createEffect,
  createMemo,
  createRenderEffect,
  createSelector,
  createSignal,
  type JSX,
  mapArray,
  onCleanup,
  onMount,
} from "solid-js";
import { createDrawing, type Slot } from "./drawing.ts";
import { createEdge, isInTheWay } from "./edge.ts";
import { createHold, type ListPlace } from "./hold.ts";
import { createOrder } from "./in-order.ts";

export interface VirtualListHandle {
  /** Rows that came in above the screen and were not seen yet. */
  above(): number;
  toTop(): void;
  /** Brings a row on screen by the shortest way; for moving through the list by keys. */
  reveal(key: string): void;
  readonly element: HTMLElement;
}

export interface RowState {
  /** Within the part that is on screen: more rows than these are drawn. */
  onScreen(): boolean;
  /** The one row that Tab comes to. */
  inTabOrder(): boolean;
}

export interface VirtualListProps {
  /** Each by its key, and nothing more of it: of many thousands none is looked at that is not drawn. */
  readonly rows: () => readonly string[];
  readonly rowHeight: number;
  /** Another one is another list: it begins at its own place, whatever rows the two have in common. */
  readonly list?: string;
  /** A row's inside. While it is in sight it stays with its key: moving up or down neither makes it anew nor takes its focus. Then it may become another row's. */
  readonly children: (key: () => string, state: RowState) => JSX.Element;
  readonly label: string;
  /** `table` makes a rowgroup of rows (the caller's `role="table"` stands around it); `list` a list of items. */
  readonly as?: "table" | "list";
  /** The row that the person is at, for Tab to come to. Where it is not drawn, that is the first row on screen. */
  readonly active?: string | null;
  /** A row that has to stand still although nobody points at it: something is open over it. */
  readonly heldRow?: string | null;
  /** Where to begin, if not at the top; and, with each scroll, where it would have to begin to be like this again. */
  readonly place?: ListPlace | null;
  readonly onPlace?: (place: ListPlace | null) => void;
  readonly ref?: (handle: VirtualListHandle) => void;
  /** Within sight of the end: load more. Called again with each change until there is nothing near the end. */
  readonly onEnd?: () => void;
  readonly class?: string;
}

/** Rows drawn beyond each edge: about a flick of the wheel. */
const OVERSCAN = 6;
const END_ROWS = 20;
/** Where spare rows stand, pixels: above all that a list could be moved by. */
const OUT_OF_SIGHT = -9_999_999;

/**
 * Nothing in a row changes how another is laid out or drawn, so that of those that only move nothing is drawn anew, and what the pointer is on
 * is looked for in one of them. What sticks out of a row, such as the ring of a focus or what is said under a field, is of the row in use.
 */
const ALONE = "contain-layout contain-style not-focus-within:contain-strict";

/** Rows of one height, drawn only where they are seen. What comes in or goes above moves neither the row under the pointer nor a list that is scrolled. */
export function VirtualList(props: VirtualListProps): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLDivElement>();
  const [height, setHeight] = createSignal(0);
  let spacer!: HTMLDivElement;
  const keys = createMemo(() => props.rows());
  const hold = createHold({
    keys,
    list: () => props.list,
    left: () => props.place ?? null,
    rowHeight: () => props.rowHeight,
    heldRow: () => props.heldRow ?? null,
    scroller,
    height,
    spacer: () => spacer,
  });
  const last = () => hold.first() + Math.ceil(height() / props.rowHeight);
  const from = () => Math.max(0, hold.first() - OVERSCAN);
  const around = createMemo(() => keys().slice(from(), last() + OVERSCAN));
  const drawing = createDrawing({
    keys: around,
    onScreen: () => ({ from: hold.first() - from(), to: last() - from() }),
    occupied: createOccupied(scroller, () => props.heldRow),
  });
  /** Where these rows stand; nobody asks for others' places, and of fifty thousand it would be a map anew with each change. */
  const places = createMemo(() => new Map(around().map((key, index) => [key, from() + index])));
  const edge = createEdge(places);
  const inTabOrder = createSelector(() => {
    const active = props.active ?? "";
    return drawing.drawn(active) ? active : keys()[Math.min(hold.first(), keys().length - 1)];
  });
  const reveal = (key: string) => {
    hold.reveal(key);
    drawing.draw(key);
  };

  onMount(() => {
    const element = scroller();
    if (element === undefined) return;
    setHeight(element.clientHeight);
    // Out of sight it has none, and is as high again when it comes back.
    const sizes = new ResizeObserver(() => element.clientHeight > 0 && setHeight(element.clientHeight));
    sizes.observe(element);
    onCleanup(() => sizes.disconnect());
    hold.begin();
    props.ref?.({ above: hold.above, toTop: hold.toTop, reveal, element });
  });
  createEffect(() => {
    if (height() > 0 && keys().length > 0 && last() + END_ROWS >= keys().length) props.onEnd?.();
  });

  const table = () => props.as === "table";
  const row = (slot: Slot): JSX.Element => {
    const place = createMemo(
      (was: Place): Place => {
        const key = slot.key();
        const index = places().get(key);
        // A spare row stays on the edge where it stood, which most are scrolled away from: to take it away and back costs more.
        return { key, line: index === undefined ? (key === was.key ? was.line : 0) : index - edge(), moved: key === was.key };
      },
      { key: "", line: 0, moved: false },
      { equals: (was, is) => was.key === is.key && was.line === is.line },
    );
    const index = () => place().line + edge();
    const inTheWay = createMemo(() => slot.spare() && isInTheWay(index(), { from: from(), to: last() + OVERSCAN, count: keys().length }));
    return (
      <div
        role={table() ? "row" : "listitem"}
        aria-hidden={slot.spare() ? "true" : undefined}
        aria-rowindex={table() ? index() + 2 : undefined}
        aria-posinset={table() ? undefined : index() + 1}
        aria-setsize={table() ? undefined : keys().length}
        data-key={slot.spare() ? undefined : slot.key()}
        class={`absolute inset-x-0 top-0 focus-within:z-2 slides ${ALONE}`}
        style={{
          height: `${props.rowHeight}px`,
          transform: `translateY(${inTheWay() ? OUT_OF_SIGHT : place().line * props.rowHeight}px)`,
          // Not `display`: what was laid out stays so, and to be seen again costs what has changed.
          "content-visibility": inTheWay() ? "hidden" : undefined,
          // What became another row would slide there from where that one never was; it goes with the others at most.
          transition: place().moved ? undefined : "none",
        }}
      >
        {props.children(slot.key, {
          onScreen: () => !slot.spare() && index() >= hold.first() && index() < last(),
          inTabOrder: () => inTabOrder(slot.key()),
        })}
      </div>
    );
  };
  const rows = createMemo(mapArray(drawing.slots, (slot) => row(slot) as Element));
  let lines!: HTMLDivElement;
  const order = createOrder(() => lines);
  return (
    <div
      ref={setScroller}
      tabindex="-1"
      role={table() ? "rowgroup" : "list"}
      aria-label={props.label}
      class={`relative overflow-y-auto overscroll-contain outline-none [overflow-anchor:none] ${props.class ?? ""}`}
      {...hold.listeners}
      onScroll={(event) => {
        hold.onScroll(event);
        props.onPlace?.(hold.place());
      }}
    >
      <div
        ref={spacer}
        role="presentation"
        class="relative w-full data-sliding:transition-[margin] data-sliding:duration-160"
        style={{ height: `${keys().length * props.rowHeight}px` }}
      >
        <div
          ref={(made) => {
            lines = made;
            createRenderEffect(() => {
              const all = rows();
              order(all, new Set(all.filter((_, at) => drawing.slots()[at]?.spare())));
            });
          }}
          role="presentation"
          class="absolute inset-x-0 top-0 slides"
          style={{ transform: `translateY(${edge() * props.rowHeight}px)` }}
        />
      </div>
    </div>
  );
}

interface Place {
  readonly key: string;
  /** Counted from the edge. */
  readonly line: number;
  /** From another place, and not from having been another row. */
  readonly moved: boolean;
}

/** So long what is open or written in stays known, unless somebody pressed something since. */
const IN_USE_MS = 100;
const PRESSES = ["pointerdown", "keydown", "click"] as const;

/** Rows that somebody has the focus in, writes in or has something open over. */
function createOccupied(list: Accessor<HTMLElement | undefined>, heldRow: () => string | null | undefined): () => ReadonlySet<string> {
  let inUse: readonly Element[] = [];
  let askedAt = -Infinity;
  const forget = () => (askedAt = -Infinity);
  for (const press of PRESSES) document.addEventListener(press, forget, true);
  onCleanup(() => PRESSES.forEach((press) => document.removeEventListener(press, forget, true)));
  return () => {
    const now = performance.now();
    if (now - askedAt > IN_USE_MS) {
      inUse = [...(list()?.querySelectorAll('[aria-expanded="true"], [data-editing]') ?? [])];
      askedAt = now;
    }
    const focused = document.activeElement;
    const elements = focused !== null && list()?.contains(focused) ? [...inUse, focused] : inUse;
    const keys = elements.map((element) => element.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? "");
    return new Set([...keys, heldRow() ?? ""]);
  };
}
