import { and, eq, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { job } from "./schema/platform.ts";

/** A job as whoever holds its lease sees it. */
export interface Held {
  readonly id: string;
  readonly kind: string;
  /** `platform` or a workspace's id. */
  readonly scope: string;
  readonly lease: string;
  readonly state: "waiting" | "done" | "failed";
  readonly cursor: Readonly<Record<string, unknown>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly attempts: number;
  readonly createdAt: number;
}

/** Longer than the slowest step: each step takes it anew. */
export const LEASE_MS = 60_000;
/** Failures and vanished holders in a row, after which a person has to look: about an hour and a half of pauses. */
export const MOST_TRIES = 10;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

const ours = (id: string, lease: string) => and(eq(job.id, id), eq(job.state, "waiting"), eq(job.lease, lease));
const free = (now: number) => and(eq(job.state, "waiting"), lte(job.dueAt, now), lte(job.leaseUntil, now));
const HELD = {
  id: job.id,
  kind: job.kind,
  scope: job.scope,
  state: job.state,
  cursor: job.cursor,
  counts: job.counts,
  attempts: job.attempts,
  createdAt: job.createdAt,
};

export interface Wanted {
  readonly id: string;
  readonly kind: string;
  readonly scope: string;
  readonly cursor?: Readonly<Record<string, unknown>>;
  readonly total?: number;
  readonly askedBy: string | null;
  /** Now, where nothing else is said. */
  readonly dueAt?: number;
}

/** The statement that opens a job; the same id asked for again is the same job. */
export function openJob(platform: Platform, wanted: Wanted, now: number) {
  return platform
    .insert(job)
    .values({ dueAt: now, ...wanted, cursor: { ...wanted.cursor }, state: "waiting", counts: {}, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: job.id });
}

/** Jobs whose time has come and that nobody holds, the longest due first. */
export async function dueJobs(platform: Platform, now: number, limit: number): Promise<string[]> {
  const rows = await platform.select({ id: job.id }).from(job).where(free(now)).orderBy(job.dueAt).limit(limit);
  return rows.map((row) => row.id);
}

/**
 * Takes a job, or null where somebody has it or it is not due. A lease that ran out means that its holder vanished, which counts as a
 * failure: a job that kills its holders is parked in the end.
 */
export async function takeJob(platform: Platform, id: string, lease: string, now: number): Promise<Held | null> {
  const [, taken] = (await batch(platform, [
    platform
      .update(job)
      .set({ state: "failed", failure: "vanished", lease: null, leaseUntil: 0, endedAt: now })
      .where(and(eq(job.id, id), free(now), isNotNull(job.lease), sql`${job.attempts} >= ${MOST_TRIES - 1}`)),
    platform
      .update(job)
      .set({
        lease,
        leaseUntil: now + LEASE_MS,
        attempts: sql`${job.attempts} + (${job.lease} IS NOT NULL)`,
        startedAt: sql`ifnull(${job.startedAt}, ${now})`,
      })
      .where(and(eq(job.id, id), free(now)))
      .returning(HELD),
  ])) as [unknown, Omit<Held, "lease">[]];
  const row = taken[0];
  return row === undefined ? null : { ...row, lease };
}

/** What a step did, and where the next one begins. */
export interface Done {
  /** Statements on the platform: one batch with the job's row. */
  readonly work?: readonly Statement[];
  /** The rows that the last statement of the work touched are added to this count. */
  readonly counted?: string;
  /** Counts as another database has them, written over ours. */
  readonly counts?: Readonly<Record<string, number>>;
  /** While the last statement touched at least so many rows, the next step does the same again. */
  readonly againFrom?: number;
  /** Null: there is no next step. */
  readonly next: Readonly<Record<string, unknown>> | null;
}

/**
 * A step's work and what the job knows of it, in one batch: whoever is killed has done both or neither. Raises where the lease is no
 * longer ours, and then nothing was done.
 */
export async function advance(platform: Platform, held: Held, done: Done, now: number): Promise<Held> {
  const { counted, counts, againFrom, next } = done;
  const again = againFrom === undefined ? sql`0` : sql`changes() >= ${againFrom}`;
  const ended = next === null ? sql`NOT (${again})` : sql`0`;
  const results = await batch(platform, [
    platform.run(guard(sql`EXISTS (SELECT 1 FROM job WHERE id = ${held.id} AND lease = ${held.lease} AND state = 'waiting')`)),
    ...(done.work ?? []),
    platform
      .update(job)
      .set({
        counts:
          counted === undefined
            ? sql`json_patch(counts, ${JSON.stringify(counts ?? {})})`
            : sql`json_set(counts, ${`$."${counted}"`}, ifnull(counts ->> ${counted}, 0) + changes())`,
        cursor: sql`CASE WHEN ${again} THEN cursor ELSE ${JSON.stringify(next ?? {})} END`,
        state: sql`CASE WHEN ${ended} THEN 'done' ELSE state END`,
        endedAt: sql`CASE WHEN ${ended} THEN ${now} ELSE ended_at END`,
        lease: sql`CASE WHEN ${ended} THEN NULL ELSE lease END`,
        leaseUntil: sql`CASE WHEN ${ended} THEN 0 ELSE ${now + LEASE_MS} END`,
        attempts: 0,
        failure: null,
      })
      .where(ours(held.id, held.lease))
      .returning(HELD),
  ]);
  const [row] = results.at(-1) as Omit<Held, "lease">[];
  if (row === undefined) throw new Error("the job's row is gone");
  return { ...row, lease: held.lease };
}

/** What was opened ahead of its cause is due: the cause is there. */
export async function makeJobDue(platform: Platform, id: string, now: number): Promise<void> {
  await platform
    .update(job)
    .set({ dueAt: now })
    .where(and(eq(job.id, id), eq(job.state, "waiting")));
}

/** Or it never came. */
export async function forgetJob(platform: Platform, id: string): Promise<void> {
  await platform.delete(job).where(and(eq(job.id, id), eq(job.state, "waiting"), isNull(job.lease)));
}

/** Puts a job back for whoever comes next. */
export async function putBack(platform: Platform, held: Held): Promise<void> {
  await platform.update(job).set({ lease: null, leaseUntil: 0 }).where(ours(held.id, held.lease));
}

/** A step that failed: later and later again, then parked. Null where the job is no longer in our hands. */
export async function setBack(platform: Platform, held: Held, cause: string, now: number): Promise<"waiting" | "failed" | null> {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** held.attempts);
  const [row] = await platform
    .update(job)
    .set({
      attempts: sql`${job.attempts} + 1`,
      failure: cause.slice(0, 200),
      dueAt: now + pause,
      lease: null,
      leaseUntil: 0,
      state: parkedOr(sql`'failed'`, sql`state`),
      endedAt: parkedOr(sql`${now}`, sql`ended_at`),
    })
    .where(ours(held.id, held.lease))
    .returning({ state: job.state });
  return row === undefined || row.state === "done" ? null : row.state;
}

const parkedOr = (parked: SQL, otherwise: SQL) => sql`CASE WHEN ${job.attempts} + 1 >= ${MOST_TRIES} THEN ${parked} ELSE ${otherwise} END`;

/** A person tries a parked job again, from where it stands. */
export async function retryJob(platform: Platform, id: string, doer: Doer, fresh: Fresh): Promise<void> {
  const now = fresh.now();
  const audited = { act: "job.retried", subjectKind: "job", subject: id, detail: {} };
  try {
    await batch(platform, [
      platform.run(guard(sql`EXISTS (SELECT 1 FROM job WHERE id = ${id} AND state = 'failed')`)),
      platform
        .update(job)
        .set({ state: "waiting", attempts: 0, dueAt: now, endedAt: null })
        .where(and(eq(job.id, id), eq(job.state, "failed"))),
      ...(await auditOnPlatform(platform, null, [audited], doer, now, fresh)),
    ]);
  } catch (error) {
    if (refusedByGuard(error)) throw new Refusal("conflict");
    throw error;
  }
}
