import { and, eq, sql } from "drizzle-orm";
import type { Fresh } from "../../domain/fresh.ts";
import { visibilityOf } from "../../domain/lead.ts";
import { decideOwner } from "../../domain/routing.ts";
import { moveTo } from "./commands.ts";
import { commit } from "./commit.ts";
import type { Shard } from "./database.ts";
import { type IntakeContext, lookUpPerson } from "./intake.ts";
import { lead, routingTurn, workspaceState } from "./schema/workspace.ts";

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

const OPEN_AND_MENDABLE = sql.raw(
  "first_attempt_at IS NULL AND archived_at IS NULL AND is_test = 0 AND stage IN ('new','contacted','qualified','visit') AND reason ->> 'code' IN ('contended', 'nobody_available')",
);

/** IN4: asks routing again for leads that only the moment left without an owner. Returns how many got one. */
export async function routeAgain(shard: Shard, context: IntakeContext, limit: number, fresh: Fresh): Promise<number> {
  const waiting = await shard
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
    .orderBy(lead.submittedAt)
    .limit(limit);
  let routed = 0;
  for (const row of waiting) {
    const { credits, turnVersions } = await lookUpPerson(shard, context.workspace, "", []);
    const decision = decideOwner({ lead: { ...row, isTest: false }, rules: context.rules, people: context.people, credits });
    if (decision.owner === null || decision.turn === undefined) continue;
    const { owner, team, reason, turn } = decision;
    const version = turnVersions.get(turn.rule) ?? 0;
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
          ...moveTo(by, row, owner, team, reason),
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
    if (committed.kind === "done") routed++;
  }
  return routed;
}
