import type { Fresh } from "../../domain/fresh.ts";
import type { Databases } from "../store/database.ts";
import { type Due, dueOutbox, markDone, retryLater, type Subjects } from "../store/outbox.ts";
import { findWorkspace, workspacesOf } from "../store/people.ts";
import { projectMember, projectTeam, projectWorkspace } from "../store/projection.ts";

export interface OutboxDeps {
  readonly databases: Databases;
  readonly fresh: Pick<Fresh, "now" | "id" | "random">;
  /** Each resolves once the room has acted: a revocation is done only then. */
  readonly rooms: {
    accessChanged(workspaceId: string): Promise<void>;
    sessionEnded(workspaceId: string, sessionId: string): Promise<void>;
  };
}

/** Row numbers, so that whoever wrote a row can tell whether it is done (200) or pending. */
export interface OutboxRun {
  readonly done: readonly number[];
  readonly pending: readonly number[];
}

const AT_ONCE = 50;
const FIRST_RETRY_MS = 1_000;
/** The cron looks every minute: a longer pause would only delay a revocation. */
const LONGEST_RETRY_MS = 60_000;

/**
 * Tells shards and rooms what the platform decided (EV4), or of it only what is about these subjects. Every step is idempotent, so a
 * crash between any two of them, or two runners at once, only repeats. What fails stays due, later and later. Subjects do not wait for
 * one another; one subject's rows do.
 */
export async function runOutbox(deps: OutboxDeps, only?: Subjects): Promise<OutboxRun> {
  const { platform } = deps.databases;
  const due = await dueOutbox(platform, deps.fresh.now(), AT_ONCE, only);
  const bySubject = Map.groupBy(due, (row) => `${row.workspaceId ?? ""} ${row.subject}`);
  const runs = await Promise.all([...bySubject.values()].map((rows) => runInOrder(deps, rows)));
  const done = runs.flatMap((run) => run.done);
  await markDone(platform, done, deps.fresh.now());
  return { done, pending: runs.flatMap((run) => run.pending) };
}

async function runInOrder(deps: OutboxDeps, rows: readonly Due[]): Promise<OutboxRun> {
  const done: number[] = [];
  for (const row of rows.toSorted((a, b) => a.n - b.n)) {
    try {
      await apply(deps, row);
      done.push(row.n);
    } catch {
      const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** row.attempts);
      // Should this fail too, the row stays due: what the others did must still be written down.
      await retryLater(deps.databases.platform, row.n, deps.fresh.now() + delay).catch(() => undefined);
      return { done, pending: rows.flatMap((one) => (done.includes(one.n) ? [] : [one.n])) };
    }
  }
  return { done, pending: [] };
}

/** Shard first, then the rooms: a room that is told reads the shard. */
async function apply(deps: OutboxDeps, row: Due): Promise<void> {
  const { platform } = deps.databases;
  if (row.kind === "session_ended") return tellEnded(deps, row);
  const workspace = row.workspaceId === null ? undefined : await findWorkspace(platform, row.workspaceId);
  // Nothing to tell anybody of a workspace that is gone.
  if (workspace === undefined) return;
  const shard = deps.databases.shard(workspace.shard);
  if (row.kind === "member") await projectMember(platform, shard, workspace.id, row.subject, deps.fresh);
  else if (row.kind === "team") await projectTeam(platform, shard, workspace.id, row.subject, deps.fresh);
  else await projectWorkspace(platform, shard, workspace.id, deps.fresh);
  await deps.rooms.accessChanged(workspace.id);
}

async function tellEnded(deps: OutboxDeps, row: Due): Promise<void> {
  const { session } = row;
  if (session === null) return;
  const workspaces = await workspacesOf(deps.databases.platform, row.subject);
  // All are told, though one fails; then the row is repeated for all, which harms nobody.
  const told = await Promise.allSettled(workspaces.map((id) => deps.rooms.sessionEnded(id, session)));
  const failed = told.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
