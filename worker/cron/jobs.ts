import * as v from "valibot";
import type { Fresh } from "../../domain/fresh.ts";
import { causeOf } from "../store/cause.ts";
import type { Databases } from "../store/database.ts";
import { diagnose } from "../store/diagnostics.ts";
import { indexStep } from "../store/indexing.ts";
import { dueJobs, type Held, putBack, setBack, takeJob } from "../store/jobs.ts";
import { leavingStep } from "../store/leaving.ts";
import { purgeStep } from "../store/purge.ts";

export interface JobDeps {
  readonly databases: Databases;
  readonly fresh: Fresh;
  /** Queues a message for each of these jobs. */
  readonly queue: (ids: readonly string[]) => Promise<void>;
  readonly rest: (ms: number) => Promise<void>;
  /** Tells a workspace's room that the log has grown. */
  readonly poke: (workspaceId: string) => Promise<void>;
}

/** Takes the next step of a job in our hands and returns the job as it is then; a step's work is in the batch that moves the job on. */
export type Step = (held: Held, databases: Databases, now: number) => Promise<Held>;
type Kinds = Readonly<Record<string, Step>>;

export function kindsOf(deps: Pick<JobDeps, "fresh" | "poke">): Kinds {
  return {
    purge: purgeStep,
    leaving: (held, databases, now) => leavingStep(held, databases, now, deps),
    index_field: (held, databases, now) => indexStep(held, databases, now, deps),
  };
}

/** A job leaves the database alone for so many times as long as its last step took: whoever delivers a lead meanwhile hardly waits. */
const REST = 29;
/** Far below a lease, however long a step took. */
const MOST_REST_MS = 2_000;
/** One go lasts no longer: neither does a queue's invocation come near its end, nor a tick of the cron reach into the next one. */
const GO_MS = 20_000;
/** Steps of one job in one go: far below the queries an invocation may make, and nobody behind it waits long. */
const STEPS = 20;
/** Steps of all jobs in one tick of the cron, which it shares with the other crons' jobs. */
const STEPS_A_TICK = 60;
/** Jobs that one tick looks at; those beyond its steps are queued. */
const JOBS_A_TICK = 100;

/** `elsewhere`: in other hands, not due, or over. */
export interface JobRun {
  readonly outcome: "done" | "more" | "waits" | "failed" | "elsewhere";
  readonly steps: number;
}

/** Works on one job for a while. */
export async function runJob(id: string, deps: JobDeps, most = STEPS, kinds: Kinds = kindsOf(deps)): Promise<JobRun> {
  const { databases, fresh, rest } = deps;
  const opened = fresh.now();
  let held = await takeJob(databases.platform, id, fresh.id(), opened);
  if (held === null) return { outcome: "elsewhere", steps: 0 };
  let steps = 0;
  try {
    const step = kinds[held.kind];
    if (step === undefined) throw new UnknownKind();
    for (; steps < most && fresh.now() - opened < GO_MS; steps++) {
      const began = fresh.now();
      held = await step(held, databases, began);
      if (held.state === "done") return { outcome: "done", steps: steps + 1 };
      // The clock counts whole milliseconds, and a quick step is one of them.
      await rest(Math.min(MOST_REST_MS, REST * Math.max(1, fresh.now() - began)));
    }
  } catch (error) {
    return { outcome: await failed(held, error, deps), steps };
  }
  // Should this fail, the lease runs out.
  await putBack(databases.platform, held).catch(() => undefined);
  return { outcome: "more", steps };
}

/** A job of a version of ours that is not deployed here (yet). */
class UnknownKind extends Error {
  override readonly name = "UnknownKind";
}

async function failed(held: Held, error: unknown, { databases, fresh }: JobDeps): Promise<JobRun["outcome"]> {
  const cause = causeOf(error);
  const state = await setBack(databases.platform, held, cause, fresh.now());
  // Its lease had run out and somebody else went on with it: that is what the guard refused.
  if (state === null) return "elsewhere";
  await diagnose(
    databases.platform,
    { kind: "job", cause: `${held.kind} ${state === "failed" ? "is parked" : "failed"}: ${cause}` },
    fresh,
  );
  return state === "failed" ? "failed" : "waits";
}

/** Whatever is due and in nobody's hands, whoever forgot it: a few jobs here and now, the others by the queue. */
export async function runDueJobs(deps: JobDeps): Promise<{ steps: number; done: number; queued: number }> {
  const began = deps.fresh.now();
  const due = await dueJobs(deps.databases.platform, began, JOBS_A_TICK);
  let [steps, done] = [0, 0];
  while (due.length > 0 && steps < STEPS_A_TICK && deps.fresh.now() - began < GO_MS) {
    const id = due.shift();
    if (id === undefined) break;
    const run = await runJob(id, deps);
    steps += Math.max(1, run.steps);
    if (run.outcome === "done") done++;
    if (run.outcome === "more") due.push(id);
  }
  // What no queue takes is the next tick's.
  const queued = await deps.queue(due).then(
    () => due.length,
    () => 0,
  );
  return { steps, done, queued };
}

/** The same for a person who waits for an answer: all of them by the queue. */
export async function queueDueJobs(deps: JobDeps): Promise<{ queued: number }> {
  const due = await dueJobs(deps.databases.platform, deps.fresh.now(), JOBS_A_TICK);
  await deps.queue(due);
  return { queued: due.length };
}

const jobMessage = v.object({ kind: v.literal("job"), id: v.pipe(v.string(), v.maxLength(200)) });

/** Answers the queue's messages that are about jobs, and returns the others. A job whose message is lost is still the cron's. */
export async function consumeJobs(messages: MessageBatch["messages"], deps: JobDeps): Promise<MessageBatch["messages"]> {
  const others: Message[] = [];
  for (const message of messages) {
    const parsed = v.safeParse(jobMessage, message.body);
    if (!parsed.success) {
      others.push(message);
      continue;
    }
    try {
      const run = await runJob(parsed.output.id, deps);
      if (run.outcome === "more") await deps.queue([parsed.output.id]);
      message.ack();
    } catch {
      message.retry({ delaySeconds: RETRY_S });
    }
  }
  return others;
}

/** Longer than a lease, which whatever failed here may still hold. */
const RETRY_S = 90;
