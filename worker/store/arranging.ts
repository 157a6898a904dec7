import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import type { Audited, Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { Actor } from "../../domain/rights.ts";
import { stillHere } from "./commands.ts";
import { commit } from "./commit.ts";
import type { Shard, Statement } from "./database.ts";

/** Whoever arranges a workspace's floor: its setup, its projects, what its forms and campaigns bring leads to. */
export interface Arranging {
  readonly shard: Shard;
  readonly actor: Actor;
  readonly doer: Doer;
  readonly fresh: Fresh;
}

interface Arrangement {
  readonly guards: readonly SQL[];
  readonly writes: readonly Statement[];
  /** Which names everybody reads again; `own_views` nobody does. */
  readonly names: "setup" | "projects" | "forms" | "campaigns" | "views" | "own_views";
  readonly audit: Audited;
}

/** Writes one change of it. False: what it was decided from is so no more. */
export async function arrange({ shard, actor, doer, fresh }: Arranging, change: Arrangement): Promise<boolean> {
  const { workspace } = actor;
  const at = fresh.now();
  const committed = await commit(
    shard,
    {
      workspace,
      doer,
      at,
      guards: [
        stillHere(actor, at),
        sql`EXISTS (SELECT 1 FROM workspace_state WHERE workspace_id = ${workspace} AND status = 'active')`,
        ...change.guards,
      ],
      writes: change.writes,
      log: [{ entity: "workspace", id: workspace, op: "update", fields: [change.names], before: null, after: null }],
      audit: [change.audit],
    },
    fresh,
  );
  return committed.kind === "done";
}
