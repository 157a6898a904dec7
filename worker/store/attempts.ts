import { type SQL, sql } from "drizzle-orm";
import { attemptAt, isLate, type Said } from "../../domain/attempt.ts";
import type { AttemptOutcome, Channel, LeadRow } from "../../domain/lead.ts";
import { againAfter, againStill } from "./again.ts";
import type { Setup } from "../../domain/setup.ts";
import { answer, apply, type Changed, type Command, prepare, runAgain, stillInReach } from "./commands.ts";
import { isLead } from "./leads.ts";
import { type Inverse, lead, timeline } from "./schema/workspace.ts";
import { readBeside, searchedBy, standingBeside } from "./notes.ts";
import { inStory } from "./story.ts";
import { told } from "./submissions.ts";
import type { Aside, Undoing } from "./undo.ts";

interface Attempt {
  readonly channel: Channel;
  readonly outcome: AttemptOutcome;
  /** "in": they reached us. */
  readonly way?: "in" | "out" | undefined;
  /** What was said. */
  readonly text?: string | undefined;
}

/** An attempt, and when it was. */
type Logged = Attempt & Said;

/**
 * Logs that somebody tried to reach the person, or was reached by them; the first one stops the waiting clock, whichever is told first. It is added whatever else
 * happens to the lead meanwhile. What was done is written down though they asked not to be reached that way (DN1): it happened.
 */
export function logAttempt(command: Command, attempt: Logged): Promise<Changed> {
  return runAgain(() => addAttempt(command, attempt));
}

async function addAttempt(command: Command, { channel, way, text, at: said, sent, ...tried }: Logged): Promise<Changed> {
  const { row, repeated, position, besides } = await prepare(
    command,
    "lead.attempt",
    null,
    text === undefined ? [] : [standingBeside(command)],
  );
  if (repeated) return answer(command, row, position);
  const now = command.fresh.now();
  const at = attemptAt({ at: said, sent }, row.submittedAt, now);
  const late = isLate(at, now);
  const entry = command.fresh.id();
  const { workspace, person } = command.actor;
  // Whoever reached us was reached.
  const outcome = way === "in" ? "reached" : tried.outcome;
  return apply(command, row, {
    guards: stillInReach(command.actor, row),
    writes: [
      command.shard
        .update(lead)
        .set({
          firstAttemptAt: earlier(lead.firstAttemptAt, at),
          ...(outcome === "reached" && { reachedAt: earlier(lead.reachedAt, at) }),
          againAt: againAfter(at),
          lastActivityAt: sql`max(${lead.lastActivityAt}, ${at})`,
          version: row.version + 1,
        })
        .where(isLead(workspace, row.id)),
      command.shard.insert(timeline).values({
        workspaceId: workspace,
        lead: row.id,
        id: entry,
        at,
        actor: person,
        data: {
          kind: "attempt",
          channel,
          outcome,
          ...(way === "in" && { way }),
          ...(text !== undefined && { text }),
          ...(late && { logged: now }),
        },
      }),
      ...(text === undefined ? [] : searchedBy(command, row, readBeside(besides[0]), [[entry, text]])),
    ],
    fields: ["firstAttemptAt", "reachedAt", "lastActivityAt"],
    after: row,
    act: "lead.attempted",
    detail: { channel, outcome, ...(late && { at }) },
    inverse: { attempt: { entry, at } },
  });
}

/** The attempt stays in the story, told to be withdrawn. The clocks it stopped stand where the attempts that are left would have stopped them. */
export function undoAttempt(
  command: Command,
  row: LeadRow,
  { entry, at }: NonNullable<Inverse["attempt"]>,
  _setup: Setup,
  { notes }: Aside,
): Undoing {
  const { shard, fresh, actor } = command;
  const now = fresh.now();
  const left = (
    which: SQL,
  ) => sql`(SELECT min(at) FROM timeline AS one WHERE ${inStory(command)} AND data ->> 'kind' = 'attempt' AND ${which}
    AND NOT ${isWithdrawn(command, sql`one.id`)})`;
  return {
    capability: "lead.attempt",
    stands: true,
    guards: [sql`NOT ${isWithdrawn(command, sql`${entry}`)}`],
    writes: [
      told(shard, actor.workspace, row.id, now, actor.person, { kind: "withdrawn", of: entry }, fresh),
      shard
        .update(lead)
        .set({
          firstAttemptAt: row.firstAttemptAt === at ? left(sql`true`) : row.firstAttemptAt,
          reachedAt: row.reachedAt === at ? left(sql`data ->> 'outcome' = 'reached'`) : (row.reachedAt ?? null),
          againAt: againStill({ workspaceId: actor.workspace, lead: row.id }),
          lastActivityAt: now,
          version: row.version + 1,
        })
        .where(isLead(actor.workspace, row.id)),
      ...searchedBy(command, row, notes, [[entry, null]]),
    ],
    fields: ["firstAttemptAt", "reachedAt", "lastActivityAt"],
    detail: { before: { attempt: entry }, after: { attempt: null } },
  };
}

function isWithdrawn(command: Command, entry: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM timeline WHERE ${inStory(command)} AND data ->> 'kind' = 'withdrawn' AND data ->> 'of' = ${entry})`;
}

/** Of attempts the first one counts, though the clocks of two places differ and the later one was written first. */
function earlier(column: typeof lead.firstAttemptAt | typeof lead.reachedAt, at: number): SQL {
  return sql`min(ifnull(${column}, ${at}), ${at})`;
}
