import type { Doer } from "../../domain/change.ts";
import { databasesOf, type Env, fresh, settingsOf } from "../env.ts";
import { roomsOf } from "../identity/carry.ts";
import { runOutbox } from "../identity/outbox.ts";
import { postDeps, postMails } from "../identity/post.ts";
import { sweep } from "../intake/consume.ts";
import { consumePorts } from "../intake/ports.ts";
import { roomOf } from "../room.ts";
import { forgetOffers } from "../store/connecting.ts";
import { type Ended, readRuns, readTicks, type Run, type Tick } from "../store/crons.ts";
import type { Platform } from "../store/database.ts";
import { openPurges } from "../store/purge.ts";
import { mailHeads } from "./heads.ts";
import { type JobDeps, queueDueJobs, runDueJobs } from "./jobs.ts";
import { sendDeps } from "../push/deps.ts";
import { remind } from "./remind.ts";
import { routeWaiting } from "./route.ts";
import { type RunDeps, runOne, runTick, type Work } from "./run.ts";
import { CRON_NAMES, type CronName, EVERY_MINUTE, lastTime, nextTime, stringOf } from "./schedule.ts";
import { sealAll } from "./seal.ts";

export function runCron(cron: string, env: Env, scheduledAt: number = fresh.now()): Promise<void> {
  return runTick(cron, lastTime(EVERY_MINUTE, scheduledAt), runDeps(env));
}

/** A super-admin's "run now": resolves with how it ended. */
export function runNow(env: Env, name: CronName, doer: Doer): Promise<Ended> {
  return runOne(name, doer, runDeps(env));
}

export interface CronState {
  readonly name: CronName;
  readonly cron: string;
  readonly next: number;
  /** The last tick, also of a run that had nothing to do. */
  readonly last: Tick | null;
  /** The last runs that did something, failed or were asked for, the newest first; without an end: it runs or has vanished. */
  readonly runs: readonly Run[];
}

const RUNS_EACH = 10;

/** What the console shows of the crons. */
export async function readCrons(platform: Platform, now: number): Promise<CronState[]> {
  const [ticks, runs] = await Promise.all([readTicks(platform), readRuns(platform, CRON_NAMES, RUNS_EACH)]);
  return CRON_NAMES.map((name) => {
    const cron = stringOf(name);
    return { name, cron, next: nextTime(cron, now), last: ticks.get(name) ?? null, runs: runs.filter((run) => run.name === name) };
  });
}

function runDeps(env: Env): RunDeps {
  return { platform: databasesOf(env).platform, fresh, work: workOf(env) };
}

function workOf(env: Env): Work {
  const databases = databasesOf(env);
  return {
    sweep: async () => {
      // First: a queue that refuses is no reason to keep tokens.
      const offers = await forgetOffers(databases.platform, fresh.now());
      return { pages: await sweep(consumePorts(env, settingsOf(env), databases)), offers };
    },
    outbox: async () => {
      const { done, pending } = await runOutbox({ databases, fresh, rooms: roomsOf(env) });
      return { done: done.length, pending: pending.length };
    },
    mails: async () => ({ ...(await postMails(postDeps(env))) }),
    routing: async () => ({ routed: await routeWaiting(env) }),
    jobs: ({ by }) => (by === null ? runDueJobs(jobDeps(env)) : queueDueJobs(jobDeps(env))),
    notices: () => remind(databases, sendDeps(env)),
    seals: () => sealAll(databases, fresh),
    heads: ({ scheduledAt }) => mailHeads({ databases, keys: settingsOf(env).TOKEN_KEYS, fresh }, scheduledAt),
    purge: async ({ scheduledAt, by }) => {
      // The cron's are the day's; a person's are the minute's, so that asking again the same day asks for something.
      const key = new Date(scheduledAt).toISOString().slice(0, by === null ? "2026-05-14".length : "2026-05-14T01:17".length);
      const opened = await openPurges(databases.platform, key, by, fresh.now());
      // What no queue takes is due with the next tick.
      await jobDeps(env)
        .queue(opened)
        .catch(() => undefined);
      return { opened: opened.length };
    },
  };
}

/** Queues take so many messages a batch. */
const MESSAGES = 100;

export function jobDeps(env: Env): JobDeps {
  return {
    databases: databasesOf(env),
    fresh,
    rest: (ms) => scheduler.wait(ms),
    poke: async (workspaceId) => roomOf(env, workspaceId).poke(),
    queue: async (ids) => {
      for (let at = 0; at < ids.length; at += MESSAGES) {
        await env.INTAKE.sendBatch(ids.slice(at, at + MESSAGES).map((id) => ({ body: { kind: "job", id } })));
      }
    },
  };
}

export { roomsOf };
