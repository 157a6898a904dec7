import { and, eq, gt, inArray, lte, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Audited, Doer } from "../../domain/change.ts";
import { type ErrorCode, Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { droppingLinks } from "./account.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { managedEverywhere, managedIn, mayAskOnPlatform } from "./managed.ts";
import { member, passkey, person, platformMember, recovery, twoFactor, workspace } from "./schema/platform.ts";
import { endingAll } from "./sessions.ts";

/** Ways back for who lost their second factor (SI1): asked for, cancelled, used. Each is one batch. */

const isOpen = (personId: string, now: number) =>
  sql`EXISTS (SELECT 1 FROM recovery WHERE person_id = ${personId} AND state = 'open' AND expires_at > ${now})`;

export interface Asking {
  readonly person: string;
  /** Null: support asks. */
  readonly workspace: string | null;
  readonly asker: string;
}

const holder = alias(member, "holder");

/** What asking rests on, in one round trip: the person, whether this asker may, and every owner who is to be told. */
export async function readAsking(platform: Platform, { person: id, workspace: workspaceId, asker }: Asking) {
  const bool = (holds: SQL) => sql<boolean>`(${holds})`.mapWith(Boolean);
  const here = and(eq(member.personId, id), ne(member.status, "removed"));
  const [people, owners, runners] = (await batch(platform, [
    platform
      .select({
        name: person.name,
        email: person.email,
        language: person.language,
        isMember: bool(
          sql`EXISTS (SELECT 1 FROM member WHERE person_id = ${id} AND workspace_id = ${workspaceId} AND status <> 'removed')`,
        ),
        managed: bool(workspaceId === null ? mayAskOnPlatform(id, asker) : managedIn(workspaceId, id, asker)),
        atOnce: bool(workspaceId === null ? sql`0` : managedEverywhere(id, asker)),
      })
      .from(person)
      .where(eq(person.id, id)),
    platform
      .select({
        workspace: workspace.id,
        slug: workspace.slug,
        settings: workspace.settings,
        // A batch answers by column name: two of one name would be one.
        id: sql<string | null>`${person.id}`.as("owner"),
        email: person.email,
        language: person.language,
      })
      .from(member)
      .innerJoin(workspace, eq(workspace.id, member.workspaceId))
      .leftJoin(
        holder,
        and(
          eq(holder.workspaceId, member.workspaceId),
          eq(holder.role, "owner"),
          eq(holder.status, "active"),
          ne(holder.personId, member.personId),
        ),
      )
      .leftJoin(person, eq(person.id, holder.personId))
      .where(here)
      .orderBy(workspace.id, person.id),
    platform
      .select({ id: person.id, email: person.email, language: person.language })
      .from(platformMember)
      .innerJoin(person, eq(person.id, platformMember.personId))
      .where(
        and(
          eq(platformMember.role, "platform:super_admin"),
          ne(person.id, id),
          sql`EXISTS (SELECT 1 FROM platform_member WHERE person_id = ${id})`,
        ),
      ),
  ])) as [PersonAsked[], OwnerTold[], RunnerTold[]];
  return { person: people[0], owners, runners };
}

interface PersonAsked {
  readonly name: string;
  readonly email: string;
  readonly language: "en" | "ar" | null;
  readonly isMember: boolean;
  readonly managed: boolean;
  readonly atOnce: boolean;
}

/** A workspace of the person's, and an owner of it; `id` is null where there is no other owner. */
interface OwnerTold {
  readonly workspace: string;
  readonly slug: string;
  readonly settings: { readonly language: "en" | "ar" };
  readonly id: string | null;
  readonly email: string | null;
  readonly language: "en" | "ar" | null;
}

/** Whoever runs the platform, where the person has a part in that. */
interface RunnerTold {
  readonly id: string;
  readonly email: string;
  readonly language: "en" | "ar" | null;
}

export interface NewRecovery extends Asking {
  readonly id: string;
  readonly reason: string;
  readonly tokenHash: string;
  readonly startsAt: number;
  readonly expiresAt: number;
}

export async function writeRecovery(
  platform: Platform,
  row: NewRecovery,
  mails: readonly Statement[],
  doer: Doer,
  fresh: Fresh,
): Promise<void> {
  const at = fresh.now();
  const { id, person: personId, workspace: workspaceId, asker, reason, tokenHash, startsAt, expiresAt } = row;
  const guards: readonly Guarded[] = [
    [workspaceId === null ? mayAskOnPlatform(personId, asker) : managedIn(workspaceId, personId, asker), "not_allowed"],
    [sql`NOT ${isOpen(personId, at)}`, "conflict"],
    ...(startsAt > at ? [] : [[managedEverywhere(personId, asker), "conflict"] as const]),
  ];
  const audited = {
    act: "recovery.asked",
    subjectKind: "person",
    subject: personId,
    detail: { recovery: id, reason, startsAt, expiresAt },
  };
  await guarded(platform, guards, [
    // One that ran out unused makes room for another.
    platform
      .update(recovery)
      .set({ state: "cancelled", settledAt: at })
      .where(and(eq(recovery.personId, personId), eq(recovery.state, "open"), lte(recovery.expiresAt, at))),
    platform
      .insert(recovery)
      .values({ id, personId, workspaceId, askedBy: asker, reason, tokenHash, state: "open", createdAt: at, startsAt, expiresAt }),
    ...(await auditOnPlatform(platform, workspaceId, [audited], doer, at, fresh)),
    ...mails,
  ]);
}

/** Open ones of these people. */
export function openRecoveries(platform: Platform, of: { readonly person: string } | { readonly workspace: string }, now: number) {
  const people =
    "person" in of
      ? eq(recovery.personId, of.person)
      : inArray(
          recovery.personId,
          platform
            .select({ id: member.personId })
            .from(member)
            .where(and(eq(member.workspaceId, of.workspace), ne(member.status, "removed"))),
        );
  return platform
    .select({
      id: recovery.id,
      person: recovery.personId,
      startsAt: recovery.startsAt,
      expiresAt: recovery.expiresAt,
      reason: recovery.reason,
    })
    .from(recovery)
    .where(and(people, eq(recovery.state, "open"), gt(recovery.expiresAt, now)));
}

/** By the person; or by somebody who may manage them in that workspace. */
export async function cancel(
  platform: Platform,
  { person: personId, workspace: workspaceId, by }: { readonly person: string; readonly workspace: string | null; readonly by: string },
  doer: Doer,
  fresh: Fresh,
): Promise<void> {
  const at = fresh.now();
  const guards: readonly Guarded[] = [
    ...(workspaceId === null
      ? []
      : [
          [
            sql`EXISTS (SELECT 1 FROM member WHERE person_id = ${personId} AND workspace_id = ${workspaceId} AND status <> 'removed')`,
            "not_found",
          ] as const,
          [managedIn(workspaceId, personId, by), "not_allowed"] as const,
        ]),
    [isOpen(personId, at), "not_found"],
  ];
  const audited: Audited = { act: "recovery.cancelled", subjectKind: "person", subject: personId, detail: {} };
  await guarded(platform, guards, [
    platform
      .update(recovery)
      .set({ state: "cancelled", settledAt: at, settledBy: by })
      .where(and(eq(recovery.personId, personId), eq(recovery.state, "open"))),
    ...(await auditOnPlatform(platform, workspaceId, [audited], doer, at, fresh)),
  ]);
}

/** A link that opens something now, and whose. */
export async function findUsable(platform: Platform, tokenHash: string, now: number) {
  const [row] = await platform
    .select({
      id: recovery.id,
      workspace: recovery.workspaceId,
      person: person.id,
      email: person.email,
      language: person.language,
      settings: workspace.settings,
    })
    .from(recovery)
    .innerJoin(person, eq(person.id, recovery.personId))
    .leftJoin(workspace, eq(workspace.id, recovery.workspaceId))
    .where(and(eq(recovery.tokenHash, tokenHash), usable(now)));
  return row;
}

const usable = (now: number) => and(eq(recovery.state, "open"), lte(recovery.startsAt, now), gt(recovery.expiresAt, now));

/** All factors and all sessions, at once; triggers say so to the records, the rooms and the console. */
export async function use(
  platform: Platform,
  { id, person: personId, workspace: workspaceId }: { readonly id: string; readonly person: string; readonly workspace: string | null },
  mails: readonly Statement[],
  doer: Doer,
  fresh: Fresh,
): Promise<void> {
  const at = fresh.now();
  const audited: Audited = { act: "recovery.used", subjectKind: "person", subject: personId, detail: { recovery: id } };
  const stands = sql`EXISTS (SELECT 1 FROM recovery WHERE id = ${id} AND state = 'open' AND starts_at <= ${at} AND expires_at > ${at})`;
  await guarded(
    platform,
    [[stands, "link_over"]],
    [
      platform.update(recovery).set({ state: "used", settledAt: at, settledBy: personId }).where(eq(recovery.id, id)),
      platform.delete(twoFactor).where(eq(twoFactor.userId, personId)),
      platform.delete(passkey).where(eq(passkey.userId, personId)),
      platform.update(person).set({ twoFactorEnabled: false }).where(eq(person.id, personId)),
      endingAll(platform, personId),
      droppingLinks(platform, personId),
      ...(await auditOnPlatform(platform, workspaceId, [audited], doer, at, fresh)),
      ...mails,
    ],
  );
}

type Guarded = readonly [SQL, ErrorCode];

async function guarded(platform: Platform, guards: readonly Guarded[], statements: readonly Statement[]): Promise<void> {
  try {
    await batch(platform, [...guards.map(([holds]) => platform.run(guard(holds))), ...statements]);
  } catch (error) {
    if (!refusedByGuard(error)) throw error;
    const held = await Promise.all(guards.map(([holds]) => platform.get<{ held: number }>(sql`SELECT (${holds}) AS held`)));
    throw new Refusal(guards[held.findIndex((row) => row?.held !== 1)]?.[1] ?? "conflict");
  }
}
