import * as v from "valibot";
import { linkToken, PASSWORD_MOST } from "./account.ts";
import { instant, uuid } from "./ids.ts";
import { emailAddress, personName } from "./person.ts";
import { type Actor, canManage, memberStatus, type NamedRight, namedRight, type Role, role } from "./rights.ts";
import { workspaceSlug } from "./slug.ts";
import { workspaceName, workspaceSettings } from "./workspace.ts";

/** Members, invitations and teams: `/api/w/:workspace/*`, and what somebody does before they are in a workspace. */

const person = v.pipe(v.string(), v.maxLength(64));
const teams = v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(50));

/** Null, of each but `seenAt`: kept from those who may not manage people. */
const account = {
  email: v.nullable(v.string()),
  /** Has an authenticator app or a passkey. */
  secondFactor: v.nullable(v.boolean()),
  /** Of any session that still stands, here or elsewhere. */
  seenAt: v.nullable(instant),
  sessions: v.nullable(v.number()),
};

export const personRow = v.object({
  id: v.string(),
  name: v.string(),
  ...account,
  role,
  status: memberStatus,
  teams: v.array(v.string()),
  rights: v.array(namedRight),
  weight: v.number(),
  away: v.boolean(),
  version: v.number(),
  /** Decided, and not yet in force everywhere. */
  pending: v.boolean(),
});
export type PersonRow = v.InferOutput<typeof personRow>;

export const invitationRow = v.object({
  id: uuid,
  email: v.string(),
  role,
  teams: v.array(v.string()),
  /** A person's id: of whoever sent it last. It stands while they may still give this role. */
  invitedBy: v.string(),
  sends: v.number(),
  version: v.number(),
  createdAt: instant,
  expiresAt: instant,
});
export type InvitationRow = v.InferOutput<typeof invitationRow>;

export const teamLine = v.object({
  id: v.string(),
  name: v.string(),
  version: v.number(),
  pending: v.boolean(),
  retired: v.optional(v.boolean()),
});
/** A Page whose connection was made by somebody who left: `connectedBy` is their id. */
export const flaggedPage = v.object({ id: v.string(), name: v.string(), connectedBy: v.string(), flaggedAt: instant });

export const peopleAnswer = v.object({
  /** Members, suspended ones too; who was removed only while that is pending. */
  people: v.array(personRow),
  /** Open ones only, expired ones among them. Empty for those who may not invite. */
  invitations: v.array(invitationRow),
  teams: v.array(teamLine),
  flagged: v.array(flaggedPage),
  /** Settings and name of the workspace wait to be in force. */
  pending: v.boolean(),
});
export type People = v.InferOutput<typeof peopleAnswer>;

/**
 * Whether this actor may make that of a member. Rights that are given by name are an owner's to give and to take, and nobody gives
 * themselves a higher role: an admin makes no owner, and an owner has none above them.
 */
export function mayChange(
  actor: Actor,
  member: { readonly role: Role; readonly rights: readonly NamedRight[] },
  becomes: { readonly role: Role; readonly rights: readonly NamedRight[] },
): boolean {
  if (!canManage(actor, member, becomes.role)) return false;
  const sameRights = [...new Set(becomes.rights)].sort().join() === [...member.rights].sort().join();
  return actor.role === "owner" || sameRights;
}

/** Compare-and-set on the member's version: two admins may change one person at once. Who is late is told the row as it is (`now`). */
export const memberBody = v.object({
  version: v.number(),
  role,
  teams,
  rights: v.array(namedRight),
  weight: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  away: v.boolean(),
});
export const memberStateBody = v.object({ version: v.number() });
/** `to`: who gets their leads; null: the workspace's queue, unclaimed. */
export const removeBody = v.object({ version: v.number(), to: v.nullable(person) });
/** Also what a change of a team or of settings is answered. `job`: the leads on their way. */
export const decidedAnswer = v.object({ version: v.number(), pending: v.boolean(), job: v.optional(v.string()) });
export type DecidedAnswer = v.InferOutput<typeof decidedAnswer>;

export const inviteBody = v.object({ id: uuid, email: emailAddress, role, teams });
export const invitationBody = v.object({ version: v.number() });
export const teamBody = v.object({ id: uuid, name: personName });
/** `retired`: only while nobody is in it, or invited into it; absent: as it is. */
export const changeTeamBody = v.object({ version: v.number(), name: personName, retired: v.optional(v.boolean()) });
export const settingsBody = v.object({ version: v.number(), name: workspaceName, settings: workspaceSettings });
export const settingsAnswer = v.object({
  version: v.number(),
  slug: v.string(),
  name: workspaceName,
  settings: workspaceSettings,
  pending: v.boolean(),
});
export const transferBody = v.object({ to: person, version: v.number() });

/** What the holder of an invitation is told before they accept. */
export const invitationLook = v.object({
  workspace: v.string(),
  email: v.string(),
  role,
  /** Their name. */
  invitedBy: v.string(),
  expiresAt: instant,
  /** Nobody has this address yet: a name and a password make them somebody. */
  isNew: v.boolean(),
});
export type InvitationLook = v.InferOutput<typeof invitationLook>;
export const lookBody = v.object({ token: linkToken });
export const acceptBody = v.object({
  token: linkToken,
  account: v.nullable(v.object({ name: personName, password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(PASSWORD_MOST)) })),
});
export const acceptAnswer = v.object({ slug: v.string() });

export const newWorkspaceBody = v.object({ id: uuid, slug: workspaceSlug, name: workspaceName, settings: workspaceSettings });
export const newWorkspaceAnswer = v.object({ slug: v.string(), pending: v.boolean() });
