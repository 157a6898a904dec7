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
  /** The database of shard number `n`. Throws where there is none: a workspace written on a shard that is not bound. */
  shard(n: number): Shard;
}

/** One round trip, one transaction: drizzle's batch wants a non-empty tuple, which a built-up list cannot promise by type. */
export async function batch(database: Platform | Shard, statements: readonly Statement[]): Promise<unknown[]> {
  const [first, ...rest] = statements;
  if (first === undefined) return [];
  return database.batch([first, ...rest]);
}
