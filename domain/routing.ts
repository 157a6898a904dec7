import * as v from "valibot";

/** Why a lead has the owner it has, or none. Kept with the lead and with each assignment; the words are in `web/words`. */
export const routeReason = v.variant("code", [
  /** Its turn in a pool, by the named rule. */
  v.object({ code: v.literal("turn"), rule: v.string() }),
  v.object({ code: v.literal("by_hand"), by: v.string() }),
  /** Whoever had it left: it went to whom the one that removed them chose, or to the queue. */
  v.object({ code: v.literal("left"), by: v.string() }),
  v.object({ code: v.literal("no_rule") }),
  v.object({ code: v.literal("nobody_available"), rule: v.string() }),
  v.object({ code: v.literal("broken_rule"), rule: v.string() }),
  /** Too many leads took their turn at the same moment; the sweep routes it. */
  v.object({ code: v.literal("contended") }),
  v.object({ code: v.literal("test_lead") }),
]);
export type RouteReason = v.InferOutput<typeof routeReason>;

/** Reasons that may mend by themselves: the sweep asks again. */
export const MENDABLE_REASONS = ["contended", "nobody_available", "broken_rule"] as const satisfies readonly RouteReason["code"][];

const ids = v.array(v.string());

/** Which leads a rule takes: every named list must hold the lead's value; an empty match takes all. */
export const routeMatch = v.object({ pages: v.optional(ids), forms: v.optional(ids), campaigns: v.optional(ids) });

/** Whose turn it may be: the members of a team, or named people. */
export const routePool = v.variant("kind", [
  v.object({ kind: v.literal("team"), team: v.string() }),
  v.object({ kind: v.literal("people"), people: v.pipe(ids, v.minLength(1)) }),
]);

export interface RouteRule {
  readonly id: string;
  /** As stored: parsed when the rule's turn comes, so that a broken one costs its own leads only (IN4). */
  readonly match: unknown;
  readonly pool: unknown;
}

export interface RoutePerson {
  readonly id: string;
  readonly teams: readonly string[];
  /** Shares of the turn: 2 gets twice as many leads as 1; 0 gets none. */
  readonly weight: number;
  readonly available: boolean;
}

/** Smooth weighted turn: each person's credit. Kept per rule, moved by compare-and-set in the commit. */
export type Credits = Readonly<Record<string, number>>;

export interface RouteInput {
  readonly lead: { readonly page: string | null; readonly form: string | null; readonly campaign: string | null; readonly isTest: boolean };
  /** In the order in which they are asked. */
  readonly rules: readonly RouteRule[];
  readonly people: readonly RoutePerson[];
  readonly credits: Readonly<Record<string, Credits>>;
}

export interface RouteDecision {
  readonly owner: string | null;
  readonly team: string | null;
  readonly reason: RouteReason;
  /** The rule's credits after this turn, when a turn was taken. */
  readonly turn?: { readonly rule: string; readonly credits: Credits };
}

/** Decides an owner and says why. Never throws: a lead is not lost to a rule (IN4). */
export function decideOwner(input: RouteInput): RouteDecision {
  if (input.lead.isTest) return unassigned({ code: "test_lead" });
  for (const rule of input.rules) {
    const match = v.safeParse(routeMatch, rule.match);
    // Whose leads it takes cannot be read: giving them to a later rule's people would be a guess.
    if (!match.success) return unassigned({ code: "broken_rule", rule: rule.id });
    if (!takes(match.output, input.lead)) continue;
    const pool = v.safeParse(routePool, rule.pool);
    if (!pool.success) return unassigned({ code: "broken_rule", rule: rule.id });
    const chosen = pool.output;
    const team = chosen.kind === "team" ? chosen.team : null;
    const waiting = input.people.filter(
      (person) =>
        person.available &&
        person.weight > 0 &&
        (chosen.kind === "team" ? person.teams.includes(chosen.team) : chosen.people.includes(person.id)),
    );
    const turn = takeTurn(waiting, input.credits[rule.id] ?? {});
    if (turn === null) return unassigned({ code: "nobody_available", rule: rule.id }, team);
    const owner = input.people.find((person) => person.id === turn.next);
    return {
      owner: turn.next,
      team: team ?? owner?.teams[0] ?? null,
      reason: { code: "turn", rule: rule.id },
      turn: { rule: rule.id, credits: turn.credits },
    };
  }
  return unassigned({ code: "no_rule" });
}

/**
 * One step of the smooth weighted turn: everybody gains their weight, the richest (first by id among equals) pays the total.
 * Over as many steps as the weights add up to, each person comes exactly `weight` times. People who left lose their credit.
 */
export function takeTurn(
  waiting: readonly { readonly id: string; readonly weight: number }[],
  credits: Credits,
): { next: string; credits: Credits } | null {
  const total = waiting.reduce((sum, person) => sum + person.weight, 0);
  if (total <= 0) return null;
  const after: Record<string, number> = {};
  let next: string | null = null;
  for (const person of [...waiting].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    after[person.id] = (credits[person.id] ?? 0) + person.weight;
    if (next === null || (after[person.id] ?? 0) > (after[next] ?? 0)) next = person.id;
  }
  if (next === null) return null;
  after[next] = (after[next] ?? 0) - total;
  return { next, credits: after };
}

function takes(match: v.InferOutput<typeof routeMatch>, lead: RouteInput["lead"]): boolean {
  const holds = (list: readonly string[] | undefined, value: string | null) =>
    list === undefined || (value !== null && list.includes(value));
  return holds(match.pages, lead.page) && holds(match.forms, lead.form) && holds(match.campaigns, lead.campaign);
}

function unassigned(reason: RouteReason, team: string | null = null): RouteDecision {
  return { owner: null, team, reason };
}
