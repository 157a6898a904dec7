import { and, eq, type SQL, sql } from "drizzle-orm";
import { attemptAt, isLate, type Said } from "../../domain/attempt.ts";
import { Refusal } from "../../domain/errors.ts";
import type { AttemptOutcome, Channel, LeadRow } from "../../domain/lead.ts";
import { againAfter, againStill } from "./again.ts";
import type { Setup } from "../../domain/setup.ts";
import { answer, apply, type Changed, type Command, prepare, runAgain, stillInReach } from "./commands.ts";
import type { Statement } from "./database.ts";
import { isLead } from "./leads.ts";
import { type Inverse, lead, timeline } from "./schema/workspace.ts";
import { readBeside, searchedBy, standingBeside, type StandingNotes } from "./notes.ts";
import { inStory, takenBackIn } from "./story.ts";
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
    fields: FIELDS,
    after: row,
    act: "lead.attempted",
    detail: { channel, outcome, ...(late && { at }) },
    inverse: { attempt: { entry, at } },
  });
}

/** ST1: whoever logged an attempt takes it back, however long ago that was. */
export function withdrawAttempt(command: Command, of: string): Promise<Changed> {
  return runAgain(async () => {
    const { row, repeated, position, besides } = await prepare(command, "lead.attempt", null, [
      entryOf(command, of),
      standingBeside(command),
    ]);
    if (repeated) return answer(command, row, position);
    const [entry] = besides[0] as Entry[];
    if (entry === undefined) throw new Refusal("not_found");
    if (entry.by !== command.actor.person) throw new Refusal("not_allowed");
    if (entry.withdrawn === 1) throw new Refusal("invalid_input", { field: "attempt", why: "withdrawn" });
    const { at, text } = entry;
    return apply(command, row, {
      guards: [...stillInReach(command.actor, row), sql`NOT ${isWithdrawn(command, sql`${of}`)}`],
      writes: takenBack(command, row, of, at, readBeside(besides[1])),
      fields: FIELDS,
      after: row,
      act: "lead.attempt_withdrawn",
      detail: { entry: of },
      inverse: { withdrawn: { of, at, reached: entry.outcome === "reached", ...(text !== null && { text }) } },
    });
  });
}

const FIELDS = ["firstAttemptAt", "reachedAt", "lastActivityAt"];

interface Entry {
  readonly at: number;
  readonly by: string | null;
  readonly outcome: AttemptOutcome;
  /** What was said; null: nothing. */
  readonly text: string | null;
  readonly withdrawn: 0 | 1;
}

/** The attempt of that id in the lead's story. */
function entryOf(command: Command, of: string): Statement {
  const { shard, actor, lead: id } = command;
  return shard
    .select({
      at: timeline.at,
      by: timeline.actor,
      outcome: sql<AttemptOutcome>`${timeline.data} ->> 'outcome'`,
      text: sql<string | null>`${timeline.data} ->> 'text'`,
      withdrawn: sql<0 | 1>`${isWithdrawn(command, sql`${of}`)}`,
    })
    .from(timeline)
    .where(
      and(
        eq(timeline.workspaceId, actor.workspace),
        eq(timeline.lead, id),
        eq(timeline.id, of),
        sql`${timeline.data} ->> 'kind' = 'attempt'`,
      ),
    );
}

/** The attempt stays in the story, told to be withdrawn. The clocks it stopped stand where the attempts that are left would have stopped them. */
function takenBack(command: Command, row: LeadRow, of: string, at: number, notes: StandingNotes): Statement[] {
  const { shard, fresh, actor } = command;
  const now = fresh.now();
  return [
    told(shard, actor.workspace, row.id, now, actor.person, { kind: "withdrawn", of }, fresh),
    shard
      .update(lead)
      .set({
        firstAttemptAt: row.firstAttemptAt === at ? firstStanding(command, sql`true`) : row.firstAttemptAt,
        reachedAt: row.reachedAt === at ? firstStanding(command, sql`data ->> 'outcome' = 'reached'`) : (row.reachedAt ?? null),
        againAt: againStill({ workspaceId: actor.workspace, lead: row.id }),
        lastActivityAt: now,
        version: row.version + 1,
      })
      .where(isLead(actor.workspace, row.id)),
    ...searchedBy(command, row, notes, [[of, null]]),
  ];
}

/**
 * When the first of the lead's attempts was that stand, of those that are `which`; for a statement on its row. One from before its form
 * answered another lead's that went into it (LM1).
 */
export function firstStanding(command: Pick<Command, "actor" | "lead">, which: SQL): SQL {
  return sql`(SELECT min(at) FROM timeline WHERE ${inStory(command)} AND data ->> 'kind' = 'attempt' AND at >= lead.submitted_at AND ${which}
    AND id NOT IN ${takenBackIn(inStory(command))})`;
}

export function undoAttempt(
  command: Command,
  row: LeadRow,
  { entry, at }: NonNullable<Inverse["attempt"]>,
  _setup: Setup,
  { notes }: Aside,
): Undoing {
  return {
    capability: "lead.attempt",
    stands: true,
    guards: [sql`NOT ${isWithdrawn(command, sql`${entry}`)}`],
    writes: takenBack(command, row, entry, at, notes),
    fields: FIELDS,
    detail: { before: { attempt: entry }, after: { attempt: null } },
  };
}

/** It stands again, by one more entry, and the clocks count it again. */
export function undoWithdrawn(
  command: Command,
  row: LeadRow,
  { of, at, reached, text }: NonNullable<Inverse["withdrawn"]>,
  _setup: Setup,
  { notes }: Aside,
): Undoing {
  const { shard, fresh, actor } = command;
  const now = fresh.now();
  return {
    capability: "lead.attempt",
    stands: true,
    guards: [isWithdrawn(command, sql`${of}`)],
    writes: [
      told(shard, actor.workspace, row.id, now, actor.person, { kind: "withdrawn", of, off: true }, fresh),
      shard
        .update(lead)
        .set({
          // The same as where it is taken back: one from before the lead's form answered another one.
          ...(at >= row.submittedAt && {
            firstAttemptAt: earlier(lead.firstAttemptAt, at),
            ...(reached && { reachedAt: earlier(lead.reachedAt, at) }),
          }),
          againAt: againAfter(at),
          lastActivityAt: now,
          version: row.version + 1,
        })
        .where(isLead(actor.workspace, row.id)),
      ...searchedBy(command, row, notes, [[of, text ?? null]]),
    ],
    fields: FIELDS,
    detail: { before: { attempt: null }, after: { attempt: of } },
  };
}

/** The last word on it says so. */
function isWithdrawn(command: Command, entry: SQL): SQL {
  return sql`ifnull((SELECT data ->> 'off' IS NULL FROM timeline WHERE ${inStory(command)} AND data ->> 'kind' = 'withdrawn'
    AND data ->> 'of' = ${entry} ORDER BY id DESC LIMIT 1), 0)`;
}

/** Of attempts the first one counts, though the clocks of two places differ and the later one was written first. */
function earlier(column: typeof lead.firstAttemptAt | typeof lead.reachedAt, at: number): SQL {
  return sql`min(ifnull(${column}, ${at}), ${at})`;
}
