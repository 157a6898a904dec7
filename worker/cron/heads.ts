import type { Fresh } from "../../domain/fresh.ts";
import { mailStatements } from "../identity/mail.ts";
import type { Databases } from "../store/database.ts";
import { type Head, ownersToTell, putOnce, readHead } from "../store/heads.ts";
import { workspaceLedger } from "../store/ledger.ts";

export interface HeadsDeps {
  readonly databases: Databases;
  /** TOKEN_KEYS. */
  readonly keys: string;
  readonly fresh: Fresh;
}

/**
 * AU1: mails each owner who wants it the head of their workspace's audit, one a day whatever runs again. What fails in one workspace keeps
 * nobody else's from being sent, and is tried again.
 */
export async function mailHeads({ databases, keys, fresh }: HeadsDeps, scheduledAt: number): Promise<{ heads: number }> {
  const { platform } = databases;
  const day = new Date(scheduledAt).toISOString().slice(0, 10);
  const known = new Map<string, Promise<Head | null>>();
  const failures: unknown[] = [];
  let heads = 0;
  for (const { workspace, name, shard, settings, person, email, language } of await ownersToTell(platform)) {
    try {
      const reading = known.get(workspace) ?? readHead(workspaceLedger(databases.shard(shard), workspace));
      known.set(workspace, reading);
      const head = await reading;
      if (head === null) continue;
      const mail = { to: email, language: language ?? settings.language, says: { kind: "audit_head", workspace: name, ...head } as const };
      const once = { now: fresh.now, id: () => `head:${day}:${workspace}:${person}` };
      if (await putOnce(platform, await mailStatements(platform, keys, [mail], once))) heads += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { heads };
}
