import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { BatchItem } from "drizzle-orm/batch";
import * as platformSchema from "./schema/platform.ts";
import * as workspaceSchema from "./schema/workspace.ts";

export type Platform = DrizzleD1Database<typeof platformSchema> & { readonly $client: D1Database };
export type Shard = DrizzleD1Database<typeof workspaceSchema> & { readonly $client: D1Database };
export type Statement = BatchItem<"sqlite">;

export function openPlatform(database: D1Database): Platform {
  return drizzle(database, { schema: platformSchema });
}

export function openShard(database: D1Database): Shard {
  return drizzle(database, { schema: workspaceSchema });
}

/** Both kinds of database as the rest of the Worker asks for them. */
export interface Databases {
  readonly platform: Platform;
  /** Of the shards that are bound. */
  readonly numbers: readonly number[];
  /** The database of shard number `n`. Throws where there is none: a workspace written on a shard that is not bound. */
  shard(n: number): Shard;
}

/**
 * One round trip, one transaction. Not drizzle's own `batch`: that one wants a tuple, which a built-up list cannot promise by type, and
 * fails on a raw statement with parameters (0.45).
 */
export async function batch(database: Platform | Shard, statements: readonly Statement[]): Promise<unknown[]> {
  if (statements.length === 0) return [];
  const prepared = statements.map((statement) => (statement as unknown as Preparable)._prepare());
  const bound = prepared.map((one) => {
    const { sql, params } = one.getQuery();
    return database.$client.prepare(sql).bind(...params);
  });
  const results = await database.$client.batch(bound);
  return results.map((result, n) => prepared[n]?.mapResult(result, true));
}

/** What drizzle's own batch uses of a statement; its published types leave it out. */
interface Preparable {
  _prepare(): {
    getQuery(): { readonly sql: string; readonly params: unknown[] };
    mapResult(result: unknown, fromBatch: boolean): unknown;
  };
}
