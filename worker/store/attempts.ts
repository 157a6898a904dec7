import { type SQL, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import type { ATTEMPT_CHANNELS, ATTEMPT_OUTCOMES, LeadRow } from "../../domain/lead.ts";
import { answer, apply, type Changed, type Command, prepare, stillInReach } from "./commands.ts";
import type { Statement } from "./database.ts";
import { isLead } from "./leads.ts";
import { type Inverse, lead, timeline } from "./schema/workspace.ts";
import { told } from "./submissions.ts";

interface Attempt {
  readonly channel: (typeof ATTEMPT_CHANNELS)[number];
  readonly outcome: (typeof ATTEMPT_OUTCOMES)[number];
}

const ATTEMPT_TRIES = 5;

/**
 * Logs that somebody tried to reach the person; the first one stops the waiting clock. It is added whatever else happens to the lead
 * meanwhile: a lost race is run again.
 */
export async function logAttempt(command: Command, attempt: Attempt): Promise<Changed> {
  for (let tried = 1; ; tried++) {
    try {
      return await addAttempt(command, attempt);
    } catch (error) {
      if (tried === ATTEMPT_TRIES || !(error instanceof Refusal) || error.code !== "conflict") throw error;
    }
  }
}

async function addAttempt(command: Command, { channel, outcome }: Attempt): Promise<Changed> {
  const { row, repeated, position } = await prepare(command, "lead.attempt", null);
  if (repeated) return answer(command, row, position);
  const at = command.fresh.now();
  const entry = command.fresh.id();
  const { workspace, person } = command.actor;
  return apply(command, row, {
    guards: stillInReach(command.actor, row),
    writes: [
      command.shard
        .update(lead)
        .set({ firstAttemptAt: sql`ifnull(${lead.firstAttemptAt}, ${at})`, lastActivityAt: at, version: row.version + 1 })
        .where(isLead(workspace, row.id)),
      command.shard
        .insert(timeline)
        .values({ workspaceId: workspace, lead: row.id, id: entry, at, actor: person, data: { kind: "attempt", channel, outcome } }),
    ],
    fields: ["firstAttemptAt", "lastActivityAt"],
    after: row,
    act: "lead.attempted",
    detail: { channel, outcome },
    inverse: { attempt: { entry, at } },
  });
}

/** The attempt stays in the story, told to be withdrawn. The clock it stopped stands where the attempts that are left would have stopped it. */
export function withdraw(command: Command, row: LeadRow, { entry, at }: NonNullable<Inverse["attempt"]>): Statement[] {
  const { shard, fresh, actor } = command;
  const now = fresh.now();
  const left = sql`(SELECT min(at) FROM timeline AS one WHERE ${storyOf(command)} AND data ->> 'kind' = 'attempt'
    AND NOT ${isWithdrawn(command, sql`one.id`)})`;
  return [
    told(shard, actor.workspace, row.id, now, actor.person, { kind: "withdrawn", attempt: entry }, fresh),
    shard
      .update(lead)
      .set({ firstAttemptAt: row.firstAttemptAt === at ? left : row.firstAttemptAt, lastActivityAt: now, version: row.version + 1 })
      .where(isLead(actor.workspace, row.id)),
  ];
}

export function isWithdrawn(command: Command, entry: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM timeline WHERE ${storyOf(command)} AND data ->> 'kind' = 'withdrawn' AND data ->> 'attempt' = ${entry})`;
}

function storyOf({ actor, lead: id }: Command): SQL {
  return sql`workspace_id = ${actor.workspace} AND lead_id = ${id}`;
}
