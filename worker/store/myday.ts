import { and, asc, desc, eq, gte, isNull, lt, type SQL, sql } from "drizzle-orm";
import { untickedChannels } from "../../domain/consenttext.ts";
import type { FollowUp } from "../../domain/followup.ts";
import { type LeadRow, rowFor, visibilityOf } from "../../domain/lead.ts";
import { dayStart } from "../../domain/localtime.ts";
import { DAYS_AHEAD, type MyDay, WAITING_LEADS } from "../../domain/myday.ts";
import { type Actor, can, maskedFor } from "../../domain/rights.ts";
import { notesWithout } from "../../domain/story.ts";
import { positionOf, readPosition } from "./commit.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { followUpColumns, rowColumns } from "./leads.ts";
import { AGAIN, followUp, lead, WAITING } from "./schema/workspace.ts";

/** Nobody does more in a day; whoever has more sees the most urgent. */
const FOLLOW_UPS = 200;
const DONE = 100;

/** Named apart: a batch's answer holds one column of a name, and a follow-up has an id and a version too. */
const besideIt = Object.fromEntries(
  Object.entries(rowColumns).map(([name, column]) => [name, sql`${column}`.mapWith(column).as(`row_${name}`)]),
);

type Forms = Parameters<typeof untickedChannels>[0];
/** `forms`: what they ticked and what not; null where they left no box unticked. */
type Standing = { readonly row: LeadRow; readonly forms: Forms | null };
type Found = Standing & { readonly one: FollowUp };

/** By the index of a lead's forms, in the same reading: what came with the lead is no column of it. */
const forms = sql<Forms | null>`(SELECT json_group_array(json_object('submittedAt', submission.submitted_at, 'consents', json(consents)))
  FROM submission WHERE submission.workspace_id = lead.workspace_id AND submission.lead_id = lead.id
  HAVING max(instr(consents, '"given":false')) > 0)`
  .mapWith((text: string) => JSON.parse(text) as Forms)
  .as("forms");

/** What one person has to do and has done today, each along its own index: what it costs does not grow with the workspace. One round trip. */
export async function readMyDay(shard: Shard, actor: Actor, timeZone: string, now: number): Promise<MyDay> {
  const before = dayStart(now, timeZone, DAYS_AHEAD + 1);
  const [position, due, nobodys, waiting, again, done] = (await batch(shard, [
    positionOf(shard, actor.workspace),
    dueBefore(shard, actor, before),
    inheritedBefore(shard, actor, before),
    waitingOf(shard, actor),
    againOf(shard, actor),
    doneSince(shard, actor, dayStart(now, timeZone)),
  ])) as [unknown, Found[], Found[], Standing[], Standing[], Found[]];
  const seen = (row: LeadRow) => can(actor, "lead.read", visibilityOf(row));
  const told = (found: readonly Found[]) =>
    found.filter(({ row }) => seen(row)).flatMap(({ one, row }) => notesWithout(maskedFor(actor, row), [one]));
  const [soonest, inherited, oldest] = [due.slice(0, FOLLOW_UPS), nobodys.slice(0, FOLLOW_UPS), waiting.slice(0, WAITING_LEADS)];
  const standing: readonly Standing[] = [...soonest, ...inherited, ...oldest, ...again.slice(0, WAITING_LEADS)];
  const rows = [...standing, ...done].map(({ row }) => row);
  return {
    position: readPosition(position),
    rows: [...new Map(rows.map((row) => [row.id, row])).values()].filter(seen).map((row) => rowFor(actor, row)),
    followUps: told([...soonest, ...inherited]),
    inherited: told(inherited).map(({ id }) => id),
    unticked: Object.fromEntries(
      standing.flatMap(({ row, forms: given }) => {
        const channels = given === null || !seen(row) ? [] : untickedChannels(given);
        return channels.length === 0 ? [] : [[row.id, channels]];
      }),
    ),
    done: told(done),
    more: due.length > FOLLOW_UPS || nobodys.length > FOLLOW_UPS || waiting.length > WAITING_LEADS || again.length > WAITING_LEADS,
  };
}

/** A follow-up's lead, unless it is archived: then there is nothing to be done about it. */
const LEAD = and(eq(lead.id, followUp.lead), eq(lead.workspaceId, followUp.workspaceId), isNull(lead.archivedAt));

/**
 * Nobody's lead leaves its follow-ups with whoever set them, who may not see it any more: decided here too, or what is not told would
 * take the place of what is.
 */
function inSight(actor: Actor): SQL | undefined {
  const unclaimed = can(actor, "lead.read", { owner: null, team: null, unclaimed: true, archived: false });
  return unclaimed ? undefined : eq(lead.owner, actor.person);
}

/** In the order of its index to the last column: many things are due at nine. */
function dueBefore(shard: Shard, actor: Actor, before: number): Statement {
  return shard
    .select({ one: followUpColumns, row: besideIt, forms })
    .from(followUp)
    .innerJoin(lead, LEAD)
    .where(
      // In the words of the index that holds open ones only.
      and(
        eq(followUp.workspaceId, actor.workspace),
        eq(followUp.person, actor.person),
        sql`state = 'open'`,
        lt(followUp.dueAt, before),
        inSight(actor),
      ),
    )
    .orderBy(asc(followUp.dueAt), asc(followUp.lead), asc(followUp.id))
    .limit(FOLLOW_UPS + 1);
}

/** Leads of nobody that are looked at, those due first. */
const UNASSIGNED = 500;

/**
 * FU1: what is to be done about leads that nobody has, set by somebody who left or does not see them any more. It falls to the managers of
 * the lead's team, or to owners and admins where it has no team or nobody manages it. By the index of leads with something due.
 */
function inheritedBefore(shard: Shard, actor: Actor, before: number): Statement {
  const here = sql`workspace_id = ${actor.workspace}`;
  const managed = sql`SELECT each.value FROM member, json_each(member.teams) AS each WHERE member.workspace_id = ${actor.workspace}
    AND role = 'manager' AND status = 'active'`;
  const [theirs, falls] = (
    {
      manager: [sql`team_id IN (SELECT value FROM json_each(${JSON.stringify(actor.teams)}))`, true],
      owner: [sql`(team_id IS NULL OR team_id NOT IN (${managed}))`, true],
      admin: [sql`(team_id IS NULL OR team_id NOT IN (${managed}))`, true],
    } as Readonly<Partial<Record<Actor["role"], readonly [SQL, boolean]>>>
  )[actor.role] ?? [sql`false`, false];
  const sees = actor.agentsSeeUnclaimed ? sql`role <> 'auditor'` : sql`role NOT IN ('auditor', 'agent')`;
  return shard
    .select({ one: followUpColumns, row: besideIt, forms })
    .from(followUp)
    .innerJoin(lead, LEAD)
    .where(
      and(
        sql`${followUp.lead} IN (SELECT id FROM lead INDEXED BY lead_due_owner WHERE archived_at IS NULL AND next_follow_up_at IS NOT NULL
          AND ${here} AND owner_id IS NULL AND next_follow_up_at < ${before} AND ${theirs}
          ORDER BY next_follow_up_at LIMIT ${falls ? UNASSIGNED : 0})`,
        eq(followUp.workspaceId, actor.workspace),
        eq(followUp.state, "open"),
        lt(followUp.dueAt, before),
        sql`NOT EXISTS (SELECT 1 FROM member WHERE ${here} AND member.person_id = ${followUp.person} AND status = 'active' AND ${sees})`,
      ),
    )
    .orderBy(asc(followUp.dueAt), asc(followUp.lead), asc(followUp.id))
    .limit(FOLLOW_UPS + 1);
}

/** By the index that holds waiting leads only: any other would read a person's whole past to find the few. */
function waitingOf(shard: Shard, actor: Actor): Statement {
  return shard
    .select({ row: rowColumns, forms })
    .from(lead)
    .where(
      sql`n IN (SELECT n FROM lead INDEXED BY lead_waiting WHERE ${WAITING} AND workspace_id = ${actor.workspace} AND owner_id = ${actor.person}
        ORDER BY submitted_at LIMIT ${WAITING_LEADS + 1})`,
    )
    .orderBy(asc(lead.submittedAt), asc(lead.n));
}

/** Those who sent a form again and were not answered, whoever waits longest first; by the index that holds such leads only. */
function againOf(shard: Shard, actor: Actor): Statement {
  return shard
    .select({ row: rowColumns, forms })
    .from(lead)
    .where(
      sql`n IN (SELECT n FROM lead INDEXED BY lead_again WHERE ${AGAIN} AND workspace_id = ${actor.workspace} AND owner_id = ${actor.person}
        ORDER BY again_at LIMIT ${WAITING_LEADS + 1})`,
    )
    .orderBy(asc(lead.againAt), asc(lead.n));
}

function doneSince(shard: Shard, actor: Actor, since: number): Statement {
  return shard
    .select({ one: followUpColumns, row: besideIt })
    .from(followUp)
    .innerJoin(lead, LEAD)
    .where(
      and(eq(followUp.workspaceId, actor.workspace), eq(followUp.person, actor.person), sql`state = 'done'`, gte(followUp.doneAt, since)),
    )
    .orderBy(desc(followUp.doneAt), desc(followUp.lead), desc(followUp.id))
    .limit(DONE);
}
