import { type SQL, sql } from "drizzle-orm";
import type { Check } from "../../domain/filter/check.ts";
import type { Sort } from "../../domain/filter.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { indexOf, type Range } from "./ranges.ts";
import { rowColumns } from "./leads.ts";
import { WAITING } from "./schema/workspace.ts";

/** A place in an order: a lead's time of that order and its number. */
export interface Place {
  readonly at: number;
  readonly n: number;
}

export interface Walk {
  readonly workspace: string;
  readonly by: Sort["by"];
  readonly down: boolean;
  /** Where it goes on. */
  readonly after?: Place | undefined;
  /** What bounds the order itself, and what may lead along an index of fewer leads. */
  readonly checks: readonly Check[];
}

const TIMES: Readonly<
  Partial<
    Record<Sort["by"], { readonly column: string; readonly field: "created" | "activity" | "followUp" | null; readonly where: string }>
  >
> = {
  created: { column: "submitted_at", field: "created", where: "archived_at IS NULL" },
  activity: { column: "last_activity_at", field: "activity", where: "archived_at IS NULL" },
  followUp: { column: "next_follow_up_at", field: "followUp", where: "archived_at IS NULL AND next_follow_up_at IS NOT NULL" },
  archived: { column: "archived_at", field: null, where: "archived_at IS NOT NULL" },
};

function timeOf(by: Sort["by"]) {
  const found = TIMES[by];
  if (found === undefined) throw new Error(`no index goes by ${by}`);
  return found;
}

/** What a lead's place is in that order. */
export function placeColumn(by: Sort["by"]): SQL {
  return sql.raw(timeOf(by).column);
}

const NAMES = Object.values(rowColumns).map(({ name }) => name);
const plainColumns = (from: string) => sql.raw(NAMES.map((name) => `${from}"${name}"`).join(", "));

/**
 * The leads of ranges that share none, in order, as far as `look`: the ranges are merged as they are read, so that a page of many costs a
 * page of one and a row for each other. The index is named: SQLite knows no figures and might take one that has to be sorted.
 */
export function walked(walk: Walk, ranges: readonly Range[], look: number): SQL {
  const way = sql.raw(walk.down ? "DESC" : "ASC");
  const arms = ranges.map((range) => (range.value === undefined ? armOf(walk, range) : valueArm(walk, range.value)));
  // Values are in the order of every list; each is a group of its own.
  const [time, n] = ranges[0]?.value === undefined ? [placeColumn(walk.by), sql.raw("n")] : [sql.raw("v.submitted_at"), sql.raw("v.n")];
  return sql`${sql.join(arms, sql` UNION ALL `)} ORDER BY ${time} ${way}, ${n} ${way} LIMIT ${sql.raw(String(look))}`;
}

function armOf(walk: Walk, range: Range): SQL {
  const waiting = walk.checks.some((check) => check.is === "flag" && check.field === "waiting" && check.yes);
  const index = indexOf(range, walk.by, waiting);
  const { where } = timeOf(walk.by);
  const conditions = [
    sql`workspace_id = ${walk.workspace}`,
    ...equal("owner_id", range.owner),
    ...equal("team_id", range.team),
    ...equal("stage", range.stage),
    index === "lead_waiting" ? WAITING : sql.raw(where),
    ...bounds(walk, placeColumn(walk.by), sql.raw("n")),
  ];
  return sql`SELECT ${plainColumns("")}, ${sql.raw(range.others ? "1" : "0")} AS others FROM lead INDEXED BY ${sql.raw(index)} WHERE ${sql.join(conditions, sql` AND `)}`;
}

function valueArm(walk: Walk, { field, key }: NonNullable<Range["value"]>): SQL {
  const conditions = [
    sql`v.workspace_id = ${walk.workspace} AND v.field = ${field} AND v.key = ${key}`,
    ...bounds(walk, sql.raw("v.submitted_at"), sql.raw("v.n")),
  ];
  // CROSS JOIN: in that order.
  return sql`SELECT ${plainColumns("lead.")}, 0 AS others FROM lead_value AS v CROSS JOIN lead ON lead.n = v.n AND lead.workspace_id = v.workspace_id WHERE ${sql.join(conditions, sql` AND `)}`;
}

function equal(column: string, value: string | null | undefined): SQL[] {
  if (value === undefined) return [];
  return [value === null ? sql`${sql.raw(column)} IS NULL` : sql`${sql.raw(column)} = ${value}`];
}

/** From where it goes on, and from when to when: all that is said of it at once, since each of many parameters stands in every range. */
function bounds({ by, down, after, checks }: Walk, time: SQL, n: SQL): SQL[] {
  const { field } = timeOf(by);
  const said = checks.flatMap((check) => (check.is === "within" && check.field === field ? [check.range] : []));
  const from = said.flatMap((range) => range.from ?? []);
  const to = said.flatMap((range) => range.to ?? []);
  return [
    ...(after === undefined ? [] : [sql`(${time}, ${n}) ${sql.raw(down ? "<" : ">")} (${after.at}, ${after.n})`]),
    ...(from.length === 0 ? [] : [sql`${time} >= ${Math.max(...from)}`]),
    ...(to.length === 0 ? [] : [sql`${time} <= ${Math.min(...to)}`]),
  ];
}

/**
 * Of leads that are walked, those that fit, as far as there is room for them; where there was, the last one that was looked at comes
 * after them without its id. The second part is not begun once the first one has filled the page.
 */
export function fitting(walk: Walk, ranges: readonly Range[], holds: SQL, look: number, limit: number): SQL {
  return sql`WITH seen AS NOT MATERIALIZED (${walked(walk, ranges, look)})
    SELECT * FROM (SELECT ${plainColumns("")} FROM seen WHERE ${holds})
    UNION ALL SELECT * FROM (SELECT ${sql.raw(NAMES.map((name) => (name === "id" ? "NULL" : `"${name}"`)).join(", "))} FROM seen LIMIT 1 OFFSET ${sql.raw(String(look - 1))})
    LIMIT ${sql.raw(String(limit))}`;
}

/** What such a statement brings, column by column: a select around it would read every row again. */
export function readFitting(found: unknown): Fitting[] {
  return (found as Readonly<Record<string, unknown>>[]).map(
    (raw) =>
      Object.fromEntries(
        Object.entries(rowColumns).map(([field, column]) => {
          const value = raw[column.name];
          return [field, value == null ? null : column.mapFromDriverValue(value as never)];
        }),
      ) as unknown as Fitting,
  );
}

export type Placed = Omit<LeadRow, "id">;
/** Without its id: the last lead that was looked at. */
type Fitting = LeadRow | (Placed & { readonly id: null });

/** How many of them fit: of each, what it is counted by and its worth. */
export function counted(walk: Walk, ranges: readonly Range[], holds: SQL, look: number, by: SQL, me: string): SQL {
  return sql`SELECT count(*) AS looked, json_group_array(json_array(${by}, value))
    FILTER (WHERE ${holds} AND NOT (others AND ifnull(owner_id, ${me}) = ${me})) AS hits FROM (${walked(walk, ranges, look)}) AS seen`;
}
