import { pushAll, type SendDeps } from "../push/send.ts";
import { causeOf } from "../store/cause.ts";
import type { Databases } from "../store/database.ts";
import { diagnose } from "../store/diagnostics.ts";
import { shardNumbers } from "../store/people.ts";
import { tellDue, workspacesToRemind } from "../store/reminders.ts";

/** Of each kind a workspace tells in one tick; the next minute's goes on. */
const AT_ONCE = 100;
/** All workspaces together, six queries each: a minute's tick shares its invocation, and D1's 1,000 queries, with the other jobs. */
const IN_ALL = 1_000;
const WORKSPACES = 40;

/** NT1: what time alone brings is told, and what is due is pushed. What fails in one workspace costs no other its turn. */
export async function remind(databases: Databases, deps: SendDeps): Promise<{ told: number; pushed: number }> {
  const told = await tellAll(databases, deps);
  return { told, pushed: await pushAll(deps) };
}

async function tellAll(databases: Databases, { fresh }: SendDeps): Promise<number> {
  let [told, looked] = [0, 0];
  for (const n of await shardNumbers(databases.platform)) {
    const shard = databases.shard(n);
    const due = await workspacesToRemind(shard, fresh.now());
    // Begun at another place each time, so that nobody waits behind others for ever.
    const start = Math.floor(fresh.random() * due.length);
    for (const workspace of [...due.slice(start), ...due.slice(0, start)]) {
      if (told >= IN_ALL || looked++ >= WORKSPACES) return told;
      try {
        told += await tellDue(shard, workspace, AT_ONCE, fresh);
      } catch (error) {
        await diagnose(databases.platform, { kind: "notices", cause: causeOf(error), workspace }, fresh).catch(() => undefined);
      }
    }
  }
  return told;
}
