import { batch } from "solid-js";
import type { LeadsPage } from "../../domain/api.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { type LeadEvent, type LeadState, reduce, type Step } from "../../domain/reducer.ts";
import type { Position } from "../../domain/wire.ts";
import type { Clock } from "../connection/edge.ts";
import { createEntries, type Entries, type Follow, type ListKey } from "./entries.ts";
import { createMarks } from "./marks.ts";
import { called, type Notify } from "./notice.ts";
import { covers, type Place } from "./order.ts";
import { createTombstones } from "./tombstones.ts";

const FRESH_MS = 8_000;
const BY_MS = 2_000;

/** What one step did, for those who count, announce or read again. */
export interface Applied {
  readonly set: readonly LeadRow[];
  /** Leads that were not held before this step, whether new or only now read. */
  readonly found: readonly LeadRow[];
  readonly fresh: readonly LeadRow[];
  /** Known ones that sent a form again. */
  readonly again: readonly LeadRow[];
  readonly dropped: readonly LeadRow[];
}

export interface Leads {
  readonly position: () => Position | null;
  /** Reactive: the row as the screen shows it, unanswered changes included. */
  row(id: string): LeadRow | undefined;
  /** As the server says, not reactive: what a command's version is taken from. */
  base(id: string): LeadRow | undefined;
  ids(key?: ListKey): readonly string[];
  size(key?: ListKey): number;
  oldest(key: ListKey): Place | null;
  /** Everything there is to show is shown. */
  complete(key?: ListKey): boolean;
  /** No lead of this place or newer is missing. */
  covers(place: Place): boolean;
  /** Came into being or sent a form again while we watched, and was not in anybody's sight yet, or for less than eight seconds. */
  fresh(id: string): boolean;
  /** So many are fresh at once that none of them is followed as it fades. */
  crowded(): boolean;
  /** This lead is now on a screen that somebody looks at. */
  seen(id: string): void;
  /** Who just changed it: somebody else, less than two seconds ago. */
  changedBy(id: string): string | undefined;
  apply(event: LeadEvent): Step["then"];
  /** A page of a list. "again": it was read too long ago to be trusted. */
  addPage(key: ListKey, page: LeadsPage): Step["then"] | "again";
  /** A page of any other list: its rows are held like all others. */
  take(page: Pick<LeadsPage, "position" | "rows">): Step["then"] | "again";
  /** What the lists that are none of these follow: every row as it was shown and as it is from now on. */
  follow(work: Follow): () => void;
  rows(): Iterable<LeadRow>;
  /** All that was held is forgotten; `again`: the first page is here anew, and other lists begin again too. */
  onRestart(work: (again: boolean) => void): () => void;
  /** Forgets everything and starts from this page, in one go: what is on screen changes once. */
  restart(page: LeadsPage): void;
  clear(): void;
  overlay: Entries["overlay"];
  onApplied(work: (applied: Applied) => void): () => void;
}

/** The client's leads. Every change of them is a Step of the one reducer, and `execute` is the only place where a Step is carried out. */
export function createLeads(deps: { readonly clock: Clock; readonly me: () => string | null; readonly notify: Notify }): Leads {
  const entries = createEntries();
  const tombstones = createTombstones();
  const fresh = createMarks<number>(deps.clock, FRESH_MS);
  let marked = 0;
  const by = createMarks<string>(deps.clock, BY_MS);
  const watchers = new Set<(applied: Applied) => void>();
  const restarted = new Set<(again: boolean) => void>();
  let position: Position | null = null;

  const state: LeadState = {
    get position() {
      return position;
    },
    version: (id) => entries.base(id)?.version,
    droppedAt: (id) => tombstones.at(id),
  };

  function execute(step: Step): void {
    position = step.position;
    if (step.set.length === 0 && step.drop.length === 0) return;
    const found = step.set.filter((row) => entries.base(row.id) === undefined);
    const dropped: LeadRow[] = [];
    batch(() => {
      for (const row of step.set) {
        entries.put(row);
        tombstones.lift(row.id);
      }
      for (const { id, seq, removal } of step.drop) {
        tombstones.mark(id, seq, position?.seq ?? 0);
        const row = entries.take(id);
        if (row === undefined) continue;
        dropped.push(row);
        if (removal !== null && removal.by !== deps.me())
          deps.notify({ kind: "left", id, lead: called(row), why: removal.why, to: removal.to, by: removal.by });
      }
      // Each mark is another one: whoever follows a row that is marked already sees it begin anew.
      fresh.put(new Map([...step.fresh, ...step.again].map((id) => [id, ++marked])));
      const others = new Map([...step.by].filter(([, person]) => person !== deps.me()));
      by.put(others);
      for (const id of others.keys()) by.begin(id);
    });
    const [born, back] = [new Set(step.fresh), new Set(step.again)];
    const applied: Applied = {
      set: step.set,
      found,
      fresh: step.set.filter(({ id }) => born.has(id)),
      again: step.set.filter(({ id }) => back.has(id)),
      dropped,
    };
    for (const work of watchers) work(applied);
  }

  const apply = (event: LeadEvent): Step["then"] => {
    const step = reduce(state, event);
    execute(step);
    return step.then;
  };
  const forget = () => {
    entries.clear();
    tombstones.begin(0);
    fresh.clear();
    by.clear();
    position = null;
    for (const work of restarted) work(false);
  };
  const take: Leads["take"] = (page) =>
    tombstones.forgot(page.position) ? "again" : apply({ kind: "page", position: page.position, rows: page.rows });
  const addPage = (key: ListKey, page: LeadsPage): Step["then"] | "again" =>
    batch(() => {
      const then = take(page);
      if (then === "reload" || then === "again") return then;
      const last = page.rows.at(-1);
      if (page.next === null) entries.reach(key, "end");
      else if (last !== undefined) entries.reach(key, { submittedAt: last.submittedAt, n: last.n });
      return then;
    });

  return {
    position: () => position,
    row: entries.shown,
    base: entries.base,
    ids: (key = "all") => entries.order(key).ids(),
    size: (key = "all") => entries.order(key).size(),
    oldest: (key) => entries.order(key).oldest(),
    complete: (key = "all") => entries.order(key).floor() === "end",
    covers: (place) => covers(entries.order("all").floor(), place),
    fresh: (id) => fresh.of(id) !== undefined,
    crowded: fresh.many,
    seen: fresh.begin,
    changedBy: (id) => by.of(id),
    apply,
    addPage,
    take,
    follow: entries.follow,
    rows: entries.rows,
    onRestart: (work) => {
      restarted.add(work);
      return () => void restarted.delete(work);
    },
    restart: (page) =>
      batch(() => {
        forget();
        entries.addWaiting();
        tombstones.begin(page.position.seq);
        addPage("all", page);
        for (const work of restarted) work(true);
      }),
    clear: () => batch(forget),
    overlay: (id, over) => batch(() => entries.overlay(id, over)),
    onApplied: (work) => {
      watchers.add(work);
      return () => void watchers.delete(work);
    },
  };
}
