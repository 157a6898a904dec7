import { and, eq, sql } from "drizzle-orm";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import type { LeadProject } from "../../domain/project.ts";
import { searchScope } from "../../domain/search.ts";
import { againStill } from "./again.ts";
import { firstStanding } from "./attempts.ts";
import type { Also, Command } from "./commands.ts";
import type { Statement } from "./database.ts";
import { dueFirst } from "./followups.ts";
import { isLead } from "./leads.ts";
import { type Inverse, lead, leadSearch } from "./schema/workspace.ts";

/** LM1: what goes from one lead to another, whichever way: two become one, or are apart again. */

export type Merged = NonNullable<Inverse["merged"]>;

/** What it changes besides plain fields. */
export const GOING_OVER = ["notes", "projects", "noContact", "sameAs", "firstAttemptAt", "reachedAt", "nextFollowUpAt", "lastActivityAt"];

/** What goes over: ids of the story's entries and of follow-ups, and sources of forms. */
interface Going {
  readonly entries: readonly string[];
  readonly submissions: readonly string[];
  readonly followUps: readonly string[];
  /** Follow-ups that stay, and with them what follows from them. */
  readonly own: readonly string[];
}

/** All of it goes from one lead to the other, which `owner` has, with what was said of it and what followed from it since. */
export function moved({ shard, actor }: Command, going: Going, from: string, to: string, owner: string | null): Statement[] {
  const here = (one: string) => sql`workspace_id = ${actor.workspace} AND lead_id = ${one}`;
  const among = (ids: readonly string[]) => sql`IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  // FU1: an open one is its lead's owner's to do.
  const take = sql`UPDATE follow_up SET lead_id = ${to}, person_id = iif(state = 'open', ifnull(${owner}, created_by), person_id) WHERE ${here(from)}`;
  const series = sql`repeats ->> 'from', way, created_by`;
  const seriesOf = (ids: readonly string[]) =>
    sql`(SELECT ${series} FROM follow_up WHERE ${here(from)} AND repeats IS NOT NULL AND id ${among(ids)})`;
  return [
    // What a repeating one was followed by belongs to the same series; where both had the same, it stays.
    shard.run(sql`${take} AND repeats IS NOT NULL AND id NOT ${among([...going.followUps, ...going.own])}
      AND (${series}) IN ${seriesOf(going.followUps)} AND (${series}) NOT IN ${seriesOf(going.own)}`),
    shard.run(sql`${take} AND id ${among(going.followUps)}`),
    shard.run(sql`UPDATE timeline SET lead_id = ${to} WHERE ${here(from)} AND (id ${among(going.entries)} OR data ->> 'of' ${among(going.entries)}
      OR data ->> 'followUp' IN (SELECT id FROM follow_up WHERE ${here(to)}))`),
    shard.run(sql`UPDATE submission SET lead_id = ${to} WHERE ${here(from)} AND source ${among(going.submissions)}`),
  ];
}

/** What a lead says of attempts, forms and follow-ups, once it has others of them. */
export function clocks(command: Command) {
  return {
    firstAttemptAt: firstStanding(command, sql`true`),
    reachedAt: firstStanding(command, sql`data ->> 'outcome' = 'reached'`),
    againAt: againStill({ workspaceId: command.actor.workspace, lead: command.lead }),
    nextFollowUpAt: dueFirst(command),
  };
}

/** The lead that goes, or is back; what it is found by stands in no index meanwhile. */
export function putAway(
  theirs: Command,
  { n, version, owner, team }: Pick<LeadRow, "n" | "version" | "owner" | "team">,
  set: { readonly archivedAt: number | null; readonly mergedInto: string | null },
  at: number,
): Statement[] {
  const { shard, actor, lead: id } = theirs;
  return [
    shard
      .update(lead)
      .set({ ...set, ...clocks(theirs), lastActivityAt: at, version: version + 1 })
      .where(isLead(actor.workspace, id)),
    shard
      .update(leadSearch)
      .set({ scope: set.mergedInto === null ? searchScope(actor.workspace, owner, team) : "" })
      .where(and(eq(leadSearch.workspaceId, actor.workspace), eq(leadSearch.n, n))),
  ];
}

export function looksUp(projects: readonly LeadProject[]) {
  return projects.map(({ project }) => ({ field: "project", key: project }));
}

/** Of the lead that goes, or is back, beside the one that the change is of. */
export function whatBecameOf(
  place: Pick<LeadRow, "id" | "owner" | "team" | "archivedAt">,
  went: boolean,
  act: string,
  detail: Readonly<Record<string, unknown>>,
): Also {
  const [apart, away] = [visibilityOf(place), { ...visibilityOf(place), archived: true }];
  return {
    log: {
      entity: "lead",
      id: place.id,
      op: "update",
      fields: ["archivedAt", "firstAttemptAt", "reachedAt", "nextFollowUpAt", "lastActivityAt"],
      before: went ? apart : away,
      after: went ? away : apart,
    },
    audit: { act, subjectKind: "lead", subject: place.id, detail },
  };
}
