import type { PageRow } from "../store/pages.ts";
import { openToken } from "../sealed.ts";

const live = Symbol("live connection");

/**
 * IN5: what a Graph call needs, and cannot be had without a live connection record. Only `connect` makes one; the token never
 * leaves this object except into the request.
 */
export interface Connection {
  readonly page: string;
  readonly workspace: string;
  readonly shard: number;
  readonly [live]: string;
}

export type Connecting = { readonly ok: true; readonly connection: Connection } | { readonly ok: false; readonly reason: NotConnected };
export type NotConnected = "page_unknown" | "page_disconnected" | "page_broken" | "page_token" | "workspace_suspended";

/** Decides whether Meta may be asked about this Page. `keys` is TOKEN_KEYS. */
export async function connect(row: PageRow | undefined, keys: string): Promise<Connecting> {
  if (row === undefined) return { ok: false, reason: "page_unknown" };
  if (row.state === "disconnected") return { ok: false, reason: "page_disconnected" };
  if (row.state === "broken") return { ok: false, reason: "page_broken" };
  if (row.workspaceStatus !== "active") return { ok: false, reason: "workspace_suspended" };
  const token = await openToken(keys, row.id, row.token);
  if (token === null) return { ok: false, reason: "page_token" };
  return { ok: true, connection: { page: row.id, workspace: row.workspace, shard: row.shard, [live]: token } };
}

/** For the Graph client only. */
export function tokenOf(connection: Connection): string {
  return connection[live];
}
