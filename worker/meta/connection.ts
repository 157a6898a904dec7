import * as v from "valibot";
import type { PageRow } from "../store/pages.ts";
import { openToken, sealToken } from "../sealed.ts";

const live = Symbol("live connection");

/** A Page's token, which never leaves this object except into a request to Meta and, sealed, into the database. */
export interface Granted {
  readonly page: string;
  readonly [live]: string;
}

/**
 * IN5: what a Graph call needs, and cannot be had without a live connection record. Only `connect` makes one; the token never
 * leaves this object except into the request.
 */
export interface Connection extends Granted {
  /** When this permission was given: a newer one is another connection. */
  readonly since: number;
  readonly workspace: string;
  readonly shard: number;
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
  return { ok: true, connection: { page: row.id, workspace: row.workspace, shard: row.shard, since: row.since, [live]: token } };
}

/** What somebody's permission gave for this Page, just now. */
export function granted(page: string, token: string): Granted {
  return { page, [live]: token };
}

/** As the page's row keeps it. */
export function sealGranted(one: Granted, keys: string): Promise<string> {
  return sealToken(keys, one.page, one[live]);
}

const tokens = v.record(v.string(), v.string());

/** All of an offer at once, for that offer alone. */
export function sealOffer(offer: string, all: readonly Granted[], keys: string): Promise<string> {
  return sealToken(keys, offer, JSON.stringify(Object.fromEntries(all.map((one) => [one.page, one[live]]))));
}

/** Empty where the key is gone: whoever asked asks Meta again. */
export async function openOffer(offer: string, sealed: string, keys: string): Promise<readonly Granted[]> {
  const text = await openToken(keys, offer, sealed);
  if (text === null) return [];
  return Object.entries(v.parse(tokens, JSON.parse(text))).map(([page, token]) => granted(page, token));
}

/** For the Graph client only. */
export function tokenOf(one: Granted): string {
  return one[live];
}
