import { and, asc, eq, getTableName, is, sql } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { searchScope } from "../../domain/search.ts";
import { hashDetail } from "../../worker/store/audit.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { leadsOf } from "./leads.ts";
import { shard, testEnv, type World } from "./world.ts";

/** Every row a workspace has in its database, by table: what "nothing was written" is compared with. */
export async function contentsOf(world: World): Promise<Record<string, unknown[]>> {
  const names = Object.values(workspace).flatMap((table) => (is(table, SQLiteTable) ? [getTableName(table)] : []));
  const results = await testEnv.WORKSPACE_DB_1.batch(
    names.map((name) => testEnv.WORKSPACE_DB_1.prepare(`SELECT * FROM ${name} WHERE workspace_id = ?`).bind(world.id)),
  );
  return Object.fromEntries(names.map((name, n) => [name, results[n]?.results ?? []]));
}

/** The same without what was asked for, which is kept of what changed nothing too (ED1). */
export async function stateOf(world: World): Promise<Record<string, unknown[]>> {
  const { mutation: _, ...state } = await contentsOf(world);
  return state;
}

/** The workspace's audit with its details, in order. Throws where a record's hash does not cover its values (AU1). */
export async function auditOf(world: World) {
  const { audit, auditDetail } = workspace;
  const rows = await shard
    .select({ record: audit, detail: auditDetail.detail, salt: auditDetail.salt })
    .from(audit)
    .innerJoin(auditDetail, and(eq(auditDetail.audit, audit.id), eq(auditDetail.workspaceId, audit.workspaceId)))
    .where(eq(audit.workspaceId, world.id))
    .orderBy(asc(audit.n));
  for (const row of rows) {
    if ((await hashDetail(row.salt, row.detail)) !== row.record.detailHash)
      throw new Error(`the hash of ${row.record.act} does not verify`);
  }
  return rows;
}

/** Throws where a count or a search scope kept beside the leads does not say what the leads say. */
export async function checkKept(world: World): Promise<void> {
  const leads = await leadsOf(world);
  const counted = new Map<string, number>();
  for (const lead of leads.filter((one) => !one.isTest && one.archivedAt === null)) {
    const key = [lead.owner ?? "", lead.team ?? "", lead.stage].join(" ");
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  const tallies = await shard
    .select()
    .from(workspace.tally)
    .where(and(eq(workspace.tally.workspaceId, world.id), sql`count <> 0`));
  const kept = new Map(tallies.map((row) => [[row.owner, row.team, row.stage].join(" "), row.count]));
  const [says, holds] = [kept, counted].map((counts) => [...counts].map(([key, count]) => `${key}: ${count}`).sort());
  if (says?.join() !== holds?.join()) throw new Error(`the tally says ${says?.join()}, the leads say ${holds?.join()}`);
  for (const lead of leads) {
    // LM1: what went into another lead is found as that one.
    const scope = lead.mergedInto === null ? searchScope(world.id, lead.owner, lead.team) : "";
    if (scope === "") {
      const [row] = await shard.select().from(workspace.leadSearch).where(eq(workspace.leadSearch.n, lead.n));
      if (row?.scope !== "") throw new Error(`a lead that went into another one is found under ${row?.scope}`);
      continue;
    }
    const match = `scope : (${scope.split(" ").join(" AND ")})`;
    const found = await testEnv.WORKSPACE_DB_1.prepare(
      "SELECT s.scope FROM lead_fts JOIN lead_search AS s ON s.n = lead_fts.rowid WHERE lead_fts MATCH ?1 AND s.workspace_id = ?2 AND s.n = ?3",
    )
      .bind(match, world.id, lead.n)
      .first<string>("scope");
    if (found !== scope) throw new Error(`the search index does not find lead ${lead.id} under ${scope}`);
  }
}
