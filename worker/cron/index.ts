import { databasesOf, type Env, fresh, settingsOf } from "../env.ts";
import { runOutbox } from "../identity/outbox.ts";
import { sweep } from "../intake/consume.ts";
import { consumePorts } from "../intake/ports.ts";
import { roomOf } from "../room.ts";
import { routeWaiting } from "./route.ts";

/** Cron string -> jobs. Each job runs whatever became of the one before it. */
const JOBS: Readonly<Record<string, readonly ((env: Env) => Promise<unknown>)[]>> = {
  "* * * * *": [sweepChanges, repeatOutbox, routeWaiting],
};

export async function runCron(cron: string, env: Env): Promise<void> {
  const outcomes = await Promise.allSettled((JOBS[cron] ?? []).map((job) => job(env)));
  const failed = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of ${outcomes.length} jobs failed`);
}

async function sweepChanges(env: Env): Promise<void> {
  await sweep(consumePorts(env, settingsOf(env), databasesOf(env)));
}

async function repeatOutbox(env: Env): Promise<void> {
  await runOutbox({ databases: databasesOf(env), fresh, rooms: roomsOf(env) });
}

/** What the outbox tells rooms. */
export function roomsOf(env: Env) {
  return {
    accessChanged: async (workspaceId: string) => roomOf(env, workspaceId).accessChanged(),
    sessionEnded: async (workspaceId: string, session: string) => roomOf(env, workspaceId).sessionEnded(session),
  };
}
