import { type Accessor, createSignal } from "solid-js";
import { newestFirst } from "../../domain/lead.ts";

/** What a lead is sorted by. */
export interface Place {
  readonly submittedAt: number;
  readonly n: number;
}

export interface Placed extends Place {
  readonly id: string;
}

/** How far down a list was read: nothing yet, to a place, to its end. */
export type Floor = "none" | Place | "end";

export interface Order {
  /** Ids down to the floor, newest first. A new array whenever, and only when, these ids or their order change. */
  readonly ids: Accessor<readonly string[]>;
  /** How many are known, shown or not. */
  readonly size: Accessor<number>;
  readonly oldest: Accessor<Place | null>;
  readonly floor: Accessor<Floor>;
  insert(item: Placed): void;
  remove(item: Placed): void;
  reach(floor: Floor): void;
  clear(): void;
}

/**
 * A sorted list that follows one change at a time: finding a place is a binary search, and the ids are copied out only when somebody
 * reads them. What lies below the floor is kept and not shown: between it and the floor there may be leads that were never read.
 */
export function createOrder(): Order {
  let items: Placed[] = [];
  /** The same in ids, so that reading them copies a piece of memory. */
  let known: string[] = [];
  let floor: Floor = "none";
  let shown = 0;
  let copied: readonly string[] | null = null;
  const [tick, setTick] = createSignal(0);
  const [sized, setSized] = createSignal(0);
  const changed = () => {
    copied = null;
    setTick((value) => value + 1);
  };

  return {
    ids: () => {
      tick();
      return (copied ??= known.slice(0, shown));
    },
    size: () => (sized(), items.length),
    oldest: () => (sized(), items.at(-1) ?? null),
    floor: () => (tick(), floor),
    insert: (item) => {
      const index = placeOf(items, item);
      items.splice(index, 0, item);
      known.splice(index, 0, item.id);
      if (covers(floor, item)) {
        shown++;
        changed();
      }
      setSized((value) => value + 1);
    },
    remove: (item) => {
      const index = placeOf(items, item);
      if (items[index]?.id !== item.id) return;
      items.splice(index, 1);
      known.splice(index, 1);
      if (index < shown) {
        shown--;
        changed();
      }
      setSized((value) => value + 1);
    },
    reach: (next) => {
      if (!deeper(next, floor)) return;
      floor = next;
      shown = next === "end" ? items.length : next === "none" ? 0 : afterPlace(items, next);
      changed();
    },
    clear: () => {
      items = [];
      known = [];
      floor = "none";
      shown = 0;
      changed();
      setSized((value) => value + 1);
    },
  };
}

export function covers(floor: Floor, place: Place): boolean {
  return floor === "end" || (floor !== "none" && newestFirst(place, floor) <= 0);
}

function deeper(next: Floor, floor: Floor): boolean {
  if (floor === "end" || next === "none") return false;
  return floor === "none" || next === "end" || newestFirst(next, floor) > 0;
}

/** Index of the first item that does not come before `place`. */
function placeOf(items: readonly Placed[], place: Place): number {
  return search(items, (item) => newestFirst(item, place) < 0);
}

function afterPlace(items: readonly Placed[], place: Place): number {
  return search(items, (item) => newestFirst(item, place) <= 0);
}

function search(items: readonly Placed[], before: (item: Placed) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && before(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
