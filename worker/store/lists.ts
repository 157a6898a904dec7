import { sql, type SQL } from "drizzle-orm";
import type { LeadsPage } from "../../domain/api.ts";
import { type Check, checksOf, type FilterContext } from "../../domain/filter/check.ts";
import { type Filter, serverOrder, type Sort } from "../../domain/filter.ts";
import { type LeadRow, rowFor } from "../../domain/lead.ts";
import { COUNT_LIMIT } from "../../domain/listing.ts";
import { type Actor, reachOf } from "../../domain/rights.ts";
import { positionOf, readPosition } from "./commit.ts";
import { batch, type Shard } from "./database.ts";
import { residueOf } from "./filtering.ts";
import { rangesOf } from "./ranges.ts";
import { WAITING } from "./schema/workspace.ts";
import { fitting, type Place, type Placed, readFitting } from "./walking.ts";

export interface ListQuery {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Rows that one page may read, whatever it is asked for (house budget). */
const READS = 2_000;

/**
 * FL1: one page of the leads in sight that fit, in order, read at `position`. Where an index serves the filter it is read to the page's end
 * and no further; else so many leads are looked at, and `next` is where to go on. One round trip.
 */
export async function readLeads(shard: Shard, actor: Actor, query: ListQuery, context: FilterContext, reads = READS): Promise<LeadsPage> {
  const parts = partsOf(actor, query, checksOf(query.filter, context), reads);
  const [position, ...found] = await batch(shard, [
    positionOf(shard, actor.workspace),
    ...parts.flatMap((part) => part.pages.map((page) => shard.all(page))),
  ]);
  const pages = found.map(readFitting);
  const rows: LeadRow[] = [];
  let next: string | null = null;
  let looked = false;
  for (const part of parts) {
    const { rows: more, floor } = merged(pages.splice(0, part.pages.length), part.compare, query.limit - rows.length);
    rows.push(...more);
    const last = floor ?? (rows.length === query.limit ? more.at(-1) : undefined);
    if (last === undefined) continue;
    next = part.cursor(last);
    looked = floor !== null;
    break;
  }
  return {
    position: readPosition(position),
    rows: rows.map((row) => rowFor(actor, row)),
    next,
    ...(looked && { looked }),
  };
}

/** Groups of ranges may share leads, and past the first place where one of them gave up there may be some that nobody looked at. */
function merged(pages: readonly ReturnType<typeof readFitting>[], compare: Part["compare"], limit: number) {
  const [floor = null] = pages.flatMap((page) => page.filter((row) => row.id === null)).sort(compare);
  const known = new Map(pages.flat().flatMap((row) => (row.id === null ? [] : [[row.n, row]])));
  const rows = [...known.values()].sort(compare).filter((row) => floor === null || compare(row, floor) <= 0);
  return rows.length < limit ? { rows, floor } : { rows: rows.slice(0, limit), floor: null };
}

/** One way along the indexes. That of follow-ups ends with the leads that have none, the newest first. */
interface Part {
  /** What to select from, for each group of ranges. */
  readonly pages: readonly SQL[];
  readonly compare: (a: Placed, b: Placed) => number;
  readonly cursor: (last: Placed) => string;
}

/** Of cursors that stand among leads without a follow-up. */
const NONE = "e";

function partsOf(actor: Actor, query: ListQuery, checks: readonly Check[], reads: number): Part[] {
  const order = serverOrder(query.filter, query.sort);
  const page = { limit: query.limit, reads, after: placeOf(query.after) };
  if (order.by !== "followUp") return [partOf(actor, checks, order, page, "")];
  const among = query.after?.startsWith(NONE) === true;
  const says = (filled: boolean) => checks.some((check) => check.is === "empty" && check.field === "followUp" && check.not === filled);
  const without: Check = { is: "empty", field: "followUp", not: false };
  const some = among || says(false) ? [] : [partOf(actor, checks, order, { ...page, reads: reads - 2 * query.limit }, "")];
  const dated = says(true) || checks.some((check) => check.is === "within" && check.field === "followUp");
  if (dated) return some;
  // Until the first ones come to their end, no more is looked at here than may be shown.
  const rest = among ? page : { limit: query.limit, reads: 2 * query.limit, after: undefined };
  return [...some, partOf(actor, [...checks, without], { by: "created", down: true }, rest, NONE)];
}

interface Paged {
  readonly limit: number;
  readonly reads: number;
  readonly after: Place | undefined;
}

function partOf(actor: Actor, checks: readonly Check[], { by, down }: Sort, { limit, reads, after }: Paged, mark: string): Part {
  const at = TIMES[by] ?? (() => 0);
  const way = down ? -1 : 1;
  const groups = rangesOf(actor, checks, by, false);
  const residue = residueOf(actor, checks);
  const byValue = groups[0]?.[0]?.value !== undefined;
  // Of each lead its row, its place again where looking ends, and what is looked up of it.
  const look = Math.max(1, Math.floor(reads / groups.length / ((byValue ? 4 : 2) + residue.reads)));
  const walk = { workspace: actor.workspace, by, down, after, checks };
  return {
    pages: groups.map((ranges) => fitting(walk, ranges, residue.holds, look, limit)),
    compare: (a, b) => way * (at(a) - at(b) || a.n - b.n),
    cursor: (last) => `${mark}${at(last)}.${last.n}`,
  };
}

const TIMES: Readonly<Partial<Record<Sort["by"], (row: Placed) => number>>> = {
  created: (row) => row.submittedAt,
  activity: (row) => row.lastActivityAt,
  followUp: (row) => row.nextFollowUpAt ?? 0,
  archived: (row) => row.archivedAt ?? 0,
};

function placeOf(cursor: string | undefined): Place | undefined {
  const [at, n] = (cursor ?? "").replace(NONE, "").split(".").map(Number);
  return at === undefined || n === undefined ? undefined : { at, n };
}

type Waiting = { count: number; oldest: number | null };

/** Leads in sight that nobody has tried to reach. */
export async function readWaiting(shard: Shard, actor: Actor): Promise<Waiting> {
  const found = (await batch(
    shard,
    waitingParts(actor).map((part) => shard.all(part)),
  )) as Waiting[][];
  const parts = found.flat();
  const oldest = parts.flatMap((part) => part.oldest ?? []);
  return {
    count: Math.min(
      COUNT_LIMIT,
      parts.reduce((sum, part) => sum + part.count, 0),
    ),
    oldest: oldest.length === 0 ? null : Math.min(...oldest),
  };
}

/** The index named here holds waiting leads only: any other would read a workspace's whole past to find the few. */
const WAITING_LEADS = sql`lead INDEXED BY lead_waiting WHERE ${WAITING}`;

/** What a person sees waiting, in parts that share no lead. */
function waitingParts(actor: Actor): SQL[] {
  const here = sql`workspace_id = ${actor.workspace}`;
  const ofOne = (owner: string | null) => sql`SELECT count(*) AS count, min(submitted_at) AS oldest FROM
    (SELECT submitted_at FROM ${WAITING_LEADS} AND ${here} AND owner_id IS ${owner} ORDER BY submitted_at LIMIT ${COUNT_LIMIT})`;
  // The index is in order of time for one owner only: the oldest of all is the oldest of each one's first.
  const ofOthers = (which: SQL) => sql`SELECT
    (SELECT count(*) FROM (SELECT 1 FROM ${WAITING_LEADS} AND ${here} AND owner_id > '' AND ${which} LIMIT ${COUNT_LIMIT})) AS count,
    (SELECT min(first) FROM (SELECT (SELECT min(submitted_at) FROM ${WAITING_LEADS} AND ${here} AND owner_id = person_id AND ${which}) AS first
      FROM member WHERE ${here})) AS oldest`;
  const teams = sql`team_id IN (SELECT value FROM json_each(${JSON.stringify(actor.teams)}))`;
  switch (reachOf(actor, "lead.read")) {
    case "all":
      return [ofOne(null), ofOthers(sql`true`)];
    case "team":
      return [ofOne(actor.person), ofOne(null), ofOthers(sql`owner_id <> ${actor.person} AND ${teams}`)];
    case "none":
      return [];
    case "own":
      return [ofOne(actor.person), ...(actor.agentsSeeUnclaimed ? [ofOne(null)] : [])];
  }
}
