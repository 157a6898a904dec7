import canonicalize from "canonicalize";
import { and, desc, eq, like } from "drizzle-orm";
import type { Audited, Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { toHex } from "./bytes.ts";
import { batch, type Databases, type Platform, type Shard, type Statement } from "./database.ts";
import { refusedByGuard } from "./guard.ts";
import * as platform from "./schema/platform.ts";
import * as workspace from "./schema/workspace.ts";

interface Recorded {
  readonly record: {
    readonly id: string;
    readonly at: number;
    readonly actor: string | null;
    readonly onBehalf: string | null;
    readonly act: string;
    readonly subjectKind: string;
    readonly subject: string;
    readonly ip: string | null;
    readonly browser: string | null;
    readonly request: string | null;
    readonly detailHash: string;
  };
  readonly detail: { readonly audit: string; readonly salt: string; readonly detail: Record<string, unknown> };
}

/** AU1: the record's hash covers salt and canonical values, so that the values can be erased and the chain still holds. */
export async function recordOf(audited: Audited, doer: Doer, at: number, fresh: Fresh): Promise<Recorded> {
  const id = fresh.id();
  const salt = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const detailHash = await hashDetail(salt, audited.detail);
  const { act, subjectKind, subject } = audited;
  const { person, onBehalf = null, ip, browser, request } = doer;
  return {
    record: { id, at, actor: person, onBehalf, act, subjectKind, subject, ip, browser, request, detailHash },
    detail: { audit: id, salt, detail: { ...audited.detail } },
  };
}

/** SHA-256, hex, of salt and canonical values. */
export async function hashDetail(salt: string, detail: Readonly<Record<string, unknown>>): Promise<string> {
  const bytes = new TextEncoder().encode(`${salt}\n${canonicalize(detail) ?? "null"}`);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** The statements of a workspace's audit records, for the batch of the change itself. */
export async function auditInWorkspace(
  shard: Shard,
  workspaceId: string,
  list: readonly Audited[],
  doer: Doer,
  at: number,
  fresh: Fresh,
): Promise<Statement[]> {
  const made = await Promise.all(list.map((audited) => recordOf(audited, doer, at, fresh)));
  return made.flatMap((one) => [
    shard.insert(workspace.audit).values({ ...one.record, workspaceId }),
    shard.insert(workspace.auditDetail).values({ ...one.detail, workspaceId }),
  ]);
}

/** The statements of platform audit records, for the batch of the change itself. */
export async function auditOnPlatform(
  database: Platform,
  workspaceId: string | null,
  list: readonly Audited[],
  doer: Doer,
  at: number,
  fresh: Fresh,
): Promise<Statement[]> {
  const made = await Promise.all(list.map((audited) => recordOf(audited, doer, at, fresh)));
  return made.flatMap((one) => [
    database.insert(platform.audit).values({ ...one.record, workspaceId }),
    database.insert(platform.auditDetail).values(one.detail),
  ]);
}

/** Who did the last thing that was recorded of it: whoever comes too late is told who was first. */
export async function whoChanged(shard: Shard, workspaceId: string, subject: string): Promise<string | null> {
  const { audit } = workspace;
  const [row] = await shard
    .select({ actor: audit.actor })
    .from(audit)
    .where(and(eq(audit.workspaceId, workspaceId), eq(audit.subject, subject)))
    .orderBy(desc(audit.at), desc(audit.n))
    .limit(1);
  return row?.actor ?? null;
}

/** The same of what is decided on the platform. */
export async function whoDecided(database: Platform, subject: string, act: string): Promise<string | null> {
  const { audit } = platform;
  const [row] = await database
    .select({ actor: audit.actor })
    .from(audit)
    .where(and(eq(audit.subject, subject), eq(audit.act, act)))
    .orderBy(desc(audit.at), desc(audit.n))
    .limit(1);
  return row?.actor ?? null;
}

/** And of a member, a team or an invitation of one workspace: a person may be decided about in several. */
export async function whoDecidedIn(
  database: Platform,
  {
    kind,
    workspace: workspaceId,
    subject,
  }: { readonly kind: "member" | "team" | "invitation"; readonly workspace: string; readonly subject: string },
): Promise<string | null> {
  const { audit } = platform;
  const [row] = await database
    .select({ actor: audit.actor })
    .from(audit)
    .where(and(eq(audit.subject, subject), eq(audit.workspaceId, workspaceId), like(audit.act, `${kind}.%`)))
    .orderBy(desc(audit.at), desc(audit.n))
    .limit(1);
  return row?.actor ?? null;
}

/** Where a record goes: the platform's ledger, or that of a workspace in its shard. */
export type Home = { readonly id: string; readonly shard: number } | null;

/** A record of what changed nothing: a refusal, a look, an export. Recorded again under the same id, it is one record. */
export async function keepRecord(databases: Databases, home: Home, audited: Audited, doer: Doer, fresh: Fresh): Promise<void> {
  const at = fresh.now();
  try {
    if (home === null) await batch(databases.platform, await auditOnPlatform(databases.platform, null, [audited], doer, at, fresh));
    else {
      const shard = databases.shard(home.shard);
      await batch(shard, await auditInWorkspace(shard, home.id, [audited], doer, at, fresh));
    }
  } catch (error) {
    if (!refusedByGuard(error)) throw error;
  }
}
