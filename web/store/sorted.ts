import { type Accessor, createSignal } from "solid-js";
import type { LeadRow } from "../../domain/lead.ts";

/** Leads in an order of one's choice, down to where they were read. */
export interface Sorted {
  /** Down to the floor. A new array whenever, and only when, these ids or their order change. */
  readonly ids: Accessor<readonly string[]>;
  get(id: string): LeadRow | undefined;
  has(id: string): boolean;
  /** The row as it stands here (undefined: it does not), and as it is to (undefined: no more). */
  put(was: LeadRow | undefined, is: LeadRow | undefined): void;
  /** What lies past `floor` is kept and not shown. It only goes deeper. */
  reach(floor: LeadRow | "end"): void;
  clear(): void;
}

/** `compare` has to tell any two leads apart: finding a place is a binary search. */
export function createSorted(compare: (a: LeadRow, b: LeadRow) => number): Sorted {
  const held = new Map<string, LeadRow>();
  let items: LeadRow[] = [];
  /** The same in ids, so that reading them copies a piece of memory. */
  let known: string[] = [];
  let floor: LeadRow | "none" | "end" = "none";
  let shown = 0;
  let copied: readonly string[] | null = null;
  const [tick, setTick] = createSignal(0);
  const changed = () => {
    copied = null;
    setTick((value) => value + 1);
  };
  const covers = (row: LeadRow) => floor === "end" || (floor !== "none" && compare(row, floor) <= 0);
  const before = (test: (item: LeadRow) => boolean): number => {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = items[middle];
      if (item !== undefined && test(item)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const placeOf = (row: LeadRow) => before((item) => compare(item, row) < 0);
  /** Where it stands. A name that the order goes by may have changed since it was put there. */
  const indexOf = (row: LeadRow) => {
    const at = placeOf(row);
    return items[at]?.id === row.id ? at : items.findIndex((item) => item.id === row.id);
  };

  return {
    ids: () => {
      tick();
      return (copied ??= known.slice(0, shown));
    },
    get: (id) => held.get(id),
    has: (id) => held.has(id),
    put: (was, is) => {
      // The same place: the row is another one, the list is the same.
      if (was !== undefined && is !== undefined && compare(was, is) === 0) {
        items[indexOf(was)] = is;
        held.set(is.id, is);
        return;
      }
      let moved = false;
      if (was !== undefined) {
        const at = indexOf(was);
        items.splice(at, 1);
        known.splice(at, 1);
        held.delete(was.id);
        if (at < shown) {
          shown--;
          moved = true;
        }
      }
      if (is !== undefined) {
        const at = placeOf(is);
        items.splice(at, 0, is);
        known.splice(at, 0, is.id);
        held.set(is.id, is);
        if (covers(is)) {
          shown++;
          moved = true;
        }
      }
      if (moved) changed();
    },
    reach: (next) => {
      if (floor === "end" || (next !== "end" && floor !== "none" && compare(next, floor) <= 0)) return;
      floor = next;
      shown = next === "end" ? items.length : before((item) => compare(item, next) <= 0);
      changed();
    },
    clear: () => {
      items = [];
      known = [];
      held.clear();
      floor = "none";
      shown = 0;
      changed();
    },
  };
}
