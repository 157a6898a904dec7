import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import { textWithout } from "../../domain/kept.ts";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import { namingField } from "../../domain/notice.ts";
import { can, maskedFor, type Role } from "../../domain/rights.ts";
import { noteWords } from "../../domain/search.ts";
import type { Setup } from "../../domain/setup.ts";
import { type Note, notesOf, type TimelineData, type TimelineEntry } from "../../domain/story.ts";
import { answer, apply, type Changed, type Command, leave, prepare, runAgain, stillInReach } from "./commands.ts";
import type { Shard, Statement } from "./database.ts";
import { isLead } from "./leads.ts";
import { type Inverse, lead, leadSearch, timeline, workspaceState } from "./schema/workspace.ts";
import { noticedMentions } from "./notices.ts";
import { inStory } from "./story.ts";
import { told } from "./submissions.ts";
import type { Aside, Undoing } from "./undo.ts";

interface Written {
  readonly text: string;
  /** People it names, as far as whoever writes says. */
  readonly mentions: readonly string[];
}

/** ST1: adds a note to a lead's story, whatever else happens to the lead meanwhile. */
export function addNote(command: Command, { text, mentions }: Written): Promise<Changed> {
  return runAgain(async () => {
    const beside = [aroundNotes(command, mentions)];
    const { row, repeated, position, besides } = await prepare(command, "lead.edit", null, beside);
    if (repeated) return answer(command, row, position);
    const around = readAround(besides[0]);
    const entry = command.fresh.id();
    const at = command.fresh.now();
    const named = mayBeMentioned(command, row, mentions, around);
    const data: TimelineData = { kind: "note", text, mentions: named };
    return apply(command, row, {
      guards: stillInReach(command.actor, row),
      writes: [
        command.shard
          .insert(timeline)
          .values({ workspaceId: command.actor.workspace, lead: row.id, id: entry, at, actor: command.actor.person, data }),
        ...marked(command, row, at, new Map([...around.standing, [entry, text]])),
        ...noticedMentions(
          command.shard,
          command.actor.workspace,
          row.id,
          { entry, by: command.actor.person, mentions: named },
          command.fresh,
        ),
      ],
      fields: [...FIELDS, ...named.map(namingField)],
      after: row,
      act: "lead.noted",
      detail: { entry },
      inverse: { note: { entry } },
    });
  });
}

/** ST1: its author writes a note anew, or takes it back (`text` null). How it read before stays in the story. */
export function rewriteNote(
  command: Command,
  note: string,
  { text, mentions }: { readonly text: string | null; readonly mentions: readonly string[] },
): Promise<Changed> {
  return runAgain(async () => {
    const beside = [aroundNotes(command, mentions), entriesOf(command, note)];
    const { row, repeated, position, besides } = await prepare(command, "lead.edit", null, beside);
    if (repeated) return answer(command, row, position);
    const before = ownNote(command, notesOf(besides[1] as TimelineEntry[]).get(note));
    // PV2: who sees a part of it does not write it anew.
    if (text !== null && textWithout(maskedFor(command.actor, row), before.text) !== before.text) throw new Refusal("not_allowed");
    const around = readAround(besides[0]);
    const to = mayBeMentioned(command, row, mentions, around);
    if (text === before.text && to.join() === before.mentions.join()) return leave(command, row);
    const at = command.fresh.now();
    const { workspace, person } = command.actor;
    const data: TimelineData = text === null ? { kind: "withdrawn", of: note } : { kind: "rewritten", of: note, text, mentions: to };
    return apply(command, row, {
      guards: [
        ...stillInReach(command.actor, row),
        sql`EXISTS (SELECT 1 FROM timeline WHERE ${inStory(command)} AND id = ${note} AND data ->> 'kind' = 'note' AND actor = ${person})`,
        sql`${readsNow(command, note)} IS NOT NULL`,
      ],
      writes: [
        told(command.shard, workspace, row.id, at, person, data, command.fresh),
        ...marked(command, row, at, reading(around.standing, note, text)),
        ...noticedMentions(
          command.shard,
          workspace,
          row.id,
          { entry: note, by: person, mentions: text === null ? [] : to, before: before.mentions },
          command.fresh,
        ),
      ],
      fields: [...FIELDS, ...(text === null ? [] : to.filter((one) => !before.mentions.includes(one)).map(namingField))],
      after: row,
      act: text === null ? "lead.note_withdrawn" : "lead.note_rewritten",
      detail: { entry: note },
      inverse: { rewritten: { of: note, text: before.text, mentions: before.mentions, whileIs: text } },
    });
  });
}

/** The note stays in the story, told to be withdrawn; unless it reads otherwise by now. */
export function undoNote(
  command: Command,
  row: LeadRow,
  { entry }: NonNullable<Inverse["note"]>,
  _setup: Setup,
  { notes: standing }: Aside,
): Undoing {
  const { shard, fresh, actor } = command;
  const at = fresh.now();
  return {
    ...UNDOING,
    guards: [sql`${readsNow(command, entry)} = (SELECT data ->> 'text' FROM timeline WHERE ${inStory(command)} AND id = ${entry})`],
    writes: [
      told(shard, actor.workspace, row.id, at, actor.person, { kind: "withdrawn", of: entry }, fresh),
      ...marked(command, row, at, reading(standing, entry, null)),
    ],
    detail: { before: { entry }, after: { entry: null } },
  };
}

/** The note reads as it did, by one more entry; also one that was taken back. */
export function undoRewritten(
  command: Command,
  row: LeadRow,
  { of, text, mentions, whileIs }: NonNullable<Inverse["rewritten"]>,
  _setup: Setup,
  { notes: standing }: Aside,
): Undoing {
  const { shard, fresh, actor } = command;
  const at = fresh.now();
  return {
    ...UNDOING,
    guards: [
      // LM1: it may have gone with the lead that it was written of.
      sql`EXISTS (SELECT 1 FROM timeline WHERE ${inStory(command)} AND id = ${of})`,
      sql`${readsNow(command, of)} IS ${whileIs}`,
    ],
    writes: [
      told(shard, actor.workspace, row.id, at, actor.person, { kind: "rewritten", of, text, mentions: [...mentions] }, fresh),
      ...marked(command, row, at, reading(standing, of, text)),
    ],
    detail: { before: { entry: whileIs === null ? null : of }, after: { entry: of } },
  };
}

export const FIELDS = ["notes", "lastActivityAt"];
const UNDOING = { capability: "lead.edit", stands: true, fields: FIELDS } as const;

/** What people wrote of a lead that stands, by what it stands in, as far back as it is searched: notes, what was said in attempts, follow-ups' notes. */
export type StandingNotes = ReadonlyMap<string, string>;

/** LM1: among them, what the leads were called that went into it; after every id in order, so that no note takes their room. */
export const ALSO_CALLED = "called";

/** Read further back than is kept, since telephones and marks that are not searched by take none of the room. */
const SEARCHED = 40_000;

/** As JSON, for a statement's column. `leadId` names the lead in it. */
function standingNotes(workspaceId: string, leadId: SQL, which = sql`true`): SQL<string> {
  const note = sql.raw("ifnull(entry.data ->> 'of', entry.id)");
  // What was taken back and put back again reads as it did.
  const text = sql`iif(entry.data ->> 'off' IS NULL, entry.data ->> 'text', (SELECT first.data ->> 'text' FROM timeline AS first
    WHERE first.workspace_id = ${workspaceId} AND first.lead_id = ${leadId} AND first.id = entry.data ->> 'of'))`;
  return sql<string>`(SELECT json_group_object(note, text) FROM (
    SELECT note, text, sum(length(text)) OVER (ORDER BY note DESC) - length(text) AS newer FROM (
      SELECT ${note} AS note, ${text} AS text, row_number() OVER (PARTITION BY ${note} ORDER BY entry.id DESC) AS nth
      FROM timeline AS entry WHERE entry.workspace_id = ${workspaceId} AND entry.lead_id = ${leadId}
        AND entry.data ->> 'kind' IN ('note', 'rewritten', 'withdrawn', 'attempt')
      UNION ALL SELECT planned.id, planned.note, 1 FROM follow_up AS planned
        WHERE planned.workspace_id = ${workspaceId} AND planned.lead_id = ${leadId}
      UNION ALL SELECT ${ALSO_CALLED}, group_concat(called.value, ' '), 1 FROM lead AS one, json_each(one.also_called) AS called
        WHERE one.workspace_id = ${workspaceId} AND one.id = ${leadId})
    WHERE nth = 1 AND text <> '' AND ${which}) WHERE newer < ${SEARCHED})`;
}

/** The same beside whatever else is read of a lead, where something is written that it may be found by. */
export function standingBeside({ shard, actor, lead: id }: Command): Statement {
  return shard
    .select({ notes: standingNotes(actor.workspace, sql`${id}`) })
    .from(workspaceState)
    .where(eq(workspaceState.workspaceId, actor.workspace));
}

export function readBeside(found: unknown): StandingNotes {
  return readStanding((found as { notes: string | null }[] | undefined)?.[0]?.notes ?? null);
}

/** The same for the lead of a mutation that is to be undone, where something was written in it. */
export function notesToUndo(workspaceId: string): SQL<string | null> {
  return sql`CASE WHEN coalesce(inverse -> '$.note', inverse -> '$.rewritten', inverse -> '$.attempt', inverse -> '$.withdrawn',
    inverse -> '$.followUps', inverse -> '$.merged') IS NOT NULL
    THEN ${standingNotes(workspaceId, sql.raw("mutation.lead_id"), sql`note NOT IN ${CAME_OVER}`)} END`;
}

/** LM1: and of what came into it from the lead that is to be apart again. */
export function notesToPart(workspaceId: string): SQL<string | null> {
  return sql`CASE WHEN inverse -> '$.merged' IS NOT NULL
    THEN ${standingNotes(workspaceId, sql.raw("mutation.lead_id"), sql`note IN ${CAME_OVER}`)} END`;
}
const CAME_OVER = sql`(SELECT value FROM json_each(inverse, '$.merged.entries') UNION ALL SELECT value FROM json_each(inverse, '$.merged.followUps'))`;

export function readStanding(json: string | null): StandingNotes {
  return new Map(Object.entries(JSON.parse(json ?? "{}") as Record<string, string>));
}

/** The standing notes with one that reads otherwise. */
function reading(standing: StandingNotes, note: string, text: string | null): StandingNotes {
  const others = [...standing].filter(([id]) => id !== note);
  return new Map(text === null || text === "" ? others : [...others, [note, text]]);
}

/** For the batch of what made them read so; nothing where they read as before. */
export function searchedBy(
  { shard, actor }: Pick<Command, "shard" | "actor">,
  row: Pick<LeadRow, "n">,
  standing: StandingNotes,
  changes: readonly (readonly [of: string, text: string | null])[],
): Statement[] {
  const after = changes.reduce((notes, [of, text]) => reading(notes, of, text), standing);
  const same = changes.every(([of]) => standing.get(of) === after.get(of));
  return same ? [] : [searched(shard, actor.workspace, row, after)];
}

export function searched(shard: Shard, workspaceId: string, row: Pick<LeadRow, "n">, standing: StandingNotes): Statement {
  const newest = [...standing].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, text]) => text);
  return shard
    .update(leadSearch)
    .set({ notes: noteWords(newest) })
    .where(and(eq(leadSearch.workspaceId, workspaceId), eq(leadSearch.n, row.n)));
}

/** What every change of a note changes besides: the lead was worked on, and is found by other words. */
export function marked({ shard, actor }: Command, row: LeadRow, at: number, standing: StandingNotes): Statement[] {
  return [
    shard
      .update(lead)
      .set({ lastActivityAt: at, version: row.version + 1 })
      .where(isLead(actor.workspace, row.id)),
    searched(shard, actor.workspace, row, standing),
  ];
}

interface Around {
  readonly agentsSeeUnclaimed: boolean;
  readonly people: readonly { readonly person: string; readonly role: Role; readonly teams: readonly string[] }[];
  readonly standing: StandingNotes;
}

/** Whom a note names, of those who are here, and the notes that stand, for the round trip that reads the lead. */
export function aroundNotes({ shard, actor, lead: id }: Command, mentions: readonly string[]): Statement {
  return shard
    .select({
      settings: workspaceState.settings,
      people: sql<string>`(SELECT json_group_array(json_object('person', person_id, 'role', role, 'teams', json(teams))) FROM member
        WHERE workspace_id = ${actor.workspace} AND status = 'active' AND person_id IN (SELECT value FROM json_each(${JSON.stringify(mentions)})))`,
      notes: standingNotes(actor.workspace, sql`${id}`),
    })
    .from(workspaceState)
    .where(eq(workspaceState.workspaceId, actor.workspace));
}

export function readAround(rows: unknown): Around {
  const [row] = rows as { settings: { agentsSeeUnclaimed: boolean }; people: string; notes: string }[];
  if (row === undefined) throw new Error("the shard does not know this workspace");
  return {
    agentsSeeUnclaimed: row.settings.agentsSeeUnclaimed,
    people: JSON.parse(row.people) as Around["people"],
    standing: readStanding(row.notes),
  };
}

/** Of those who are named, members who see the lead: nobody else is told of it by a note. */
function mayBeMentioned({ actor: { workspace } }: Command, row: LeadRow, mentions: readonly string[], around: Around): string[] {
  const { people, agentsSeeUnclaimed } = around;
  return [...new Set(mentions)].filter((person) => {
    const found = people.find((one) => one.person === person);
    return found !== undefined && can({ ...found, workspace, agentsSeeUnclaimed, rights: [], masked: [] }, "lead.read", visibilityOf(row));
  });
}

/** A note's own entry and those that tell what became of it. */
function entriesOf({ shard, actor, lead: id }: Command, note: string): Statement {
  return shard
    .select({ id: timeline.id, at: timeline.at, actor: timeline.actor, data: timeline.data })
    .from(timeline)
    .where(
      and(
        eq(timeline.workspaceId, actor.workspace),
        eq(timeline.lead, id),
        or(eq(timeline.id, note), sql`${timeline.data} ->> 'of' = ${note}`),
      ),
    );
}

function ownNote({ actor }: Command, note: Note | undefined): Note {
  if (note === undefined) throw new Refusal("not_found");
  if (note.by !== actor.person) throw new Refusal("not_allowed");
  if (note.withdrawn) throw new Refusal("invalid_input", { field: "note", why: "withdrawn" });
  return note;
}

/** How a note reads now, for a statement; null once it is taken back. */
function readsNow(command: Command, note: string): SQL {
  return sql`(SELECT data ->> 'text' FROM timeline WHERE ${inStory(command)} AND (id = ${note} OR data ->> 'of' = ${note}) ORDER BY id DESC LIMIT 1)`;
}
