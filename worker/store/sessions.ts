import { and, desc, eq, lte, ne, sql } from "drizzle-orm";
import type { SessionRow } from "../../domain/account.ts";
import type { Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { ROTATION_MS, stands } from "./people.ts";
import { account, knownBrowser, session } from "./schema/platform.ts";

/** A person's sessions (SI2): opened, renewed, listed and ended. Triggers make the news of what opens and ends. */

/** From where somebody comes. */
export interface Place {
  readonly ip: string | null;
  readonly browser: string | null;
  readonly country: string | null;
  readonly city: string | null;
}

/** A session that the library made and that opens nothing yet. */
export interface Opening {
  readonly session: string;
  readonly person: string;
  readonly place: Place;
  /** SHA-256, hex, of what the browser is. */
  readonly browserHash: string;
  readonly secondFactorAt: number | null;
  /** As it was stored when it was shown; null where no password was. */
  readonly password: string | null;
  /** The session it takes the place of. */
  readonly instead: string | null;
}

/** Whether the person signed in with this browser before, and whether with any. */
export async function browsersKnown(
  platform: Platform,
  personId: string,
  hash: string,
): Promise<{ readonly this: boolean; readonly any: boolean }> {
  const rows = await platform.select({ hash: knownBrowser.hash }).from(knownBrowser).where(eq(knownBrowser.personId, personId));
  return { this: rows.some((row) => row.hash === hash), any: rows.length > 0 };
}

/** Opens it, in one batch with all that goes with it; throws where it is no longer there. */
export async function openPending(platform: Platform, opening: Opening, at: number, also: readonly Statement[]): Promise<void> {
  const { session: id, person, place, secondFactorAt, password, instead } = opening;
  /** Deriving a key takes a while, and it may have been changed meanwhile. */
  const still = sql`EXISTS (SELECT 1 FROM account WHERE person_id = ${person} AND password = ${password})`;
  await batch(platform, [
    platform.run(guard(sql`EXISTS (SELECT 1 FROM session WHERE id = ${id} AND person_id = ${person} AND pending = 1)`)),
    ...(password === null ? [] : [platform.run(guard(still))]),
    platform
      .update(session)
      .set({
        pending: false,
        ipAddress: place.ip,
        userAgent: place.browser,
        country: place.country,
        city: place.city,
        secondFactorAt,
        createdAt: new Date(at),
        updatedAt: new Date(at),
      })
      .where(eq(session.id, id)),
    ...(instead === null ? [] : [platform.delete(session).where(eq(session.id, instead))]),
    platform.insert(knownBrowser).values({ personId: person, hash: opening.browserHash, firstAt: at }).onConflictDoNothing(),
    ...also,
  ]);
}

/** A new token for a session, and what else is known of it now. Its last answer is the token that holds by then. */
function renewing(
  platform: Platform,
  renewal: { readonly session: string; readonly from: string; readonly to: string; readonly at: number; readonly proven?: boolean },
): Statement {
  const { session: id, from, to, at, proven = false } = renewal;
  // Whoever renewed it in the meantime has sent a cookie of their own: theirs stands.
  const mine = sql`${session.token} = ${from}`;
  return platform
    .update(session)
    .set({
      previousToken: sql`CASE WHEN ${mine} THEN ${session.token} ELSE ${session.previousToken} END`,
      rotatedAt: sql`CASE WHEN ${mine} THEN ${at} ELSE ${session.rotatedAt} END`,
      token: sql`CASE WHEN ${mine} THEN ${to} ELSE ${session.token} END`,
      ...(proven ? { secondFactorAt: at } : {}),
    })
    .where(and(eq(session.id, id), eq(session.pending, false)))
    .returning({ token: session.token });
}

/** `mine`: the new token is the session's now. `other`: another renewal's is. `gone`: there is no such session. */
export async function renew(
  platform: Platform,
  renewal: Parameters<typeof renewing>[1],
  before: readonly Statement[] = [],
): Promise<"mine" | "other" | "gone"> {
  const results = await batch(platform, [...before, renewing(platform, renewal)]);
  const [row] = results.at(-1) as { token: string }[];
  if (row === undefined) return "gone";
  return row.token === renewal.to ? "mine" : "other";
}

/** The library's own session row where the one that is there goes on. */
export function droppingPending(platform: Platform, id: string): Statement {
  return platform.delete(session).where(and(eq(session.id, id), eq(session.pending, true)));
}

/** Of that person, those that stand, the last used first. */
export async function sessionsOf(platform: Platform, personId: string, current: string | null, now: number): Promise<SessionRow[]> {
  const rows = await platform
    .select()
    .from(session)
    .where(and(eq(session.userId, personId), stands(now)))
    .orderBy(desc(session.updatedAt));
  return rows.map((row) => ({
    id: row.id,
    current: row.id === current,
    browser: row.userAgent,
    ip: row.ipAddress,
    country: row.country,
    city: row.city,
    createdAt: row.createdAt.getTime(),
    seenAt: row.updatedAt.getTime(),
    secondFactor: row.secondFactorAt !== null,
  }));
}

/** Ends one of the person's sessions, or (`null`) all but `except`. Says which. */
export async function endSessions(
  platform: Platform,
  ending: { readonly person: string; readonly session: string | null; readonly except: string | null },
): Promise<string[]> {
  const { person, session: one, except } = ending;
  const which = one === null ? (except === null ? undefined : ne(session.id, except)) : eq(session.id, one);
  const rows = await platform
    .delete(session)
    .where(and(eq(session.userId, person), eq(session.pending, false), which))
    .returning({ id: session.id });
  return rows.map((row) => row.id);
}

/** Every session of that person, also one that is about to open. */
export function endingAll(platform: Platform, personId: string): Statement {
  return platform.delete(session).where(eq(session.userId, personId));
}

/**
 * A token that a session gave up longer than a minute ago: whoever shows it holds a copy, and nobody can tell which of the two is the
 * person. The session ends; whose it was, null where there is none.
 */
export async function endReused(platform: Platform, token: string, doer: Doer, fresh: Fresh): Promise<string | null> {
  const now = fresh.now();
  const reused = and(eq(session.previousToken, token), eq(session.pending, false), lte(session.rotatedAt, now - ROTATION_MS));
  const [found] = await platform.select({ id: session.id, person: session.userId }).from(session).where(reused).limit(1);
  if (found === undefined) return null;
  const { id, person } = found;
  const audited = { act: "auth.session_reused", subjectKind: "person", subject: person, detail: { session: id } };
  try {
    await batch(platform, [
      platform.run(guard(sql`EXISTS (SELECT 1 FROM session WHERE id = ${id} AND previous_token = ${token})`)),
      platform.delete(session).where(eq(session.id, id)),
      ...(await auditOnPlatform(platform, null, [audited], doer, now, fresh)),
    ]);
  } catch (error) {
    // Somebody else was as fast, or it was renewed again.
    if (refusedByGuard(error)) return null;
    throw error;
  }
  return person;
}

/** A better hash of the same password: no change of it, which `updated_at` tells the trigger. */
export async function rehash(platform: Platform, stored: string, better: string): Promise<void> {
  await platform.update(account).set({ password: better }).where(eq(account.password, stored));
}
