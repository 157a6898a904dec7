import type { Platform, Shard } from "./database.ts";

/** One chain of audit records and seals: the platform's, or that of a workspace in its shard (AU1). */
export interface Ledger {
  readonly client: D1Database;
  /** Null: the platform's. */
  readonly workspace: string | null;
}

export function platformLedger(platform: Platform): Ledger {
  return { client: platform.$client, workspace: null };
}

export function workspaceLedger(shard: Shard, workspace: string): Ledger {
  return { client: shard.$client, workspace };
}

/** The condition that keeps a statement inside the ledger; `?1` is its workspace, null on the platform, which has one ledger only. */
export function within(ledger: Ledger, table: "audit" | "audit_seal" | "audit_detail"): string {
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
