import { type ErrorCode, Refusal } from "../../domain/errors.ts";
import { type Actor, isMember, masksFor, needsSecondFactor } from "../../domain/rights.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import type { Databases, Platform } from "../store/database.ts";
import { markSeen, readAdmission, readSession, SEEN_EVERY_MS, standingSessions } from "../store/people.ts";
import { readSessionToken } from "./session.ts";

/** A signed-in person inside one workspace, as a request may act. */
export interface Admitted {
  readonly actor: Actor;
  /** What support is here by; null for members. */
  readonly grant: { readonly id: string; readonly until: number | null } | null;
  /** The session's id, never its token. */
  readonly session: string;
  /** A second factor was shown in the session. */
  readonly proven: boolean;
  /** When the session was last seen, to the five minutes. */
  readonly seenAt: number;
  /** The session's token where it is older than what the person may do here (SI2): it is due for another. */
  readonly worn: string | null;
  readonly name: string;
  readonly workspace: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly shard: number;
    readonly status: "active" | "suspended";
    readonly settings: WorkspaceSettings;
  };
}

export interface SignedIn {
  readonly session: string;
  readonly seenAt: number;
  /** When a second factor was last proven in it. */
  readonly secondFactorAt: number | null;
  /** Some role of theirs asks for one. */
  readonly mustProve: boolean;
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly workspaces: readonly { readonly slug: string; readonly name: string }[];
  /** Has a role on the platform. */
  readonly console: boolean;
}

interface SessionSettings {
  readonly SESSION_SECRET: string;
}

/** Whoever holds this token, or null. One round trip. */
export async function getSession(databases: Databases, token: string, now: number): Promise<SignedIn | null> {
  const rows = await readSession(databases.platform, token, now);
  const first = rows[0];
  if (first === undefined) return null;
  const { session, seenAt, secondFactorAt, id, name, email } = first.who;
  const workspaces = rows.flatMap((row) => (row.slug === null || row.workspace === null ? [] : [{ slug: row.slug, name: row.workspace }]));
  const { platformRole, mustProve } = first;
  const proof = { secondFactorAt, mustProve };
  return { session, seenAt: seenAt.getTime(), ...proof, person: { id, name, email }, workspaces, console: platformRole !== null };
}

/** The request's actor in the workspace, or null whatever the reason. */
export async function getActor(
  databases: Databases,
  request: Request,
  settings: SessionSettings,
  slugOrId: string,
  now: number,
): Promise<Admitted | null> {
  const admission = await admit(databases, request, settings, slugOrId, now);
  return typeof admission === "string" ? null : admission;
}

/** The request's actor in the workspace. PM1: a workspace that is not there and one that is not theirs are refused alike. */
export async function requireActor(
  databases: Databases,
  request: Request,
  settings: SessionSettings,
  slugOrId: string,
  now: number,
): Promise<Admitted> {
  const admission = await admit(databases, request, settings, slugOrId, now);
  if (typeof admission === "string") throw new Refusal(admission);
  return admission;
}

/** EV4, for the room: which of these sessions still stand. */
export function liveSessions(platform: Platform, sessionIds: readonly string[], now: number): Promise<Set<string>> {
  return standingSessions(platform, sessionIds, now);
}

/** Keeps a session that is used from running idle; after the answer, in `waitUntil`. Writes at most every five minutes. */
export async function touchSession(
  databases: Databases,
  seen: { readonly session: string; readonly seenAt: number },
  now: number,
): Promise<void> {
  if (now - seen.seenAt > SEEN_EVERY_MS) await markSeen(databases.platform, seen.session, now);
}

async function admit(
  databases: Databases,
  request: Request,
  settings: SessionSettings,
  slugOrId: string,
  now: number,
): Promise<Admitted | ErrorCode> {
  const token = await readSessionToken(request, settings.SESSION_SECRET);
  const row = token === null ? undefined : await readAdmission(databases.platform, token, slugOrId, now);
  if (row === undefined) return "not_signed_in";
  const { who, place, teams, grant } = row;
  // A member is here as a member, whatever else they were granted.
  const role = row.role ?? (grant === null ? null : grant.edit ? "support_edit" : "support");
  if (place === null || role === null) return "not_found";
  if (place.status !== "active") return "workspace_suspended";
  const { settings: own } = place;
  if (who.secondFactorAt === null && needsSecondFactor(role, own.secondFactor === "everybody")) return "second_factor_needed";
  return {
    actor: {
      person: who.id,
      workspace: place.id,
      role,
      teams,
      rights: row.rights ?? [],
      agentsSeeUnclaimed: own.agentsSeeUnclaimed,
      masked: masksFor(role, own.masks),
    },
    grant: isMember(role) ? null : grant,
    session: who.session,
    proven: who.secondFactorAt !== null,
    seenAt: who.seenAt.getTime(),
    worn: token === who.token && (row.rightsAt ?? 0) > Math.max(who.rotatedAt, who.createdAt.getTime()) ? who.token : null,
    name: who.name,
    workspace: place,
  };
}
