import { and, asc, desc, eq, gt, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { InvitationRow, People, PersonRow } from "../../domain/people.ts";
import { type Actor, can } from "../../domain/rights.ts";
import { batch, type Platform } from "./database.ts";
import { stands, teams } from "./people.ts";
import { invitation, member, outbox, page, passkey, person, session, team, twoFactor, workspace } from "./schema/platform.ts";

/** A workspace's people as its admins see them. */

type Found = Omit<PersonRow, "pending">;

/** The platform's own truth, so that an admin decides from what the platform compares with. */
function members(platform: Platform, workspaceId: string, now: number) {
  const theirs = and(eq(session.userId, person.id), stands(now));
  return platform
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      role: member.role,
      status: member.status,
      teams,
      rights: member.rights,
      weight: member.weight,
      away: member.away,
      version: member.version,
      secondFactor: sql<boolean>`(EXISTS (SELECT 1 FROM ${twoFactor} WHERE ${twoFactor.userId} = ${person.id} AND ${twoFactor.verified} = 1)
        OR EXISTS (SELECT 1 FROM ${passkey} WHERE ${passkey.userId} = ${person.id}))`.mapWith((value: unknown) => value === 1),
      seenAt: sql<number | null>`(SELECT max(${session.updatedAt}) FROM ${session} WHERE ${theirs})`,
      sessions: platform.$count(session, theirs),
    })
    .from(member)
    .innerJoin(person, eq(person.id, member.personId))
    .$dynamic();
}

const here = (workspaceId: string) => eq(member.workspaceId, workspaceId);

/** Decided about this workspace, and on its way to the shard or its room. */
function onTheirWay(platform: Platform, workspaceId: string) {
  return platform
    .select({ kind: outbox.kind, subject: outbox.subject })
    .from(outbox)
    .where(and(isNull(outbox.doneAt), eq(outbox.workspaceId, workspaceId)));
}

export const invitationColumns = {
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  teams: invitation.teams,
  invitedBy: invitation.invitedBy,
  sends: invitation.sends,
  version: invitation.version,
  createdAt: invitation.createdAt,
  expiresAt: invitation.expiresAt,
};

/** One round trip. */
export async function readPeople(platform: Platform, actor: Actor, now: number): Promise<People> {
  const { workspace: id } = actor;
  const manages = can(actor, "people.manage");
  const [people, waiting, invitations, allTeams, flagged] = (await batch(platform, [
    members(platform, id, now).where(here(id)).orderBy(asc(person.name), asc(person.id)),
    onTheirWay(platform, id),
    platform
      .select(invitationColumns)
      .from(invitation)
      .where(and(eq(invitation.workspaceId, id), eq(invitation.state, "open"), manages ? undefined : sql`false`))
      .orderBy(desc(invitation.createdAt)),
    platform
      .select({ id: team.id, name: team.name, version: team.version, retired: team.retired })
      .from(team)
      .where(eq(team.workspaceId, id))
      .orderBy(asc(team.name)),
    platform
      .select({ id: page.id, name: page.name, connectedBy: page.connectedBy, flaggedAt: page.flaggedAt })
      .from(page)
      .where(and(eq(page.workspaceId, id), isNotNull(page.flaggedAt))),
  ])) as [
    Found[],
    { kind: string; subject: string }[],
    InvitationRow[],
    Omit<People["teams"][number], "pending">[],
    (Omit<People["flagged"][number], "flaggedAt"> & { flaggedAt: number | null })[],
  ];
  const isPending = (kind: string, subject: string) => waiting.some((row) => row.kind === kind && row.subject === subject);
  return {
    people: people.flatMap((row) => {
      const pending = isPending("member", row.id);
      return row.status === "removed" && !pending ? [] : [shownTo(actor, { ...row, teams: row.teams.sort(), pending })];
    }),
    invitations,
    teams: allTeams.map(({ retired, ...row }) => ({ ...row, pending: isPending("team", row.id), ...(retired && { retired }) })),
    flagged: flagged.flatMap((row) => (row.flaggedAt === null ? [] : [{ ...row, flaggedAt: row.flaggedAt }])),
    pending: isPending("workspace", id),
  };
}

/** Colleagues see who is there and what they may do; how to reach somebody and how they sign in is for who manages them. */
function shownTo(actor: Actor, row: PersonRow): PersonRow {
  return can(actor, "people.manage") ? row : { ...row, email: null, secondFactor: null, seenAt: null, sessions: null };
}

/** One member, and whatever else a decision about them rests on; undefined: no member, or one who was removed. One round trip. */
export async function readMember(platform: Platform, workspaceId: string, personId: string, now: number) {
  const who = and(here(workspaceId), eq(member.personId, personId), ne(member.status, "removed"));
  const [people, waiting, pages] = (await batch(platform, [
    members(platform, workspaceId, now).where(who),
    onTheirWay(platform, workspaceId),
    platform.select({ id: page.id }).from(page).where(connectedBy(workspaceId, personId)),
  ])) as [Found[], { kind: string; subject: string }[], { id: string }[]];
  const [found] = people;
  if (found === undefined) return undefined;
  const pending = waiting.some((row) => row.kind === "member" && row.subject === personId);
  return { row: { ...found, teams: found.teams.sort(), pending } satisfies PersonRow, pages: pages.map((one) => one.id) };
}

/** Pages whose token may end with that person, and that nobody was told of yet. */
export function connectedBy(workspaceId: string, personId: string) {
  return and(
    eq(page.workspaceId, workspaceId),
    eq(page.connectedBy, personId),
    isNull(page.flaggedAt),
    or(eq(page.state, "connected"), eq(page.state, "broken")),
  );
}

/** How far a workspace has come with Pages and people. One round trip. */
export async function readBeginnings(platform: Platform, workspaceId: string, now: number) {
  const open = and(eq(invitation.workspaceId, workspaceId), eq(invitation.state, "open"), gt(invitation.expiresAt, now));
  const [[pages], [people], [invited]] = (await batch(platform, [
    platform
      .select({ count: sql<number>`count(*)` })
      .from(page)
      .where(and(eq(page.workspaceId, workspaceId), eq(page.state, "connected"))),
    platform
      .select({ count: sql<number>`count(*)` })
      .from(member)
      .where(and(here(workspaceId), eq(member.status, "active"))),
    platform
      .select({ count: sql<number>`count(*)` })
      .from(invitation)
      .where(open),
  ])) as [{ count: number }[], { count: number }[], { count: number }[]];
  return { pages: pages?.count ?? 0, people: people?.count ?? 0, invited: invited?.count ?? 0 };
}

/** The workspace's own settings as they were decided, and whether they are in force. One round trip. */
export async function readSettings(platform: Platform, workspaceId: string) {
  const [rows, waiting] = (await batch(platform, [
    platform
      .select({ version: workspace.version, slug: workspace.slug, name: workspace.name, settings: workspace.settings })
      .from(workspace)
      .where(eq(workspace.id, workspaceId)),
    onTheirWay(platform, workspaceId),
  ])) as [Pick<typeof workspace.$inferSelect, "version" | "slug" | "name" | "settings">[], { kind: string }[]];
  const [found] = rows;
  return found === undefined ? undefined : { ...found, pending: waiting.some((row) => row.kind === "workspace") };
}
