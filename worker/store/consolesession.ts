import { and, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import type { Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { holds, stands, who } from "./people.ts";
import { consoleSession, person, platformMember, session } from "./schema/platform.ts";

/** The console's own short session (SU1): opened by a second factor just proven, in one session, for one person. */

/** Unused for this long it is over. Seen is written at most once a minute, so it may end up to a minute earlier, and never later. */
export const CONSOLE_IDLE_MS = 15 * 60_000;
/** However busy. */
export const CONSOLE_LONGEST_MS = 8 * 3_600_000;
const SEEN_EVERY_MS = 60_000;
/** How young the proof of a second factor has to be that opens one; each opens one only. */
export const PROVEN_MS = 2 * 60_000;

const isOpen = (now: number) => and(gt(consoleSession.expiresAt, now), gt(consoleSession.seenAt, now - CONSOLE_IDLE_MS));
/** Of the row's session and person: one taken from elsewhere opens nothing. */
const isTheirs = and(eq(consoleSession.session, session.id), eq(consoleSession.personId, person.id));

/** Everything an admission to the console rests on, in one statement. `console` is null where the second factor is asked for again. */
export async function readPlatformAdmission(platform: Platform, token: string, consoleHash: string | null, now: number) {
  const [row] = await platform
    .select({ who, role: platformMember.role, console: { id: consoleSession.id, seenAt: consoleSession.seenAt } })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .innerJoin(platformMember, eq(platformMember.personId, person.id))
    .leftJoin(consoleSession, and(isTheirs, eq(consoleSession.tokenHash, consoleHash ?? ""), isOpen(now)))
    .where(holds(token, now))
    .limit(1);
  return row;
}

/** Those of the console sessions that still stand, with the platform role of each: who may go on watching. */
export async function standingConsoles(platform: Platform, ids: readonly string[], now: number): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const rows = await platform
    .select({ id: consoleSession.id, role: platformMember.role })
    .from(consoleSession)
    .innerJoin(session, eq(session.id, consoleSession.session))
    .innerJoin(person, eq(person.id, session.userId))
    .innerJoin(platformMember, eq(platformMember.personId, person.id))
    .where(and(inArray(consoleSession.id, asked), isTheirs, isOpen(now), stands(now)));
  return new Map(rows.map((row) => [row.id, row.role]));
}

export interface NewConsole {
  readonly tokenHash: string;
  readonly session: string;
  readonly person: string;
}

/** Opens one in place of whatever this session had. False where the session, the role or the proof went, or the proof was used. */
export async function openConsoleSession(platform: Platform, made: NewConsole, doer: Doer, fresh: Fresh): Promise<boolean> {
  const [now, id] = [fresh.now(), fresh.id()];
  const audited = { act: "console.entered", subjectKind: "session", subject: made.session, detail: {} };
  try {
    await batch(platform, [
      platform.run(
        guard(sql`EXISTS (SELECT 1 FROM session JOIN platform_member ON platform_member.person_id = session.person_id
          WHERE session.id = ${made.session} AND session.person_id = ${made.person} AND session.second_factor_at > ${now - PROVEN_MS}
          AND NOT EXISTS (SELECT 1 FROM console_session WHERE session_id = session.id AND created_at >= session.second_factor_at))`),
      ),
      // Nobody else looks after those that ran out; one that was left says for a while that its proof was used.
      platform
        .delete(consoleSession)
        .where(or(eq(consoleSession.session, made.session), lt(consoleSession.expiresAt, now - CONSOLE_IDLE_MS))),
      platform.insert(consoleSession).values({
        id,
        tokenHash: made.tokenHash,
        session: made.session,
        personId: made.person,
        createdAt: now,
        seenAt: now,
        expiresAt: now + CONSOLE_LONGEST_MS,
      }),
      ...(await auditOnPlatform(platform, null, [audited], doer, now, fresh)),
    ]);
    return true;
  } catch (error) {
    if (!refusedByGuard(error)) throw error;
    return false;
  }
}

export async function closeConsoleSession(
  platform: Platform,
  left: { readonly id: string; readonly session: string },
  doer: Doer,
  fresh: Fresh,
): Promise<void> {
  const audited = { act: "console.left", subjectKind: "session", subject: left.session, detail: {} };
  const now = fresh.now();
  await batch(platform, [
    platform.update(consoleSession).set({ expiresAt: now }).where(eq(consoleSession.id, left.id)),
    ...(await auditOnPlatform(platform, null, [audited], doer, now, fresh)),
  ]);
}

/** Keeps one that is used from running idle. Writes at most once a minute. */
export async function markConsoleSeen(
  platform: Platform,
  seen: { readonly id: string; readonly seenAt: number },
  now: number,
): Promise<void> {
  if (now - seen.seenAt < SEEN_EVERY_MS) return;
  await platform
    .update(consoleSession)
    .set({ seenAt: now })
    .where(and(eq(consoleSession.id, seen.id), lt(consoleSession.seenAt, now)));
}
