import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import * as v from "valibot";
import type { LoggedChange } from "../../domain/change.ts";
import { type LeadRow, leadRow, visibilityOf } from "../../domain/lead.ts";
import type { Actor } from "../../domain/rights.ts";
import { searchScope } from "../../domain/search.ts";
import type { Position } from "../../domain/wire.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import { roomsOf } from "../../worker/cron/index.ts";
import { fresh } from "../../worker/env.ts";
import { runOutbox } from "../../worker/identity/outbox.ts";
import { assignLead } from "../../worker/store/assigning.ts";
import type { Command } from "../../worker/store/commands.ts";
import { setStage } from "../../worker/store/staging.ts";
import { commit } from "../../worker/store/commit.ts";
import type { Statement } from "../../worker/store/database.ts";
import { isLead, readLead } from "../../worker/store/leads.ts";
import { type MemberChange, setMember, setWorkspaceSettings } from "../../worker/store/membership.ts";
import { findMember, findWorkspace } from "../../worker/store/people.ts";
import { projectMember } from "../../worker/store/projection.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { personIn } from "../support/leads.ts";
import { databases, shard, testEnv, type World } from "../support/world.ts";

/** Changes as the store commits them. None of these pokes the room: that is for the test to do, or to leave out. */

export const SYSTEM = { person: null, ip: null, browser: null, request: null };

export function ownerOf(world: World): Actor {
  return {
    person: personIn(world, "owner"),
    workspace: world.id,
    role: "owner",
    teams: [],
    rights: [],
    masked: [],
    agentsSeeUnclaimed: false,
  };
}

/** A lead as it is now. */
export async function rowOf(world: World, id: string): Promise<LeadRow> {
  const found = await readLead(shard, ownerOf(world), id);
  if (found === null) throw new Error("there is no such lead");
  // As it comes out of the wire.
  return v.parse(leadRow, found.row);
}

type NewLead = typeof tables.lead.$inferSelect;

export async function createLead(world: World, over: Partial<NewLead> = {}): Promise<LeadRow> {
  const now = Date.now();
  const id = uuidv7();
  const values = {
    id,
    workspaceId: world.id,
    name: "Layla Haddad",
    stage: "new" as const,
    owner: null,
    team: null,
    reason: { code: "no_rule" as const },
    isTest: false,
    submittedAt: now,
    receivedAt: now,
    amberAt: now + 300_000,
    redAt: now + 600_000,
    lastActivityAt: now,
    archivedAt: null,
    ...over,
  };
  const n = shard.select({ n: tables.lead.n }).from(tables.lead).where(isLead(world.id, id));
  const scope = searchScope(world.id, values.owner, values.team);
  await write(world, { id, op: "create", before: null, after: visibilityOf(values) }, [
    shard.insert(tables.lead).values(values),
    shard.insert(tables.leadSearch).values({ n: sql`(${n.getSQL()})`, workspaceId: world.id, scope, body: "layla haddad" }),
  ]);
  return rowOf(world, id);
}

export async function assign(world: World, id: string, owner: string | null, team?: string): Promise<Position> {
  return (await assignLead(commandOf(world, id), { owner, team }, (await rowOf(world, id)).version)).position;
}

export async function stage(world: World, id: string, to: string): Promise<void> {
  await setStage(commandOf(world, id), { stage: to }, (await rowOf(world, id)).version);
}

export async function archive(world: World, id: string): Promise<void> {
  const row = await rowOf(world, id);
  const at = Date.now();
  await write(world, { id, op: "update", before: visibilityOf(row), after: visibilityOf({ ...row, archivedAt: at }) }, [
    shard
      .update(tables.lead)
      .set({ archivedAt: at, version: row.version + 1 })
      .where(isLead(world.id, id)),
  ]);
}

export async function erase(world: World, id: string): Promise<void> {
  const row = await rowOf(world, id);
  await write(world, { id, op: "erase", before: visibilityOf(row), after: null }, [
    shard.delete(tables.leadSearch).where(eq(tables.leadSearch.n, row.n)),
    shard.delete(tables.lead).where(isLead(world.id, id)),
  ]);
}

/** Many log entries that change nothing anybody sees. */
export async function writeLog(world: World, count: number): Promise<void> {
  await testEnv.WORKSPACE_DB_1.prepare(
    `INSERT INTO change_log (workspace_id, at, entity, entity_id, op, fields) SELECT ?1, 0, 'lead', 'gone-' || value, 'update', '[]' FROM json_each(?2)`,
  )
    .bind(world.id, JSON.stringify(Array.from({ length: count }, (_, n) => n)))
    .run();
}

/** Decides it on the platform and in the shard; the room is told only by `tellRooms`. */
export async function changeMember(world: World, key: string, over: Partial<MemberChange>): Promise<void> {
  const person = personIn(world, key);
  const known = await findMember(databases.platform, world.id, person);
  if (known === undefined) throw new Error(`${key} was never a member`);
  await setMember(databases.platform, { ...known, workspace: world.id, person, ...over }, SYSTEM, fresh);
  await projectMember(databases.platform, shard, world.id, person, fresh);
}

/** Decided on the platform only: `tellRooms` carries it on. */
export async function changeSettings(world: World, over: Partial<WorkspaceSettings>): Promise<void> {
  const known = await findWorkspace(databases.platform, world.id);
  if (known === undefined) throw new Error("there is no such workspace");
  const settings = { ...known.settings, ...over };
  await setWorkspaceSettings(databases.platform, { workspace: world.id, name: known.name, settings }, SYSTEM, fresh);
}

/** Everything the platform decided reaches shards and rooms. */
export function tellRooms() {
  return runOutbox({ databases, fresh, rooms: roomsOf(testEnv) });
}

function commandOf(world: World, lead: string): Command {
  const actor = ownerOf(world);
  return { shard, actor, doer: { ...SYSTEM, person: actor.person }, lead, mutation: uuidv7(), fresh };
}

async function write(world: World, change: Omit<LoggedChange, "entity" | "fields">, writes: readonly Statement[]): Promise<void> {
  const log: LoggedChange = { entity: "lead", fields: [], ...change };
  const made = await commit(shard, { workspace: world.id, doer: SYSTEM, at: Date.now(), guards: [], writes, log: [log], audit: [] }, fresh);
  if (made.kind !== "done") throw new Error(`the change was not committed: ${made.kind}`);
}
