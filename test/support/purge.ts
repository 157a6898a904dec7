import { uuidv7 } from "uuidv7";
import { platformLedger, workspaceLedger } from "../../worker/store/ledger.ts";
import { sealAudit } from "../../worker/store/seal.ts";
import { databases, shard, testEnv } from "./world.ts";

/** Old and young rows of every class that the purge knows, the same ones each time, counted back from `now`. */

export const DAY = 86_400_000;
const OLD = 1_000 * DAY;
const YOUNG = DAY;

const WAYS_IN = ["mail", "invitation", "recovery", "support_grant"];
const PLATFORM_TABLES = [
  ...["change", "delivery", "diagnostic", "session", "outbox", "audit", "audit_detail", "audit_seal", "cron_run"],
  ...WAYS_IN,
];
const WORKSPACE_TABLES = ["change_log", "mutation", "notice", "audit", "audit_detail", "audit_seal"];

/** `n` = 1 .. count, as rows to select from. */
const numbers = (count: number) =>
  `(WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < ${count}) SELECT n FROM up) AS rows`;

export interface Amounts {
  readonly old: number;
  readonly young: number;
}

/** What the purge of the platform removes of `fillPlatform`'s rows. */
export function expectedOfPlatform({ old }: Amounts): Record<string, number> {
  return {
    changes: old,
    // One in ten holds a change that is parked or waits.
    deliveries: old - Math.floor(old / 10),
    diagnostics: old,
    sessions: old,
    outbox: old,
    job_items: 0,
    jobs: 0,
    cron_runs: old,
    mails: old,
    invitations: old,
    recoveries: old,
    grants: old,
    audit: old,
  };
}

export async function fillPlatform(now: number, amounts: Amounts): Promise<void> {
  const db = testEnv.PLATFORM_DB;
  await db.batch(PLATFORM_TABLES.map((table) => db.prepare(`DELETE FROM ${table}`)));
  await db.batch(["auth_event", "outbox"].map((table) => db.prepare(`DELETE FROM ${table}`)));
  for (const [age, time, count, base] of [
    ["old", now - OLD, amounts.old, 0],
    ["young", now - YOUNG, amounts.young, 1_000_000],
  ] as const) {
    await db.batch(
      [
        `INSERT INTO delivery (id, received_at, verdict, bytes, leads, ignored, bad) SELECT '${age}' || n, ${time} + n, 'accepted', 1, 1, 0, 0 FROM ${numbers(count)}`,
        `INSERT INTO change (lead, page, created_at, delivery, received_at, state, bulk, due_at, settled_at)
         SELECT ${base} + n, '1', ${time}, '${age}' || n, ${time}, iif(n % 2, 'done', 'unread'), 0, 0, ${time} + n FROM ${numbers(count)}`,
        // Unfinished ones, however old: settled_at stands on a parked one too.
        `INSERT INTO change (lead, page, created_at, delivery, received_at, state, bulk, due_at, settled_at)
         SELECT ${base + 500_000} + n, '1', ${time}, '${age}' || (n * 10), ${time}, iif(n % 2, 'parked', 'waiting'), 0, 0, iif(n % 2, ${time}, NULL) FROM ${numbers(Math.floor(count / 10))}`,
        `INSERT INTO diagnostic (id, at, kind, cause, data) SELECT '${age}' || n, ${time} + n, 'error', '${age}' || n, '{}' FROM ${numbers(count)}`,
        `INSERT INTO session (id, token, person_id, expires_at, created_at, updated_at)
         SELECT '${age}' || n, '${age}' || n, 'somebody', ${time} + n, 0, 0 FROM ${numbers(count)}`,
        `INSERT INTO outbox (n, kind, subject, created_at, due_at, done_at) SELECT ${base} + n, 'team', 'x', ${time}, ${time}, ${time} + n FROM ${numbers(count)}`,
        `INSERT INTO outbox (n, kind, subject, created_at, due_at) SELECT ${base + 500_000} + n, 'team', 'x', ${time}, ${now + OLD} FROM ${numbers(5)}`,
        `INSERT INTO cron_run (n, name, scheduled_at, started_at, counts) SELECT ${base} + n, 'sweep', ${time}, ${time} + n, '{}' FROM ${numbers(count)}`,
        ...waysIn(age, time, count),
        `INSERT INTO audit (n, id, at, act, subject_kind, subject, detail_hash) SELECT ${base} + n, '${age}' || n, ${time} + n, 'a', 'b', 'c', 'd' FROM ${numbers(count)}`,
        `INSERT INTO audit_detail (audit, salt, detail) SELECT '${age}' || n, 's', '{}' FROM ${numbers(count)}`,
      ].map((text) => db.prepare(text)),
    );
    while ((await sealAudit(platformLedger(databases.platform), time)) > 0);
  }
  // What filling it has made the triggers say.
  await db.prepare("DELETE FROM auth_event").run();
}

/** Half of each were settled, half ran out or were given up; and mails that still wait, however old. */
function waysIn(age: string, time: number, count: number): string[] {
  return [
    `INSERT INTO mail (id, kind, recipient, language, sealed, created_at, due_at, sent_at, failure)
     SELECT '${age}' || n, 'k', 'r', 'en', '', ${time} + n, 0, iif(n % 2, ${time} + n, NULL), iif(n % 2, NULL, 'why') FROM ${numbers(count)}`,
    `INSERT INTO mail (id, kind, recipient, language, sealed, created_at, due_at) SELECT '${age}waits' || n, 'k', 'r', 'en', 's', ${time} + n, 0 FROM ${numbers(5)}`,
    `INSERT INTO invitation (id, workspace_id, email, role, teams, token_hash, invited_by, state, sends, created_at, expires_at, settled_at)
     SELECT '${age}' || n, 'w', '${age}' || n, 'agent', '[]', '${age}' || n, 'p', iif(n % 2, 'accepted', 'open'), 1, 0, ${time} + n, iif(n % 2, ${time} + n, NULL) FROM ${numbers(count)}`,
    `INSERT INTO recovery (id, person_id, asked_by, reason, token_hash, state, created_at, starts_at, expires_at, settled_at)
     SELECT '${age}' || n, '${age}' || n, 'p', 'why', '${age}' || n, iif(n % 2, 'used', 'open'), 0, 0, ${time} + n, iif(n % 2, ${time} + n, NULL) FROM ${numbers(count)}`,
    `INSERT INTO support_grant (id, workspace_id, person_id, reason, edit, minutes, state, asked_at, decided_at, expires_at)
     SELECT '${age}' || n, 'w', 'p', 'why', 0, 15, iif(n % 2, 'approved', 'asked'), ${time} + n, iif(n % 2, ${time} + n, NULL), iif(n % 2, ${time} + n, NULL) FROM ${numbers(count)}`,
  ];
}

export async function fillWorkspace(id: string, now: number, amounts: Amounts): Promise<void> {
  const db = testEnv.WORKSPACE_DB_1;
  for (const [age, time, count] of [
    ["old", now - OLD, amounts.old],
    ["young", now - YOUNG, amounts.young],
  ] as const) {
    await db.batch(
      [
        `INSERT INTO change_log (workspace_id, at, entity, entity_id, op, fields) SELECT '${id}', ${time} + n, 'lead', '${age}' || n, 'update', '[]' FROM ${numbers(count)}`,
        `INSERT INTO mutation (workspace_id, id, group_id, actor, at, lead_id) SELECT '${id}', '${age}' || n, 'g', 'a', ${time} + n, 'l' FROM ${numbers(count)}`,
        `INSERT INTO notice (workspace_id, person_id, id, at, kind, lead_id, data) SELECT '${id}', 'p' || n % 3, '${age}' || n, ${time} + n, 'taken', 'l', '{}' FROM ${numbers(count)}`,
        `INSERT INTO audit (workspace_id, id, at, act, subject_kind, subject, detail_hash)
         SELECT '${id}', '${id}${age}' || n, ${time} + n, 'a', 'b', 'c', 'd' FROM ${numbers(count)}`,
        `INSERT INTO audit_detail (workspace_id, audit, salt, detail) SELECT '${id}', '${id}${age}' || n, 's', '{}' FROM ${numbers(count)}`,
      ].map((text) => db.prepare(text)),
    );
    while ((await sealAudit(workspaceLedger(shard, id), time)) > 0);
  }
}

export function expectedOfWorkspace({ old }: Amounts): Record<string, number> {
  return { change_log: old, undo: old, notices: old, progress: 0, audit: old };
}

/** Every row that a purge could touch, as text. Ids that differ from one filling to the next are left out. */
export async function platformLeft(): Promise<string> {
  const db = testEnv.PLATFORM_DB;
  const results = await db.batch(PLATFORM_TABLES.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`)));
  const events = await db.prepare("SELECT count(*) AS count FROM auth_event").first("count");
  return JSON.stringify({ events, ...Object.fromEntries(PLATFORM_TABLES.map((table, n) => [table, results[n]?.results])) });
}

export async function workspaceLeft(id: string): Promise<Record<string, number>> {
  const db = testEnv.WORKSPACE_DB_1;
  const results = await db.batch<{ count: number }>(
    WORKSPACE_TABLES.map((table) => db.prepare(`SELECT count(*) AS count FROM ${table} WHERE workspace_id = ?`).bind(id)),
  );
  const floor = await db
    .prepare(
      "SELECT (SELECT count(*) FROM change_log WHERE workspace_id = ?1 AND seq <= log_floor) AS below FROM workspace_state WHERE workspace_id = ?1",
    )
    .bind(id)
    .first<number>("below");
  return { ...Object.fromEntries(WORKSPACE_TABLES.map((table, n) => [table, results[n]?.results[0]?.count ?? 0])), below: floor ?? 0 };
}

/** A platform row for a workspace of this shard, and the shard's own. */
export async function bareWorkspace(): Promise<string> {
  const id = uuidv7();
  await testEnv.PLATFORM_DB.prepare(
    "INSERT INTO workspace (id, slug, name, shard, status, settings, created_at) VALUES (?1, ?1, 'x', 1, 'active', '{}', 0)",
  )
    .bind(id)
    .run();
  await testEnv.WORKSPACE_DB_1.prepare(
    "INSERT INTO workspace_state (workspace_id, epoch, name, status, settings, version) VALUES (?1, ?1, 'x', 'active', '{}', 1)",
  )
    .bind(id)
    .run();
  return id;
}
