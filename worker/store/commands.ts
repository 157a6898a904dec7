import { and, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import type { Audited, Doer, LoggedChange } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { type LeadRow, rowFor, visibilityOf } from "../../domain/lead.ts";
import { type Actor, can, type Capability, isMember } from "../../domain/rights.ts";
import type { Setup } from "../../domain/setup.ts";
import type { Position } from "../../domain/wire.ts";
import { type Commit, commit, positionOf, readPosition } from "./commit.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { isLead, rowColumns } from "./leads.ts";
import { type Inverse, lead, member, mutation, timeline } from "./schema/workspace.ts";
import { readSetup, setupOf } from "./setup.ts";

/** A person's command on one lead, as the request brings it. */
export interface Command {
  readonly shard: Shard;
  readonly actor: Actor;
  readonly doer: Doer;
  readonly lead: string;
  readonly mutation: string;
  readonly fresh: Fresh;
}

/** `row` is null when the lead left the person's own sight. */
export interface Changed {
  readonly id: string;
  readonly row: LeadRow | null;
  readonly position: Position;
}

interface Target {
  readonly id: string;
  readonly teams: readonly string[];
}

/** The lead a command is about; the right is asked before existence is revealed. `beside`: what else is read in the same round trip. */
export async function prepare(command: Command, capability: Capability, person: string | null, beside?: readonly Statement[]) {
  const { row, repeated, target, position, by, setup, besides } = await read(command, sql`${command.lead}`, person, beside);
  if (row === undefined || (repeated !== null && repeated !== command.lead)) throw new Refusal("not_found");
  const subject = visibilityOf(row);
  // A repeat of what took the lead out of one's sight is still one's own.
  if (repeated === null && !can(command.actor, capability, subject))
    throw new Refusal(can(command.actor, "lead.read", subject) ? "not_allowed" : "not_found");
  // It has left every list: whoever goes on with it takes it out of the archive first.
  if (repeated === null && subject.archived && capability !== "lead.archive") throw new Refusal("invalid_input", { why: "archived" });
  return { row, repeated: repeated !== null, target, position, by, setup, besides };
}

/** Each try one of those who came at once is through. */
const TRIES = 12;

/** For what is done whatever else happens to the lead meanwhile: a lost race is run again. */
export async function runAgain<T>(run: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await run();
    } catch (error) {
      if (tried === TRIES || !(error instanceof Refusal) || error.code !== "conflict") throw error;
    }
  }
}

/**
 * The lead, who did the last thing in its story, the lead this person's mutation changed if it is in already, the person it goes to and
 * the log's position, in one round trip.
 */
export async function read(command: Omit<Command, "lead">, leadId: SQL, person: string | null, beside: readonly Statement[] = []) {
  const { shard, actor } = command;
  const results = await batch(shard, [
    shard
      .select(rowColumns)
      .from(lead)
      .where(and(eq(lead.workspaceId, actor.workspace), eq(lead.id, leadId))),
    shard
      .select({ lead: mutation.lead })
      .from(mutation)
      .where(and(eq(mutation.workspaceId, actor.workspace), eq(mutation.id, command.mutation), eq(mutation.actor, actor.person))),
    shard
      .select({ id: member.personId, teams: member.teams })
      .from(member)
      .where(
        and(
          eq(member.workspaceId, actor.workspace),
          eq(member.personId, person ?? ""),
          eq(member.status, "active"),
          ne(member.role, "auditor"),
        ),
      ),
    shard
      .select({ by: timeline.actor })
      .from(timeline)
      .where(and(eq(timeline.workspaceId, actor.workspace), eq(timeline.lead, leadId)))
      .orderBy(desc(timeline.id))
      .limit(1),
    positionOf(shard, actor.workspace),
    setupOf(shard, actor.workspace),
    ...beside,
  ]);
  const [rows, repeats, targets, last, position, setups, ...besides] = results as [
    LeadRow[],
    { lead: string }[],
    Target[],
    { by: string | null }[],
    unknown,
    Setup[],
    ...unknown[],
  ];
  return {
    row: rows[0],
    setup: readSetup(setups),
    repeated: repeats[0]?.lead ?? null,
    target: targets[0],
    by: last[0]?.by ?? null,
    position: readPosition(position),
    besides,
  };
}

/** Where a lead stands, as rights see it. */
export type Standing = Pick<LeadRow, "owner" | "team" | "archivedAt">;

/** What a change does to another lead: it is told of as well. */
export interface Also {
  readonly log: LoggedChange;
  readonly audit: Audited;
}

interface Application {
  readonly guards: Commit["guards"];
  readonly writes: readonly Statement[];
  readonly fields: readonly string[];
  readonly after: Standing;
  readonly act: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly also?: readonly Also[];
  readonly inverse: Inverse | null;
}

export async function apply(command: Command, row: LeadRow, application: Application): Promise<Changed> {
  const { actor } = command;
  const { guards, writes, fields, after, act, detail, also = [], inverse } = application;
  return decided(command, row, {
    guards,
    writes,
    log: [
      { entity: "lead", id: row.id, op: "update", fields, before: visibilityOf(row), after: visibilityOf(after) },
      ...also.map((one) => one.log),
    ],
    audit: [{ act, subjectKind: "lead", subject: row.id, detail }, ...also.map((one) => one.audit)],
    inverse,
    reads: [command.shard.select(rowColumns).from(lead).where(isLead(actor.workspace, row.id))],
  });
}

/**
 * ED1: it is so already. That it was asked is kept all the same: delivered once more, after somebody else changed it, it changes nothing
 * either.
 */
export function leave(command: Command, row: LeadRow): Promise<Changed> {
  return decided(command, row, { guards: [], writes: [], log: [], audit: [], inverse: null, reads: [] });
}

type Deciding = Pick<Commit, "guards" | "writes" | "log" | "audit"> & {
  readonly inverse: Inverse | null;
  /** The row as it is then, where that is not the one it was decided from. */
  readonly reads: readonly Statement[];
};

/** Commits what was decided from that row, while the row and the person's place are what they were. */
async function decided(command: Command, row: LeadRow, { inverse, ...change }: Deciding): Promise<Changed> {
  const { shard, actor, doer, fresh } = command;
  const at = fresh.now();
  const committed = await commit(
    shard,
    {
      ...change,
      workspace: actor.workspace,
      doer,
      at,
      guards: [
        sql`EXISTS (SELECT 1 FROM lead WHERE workspace_id = ${actor.workspace} AND id = ${row.id} AND version = ${row.version})`,
        stillHere(actor, at),
        sql`EXISTS (SELECT 1 FROM workspace_state WHERE workspace_id = ${actor.workspace} AND status = 'active')`,
        ...change.guards,
      ],
      mutation: { id: command.mutation, group: command.mutation, lead: row.id, inverse },
    },
    fresh,
  );
  if (committed.kind === "done") {
    const now = change.reads.length === 0 ? row : (committed.read[0] as LeadRow[])[0];
    return {
      id: row.id,
      row: now !== undefined && can(actor, "lead.read", visibilityOf(now)) ? rowFor(actor, now) : null,
      position: committed.position,
    };
  }
  const { row: current, repeated, position, by } = await read(command, sql`${row.id}`, null);
  if (current === undefined) throw new Refusal("not_found");
  // Sent twice at once, the second one finds the version moved by the first.
  if (repeated === row.id) return answer(command, current, position);
  throw new Refusal("conflict", can(actor, "lead.read", visibilityOf(current)) ? { row: rowFor(actor, current), by } : undefined);
}

/** The answer to a command that is in already: the state as it is. */
export function answer(command: Command, row: LeadRow, position: Position): Changed {
  return { id: row.id, row: can(command.actor, "lead.read", visibilityOf(row)) ? rowFor(command.actor, row) : null, position };
}

/** The role the right rested on: a member's own, or a grant that lets support work. */
export function stillHere(actor: Actor, now: number): SQL {
  if (isMember(actor.role))
    return sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${actor.workspace} AND person_id = ${actor.person} AND status = 'active' AND role = ${actor.role})`;
  return sql`EXISTS (SELECT 1 FROM workspace_state, json_each(support) WHERE workspace_id = ${actor.workspace}
    AND value ->> 'person' = ${actor.person} AND value ->> 'edit' = 1 AND value ->> 'until' > ${now})`;
}

/** Somebody who can work a lead: here, and not only to look. */
export function canTake(workspaceId: string, person: string) {
  return sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${workspaceId} AND person_id = ${person} AND status = 'active' AND role <> 'auditor')`;
}

/** What the right to this lead rested on besides the role, as a guard: the team it came by, or that agents may take what is unclaimed. */
export function stillInReach(actor: Actor, row: Pick<LeadRow, "owner" | "team">): SQL[] {
  const here = sql`workspace_id = ${actor.workspace}`;
  if (row.owner === actor.person) return [];
  if (actor.role === "agent") return [sql`EXISTS (SELECT 1 FROM workspace_state WHERE ${here} AND settings ->> 'agentsSeeUnclaimed' = 1)`];
  if (actor.role !== "manager" || row.owner === null) return [];
  return [sql`EXISTS (SELECT 1 FROM member, json_each(teams) WHERE ${here} AND person_id = ${actor.person} AND value = ${row.team})`];
}
