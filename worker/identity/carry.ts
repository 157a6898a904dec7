import { type Env, databasesOf, fresh } from "../env.ts";
import { roomOf } from "../room.ts";
import { isWaiting, type Subjects } from "../store/outbox.ts";
import { runOutbox } from "./outbox.ts";

/** Longer, and whoever decided is told "pending": the cron repeats what did not finish, each minute. */
const PATIENCE_MS = 2_000;

/** What the outbox tells rooms. */
export function roomsOf(env: Env) {
  return {
    accessChanged: async (workspaceId: string) => roomOf(env, workspaceId).accessChanged(),
    sessionEnded: async (workspaceId: string, session: string) => roomOf(env, workspaceId).sessionEnded(session),
  };
}

/**
 * EV4: carries what was just decided about these subjects to the shard and the rooms, now, and says whether any of it is still pending.
 * For after the commit: what is slow goes on behind the answer, and nothing that fails here fails the request.
 */
export async function carryOn(env: Env, context: Pick<ExecutionContext, "waitUntil">, subjects: Subjects): Promise<boolean> {
  const databases = databasesOf(env);
  const carried = runOutbox({ databases, fresh, rooms: roomsOf(env) }, subjects)
    .then(() => isWaiting(databases.platform, subjects))
    .catch(() => true);
  context.waitUntil(carried);
  return Promise.race([carried, scheduler.wait(PATIENCE_MS).then(() => true)]);
}
