import { eq, sql } from "drizzle-orm";
import type { Fresh } from "../../domain/fresh.ts";
import { batch, type Shard } from "./database.ts";
import { UNTOLD, workspaceState } from "./schema/workspace.ts";

/** NT1: what time alone brings: a lead whose owner let the goal pass, a follow-up whose reminder is due. */

/** A goal that passed longer ago is no news: an import, or a clock that stood. */
const NEWS_MS = 24 * 3_600_000;

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
      SELECT lead.workspace_id, owner_id, one.value ->> 'notice', ${now}, 'over_goal', lead.id, '{}', ${now}
      FROM json_each(${goals}) AS one CROSS JOIN lead ON lead.id = one.value ->> 'lead'
      WHERE lead.workspace_id = ${workspaceId} AND owner_id IS NOT NULL AND ${UNTOLD} AND amber_at <= ${now} AND amber_at > ${now - NEWS_MS}
      RETURNING 1`),
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
