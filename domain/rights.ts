import * as v from "valibot";

export const ROLES = ["owner", "admin", "manager", "agent", "auditor"] as const;
export const role = v.picklist(ROLES);
export type Role = (typeof ROLES)[number];

/** Support by a grant: to look, or to work too. Nobody is a member by it. */
export const GUEST_ROLES = ["support", "support_edit"] as const;
export const actorRole = v.picklist([...ROLES, ...GUEST_ROLES]);
export type ActorRole = v.InferOutput<typeof actorRole>;

/** `suspended`: keeps their place and their leads, and cannot come in. `removed`: is no member any more; what they did keeps its author. */
export const MEMBER_STATES = ["active", "suspended", "removed"] as const;
export const memberStatus = v.picklist(MEMBER_STATES);
export type MemberStatus = v.InferOutput<typeof memberStatus>;

/** Given to members by name, whatever their role. */
export const NAMED_RIGHTS = ["privacy", "security"] as const;
export const namedRight = v.picklist(NAMED_RIGHTS);
export type NamedRight = (typeof NAMED_RIGHTS)[number];

/** Where a lead stands, as far as anybody's right to see it is concerned. Each change-log row carries it before and after. */
export const visibility = v.strictObject({
  owner: v.nullable(v.string()),
  team: v.nullable(v.string()),
  unclaimed: v.boolean(),
  archived: v.boolean(),
});
export type Visibility = v.InferOutput<typeof visibility>;

/** Fields of a lead that a workspace can keep from a role until the lead is theirs (PV2). */
export const MASKABLE = ["phone", "email"] as const;
export type Maskable = (typeof MASKABLE)[number];
export const MASKED_ROLES = ["manager", "agent", "auditor"] as const satisfies readonly Role[];
const maskedRoles = v.array(v.picklist(MASKED_ROLES));
export const masks = v.object({ phone: maskedRoles, email: maskedRoles });
export type Masks = v.InferOutput<typeof masks>;

/** A signed-in person inside one workspace. Nothing is decided from anything else. */
export interface Actor {
  readonly person: string;
  readonly workspace: string;
  readonly role: ActorRole;
  /** Teams the person manages or belongs to. */
  readonly teams: readonly string[];
  readonly rights: readonly NamedRight[];
  /** Whether this workspace shows unclaimed leads to its agents. */
  readonly agentsSeeUnclaimed: boolean;
  /** What this workspace keeps from this person's role until the lead is theirs. */
  readonly masked: readonly Maskable[];
}

/**
 * How far a capability reaches: every lead; the actor's teams, own and unclaimed ones; own ones (and unclaimed ones where the
 * workspace shows them to agents); none. A capability without a subject needs anything but "none".
 */
export type Reach = "all" | "team" | "own" | "none";
type ByRole = Readonly<Record<ActorRole, Reach>>;
/** Or it belongs to a right that is given by name. */
type Entry = ByRole | { readonly right: NamedRight };

const everyone = { owner: "all", admin: "all", manager: "all", agent: "all", auditor: "all", support: "all", support_edit: "all" } as const;
const nobody = {
  owner: "none",
  admin: "none",
  manager: "none",
  agent: "none",
  auditor: "none",
  support: "none",
  support_edit: "none",
} as const;
const admins = { ...nobody, owner: "all", admin: "all" } as const;
const owners = { ...nobody, owner: "all" } as const;
const leadWork = { ...nobody, owner: "all", admin: "all", manager: "team", agent: "own", support_edit: "all" } as const;

/** PM1: the one table. A capability that is not in it is refused. */
export const CAPABILITIES = {
  "workspace.read": everyone,
  "members.read": everyone,
  "live.connect": everyone,
  "rights.read": everyone,

  "lead.read": { ...everyone, manager: "team", agent: "own" },
  "lead.assign": leadWork,
  "lead.stage": leadWork,
  "lead.attempt": leadWork,
  "lead.create": leadWork,
  /** Everything else that is written into a lead: fields, notes, follow-ups, projects, "do not contact". */
  "lead.edit": leadWork,
  "lead.archive": leadWork,
  "lead.bulk": { ...nobody, owner: "all", admin: "all", manager: "team" },
  "lead.export": { ...nobody, owner: "all", admin: "all" },
  "lead.delete": admins,

  "people.read": { ...admins, manager: "all", auditor: "all" },
  "people.manage": admins,
  "teams.manage": admins,
  "sessions.manage": admins,
  "sessions.addresses": { right: "security" },
  "workspace.settings": admins,
  "workspace.transfer": owners,
  "setup.edit": admins,
  "projects.edit": { ...admins, manager: "all" },
  "views.share": { ...admins, manager: "all" },
  "routing.edit": admins,
  "meta.connect": admins,
  "support.decide": owners,

  "audit.read": { ...admins, auditor: "all" },
  "audit.export": { ...admins, auditor: "all" },
  "audit.mail": owners,
  "privacy.handle": { right: "privacy" },
} as const satisfies Record<string, Entry>;

export type Capability = keyof typeof CAPABILITIES;
export const CAPABILITY_NAMES = Object.keys(CAPABILITIES) as readonly Capability[];

/** How far a capability reaches for somebody, before any subject. */
export function reachOf(actor: Pick<Actor, "role" | "rights">, capability: Capability): Reach {
  const entry: Entry | undefined = Object.hasOwn(CAPABILITIES, capability) ? CAPABILITIES[capability] : undefined;
  if (entry === undefined) return "none";
  if ("right" in entry) return isMember(actor.role) && actor.rights.includes(entry.right) ? "all" : "none";
  return Object.hasOwn(entry, actor.role) ? entry[actor.role] : "none";
}

/** PM1: unknown capability, unknown role or foreign subject -> false. `subject` is the lead's visibility. */
export function can(actor: Actor, capability: Capability, subject?: Visibility): boolean {
  const reach = reachOf(actor, capability);
  if (reach === "none") return false;
  if (reach === "all" || subject === undefined) return true;
  if (subject.owner === actor.person) return true;
  if (reach === "team") return subject.unclaimed || (subject.team !== null && actor.teams.includes(subject.team));
  return subject.unclaimed && actor.agentsSeeUnclaimed;
}

export function isMember(of: ActorRole): of is Role {
  return (ROLES as readonly string[]).includes(of);
}

/** Whether this actor may change that member, or make somebody `becomes`: nobody makes or unmakes what is above them. */
export function canManage(actor: Actor, member: { readonly role: Role }, becomes: Role = member.role): boolean {
  if (!can(actor, "people.manage")) return false;
  return actor.role === "owner" || (member.role !== "owner" && becomes !== "owner");
}

/** Without a second factor they are refused everything but to get one. */
export function needsSecondFactor(of: ActorRole, everybody: boolean): boolean {
  return everybody || of === "owner" || !isMember(of);
}

/** PV2: what the settings keep from a role; support sees what an auditor sees. */
export function masksFor(of: ActorRole, settings: Masks | undefined): Maskable[] {
  const seen = isMember(of) ? of : "auditor";
  return MASKABLE.filter((field) => settings?.[field].some((one) => one === seen) ?? false);
}

/** PV2: fields of this lead that this actor may not see, search, sort or filter by, export, link to or be sent. */
export function maskedFor(actor: Actor, subject: { readonly owner: string | null }): readonly Maskable[] {
  return subject.owner === actor.person ? [] : actor.masked;
}

/** EV3: what a socket may be sent. Archived leads leave every live list. */
export function seesLive(actor: Actor, subject: Visibility): boolean {
  return !subject.archived && can(actor, "lead.read", subject);
}

/** Two actors of one class see the same of the same leads, so that a frame is built once for all of them. */
export function visibilityClass(actor: Actor): string {
  const reach = reachOf(actor, "lead.read");
  // A mask falls with the lead's owner: what each sees is their own.
  const masked = actor.masked.length === 0 ? "" : `${actor.person}:without ${actor.masked.join(",")}:`;
  if (reach === "all") return `${masked}all`;
  if (reach === "team") return `${masked}team:${actor.person}:${[...actor.teams].sort().join(",")}`;
  return `${masked}own:${actor.person}:${actor.agentsSeeUnclaimed ? "unclaimed" : ""}`;
}
