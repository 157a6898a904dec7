import type { Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { log } from "../log.ts";
import { causeOf } from "../store/cause.ts";
import { type Begun, beginRuns, type Counts, type Ended, endRun, noteKnown, readTicks, type Tick } from "../store/crons.ts";
import type { Platform } from "../store/database.ts";
import { diagnose } from "../store/diagnostics.ts";
import { CRON_NAMES, type CronName, EVERY_MINUTE, lastTime, namesOf, stringOf } from "./schedule.ts";

/** What each job does; it says what it did in numbers. All zero: it had nothing to do. */
export type Work = Readonly<Record<CronName, (asked: Asked) => Promise<Counts>>>;

export interface Asked {
  readonly scheduledAt: number;
  /** Null: the cron. */
  readonly by: string | null;
}

export interface RunDeps {
  readonly platform: Platform;
  readonly fresh: Fresh;
  readonly work: Work;
}

/** Ticks may come late, and the one that looks may come first: two periods of the quickest cron. */
const LATE_MS = 2 * 60_000;
/** A scheduled invocation lives this long at most (Workers limits). */
const INVOCATION_MS = 15 * 60_000;

/** Runs the cron's jobs, and whatever of another cron is owed. One that fails stops none of the others. */
export async function runTick(cron: string, scheduledAt: number, deps: RunDeps): Promise<void> {
  const own = namesOf(cron);
  // Without the database's word on earlier ticks the jobs run all the same.
  const ticks = await readTicks(deps.platform).catch(() => new Map<string, Tick>());
  const seldom = CRON_NAMES.filter((name) => !own.includes(name) && stringOf(name) !== EVERY_MINUTE);
  const owed = seldom.filter((name) => isMissed(ticks.get(name), name, scheduledAt) || isUndone(ticks.get(name), scheduledAt));
  const missed = [...own, ...owed].filter((name) => isMissed(ticks.get(name), name, scheduledAt));
  const due = [
    ...own.map((name) => ({ name, scheduledAt })),
    ...owed.map((name) => ({ name, scheduledAt: lastTime(stringOf(name), scheduledAt) })),
  ];
  const [outcomes] = await Promise.all([runAll(due, null, deps), tellMissed(missed, deps), noteUnknown(ticks, scheduledAt, deps)]);
  const failed = outcomes.filter((one) => one.outcome === "failed");
  if (failed.length > 0) throw new Error(`${failed.length} of ${outcomes.length} jobs failed: ${failed.map((one) => one.name).join(", ")}`);
}

/** A person asks for one job, now: recorded with their name, and no tick. */
export async function runOne(name: CronName, doer: Doer, deps: RunDeps): Promise<Ended> {
  const [ended] = await runAll([{ name, scheduledAt: deps.fresh.now() }], doer, deps);
  if (ended === undefined) throw new Error("a job without an end");
  return ended;
}

type Due = { readonly name: CronName; readonly scheduledAt: number };

async function runAll(due: readonly Due[], doer: Doer | null, deps: RunDeps): Promise<(Ended & { readonly name: CronName })[]> {
  // A record that cannot be written is no reason to leave the work undone; a person's wish is not followed without one.
  const begun = await beginRuns(deps.platform, due, doer, deps.fresh).catch((error: unknown) => {
    if (doer !== null) throw error;
    return [];
  });
  const rows = new Map(begun.map((one) => [one.name, one]));
  return Promise.all(due.map(async (one) => ({ ...(await runWatched(one, rows.get(one.name), doer, deps)), name: one.name })));
}

async function runWatched({ name, scheduledAt }: Due, begun: Begun | undefined, doer: Doer | null, deps: RunDeps): Promise<Ended> {
  const ended = await deps.work[name]({ scheduledAt, by: doer?.person ?? null }).then(
    (counts): Ended => ({ outcome: "ok", failure: null, counts }),
    (error: unknown): Ended => ({ outcome: "failed", failure: causeOf(error), counts: {} }),
  );
  if (begun !== undefined) await endRun(deps.platform, begun, ended, deps.fresh.now()).catch(() => undefined);
  if (ended.failure !== null) log(deps.fresh, "error", "job_failed", { job: name, cause: ended.failure });
  if (ended.failure !== null) await tell(`${name} failed: ${ended.failure}`, deps);
  return ended;
}

/** A scheduled time has passed for which the job was not started, or the tick that should have was lost. */
function isMissed(tick: Tick | undefined, name: CronName, at: number): boolean {
  return tick !== undefined && tick.scheduledAt < lastTime(stringOf(name), at - LATE_MS);
}

/** A job that runs once a day and failed, or vanished, would else stay undone until its next time. */
function isUndone(tick: Tick | undefined, at: number): boolean {
  if (tick === undefined) return false;
  return tick.outcome === "failed" || (tick.outcome === null && tick.startedAt < at - INVOCATION_MS);
}

async function tellMissed(missed: readonly CronName[], deps: RunDeps): Promise<void> {
  for (const name of missed) await tell(`${name} missed a tick`, deps);
}

async function noteUnknown(ticks: ReadonlyMap<string, Tick>, at: number, deps: RunDeps): Promise<void> {
  const unknown = CRON_NAMES.filter((name) => !ticks.has(name));
  await noteKnown(deps.platform, unknown, at).catch(() => undefined);
}

async function tell(cause: string, deps: RunDeps): Promise<void> {
  await diagnose(deps.platform, { kind: "cron", cause }, deps.fresh).catch(() => undefined);
}
