import { type SQL, sql } from "drizzle-orm";
import { effectiveRetention, type RetentionClass } from "../../domain/retention.ts";
import { batch, type Databases, type Platform, type Shard } from "./database.ts";
import { advance, type Done, type Held } from "./jobs.ts";
import { findWorkspace } from "./people.ts";
import { readOverrides } from "./retention.ts";
import { SEALED_AT_MOST } from "./seal.ts";
import { job } from "./schema/platform.ts";
import { jobProgress } from "./schema/workspace.ts";

/**
 * RT1: removes what has been kept for long enough. Which rows those are is decided inside each statement; `before` is counted from the
 * job's opening, so that a job that was held up ends where one that was not does.
 */

/** Rows a step removes at most: a few milliseconds of the database, between which a delivery gets its turn. */
export const CHUNK = 500;
const DAY_MS = 86_400_000;

interface Part {
  /** What the count is called. */
  readonly part: string;
  readonly keeps: RetentionClass;
  /** The last statement's rows are what is counted. */
  readonly remove: (before: number) => readonly SQL[];
  /** Rows of the last statement from which on there may be more; whole ranges are smaller than a chunk. */
  readonly full: number;
}

/** Sealed ranges from the first that is still there, as many as make a chunk; `here` is the condition on the workspace. */
function lastSealed(before: number, here: SQL): SQL {
  const first = sql`SELECT max(from_n) FROM audit_seal WHERE ${here} AND from_n <= (SELECT min(n) FROM audit WHERE ${here})`;
  const ranges = sql`SELECT from_n, to_n, count FROM audit_seal
    WHERE ${here} AND sealed_at < ${before} AND from_n >= (${first}) ORDER BY from_n LIMIT ${CHUNK}`;
  const summed = sql`SELECT to_n, count, sum(count) OVER (ORDER BY from_n) AS total FROM (${ranges})`;
  return sql`(SELECT max(to_n) FROM (${summed}) WHERE total <= ${Math.max(CHUNK, SEALED_AT_MOST)})`;
}

/** Whole ranges go and their seals stay: those say how many records there were (AU1). */
function auditPart(here: SQL): Part {
  return {
    part: "audit",
    keeps: "audit",
    full: 1,
    remove: (before) => [
      sql`DELETE FROM audit_detail WHERE ${here} AND audit IN (SELECT id FROM audit WHERE ${here} AND n <= ${lastSealed(before, here)})`,
      sql`DELETE FROM audit WHERE ${here} AND n <= ${lastSealed(before, here)}`,
    ],
  };
}

const part = (name: string, keeps: RetentionClass, remove: (before: number) => SQL): Part => ({
  part: name,
  keeps,
  remove: (before) => [remove(before)],
  full: CHUNK,
});

/** Ways in that are over: settled, or past their time with nobody's answer. */
const ended = (name: string, table: SQL, end: SQL): Part =>
  part(
    name,
    "operations",
    (before) => sql`DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${end} < ${before} LIMIT ${CHUNK})`,
  );

const PLATFORM: readonly Part[] = [
  // A change that waits or is parked is not finished, however old it is.
  part(
    "changes",
    "deliveries",
    (before) => sql`DELETE FROM change WHERE lead IN (SELECT lead FROM change
      WHERE state IN ('done', 'unread') AND settled_at < ${before} ORDER BY settled_at LIMIT ${CHUNK})`,
  ),
  part(
    "deliveries",
    "deliveries",
    (before) => sql`DELETE FROM delivery WHERE id IN (SELECT id FROM delivery
      WHERE received_at < ${before} AND NOT EXISTS (SELECT 1 FROM change WHERE change.delivery = delivery.id) ORDER BY received_at LIMIT ${CHUNK})`,
  ),
  part(
    "diagnostics",
    "diagnostics",
    (before) =>
      sql`DELETE FROM diagnostic WHERE id IN (SELECT id FROM diagnostic WHERE diagnostic.at < ${before} ORDER BY diagnostic.at LIMIT ${CHUNK})`,
  ),
  part(
    "sessions",
    "sessions",
    (before) => sql`DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < ${before} LIMIT ${CHUNK})`,
  ),
  part(
    "outbox",
    "operations",
    (before) => sql`DELETE FROM outbox WHERE n IN (SELECT n FROM outbox WHERE done_at < ${before} ORDER BY done_at LIMIT ${CHUNK})`,
  ),
  part(
    "job_items",
    "operations",
    (before) => sql`DELETE FROM job_item WHERE rowid IN (SELECT job_item.rowid FROM job JOIN job_item ON job_item.job_id = job.id
      WHERE job.created_at < ${before} AND job.state <> 'waiting' AND job.ended_at < ${before} LIMIT ${CHUNK})`,
  ),
  part(
    "jobs",
    "operations",
    (
      before,
    ) => sql`DELETE FROM job WHERE id IN (SELECT id FROM job WHERE created_at < ${before} AND state <> 'waiting' AND ended_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM job_item WHERE job_item.job_id = job.id) ORDER BY created_at LIMIT ${CHUNK})`,
  ),
  part(
    "cron_runs",
    "operations",
    (before) =>
      sql`DELETE FROM cron_run WHERE n IN (SELECT n FROM cron_run WHERE started_at < ${before} ORDER BY started_at LIMIT ${CHUNK})`,
  ),
  // One that waits is not finished.
  part(
    "mails",
    "operations",
    (before) => sql`DELETE FROM mail WHERE id IN (SELECT id FROM mail
      WHERE created_at < ${before} AND (sent_at < ${before} OR failure IS NOT NULL) ORDER BY created_at LIMIT ${CHUNK})`,
  ),
  ended("invitations", sql`invitation`, sql`ifnull(settled_at, expires_at)`),
  ended("recoveries", sql`recovery`, sql`ifnull(settled_at, expires_at)`),
  ended("grants", sql`support_grant`, sql`max(asked_at, ifnull(decided_at, 0), ifnull(ended_at, 0), ifnull(expires_at, 0))`),
  auditPart(sql`1`),
];

function workspaceParts(workspace: string): readonly Part[] {
  const here = sql`workspace_id = ${workspace}`;
  const oldest = sql`SELECT seq, change_log.at AS at FROM change_log WHERE ${here} ORDER BY seq LIMIT ${CHUNK}`;
  return [
    {
      part: "change_log",
      keeps: "change_log",
      full: CHUNK,
      remove: (before) => {
        const upTo = sql`(SELECT ifnull(min(iif(at >= ${before}, seq - 1, NULL)), max(seq)) FROM (${oldest}))`;
        return [
          // In the same transaction: whoever stands before the floor is told to start again (EV2).
          sql`UPDATE workspace_state SET log_floor = max(log_floor, ifnull(${upTo}, 0)) WHERE ${here}`,
          sql`DELETE FROM change_log WHERE ${here} AND seq <= (SELECT log_floor FROM workspace_state WHERE ${here})`,
        ];
      },
    },
    part(
      "undo",
      "undo",
      (before) =>
        sql`DELETE FROM mutation WHERE ${here} AND id IN (SELECT id FROM mutation WHERE ${here} AND mutation.at < ${before} LIMIT ${CHUNK})`,
    ),
    part(
      "notices",
      "notices",
      (before) => sql`DELETE FROM notice WHERE ${here} AND (person_id, id) IN (SELECT person_id, id FROM notice
        WHERE ${here} AND notice.at < ${before} LIMIT ${CHUNK})`,
    ),
    part(
      "progress",
      "operations",
      (before) => sql`DELETE FROM job_progress WHERE ${here} AND job_id IN (SELECT job_id FROM job_progress
        WHERE ${here} AND job_progress.at < ${before} LIMIT ${CHUNK})`,
    ),
    auditPart(here),
  ];
}

/** One chunk of one part. */
export async function purgeStep(held: Held, databases: Databases, now: number): Promise<Held> {
  const { platform } = databases;
  const workspace = held.scope === "platform" ? null : await findWorkspace(platform, held.scope);
  // A workspace that is gone has taken its rows with it.
  if (workspace === undefined) return advance(platform, held, { next: null }, now);
  const parts = workspace === null ? PLATFORM : workspaceParts(workspace.id);
  const at = Math.max(
    0,
    parts.findIndex((one) => one.part === held.cursor["part"]),
  );
  const here = parts[at];
  if (here === undefined) throw new Error("a purge without parts");
  const days = effectiveRetention(await readOverrides(platform))[here.keeps];
  const work = here.remove(held.createdAt - days * DAY_MS);
  const following = parts[at + 1];
  const next = following === undefined ? null : { part: following.part };
  const done =
    workspace === null
      ? { work: work.map((one) => platform.run(one)), counted: here.part, againFrom: here.full, next }
      : await inShard(databases.shard(workspace.shard), workspace.id, held, here, work, next, now);
  return advance(platform, held, done, now);
}

/** The shard keeps the counts with the rows it loses; the platform's are a copy, which a crash in between only delays. */
async function inShard(
  shard: Shard,
  workspaceId: string,
  held: Held,
  here: Part,
  work: readonly SQL[],
  next: Done["next"],
  now: number,
): Promise<Done> {
  const before = sql`ifnull(${jobProgress.counts} ->> ${here.part}, 0)`;
  const results = await batch(shard, [
    ...work.map((one) => shard.run(one)),
    shard
      .insert(jobProgress)
      .values({ workspaceId, job: held.id, at: now, touched: sql`changes()`, counts: sql`json_object(${here.part}, changes())` })
      .onConflictDoUpdate({
        target: [jobProgress.workspaceId, jobProgress.job],
        set: {
          at: now,
          touched: sql`changes()`,
          counts: sql`json_set(${jobProgress.counts}, ${`$."${here.part}"`}, ${before} + changes())`,
        },
      })
      .returning({ touched: jobProgress.touched, counts: jobProgress.counts }),
  ]);
  const [row] = results.at(-1) as { touched: number; counts: Record<string, number> }[];
  if (row === undefined) throw new Error("the shard kept no progress");
  return { counts: row.counts, next: row.touched >= here.full ? held.cursor : next };
}

/**
 * Opens the purge of the platform and of each workspace; `key` names them, so that the same key opens them once. Returns their ids, those
 * that stand open already left out.
 */
export async function openPurges(platform: Platform, key: string, askedBy: string | null, now: number): Promise<string[]> {
  const rows = await platform
    .insert(job)
    .select(
      sql`SELECT 'purge:' || scope || ':' || ${key} AS id, 'purge' AS kind, scope, 'waiting' AS state, '{}' AS cursor, '{}' AS counts, NULL AS total,
        NULL AS lease, 0 AS lease_until, 0 AS attempts, ${now} AS due_at, NULL AS failure, ${askedBy} AS asked_by, ${now} AS created_at,
        NULL AS started_at, NULL AS ended_at FROM (SELECT 'platform' AS scope UNION ALL SELECT id FROM workspace) WHERE true`,
    )
    .onConflictDoNothing()
    .returning({ id: job.id });
  return rows.map((row) => row.id);
}
