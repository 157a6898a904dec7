import { and, desc, eq, lt, or } from "drizzle-orm";
import type { Platform } from "./database.ts";
import { job, jobItem } from "./schema/platform.ts";

/** Jobs as a screen shows them. */

export interface JobProgress {
  readonly id: string;
  readonly kind: string;
  /** `platform` or a workspace's id. */
  readonly scope: string;
  /** `running`: in somebody's hands right now. */
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly counts: Readonly<Record<string, number>>;
  /** How much there is to do, where that is known. */
  readonly total: number | null;
  readonly attempts: number;
  /** Cause of the last failure, a code without values. */
  readonly failure: string | null;
  readonly askedBy: string | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** When it is tried next; meaningless once it is over. */
  readonly dueAt: number;
}

/** Where a page of jobs ends; the next one begins after it. */
export interface JobsAfter {
  readonly createdAt: number;
  readonly id: string;
}

interface JobsWish {
  readonly limit: number;
  readonly after?: JobsAfter;
  readonly kind?: string;
  readonly scope?: string;
}

/** The newest jobs first. */
export async function readJobs(platform: Platform, now: number, wish: JobsWish): Promise<JobProgress[]> {
  const { after, kind, scope } = wish;
  const rows = await platform
    .select()
    .from(job)
    .where(
      and(
        after === undefined
          ? undefined
          : or(lt(job.createdAt, after.createdAt), and(eq(job.createdAt, after.createdAt), lt(job.id, after.id))),
        kind === undefined ? undefined : eq(job.kind, kind),
        scope === undefined ? undefined : eq(job.scope, scope),
      ),
    )
    .orderBy(desc(job.createdAt), desc(job.id))
    .limit(wish.limit);
  return rows.map((row) => progressOf(row, now));
}

/** Single things of a job that are told at once; more of them is a file's business. */
const ITEMS = 200;

export async function readJob(platform: Platform, id: string, now: number) {
  const [rows, items] = await platform.batch([
    platform.select().from(job).where(eq(job.id, id)),
    platform
      .select({ item: jobItem.item, outcome: jobItem.outcome, reason: jobItem.reason })
      .from(jobItem)
      .where(eq(jobItem.job, id))
      .orderBy(jobItem.item)
      .limit(ITEMS),
  ]);
  const [row] = rows;
  return row === undefined ? null : { ...progressOf(row, now), items };
}

function progressOf(row: typeof job.$inferSelect, now: number): JobProgress {
  const { id, kind, scope, counts, total, attempts, failure, askedBy, createdAt, startedAt, endedAt, dueAt } = row;
  const state = row.state === "waiting" && row.leaseUntil > now ? "running" : row.state;
  return { id, kind, scope, state, counts, total, attempts, failure, askedBy, createdAt, startedAt, endedAt, dueAt };
}
