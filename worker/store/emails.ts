import { and, eq, gt, ne, sql } from "drizzle-orm";
import * as v from "valibot";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { droppingLinks, wantedLink } from "./account.ts";
import { person, verification } from "./schema/platform.ts";

/** Links that show whose an address is (SI1): of the address somebody has, or of the one they want. One of each a person, known by its hash. */

const link = v.object({
  person: v.string(),
  /** The person's address when it was asked for: after another change it opens nothing. */
  from: v.string(),
  /** What it becomes; null: it was only to be shown. */
  to: v.nullable(v.string()),
});
export type EmailLink = v.InferOutput<typeof link>;

/** Replaces the link of that kind that was there. */
export function keepLink(platform: Platform, hash: string, asked: EmailLink, at: number, until: number): Statement {
  const id = asked.to === null ? `email-shown ${asked.person}` : wantedLink(asked.person);
  const row = {
    identifier: hash,
    value: JSON.stringify(asked),
    expiresAt: new Date(until),
    createdAt: new Date(at),
    updatedAt: new Date(at),
  };
  return platform
    .insert(verification)
    .values({ id, ...row })
    .onConflictDoUpdate({ target: verification.id, set: row });
}

/** What the link was for, while it is open. */
export async function findLink(platform: Platform, hash: string, now: number): Promise<EmailLink | undefined> {
  const [row] = await platform.select({ value: verification.value }).from(verification).where(isOpen(hash, now));
  return row === undefined ? undefined : v.parse(link, JSON.parse(row.value));
}

const isOpen = (hash: string, now: number) => and(eq(verification.identifier, hash), gt(verification.expiresAt, new Date(now)));

/** Follows it, once. False: it is over, or the address it stands for is somebody's or no longer theirs. */
export async function followLink(
  platform: Platform,
  hash: string,
  followed: EmailLink,
  at: number,
  also: readonly Statement[],
): Promise<boolean> {
  const { person: id, from, to } = followed;
  const open = sql`EXISTS (SELECT 1 FROM verification WHERE identifier = ${hash} AND expires_at > ${at})`;
  const same = sql`EXISTS (SELECT 1 FROM person WHERE id = ${id} AND email = ${from})`;
  try {
    await batch(platform, [
      platform.run(guard(open)),
      platform.run(guard(same)),
      platform.delete(verification).where(eq(verification.identifier, hash)),
      platform
        .update(person)
        .set({ email: to ?? from, emailVerified: true, updatedAt: new Date(at) })
        .where(eq(person.id, id)),
      // A link to the old mailbox opens nothing of theirs any more.
      ...(to === null ? [] : [droppingLinks(platform, id)]),
      ...also,
    ]);
    return true;
  } catch (error) {
    if (refusedByGuard(error)) return false;
    throw error;
  }
}

/** Whether it is another person's. */
export async function isTaken(platform: Platform, email: string, personId: string): Promise<boolean> {
  const rows = await platform
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.email, email), ne(person.id, personId)));
  return rows.length > 0;
}
