import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { routeWaiting } from "../../worker/cron/route.ts";
import { drain } from "../../worker/intake/consume.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { deliver } from "../support/deliver.ts";
import { create, ports, store } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { databases, makeWorld, shard, testEnv } from "../support/world.ts";

const db = databases.platform;

describe("IN4: routing can never refuse or delay", () => {
  it.each<[string, { match: unknown; pool: unknown }[], string]>([
    ["no rule", [], "no_rule"],
    ["a broken rule", [{ match: { forms: 7 }, pool: { kind: "team", team: "north" } }], "broken_rule"],
    ["nobody available", [{ match: {}, pool: { kind: "team", team: "empty" } }], "nobody_available"],
  ])("%s: stored, unassigned, with the reason", async (_title, rules, code) => {
    const world = await makeWorld({ rules });
    await store(await create(world));
    await drain(world.page, ports);
    expect(await leadsOf(world)).toMatchObject([{ owner: null, reason: { code } }]);
  });

  it("a turn contended by many at once still stores every lead, fairly shared", async () => {
    const world = await makeWorld({
      people: { a: { role: "agent", teams: ["t"] }, b: { role: "agent", teams: ["t"] } },
      rules: [{ match: {}, pool: { kind: "team", team: "t" } }],
    });
    const told = await create(world, 10);
    await Promise.all(told.map((one) => deliver([one])));
    await vi.waitUntil(async () => {
      await db.update(platform.change).set({ dueAt: 0 }).where(eq(platform.change.page, world.page));
      await drain(world.page, ports);
      return (await leadsOf(world)).length === 10;
    }, 20_000);
    for (const row of await leadsOf(world)) expect(["turn", "contended"]).toContain(row.reason.code);
  });

  it("a pool that cannot be read costs its own rule's leads only", async () => {
    const world = await makeWorld({
      people: { a: { role: "agent", teams: ["t"] } },
      rules: [
        { match: { forms: ["1"] }, pool: 7 },
        { match: {}, pool: { kind: "team", team: "t" } },
      ],
    });
    await store(await create(world));
    await drain(world.page, ports);
    expect(await leadsOf(world)).toMatchObject([{ owner: world.people["a"]?.id }]);
  });

  it("the sweep gets past leads that nobody can take, however many and however old", async () => {
    const world = await makeWorld({
      people: { a: { role: "agent", teams: ["t"], away: true } },
      rules: [
        { match: { campaigns: ["9"] }, pool: { kind: "team", team: "t" } },
        { match: {}, pool: { kind: "team", team: "empty" } },
      ],
    });
    await store(await create(world, 60), true);
    for (let drained = 0; drained < 3; drained++) await drain(world.page, ports);
    const rows = await leadsOf(world);
    const [oldest] = rows.toSorted((one, other) => one.n - other.n);
    expect(rows).toHaveLength(60);
    await shard
      .update(workspace.lead)
      .set({ campaign: "9" })
      .where(eq(workspace.lead.id, oldest?.id ?? ""));
    await shard.update(workspace.member).set({ away: false }).where(eq(workspace.member.workspaceId, world.id));
    await routeWaiting(testEnv);
    const routed = (await leadsOf(world)).filter((row) => row.owner !== null);
    expect(routed.map((row) => row.id)).toEqual([oldest?.id]);
  });

  it("the sweep routes what only the moment left unassigned, and tells it in the lead's story", async () => {
    const world = await makeWorld({
      people: { a: { role: "agent", teams: ["t"], away: true } },
      rules: [{ match: {}, pool: { kind: "team", team: "t" } }],
    });
    await store(await create(world));
    await drain(world.page, ports);
    await shard.update(workspace.member).set({ away: false }).where(eq(workspace.member.workspaceId, world.id));
    await routeWaiting(testEnv);
    expect(await leadsOf(world)).toMatchObject([{ owner: world.people["a"]?.id, reason: { code: "turn" }, version: 2 }]);
  });
});
