import { createSignal, onCleanup } from "solid-js";

export interface SortingInput {
  readonly list: () => HTMLElement;
  readonly ids: () => readonly string[];
  readonly onMove: (id: string, before: string | null) => void;
}

interface Grip {
  readonly id: string;
  readonly pointer: number;
  readonly handle: HTMLElement;
  readonly startY: number;
  /** The list's rows when it began, in pixels from the list's top: nothing moves but the one that is dragged. */
  readonly rows: readonly { readonly id: string; readonly top: number; readonly height: number }[];
  lastY: number;
  scrolled: number;
}

/** Within so much of an edge the page scrolls along, by so much a frame. */
const EDGE = 56;
const STEP = 9;

/** Which of the places between rows a dragged one falls into: the number of rows whose middle lies above its own. */
export function landingPlace(rows: readonly { readonly top: number; readonly height: number }[], middle: number): number {
  return rows.filter((row) => row.top + row.height / 2 < middle).length;
}

/** Dragging by a handle, or moving by its arrow keys. */
export function createSorting(input: SortingInput) {
  const [dragged, setDragged] = createSignal<string | null>(null);
  const [by, setBy] = createSignal(0);
  const [landing, setLanding] = createSignal<number | null>(null);
  let grip: Grip | null = null;
  let frame = 0;
  onCleanup(() => cancelAnimationFrame(frame));

  function take(id: string, event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
    if (event.button !== 0) return;
    const origin = input.list().getBoundingClientRect().top;
    const rows = [...input.list().querySelectorAll<HTMLElement>(":scope > [data-sort]")].map((row) => {
      const { top, height } = row.getBoundingClientRect();
      return { id: row.dataset["sort"] ?? "", top: top - origin, height };
    });
    grip = { id, pointer: event.pointerId, handle: event.currentTarget, startY: event.clientY, rows, lastY: event.clientY, scrolled: 0 };
    event.currentTarget.setPointerCapture(event.pointerId);
    window.addEventListener("keydown", escape, true);
  }

  function draw(): void {
    const now = grip;
    if (now === null) return;
    const own = now.rows.find(({ id }) => id === now.id);
    if (own === undefined) return;
    const moved = now.lastY - now.startY + now.scrolled;
    if (dragged() === null && Math.abs(moved) < 4) return;
    setDragged(now.id);
    setBy(moved);
    const others = now.rows.filter(({ id }) => id !== now.id);
    const place = landingPlace(others, own.top + own.height / 2 + moved);
    const last = now.rows.at(-1);
    const from = now.rows.indexOf(own);
    // Where it stands already there is nothing to show.
    if (place === from) setLanding(null);
    else setLanding(others[place]?.top ?? (last === undefined ? 0 : last.top + last.height));
  }

  function follow(): void {
    const now = grip;
    if (now === null) return;
    const scroller = scrollerOf(input.list());
    const { top, bottom } = scroller.getBoundingClientRect();
    const step = now.lastY < top + EDGE ? -STEP : now.lastY > bottom - EDGE ? STEP : 0;
    const before = scroller.scrollTop;
    if (step !== 0 && dragged() !== null) scroller.scrollTop += step;
    now.scrolled += scroller.scrollTop - before;
    draw();
    frame = requestAnimationFrame(follow);
  }

  function end(lands: boolean): void {
    const now = grip;
    if (now === null) return;
    cancelAnimationFrame(frame);
    window.removeEventListener("keydown", escape, true);
    grip = null;
    const was = dragged();
    const own = now.rows.find(({ id }) => id === now.id);
    const others = now.rows.filter(({ id }) => id !== now.id);
    const place = own === undefined ? -1 : landingPlace(others, own.top + own.height / 2 + by());
    setDragged(null);
    setBy(0);
    setLanding(null);
    if (lands && was !== null && own !== undefined && place !== now.rows.indexOf(own)) input.onMove(now.id, others[place]?.id ?? null);
  }

  function escape(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  }
  onCleanup(() => window.removeEventListener("keydown", escape, true));

  function press(id: string, event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
    const ids = input.ids();
    const at = ids.indexOf(id);
    const to: Readonly<Record<string, number>> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: ids.length - 1 };
    const place = to[event.key];
    if (place === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (place < 0 || place >= ids.length || place === at) return;
    const rest = ids.filter((one) => one !== id);
    input.onMove(id, rest[place] ?? null);
    // The row is drawn at its new place, and would lose the focus by that.
    const handle = event.currentTarget;
    queueMicrotask(() => handle.focus());
  }

  return {
    dragged,
    by,
    landing,
    handle: (id: string) => ({
      onPointerDown: (event: PointerEvent & { readonly currentTarget: HTMLElement }) => {
        take(id, event);
        frame = requestAnimationFrame(follow);
      },
      onPointerMove: (event: PointerEvent) => {
        if (grip === null || event.pointerId !== grip.pointer) return;
        grip.lastY = event.clientY;
        draw();
      },
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
      onKeyDown: (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => press(id, event),
    }),
  };
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let at = element.parentElement; at !== null; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return document.documentElement;
}
