import { type SQL, sql } from "drizzle-orm";
import { type Check, type OwnCheck, PLAIN } from "../../domain/filter/check.ts";
import type { Range } from "../../domain/filter/days.ts";
import { asDigits, KEPT } from "../../domain/kept.ts";
import { type Actor, type Maskable, reachOf } from "../../domain/rights.ts";
import { BODY } from "../../domain/search.ts";

/**
 * FL1: the filter's back end in SQL, on leads that a statement has under the name `seen`. Each piece is true exactly where the predicate of
 * `domain/filter/match.ts` is; none is ever null where that would turn it round.
 */
export interface Residue {
  readonly holds: SQL;
  /** Rows that are read to look at one lead, beside its own. */
  readonly reads: number;
}

/** What has to hold of a lead for this person to see it, and of what they ask for. */
export function residueOf(actor: Actor, checks: readonly Check[]): Residue {
  const parts = checks.map((check) => holdsOf(check, actor));
  return {
    holds: sql.join([inSight(actor), ...parts.map((part) => part.holds)], sql` AND `),
    reads: parts.reduce((sum, part) => sum + part.reads, 0),
  };
}

/** PM1: `can(actor, "lead.read", …)` as SQL. */
function inSight(actor: Actor): SQL {
  const own = sql`owner_id = ${actor.person}`;
  switch (reachOf(actor, "lead.read")) {
    case "all":
      return sql`true`;
    case "team":
      return sql`(owner_id IS NULL OR ${own} OR ${oneOf(sql.raw("team_id"), actor.teams)})`;
    case "own":
      return actor.agentsSeeUnclaimed ? sql`(owner_id IS NULL OR ${own})` : own;
    case "none":
      return sql`false`;
  }
}

type Named = Extract<Check, { readonly field: string }>["field"];

const COLUMNS: Readonly<Partial<Record<Named, string>>> = {
  stage: "stage",
  owner: "owner_id",
  team: "team_id",
  project: "projects",
  form: "form_id",
  page: "page_id",
  campaign: "campaign_id",
  adSet: "ad_set",
  ad: "ad",
  source: "source",
  priority: "priority",
  tag: "tags",
  city: "city",
  company: "company",
  language: "language",
  created: "submitted_at",
  activity: "last_activity_at",
  followUp: "next_follow_up_at",
  firstContact: "first_attempt_at",
  closed: "closed_at",
  value: "value",
  lostReason: "lost_reason",
  noContact: "no_contact",
  name: "name",
};

export function columnOf(field: Named): SQL {
  const column = COLUMNS[field];
  if (column === undefined) throw new Error(`no column holds ${field}`);
  return sql.raw(column);
}

const FLAGS: Readonly<Record<Extract<Check, { readonly is: "flag" }>["field"], SQL>> = {
  reached: sql.raw("reached_at IS NOT NULL"),
  waiting: sql.raw("(is_test = 0 AND first_attempt_at IS NULL AND closed_at IS NULL)"),
  test: sql.raw("is_test = 1"),
  archived: sql.raw("archived_at IS NOT NULL"),
};

function holdsOf(check: Check, actor: Actor): Residue {
  const workspaceId = actor.workspace;
  switch (check.is) {
    case "among":
      return amongOf(check, workspaceId);
    case "empty":
      return plainly(sql`${isEmpty(check.field)} = ${sql.raw(check.not ? "0" : "1")}`);
    case "has":
      return { holds: sql`instr(${lineOf(check.field, workspaceId)}, ${check.text}) > 0`, reads: 1 };
    case "within":
      return plainly(within(columnOf(check.field), check.range));
    case "flag":
      return plainly(check.yes ? FLAGS[check.field] : sql`NOT (${FLAGS[check.field]})`);
    case "own":
      return ownOf(check.id, check.of, actor);
  }
}

const plainly = (holds: SQL): Residue => ({ holds, reads: 0 });

function amongOf({ field, values, orEmpty, not }: Extract<Check, { readonly is: "among" }>, workspaceId: string): Residue {
  const column = columnOf(field);
  const is = (found: SQL) => sql`${found} = ${sql.raw(not ? "0" : "1")}`;
  const unlessEmpty = (found: SQL) => is(sql`iif(${isEmpty(field)}, ${sql.raw(orEmpty ? "1" : "0")}, ${found})`);
  switch (field) {
    case "tag":
      return {
        holds: is(sql`(EXISTS (SELECT 1 FROM lead_value WHERE workspace_id = ${workspaceId} AND field = 'tag'
        AND key IN (SELECT value FROM json_each(${JSON.stringify(values)})) AND submitted_at = seen.submitted_at AND n = seen.n))`),
        reads: 1 + values.length,
      };
    case "project":
    case "noContact": {
      const { holds, reads } = holdsOne(column, values);
      return { holds: unlessEmpty(holds), reads };
    }
    case "company":
    case "city":
      return { holds: unlessEmpty(sql`ifnull(${oneOf(lineOf(field, workspaceId), values)}, 0)`), reads: 1 };
    default:
      return plainly(unlessEmpty(oneOf(column, values)));
  }
}

const LISTS: ReadonlySet<Named> = new Set<Named>(["project", "tag", "noContact"]);

function isEmpty(field: Named): SQL {
  const column = columnOf(field);
  return LISTS.has(field) ? sql`(${column} = '[]')` : sql`(ifnull(${column}, '') = '')`;
}

const BETWEEN = "\u001f";

/** A list that is unfolded costs a row for every lead that is compared with it; a text that holds all of them costs none. */
function oneOf(value: SQL, values: readonly string[]): SQL {
  if (values.length === 1) return sql`(${value} = ${values[0]})`;
  return sql`(instr(${[BETWEEN, ...values.flatMap((one) => [one, BETWEEN])].join("")}, char(31) || ${value} || char(31)) > 0)`;
}

/** Looking for a text costs no row; unfolding a list costs one for each. */
const FEW = 3;

/** Whether a list of texts, as JSON, holds one of them. */
function holdsOne(list: SQL, values: readonly string[]): Residue {
  if (values.length > FEW)
    return {
      holds: sql`(EXISTS (SELECT 1 FROM json_each(${JSON.stringify(values)}) AS asked WHERE instr(${list}, json_quote(asked.value)) > 0))`,
      reads: values.length,
    };
  const each = values.map((value) => sql`instr(${list}, ${JSON.stringify(value)}) > 0`);
  return plainly(each.length === 0 ? sql`0` : sql`(${sql.join(each, sql` OR `)})`);
}

function within<T extends number | string>(value: SQL, { from, to }: Range<T>): SQL {
  const ends = [from === null ? undefined : sql`${value} >= ${from}`, to === null ? undefined : sql`${value} <= ${to}`];
  return sql`ifnull(${sql.join([sql`${value} IS NOT NULL`, ...ends.filter((end) => end !== undefined)], sql` AND `)}, 0)`;
}

/** A line of the words by which a lead is searched: there they are folded. */
function lineOf(field: (typeof BODY)[number], workspaceId: string): SQL {
  const rest = (of: SQL, lines: number): SQL =>
    lines === 0 ? of : rest(sql`SELECT substr(line, instr(line, char(10)) + 1) AS line FROM (${of})`, lines - 1);
  const all = sql`SELECT body || char(10, 10, 10, 10) AS line FROM lead_search WHERE n = seen.n AND workspace_id = ${workspaceId}`;
  return sql`(SELECT substr(line, 1, instr(line, char(10)) - 1) FROM (${rest(all, BODY.indexOf(field))}))`;
}

function ownOf(id: string, check: OwnCheck, actor: Actor): Residue {
  // Becomes part of the statement: a parameter each would be too many.
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(id)) throw new Error("no field is called so");
  const path = sql.raw(`'$."${id}"'`);
  const value = sql`(custom ->> ${path})`;
  const type = sql`json_type(custom, ${path})`;
  const is = (found: SQL, not: boolean) => sql`${found} = ${sql.raw(not ? "0" : "1")}`;
  switch (check.is) {
    case "among": {
      const list = holdsOne(value, check.values);
      const tick = (word: string) => sql.raw(check.values.includes(word) ? "1" : "0");
      const text = sql`iif(${isKeptFrom(actor, value)}, 0, ${oneOf(plainOf(value), check.values)})`;
      const found = sql`(CASE ${type} WHEN 'text' THEN ${text} WHEN 'array' THEN ${list.holds}
        WHEN 'true' THEN ${tick("yes")} WHEN 'false' THEN ${tick("no")} ELSE 0 END)`;
      return { holds: is(found, check.not), reads: list.reads };
    }
    case "empty":
      return plainly(
        is(sql`(CASE ${type} WHEN 'text' THEN ${value} = '' WHEN 'array' THEN ${value} = '[]' ELSE ${value} IS NULL END)`, check.not),
      );
    case "has":
      return plainly(sql`(${type} = 'text' AND NOT ${isKeptFrom(actor, value)} AND instr(${plainOf(value)}, ${check.text}) > 0)`);
    case "number":
      return plainly(sql`(${type} IN ('integer', 'real') AND ${within(value, check.range)})`);
    case "day":
      return plainly(
        sql`(${type} = 'text' AND ${value} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ${within(value, check.range)})`,
      );
  }
}

/** PV2: `isKept` of the domain, of leads that are not theirs; and what stands for it, which nobody finds either. */
function isKeptFrom({ person, masked }: Actor, value: SQL): SQL {
  const tells = masked.map((field) => TELLS[field](value));
  if (tells.length === 0) return sql`(${value} = ${sql.raw(`'${KEPT}'`)})`;
  // Becomes part of the statement: a parameter each would be too many.
  const theirs = sql.raw(`owner_id IS '${person.replaceAll("'", "''")}'`);
  return sql`(${value} = ${sql.raw(`'${KEPT}'`)} OR (NOT (${theirs}) AND (${sql.join(tells, sql` OR `)})))`;
}

const TELLS: Readonly<Record<Maskable, (value: SQL) => SQL>> = {
  phone: (value) => sql`(NOT ${value} GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
    AND NOT ${value} GLOB '[0-3][0-9][-/.][01][0-9][-/.][12][0-9][0-9][0-9]'
    AND ${replaced(asDigits(), value)} GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*')`,
  email: (value) => sql`(instr(${value}, '@') > 0)`,
};

function replaced(pairs: readonly (readonly [from: string, to: string])[], value: SQL): SQL {
  return pairs.reduce((left, [from, to]) => sql`replace(${left}, ${sql.raw(`'${from}'`)}, ${sql.raw(`'${to}'`)})`, value);
}

/** `plain` of the domain. */
function plainOf(value: SQL): SQL {
  return replaced(PLAIN, sql`lower(${value})`);
}
