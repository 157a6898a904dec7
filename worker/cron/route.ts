import { databasesOf, type Env, fresh } from "../env.ts";
import { roomOf } from "../room.ts";
import { readIntakeContext } from "../store/intake.ts";
import { routeAgain, workspacesToRoute } from "../store/reroute.ts";
import { shardNumbers } from "../store/people.ts";

/** Leads a workspace gets routed in one tick; the next minute's goes on. */
const AT_ONCE = 50;

/** IN4: leads that only the moment left without an owner are asked for again. */
export async function routeWaiting(env: Env): Promise<void> {
  const databases = databasesOf(env);
  for (const n of await shardNumbers(databases.platform)) {
    const shard = databases.shard(n);
    for (const workspace of await workspacesToRoute(shard)) {
      const context = await readIntakeContext(shard, workspace, "");
      if (context === null || context.status !== "active") continue;
      const routed = await routeAgain(shard, context, AT_ONCE, fresh);
      if (routed > 0) await roomOf(env, workspace).poke();
    }
  }
}
