import { and, eq, type SQL, sql } from "drizzle-orm";
import type * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import { afterChange, followingOne, MAX_OPEN, newFollowUp, personOf, remindAt, wrongDue } from "../../domain/due.ts";
import type { FollowUp, followUpBody, FollowUpChange } from "../../domain/followup.ts";
import { type LeadRow, rowFor } from "../../domain/lead.ts";
import { isBanned } from "../../domain/nocontact.ts";
import { maskedFor } from "../../domain/rights.ts";
import type { Setup } from "../../domain/setup.ts";
import { notesWithout, type TimelineData } from "../../domain/story.ts";
import { answer, apply, type Changed, type Command, leave, prepare, runAgain, stillInReach } from "./commands.ts";
import type { Statement } from "./database.ts";
import { guard } from "./guard.ts";
import { followUpColumns, isLead } from "./leads.ts";
import { readBeside, searchedBy, standingBeside, type StandingNotes } from "./notes.ts";
import { followUp, type Inverse, lead } from "./schema/workspace.ts";
import { inStory } from "./story.ts";
import { told } from "./submissions.ts";
import type { Aside, Undoing } from "./undo.ts";

/** FU1: what is to be done about a lead. The lead says when the first of it is due, in the batch of whatever changes it. */

/** Sets a follow-up, whatever else happens to the lead meanwhile. Its id is whoever's who sets it: sent twice, there is one. */
export function setFollowUp(command: Command, wish: Omit<v.InferOutput<typeof followUpBody>, "mutation">): Promise<Changed> {
  return runAgain(async () => {
    const { row, repeated, position, besides } = await prepare(command, "lead.edit", null, [
      openOnes(command),
      theOne(command, wish.id),
      ...(wish.note ? [standingBeside(command)] : []),
    ]);
    const [[open], [already]] = besides as [{ count: number }[], FollowUp[]];
    if (repeated) return answer(command, row, position);
    if (already !== undefined) return leave(command, row);
    const now = command.fresh.now();
    mayBe(row, wish, now);
    if ((open?.count ?? 0) >= MAX_OPEN) throw new Refusal("invalid_input", { why: "too_many" });
    const one = newFollowUp(wish, row, command.actor.person, now);
    return apply(command, row, {
      guards: stillInReach(command.actor, row),
      writes: [
        put(command, one, now),
        say(command, one, "set", now),
        leadSays(command, row, now),
        ...(wish.note ? searchedBy(command, row, readBeside(besides[2]), [[one.id, one.note]]) : []),
      ],
      fields: FIELDS,
      after: row,
      act: "lead.follow_up_set",
      detail: { entry: one.id, after: audited(one) },
      inverse: { followUps: [{ id: one.id, to: null, version: one.version }] },
    });
  });
}

/**
 * Does, drops or moves a follow-up: compare-and-set on its version, whatever else happens to the lead meanwhile. One that repeats is
 * followed by its next in the same batch, so that there is exactly one however often it is done.
 */
export async function changeFollowUp(command: Command, id: string, change: FollowUpChange, timeZone: string): Promise<Changed> {
  const noted = change.act === "move" && change.note !== undefined;
  const changed = await runAgain(async () => {
    const { row, repeated, position, by, besides } = await prepare(command, "lead.edit", null, [
      theOne(command, id),
      ...(noted ? [standingBeside(command)] : []),
    ]);
    if (repeated) return answer(command, row, position);
    const [[one]] = besides as [FollowUp[]];
    if (one === undefined) return new Refusal("not_found");
    const [now] = notesWithout(maskedFor(command.actor, row), [one]);
    if (one.version !== change.version || one.state !== "open")
      return new Refusal("conflict", { row: rowFor(command.actor, row), by, now });
    // PV2: who sees a part of a note does not write it anew; sent back as it was told, it stays what it is.
    const kept = change.act === "move" && change.note !== undefined && now?.note !== one.note;
    if (kept && change.note !== now?.note) return new Refusal("not_allowed");
    const after = afterChange(one, kept ? { ...change, note: one.note ?? "" } : change, command.actor.person, command.fresh.now());
    // Moved to where it is.
    if (JSON.stringify({ ...after, version: one.version }) === JSON.stringify(one)) return leave(command, row);
    return applyChange(command, row, { one, after, change, standing: noted ? readBeside(besides[1]) : null }, timeZone);
  });
  // Nothing that is tried again mends it.
  if (changed instanceof Refusal) throw changed;
  return changed;
}

interface Move {
  readonly one: FollowUp;
  readonly after: FollowUp;
  readonly change: FollowUpChange;
  /** What the lead is found by, where its note may be another one. One that follows says the same again. */
  readonly standing: StandingNotes | null;
}

function applyChange(command: Command, row: LeadRow, { one, after, change, standing }: Move, timeZone: string): Promise<Changed> {
  const now = command.fresh.now();
  if (change.act === "move") mayBe(row, after, now, one.dueAt);
  const next = change.act === "done" ? followingOne(one, command.fresh.id(), row, timeZone, now) : null;
  return apply(command, row, {
    guards: [...stillInReach(command.actor, row), stands(command, one)],
    writes: [
      overwrite(command, after, now),
      say(command, after, ACTS[change.act].story, now),
      ...(next === null ? [] : [put(command, next, now), say(command, next, "set", now)]),
      leadSays(command, row, now),
      ...(standing === null ? [] : searchedBy(command, row, standing, [[after.id, after.note]])),
    ],
    fields: FIELDS,
    after: row,
    act: ACTS[change.act].audit,
    detail: {
      entry: one.id,
      ...(change.act === "move"
        ? { before: audited(one), after: audited(after), fields: FREE.filter((field) => one[field] !== after[field]) }
        : { ...audited(one), ...(next !== null && { after: audited(next) }) }),
    },
    inverse: { followUps: [{ id: one.id, to: one, version: after.version, ...(next !== null && { next: next.id }) }] },
  });
}

const ACTS = {
  done: { story: "done", audit: "lead.follow_up_done" },
  drop: { story: "dropped", audit: "lead.follow_up_dropped" },
  move: { story: "moved", audit: "lead.follow_up_moved" },
} as const;

const FIELDS = ["nextFollowUpAt", "lastActivityAt"];
/** Said by name alone: what somebody wrote is in no audit record. */
const FREE = ["note", "way", "remind"] as const;

function audited({ dueAt, repeats }: FollowUp) {
  return { dueAt, ...(repeats !== null && { repeats: { every: repeats.every, unit: repeats.unit } }) };
}

/** DN1, and when it may be due; a time that it has already may stay. */
function mayBe({ noContact }: LeadRow, { way, dueAt }: Pick<FollowUp, "way" | "dueAt">, now: number, was?: number): void {
  if (isBanned(noContact, way)) throw new Refusal("no_contact", { field: "way" });
  const wrong = dueAt === was ? null : wrongDue(dueAt, now);
  if (wrong !== null) throw new Refusal("invalid_input", { field: "dueAt", why: wrong });
}

function openOnes({ shard, actor, lead: id }: Command): Statement {
  return shard
    .select({ count: sql<number>`count(*)` })
    .from(followUp)
    .where(and(eq(followUp.workspaceId, actor.workspace), eq(followUp.lead, id), eq(followUp.state, "open")));
}

function theOne(command: Command, id: string): Statement {
  return command.shard.select(followUpColumns).from(followUp).where(isOne(command, id));
}

function isOne({ actor, lead: leadId }: Command, id: string): SQL | undefined {
  return and(eq(followUp.workspaceId, actor.workspace), eq(followUp.lead, leadId), eq(followUp.id, id));
}

/** A guard: it is as it was left. */
function stands(command: Command, { id, version }: Pick<FollowUp, "id" | "version">, open?: "open"): SQL {
  return sql`EXISTS (SELECT 1 FROM follow_up WHERE ${inStory(command)} AND id = ${id} AND version = ${version}${open === undefined ? sql`` : sql` AND state = 'open'`})`;
}

function put({ shard, actor }: Command, one: FollowUp, now: number): Statement {
  return shard.insert(followUp).values({ ...one, workspaceId: actor.workspace, remindAt: remindAt(one, now) });
}

/** As it is by now; a reminder is for what is open. */
export function overwrite(command: Command, one: FollowUp, now: number): Statement {
  const { person, way, note, dueAt, remind, repeats, state, doneAt, version } = one;
  return command.shard
    .update(followUp)
    .set({ person, way, note, dueAt, remind, repeats, state, doneAt, version, remindAt: state === "open" ? remindedAt(one, now) : null })
    .where(isOne(command, one.id));
}

/** NT1: what is due when it was is told once: a reminder that is spent stays so, whatever else is said of it. */
function remindedAt(one: FollowUp, now: number): SQL {
  const same = and(eq(followUp.state, "open"), eq(followUp.dueAt, one.dueAt), sql`${followUp.remind} IS ${one.remind}`);
  return sql`iif(${same}, ${followUp.remindAt}, ${remindAt(one, now)})`;
}

type Act = Extract<TimelineData, { kind: "follow_up" }>["act"];

export function say(
  { shard, actor, lead: id, fresh }: Command,
  { id: of, way, dueAt: due, note }: FollowUp,
  act: Act,
  at: number,
): Statement {
  return told(shard, actor.workspace, id, at, actor.person, { kind: "follow_up", followUp: of, act, way, due, note }, fresh);
}

/** What the lead says of its follow-ups, after they changed. */
export function leadSays(command: Command, row: LeadRow, at: number): Statement {
  return command.shard
    .update(lead)
    .set({
      nextFollowUpAt: dueFirst(command),
      lastActivityAt: at,
      version: row.version + 1,
    })
    .where(isLead(command.actor.workspace, row.id));
}

/** When the first of the lead's open ones is due. */
export function dueFirst(command: Command): SQL {
  return sql`(SELECT min(due_at) FROM follow_up WHERE ${inStory(command)} AND state = 'open')`;
}

/** Each is as it was before, with whoever has the lead by now; one that was not there is gone, and so is the one that followed. */
export function undoFollowUps(
  command: Command,
  row: LeadRow,
  parts: NonNullable<Inverse["followUps"]>,
  _setup: Setup,
  { notes }: Aside,
): Undoing {
  const now = command.fresh.now();
  return {
    capability: "lead.edit",
    stands: true,
    guards: parts.flatMap(({ next, ...part }) => [
      stands(command, part),
      ...(next === undefined ? [] : [stands(command, { id: next, version: 1 }, "open")]),
    ]),
    writes: [
      ...parts.flatMap(({ id, to, version, next }) => [
        ...(next === undefined ? [] : takeAway(command, next, now)),
        ...(to === null ? takeAway(command, id, now) : putBack(command, { ...to, person: personOf(row, to), version: version + 1 }, now)),
      ]),
      leadSays(command, row, now),
      noneBanned(command),
      ...searchedBy(
        command,
        row,
        notes,
        parts.flatMap(({ id, to, next }) => [[id, to?.note ?? null] as const, ...(next === undefined ? [] : [[next, null] as const])]),
      ),
    ],
    fields: FIELDS,
    detail: {
      before: { entry: parts.map(({ id }) => id) },
      after: { dueAt: parts.map(({ to }) => to?.dueAt ?? null) },
    },
  };
}

function putBack(command: Command, one: FollowUp, now: number): Statement[] {
  // Undone is also a move, of one that was open all the time.
  const reopened = sql`iif((SELECT state FROM follow_up WHERE ${inStory(command)} AND id = ${one.id}) = 'open', 'moved', 'reopened')`;
  return [saySelf(command, one.id, reopened, now, one), overwrite(command, one, now)];
}

function takeAway(command: Command, id: string, now: number): Statement[] {
  return [saySelf(command, id, sql`'dropped'`, now), command.shard.delete(followUp).where(isOne(command, id))];
}

/** Tells of one by what stands of it, or of how it will be. */
function saySelf(command: Command, id: string, act: SQL, at: number, will?: FollowUp): Statement {
  const { shard, fresh, actor } = command;
  const [way, due, note] =
    will === undefined ? [sql`way`, sql`due_at`, sql`note`] : [will.way, will.dueAt, will.note].map((one) => sql`${one}`);
  return shard.run(sql`INSERT INTO timeline (workspace_id, lead_id, id, at, actor, data)
    SELECT workspace_id, lead_id, ${fresh.id()}, ${at}, ${actor.person},
      json_object('kind', 'follow_up', 'followUp', id, 'act', ${act}, 'way', ${way}, 'due', ${due}, 'note', ${note})
    FROM follow_up WHERE ${inStory(command)} AND id = ${id}`);
}

/** DN1: refuses what was written before it in the batch where that left something to be done by a channel that they asked not to be reached by. */
export function noneBanned(command: Command): Statement {
  return command.shard.run(
    guard(sql`NOT EXISTS (SELECT 1 FROM follow_up JOIN lead ON lead.id = follow_up.lead_id AND lead.workspace_id = follow_up.workspace_id
      JOIN json_each(lead.no_contact) AS banned
      ON banned.value = iif(follow_up.way = 'call', 'phone', follow_up.way)
      WHERE follow_up.workspace_id = ${command.actor.workspace} AND follow_up.lead_id = ${command.lead} AND follow_up.state = 'open')`),
  );
}
