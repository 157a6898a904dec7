import { and, eq, sql } from "drizzle-orm";
import type { Boot } from "../../domain/api.ts";
import { type Actor, can } from "../../domain/rights.ts";
import type { Setup } from "../../domain/setup.ts";
import type { SupportSeat } from "../../domain/support.ts";
import type { MemberRow } from "../../domain/wire.ts";
import { batch, type Shard } from "./database.ts";
import { memberRows, type StoredTeam, teamColumns, teamRowOf } from "./log.ts";
import { campaign, form, project, routingRule, tally, team, workspaceState } from "./schema/workspace.ts";
import { readUnread, unreadOf } from "./notices.ts";
import { readSetup, setupOf } from "./setup.ts";
import { projectColumns } from "./projects.ts";
import { viewsFor } from "./views.ts";

type Found = Pick<
  Boot,
  "members" | "teams" | "support" | "forms" | "campaigns" | "projects" | "rules" | "setup" | "views" | "total" | "unclaimed" | "unread"
>;

/** The names behind the ids in rows, and how many leads are in sight, from the kept counts. One round trip. */
export async function readBoot(shard: Shard, actor: Actor): Promise<Found> {
  const here = actor.workspace;
  const [members, teams, states, forms, campaigns, projects, rules, tallies, setups, views, unread] = (await batch(shard, [
    memberRows(shard, here, sql`true`),
    shard.select(teamColumns).from(team).where(eq(team.workspaceId, here)),
    shard.select({ support: workspaceState.support }).from(workspaceState).where(eq(workspaceState.workspaceId, here)),
    shard.select({ id: form.id, name: form.name, project: form.project }).from(form).where(eq(form.workspaceId, here)),
    shard.select({ id: campaign.id, name: campaign.name, project: campaign.project }).from(campaign).where(eq(campaign.workspaceId, here)),
    shard.select(projectColumns).from(project).where(eq(project.workspaceId, here)),
    shard.select({ id: routingRule.id, name: routingRule.name }).from(routingRule).where(eq(routingRule.workspaceId, here)),
    shard
      .select({ owner: tally.owner, team: tally.team, count: sql<number>`sum(${tally.count})` })
      .from(tally)
      .where(and(eq(tally.workspaceId, here)))
      .groupBy(tally.owner, tally.team),
    setupOf(shard, here),
    viewsFor(shard, actor),
    unreadOf(shard, here, actor.person),
  ])) as [
    MemberRow[],
    StoredTeam[],
    { support: SupportSeat[] }[],
    Boot["forms"],
    Boot["campaigns"],
    Boot["projects"],
    Boot["rules"],
    { owner: string; team: string; count: number }[],
    Setup[],
    Boot["views"],
    unknown,
  ];
  const seen = tallies.filter((part) =>
    can(actor, "lead.read", { owner: part.owner || null, team: part.team || null, unclaimed: part.owner === "", archived: false }),
  );
  const sum = (parts: typeof tallies) => parts.reduce((count, part) => count + part.count, 0);
  return {
    members,
    teams: teams.map(teamRowOf),
    support: states[0]?.support ?? [],
    forms,
    campaigns,
    projects,
    rules,
    setup: readSetup(setups),
    views,
    total: sum(seen),
    unclaimed: sum(seen.filter((part) => part.owner === "")),
    unread: readUnread(unread),
  };
}
