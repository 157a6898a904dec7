import type { Fresh } from "../../domain/fresh.ts";
import { hashPassword } from "../identity/password.ts";
import { sealToken } from "../sealed.ts";
import type { Databases } from "../store/database.ts";
import { type CastRows, countLeads, markSeeded, seedState, storeCast, storeSetup, storeStories, storeTurns } from "../store/demo.ts";
import { projectMember, projectTeam, projectWorkspace } from "../store/projection.ts";
import { SETUPS, VIEWS } from "./floor.ts";
import { adsOf, CAMPAIGNS } from "./campaigns.ts";
import { FORMS, FREE_PAGES, NADIA, PAGES, PASSWORD, PEOPLE, PROJECTS, RENTALS_PAGE, RULES, TEAMS, WORKSPACES } from "./cast.ts";
import { tellAll } from "./leads.ts";
import type { MetaControl } from "./meta.ts";

export interface SeedDeps {
  readonly databases: Databases;
  readonly fresh: Fresh;
  /** TOKEN_KEYS */
  readonly keys: string;
  readonly meta: Pick<MetaControl, "page">;
}

export type Seeded = { readonly kind: "seeded" | "already" | "half"; readonly leads: number };

/** All workspaces of the demo live here. */
const SHARD = 1;
/** Stories a batch: with their answers and what was written about 300 KB, a sixth of D1's largest parameter. */
const AT_ONCE = 100;
const DAY = 86_400_000;

/** Fills new databases with the demo's people and stories; anything else is left as it is. */
export async function seedDemo(deps: SeedDeps): Promise<Seeded> {
  const { databases, fresh } = deps;
  const { platform } = databases;
  const shard = databases.shard(SHARD);
  // The stand-in may have been started anew: it is told its Pages each time.
  for (const page of PAGES)
    await deps.meta.page({ id: page.id, name: page.name, token: page.token, forms: FORMS.filter((form) => form.page === page.id) });
  for (const page of FREE_PAGES) await deps.meta.page({ ...page, rain: false, subscribed: false });
  const state = await seedState(platform);
  if (state !== "new") return { kind: state === "seeded" ? "already" : "half", leads: await leadsThere(deps) };
  const now = fresh.now();
  await storeCast(platform, await castRows(deps, now));
  for (const { id } of WORKSPACES) await projectWorkspace(platform, shard, id, fresh);
  for (const { id, workspace } of TEAMS) await projectTeam(platform, shard, workspace, id, fresh);
  for (const { id, workspace } of PEOPLE) await projectMember(platform, shard, workspace, id, fresh);
  const ran = CAMPAIGNS.filter(({ share }) => share > 0);
  await storeSetup(shard, {
    setup: Object.entries(SETUPS).map(([workspaceId, setup]) => ({ ...setup, workspaceId })),
    campaign: CAMPAIGNS.map(({ workspaceId, id, name, project }) => ({ workspaceId, id, name, project })),
    adSet: ran.map((one) => ({ workspaceId: one.workspaceId, ...adsOf(one).adSet, campaign: one.id })),
    ad: ran.map((one) => ({ workspaceId: one.workspaceId, ...adsOf(one).ad, adSet: adsOf(one).adSet.id })),
    view: VIEWS,
    project: PROJECTS,
    rule: RULES,
    form: FORMS.map(({ workspace, share: _, ...form }) => ({ ...form, workspaceId: workspace, readAt: now - 90 * DAY })),
  });
  for (const told of tellAll(now)) {
    for (let at = 0; at < told.stories.length; at += AT_ONCE)
      await storeStories(shard, told.workspace, told.stories.slice(at, at + AT_ONCE));
    await storeTurns(shard, told.workspace, told.turns, told.stories.length, now, fresh);
  }
  const leads = await leadsThere(deps);
  await markSeeded(platform, { people: PEOPLE.length, workspaces: WORKSPACES.length, leads }, now, fresh);
  return { kind: "seeded", leads };
}

async function leadsThere({ databases }: SeedDeps): Promise<number> {
  const counts = await Promise.all(WORKSPACES.map(({ id }) => countLeads(databases.shard(SHARD), id)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function castRows({ fresh, keys }: SeedDeps, now: number): Promise<CastRows> {
  const then = now - 100 * DAY;
  const at = new Date(then);
  const password = await hashPassword(PASSWORD);
  return {
    person: [...PEOPLE, NADIA].map(({ id, name, email }) => ({ id, name, email, emailVerified: true, createdAt: at, updatedAt: at })),
    account: [...PEOPLE, NADIA].map(({ id }) => ({
      id: fresh.id(),
      accountId: id,
      providerId: "credential",
      userId: id,
      password,
      createdAt: at,
      updatedAt: at,
    })),
    workspace: WORKSPACES.map((workspace) => ({ ...workspace, shard: SHARD, status: "active", createdAt: then })),
    team: TEAMS.map(({ id, workspace, name }) => ({ id, workspaceId: workspace, name })),
    member: PEOPLE.map(({ id, workspace, role, weight, away }) => ({
      workspaceId: workspace,
      personId: id,
      role,
      status: "active",
      weight,
      away,
      createdAt: then,
    })),
    platformMember: [{ personId: NADIA.id, role: NADIA.role, createdAt: then }],
    teamMember: PEOPLE.flatMap(({ id, workspace, teams }) => teams.map((teamId) => ({ workspaceId: workspace, teamId, personId: id }))),
    page: await Promise.all(
      PAGES.map(async ({ id, workspace, name, token, broken, by }) => ({
        id,
        workspaceId: workspace,
        name,
        state: broken === null ? ("connected" as const) : ("broken" as const),
        brokenReason: broken,
        token: await sealToken(keys, id, token),
        connectedBy: by,
        connectedAt: then,
      })),
    ),
    ...parkedRows(now),
  };
}

/** What came for the Page whose token has expired waits for somebody to connect it again. */
function parkedRows(now: number): Pick<CastRows, "delivery" | "change"> {
  const parked = [5, 19, 27, 44, 51, 70].map((hours, n) => ({
    lead: `990011223344${String(n).padStart(4, "0")}`,
    at: now - hours * 3_600_000,
    n,
  }));
  const form = FORMS.find((one) => one.page === RENTALS_PAGE)?.id ?? null;
  const deliveryId = (n: number) => String(n + 1).padStart(64, "0");
  return {
    delivery: parked.map(({ at, n }) => ({
      id: deliveryId(n),
      receivedAt: at + 3_000,
      verdict: "accepted",
      bytes: 312,
      leads: 1,
      ignored: 0,
      bad: 0,
      colo: "DXB",
      country: "IE",
      ip: null,
      browser: "facebookexternalua",
    })),
    change: parked.map(({ lead, at, n }) => ({
      lead,
      page: RENTALS_PAGE,
      form,
      ad: null,
      createdAt: at,
      delivery: deliveryId(n),
      receivedAt: at + 3_000,
      state: "parked",
      bulk: false,
      dueAt: at + 3_000,
      attempts: n === 5 ? 1 : 0,
      failure: "reconnect",
      reason: n === 5 ? "token_expired" : "page_broken",
      workspaceId: PAGES[1].workspace,
      settledAt: at + 4_000,
    })),
  };
}
