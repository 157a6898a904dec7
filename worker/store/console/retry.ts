import { eq, sql } from "drizzle-orm";
import type { Doer } from "../../../domain/change.ts";
import type { Retried, RetryProgress, RetryWish } from "../../../domain/console.ts";
import { Refusal } from "../../../domain/errors.ts";
import type { Fresh } from "../../../domain/fresh.ts";
import { auditOnPlatform } from "../audit.ts";
import { batch, type Platform } from "../database.ts";
import { guard, refusedByGuard } from "../guard.ts";
import { audit, auditDetail, change } from "../schema/platform.ts";

/** Changes one command sets going: what follows is Meta's to answer, a Page's budget at a time. */
const AT_ONCE = 200;
const ACT = "change.retried";

interface Candidate {
  readonly lead: string;
  readonly page: string;
}

export interface Again extends Retried {
  /** Pages to be drained; none where the same wish was done before. */
  readonly pages: readonly string[];
}

export interface RetryDeps {
  readonly platform: Platform;
  readonly doer: Doer;
  /** The wish's own id: the audit record carries it as its own, so that the same wish is recorded, and done, once. */
  readonly mutation: string;
  readonly fresh: Fresh;
}

/** Makes one parked change due. */
export async function retryChange(deps: RetryDeps, lead: string): Promise<Again> {
  const [known, rows] = await look(deps, sql`lead = ${lead}`);
  if (known !== null) return known;
  const [row] = rows;
  if (row === undefined) throw new Refusal("not_found");
  if (row.state !== "parked") throw new Refusal("conflict");
  return commit(deps, [row], { subjectKind: "change", subject: lead }, 0);
}

/** Makes parked changes of a Page, of a reason, or of both due: the oldest first, so many at once. */
export async function retryParked(deps: RetryDeps, wish: RetryWish): Promise<Again> {
  const page = wish.page === undefined ? sql`true` : sql`page = ${wish.page}`;
  const reason = wish.reason === undefined ? sql`true` : sql`ifnull(reason, 'unknown') = ${wish.reason}`;
  const [known, rows, all] = await look(deps, sql`state = 'parked' AND ${page} AND ${reason}`);
  if (known !== null) return known;
  if (rows.length === 0) return { asked: 0, left: 0, pages: [] };
  const subject =
    wish.page === undefined ? { subjectKind: "reason", subject: wish.reason ?? "" } : { subjectKind: "page", subject: wish.page };
  return commit(deps, rows, subject, all - rows.length);
}

/** The wish as it was done before, if it was; else what it is about. One round trip. */
async function look(
  { platform, mutation }: RetryDeps,
  which: ReturnType<typeof sql>,
): Promise<[known: Again | null, rows: (Candidate & { state: string })[], all: number]> {
  const [recorded, rows, counted] = (await batch(platform, [
    platform
      .select({ act: audit.act, detail: auditDetail.detail })
      .from(audit)
      .innerJoin(auditDetail, eq(auditDetail.audit, audit.id))
      .where(eq(audit.id, mutation)),
    platform
      .select({ lead: change.lead, page: change.page, state: change.state })
      .from(change)
      .where(which)
      .orderBy(change.settledAt)
      .limit(AT_ONCE),
    platform
      .select({ all: sql<number>`count(*)` })
      .from(change)
      .where(which),
  ])) as [{ act: string; detail: Record<string, unknown> }[], (Candidate & { state: string })[], { all: number }[]];
  return [done(recorded[0]), rows, counted[0]?.all ?? 0];
}

function done(recorded: { readonly act: string; readonly detail: Record<string, unknown> } | undefined): Again | null {
  if (recorded === undefined) return null;
  // Another act's record has this id: whoever sends it made it up.
  if (recorded.act !== ACT) throw new Refusal("conflict");
  const { leads, left } = recorded.detail as { leads: readonly string[]; left: number };
  return { asked: leads.length, left, pages: [] };
}

async function commit(
  deps: RetryDeps,
  rows: readonly Candidate[],
  subject: { readonly subjectKind: string; readonly subject: string },
  left: number,
): Promise<Again> {
  const { platform, doer, mutation, fresh } = deps;
  const now = fresh.now();
  const leads = rows.map((row) => row.lead);
  const asked = JSON.stringify(leads);
  const audited = { act: ACT, ...subject, detail: { leads, left } };
  try {
    await batch(platform, [
      // Only a parked change becomes due: one that somebody else set going is theirs.
      platform.run(
        guard(
          sql`(SELECT count(*) FROM change WHERE lead IN (SELECT value FROM json_each(${asked})) AND state = 'parked') = ${leads.length}`,
        ),
      ),
      platform.run(
        sql`UPDATE change SET state = 'waiting', due_at = ${now}, lease = NULL, lease_until = 0, attempts = 0, failure = NULL, settled_at = NULL
          WHERE lead IN (SELECT value FROM json_each(${asked})) AND state = 'parked'`,
      ),
      ...(await auditOnPlatform(platform, null, [audited], doer, now, { ...fresh, id: () => mutation })),
    ]);
  } catch (error) {
    if (!refusedByGuard(error)) throw error;
    // The same wish, sent twice at once: both are answered alike.
    const [known] = await look(deps, sql`false`);
    if (known === null) throw new Refusal("conflict");
    return known;
  }
  return { asked: leads.length, left, pages: [...new Set(rows.map((row) => row.page))] };
}

/** What became of a wish's changes by now; null where there was no such wish. */
export async function readRetry(platform: Platform, mutation: string): Promise<RetryProgress | null> {
  const { results } = await platform.$client
    .prepare(
      `SELECT one.value AS lead, c.state, c.failure FROM audit AS a JOIN audit_detail AS d ON d.audit = a.id
         JOIN json_each(d.detail, '$.leads') AS one LEFT JOIN change AS c ON c.lead = one.value WHERE a.id = ?1 AND a.act = ?2`,
    )
    .bind(mutation, ACT)
    .all<{ lead: string; state: "waiting" | "done" | "parked" | "unread" | null; failure: string | null }>();
  if (results.length === 0) return null;
  const count = (fits: (row: (typeof results)[number]) => boolean) => results.filter(fits).length;
  return {
    asked: results.length,
    pending: count((row) => row.state === "waiting" && row.failure === null),
    later: count((row) => row.state === "waiting" && row.failure !== null),
    // One that the purge has taken since was settled long before.
    done: count((row) => row.state === "done" || row.state === null),
    parked: count((row) => row.state === "parked"),
    unread: count((row) => row.state === "unread"),
  };
}
