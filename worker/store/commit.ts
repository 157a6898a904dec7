import { eq, type SQL, sql } from "drizzle-orm";
import type { Audited, Doer, LoggedChange } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { Position } from "../../domain/wire.ts";
import { auditInWorkspace } from "./audit.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { guard, messagesOf, refusedByGuard } from "./guard.ts";
import { changeLog, type Inverse, mutation, workspaceState } from "./schema/workspace.ts";

/** One change of a workspace, whole: the preconditions it was decided under, what it writes, and who is told. */
export interface Commit {
  readonly workspace: string;
  readonly doer: Doer;
  readonly at: number;
  /** Each must hold inside the transaction, else nothing is written. Whatever was checked in JavaScript is checked again here. */
  readonly guards: readonly SQL[];
  readonly writes: readonly Statement[];
  readonly log: readonly LoggedChange[];
  readonly audit: readonly Audited[];
  /** Read after the writes, in the same transaction and round trip. */
  readonly reads?: readonly Statement[];
  /** A person's command: sent twice, it happens once. */
  readonly mutation?: { readonly id: string; readonly group: string; readonly lead: string; readonly inverse: Inverse | null };
}

export type Committed =
  | { readonly kind: "done"; readonly position: Position; readonly read: readonly unknown[] }
  /** This mutation or submission is already in. */
  | { readonly kind: "repeat" }
  /** A precondition no longer holds, or another lead took the claim: decide again from the current state. */
  | { readonly kind: "conflict" };

/** The only way of business data into a workspace database; the purge, the seals and the demo's seed write beside it. EV1: guards, change, log and audit are one batch: all or nothing. */
export async function commit(shard: Shard, change: Commit, fresh: Fresh): Promise<Committed> {
  const statements: Statement[] = [
    ...change.guards.map((holds) => shard.run(guard(holds))),
    ...mutationRow(shard, change),
    ...change.writes,
    ...change.log.map((entry) =>
      shard.insert(changeLog).values({
        workspaceId: change.workspace,
        at: change.at,
        entity: entry.entity,
        id: entry.id,
        op: entry.op,
        fields: [...entry.fields],
        mutation: change.mutation?.id ?? null,
        actor: change.doer.person,
        before: entry.before,
        after: entry.after,
      }),
    ),
    ...(await auditInWorkspace(shard, change.workspace, change.audit, change.doer, change.at, fresh)),
    positionOf(shard, change.workspace),
    ...(change.reads ?? []),
  ];
  const afterWrites = statements.length - (change.reads?.length ?? 0);
  try {
    const results = await batch(shard, statements);
    return { kind: "done", position: readPosition(results[afterWrites - 1]), read: results.slice(afterWrites) };
  } catch (error) {
    const outcome = refusalOf(error);
    if (outcome === null) throw error;
    return { kind: outcome };
  }
}

/** The workspace's place in the log, to be read in the same batch as whatever it describes. */
export function positionOf(shard: Shard, workspaceId: string) {
  return shard
    .select({ epoch: workspaceState.epoch, seq: headOf(workspaceId) })
    .from(workspaceState)
    .where(eq(workspaceState.workspaceId, workspaceId));
}

/** The log's last number, for a statement on `workspace_state`. A log that is purged to its end still ends where it was purged to. */
export function headOf(workspaceId: string): SQL<number> {
  return sql<number>`max(ifnull((SELECT max(seq) FROM change_log WHERE workspace_id = ${workspaceId}), 0), ${workspaceState.logFloor})`;
}

export function readPosition(result: unknown): Position {
  const row = (result as { epoch: string; seq: number }[])[0];
  if (row === undefined) throw new Error("the shard does not know this workspace");
  return { epoch: row.epoch, seq: row.seq };
}

function mutationRow(shard: Shard, change: Commit): Statement[] {
  const own = change.mutation;
  if (own === undefined || change.doer.person === null) return [];
  return [
    shard.insert(mutation).values({
      workspaceId: change.workspace,
      id: own.id,
      group: own.group,
      actor: change.doer.person,
      at: change.at,
      lead: own.lead,
      inverse: own.inverse,
    }),
  ];
}

/** A taken key of a mutation or submission means it is in already; any other refusal, that the state has moved on. */
function refusalOf(error: unknown): "repeat" | "conflict" | null {
  if (!refusedByGuard(error)) return null;
  return /UNIQUE constraint failed: (mutation|submission)\./.test(messagesOf(error)) ? "repeat" : "conflict";
}
