import { and, eq, ne, or, type SQL, sql } from "drizzle-orm";
import * as v from "valibot";
import { type PasskeyRow, passkeyRow } from "../../domain/account.ts";
import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { holds, mustProve, who } from "./people.ts";
import { account, member, passkey, person, session, twoFactor, verification } from "./schema/platform.ts";

/** One's own account (SI1): who somebody is, what proves it, and every change of that which the library does not make. */

/** Whoever holds a session, and all that a change of their account rests on. */
export interface Seat {
  readonly session: string;
  /** The session's own; what was shown may be the one before. */
  readonly token: string;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly secondFactorAt: number | null;
  readonly person: Person;
  readonly totp: boolean;
  readonly passkeys: readonly PasskeyRow[];
  readonly mustProve: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly language: "en" | "ar" | null;
  /** Of mails to them: their own, else that of a workspace of theirs. */
  readonly reads: "en" | "ar";
}

// By their names: as columns they would lose their tables in a select from one table alone.
const workspaceLanguage = sql<"en" | "ar" | null>`(SELECT place.settings ->> '$.language' FROM workspace AS place
  JOIN member AS seat ON seat.workspace_id = place.id WHERE seat.person_id = person.id AND seat.status = 'active' ORDER BY seat.created_at LIMIT 1)`;
const personFields = {
  id: person.id,
  name: person.name,
  email: person.email,
  emailVerified: person.emailVerified,
  language: person.language,
  workspaceLanguage,
};
const hasTotp = sql<boolean>`EXISTS (SELECT 1 FROM two_factor WHERE two_factor.person_id = person.id AND two_factor.verified = 1)`.mapWith(
  Boolean,
);
const passkeyRows = v.array(
  v.object({
    ...passkeyRow.entries,
    backedUp: v.pipe(
      v.number(),
      v.transform((flag) => flag === 1),
    ),
  }),
);
const passkeys = sql<
  PasskeyRow[]
>`(SELECT json_group_array(json_object('id', passkey.id, 'name', passkey.name, 'createdAt', passkey.created_at,
  'backedUp', passkey.backed_up) ORDER BY passkey.created_at, passkey.id) FROM passkey WHERE passkey.person_id = person.id)`.mapWith(
  (json: string) => v.parse(passkeyRows, JSON.parse(json)),
);

type PersonRow = Omit<Person, "reads"> & { readonly workspaceLanguage: "en" | "ar" | null };

function personOf({ workspaceLanguage: theirs, ...row }: PersonRow): Person {
  return { ...row, reads: row.language ?? theirs ?? "en" };
}

/** Who holds this token. One statement; undefined where the session does not stand. */
export async function readSeat(platform: Platform, token: string, now: number): Promise<Seat | undefined> {
  const [row] = await platform
    .select({ who, person: personFields, totp: hasTotp, passkeys, mustProve: mustProve(person.id) })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .where(holds(token, now))
    .limit(1);
  if (row === undefined) return undefined;
  const { session: id, token: current, createdAt, seenAt, secondFactorAt } = row.who;
  const times = { createdAt: createdAt.getTime(), seenAt: seenAt.getTime(), secondFactorAt };
  return {
    session: id,
    token: current,
    ...times,
    person: personOf(row.person),
    totp: row.totp,
    passkeys: row.passkeys,
    mustProve: row.mustProve,
  };
}

export async function findPerson(
  platform: Platform,
  by: { readonly id: string } | { readonly email: string },
): Promise<Person | undefined> {
  const [row] = await platform
    .select(personFields)
    .from(person)
    .where("id" in by ? eq(person.id, by.id) : eq(person.email, by.email));
  return row === undefined ? undefined : personOf(row);
}

/** As `hashPassword` gave it; null: they have none. */
export async function readPassword(platform: Platform, personId: string): Promise<string | null> {
  const [row] = await platform.select({ password: account.password }).from(account).where(ownAccount(personId));
  return row?.password ?? null;
}

/** Where the library keeps a person's password. */
const ownAccount = (personId: string) =>
  and(eq(account.userId, personId), eq(account.providerId, "credential"), eq(account.accountId, personId));

/**
 * Links and codes that were on their way to somebody: what they were for has changed. Also to another address they want: whoever asked
 * for that may be who is put out by the change.
 */
export function droppingLinks(platform: Platform, personId: string): Statement {
  return platform.delete(verification).where(or(eq(verification.value, personId), eq(verification.id, wantedLink(personId))));
}

/** The row of the link to the address that somebody wants: one a person. */
export const wantedLink = (personId: string) => `email-wanted ${personId}`;

/** Another password over the one that was just shown, and the end of every other session. Throws where it is no longer that one, or where this session ended. */
export function changingPassword(
  platform: Platform,
  change: { readonly person: string; readonly session: string; readonly from: string; readonly to: string },
  at: number,
): Statement[] {
  const { person: id, from, to } = change;
  return [
    platform.run(guard(sql`EXISTS (SELECT 1 FROM account WHERE person_id = ${id} AND password = ${from})`)),
    // It may have been ended while the passwords were hashed.
    platform.run(guard(sql`EXISTS (SELECT 1 FROM session WHERE id = ${change.session} AND pending = 0)`)),
    platform
      .update(account)
      .set({ password: to, updatedAt: new Date(at) })
      .where(and(ownAccount(id), eq(account.password, from))),
    platform.delete(session).where(and(eq(session.userId, id), ne(session.id, change.session))),
    droppingLinks(platform, id),
  ];
}

export type Factor = { readonly totp: true } | { readonly passkey: string };

/** Takes one factor away; whoever must have one keeps the last one. Without any, no session goes on as proven. */
export async function removeFactor(platform: Platform, personId: string, factor: Factor, also: readonly Statement[]): Promise<void> {
  const isTotp = "totp" in factor;
  const there = isTotp
    ? sql`EXISTS (SELECT 1 FROM two_factor WHERE person_id = ${personId})`
    : sql`EXISTS (SELECT 1 FROM passkey WHERE person_id = ${personId} AND id = ${factor.passkey})`;
  const another = isTotp
    ? sql`EXISTS (SELECT 1 FROM passkey WHERE person_id = ${personId})`
    : sql`(EXISTS (SELECT 1 FROM two_factor WHERE person_id = ${personId} AND verified = 1)
        OR EXISTS (SELECT 1 FROM passkey WHERE person_id = ${personId} AND id <> ${factor.passkey}))`;
  const mayGo = sql`(${another} OR NOT ${mustProve(personId)})`;
  const none = sql`NOT EXISTS (SELECT 1 FROM two_factor WHERE person_id = ${personId} AND verified = 1)
    AND NOT EXISTS (SELECT 1 FROM passkey WHERE person_id = ${personId})`;
  try {
    await batch(platform, [
      platform.run(guard(there)),
      platform.run(guard(mayGo)),
      isTotp
        ? platform.delete(twoFactor).where(eq(twoFactor.userId, personId))
        : platform.delete(passkey).where(and(eq(passkey.userId, personId), eq(passkey.id, factor.passkey))),
      platform
        .update(session)
        .set({ secondFactorAt: null })
        .where(and(eq(session.userId, personId), none)),
      ...also,
    ]);
  } catch (error) {
    if (!refusedByGuard(error)) throw error;
    throw (await isTrue(platform, there)) ? new Refusal("not_allowed", { why: "last_factor" }) : new Refusal("not_found");
  }
}

async function isTrue(platform: Platform, condition: SQL): Promise<boolean> {
  return (await platform.get<{ held: number }>(sql`SELECT (${condition}) AS held`))?.held === 1;
}

/** The flag that sign-in asks by, as the factor stands: of two first codes at once the library may take it back behind the trigger. */
export function keepingFlag(platform: Platform, personId: string): Statement {
  const twoFactorEnabled = sql`EXISTS (SELECT 1 FROM two_factor WHERE two_factor.person_id = ${personId} AND two_factor.verified = 1)`;
  return platform.update(person).set({ twoFactorEnabled }).where(eq(person.id, personId));
}

/** False: they have no such passkey. */
export async function renamePasskey(platform: Platform, personId: string, id: string, name: string): Promise<boolean> {
  const rows = await platform
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.userId, personId), eq(passkey.id, id)))
    .returning({ id: passkey.id });
  return rows.length === 1;
}

export interface OwnChange {
  readonly name: string;
  readonly language: "en" | "ar" | null;
}

/** Another name or language. The name stands in every workspace of theirs: each is told by an outbox row. */
export async function changePerson(platform: Platform, before: Person, after: OwnChange, doer: Doer, fresh: Fresh): Promise<void> {
  const at = fresh.now();
  const { id, name, language } = before;
  if (name === after.name && language === after.language) return;
  const audited = { act: "person.changed", subjectKind: "person", subject: id, detail: { before: { name, language }, after } };
  const renamed =
    name === after.name
      ? []
      : [
          platform
            .update(member)
            .set({ version: sql`${member.version} + 1` })
            .where(eq(member.personId, id)),
          platform.run(sql`INSERT INTO outbox (kind, workspace_id, subject, created_at, due_at)
            SELECT 'member', workspace_id, person_id, ${at}, ${at} FROM member WHERE person_id = ${id}`),
        ];
  await batch(platform, [
    platform
      .update(person)
      .set({ ...after, updatedAt: new Date(at) })
      .where(eq(person.id, id)),
    ...renamed,
    ...(await auditOnPlatform(platform, null, [audited], doer, at, fresh)),
  ]);
}
