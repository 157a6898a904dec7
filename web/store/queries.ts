import { type Accessor, batch, createSignal } from "solid-js";
import type { LeadsPage } from "../../domain/api.ts";
import {
  compareBy,
  type Filter,
  type FilterContext,
  isServerSort,
  matcherOf,
  nextDay,
  type Sort,
  type SortContext,
  serverOrder,
} from "../../domain/filter.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { Step } from "../../domain/reducer.ts";
import { ApiFailure } from "../connection/call.ts";
import type { Clock } from "../connection/edge.ts";
import type { Leads } from "./leads.ts";
import { createSorted } from "./sorted.ts";

/** What a list shows, and in which order. */
export interface Asked {
  readonly filter: Filter;
  readonly sort: Sort;
  /** What no filter can say: of what the server reads, only these are shown. */
  readonly only?: ((row: LeadRow) => boolean) | undefined;
}

/** A list that follows every change of the leads in it, however they come (FL1, EV2). */
export interface Query {
  /** In order. A new array whenever, and only when, these ids or their order change. */
  readonly ids: Accessor<readonly string[]>;
  /** Every lead there is to show is among them. */
  readonly complete: Accessor<boolean>;
  readonly loading: Accessor<boolean>;
  readonly failure: Accessor<ApiFailure | null>;
  /** The next page; asked again while one is on its way, it is the same one. */
  more(): Promise<void>;
  /** Whether a row belongs to it, as things are. */
  shows(row: LeadRow): boolean;
  close(): void;
}

export interface QueryDeps {
  readonly leads: Pick<Leads, "follow" | "rows" | "take" | "onRestart">;
  readonly clock: Pick<Clock, "now" | "after">;
  /** Who looks, where. */
  readonly context: () => Omit<FilterContext, "now"> & SortContext;
  /** A page of the server's list: in `sort`, after the one whose `next` that was. */
  read(asked: Asked, after: string | undefined): Promise<LeadsPage>;
  then(what: Step["then"]): void;
}

/** Where a condition says "overdue", a lead comes to be it by the clock alone. */
const LOOK_AGAIN_MS = 20_000;
/** A page that looked at many leads and found few is followed by the next one at once, so often. */
const IN_A_ROW = 5;
const FEW = 20;
/** Each time a page is refused as too old, thousands of leads left our sight meanwhile: then it is the connection that must mend. */
const TRIES = 3;

export function openQuery(asked: Asked, deps: QueryDeps): Query {
  const { leads, clock } = deps;
  const paged: Asked = { filter: asked.filter, sort: serverOrder(asked.filter, asked.sort) };
  /** The server reads in the order that is shown: what lies past the last page is not shown, since others may lie before it. */
  const inOrder = isServerSort(asked.sort) && same(paged.sort, asked.sort);
  const compare = compareBy(asked.sort, deps.context());
  const sorted = createSorted(compare);
  const [state, setState] = createSignal<"idle" | "loading" | ApiFailure>("idle");
  const [complete, setComplete] = createSignal(false);
  let holds = matcher();
  let next: string | undefined;
  let running: Promise<void> | null = null;
  let generation = 0;
  let cancelLook: (() => void) | null = null;

  function matcher(): (row: LeadRow) => boolean {
    const fits = matcherOf(asked.filter, { ...deps.context(), now: clock.now() });
    const { only } = asked;
    return only === undefined ? fits : (row) => fits(row) && only(row);
  }

  function begin(): void {
    generation++;
    running = null;
    next = undefined;
    batch(() => {
      sorted.clear();
      setComplete(false);
      setState("idle");
    });
  }

  function fill(): void {
    for (const row of leads.rows()) if (holds(row)) sorted.put(undefined, row);
    if (!inOrder) sorted.reach("end");
  }

  /** Days pass and things fall due: what the conditions say of the leads we hold is asked again. */
  function lookAgain(): void {
    holds = matcher();
    batch(() => {
      for (const row of leads.rows()) if (holds(row) !== sorted.has(row.id)) sorted.put(sorted.get(row.id), holds(row) ? row : undefined);
    });
    plan();
  }

  function plan(): void {
    cancelLook?.();
    const byTheDay = asked.filter.some(({ op }) => op === "today" || op === "last" || op === "next");
    const byTheMoment = asked.filter.some(({ op }) => op === "overdue");
    if (!byTheDay && !byTheMoment) return;
    const midnight = nextDay({ ...deps.context(), now: clock.now() }) - clock.now();
    cancelLook = clock.after(byTheMoment ? Math.min(LOOK_AGAIN_MS, midnight) : midnight, lookAgain);
  }

  async function read(): Promise<void> {
    const mine = generation;
    setState("loading");
    try {
      for (let pages = 0, found = 0; pages < IN_A_ROW && found < FEW && !complete(); pages++) {
        const page = await readPage(mine);
        if (page === null) return;
        found += page.rows.length;
      }
      setState("idle");
    } catch (error) {
      if (mine === generation) setState(error instanceof ApiFailure ? error : new ApiFailure("internal"));
    }
  }

  async function readPage(mine: number): Promise<LeadsPage | null> {
    for (let tries = 0; tries < TRIES; tries++) {
      const page = await deps.read(paged, next);
      if (mine !== generation) return null;
      const then = batch(() => {
        const taken = leads.take(page);
        if (taken === "again" || taken === "reload") return taken;
        next = page.next ?? undefined;
        if (page.next === null) {
          setComplete(true);
          sorted.reach("end");
        } else if (inOrder) sorted.reach(placeOf(page.next, page.rows.at(-1)));
        return taken;
      });
      if (then === "again") continue;
      deps.then(then);
      return mine === generation ? page : null;
    }
    throw new ApiFailure("unavailable");
  }

  const ends = [
    leads.follow((before, after) => {
      const id = (after ?? before)?.id;
      const was = id === undefined ? undefined : sorted.get(id);
      const is = after !== undefined && holds(after) ? after : undefined;
      if (was !== undefined || is !== undefined) sorted.put(was, is);
    }),
    leads.onRestart((again) => {
      begin();
      if (!again) return;
      holds = matcher();
      fill();
      void more();
    }),
    () => cancelLook?.(),
  ];
  fill();
  plan();

  function more(): Promise<void> {
    if (complete()) return Promise.resolve();
    const mine = generation;
    running ??= read().finally(() => {
      if (mine === generation) running = null;
    });
    return running;
  }

  return {
    ids: sorted.ids,
    complete,
    loading: () => state() === "loading",
    failure: () => {
      const now = state();
      return now instanceof ApiFailure ? now : null;
    },
    more,
    shows: (row) => holds(row),
    close: () => {
      generation++;
      for (const end of ends) end();
    },
  };
}

/**
 * How far a page looked, as a lead that would stand there: its cursor says so, and its last row may lie before that. `e`: among those that
 * have nothing there, which come last and go by when they came.
 */
function placeOf(cursor: string, last: LeadRow | undefined): LeadRow {
  const empty = cursor.startsWith("e");
  const [at = 0, n = 0] = cursor.replace("e", "").split(".").map(Number);
  const place = { submittedAt: at, lastActivityAt: at, nextFollowUpAt: empty ? null : at, archivedAt: at, n };
  return { ...(last as LeadRow), ...place };
}

function same(a: Sort, b: Sort): boolean {
  return a.by === b.by && a.down === b.down;
}
