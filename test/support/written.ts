import { testEnv } from "./env.ts";
import type { Trip } from "./sql.ts";

/** Rows written by table, its indexes and what its triggers keep included, and `other` for what no insert or update wrote; the full-text index counts as one, see `indexRows`. */
export function itemised(trips: readonly Trip[]): Record<string, number> {
  const items: Record<string, number> = {};
  for (const trip of trips) {
    for (const [n, text] of trip.statements.entries()) {
      const table = /^\s*(?:insert into|update)\s+"?(\w+)/i.exec(text)?.[1] ?? "other";
      const rows = trip.written[n] ?? 0;
      if (rows > 0) items[table] = (items[table] ?? 0) + rows;
    }
  }
  return items;
}

/** Rows of the full-text index's own tables: D1 counts its insert as one. They are joined as the index grows: only a first lead's can be counted. */
export async function indexRows(): Promise<number> {
  const tables = ["data", "idx", "docsize"].map((name) => `(SELECT count(*) FROM lead_fts_${name})`);
  return (await testEnv.WORKSPACE_DB_1.prepare(`SELECT ${tables.join(" + ")} AS n`).first<number>("n")) ?? 0;
}
/** The index rewrites its structure and its averages with every word it takes. */
export const REWRITTEN = 2;

export function isSettled(trips: readonly Trip[]): boolean {
  return trips.some((trip) => trip.statements.some((text) => text.startsWith("UPDATE change")));
}
