import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { visibilityOf } from "../../domain/lead.ts";
import { type Actor, can, maskedFor } from "../../domain/rights.ts";
import { storyWithout, type TimelineEntry } from "../../domain/story.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { lead, timeline } from "./schema/workspace.ts";

/** Entries of a story that are read at once. */
export const STORY_PAGE = 100;

/** The newest entries of a lead's story, or those before one of them; one more than a page, which says whether there are older ones. */
export function timelineOf(shard: Shard, workspaceId: string, leadId: string, before?: string): Statement {
  return shard
    .select({ id: timeline.id, at: timeline.at, actor: timeline.actor, data: timeline.data })
    .from(timeline)
    .where(
      and(
        eq(timeline.workspaceId, workspaceId),
        eq(timeline.lead, leadId),
        // Ids of ours are written in lower case.
        before === undefined ? undefined : lt(timeline.id, before.toLowerCase()),
      ),
    )
    .orderBy(desc(timeline.id))
    .limit(STORY_PAGE + 1);
}

export interface StoryPage {
  readonly entries: readonly TimelineEntry[];
  /** There are older ones. */
  readonly more: boolean;
}

/** One page of a lead's story as this person may read it, or null where they may not see the lead. One round trip. */
export async function readStory(shard: Shard, actor: Actor, id: string, before?: string): Promise<StoryPage | null> {
  const [rows, entries] = (await batch(shard, [
    shard
      .select({ owner: lead.owner, team: lead.team, archivedAt: lead.archivedAt })
      .from(lead)
      .where(and(eq(lead.workspaceId, actor.workspace), eq(lead.id, id))),
    timelineOf(shard, actor.workspace, id, before),
  ])) as [{ owner: string | null; team: string | null; archivedAt: number | null }[], TimelineEntry[]];
  const [row] = rows;
  if (row === undefined || !can(actor, "lead.read", visibilityOf(row))) return null;
  return { entries: storyWithout(maskedFor(actor, row), entries.slice(0, STORY_PAGE)), more: entries.length > STORY_PAGE };
}

/** Ids of what of a lead's story was taken back and not put back again, for a statement's condition: the last word on each counts. */
export function takenBackIn(story: SQL): SQL {
  // Beside max(), SQLite takes the others from the row that has it.
  return sql`(SELECT of FROM (SELECT data ->> 'of' AS of, data ->> 'off' AS off, max(id) FROM timeline
    WHERE ${story} AND data ->> 'kind' = 'withdrawn' GROUP BY data ->> 'of') WHERE off IS NULL)`;
}

/** The entries of a lead's story, for a statement's condition. */
export function inStory({ actor, lead: id }: { readonly actor: { readonly workspace: string }; readonly lead: string }): SQL {
  return sql`workspace_id = ${actor.workspace} AND lead_id = ${id}`;
}
