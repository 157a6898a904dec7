import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { Doer } from "../../../domain/change.ts";
import type { FoundPerson, WorkspaceLine } from "../../../domain/console-people.ts";
import type { Fresh } from "../../../domain/fresh.ts";
import { auditOnPlatform } from "../audit.ts";
import { batch, type Platform } from "../database.ts";
import { type Guarded, writeGuarded } from "../decisions.ts";
import { stands } from "../people.ts";
import { member, passkey, person, platformMember, recovery, session, twoFactor, workspace } from "../schema/platform.ts";

/** Workspaces and people as the console asks for them. */

const WORKSPACES = 500;

export async function readWorkspaces(platform: Platform): Promise<{ workspaces: WorkspaceLine[]; more: boolean }> {
  const owners = sql<number>`(SELECT count(*) FROM member WHERE member.workspace_id = ${workspace.id} AND member.role = 'owner' AND member.status = 'active')`;
  const rows = await platform
    .select({ id: workspace.id, slug: workspace.slug, name: workspace.name, status: workspace.status, owners })
    .from(workspace)
    .orderBy(asc(workspace.name), asc(workspace.id))
    .limit(WORKSPACES + 1);
  return { workspaces: rows.slice(0, WORKSPACES), more: rows.length > WORKSPACES };
}

/** Whoever has exactly that address. One round trip. */
export async function findPerson(platform: Platform, email: string, now: number): Promise<FoundPerson | null> {
  const theirs = sql`(SELECT id FROM person WHERE email = ${email})`;
  const [people, places] = (await batch(platform, [
    platform
      .select({
        id: person.id,
        name: person.name,
        email: person.email,
        emailVerified: person.emailVerified,
        createdAt: person.createdAt,
        role: platformMember.role,
        totp: sql<boolean>`EXISTS (SELECT 1 FROM ${twoFactor} WHERE ${twoFactor.userId} = ${person.id} AND ${twoFactor.verified} = 1)`.mapWith(
          Boolean,
        ),
        passkeys: sql<number>`(SELECT count(*) FROM ${passkey} WHERE ${passkey.userId} = ${person.id})`,
        sessions: platform.$count(session, and(eq(session.userId, person.id), stands(now))),
        recovery: { startsAt: recovery.startsAt, expiresAt: recovery.expiresAt },
      })
      .from(person)
      .leftJoin(platformMember, eq(platformMember.personId, person.id))
      .leftJoin(recovery, and(eq(recovery.personId, person.id), eq(recovery.state, "open"), sql`${recovery.expiresAt} > ${now}`))
      .where(eq(person.email, email)),
    platform
      .select({ id: workspace.id, name: workspace.name, role: member.role, status: member.status })
      .from(member)
      .innerJoin(workspace, eq(workspace.id, member.workspaceId))
      .where(sql`${member.personId} = ${theirs}`)
      .orderBy(asc(workspace.name)),
  ])) as [(Omit<FoundPerson, "workspaces" | "createdAt"> & { createdAt: Date })[], FoundPerson["workspaces"]];
  const found = people[0];
  return found === undefined ? null : { ...found, createdAt: found.createdAt.getTime(), workspaces: places };
}

/** Ends one session of that person, or all; never the one it is asked from when all are meant. Says how many. */
export async function endSessionsOf(
  platform: Platform,
  ending: { readonly person: string; readonly session: string | null; readonly current: string },
  doer: Doer,
  fresh: Fresh,
): Promise<number> {
  const { person: personId, session: one, current } = ending;
  const audited = { act: "sessions.ended", subjectKind: "person", subject: personId, detail: { session: one ?? "all" } };
  const there: Guarded = [
    sql`EXISTS (SELECT 1 FROM person WHERE id = ${personId})
      AND (${one} IS NULL OR EXISTS (SELECT 1 FROM session WHERE id = ${one} AND person_id = ${personId}))`,
    "not_found",
  ];
  const runs = (person: string | null) =>
    sql`EXISTS (SELECT 1 FROM platform_member WHERE person_id = ${person} AND role = 'platform:super_admin')`;
  /** Nobody puts out whoever is above them. */
  const below: Guarded = [sql`(NOT ${runs(personId)} OR ${runs(doer.person)})`, "not_allowed"];
  const which = one === null ? ne(session.id, current) : eq(session.id, one);
  const [ended] = await writeGuarded(
    platform,
    [there, below],
    [
      platform
        .delete(session)
        .where(and(eq(session.userId, personId), which))
        .returning({ id: session.id }),
      ...(await auditOnPlatform(platform, null, [audited], doer, fresh.now(), fresh)),
    ],
  );
  return (ended as unknown[]).length;
}
