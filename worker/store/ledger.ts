import type { Platform, Shard } from "./database.ts";

/** One chain of audit records and seals: the platform's, or that of a workspace in its shard (AU1). */
export interface Ledger {
  readonly client: D1Database;
  /** Null: the platform's. */
  readonly workspace: string | null;
}

/** As much of a database as a verification asks: D1's own binding, or what stands in for it outside the Worker. */
export interface Reader {
  prepare(text: string): Asked;
  batch<T>(statements: Asked[]): Promise<{ readonly results: T[] }[]>;
}
export interface Asked {
  bind(...values: (string | number | null)[]): Asked;
}
export interface ReadLedger {
  readonly client: Reader;
  readonly workspace: string | null;
}

export function platformLedger(platform: Platform): Ledger {
  return { client: platform.$client, workspace: null };
}

export function workspaceLedger(shard: Shard, workspace: string): Ledger {
  return { client: shard.$client, workspace };
}

/** The condition that keeps a statement inside the ledger; `?1` is its workspace, null on the platform, which has one ledger only. */
export function within(ledger: ReadLedger, table: "audit" | "audit_seal" | "audit_detail"): string {
  return ledger.workspace === null ? "?1 IS NULL" : `${table}.workspace_id = ?1`;
}

/** What a seal's hash covers of a record: all of it, its values by their salted digest. */
export interface SealedRecord {
  readonly n: number;
  readonly id: string;
  readonly at: number;
  readonly actor: string | null;
  readonly onBehalf: string | null;
  readonly act: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly workspaceId: string | null;
  readonly ip: string | null;
  readonly browser: string | null;
  readonly request: string | null;
  readonly detailHash: string;
}

export const RECORD = `audit.n, audit.id, audit.at, audit.actor, audit.on_behalf AS onBehalf, audit.act, audit.subject_kind AS subjectKind,
  audit.subject, audit.workspace_id AS workspaceId, audit.ip, audit.browser, audit.request, audit.detail_hash AS detailHash`;

export interface Homed {
  readonly id: string;
  readonly slug: string;
  readonly shard: number;
}

/** Every workspace of the platform, and where its ledger is. */
export async function readHomes(platform: Reader): Promise<readonly Homed[]> {
  const [homes] = await platform.batch<Homed>([platform.prepare("SELECT id, slug, shard FROM workspace ORDER BY slug")]);
  return homes?.results ?? [];
}

/** Which of our kinds of database this is, for whoever finds one by its file only. */
export async function kindOf(client: Reader): Promise<"platform" | "workspace" | null> {
  const [tables] = await client.batch<{ name: string }>([
    client.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('platform_member', 'workspace_state')"),
  ]);
  const name = tables?.results[0]?.name;
  return name === undefined ? null : name === "platform_member" ? "platform" : "workspace";
}

/** Whether a database holds that workspace. */
export async function isHome(client: Reader, workspace: string): Promise<boolean> {
  const [rows] = await client.batch([client.prepare("SELECT 1 FROM workspace_state WHERE workspace_id = ?1").bind(workspace)]);
  return (rows?.results.length ?? 0) > 0;
}
