import { and, asc, desc, eq, gt, inArray, lt, or, type SQLWrapper, sql } from "drizzle-orm";
import type { SupportSeat } from "../../domain/support.ts";
import type { Platform } from "./database.ts";
import { member, person, platformMember, session, supportGrant, team, teamMember, workspace } from "./schema/platform.ts";

/** Reads of the platform about people: who is signed in, and where they belong. */

/** A session that nobody used for this long is over, however long it still had. */
export const IDLE_MS = 7 * 24 * 3_600_000;
/** Last-seen is written at most this often: a write for each request would cost more than the request. */
export const SEEN_EVERY_MS = 5 * 60_000;

/** What was on its way while a session's token changed still comes with the old one, for this long. */
export const ROTATION_MS = 60_000;

/** A session that opens something. */
export const stands = (now: number) =>
  and(eq(session.pending, false), gt(session.expiresAt, new Date(now)), gt(session.updatedAt, new Date(now - IDLE_MS)));
/** Whose session it is that this token opens. */
export const holds = (token: string, now: number) =>
  and(or(eq(session.token, token), and(eq(session.previousToken, token), gt(session.rotatedAt, now - ROTATION_MS))), stands(now));
export const who = {
  session: session.id,
  /** As it is now, whichever was shown. */
  token: session.token,
  seenAt: session.updatedAt,
  secondFactorAt: session.secondFactorAt,
  createdAt: session.createdAt,
  rotatedAt: session.rotatedAt,
  id: person.id,
  name: person.name,
  email: person.email,
};
const place = {
  id: workspace.id,
  slug: workspace.slug,
  name: workspace.name,
  shard: workspace.shard,
  status: workspace.status,
  settings: workspace.settings,
};

/** Whether a role of theirs asks for a second factor: `needsSecondFactor`, where no workspace is meant. */
export const mustProve = (personId: SQLWrapper | string) =>
  sql<boolean>`(EXISTS (SELECT 1 FROM platform_member WHERE platform_member.person_id = ${personId})
  OR EXISTS (SELECT 1 FROM member AS seat JOIN workspace AS place ON place.id = seat.workspace_id
    WHERE seat.person_id = ${personId} AND seat.status = 'active'
      AND (seat.role = 'owner' OR place.settings ->> '$.secondFactor' = 'everybody')))`.mapWith(Boolean);

const texts = (json: unknown): string[] => (typeof json === "string" ? JSON.parse(json) : []);

/** The teams of the row's member, as one column. */
export const teams = sql<string[]>`(SELECT json_group_array(${teamMember.teamId}) FROM ${teamMember}
  WHERE ${teamMember.workspaceId} = ${member.workspaceId} AND ${teamMember.personId} = ${member.personId})`.mapWith(texts);

const grant = { id: supportGrant.id, edit: supportGrant.edit, until: supportGrant.expiresAt };
/** A grant that opens something now. */
const isOpen = (now: number) => and(eq(supportGrant.state, "approved"), gt(supportGrant.expiresAt, now));
/** Whoever lost the platform role has no grant any more. */
export const MAY_SUPPORT = sql`EXISTS (SELECT 1 FROM platform_member WHERE platform_member.person_id = support_grant.person_id
  AND platform_member.role IN ('platform:support', 'platform:super_admin'))`;

/** Everything a request's admission rests on, in one statement; undefined where the session does not stand. */
export async function readAdmission(platform: Platform, token: string, slugOrId: string, now: number) {
  const [row] = await platform
    .select({ who, place, role: member.role, rights: member.rights, rightsAt: member.rightsAt, teams, grant })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .leftJoin(workspace, or(eq(workspace.slug, slugOrId), eq(workspace.id, slugOrId)))
    .leftJoin(member, and(eq(member.workspaceId, workspace.id), eq(member.personId, person.id), eq(member.status, "active")))
    .leftJoin(supportGrant, and(eq(supportGrant.workspaceId, workspace.id), eq(supportGrant.personId, person.id), isOpen(now), MAY_SUPPORT))
    .where(holds(token, now))
    .orderBy(desc(supportGrant.expiresAt))
    .limit(1);
  return row;
}

/** The signed-in person and the workspaces that are open to them: one row a workspace, one statement. */
export function readSession(platform: Platform, token: string, now: number) {
  return platform
    .select({ who, slug: workspace.slug, workspace: workspace.name, platformRole: platformMember.role, mustProve: mustProve(person.id) })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .leftJoin(platformMember, eq(platformMember.personId, person.id))
    .leftJoin(member, and(eq(member.personId, person.id), eq(member.status, "active")))
    .leftJoin(workspace, and(eq(workspace.id, member.workspaceId), eq(workspace.status, "active")))
    .where(holds(token, now))
    .orderBy(asc(workspace.name));
}

/** Those of the sessions that still stand. */
export async function standingSessions(platform: Platform, ids: readonly string[], now: number): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const rows = await platform
    .select({ id: session.id })
    .from(session)
    .where(and(inArray(session.id, asked), stands(now)));
  return new Set(rows.map((row) => row.id));
}

export async function markSeen(platform: Platform, sessionId: string, now: number): Promise<void> {
  await platform
    .update(session)
    .set({ updatedAt: new Date(now) })
    .where(and(eq(session.id, sessionId), lt(session.updatedAt, new Date(now - SEEN_EVERY_MS))));
}

export async function findWorkspace(platform: Platform, id: string) {
  const [row] = await platform
    .select({ ...place, version: workspace.version })
    .from(workspace)
    .where(eq(workspace.id, id));
  return row;
}

/** The platform's truth about one member, teams included. */
export async function findMember(platform: Platform, workspaceId: string, personId: string) {
  const [row] = await platform
    .select({
      name: person.name,
      role: member.role,
      status: member.status,
      rights: member.rights,
      weight: member.weight,
      away: member.away,
      version: member.version,
      teams,
    })
    .from(member)
    .innerJoin(person, eq(person.id, member.personId))
    .where(and(eq(member.workspaceId, workspaceId), eq(member.personId, personId)));
  return row === undefined ? undefined : { ...row, teams: row.teams.sort() };
}

export async function findTeam(platform: Platform, workspaceId: string, teamId: string) {
  const [row] = await platform
    .select({ name: team.name, version: team.version, retired: team.retired })
    .from(team)
    .where(and(eq(team.workspaceId, workspaceId), eq(team.id, teamId)));
  return row;
}

export function teamsIn(platform: Platform, workspaceId: string) {
  return platform
    .select({ id: team.id, name: team.name, version: team.version, retired: team.retired })
    .from(team)
    .where(eq(team.workspaceId, workspaceId))
    .orderBy(asc(team.name));
}

/** All workspaces the person ever belonged to or had a grant for: a socket may still be open in one that removed them. */
export async function workspacesOf(platform: Platform, personId: string): Promise<string[]> {
  const rows = await platform.all<{ id: string }>(sql`SELECT workspace_id AS id FROM member WHERE person_id = ${personId}
    UNION SELECT workspace_id FROM support_grant WHERE person_id = ${personId}`);
  return rows.map((row) => row.id);
}

/** Support that is let into the workspace at that time. */
export async function supportIn(platform: Platform, workspaceId: string, now: number): Promise<SupportSeat[]> {
  const rows = await platform
    .select({ grant: supportGrant.id, person: person.id, name: person.name, edit: supportGrant.edit, until: supportGrant.expiresAt })
    .from(supportGrant)
    .innerJoin(person, eq(person.id, supportGrant.personId))
    .where(and(eq(supportGrant.workspaceId, workspaceId), isOpen(now), MAY_SUPPORT))
    .orderBy(asc(supportGrant.id));
  return rows.flatMap(({ until, ...row }) => (until === null ? [] : [{ ...row, until }]));
}

/** The shards that hold any workspace. */
export async function shardNumbers(platform: Platform): Promise<number[]> {
  const rows = await platform.selectDistinct({ shard: workspace.shard }).from(workspace);
  return rows.map((row) => row.shard);
}
