import { type Accessor, createComputed, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { firstShown, shiftFor, type Standing } from "./anchoring.ts";

const SLIDE_MS = 180;

export interface HoldInput {
  readonly keys: Accessor<readonly string[]>;
  readonly places: Accessor<ReadonlyMap<string, number>>;
  readonly rowHeight: () => number;
  readonly forced: () => boolean;
  readonly scroller: Accessor<HTMLElement | undefined>;
  readonly spacer: () => HTMLElement;
}

/**
 * Keeps a live list still. While the list is scrolled, pointed at or holds the focus, a change above moves the scroll position
 * by just as much; where there is nothing to scroll, blank room does it. Let go, the room closes, and a list that had only been
 * moved by this, not by its reader, goes back to its top.
 */
export function createHold(input: HoldInput) {
  let pointerY: number | undefined;
  let focused: string | undefined;
  /** Blank pixels above row 0. */
  let room = 0;
  /** Nobody scrolled by hand: new rows may push the others down once the list is let go. */
  let following = true;
  let timer = 0;
  const [scrolled, setScrolled] = createSignal(0);
  const [unseen, setUnseen] = createSignal<ReadonlySet<string>>(new Set());
  /** The first row on screen. A memo: rows are chosen anew only when it changes, not with each pixel. */
  const first = createMemo(() => firstShown({ top: scrolled(), rowHeight: input.rowHeight() }));

  const top = (element: HTMLElement) => element.scrollTop - room;
  const held = (element: HTMLElement) => pointerY !== undefined || focused !== undefined || top(element) > 0 || input.forced();

  function anchorRow(element: HTMLElement, places: ReadonlyMap<string, number>): number | undefined {
    if (pointerY !== undefined) return Math.floor((pointerY - element.getBoundingClientRect().top + top(element)) / input.rowHeight());
    return focused === undefined ? undefined : places.get(focused);
  }

  /** Puts the view at `to`, adding blank room where the rows do not reach. */
  function stand(element: HTMLElement, to: number): void {
    const spacer = input.spacer();
    room = Math.max(0, -to);
    spacer.style.marginBlockStart = room > 0 ? `${room}px` : "";
    spacer.style.minHeight = to > 0 ? `${to + element.clientHeight}px` : "";
    element.scrollTop = Math.max(0, to);
    setScrolled(element.scrollTop);
  }

  /** For rows that move while nobody holds them: shown as movement, for as long as it takes. */
  function slide(): void {
    const spacer = input.spacer();
    spacer.dataset["sliding"] = "";
    window.clearTimeout(timer);
    timer = window.setTimeout(() => delete spacer.dataset["sliding"], SLIDE_MS);
  }

  // Measured before the rows are drawn: a list that gets shorter is scrolled by the browser in the same moment.
  let before:
    | (Standing & { readonly keys: readonly string[]; readonly places: ReadonlyMap<string, number>; readonly held: boolean })
    | undefined;
  let drawn = { keys: input.keys(), places: input.places() };
  createComputed(
    on(
      input.places,
      (places) => {
        const element = input.scroller();
        if (element === undefined) return;
        const anchor = anchorRow(element, drawn.places);
        before = { ...drawn, top: top(element), height: element.clientHeight, rowHeight: input.rowHeight(), anchor, held: held(element) };
        drawn = { keys: input.keys(), places };
      },
      { defer: true },
    ),
  );
  createEffect(
    on(
      input.places,
      (places) => {
        const element = input.scroller();
        if (element === undefined || before === undefined) return;
        const shift = before.keys.length === 0 ? 0 : shiftFor(before.keys, places, before);
        if (shift === null) startAnew(element);
        else if (before.held) hold(element, before, places, shift);
        else slide();
      },
      { defer: true },
    ),
  );

  /** None of the rows on screen is left: another view altogether. */
  function startAnew(element: HTMLElement): void {
    following = true;
    stand(element, 0);
    setUnseen(new Set<string>());
  }

  function hold(element: HTMLElement, was: NonNullable<typeof before>, places: ReadonlyMap<string, number>, shift: number): void {
    delete input.spacer().dataset["sliding"];
    const to = was.top + shift;
    stand(element, to);
    const above = input.keys().slice(0, firstShown({ top: to, rowHeight: was.rowHeight }));
    const came = above.filter((key) => !was.places.has(key));
    setUnseen((old) => new Set([...old, ...came].filter((key) => places.has(key))));
  }

  function release(): void {
    const element = input.scroller();
    if (element === undefined || pointerY !== undefined || focused !== undefined || input.forced()) return;
    if (room > 0) {
      slide();
      stand(element, 0);
    }
    if (following && element.scrollTop > 0) toTop();
  }

  function toTop(): void {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    input.scroller()?.scrollTo({ top: 0, behavior: calm ? "auto" : "smooth" });
  }

  function reveal(key: string): void {
    const element = input.scroller();
    const place = input.places().get(key);
    if (element === undefined || place === undefined) return;
    const start = place * input.rowHeight();
    const end = start + input.rowHeight() - element.clientHeight;
    if (start < top(element)) element.scrollTop = start + room;
    else if (end > top(element)) element.scrollTop = end + room;
    setScrolled(element.scrollTop);
  }

  function onScroll(event: { readonly currentTarget: HTMLElement }): void {
    const element = event.currentTarget;
    if (Math.abs(element.scrollTop - scrolled()) > 1) following = element.scrollTop <= 0;
    setScrolled(element.scrollTop);
    if (unseen().size > 0) setUnseen((old) => new Set([...old].filter((key) => (input.places().get(key) ?? -1) < first())));
    // The room below is given back as the list is scrolled up.
    if (input.spacer().style.minHeight !== "") input.spacer().style.minHeight = `${element.scrollTop + element.clientHeight}px`;
  }

  onCleanup(() => window.clearTimeout(timer));

  const listeners = {
    onScroll,
    onPointerMove: (event: PointerEvent) => (pointerY = event.clientY),
    onPointerLeave: () => {
      pointerY = undefined;
      release();
    },
    onFocusIn: (event: FocusEvent) => {
      focused = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]")?.dataset["key"] : undefined;
    },
    onFocusOut: () => {
      focused = undefined;
      queueMicrotask(release);
    },
  };
  return { listeners, first, above: () => unseen().size, toTop, reveal };
}
