import { eq, type SQL, sql } from "drizzle-orm";
import type { Fresh } from "../../domain/fresh.ts";
import { batch, type Shard } from "./database.ts";
import { UNTOLD, workspaceState } from "./schema/workspace.ts";

/** NT1: what time alone brings: a lead that waits past the goal, a follow-up whose reminder is due. */

/** A goal that passed longer ago is no news: an import, or a clock that stood. */
const NEWS_MS = 24 * 3_600_000;

/**
 * `goal_told_at` of a lead that comes to be nobody's, or is no longer: whom it falls to now is told, if its goal passes or has passed. One
 * that is no news stays as it was: many at once would hold back what is.
 */
export function goalToldAgain(now: number): SQL {
  return sql`iif(lead.amber_at > ${now - NEWS_MS}, NULL, lead.goal_told_at)`;
}

/** Ids are in the order of their making: no earlier one than of that moment is higher. */
function idsFrom(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/**
 * Whom the leads that wait past the goal fall to: their owners; of nobody's the managers of its team, or owners and admins where it has no
 * team or nobody manages it (as FU1 has it). Who was told of a lead already, as whatever they were then, is not told again.
 */
function lateFor(workspaceId: string, goals: string, now: number): SQL {
  const here = sql`member.workspace_id = ${workspaceId} AND member.status = 'active'`;
  return sql`WITH managed AS MATERIALIZED (SELECT DISTINCT each.value AS team, person_id AS person FROM member, json_each(member.teams) AS each
      WHERE ${here} AND role = 'manager'),
    head AS MATERIALIZED (SELECT team, person FROM managed
      UNION ALL SELECT NULL, person_id FROM member WHERE ${here} AND role IN ('owner', 'admin')),
    falls AS MATERIALIZED (SELECT lead.id, one.value ->> 'notice' AS notice, ifnull(owner_id, head.person) AS person
      FROM json_each(${goals}) AS one CROSS JOIN lead ON lead.id = one.value ->> 'lead'
      LEFT JOIN head ON owner_id IS NULL AND head.team IS iif(team_id IN (SELECT team FROM managed), team_id, NULL)
      WHERE lead.workspace_id = ${workspaceId} AND ${UNTOLD} AND amber_at <= ${now} AND amber_at > ${now - NEWS_MS}
        AND (owner_id IS NOT NULL OR head.person IS NOT NULL))
    SELECT * FROM falls WHERE (person, id) NOT IN (
      SELECT told.person_id, told.lead_id FROM (SELECT DISTINCT person FROM falls) AS them CROSS JOIN notice AS told
        ON told.workspace_id = ${workspaceId} AND told.person_id = them.person
      WHERE told.kind = 'over_goal' AND told.id >= ${idsFrom(now - NEWS_MS)})`;
}

/** Workspaces of a shard with something to tell. */
export async function workspacesToRemind(shard: Shard, now: number): Promise<string[]> {
  const here = workspaceState.workspaceId;
  const rows = await shard
    .select({ id: here })
    .from(workspaceState)
    .where(
      sql`${eq(workspaceState.status, "active")} AND (
        EXISTS (SELECT 1 FROM lead WHERE lead.workspace_id = ${here} AND ${UNTOLD} AND amber_at <= ${now})
        OR EXISTS (SELECT 1 FROM follow_up WHERE follow_up.workspace_id = ${here} AND remind_at IS NOT NULL AND remind_at <= ${now}))`,
    );
  return rows.map((row) => row.id);
}

/**
 * Tells at most so many of each kind. What is told and that it was told is one batch, which looks again at what it was decided from: whoever
 * runs it twice, or at once, tells nothing twice.
 */
export async function tellDue(shard: Shard, workspaceId: string, most: number, fresh: Fresh): Promise<number> {
  const now = fresh.now();
  const [leads, followUps] = (await batch(shard, [
    shard.all(
      sql`SELECT id FROM lead WHERE workspace_id = ${workspaceId} AND ${UNTOLD} AND amber_at <= ${now} ORDER BY amber_at LIMIT ${most}`,
    ),
    shard.all(sql`SELECT lead_id AS lead, id FROM follow_up
      WHERE workspace_id = ${workspaceId} AND remind_at IS NOT NULL AND remind_at <= ${now} ORDER BY remind_at LIMIT ${most}`),
  ])) as [{ id: string }[], { lead: string; id: string }[]];
  if (leads.length + followUps.length === 0) return 0;
  const goals = JSON.stringify(leads.map(({ id }) => ({ lead: id, notice: fresh.id() })));
  const reminders = JSON.stringify(followUps.map((one) => ({ ...one, notice: fresh.id() })));
  // Crossed, the join begins with what is asked for, and looks each of it up.
  const columns = sql`notice (workspace_id, person_id, id, at, kind, lead_id, data, send_at)`;
  const results = await batch(shard, [
    shard.all(sql`INSERT INTO ${columns}
      SELECT ${workspaceId}, person, notice, ${now}, 'over_goal', id, '{}', ${now} FROM (${lateFor(workspaceId, goals, now)}) RETURNING 1`),
    shard.run(sql`UPDATE lead SET goal_told_at = ${now} WHERE workspace_id = ${workspaceId} AND ${UNTOLD} AND amber_at <= ${now}
      AND id IN (SELECT value ->> 'lead' FROM json_each(${goals}))`),
    shard.all(sql`INSERT INTO ${columns}
      SELECT follow_up.workspace_id, person_id, one.value ->> 'notice', ${now}, 'follow_up', lead_id, json_object('entry', follow_up.id), ${now}
      FROM json_each(${reminders}) AS one
      CROSS JOIN follow_up ON follow_up.workspace_id = ${workspaceId} AND lead_id = one.value ->> 'lead' AND follow_up.id = one.value ->> 'id'
      CROSS JOIN lead ON lead.workspace_id = ${workspaceId} AND lead.id = lead_id
      WHERE follow_up.state = 'open' AND remind_at <= ${now} AND lead.archived_at IS NULL
      RETURNING 1`),
    shard.run(sql`UPDATE follow_up SET remind_at = NULL WHERE workspace_id = ${workspaceId} AND remind_at <= ${now}
      AND (lead_id, id) IN (SELECT value ->> 'lead', value ->> 'id' FROM json_each(${reminders}))`),
  ]);
  return (results[0] as unknown[]).length + (results[2] as unknown[]).length;
}
