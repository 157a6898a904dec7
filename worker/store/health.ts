import { causeOf } from "./cause.ts";
import { readTicks } from "./crons.ts";
import type { Databases, Platform, Shard } from "./database.ts";

export interface DatabaseHealth {
  readonly state: "ok" | "unwell";
  /** The last migration that was applied; null where none is known. */
  readonly migration: string | null;
}

export interface IntakeHealth {
  /** Of the changes that are due, the one that waits longest; null: none is due. */
  readonly oldestDueSeconds: number | null;
  readonly parked: number;
  /** There are more than were counted. */
  readonly parkedMore: boolean;
}

export interface CronHealth {
  readonly job: string;
  readonly scheduledAt: number;
  readonly outcome: "ok" | "failed" | null;
}

/** Looks at a Page a step; with more Pages waiting than this the oldest of those looked at is telling enough. */
const PAGES = 200;
const PARKED = 1_000;

/** Whether it answers, and how far it is migrated, in one trip. */
export async function readDatabase(database: Platform | Shard): Promise<DatabaseHealth> {
  try {
    const row = await database.$client.prepare("SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 1").first<{ name: string }>();
    return { state: "ok", migration: row?.name ?? null };
  } catch (error) {
    // It answered: that nothing was ever migrated is a different illness.
    return { state: "unwell", migration: causeOf(error).includes("no such table") ? "none" : null };
  }
}

export async function readIntake(platform: Platform, now: number): Promise<IntakeHealth> {
  const [oldest, parked] = await platform.$client.batch<{ due: number | null; parked: number }>([
    platform.$client
      .prepare(
        // From Page to Page by the index of what is due, two seeks each: a plain minimum would read everything that waits.
        `WITH RECURSIVE waiting(page, n) AS (
           SELECT min(page), 1 FROM change WHERE state = 'waiting'
           UNION ALL SELECT (SELECT min(page) FROM change WHERE state = 'waiting' AND page > waiting.page), n + 1
             FROM waiting WHERE waiting.page IS NOT NULL AND n < ?1)
         SELECT min(min(
           ifnull((SELECT min(due_at) FROM change WHERE page = waiting.page AND bulk = 0 AND state = 'waiting'), 9e15),
           ifnull((SELECT min(due_at) FROM change WHERE page = waiting.page AND bulk = 1 AND state = 'waiting'), 9e15))) AS due
         FROM waiting WHERE page IS NOT NULL`,
      )
      .bind(PAGES),
    platform.$client.prepare("SELECT count(*) AS parked FROM (SELECT 1 FROM change WHERE state = 'parked' LIMIT ?1)").bind(PARKED + 1),
  ]);
  const due = oldest?.results[0]?.due ?? null;
  const found = parked?.results[0]?.parked ?? 0;
  return {
    oldestDueSeconds: due === null || due > now ? null : Math.floor((now - due) / 1000),
    parked: Math.min(found, PARKED),
    parkedMore: found > PARKED,
  };
}

/** The last tick of each of the crons' jobs. */
export async function readCronHealth(databases: Databases): Promise<CronHealth[]> {
  const ticks = await readTicks(databases.platform);
  return [...ticks.values()].map(({ name, scheduledAt, outcome }) => ({ job: name, scheduledAt, outcome }));
}
