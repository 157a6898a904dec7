import { and, desc, eq, sql } from "drizzle-orm";
import type { Fresh } from "../../domain/fresh.ts";
import { visibilityOf } from "../../domain/lead.ts";
import { type Credits, decideOwner, MENDABLE_REASONS } from "../../domain/routing.ts";
import { moveTo } from "./assigning.ts";
import { commit } from "./commit.ts";
import type { Shard } from "./database.ts";
import type { IntakeContext } from "./intake.ts";
import { lead, routingTurn, WAITING, workspaceState } from "./schema/workspace.ts";

const SYSTEM = { person: null, ip: null, browser: null, request: null };

/** Workspaces of a shard that hold leads whose reason mends by itself. */
export async function workspacesToRoute(shard: Shard): Promise<string[]> {
  const rows = await shard
    .select({ id: workspaceState.workspaceId })
    .from(workspaceState)
    .where(
      sql`EXISTS (SELECT 1 FROM lead WHERE lead.workspace_id = ${workspaceState.workspaceId} AND owner_id IS NULL AND ${OPEN_AND_MENDABLE})`,
    );
  return rows.map((row) => row.id);
}

const OPEN_AND_MENDABLE = sql`${WAITING} AND reason ->> 'code' IN (${sql.raw(MENDABLE_REASONS.map((code) => `'${code}'`).join(", "))})`;

/** Leads looked at in one go, the newest first: deciding costs no trip, so that one whom nobody can take holds back none behind it. */
const LOOKED_AT = 2_000;

/** Leads and turns that others took meanwhile; with more of them, the next minute decides from what stands then. */
const LOST = 5;

/** IN4: asks routing again for leads that only the moment left without an owner. Gives away at most `limit`; returns how many. */
export async function routeAgain(shard: Shard, context: IntakeContext, limit: number, fresh: Fresh): Promise<number> {
  const [waiting, turns] = await shard.batch([
    shard
      .select({
        id: lead.id,
        n: lead.n,
        version: lead.version,
        owner: lead.owner,
        team: lead.team,
        page: lead.page,
        form: lead.form,
        campaign: lead.campaign,
      })
      .from(lead)
      .where(and(eq(lead.workspaceId, context.workspace), sql`owner_id IS NULL`, OPEN_AND_MENDABLE))
      .orderBy(desc(lead.submittedAt))
      .limit(LOOKED_AT),
    shard.select().from(routingTurn).where(eq(routingTurn.workspaceId, context.workspace)),
  ]);
  const credits: Record<string, Credits> = Object.fromEntries(turns.map((turn) => [turn.rule, turn.credits]));
  const versions = new Map(turns.map((turn) => [turn.rule, turn.version]));
  let routed = 0;
  let lost = 0;
  for (const row of waiting) {
    if (routed === limit) break;
    const decision = decideOwner({ lead: { ...row, isTest: false }, rules: context.rules, people: context.people, credits });
    if (decision.owner === null || decision.turn === undefined) continue;
    const { owner, team, reason, turn } = decision;
    const version = versions.get(turn.rule) ?? 0;
    const by = { shard, fresh, actor: { workspace: context.workspace, person: null } };
    const committed = await commit(
      shard,
      {
        workspace: context.workspace,
        doer: SYSTEM,
        at: fresh.now(),
        guards: [
          sql`EXISTS (SELECT 1 FROM lead WHERE workspace_id = ${context.workspace} AND id = ${row.id} AND version = ${row.version})`,
          sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${context.workspace} AND person_id = ${owner} AND status = 'active' AND away = 0)`,
          sql`ifnull((SELECT version FROM routing_turn WHERE workspace_id = ${context.workspace} AND rule = ${turn.rule}), 0) = ${version}`,
        ],
        writes: [
          ...moveTo(by, row, { owner, team }, reason),
          shard
            .insert(routingTurn)
            .values({ workspaceId: context.workspace, rule: turn.rule, credits: turn.credits, version: version + 1 })
            .onConflictDoUpdate({
              target: [routingTurn.workspaceId, routingTurn.rule],
              set: { credits: turn.credits, version: version + 1 },
            }),
        ],
        log: [
          {
            entity: "lead",
            id: row.id,
            op: "update",
            fields: ["owner"],
            before: visibilityOf({ ...row, archivedAt: null }),
            after: visibilityOf({ owner, team, archivedAt: null }),
          },
        ],
        audit: [
          { act: "lead.assigned", subjectKind: "lead", subject: row.id, detail: { before: { owner: null }, after: { owner }, reason } },
        ],
      },
      fresh,
    );
    if (committed.kind !== "done") {
      if (++lost > LOST) break;
      continue;
    }
    routed++;
    credits[turn.rule] = turn.credits;
    versions.set(turn.rule, version + 1);
  }
  return routed;
}
