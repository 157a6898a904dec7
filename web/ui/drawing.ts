import { type Accessor, batch, createComputed, createSignal, on, onCleanup, untrack } from "solid-js";

/** Of a frame so much is for making rows; four times as much goes into their styles, laying them out and painting them. */
const MAKING_MS = 3;
/** What a row is taken to cost before any was made, and what it never counts as less than. */
const FIRST_GUESS_MS = 0.6;
const LEAST_MS = 0.1;
/** So many rows are made at once whatever they cost: a turn of the wheel has to bring what it turns to. */
const AT_LEAST = 3;

/** As measured by whichever list made rows last: the next one begins knowing the machine. */
let cost = FIRST_GUESS_MS;

/** So many rows that are out of sight are kept to be others: what comes next has one at hand. */
const MOST_SPARE = 40;
const NOBODY: ReadonlySet<string> = new Set();

/** A place for a row. Which row that is changes: to be another one costs a fraction of being made. */
export interface Slot {
  /** Of what stands there; while it is spare, what stood there last. */
  readonly key: Accessor<string>;
  readonly spare: Accessor<boolean>;
}

export interface Drawing {
  /** Those in the window by their order, then spare ones. */
  readonly slots: Accessor<readonly Slot[]>;
  drawn(key: string): boolean;
  /** At once, for what is about to be focused. */
  draw(key: string): void;
}

interface Row extends Slot {
  become(key: string): void;
  leave(): void;
}

function createRow(first: string): Row {
  const [key, setKey] = createSignal(first);
  const [spare, setSpare] = createSignal(false);
  return {
    key,
    spare,
    become: (next) => {
      setKey(next);
      setSpare(false);
    },
    leave: () => setSpare(true),
  };
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
  /** Rows that must not become others: somebody is in them. */
  readonly occupied: () => ReadonlySet<string>;
}): Drawing {
  const [slots, setSlots] = createSignal<readonly Row[]>([]);
  let there = new Map<string, Row>();
  let spare: readonly Row[] = [];
  let frame = 0;
  /** Rows made since the last frame: a window that changes twice before it, as when its height becomes known, has one frame's worth. */
  let spent = 0;
  /** Within a frame of its own. */
  let drawing = false;

  /** Resolves into rows at once, or, within a larger change, when that is done: then it cannot be measured here. */
  function show(keys: readonly string[], wanted?: string): number {
    const { from, to } = input.onScreen();
    const nearest = [...keys.slice(from, to), ...keys.slice(to), ...keys.slice(0, from).reverse()];
    const missing = nearest.filter((key) => !there.has(key));
    const most = Math.max(AT_LEAST, Math.floor(MAKING_MS / cost));
    const made = new Set(missing.slice(0, Math.max(0, most - spent)));
    if (wanted !== undefined && missing.includes(wanted)) made.add(wanted);
    spent += made.size;
    stand(keys.filter((key) => there.has(key) || made.has(key)));
    if (frame === 0 && (missing.length > made.size || spent > 0)) {
      // What an event asked for is drawn in the frame that is about to be: the next one has its own share.
      frame = requestAnimationFrame(drawing ? more : () => (frame = requestAnimationFrame(more)));
    }
    return made.size;
  }

  function stand(keys: readonly string[]): void {
    const stays = new Set(keys);
    const left = [...there.values()].filter((row) => !stays.has(untrack(row.key)));
    const occupied = left.length === 0 ? NOBODY : input.occupied();
    const free = [...left.filter((row) => !occupied.has(untrack(row.key))), ...spare];
    const next = new Map<string, Row>();
    for (const key of keys) {
      const row = there.get(key) ?? free.shift() ?? createRow(key);
      if (!there.has(key)) row.become(key);
      next.set(key, row);
    }
    spare = free.slice(0, MOST_SPARE);
    for (const row of spare) row.leave();
    there = next;
    const all = [...next.values(), ...spare];
    setSlots((before) => (before.length === all.length && before.every((row, at) => row === all[at]) ? before : all));
  }

  function more(): void {
    spent = 0;
    frame = 0;
    drawing = true;
    const began = performance.now();
    const made = batch(() => show(input.keys()));
    drawing = false;
    if (made > 0) cost = Math.max(LEAST_MS, (cost + (performance.now() - began) / made) / 2);
  }

  createComputed(on(input.keys, (keys) => void show(keys)));
  onCleanup(() => cancelAnimationFrame(frame));
  return {
    slots,
    drawn: (key) => (slots(), there.has(key)),
    draw: (key) => {
      if (!there.has(key)) batch(() => void show(input.keys(), key));
    },
  };
}
