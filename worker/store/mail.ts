import { and, asc, desc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Platform, Statement } from "./database.ts";
import { mail } from "./schema/platform.ts";

/** One mail as it is kept until it is sent: `sealed` is its values, encrypted. */
export interface MailRow {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly language: "en" | "ar";
  readonly sealed: string;
}

/** For the batch of what the mails tell of: no change without its mail, no mail without its change. */
export function insertMails(platform: Platform, rows: readonly MailRow[], at: number): Statement[] {
  return rows.map((row) => platform.insert(mail).values({ ...row, createdAt: at, dueAt: at }));
}

/** A mail in the hands of one runner until `dueAt`, when it is due again for whoever comes. */
export interface HeldMail extends MailRow {
  readonly createdAt: number;
  readonly dueAt: number;
  /** This one among them. */
  readonly attempts: number;
}

const unsettled = and(isNull(mail.sentAt), isNull(mail.failure));

/**
 * Takes mails whose time has come. One statement: of two runners at once, one has a row. Being taken is the try that counts, so a runner
 * that dies with a mail in its hands does not hold it for ever, nor try it for ever.
 */
export function takeMails(platform: Platform, now: number, leaseMs: number, most: number): Promise<HeldMail[]> {
  const due = platform
    .select({ id: mail.id })
    .from(mail)
    .where(and(unsettled, lte(mail.dueAt, now)))
    .orderBy(asc(mail.dueAt))
    .limit(most);
  return platform
    .update(mail)
    .set({ dueAt: now + leaseMs, attempts: sql`${mail.attempts} + 1` })
    .where(and(inArray(mail.id, due), unsettled, lte(mail.dueAt, now)))
    .returning({
      id: mail.id,
      kind: mail.kind,
      recipient: mail.recipient,
      language: mail.language,
      sealed: mail.sealed,
      createdAt: mail.createdAt,
      dueAt: mail.dueAt,
      attempts: mail.attempts,
    });
}

/** Whoever holds it by now: it was sent, and need not be again. `keep`: its values stay, for the outbox page. */
export async function markSent(platform: Platform, id: string, at: number, keep: boolean): Promise<void> {
  await platform
    .update(mail)
    .set({ sentAt: at, ...(keep ? {} : { sealed: "" }) })
    .where(and(eq(mail.id, id), isNull(mail.sentAt)));
}

const stillHeld = ({ id, dueAt }: HeldMail) => and(eq(mail.id, id), eq(mail.dueAt, dueAt), unsettled);

export async function sendLater(platform: Platform, held: HeldMail, dueAt: number): Promise<void> {
  await platform.update(mail).set({ dueAt }).where(stillHeld(held));
}

/** `cause` is without values; what the mail held is gone with it. */
export async function giveUp(platform: Platform, held: HeldMail, cause: string): Promise<void> {
  await platform
    .update(mail)
    .set({ failure: cause.slice(0, 200), sealed: "" })
    .where(stillHeld(held));
}

/** The service's codes for a mail that no other hour makes go: the address bounced or complained before, or it is none. */
export const FINAL_CODES: readonly string[] = ["E_RECIPIENT_SUPPRESSED", "E_VALIDATION_ERROR", "E_CONTENT_TOO_LARGE"];

export interface MailHealth {
  /** Of the mails that wait, how long the oldest has; null: none waits. */
  readonly oldestSeconds: number | null;
  /** Given up in the last two days. */
  readonly failed: number;
  /** None goes: one waits or was given up, not for its own address, and of those written after it none was sent either. */
  readonly stuck: boolean;
}

const LOOKED_BACK_MS = 2 * 86_400_000;
/** A mail that waited so long was refused at least three times. */
const STUCK_MS = 600_000;

export async function readMailHealth(platform: Platform, now: number): Promise<MailHealth> {
  const row = await platform.get<{ oldest: number | null; failed: number; stuck: number | null; sent: number | null }>(sql`
    WITH stuck(since) AS (SELECT min(created_at) FROM mail WHERE created_at > ${now - LOOKED_BACK_MS} AND created_at <= ${now - STUCK_MS}
      AND sent_at IS NULL AND ifnull(failure, '') NOT IN (SELECT value FROM json_each(${JSON.stringify(FINAL_CODES)})))
    SELECT (SELECT min(created_at) FROM mail WHERE sent_at IS NULL AND failure IS NULL) AS oldest,
      (SELECT count(*) FROM mail WHERE created_at > ${now - LOOKED_BACK_MS} AND failure IS NOT NULL) AS failed,
      (SELECT since FROM stuck) AS stuck,
      (SELECT 1 FROM mail WHERE created_at >= (SELECT since FROM stuck) AND sent_at IS NOT NULL LIMIT 1) AS sent`);
  const oldest = row.oldest;
  return {
    oldestSeconds: oldest === null ? null : Math.max(0, Math.floor((now - oldest) / 1000)),
    failed: row.failed,
    stuck: row.stuck !== null && row.sent === null,
  };
}

/** The development outbox: the newest first. */
export function newestMails(platform: Platform, most: number) {
  return platform
    .select({
      id: mail.id,
      kind: mail.kind,
      recipient: mail.recipient,
      language: mail.language,
      sealed: mail.sealed,
      createdAt: mail.createdAt,
      sentAt: mail.sentAt,
    })
    .from(mail)
    .orderBy(desc(mail.createdAt), desc(mail.id))
    .limit(most);
}
