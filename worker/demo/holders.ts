import type { HAND_SOURCES } from "../../domain/lead.ts";
import type { RouteDecision, RouteReason } from "../../domain/routing.ts";
import type { Story } from "../store/stories.ts";
import type { Chance } from "./chance.ts";
import type { Event } from "./work.ts";

/** Whose a lead is, and how it came to them. */

export interface Handed {
  readonly chance: Chance;
  readonly now: number;
  readonly routed: RouteDecision;
  /** Somebody takes over what the rules left or gave to another. */
  readonly moved: { readonly by: string; readonly to: string; readonly team: string | null } | null;
  /** Added by its owner, who met them that way. */
  readonly byHand: (typeof HAND_SOURCES)[number] | null;
}

interface Held {
  readonly owner: string | null;
  readonly team: string | null;
  readonly reason: RouteReason;
  readonly assignments: readonly Omit<Story["assignments"][number], "workspaceId" | "lead" | "id">[];
  readonly events: readonly Event[];
}

const MINUTE = 60_000;

export function heldBy({ chance, now, routed, moved, byHand }: Handed, at: number): Held {
  const { owner, team, reason } = routed;
  if (byHand !== null && owner !== null) {
    const own: RouteReason = { code: "by_hand", by: owner };
    const assignments = [{ at, from: null, to: owner, team, actor: owner, reason: own }];
    return { owner, team, reason: own, assignments, events: [{ at, actor: owner, data: { kind: "created" } }] };
  }
  const first = owner === null ? [] : [{ at, from: null, to: owner, team, actor: null, reason }];
  const told = owner === null ? [] : [{ at, actor: null, data: { kind: "assignment" as const, from: null, to: owner, reason } }];
  if (moved === null) return { owner, team, reason, assignments: first, events: told };
  const { by, to } = moved;
  const why: RouteReason = { code: "by_hand", by };
  const then = Math.min(now, at + MINUTE + chance.upTo(20 * MINUTE));
  return {
    owner: to,
    team: moved.team,
    reason: why,
    assignments: [...first, { at: then, from: owner, to, team: moved.team, actor: by, reason: why }],
    events: [...told, { at: then, actor: by, data: { kind: "assignment", from: owner, to, reason: why } }],
  };
}
