import { type Accessor, createComputed, createSignal, on, onCleanup } from "solid-js";

/** Of a frame of 16 ms so much is for making rows; as much again goes into laying them out and painting them. */
const MAKING_MS = 6;
/** What a row is taken to cost before any was made, and what it never counts as less than. */
const FIRST_GUESS_MS = 0.6;
const LEAST_MS = 0.1;
/** So many rows are made at once whatever they cost: a turn of the wheel has to bring what it turns to. */
const AT_LEAST = 3;

/** As measured by whichever list made rows last: the next one begins knowing the machine. */
let cost = FIRST_GUESS_MS;

export interface Drawing {
  /** Rows that are drawn, in order. */
  readonly rows: Accessor<readonly string[]>;
  drawn(key: string): boolean;
  /** At once, for what is about to be focused. */
  draw(key: string): void;
}

/**
 * Which rows of a window are drawn. A window that jumps is filled over some frames, what is on screen first, so that no frame is late: how
 * many rows a frame can take is measured as they are made, since machines differ tenfold.
 */
export function createDrawing(input: {
  /** The window: what is on screen and beyond its edges. */
  readonly keys: Accessor<readonly string[]>;
  /** The part of the window that is on screen, by index. */
  readonly onScreen: () => { readonly from: number; readonly to: number };
}): Drawing {
  const [rows, setRows] = createSignal<readonly string[]>([]);
  let there = new Set<string>();
  let frame = 0;
  /** Rows made since the last frame: a window that changes twice before it, as when its height becomes known, has one frame's worth. */
  let spent = 0;

  /** Resolves into rows at once, or, within a larger change, when that is done: then it cannot be measured here. */
  function show(keys: readonly string[], wanted?: string): number {
    const { from, to } = input.onScreen();
    const nearest = [...keys.slice(from, to), ...keys.slice(to), ...keys.slice(0, from).reverse()];
    const missing = nearest.filter((key) => !there.has(key));
    const most = Math.max(AT_LEAST, Math.floor(MAKING_MS / cost));
    const made = new Set(missing.slice(0, Math.max(0, most - spent)));
    if (wanted !== undefined && missing.includes(wanted)) made.add(wanted);
    const next = keys.filter((key) => there.has(key) || made.has(key));
    there = new Set(next);
    spent += made.size;
    setRows((before) => (before.length === next.length && before.every((key, at) => key === next[at]) ? before : next));
    cancelAnimationFrame(frame);
    if (missing.length > made.size || spent > 0) frame = requestAnimationFrame(more);
    return made.size;
  }

  function more(): void {
    spent = 0;
    const began = performance.now();
    const made = show(input.keys());
    if (made > 0) cost = Math.max(LEAST_MS, (cost + (performance.now() - began) / made) / 2);
  }

  createComputed(on(input.keys, (keys) => void show(keys)));
  onCleanup(() => cancelAnimationFrame(frame));
  return {
    rows,
    drawn: (key) => (rows(), there.has(key)),
    draw: (key) => {
      if (!there.has(key)) void show(input.keys(), key);
    },
  };
}
