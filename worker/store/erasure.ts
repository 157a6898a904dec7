import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Identity } from "../../domain/identity.ts";
import { toHex } from "./bytes.ts";
import type { Shard } from "./database.ts";
import { tombstone } from "./schema/workspace.ts";

/** PV1: how somebody who was erased is known again, by whatever way they come: an intake, or a person who types them in. */

/** An identity with the keyed hash under which an erasure would have left it. */
export type Hashed = Identity & { readonly hash: string };

/** Keyed, and of one workspace only. */
export async function erasureHash(erasureKey: string, workspaceId: string, identity: Identity): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(erasureKey), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return toHex(
    new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(`${workspaceId}\n${identity.kind}\n${identity.value}`))),
  );
}

export function hashed(erasureKey: string, workspaceId: string, identities: readonly Identity[]): Promise<Hashed[]> {
  return Promise.all(identities.map(async (identity) => ({ ...identity, hash: await erasureHash(erasureKey, workspaceId, identity) })));
}

/** What was left of those who were erased under any of these. */
export function tombstonesOf(shard: Shard, workspaceId: string, identities: readonly Hashed[]) {
  return shard
    .select({ kind: tombstone.kind, erasedAt: tombstone.erasedAt, neverAgain: tombstone.neverAgain })
    .from(tombstone)
    .where(
      and(
        eq(tombstone.workspaceId, workspaceId),
        sql`(${tombstone.kind}, ${tombstone.hash}) IN (SELECT value ->> 'kind', value ->> 'hash' FROM json_each(${JSON.stringify(identities)}))`,
      ),
    );
}

/** A guard: nobody was erased under any of these since `at`, nor asked never to be known again. */
export function noErasure(workspaceId: string, identities: readonly Hashed[], at: number): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM tombstone WHERE workspace_id = ${workspaceId}
    AND (kind, hash) IN (SELECT value ->> 'kind', value ->> 'hash' FROM json_each(${JSON.stringify(identities)}))
    AND (never_again = 1 OR erased_at >= ${at}))`;
}
