import { databasesOf, type Env, fresh } from "../env.ts";
import { roomOf } from "../room.ts";
import { causeOf } from "../store/cause.ts";
import type { Databases } from "../store/database.ts";
import { diagnose } from "../store/diagnostics.ts";
import { readIntakeContext } from "../store/intake.ts";
import { routeAgain, workspacesToRoute } from "../store/reroute.ts";
import { shardNumbers } from "../store/people.ts";

/** Leads a workspace gets routed in one tick; the next minute's goes on. */
const AT_ONCE = 50;

/** All workspaces together: a minute's tick shares its invocation with the other jobs. */
const IN_ALL = 200;

/**
 * IN4: leads that only the moment left without an owner are asked for again. What fails in one workspace costs no other its turn. Says how
 * many found an owner.
 */
export async function routeWaiting(env: Env): Promise<number> {
  const databases = databasesOf(env);
  let left = IN_ALL;
  for (const n of await shardNumbers(databases.platform)) {
    for (const workspace of mixed(await workspacesToRoute(databases.shard(n)))) {
      if (left <= 0) return IN_ALL - left;
      try {
        left -= await routeIn(env, databases, n, workspace, Math.min(left, AT_ONCE));
      } catch (error) {
        await diagnose(databases.platform, { kind: "routing", cause: causeOf(error), workspace }, fresh).catch(() => undefined);
      }
    }
  }
  return IN_ALL - left;
}

async function routeIn(env: Env, databases: Databases, shardNumber: number, workspace: string, limit: number): Promise<number> {
  const shard = databases.shard(shardNumber);
  const context = await readIntakeContext(shard, workspace, "");
  if (context === null || context.status !== "active") return 0;
  const routed = await routeAgain(shard, context, limit, fresh);
  // A lost poke mends itself; the lead is routed all the same.
  if (routed > 0)
    await roomOf(env, workspace)
      .poke()
      .catch(() => undefined);
  return routed;
}

/** Begun at another place each time, so that nobody waits behind others for ever. */
function mixed<T>(list: readonly T[]): T[] {
  const start = Math.floor(fresh.random() * list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}
