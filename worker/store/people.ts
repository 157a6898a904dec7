import { and, asc, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import type { Platform } from "./database.ts";
import { member, person, platformMember, session, team, teamMember, workspace } from "./schema/platform.ts";

/** Reads of the platform about people: who is signed in, and where they belong. */

/** A session that nobody used for this long is over, however long it still had. */
export const IDLE_MS = 7 * 24 * 3_600_000;
/** Last-seen is written at most this often: a write for each request would cost more than the request. */
export const SEEN_EVERY_MS = 5 * 60_000;

const stands = (now: number) => and(gt(session.expiresAt, new Date(now)), gt(session.updatedAt, new Date(now - IDLE_MS)));
const who = { session: session.id, seenAt: session.updatedAt, id: person.id, name: person.name, email: person.email };
const place = {
  id: workspace.id,
  slug: workspace.slug,
  name: workspace.name,
  shard: workspace.shard,
  status: workspace.status,
  settings: workspace.settings,
};
const texts = (json: unknown): string[] => (typeof json === "string" ? JSON.parse(json) : []);

/** The teams of the row's member, as one column. */
const teams = sql<string[]>`(SELECT json_group_array(${teamMember.teamId}) FROM ${teamMember}
  WHERE ${teamMember.workspaceId} = ${member.workspaceId} AND ${teamMember.personId} = ${member.personId})`.mapWith(texts);

/** Everything a request's admission rests on, in one statement; undefined where the session does not stand. */
export async function readAdmission(platform: Platform, token: string, slugOrId: string, now: number) {
  const [row] = await platform
    .select({ who, place, role: member.role, teams })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .leftJoin(workspace, or(eq(workspace.slug, slugOrId), eq(workspace.id, slugOrId)))
    .leftJoin(member, and(eq(member.workspaceId, workspace.id), eq(member.personId, person.id), eq(member.status, "active")))
    .where(and(eq(session.token, token), stands(now)))
    .limit(1);
  return row;
}

/** Everything an admission to the console rests on, in one statement. */
export async function readPlatformAdmission(platform: Platform, token: string, now: number) {
  const [row] = await platform
    .select({ who, role: platformMember.role })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .innerJoin(platformMember, eq(platformMember.personId, person.id))
    .where(and(eq(session.token, token), stands(now)))
    .limit(1);
  return row;
}

/** Those of the sessions that still stand, with the platform role of each: who may go on watching the console. */
export async function platformSessions(platform: Platform, ids: readonly string[], now: number): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const rows = await platform
    .select({ id: session.id, role: platformMember.role })
    .from(session)
    .innerJoin(platformMember, eq(platformMember.personId, session.userId))
    .where(and(inArray(session.id, asked), stands(now)));
  return new Map(rows.map((row) => [row.id, row.role]));
}

/** The signed-in person and the workspaces that are open to them: one row a workspace, one statement. */
export function readSession(platform: Platform, token: string, now: number) {
  return platform
    .select({ who, slug: workspace.slug, workspace: workspace.name, platformRole: platformMember.role })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .leftJoin(platformMember, eq(platformMember.personId, person.id))
    .leftJoin(member, and(eq(member.personId, person.id), eq(member.status, "active")))
    .leftJoin(workspace, and(eq(workspace.id, member.workspaceId), eq(workspace.status, "active")))
    .where(and(eq(session.token, token), stands(now)))
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
    .select({ name: team.name, version: team.version })
    .from(team)
    .where(and(eq(team.workspaceId, workspaceId), eq(team.id, teamId)));
  return row;
}

/** All workspaces the person ever belonged to: a socket may still be open in one that removed them. */
export async function workspacesOf(platform: Platform, personId: string): Promise<string[]> {
  const rows = await platform.select({ id: member.workspaceId }).from(member).where(eq(member.personId, personId));
  return rows.map((row) => row.id);
}

/** The shards that hold any workspace. */
export async function shardNumbers(platform: Platform): Promise<number[]> {
  const rows = await platform.selectDistinct({ shard: workspace.shard }).from(workspace);
  return rows.map((row) => row.shard);
}
