import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";
import { difference, firstShown, placeNear, shiftFor, type Standing } from "./anchoring.ts";

const SLIDE_MS = 180;
/** Between two movements that are shown as such. */
const SELDOM_MS = 400;
/** So long nothing moved on the list: nobody is about to press on a row, and blank room may close under the pointer. */
const STILL_MS = 1_000;
/** A pointer that rests so long is only lying there. */
const POINTER_RESTS_MS = 5_000;
/** Longer: who goes through the list by keys reads between them. */
const FOCUS_RESTS_MS = 10_000;

/** Where a list was left: its first row on screen (where it stood counts only if it has gone), and how much of it was above the screen. */
export interface ListPlace {
  readonly key: string;
  readonly index: number;
  readonly into: number;
}

export interface HoldInput {
  readonly keys: Accessor<readonly string[]>;
  /** Which list it is: another one begins where it was left, whatever rows the two share. */
  readonly list: Accessor<unknown>;
  readonly rowHeight: () => number;
  /** A row to be held although neither pointer nor focus is on it. */
  readonly heldRow: () => string | null;
  /** Where that list was left. */
  readonly left: () => ListPlace | null;
  readonly scroller: Accessor<HTMLElement | undefined>;
  /** Of the scroller, pixels. */
  readonly height: Accessor<number>;
  readonly spacer: () => HTMLElement;
}

/** What the rows of one moment make of the list. */
interface Stand {
  readonly list: unknown;
  readonly keys: readonly string[];
  /** The first pixel on screen counted from row 0; negative while blank room holds a row in place. */
  readonly top: number;
  /** The scrolling that `top` follows from. */
  readonly scrolled: Scrolled;
  /** What else is to be done once the rows stand there; as long as it is the same, it is done once. */
  readonly then: (() => void) | null;
}
interface Scrolled {
  readonly top: number;
}

/**
 * Keeps a live list still. While the list is scrolled, pointed at or holds the focus, a change above moves the scroll position
 * by just as much; where there is nothing to scroll, blank room does it. Let go, the room closes, and a list that had only been
 * moved by this, not by its reader, goes back to its top. A pointer or focus that was left lying there holds it for a while only.
 */
export function createHold(input: HoldInput) {
  /** From the scroller's upper edge. */
  let pointerY: number | undefined;
  let focused: string | undefined;
  /** Blank pixels above row 0. */
  let room = 0;
  /** Where the browser was last known to have it; null: it was out of sight since. */
  let real: number | null = 0;
  /** Nobody scrolled by hand: new rows may push the others down once the list is let go. */
  let following = true;
  /** Rows moved a moment ago. */
  let often = false;
  const [scrolled, setScrolled] = createSignal<Scrolled>({ top: 0 });
  const [unseen, setUnseen] = createSignal<ReadonlySet<string>>(new Set());
  /** Rows and where they stand change together, or those would be drawn first that are only passed on the way. */
  const stand = createMemo<Stand>(
    (was) => {
      const [list, keys, now] = [input.list(), input.keys(), scrolled()];
      const top = now === was.scrolled ? was.top : now.top;
      const same = { list, keys, top, scrolled: now, then: was.then };
      if (keys === was.keys && list === was.list) return same;
      return untrack(() => change({ ...was, top }, same));
    },
    { list: untrack(input.list), keys: untrack(input.keys), top: 0, scrolled: untrack(scrolled), then: null },
  );
  /** The first row on screen. A memo: rows are chosen anew only when it changes, not with each pixel. */
  const first = createMemo(() => firstShown({ top: stand().top, rowHeight: input.rowHeight() }));
  let done: Stand["then"] = null;
  createEffect(
    on(stand, ({ then }) => {
      if (then === done) return;
      done = then;
      then?.();
    }),
  );

  const grasped = () => pointerY !== undefined || focused !== undefined || input.heldRow() !== null;

  const sliding = createTimer(SLIDE_MS, () => delete input.spacer().dataset["sliding"]);
  const seldom = createTimer(SELDOM_MS, () => (often = false));
  const still = createTimer(STILL_MS, () => (grasped() ? closeRoom() : release()));
  const pointerRests = createTimer(POINTER_RESTS_MS, () => {
    pointerY = undefined;
    release();
  });
  const focusRests = createTimer(FOCUS_RESTS_MS, () => {
    if (focused === undefined) return;
    // Scrolled, it stays where it is anyway, and the focus says best by which row.
    if (!following) return focusRests.start();
    focused = undefined;
    release();
  });

  function anchorRow(keys: readonly string[], at: number): number | undefined {
    if (pointerY !== undefined) return Math.floor((pointerY + at) / input.rowHeight());
    const row = input.heldRow() ?? focused;
    return row === undefined ? undefined : placeNear(keys, row, firstShown({ top: at, rowHeight: input.rowHeight() }));
  }

  function change(was: Stand, next: Stand): Stand {
    const element = input.scroller();
    if (element === undefined) return next;
    // Empty, it may be out of sight, where nothing can be scrolled: what comes next begins where it was left.
    if (next.keys.length === 0) return { ...next, top: 0, then: emptied };
    if (next.list !== was.list || was.keys.length === 0) return begun(element, next);
    const before = { keys: was.keys, top: was.top, height: input.height(), rowHeight: input.rowHeight() };
    const shift = shiftFor(before.keys, next.keys, { ...before, anchor: anchorRow(was.keys, was.top) });
    // None of the rows on screen is left: another view altogether.
    if (shift === null) return { ...next, top: 0, then: () => anew(element, 0) };
    if (!grasped() && was.top <= 0) return { ...next, then: () => (real === was.top ? slide() : anew(element, was.top)) };
    return { ...next, top: was.top + shift, then: () => keep(element, before, next.keys, shift) };
  }

  function begun(element: HTMLElement, next: Stand): Stand {
    const top = Math.max(0, topOf(input.left(), next.keys));
    return { ...next, top, then: () => anew(element, top) };
  }

  function emptied(): void {
    real = null;
    setUnseen(new Set<string>());
  }

  function anew(element: HTMLElement, top: number): void {
    delete input.spacer().dataset["sliding"];
    // Said again where it stands, the browser would lay everything out to know.
    if (real !== 0 || top !== 0) move(element, top);
    following = top <= 0;
    setUnseen(new Set<string>());
  }

  function keep(
    element: HTMLElement,
    was: Omit<Standing, "anchor"> & { readonly keys: readonly string[] },
    keys: readonly string[],
    shift: number,
  ): void {
    delete input.spacer().dataset["sliding"];
    const to = was.top + shift;
    // Where nothing above has changed and enough is left below, it stands already: to say so again would lay everything out once more.
    if (to !== real || room > 0 || keys.length * was.rowHeight < was.top + was.height) move(element, to);
    const { came, gone } = difference(was.keys, keys);
    const end = firstShown({ top: to, rowHeight: was.rowHeight });
    const above = came.filter(({ index }) => index < end);
    if (above.length === 0 && (gone.size === 0 || unseen().size === 0)) return;
    setUnseen((old) => new Set([...[...old].filter((key) => !gone.has(key)), ...above.map(({ key }) => key)]));
  }

  /** Puts the view at `to`, adding blank room where the rows do not reach. */
  function move(element: HTMLElement, to: number): void {
    const spacer = input.spacer();
    room = Math.max(0, -to);
    spacer.style.marginBlockStart = room > 0 ? `${room}px` : "";
    spacer.style.minHeight = to > 0 ? `${to + input.height()}px` : "";
    element.scrollTop = Math.max(0, to);
    look(element);
    if (room > 0) still.start();
  }

  /** Says where it stands, as the browser has it. */
  function look(element: HTMLElement): void {
    const top = element.scrollTop - room;
    real = top;
    // What it is taken to be already would choose the rows once more.
    if (top !== untrack(stand).top) setScrolled({ top });
  }

  /** For rows that move while nobody holds them: shown as movement, for as long as it takes. */
  function slide(): void {
    // Faster than rows slide, it would be one long movement in which nothing can be read.
    if (often) delete input.spacer().dataset["sliding"];
    else input.spacer().dataset["sliding"] = "";
    often = true;
    sliding.start();
    seldom.start();
  }

  function closeRoom(): void {
    const element = input.scroller();
    // What stands open over a row would move with it.
    if (element === undefined || room === 0 || input.heldRow() !== null) return;
    const { top } = stand();
    if (top < 0) slide();
    move(element, Math.max(0, top));
  }

  function release(): void {
    const element = input.scroller();
    if (element === undefined || grasped()) return;
    closeRoom();
    if (following && element.scrollTop > 0) toTop();
  }
  // What was open over a row has closed: the pointer or the focus is about to come back to the list.
  createEffect(on(input.heldRow, (key) => key === null && still.start(), { defer: true }));

  function toTop(): void {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    input.scroller()?.scrollTo({ top: 0, behavior: calm ? "auto" : "smooth" });
  }

  function reveal(key: string): void {
    const element = input.scroller();
    const place = placeNear(input.keys(), key, first());
    if (element === undefined || place === undefined) return;
    const start = place * input.rowHeight();
    const end = start + input.rowHeight() - element.clientHeight;
    const { top } = stand();
    if (start >= top && end <= top) return;
    element.scrollTop = (start < top ? start : end) + room;
    look(element);
    following = element.scrollTop <= 0;
  }

  /** Null while nobody has scrolled it: such a list follows what comes in. */
  function place(): ListPlace | null {
    const index = first();
    const key = input.keys()[index];
    if (key === undefined || following) return null;
    // By where it was scrolled to, not by asking the element: that would lay out the rows which have just come on screen, within the event.
    return { key, index, into: stand().top - index * input.rowHeight() };
  }

  function topOf(at: ListPlace | null, keys: readonly string[]): number {
    if (at === null) return 0;
    const index = placeNear(keys, at.key, at.index) ?? at.index;
    return Math.min(index * input.rowHeight() + at.into, keys.length * input.rowHeight() - input.height());
  }

  /** As it was left. */
  function begin(): void {
    const element = input.scroller();
    const top = Math.max(0, topOf(input.left(), input.keys()));
    if (element !== undefined && top > 0) anew(element, top);
  }

  function onScroll(event: { readonly currentTarget: HTMLElement }): void {
    const element = event.currentTarget;
    const at = element.scrollTop;
    if (Math.abs(at - room - stand().top) > 1) following = at <= 0;
    const before = first();
    look(element);
    if (unseen().size > 0 && first() < before) {
      const seen = new Set(input.keys().slice(first(), before));
      setUnseen((old) => new Set([...old].filter((key) => !seen.has(key))));
    }
    // The room below is given back as the list is scrolled up.
    if (input.spacer().style.minHeight !== "") input.spacer().style.minHeight = `${at + input.height()}px`;
  }

  const point = (event: PointerEvent) => {
    const element = input.scroller();
    if (element !== undefined) pointerY = event.clientY - element.getBoundingClientRect().top;
    pointerRests.start();
    if (room > 0) still.start();
  };
  const listeners = {
    onPointerMove: point,
    onPointerDown: point,
    onPointerLeave: () => {
      pointerY = undefined;
      release();
    },
    onFocusIn: (event: FocusEvent) => {
      focused = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]")?.dataset["key"] : undefined;
      focusRests.start();
    },
    onFocusOut: () => {
      focused = undefined;
      queueMicrotask(release);
    },
  };
  return { listeners, onScroll, first, above: () => unseen().size, toTop, reveal, place, begin };
}

/** Started again, it begins anew. */
function createTimer(ms: number, work: () => void) {
  let timer = 0;
  onCleanup(() => window.clearTimeout(timer));
  return {
    start: () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(work, ms);
    },
  };
}
