import type { Check } from "../../domain/filter/check.ts";
import type { Sort } from "../../domain/filter.ts";
import { type Actor, reachOf } from "../../domain/rights.ts";
import { customField, textKey } from "../../domain/values.ts";

/** A stretch of an index: leads of one owner, team and stage, or those with one value. */
export interface Range {
  readonly owner?: string | null;
  readonly team?: string | null;
  readonly stage?: string;
  readonly value?: { readonly field: string; readonly key: string };
  /** Not the actor's own and nobody's, which are in ranges of their own. */
  readonly others?: true;
}

/** D1 takes so many terms in a compound SELECT. */
const TERMS = 5;
/** Each reads a page. */
const GROUPS = 4;

/**
 * The stretches of indexes that together hold every lead this person may see and asks for, in groups whose ranges share no lead; groups
 * may. Reading one wide index and throwing rows away would read without end for somebody who sees little. What lies in them besides is
 * left out by whoever reads them.
 */
export function rangesOf(actor: Actor, checks: readonly Check[], by: Sort["by"], apart: boolean): Range[][] {
  if (by === "archived") return reachOf(actor, "lead.read") === "none" ? [] : [[{}]];
  const along = by === "created";
  const asked = { owners: idsOf(checks, "owner"), teams: idsOf(checks, "team") };
  const stages = along ? amongOf(checks, "stage")?.values : undefined;
  const lists = inSight(actor, asked, along, apart);
  if (along && stages === undefined && isEverything(lists)) {
    const values = valuesOf(checks);
    if (values.length > 0 && values.length <= (apart ? 1 : GROUPS)) return values.map((value) => [{ value }]);
  }
  const ways = [
    ...(stages === undefined ? [] : [lists.map((list) => list.flatMap((range) => withStages(range, stages)))]),
    lists,
    inSight(actor, { owners: undefined, teams: undefined }, along, apart),
  ].map(inGroups);
  return ways.find((groups) => groups.length <= GROUPS) ?? ways.at(-1) ?? [];
}

function isEverything(lists: readonly (readonly Range[])[]): boolean {
  return lists.length === 1 && lists[0]?.length === 1 && Object.keys(lists[0][0] ?? {}).length === 0;
}

interface Asked {
  readonly owners: readonly (string | null)[] | undefined;
  readonly teams: readonly (string | null)[] | undefined;
}

/** Lists of ranges; those of one list share no lead. */
function inSight(actor: Actor, { owners, teams }: Asked, pairs: boolean, apart: boolean): Range[][] {
  const inTeams = (owner: string | null) => (teams === undefined ? [{ owner }] : ofTeams(owner, teams));
  switch (reachOf(actor, "lead.read")) {
    case "none":
      return [];
    case "all":
      if (owners !== undefined) return [owners.flatMap(inTeams)];
      return [teams === undefined ? [{}] : teams.map((team) => ({ team }))];
    case "own": {
      const seen = actor.agentsSeeUnclaimed ? [actor.person, null] : [actor.person];
      return [seen.filter((owner) => owners === undefined || owners.includes(owner)).flatMap(inTeams)];
    }
    case "team": {
      const own = [actor.person, null].filter((owner) => owners === undefined || owners.includes(owner));
      const others = (owners ?? []).filter((owner) => !own.includes(owner));
      if (owners !== undefined) return [[...own.flatMap(inTeams), ...others.flatMap((owner) => ofTeams(owner, actor.teams))]];
      if (teams === undefined) {
        const mine = own.flatMap(inTeams);
        // What is counted is read in one go, as far as all of it may be looked at: no lead of it is in two of these.
        return apart
          ? [[...mine, ...actor.teams.map((team) => ({ team, others: true as const }))]]
          : [mine, actor.teams.map((team) => ({ team }))];
      }
      // All of one's own teams, of others what is one's own or nobody's: along an index without teams, that holds leads of the former too.
      const whole = teams.filter((team) => team !== null && actor.teams.includes(team));
      const beside = teams.filter((team) => !whole.includes(team));
      const lists: Range[][] = [whole.map((team) => ({ team })), own.flatMap((owner) => ofTeams(owner, beside))];
      return pairs ? [lists.flat()] : lists;
    }
  }

  function ofTeams(owner: string | null, of: readonly (string | null)[]): Range[] {
    const both = of.filter((team) => teams === undefined || teams.includes(team)).map((team) => ({ owner, team }));
    return pairs || both.length === 0 ? both : [{ owner }];
  }
}

/** An index goes by owner, team and time, or by stage and one of them. */
function withStages(range: Range, stages: readonly string[]): Range[] {
  return range.owner !== undefined && range.team !== undefined ? [range] : stages.map((stage) => ({ ...range, stage }));
}

function inGroups(lists: readonly (readonly Range[])[]): Range[][] {
  return lists.flatMap((list) => Array.from({ length: Math.ceil(list.length / TERMS) }, (_, n) => list.slice(n * TERMS, (n + 1) * TERMS)));
}

type Among = Extract<Check, { readonly is: "among" }>;

function amongOf(checks: readonly Check[], field: Among["field"]): Among | undefined {
  return checks.find((check): check is Among => check.is === "among" && check.field === field && !check.not);
}

function idsOf(checks: readonly Check[], field: "owner" | "team"): readonly (string | null)[] | undefined {
  const found = amongOf(checks, field);
  return found === undefined ? undefined : [...found.values, ...(found.orEmpty ? [null] : [])];
}

/** As ticks are kept; an option may be called the same. */
const TICKS: Readonly<Partial<Record<string, readonly string[]>>> = { yes: ["1"], no: ["0"] };

/** What one of the conditions looks leads up by. */
function valuesOf(checks: readonly Check[]): { readonly field: string; readonly key: string }[] {
  const project = amongOf(checks, "project");
  if (project !== undefined && !project.orEmpty) return project.values.map((key) => ({ field: "project", key }));
  const tag = amongOf(checks, "tag");
  if (tag !== undefined) return tag.values.map((key) => ({ field: "tag", key }));
  for (const check of checks) {
    if (check.is !== "own" || check.of.is !== "among" || check.of.not) continue;
    const keys = check.of.values.flatMap((value) => [textKey(value), ...(TICKS[value] ?? [])]);
    return [...new Set(keys)].map((key) => ({ field: customField(check.id), key }));
  }
  return [];
}

/** The index a range is read along. */
export function indexOf({ owner, team, stage }: Range, by: Sort["by"], waiting: boolean): string {
  if (by === "archived") return "lead_archived_at";
  const of = owner !== undefined ? "_owner" : team !== undefined ? "_team" : "";
  if (by === "activity") return `lead_active${of}`;
  if (by === "followUp") return `lead_due${of}`;
  if (stage !== undefined) return `lead_stage${of}`;
  if (owner !== undefined && team !== undefined) return "lead_owner_team";
  if (owner !== undefined && waiting) return "lead_waiting";
  return of === "" ? "lead_all" : `lead${of}`;
}
