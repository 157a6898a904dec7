import { type SQL, sql } from "drizzle-orm";
import type { NoticeData } from "../../domain/notice.ts";
import type { Shard, Statement } from "./database.ts";
import { takenBackIn } from "./story.ts";

/** Somebody fills in a form again: since when they wait for an answer to it, and who is told. */

interface Place {
  readonly workspaceId: string;
  readonly lead: string;
}

/** Somebody tried to reach the lead at that time or later, and has not taken it back. */
function triedSince({ workspaceId, lead }: Place, at: SQL): SQL {
  const story = sql`workspace_id = ${workspaceId} AND lead_id = ${lead}`;
  return sql`EXISTS (SELECT 1 FROM timeline AS tried WHERE ${story} AND tried.at >= ${at} AND tried.data ->> 'kind' = 'attempt'
    AND tried.id NOT IN ${takenBackIn(story)})`;
}

/** `again_at` of a lead once that form is in. Forms come in any order: one from before their last, or answered already, is no news. */
export function againWith(place: Place, submittedAt: number): SQL {
  return sql`iif(${submittedAt} > lead.submitted_at AND ${submittedAt} > ifnull(lead.again_at, 0)
    AND NOT ${triedSince(place, sql`${submittedAt}`)}, ${submittedAt}, lead.again_at)`;
}

/** `again_at` of a lead that somebody tried to reach at that time. */
export function againAfter(at: number): SQL {
  return sql`iif(lead.again_at > ${at}, lead.again_at, NULL)`;
}

/** `again_at` of a lead as its forms and the attempts that stand say. */
export function againStill(place: Place): SQL {
  return sql`(SELECT max(one.submitted_at) FROM submission AS one WHERE one.workspace_id = ${place.workspaceId} AND one.lead_id = ${place.lead}
    AND one.submitted_at > lead.submitted_at AND NOT ${triedSince(place, sql`one.submitted_at`)})`;
}

/** What was sent longer ago stands in the day and is no news. */
const NEWS_MS = 24 * 3_600_000;

/** NT1: told to whose the lead is, where that form is what they wait with; after the lead's own row in its batch. */
export function noticedAgain(
  shard: Shard,
  { workspaceId, lead }: Place,
  { id, at, submittedAt, data }: { readonly id: string; readonly at: number; readonly submittedAt: number; readonly data: NoticeData },
): Statement {
  return shard.run(sql`INSERT INTO notice (workspace_id, person_id, id, at, kind, lead_id, data, send_at)
    SELECT workspace_id, owner_id, ${id}, ${at}, 'again', id, ${JSON.stringify(data)}, ${at}
    FROM lead WHERE workspace_id = ${workspaceId} AND id = ${lead} AND owner_id IS NOT NULL AND again_at = ${submittedAt} AND ${submittedAt} > ${at - NEWS_MS}`);
}
