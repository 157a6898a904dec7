import { and, eq, type SQL, sql } from "drizzle-orm";
import { type Check, checksOf, type FilterContext } from "../../domain/filter/check.ts";
import { type Filter, matcherOf } from "../../domain/filter.ts";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import { COUNT_LIMIT, type CountGroup, type Counts } from "../../domain/listing.ts";
import { type Actor, can, reachOf } from "../../domain/rights.ts";
import { positionOf, readPosition } from "./commit.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { residueOf } from "./filtering.ts";
import { rangesOf } from "./ranges.ts";
import { tally } from "./schema/workspace.ts";
import { counted } from "./walking.ts";

export interface CountQuery {
  readonly filter: Filter;
  readonly group?: CountGroup | undefined;
}

/** Rows that one count may read (house budget). */
const READS = 2_000;

/**
 * How many leads in sight fit and what they are worth, in all and by group. What is asked of owner, team and stage alone is known from the
 * kept counts; anything else is counted as far as it may be looked at, the newest first. One round trip.
 */
export async function readCounts(shard: Shard, actor: Actor, query: CountQuery, context: FilterContext, reads = READS): Promise<Counts> {
  const checks = countable(checksOf(query.filter, context));
  const kept = isKept(checks, query.group);
  const walks = kept ? null : walksOf(actor, checks, query.group, reads);
  const statements: Statement[] = walks === null ? [tallies(shard, actor)] : walks.statements.map((one) => shard.all(one));
  const [position, ...found] = await batch(shard, [positionOf(shard, actor.workspace), ...statements]);
  const counts =
    walks === null
      ? { hits: fromTallies(actor, query, context, found[0] as Tally[]), atLeast: false }
      : fromLooking(found.flat() as Looked[], walks.look);
  const { count, value, groups } = summed(counts.hits, query.group);
  const most = (found: number) => (counts.atLeast ? Math.min(found, COUNT_LIMIT) : found);
  return {
    position: readPosition(position),
    count: most(count),
    value,
    groups: groups.map((group) => ({ ...group, count: most(group.count) })),
    atLeast: counts.atLeast,
  };
}

/** Test leads count where they are asked for, as in the kept counts. */
function countable(checks: readonly Check[]): Check[] {
  const says = checks.some((check) => check.is === "flag" && check.field === "test");
  return says ? [...checks] : [...checks, { is: "flag", field: "test", yes: false }];
}

const KEPT: ReadonlySet<string> = new Set(["owner", "team", "stage"]);

function isKept(checks: readonly Check[], group: CountGroup | undefined): boolean {
  const known = (check: Check) =>
    check.is === "flag"
      ? (check.field === "test" || check.field === "archived") && !check.yes
      : (check.is === "among" || check.is === "empty") && KEPT.has(check.field);
  return (group === undefined || KEPT.has(group)) && checks.every(known);
}

/** What is counted together: a lead of several projects has several keys. */
interface Hit {
  readonly keys: readonly (string | null)[];
  readonly count: number;
  readonly value: number;
}

type Tally = Pick<typeof tally.$inferSelect, "owner" | "team" | "stage" | "count" | "value">;

/** Whoever sees only their own leads needs no count of others'. */
function tallies(shard: Shard, actor: Actor): Statement {
  const own = reachOf(actor, "lead.read") === "own" ? sql`${tally.owner} IN ('', ${actor.person})` : undefined;
  return shard
    .select({ owner: tally.owner, team: tally.team, stage: tally.stage, count: tally.count, value: tally.value })
    .from(tally)
    .where(and(eq(tally.workspaceId, actor.workspace), own));
}

function fromTallies(actor: Actor, { filter, group }: CountQuery, context: FilterContext, parts: readonly Tally[]): Hit[] {
  const fits = matcherOf(filter, context);
  return parts.flatMap(({ owner, team, stage, count, value }) => {
    const row = { owner: owner || null, team: team || null, stage, isTest: false, archivedAt: null };
    // It asks of a lead what the kept counts are kept by, and nothing else.
    if (count === 0 || !can(actor, "lead.read", visibilityOf(row)) || !fits(row as LeadRow)) return [];
    return [{ keys: [group === undefined ? null : row[group as "owner" | "team" | "stage"]], count, value }];
  });
}

interface Looked {
  readonly looked: number;
  /** Of each lead that fits its key and its worth, as JSON. */
  readonly hits: string;
}

const COLUMNS: Readonly<Record<CountGroup, SQL>> = {
  stage: sql.raw("stage"),
  owner: sql.raw("owner_id"),
  team: sql.raw("team_id"),
  // JSON in JSON.
  project: sql.raw("json(projects)"),
  firstProject: sql.raw("projects ->> 0"),
  source: sql.raw("source"),
};

function walksOf(actor: Actor, checks: readonly Check[], group: CountGroup | undefined, reads: number) {
  const archived = checks.some((check) => check.is === "flag" && check.field === "archived" && check.yes);
  const by = archived ? "archived" : "created";
  const groups = rangesOf(actor, checks, by, true);
  const residue = residueOf(actor, checks);
  const byValue = groups[0]?.[0]?.value !== undefined;
  const look = Math.max(1, Math.floor(reads / groups.length / ((byValue ? 2 : 1) + residue.reads)));
  const walk = { workspace: actor.workspace, by, down: true, checks } as const;
  const key = group === undefined ? sql.raw("NULL") : COLUMNS[group];
  return { look, statements: groups.map((ranges) => counted(walk, ranges, residue.holds, look, key, actor.person)) };
}

function fromLooking(parts: readonly Looked[], look: number): { readonly hits: Hit[]; readonly atLeast: boolean } {
  const hits = parts.flatMap((part) => JSON.parse(part.hits) as [string | null | (string | null)[], number | null][]);
  return {
    hits: hits.map(([key, value]) => ({ keys: keysOf(key), count: 1, value: value ?? 0 })),
    atLeast: parts.some((part) => part.looked >= look),
  };
}

function keysOf(key: string | null | (string | null)[]): readonly (string | null)[] {
  if (!Array.isArray(key)) return [key];
  return key.length === 0 ? [null] : key;
}

function summed(hits: readonly Hit[], group: CountGroup | undefined): Pick<Counts, "count" | "value" | "groups"> {
  const groups = new Map<string | null, { count: number; value: number }>();
  for (const { keys, count, value } of hits) {
    for (const key of keys) {
      const known = groups.get(key) ?? { count: 0, value: 0 };
      groups.set(key, { count: known.count + count, value: known.value + value });
    }
  }
  const sum = (of: "count" | "value") => hits.reduce((total, hit) => total + hit[of], 0);
  return {
    count: sum("count"),
    value: sum("value"),
    groups: group === undefined ? [] : [...groups].map(([key, one]) => ({ key, ...one })),
  };
}
