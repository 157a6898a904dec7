import { type Accessor, createSignal, getListener, type Setter } from "solid-js";
import { isWaiting, type LeadRow } from "../../domain/lead.ts";
import { createOrder, type Order, type Place, type Placed } from "./order.ts";

/** The lists that are kept sorted as leads come and go. */
export type ListKey = "all" | "waiting" | "test" | `${"owner" | "waiting" | "test"}:${string}` | `stage:${string}`;

/** `owner` null: the unassigned ones. */
export const ownerKey = (owner: string | null): ListKey => `owner:${owner ?? ""}`;
/** Those of one owner's list that wait, or are tests. */
export const partKey = (part: "waiting" | "test", owner: string | null): ListKey => `${part}:${owner ?? ""}`;

/** What a row looks like meanwhile. One of a lead that the server has not heard of makes it: without a row there is none. */
export type Over = (row: LeadRow | undefined) => LeadRow | undefined;

export type Follow = (before: LeadRow | undefined, after: LeadRow | undefined) => void;

interface Entry {
  readonly place: Placed;
  /** As the server says; undefined: it has not heard of it yet. */
  readonly base: LeadRow | undefined;
  /** As the screen says: with what this person just did and the server has not answered yet. */
  readonly shown: LeadRow;
}

export interface Entries {
  base(id: string): LeadRow | undefined;
  /** Reactive by lead: a change of one wakes only who shows that one. */
  shown(id: string): LeadRow | undefined;
  order(key: ListKey): Order;
  /** Every list reaches at least as far as the whole one. */
  reach(key: ListKey, floor: Place | "end"): void;
  /** Hears of every row as it was shown and as it is shown from now on; undefined: not held. Returns what ends it. */
  follow(work: Follow): () => void;
  /** Every row that is held, as it is shown. */
  rows(): Iterable<LeadRow>;
  put(row: LeadRow): void;
  take(id: string): LeadRow | undefined;
  /** Puts this person's unanswered changes of a lead over its row, or (null) takes them away. */
  overlay(id: string, over: Over | null): void;
  clear(): void;
  /** Leads that wait to be added: nobody reads them anywhere, so they are put back once all others were forgotten. */
  addWaiting(): void;
}

/**
 * Leads by id: plain rows in a Map, a signal only for a row that something on screen reads. Measured at 50,000 rows, a Solid store
 * keyed by id loads and changes several times slower, because every row it hands out becomes a proxy (docs of the figures: the tests'
 * bench); and nobody ever reads a part of a row without the rest.
 */
export function createEntries(): Entries {
  const entries = new Map<string, Entry>();
  const signals = new Map<string, [Accessor<LeadRow | undefined>, Setter<LeadRow | undefined>]>();
  const overlays = new Map<string, Over>();
  const orders = new Map<ListKey, Order>();
  const followers = new Set<Follow>();
  let reached: Place | "end" | "none" = "none";

  const order = (key: ListKey): Order => {
    let found = orders.get(key);
    if (found === undefined) {
      found = createOrder();
      if (key !== "all") found.reach(reached);
      orders.set(key, found);
    }
    return found;
  };
  const tell = (id: string, row: LeadRow | undefined) => signals.get(id)?.[1](() => row);

  const move = (before: Entry | undefined, after: Entry | undefined) => {
    const from = before === undefined ? [] : keysOf(before.shown);
    const to = after === undefined ? [] : keysOf(after.shown);
    const stays = before?.place === after?.place;
    if (before !== undefined) for (const key of from) if (!(stays && to.includes(key))) order(key).remove(before.place);
    if (after !== undefined) for (const key of to) if (!(stays && from.includes(key))) order(key).insert(after.place);
    for (const work of followers) work(before?.shown, after?.shown);
  };
  const set = (id: string, base: LeadRow | undefined) => {
    const before = entries.get(id);
    const shown = overlays.get(id)?.(base) ?? base;
    if (shown === undefined) return void take(id);
    const { submittedAt, n } = base ?? shown;
    const stays = before !== undefined && before.place.submittedAt === submittedAt && before.place.n === n;
    const place = stays ? before.place : { id, submittedAt, n };
    const after: Entry = { place, base, shown };
    entries.set(id, after);
    move(before, after);
    tell(id, shown);
  };
  const take = (id: string) => {
    const before = entries.get(id);
    if (before === undefined) return undefined;
    entries.delete(id);
    move(before, undefined);
    tell(id, undefined);
    return before.shown;
  };

  return {
    base: (id) => entries.get(id)?.base,
    shown: (id) => {
      if (getListener() === null) return entries.get(id)?.shown;
      let signal = signals.get(id);
      if (signal === undefined) {
        signal = createSignal<LeadRow | undefined>(entries.get(id)?.shown);
        signals.set(id, signal);
      }
      return signal[0]();
    },
    order,
    reach: (key, floor) => {
      if (key !== "all") return order(key).reach(floor);
      reached = floor;
      order("all");
      for (const one of orders.values()) one.reach(floor);
    },
    follow: (work) => {
      followers.add(work);
      return () => void followers.delete(work);
    },
    rows: function* () {
      for (const entry of entries.values()) yield entry.shown;
    },
    put: (row) => set(row.id, row),
    take,
    overlay: (id, over) => {
      if (over === null) overlays.delete(id);
      else overlays.set(id, over);
      set(id, entries.get(id)?.base);
    },
    clear: () => {
      for (const id of entries.keys()) tell(id, undefined);
      entries.clear();
      reached = "none";
      for (const one of orders.values()) one.clear();
    },
    addWaiting: () => {
      for (const id of overlays.keys()) if (!entries.has(id)) set(id, undefined);
    },
  };
}

function keysOf(row: LeadRow): ListKey[] {
  const keys: ListKey[] = ["all", ownerKey(row.owner), `stage:${row.stage}`];
  if (isWaiting(row)) keys.push("waiting", partKey("waiting", row.owner));
  if (row.isTest) keys.push("test", partKey("test", row.owner));
  return keys;
}
