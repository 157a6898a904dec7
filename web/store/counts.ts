import { createSignal } from "solid-js";
import { type Filter, type FilterContext, matcherOf } from "../../domain/filter.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { CountGroup, Counts } from "../../domain/listing.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import type { Leads } from "./leads.ts";

export interface Counted {
  readonly count: number;
  /** What they are worth together. */
  readonly value: number;
}

/** How many leads fit a filter, in all and by group; null keys are those without one. Ticks with every change that is seen here. */
export interface Counting {
  /** Undefined until the server has counted once. */
  total(): Counted | undefined;
  of(key: string | null): Counted | undefined;
  keys(): readonly (string | null)[];
  /** There may be more than are counted. */
  atLeast(): boolean;
  close(): void;
}

export interface CountDeps {
  readonly leads: Pick<Leads, "follow" | "onApplied" | "onRestart">;
  readonly clock: Pick<Clock, "now" | "after">;
  readonly browser: Pick<Browser, "visible" | "online" | "on">;
  readonly context: () => Omit<FilterContext, "now">;
  read(): Promise<Counts>;
}

/** Between two questions what we see is added and taken away; this is how long a lead we do not hold may be miscounted. */
const ASK_AGAIN_MS = 5_000;
const NOTHING: Counted = { count: 0, value: 0 };

export function openCounts(asked: { readonly filter: Filter; readonly group: CountGroup | null }, deps: CountDeps): Counting {
  const { leads, clock, browser } = deps;
  const [base, setBase] = createSignal<Counts>();
  const [changes, setChanges] = createSignal<ReadonlyMap<string | null, Counted>>(new Map());
  const [all, setAll] = createSignal<Counted>(NOTHING);
  let cancel: (() => void) | null = null;
  let asking = 0;
  let closed = false;
  let stale = false;

  // Test leads are counted only where the filter asks for them, as the server does.
  const tests = asked.filter.some(({ field }) => field === "test");
  const holds = (row: LeadRow) => (tests || !row.isTest) && matcherOf(asked.filter, { ...deps.context(), now: clock.now() })(row);

  function add(row: LeadRow, way: 1 | -1): void {
    const one = { count: way, value: way * (row.value ?? 0) };
    setAll((before) => plus(before, one));
    setChanges((before) => {
      const after = new Map(before);
      for (const key of keysOf(row, asked.group)) after.set(key, plus(after.get(key) ?? NOTHING, one));
      return after;
    });
  }

  async function ask(): Promise<void> {
    const mine = ++asking;
    cancel?.();
    cancel = null;
    try {
      const counts = await deps.read();
      if (mine !== asking || closed) return;
      setBase(counts);
      setChanges(new Map());
      setAll(NOTHING);
    } catch {
      soon();
    }
  }
  function soon(): void {
    if (cancel !== null || closed) return;
    cancel = clock.after(ASK_AGAIN_MS, () => {
      cancel = null;
      // A hidden page asks when it is looked at.
      if (browser.visible() && browser.online()) void ask();
      else stale = true;
    });
  }

  const ends = [
    leads.follow((before, after) => {
      // A lead that is only now read was counted already; one that waits to be added is not, until the server has it.
      if (before === undefined || before.version === 0) return;
      const [was, is] = [holds(before), after !== undefined && holds(after)];
      if (was) add(before, -1);
      if (is && after !== undefined) add(after, 1);
    }),
    leads.onApplied(({ fresh }) => {
      for (const row of fresh) if (holds(row)) add(row, 1);
      soon();
    }),
    leads.onRestart((again) => {
      if (again) void ask();
    }),
    browser.on("visible", () => {
      if (stale) void ask();
      stale = false;
    }),
  ];
  void ask();

  const groups = () => new Map(base()?.groups.map((one) => [one.key, one]));
  return {
    total: () => {
      const counts = base();
      return counts === undefined ? undefined : positive(plus(counts, all()));
    },
    of: (key) => (base() === undefined ? undefined : positive(plus(groups().get(key) ?? NOTHING, changes().get(key) ?? NOTHING))),
    keys: () => [...new Set([...groups().keys(), ...changes().keys()])],
    atLeast: () => base()?.atLeast ?? false,
    close: () => {
      closed = true;
      cancel?.();
      for (const end of ends) end();
    },
  };
}

function keysOf(row: LeadRow, group: CountGroup | null): (string | null)[] {
  if (group === null) return [];
  if (group === "firstProject") return [row.projects?.[0] ?? null];
  if (group !== "project") return [row[group]];
  return row.projects == null || row.projects.length === 0 ? [null] : row.projects;
}

function plus(a: Counted, b: Counted): Counted {
  return { count: a.count + b.count, value: a.value + b.value };
}

function positive({ count, value }: Counted): Counted {
  return { count: Math.max(0, count), value: Math.max(0, value) };
}
