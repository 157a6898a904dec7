import { and, eq, sql } from "drizzle-orm";
import type { Audited, Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform } from "./database.ts";
import { cronRun, cronTick } from "./schema/platform.ts";

export type Tick = typeof cronTick.$inferSelect;
export type Run = typeof cronRun.$inferSelect;
export type Counts = Readonly<Record<string, number>>;

/** How a run ended. */
export interface Ended {
  readonly outcome: "ok" | "failed";
  /** A cause without values. */
  readonly failure: string | null;
  readonly counts: Counts;
}

/** A run that has begun. `n` is its row. */
export interface Begun {
  readonly n: number;
  readonly name: string;
  readonly scheduledAt: number;
  readonly startedAt: number;
  readonly askedBy: string | null;
}

/** The last tick of each job. */
export async function readTicks(platform: Platform): Promise<Map<string, Tick>> {
  const rows = await platform.select().from(cronTick);
  return new Map(rows.map((row) => [row.name, row]));
}

/** From here on a gap of that job can be seen, though it should never tick at all. */
export async function noteKnown(platform: Platform, names: readonly string[], now: number): Promise<void> {
  if (names.length === 0) return;
  await platform
    .insert(cronTick)
    .values(names.map((name) => ({ name, scheduledAt: now, startedAt: now, endedAt: now, outcome: "ok" as const })))
    .onConflictDoNothing();
}

/** Writes down that these jobs begin: whoever is killed leaves a run without an end. A person's run is no tick, and is audited. */
export async function beginRuns(
  platform: Platform,
  runs: readonly { readonly name: string; readonly scheduledAt: number }[],
  doer: Doer | null,
  fresh: Fresh,
): Promise<Begun[]> {
  const now = fresh.now();
  const askedBy = doer?.person ?? null;
  const audited: Audited[] = runs.map((run) => ({ act: "cron.run", subjectKind: "cron", subject: run.name, detail: {} }));
  const results = await batch(platform, [
    platform
      .insert(cronRun)
      .values(runs.map((run) => ({ ...run, startedAt: now, counts: {}, askedBy })))
      .returning({ n: cronRun.n, name: cronRun.name }),
    ...(doer === null
      ? runs.map((run) => {
          const tick = { scheduledAt: run.scheduledAt, startedAt: now, endedAt: null, outcome: null };
          return platform
            .insert(cronTick)
            .values({ name: run.name, ...tick })
            .onConflictDoUpdate({ target: cronTick.name, set: { ...tick, scheduledAt: sql`max(scheduled_at, ${run.scheduledAt})` } });
        })
      : await auditOnPlatform(platform, null, audited, doer, now, fresh)),
  ]);
  const rows = results[0] as { n: number; name: string }[];
  const scheduled = new Map(runs.map((run) => [run.name, run.scheduledAt]));
  return rows.map((row) => ({ ...row, scheduledAt: scheduled.get(row.name) ?? now, startedAt: now, askedBy }));
}

/**
 * Writes down how a run ended. A cron's run that did nothing is taken out again and only counted in its tick's row: a row a minute and
 * job would be thousands a day that say nothing.
 */
export async function endRun(platform: Platform, begun: Begun, ended: Ended, now: number): Promise<void> {
  const byCron = begun.askedBy === null;
  const quiet = byCron && ended.outcome === "ok" && Object.values(ended.counts).every((count) => count === 0);
  await batch(platform, [
    quiet
      ? platform.delete(cronRun).where(eq(cronRun.n, begun.n))
      : platform
          .update(cronRun)
          .set({ ...ended, endedAt: now, counts: { ...ended.counts } })
          .where(eq(cronRun.n, begun.n)),
    ...(byCron
      ? [
          platform
            .update(cronTick)
            .set({ endedAt: now, outcome: ended.outcome, quiet: quiet ? sql`${cronTick.quiet} + 1` : 0 })
            // A later tick may have begun meanwhile: its row is its own.
            .where(and(eq(cronTick.name, begun.name), eq(cronTick.startedAt, begun.startedAt))),
        ]
      : []),
  ]);
}

/** The last runs of each job that did something or failed, the newest first. */
export async function readRuns(platform: Platform, names: readonly string[], each: number): Promise<Run[]> {
  const asked = JSON.stringify(names);
  return platform
    .select()
    .from(cronRun)
    .where(
      sql`n IN (SELECT r.n FROM json_each(${asked}) AS one JOIN cron_run AS r
        ON r.n IN (SELECT n FROM cron_run WHERE name = one.value ORDER BY n DESC LIMIT ${each}))`,
    )
    .orderBy(sql`n DESC`);
}
