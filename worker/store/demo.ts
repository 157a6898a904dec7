import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Audited } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { Credits } from "../../domain/routing.ts";
import { auditInWorkspace, auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Shard } from "./database.ts";
import * as platformTables from "./schema/platform.ts";
import * as tables from "./schema/workspace.ts";
import { many, type Story, storyRows } from "./stories.ts";

/** The demo's own reads and writes: many rows at once, and what its doors and buttons ask for. Development only. */

export interface CastRows {
  readonly person: readonly (typeof platformTables.person.$inferInsert)[];
  readonly account: readonly (typeof platformTables.account.$inferInsert)[];
  readonly workspace: readonly (typeof platformTables.workspace.$inferInsert)[];
  readonly team: readonly (typeof platformTables.team.$inferInsert)[];
  readonly member: readonly (typeof platformTables.member.$inferInsert)[];
  readonly platformMember: readonly (typeof platformTables.platformMember.$inferInsert)[];
  readonly teamMember: readonly (typeof platformTables.teamMember.$inferInsert)[];
  readonly page: readonly (typeof platformTables.page.$inferInsert)[];
  readonly delivery: readonly (typeof platformTables.delivery.$inferInsert)[];
  readonly change: readonly (typeof platformTables.change.$inferInsert)[];
}

/** Who and what there is, in one batch of the platform. */
export async function storeCast(platform: Platform, rows: CastRows): Promise<void> {
  await batch(platform, [
    platform.run(many(platformTables.person, rows.person)),
    platform.run(many(platformTables.account, rows.account)),
    platform.run(many(platformTables.workspace, rows.workspace)),
    platform.run(many(platformTables.team, rows.team)),
    platform.run(many(platformTables.member, rows.member)),
    platform.run(many(platformTables.platformMember, rows.platformMember)),
    platform.run(many(platformTables.teamMember, rows.teamMember)),
    platform.run(many(platformTables.page, rows.page)),
    platform.run(many(platformTables.delivery, rows.delivery)),
    platform.run(many(platformTables.change, rows.change)),
  ]);
}

export async function storeSetup(
  shard: Shard,
  rows: {
    readonly setup: readonly (typeof tables.setup.$inferInsert)[];
    readonly campaign: readonly (typeof tables.campaign.$inferInsert)[];
    readonly adSet: readonly (typeof tables.adSet.$inferInsert)[];
    readonly ad: readonly (typeof tables.ad.$inferInsert)[];
    readonly view: readonly (typeof tables.view.$inferInsert)[];
    readonly project: readonly (typeof tables.project.$inferInsert)[];
    readonly form: readonly (typeof tables.form.$inferInsert)[];
    readonly rule: readonly (typeof tables.routingRule.$inferInsert)[];
  },
): Promise<void> {
  await batch(shard, [
    shard.run(many(tables.setup, rows.setup)),
    shard.run(many(tables.campaign, rows.campaign)),
    shard.run(many(tables.adSet, rows.adSet)),
    shard.run(many(tables.ad, rows.ad)),
    shard.run(many(tables.view, rows.view)),
    shard.run(many(tables.project, rows.project)),
    shard.run(many(tables.form, rows.form)),
    shard.run(many(tables.routingRule, rows.rule)),
  ]);
}

/** Leads of one workspace with all their rows: one batch. */
export async function storeStories(shard: Shard, workspaceId: string, stories: readonly Story[]): Promise<void> {
  await batch(shard, storyRows(shard, workspaceId, stories));
}

/** Whose turn it is after the seeded leads, and one record that says where they came from (AU1). */
export async function storeTurns(
  shard: Shard,
  workspaceId: string,
  turns: Readonly<Record<string, Credits>>,
  leads: number,
  now: number,
  fresh: Fresh,
): Promise<void> {
  const audited: Audited = { act: "demo.seeded", subjectKind: "workspace", subject: workspaceId, detail: { leads } };
  await batch(shard, [
    ...Object.entries(turns).map(([rule, credits]) => shard.insert(tables.routingTurn).values({ workspaceId, rule, credits, version: 1 })),
    ...(await auditInWorkspace(shard, workspaceId, [audited], SYSTEM, now, fresh)),
  ]);
}

const SYSTEM = { person: null, ip: null, browser: null, request: null };

/** The last step of a seed: without this record it is a half one. */
export async function markSeeded(platform: Platform, detail: Readonly<Record<string, unknown>>, now: number, fresh: Fresh): Promise<void> {
  await batch(
    platform,
    await auditOnPlatform(platform, null, [{ act: "demo.seeded", subjectKind: "platform", subject: "demo", detail }], SYSTEM, now, fresh),
  );
}

export async function seedState(platform: Platform): Promise<"new" | "half" | "seeded"> {
  const { workspace, audit } = platformTables;
  const [[anything], [mark]] = await platform.batch([
    platform.select({ id: workspace.id }).from(workspace).limit(1),
    platform.select({ n: audit.n }).from(audit).where(eq(audit.act, "demo.seeded")).limit(1),
  ]);
  if (mark !== undefined) return "seeded";
  return anything === undefined ? "new" : "half";
}

export async function countLeads(shard: Shard, workspaceId: string): Promise<number> {
  const { tally } = tables;
  const [row] = await shard
    .select({ count: sql<number>`ifnull(sum(${tally.count}), 0)` })
    .from(tally)
    .where(eq(tally.workspaceId, workspaceId));
  return row?.count ?? 0;
}

/** Changes that wait for their next try are due, and Pages that Meta made wait are asked again. */
export async function makeDue(platform: Platform, now: number): Promise<void> {
  const { change, page } = platformTables;
  await batch(platform, [
    platform.update(page).set({ pausedUntil: 0 }).where(gt(page.pausedUntil, now)),
    platform
      .update(change)
      .set({ dueAt: now })
      .where(and(eq(change.state, "waiting"), gt(change.dueAt, now))),
  ]);
}

/** A session as the library would have written it. */
export async function openSession(
  platform: Platform,
  opened: {
    readonly id: string;
    readonly token: string;
    readonly person: string;
    readonly browser: string | null;
    readonly now: number;
    readonly lasts: number;
  },
): Promise<void> {
  const at = new Date(opened.now);
  await platform.insert(platformTables.session).values({
    id: opened.id,
    token: opened.token,
    userId: opened.person,
    expiresAt: new Date(opened.now + opened.lasts),
    userAgent: opened.browser,
    // The door counts as a second factor: development only.
    secondFactorAt: opened.now,
    createdAt: at,
    updatedAt: at,
  });
}

/** The newest open lead of a person, to be moved by the demo's button. */
export async function newestLeadOf(shard: Shard, workspaceId: string, owner: string) {
  const { lead } = tables;
  const [row] = await shard
    .select({ id: lead.id, version: lead.version, name: lead.name })
    .from(lead)
    .where(and(eq(lead.workspaceId, workspaceId), eq(lead.owner, owner), isNull(lead.archivedAt)))
    .orderBy(desc(lead.submittedAt), desc(lead.n))
    .limit(1);
  return row;
}

/** Where a lead came from: `meta:<Meta's lead id>`. */
export async function sourcesOf(shard: Shard, workspaceId: string, leadId: string): Promise<string[]> {
  const { submission } = tables;
  const rows = await shard
    .select({ source: submission.source })
    .from(submission)
    .where(and(eq(submission.workspaceId, workspaceId), eq(submission.lead, leadId)));
  return rows.map((row) => row.source);
}
