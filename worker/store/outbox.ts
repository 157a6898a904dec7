import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Platform } from "./database.ts";
import { outbox } from "./schema/platform.ts";

/** What a shard or a room has yet to learn, as a row of the platform's outbox. */
export type Due = Pick<typeof outbox.$inferSelect, "n" | "kind" | "workspaceId" | "subject" | "session" | "attempts">;

/** What somebody decided about and waits for: members, teams or a workspace by its own id; with null, people whose sessions ended. */
export interface Subjects {
  readonly workspace: string | null;
  readonly subjects: readonly string[];
}

const about = ({ workspace, subjects }: Subjects) =>
  and(sql`${outbox.workspaceId} IS ${workspace}`, sql`${outbox.subject} IN (SELECT value FROM json_each(${JSON.stringify(subjects)}))`);

/** Whether anything about them has yet to reach its shard or its rooms. */
export async function isWaiting(platform: Platform, subjects: Subjects): Promise<boolean> {
  const rows = await platform
    .select({ n: outbox.n })
    .from(outbox)
    .where(and(isNull(outbox.doneAt), about(subjects)))
    .limit(1);
  return rows.length > 0;
}

/**
 * Rows whose time has come: those that failed least first, so that a shard or room that fails again and again holds back nobody else's
 * news; then the oldest. A row behind an earlier one of its subject that waits for another try waits with it:
 * one subject's news are applied in order.
 */
export function dueOutbox(platform: Platform, now: number, limit: number, only?: Subjects): Promise<Due[]> {
  const { n, kind, workspaceId, subject, session, attempts } = outbox;
  return platform
    .select({ n, kind, workspaceId, subject, session, attempts })
    .from(outbox)
    .where(
      and(
        isNull(outbox.doneAt),
        lte(outbox.dueAt, now),
        only === undefined ? undefined : about(only),
        sql`NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.done_at IS NULL AND earlier.due_at > ${now} AND earlier.n < ${outbox.n}
          AND earlier.subject = ${outbox.subject} AND earlier.workspace_id IS ${outbox.workspaceId})`,
      ),
    )
    .orderBy(asc(outbox.attempts), asc(outbox.n))
    .limit(limit);
}

/** Only a row that nobody finished yet: two runners may hold the same one. */
const undone = (n: number) => and(eq(outbox.n, n), isNull(outbox.doneAt));

export async function markDone(platform: Platform, ns: readonly number[], now: number): Promise<void> {
  if (ns.length === 0) return;
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(ns)}))`;
  await platform
    .update(outbox)
    .set({ doneAt: now })
    .where(and(inArray(outbox.n, asked), isNull(outbox.doneAt)));
}

export async function retryLater(platform: Platform, n: number, dueAt: number): Promise<void> {
  await platform
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1`, dueAt })
    .where(undone(n));
}
