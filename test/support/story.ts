import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { notesOf, type TimelineData, type TimelineEntry } from "../../domain/story.ts";
import { leadSearch, timeline } from "../../worker/store/schema/workspace.ts";
import type { Hand, Told } from "./commands.ts";
import { shard, testEnv, type World } from "./world.ts";

type Over = Readonly<Record<string, unknown>>;

/** Writes a note; `over` holds more of its body. */
export function note(hand: Hand, lead: string, text: string, over: Over = {}): Promise<Told> {
  return hand.send("POST", `leads/${lead}/notes`, JSON.stringify({ mutation: uuidv7(), text, ...over }));
}

/** Writes a note anew; null takes it back. */
export function rewrite(hand: Hand, lead: string, of: string, text: string | null, over: Over = {}): Promise<Told> {
  return hand.send("PUT", `leads/${lead}/notes/${of}`, JSON.stringify({ mutation: uuidv7(), text, ...over }));
}

/** A lead's whole story, the oldest entry first. */
export function storyOf(world: World, lead: string): Promise<TimelineEntry[]> {
  return shard
    .select({ id: timeline.id, at: timeline.at, actor: timeline.actor, data: timeline.data })
    .from(timeline)
    .where(and(eq(timeline.workspaceId, world.id), eq(timeline.lead, lead)))
    .orderBy(asc(timeline.id));
}

export async function standingNotes(world: World, lead: string): Promise<string[]> {
  return [...notesOf(await storyOf(world, lead)).values()].flatMap((one) => (one.withdrawn ? [] : [one.text]));
}

/** Many entries of one lead's story in one statement, a millisecond apart; the oldest first. */
export async function plantStory(
  world: World,
  lead: string,
  entries: readonly TimelineData[],
  from = 1_700_000_000_000,
): Promise<string[]> {
  const rows = entries.map((data, n) => ({ id: idAt(from + n), at: from + n, data }));
  await testEnv.WORKSPACE_DB_1.prepare(
    `INSERT INTO timeline (workspace_id, lead_id, id, at, data) SELECT ?1, ?2, value ->> 'id', value ->> 'at', value -> 'data' FROM json_each(?3)`,
  )
    .bind(world.id, lead, JSON.stringify(rows))
    .run();
  return rows.map(({ id }) => id);
}

/** A UUIDv7 of that time. */
function idAt(at: number): string {
  const time = at.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${uuidv7().slice(-12)}`;
}

/** Words of notes that a lead is found by. */
export async function searchedNotes(world: World, n: number): Promise<string> {
  const [row] = await shard
    .select({ notes: leadSearch.notes })
    .from(leadSearch)
    .where(and(eq(leadSearch.workspaceId, world.id), eq(leadSearch.n, n)));
  return row?.notes ?? "";
}

/** Whether the full-text index finds that lead by a word of its notes. */
export async function foundByNote(n: number, word: string): Promise<boolean> {
  const { results } = await testEnv.WORKSPACE_DB_1.prepare("SELECT rowid FROM lead_fts WHERE lead_fts MATCH ?1 AND rowid = ?2")
    .bind(`notes : "${word}"`, n)
    .all();
  return results.length > 0;
}
