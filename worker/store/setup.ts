import { eq, type SQL, sql } from "drizzle-orm";
import { DEFAULT_SETUP, firstStage, type Setup } from "../../domain/setup.ts";
import type { Shard } from "./database.ts";
import { setup } from "./schema/workspace.ts";

/** The workspace's setup, for the batch of what is decided by it. */
export function setupOf(shard: Shard, workspaceId: string) {
  return shard
    .select({
      version: setup.version,
      stages: setup.stages,
      lostReasons: setup.lostReasons,
      fields: setup.fields,
      templates: setup.templates,
    })
    .from(setup)
    .where(eq(setup.workspaceId, workspaceId));
}

export function readSetup(rows: unknown): Setup {
  return (rows as Setup[])[0] ?? DEFAULT_SETUP;
}

/** Where a new lead stands, decided where it is written: no lead comes into a stage that was retired while it was on its way. */
export function firstStageOf(workspaceId: string): SQL<string> {
  return sql<string>`ifnull((SELECT value ->> 'id' FROM setup, json_each(setup.stages) WHERE workspace_id = ${workspaceId}
    AND value ->> 'kind' = 'open' AND value ->> 'retired' IS NULL ORDER BY json_each.key LIMIT 1), ${firstStage(DEFAULT_SETUP)})`;
}

/** A guard: what was decided by this version of the setup is decided by it still. */
export function setupIs(workspaceId: string, version: number): SQL {
  return sql`ifnull((SELECT version FROM setup WHERE workspace_id = ${workspaceId}), 0) = ${version}`;
}
