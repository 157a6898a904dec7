import type { ConsoleBoot, DiagnosticRow } from "../../../domain/console.ts";
import { type Health, MOST_COUNTED } from "../../../domain/health.ts";
import type { Platform } from "../database.ts";
import { placeOf } from "./rows.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Jobs whose state is looked at: the newest. */
const JOBS = 200;

export interface CronAtHand {
  readonly name: string;
  /** ms between two ticks. */
  readonly every: number;
}

/** The figures of the first screen, one batch. Minutes from `since` on, at most those of an hour. */
export async function readFigures(
  platform: Platform,
  crons: readonly CronAtHand[],
  since: number | undefined,
  now: number,
): Promise<Omit<Health, "databases">> {
  const hour = Math.ceil((now - HOUR_MS) / MINUTE_MS) * MINUTE_MS;
  const from = Math.max(hour, Math.floor((since ?? 0) / MINUTE_MS) * MINUTE_MS);
  const facts = await readFacts(platform, from, now);
  const known = new Map(facts.ticks.map((tick) => [tick.name, tick]));
  return {
    at: now,
    since: from,
    minutes: facts.minutes,
    lastDelivery: facts.lastDelivery,
    queue: { due: { count: facts.due, oldest: facts.oldest }, later: facts.waiting - facts.due },
    parked: facts.parked,
    news: facts.news,
    crons: crons.flatMap(({ name, every }) => {
      const tick = known.get(name);
      return tick === undefined ? [] : [{ name, every, scheduledAt: tick.scheduledAt, failed: tick.outcome === "failed" }];
    }),
    jobs: facts.jobs,
  };
}

async function readFacts(platform: Platform, from: number, now: number) {
  const database = platform.$client;
  const rows = async (statements: D1PreparedStatement[]) => (await database.batch(statements)).map((result) => result.results);
  const [minutes, last, queue, parked, news, ticks, jobs] = await rows([
    database
      .prepare(
        `SELECT received_at / ${MINUTE_MS} * ${MINUTE_MS} AS at, colo, country, count(*) AS deliveries, sum(leads) AS leads
         FROM delivery WHERE received_at >= ?1 GROUP BY 1, 2, 3 ORDER BY 1`,
      )
      .bind(from),
    database.prepare("SELECT max(received_at) AS at FROM delivery"),
    database
      .prepare(
        `SELECT count(*) AS waiting, count(iif(due_at <= ?1, 1, NULL)) AS due, min(iif(due_at <= ?1, due_at, NULL)) AS oldest
         FROM (SELECT due_at FROM change WHERE state = 'waiting' LIMIT ${MOST_COUNTED})`,
      )
      .bind(now),
    database.prepare(
      `SELECT count(*) AS count, min(settled_at) AS oldest FROM (SELECT settled_at FROM change WHERE state = 'parked' ORDER BY settled_at LIMIT ${MOST_COUNTED})`,
    ),
    database.prepare(
      `SELECT count(*) AS count, min(created_at) AS oldest FROM (SELECT created_at FROM outbox WHERE done_at IS NULL LIMIT ${MOST_COUNTED})`,
    ),
    database.prepare("SELECT name, scheduled_at AS scheduledAt, outcome FROM cron_tick"),
    database
      .prepare(
        `SELECT count(iif(state = 'failed', 1, NULL)) AS failed, count(iif(state = 'waiting', 1, NULL)) AS running
         FROM (SELECT state FROM job ORDER BY created_at DESC LIMIT ?1)`,
      )
      .bind(JOBS),
  ]);
  const [waiting] = queue as { waiting: number; due: number; oldest: number | null }[];
  const none = { count: 0, oldest: null };
  return {
    minutes: minutes as Health["minutes"],
    lastDelivery: (last as { at: number | null }[])[0]?.at ?? null,
    waiting: waiting?.waiting ?? 0,
    due: waiting?.due ?? 0,
    oldest: waiting?.oldest ?? null,
    parked: (parked as Health["parked"][])[0] ?? none,
    news: (news as Health["news"][])[0] ?? none,
    ticks: ticks as { name: string; scheduledAt: number; outcome: string | null }[],
    jobs: (jobs as Health["jobs"][])[0] ?? { failed: 0, running: 0 },
  };
}

/** The latest causes of what went wrong, without what they were seen with. */
export async function readDiagnostics(platform: Platform, limit: number): Promise<DiagnosticRow[]> {
  const { results } = await platform.$client
    .prepare(
      `SELECT d.id, d.at, d.kind, d.cause, d.count, d.workspace_id AS workspace, w.name AS workspaceName, ifnull(p.name, d.page) AS page
       FROM diagnostic AS d LEFT JOIN workspace AS w ON w.id = d.workspace_id LEFT JOIN page AS p ON p.id = d.page ORDER BY d.at DESC LIMIT ?1`,
    )
    .bind(limit)
    .all<Omit<DiagnosticRow, "workspace"> & { workspace: string | null; workspaceName: string | null }>();
  return results.map(({ workspace, workspaceName, ...row }) => ({ ...row, workspace: placeOf(workspace, workspaceName) }));
}

/** Names to filter by. */
const NAMES = 200;

export async function readNames(platform: Platform): Promise<Pick<ConsoleBoot, "workspaces" | "pages">> {
  const database = platform.$client;
  const [workspaces, pages] = await database.batch([
    database.prepare("SELECT id, name FROM workspace ORDER BY name LIMIT ?1").bind(NAMES),
    database.prepare("SELECT id, name, workspace_id AS workspace FROM page ORDER BY name LIMIT ?1").bind(NAMES),
  ]);
  return {
    workspaces: (workspaces?.results ?? []) as ConsoleBoot["workspaces"],
    pages: (pages?.results ?? []) as ConsoleBoot["pages"],
  };
}
