import * as v from "valibot";
import { instant } from "./ids.ts";

/** Crons and jobs as the console shows them. Counts are by name; what is not known here is shown as it is. */

const outcome = v.nullable(v.picklist(["ok", "failed"]));
const counts = v.record(v.string(), v.number());

export const cronRun = v.object({
  n: v.number(),
  startedAt: instant,
  /** Null: it runs, or it vanished. */
  endedAt: v.nullable(instant),
  outcome,
  failure: v.nullable(v.string()),
  counts,
  askedBy: v.nullable(v.string()),
});
export const cronRow = v.object({
  name: v.string(),
  cron: v.string(),
  next: instant,
  last: v.nullable(v.object({ scheduledAt: instant, startedAt: instant, endedAt: v.nullable(instant), outcome, quiet: v.number() })),
  /** Those that did something, failed or were asked for, the newest first. */
  runs: v.array(cronRun),
});
export type CronRow = v.InferOutput<typeof cronRow>;
export const cronsAnswer = v.object({ crons: v.array(cronRow) });
export const cronEnded = v.object({ outcome: v.picklist(["ok", "failed"]), failure: v.nullable(v.string()), counts });
export type CronEnded = v.InferOutput<typeof cronEnded>;

export const jobRow = v.object({
  id: v.string(),
  kind: v.string(),
  scope: v.string(),
  state: v.picklist(["waiting", "running", "done", "failed"]),
  counts,
  total: v.nullable(v.number()),
  attempts: v.number(),
  failure: v.nullable(v.string()),
  createdAt: instant,
  startedAt: v.nullable(instant),
  endedAt: v.nullable(instant),
  dueAt: instant,
});
export type JobRow = v.InferOutput<typeof jobRow>;
export const jobsAnswer = v.object({ jobs: v.array(jobRow) });
