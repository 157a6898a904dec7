import * as v from "valibot";
import type { DeliveredLead } from "../../domain/delivery.ts";
import { instant, metaId } from "../../domain/ids.ts";
import type { Platform } from "./database.ts";

/** What is kept of a POST of Meta's besides its changes. `id` is the SHA-256 of the raw body, hex. */
export const deliveryRecord = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  receivedAt: instant,
  verdict: v.picklist(["accepted", "unreadable"]),
  bytes: v.number(),
  leads: v.number(),
  ignored: v.number(),
  bad: v.number(),
  colo: v.nullable(v.string()),
  country: v.nullable(v.string()),
  ip: v.nullable(v.string()),
  browser: v.nullable(v.string()),
});
export type DeliveryRecord = v.InferOutput<typeof deliveryRecord>;

export const deliveredLead = v.object({
  lead: metaId,
  page: metaId,
  form: v.nullable(metaId),
  ad: v.nullable(metaId),
  createdAt: instant,
  connectionTest: v.boolean(),
}) satisfies v.GenericSchema<unknown, DeliveredLead>;

/** One change on its way, as whoever holds its lease sees it. */
export interface ClaimedChange {
  readonly lead: string;
  readonly page: string;
  readonly form: string | null;
  readonly ad: string | null;
  readonly createdAt: number;
  readonly receivedAt: number;
  /** The class of the last failure, and how often in a row it was that one. */
  readonly failure: string | null;
  readonly attempts: number;
  /** Whose it was when it was last worked on; null: nobody has yet. */
  readonly workspace: string | null;
}

export interface Stored {
  readonly lead: string;
  readonly page: string;
  readonly state: string;
  readonly lease: string | null;
}

/** A delivery with more changes than this is bulk: single leads of the same Page go first. */
export const SINGLES = 5;

/**
 * Stores a delivery and each change in it, once, in one batch: the durable write before the 200 (IN1). With a lease the new
 * changes are already claimed by the request that goes on with them.
 */
export async function storeDelivery(
  platform: Platform,
  delivery: DeliveryRecord,
  leads: readonly DeliveredLead[],
  lease: { readonly id: string; readonly until: number } | null,
): Promise<Stored[]> {
  const database = platform.$client;
  const [, changes] = await database.batch<Stored>([
    database
      .prepare(
        `INSERT INTO delivery (id, received_at, verdict, bytes, leads, ignored, bad, colo, country, ip, browser)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET repeats = repeats + 1`,
      )
      .bind(
        delivery.id,
        delivery.receivedAt,
        delivery.verdict,
        delivery.bytes,
        delivery.leads,
        delivery.ignored,
        delivery.bad,
        delivery.colo,
        delivery.country,
        delivery.ip,
        delivery.browser,
      ),
    database
      .prepare(
        `INSERT INTO change (lead, page, form, ad, created_at, delivery, received_at, state, reason, settled_at, bulk, due_at, lease, lease_until)
         SELECT value ->> 'lead', value ->> 'page', value ->> 'form', value ->> 'ad', value ->> 'createdAt', ?2, ?3,
           iif(value ->> 'connectionTest', 'unread', 'waiting'), iif(value ->> 'connectionTest', 'connection_test', NULL),
           iif(value ->> 'connectionTest', ?3, NULL), ?4, ?3, iif(value ->> 'connectionTest', NULL, ?5), iif(value ->> 'connectionTest', 0, ?6)
         FROM json_each(?1) WHERE true
         ON CONFLICT (lead) DO UPDATE SET repeats = repeats + 1
         RETURNING lead, page, state, lease`,
      )
      .bind(JSON.stringify(leads), delivery.id, delivery.receivedAt, leads.length > SINGLES ? 1 : 0, lease?.id ?? null, lease?.until ?? 0),
  ]);
  return changes?.results ?? [];
}

const CLAIMED = "lead, page, form, ad, created_at AS createdAt, received_at AS receivedAt, failure, attempts, workspace_id AS workspace";

/** So often may whoever holds a change vanish with it, before a person has to look. */
const VANISHED_TRIES = 10;

/**
 * Leases up to `limit` due changes of a Page, singles before bulk. Two claims never hold the same change. A lease that ran out means that
 * its holder vanished (an isolate that died), which counts as a failure; where that goes on, changes are taken one at a time, so that the
 * one that kills its holders is found and parked.
 */
export async function claimDue(
  platform: Platform,
  page: string,
  lease: { readonly id: string; readonly until: number },
  now: number,
  limit: number,
): Promise<ClaimedChange[]> {
  const due = (bulk: 0 | 1) =>
    `SELECT lead, bulk FROM (SELECT lead, bulk FROM change WHERE page = ?1 AND bulk = ${bulk} AND state = 'waiting' AND due_at <= ?2 AND lease_until <= ?2 ORDER BY due_at LIMIT ?3)`;
  const vanished = "state = 'waiting' AND due_at <= ?2 AND lease_until <= ?2 AND lease IS NOT NULL";
  const [, claimed] = await platform.$client.batch<ClaimedChange>([
    platform.$client
      .prepare(
        `UPDATE change SET state = 'parked', failure = 'permanent', reason = 'vanished', lease = NULL, settled_at = ?2
         WHERE page = ?1 AND ${vanished} AND failure = 'vanished' AND attempts >= ${VANISHED_TRIES}`,
      )
      .bind(page, now),
    platform.$client
      .prepare(
        `UPDATE change SET lease = ?4, lease_until = ?5,
           attempts = CASE WHEN lease IS NULL THEN attempts WHEN failure = 'vanished' THEN attempts + 1 ELSE 1 END,
           failure = iif(lease IS NULL, failure, 'vanished'), reason = iif(lease IS NULL, reason, 'vanished')
         WHERE lead IN (SELECT lead FROM (${due(0)} UNION ALL ${due(1)}) ORDER BY bulk
           LIMIT iif(EXISTS (SELECT 1 FROM change WHERE page = ?1 AND ${vanished} AND failure = 'vanished' AND attempts >= 2), 1, ?3))
         RETURNING ${CLAIMED}`,
      )
      .bind(page, now, limit, lease.id, lease.until),
  ]);
  return claimed?.results ?? [];
}

/** The changes that a stored delivery left in this lease's hands. */
export async function leased(platform: Platform, lease: string, leads: readonly string[]): Promise<ClaimedChange[]> {
  const { results } = await platform.$client
    .prepare(`SELECT ${CLAIMED} FROM change WHERE lead IN (SELECT value FROM json_each(?1)) AND state = 'waiting' AND lease = ?2`)
    .bind(JSON.stringify(leads), lease)
    .all<ClaimedChange>();
  return results;
}

/** What became of one claimed change. */
export interface Settled {
  readonly lead: string;
  readonly state: "waiting" | "done" | "parked" | "unread";
  readonly workspace: string | null;
  readonly outcome: string | null;
  readonly failure: string | null;
  readonly reason: string | null;
  readonly trace: string | null;
  readonly dueAt: number;
  readonly attempts: number;
}

/** Writes what became of the changes; fenced by the lease, so that a worker that slept past it changes nothing. */
export async function settle(platform: Platform, lease: string, settled: readonly Settled[], now: number): Promise<void> {
  if (settled.length === 0) return;
  await platform.$client
    .prepare(
      `UPDATE change SET state = done.state, workspace_id = done.workspace, outcome = done.outcome, failure = done.failure, reason = done.reason,
         trace = done.trace, due_at = done.due, attempts = done.attempts, lease = NULL, lease_until = 0,
         settled_at = iif(done.state = 'waiting', NULL, ?3)
       FROM (SELECT value ->> 'lead' AS lead, value ->> 'state' AS state, value ->> 'workspace' AS workspace, value ->> 'outcome' AS outcome,
         value ->> 'failure' AS failure, value ->> 'reason' AS reason, value ->> 'trace' AS trace, value ->> 'dueAt' AS due,
         value ->> 'attempts' AS attempts FROM json_each(?1)) AS done
       WHERE change.lead = done.lead AND change.lease = ?2`,
    )
    .bind(JSON.stringify(settled), lease, now)
    .run();
}

/**
 * Pages with changes that are due and in nobody's hands, from `from` on and around: one seek a Page, whatever waits elsewhere. Begun at
 * another place each time, no Page waits behind others for ever.
 */
export async function pagesDue(platform: Platform, now: number, limit: number, from: string): Promise<string[]> {
  const after = await pagesDueFrom(platform, now, limit, from);
  return after.length >= limit || from === ""
    ? after
    : [...new Set([...after, ...(await pagesDueFrom(platform, now, limit - after.length, ""))])];
}

async function pagesDueFrom(platform: Platform, now: number, limit: number, from: string): Promise<string[]> {
  const { results } = await platform.$client
    .prepare(
      `WITH RECURSIVE waiting(page) AS (
         SELECT min(page) FROM change WHERE state = 'waiting' AND page >= ?3
         UNION ALL SELECT (SELECT min(page) FROM change WHERE state = 'waiting' AND page > waiting.page) FROM waiting WHERE waiting.page IS NOT NULL)
       SELECT page FROM waiting WHERE page IS NOT NULL AND (
         EXISTS (SELECT 1 FROM change WHERE page = waiting.page AND bulk = 0 AND state = 'waiting' AND due_at <= ?1 AND lease_until <= ?1)
         OR EXISTS (SELECT 1 FROM change WHERE page = waiting.page AND bulk = 1 AND state = 'waiting' AND due_at <= ?1 AND lease_until <= ?1))
       LIMIT ?2`,
    )
    .bind(now, limit, from)
    .all<{ page: string }>();
  return results.map((row) => row.page);
}

/** A drain that failed for good says so on every change it left waiting; they stay due, for the sweep. */
export async function noteDead(platform: Platform, page: string, now: number): Promise<void> {
  await platform.$client
    .prepare(
      `UPDATE change SET failure = 'transient', reason = 'dead_letter', attempts = attempts + 1 WHERE page = ?1 AND state = 'waiting' AND due_at <= ?2`,
    )
    .bind(page, now)
    .run();
}
