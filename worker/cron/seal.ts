import type { Fresh } from "../../domain/fresh.ts";
import { causeOf } from "../store/cause.ts";
import type { Databases } from "../store/database.ts";
import { diagnose } from "../store/diagnostics.ts";
import { platformLedger, workspaceLedger } from "../store/ledger.ts";
import { shardNumbers } from "../store/people.ts";
import { recordAuthEvents, sealAudit, workspacesToSeal } from "../store/seal.ts";

/** Workspaces of a shard in one tick; the next one goes on. */
const WORKSPACES = 50;

/** AU1: seals what was recorded since the last tick. What fails in one workspace keeps no other open. */
export async function sealAll(databases: Databases, fresh: Fresh): Promise<{ events: number; records: number }> {
  const { platform } = databases;
  const events = await recordAuthEvents(platform, fresh);
  let records = await sealAudit(platformLedger(platform), fresh.now());
  for (const n of await shardNumbers(platform)) {
    const shard = databases.shard(n);
    for (const workspace of await workspacesToSeal(shard, fresh.id(), WORKSPACES)) {
      try {
        records += await sealAudit(workspaceLedger(shard, workspace), fresh.now());
      } catch (error) {
        await diagnose(platform, { kind: "cron", cause: `seals: ${causeOf(error)}`, workspace }, fresh).catch(() => undefined);
      }
    }
  }
  return { events, records };
}
