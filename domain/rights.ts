import * as v from "valibot";

export const ROLES = ["owner", "admin", "manager", "agent", "auditor"] as const;
export const role = v.picklist(ROLES);
export type Role = (typeof ROLES)[number];

/** Where a lead stands, as far as anybody's right to see it is concerned. Each change-log row carries it before and after. */
export const visibility = v.strictObject({
  owner: v.nullable(v.string()),
  team: v.nullable(v.string()),
  unclaimed: v.boolean(),
  archived: v.boolean(),
});
export type Visibility = v.InferOutput<typeof visibility>;

/** A signed-in person inside one workspace. Nothing is decided from anything else. */
export interface Actor {
  readonly person: string;
  readonly workspace: string;
  readonly role: Role;
  /** Teams the person manages or belongs to. */
  readonly teams: readonly string[];
  /** Whether this workspace shows unclaimed leads to its agents. */
  readonly agentsSeeUnclaimed: boolean;
}

/**
 * How far a capability reaches: every lead; the actor's teams, own and unclaimed ones; own ones (and unclaimed ones where the
 * workspace shows them to agents); none. A capability without a subject needs anything but "none".
 */
type Reach = "all" | "team" | "own" | "none";

const everyone = { owner: "all", admin: "all", manager: "all", agent: "all", auditor: "all" } as const;
const leadWork = { owner: "all", admin: "all", manager: "team", agent: "own", auditor: "none" } as const;

/** PM1: the one table. A capability that is not in it is refused. */
export const CAPABILITIES = {
  "workspace.read": everyone,
  "members.read": everyone,
  "live.connect": everyone,
  "lead.read": { owner: "all", admin: "all", manager: "team", agent: "own", auditor: "all" },
  "lead.assign": leadWork,
  "lead.stage": leadWork,
  "lead.attempt": leadWork,
} as const satisfies Record<string, Record<Role, Reach>>;

export type Capability = keyof typeof CAPABILITIES;

/** PM1: unknown capability, unknown role or foreign subject -> false. `subject` is the lead's visibility. */
export function can(actor: Actor, capability: Capability, subject?: Visibility): boolean {
  const reach: Reach = CAPABILITIES[capability]?.[actor.role] ?? "none";
  if (reach === "none") return false;
  if (reach === "all" || subject === undefined) return true;
  if (subject.owner === actor.person) return true;
  if (reach === "team") return subject.unclaimed || (subject.team !== null && actor.teams.includes(subject.team));
  return subject.unclaimed && actor.agentsSeeUnclaimed;
}

/** EV3: what a socket may be sent. Archived leads leave every live list. */
export function seesLive(actor: Actor, subject: Visibility): boolean {
  return !subject.archived && can(actor, "lead.read", subject);
}

/** Two actors of one class see the same leads, so that a frame is built once for all of them. */
export function visibilityClass(actor: Actor): string {
  const reach = CAPABILITIES["lead.read"][actor.role];
  if (reach === "all") return "all";
  if (reach === "team") return `team:${actor.person}:${[...actor.teams].sort().join(",")}`;
  return `own:${actor.person}:${actor.agentsSeeUnclaimed ? "unclaimed" : ""}`;
}
