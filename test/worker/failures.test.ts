import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { drain } from "../../worker/intake/consume.ts";
import { fresh } from "../../worker/env.ts";
import { breakPage } from "../../worker/store/pages.ts";
import { mendPage } from "../support/mend.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { deliver } from "../support/deliver.ts";
import { arrived, callsAtMeta, changeOf, create, createOne, ports, store } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { atMeta, databases, makeWorld, metaNumber, shard, type World } from "../support/world.ts";

const db = databases.platform;
const somebody = { person: "somebody", ip: null, browser: null, request: null };
const pauseEnds = (world: World) => db.update(platform.page).set({ pausedUntil: 0 }).where(eq(platform.page.id, world.page));

describe("failures are classed, kept and mended", () => {
  const faulty = async (kind: string, world: World) => {
    await atMeta("POST", "/_/faults", { share: 1, kinds: [kind], page: world.page, timeoutMs: 9_000 });
    const told = await createOne(world);
    await store([told]);
    await drain(world.page, ports);
    await atMeta("DELETE", "/_/faults");
    return told.id;
  };

  it.each<[string, string, string, string]>([
    ["http500", "waiting", "transient", "meta_unwell"],
    ["html500", "waiting", "transient", "meta_unwell"],
    ["throttled", "waiting", "throttled", "throttled"],
    ["expired_token", "parked", "reconnect", "token_expired"],
    ["missing_permission", "waiting", "reconnect", "permission"],
    ["lead_access", "waiting", "reconnect", "lead_access"],
    ["not_found", "waiting", "ambiguous", "not_readable"],
  ])("%s: %s as %s (%s), and nothing is lost", async (kind, state, failure, reason) => {
    const world = await makeWorld();
    const lead = await faulty(kind, world);
    const change = await changeOf(lead);
    expect(change).toMatchObject({ state, failure, reason, lease: null });
    if (state === "waiting") expect(change?.dueAt).toBeGreaterThan(Date.now());
    const [page] = await db.select().from(platform.page).where(eq(platform.page.id, world.page));
    expect(page?.state).toBe(state === "parked" ? "broken" : "connected");
    if (failure === "throttled") expect(page?.pausedUntil).toBeGreaterThan(Date.now());
    await mendPage(db, { page: world.page, workspace: world.id, token: page?.token ?? "" }, somebody, fresh);
    await pauseEnds(world);
    await db.update(platform.change).set({ dueAt: 0 }).where(eq(platform.change.lead, lead));
    await drain(world.page, ports);
    expect(await leadsOf(world)).toHaveLength(1);
  });

  it("a Page that is paused is not asked again before its time", async () => {
    const world = await makeWorld();
    await db
      .update(platform.page)
      .set({ pausedUntil: Date.now() + 600_000 })
      .where(eq(platform.page.id, world.page));
    const told = await createOne(world);
    const before = await callsAtMeta();
    await store([told]);
    await drain(world.page, ports);
    expect(await callsAtMeta()).toBe(before);
    expect((await changeOf(told.id))?.dueAt).toBeGreaterThan(Date.now() + 500_000);
  });

  it("AU1: a Page that breaks and is mended leaves its record, once, however many notice it", async () => {
    const world = await makeWorld();
    const before = await db.select().from(platform.page).where(eq(platform.page.id, world.page));
    const at = { page: world.page, workspace: world.id, since: before[0]?.connectedAt ?? 0 };
    await Promise.all([breakPage(db, at, "token_expired", fresh), breakPage(db, at, "token_expired", fresh)]);
    await mendPage(db, { ...at, token: "sealed" }, somebody, fresh);
    // Another token of another day: a record of its own.
    await mendPage(db, { ...at, token: "sealed anew" }, somebody, fresh);
    const acts = await db.select({ act: platform.audit.act }).from(platform.audit).where(eq(platform.audit.subject, world.page));
    expect(acts.map((one) => one.act)).toEqual(["page.broken", "page.mended", "page.connected"]);
    // Whoever still works with the permission before breaks nothing of the newer one.
    await breakPage(db, at, "token_expired", fresh);
    const [page] = await db.select().from(platform.page).where(eq(platform.page.id, world.page));
    expect(page?.state).toBe("connected");
  });

  it("a throttle of the whole app pauses every Page, one of a Page only that Page", async () => {
    const [one, other] = [await makeWorld(), await makeWorld()];
    const pausedOf = async (world: World) =>
      (await db.select({ until: platform.page.pausedUntil }).from(platform.page).where(eq(platform.page.id, world.page)))[0]?.until ?? 0;
    await faulty("throttled", one);
    expect([(await pausedOf(one)) > Date.now(), (await pausedOf(other)) > Date.now()]).toEqual([true, false]);
    await faulty("app_throttled", other);
    const third = await makeWorld();
    await pauseEnds(one);
    await pauseEnds(other);
    await faulty("app_throttled", third);
    expect([(await pausedOf(one)) > Date.now(), (await pausedOf(other)) > Date.now()]).toEqual([true, true]);
    for (const world of [one, other, third]) await pauseEnds(world);
  });

  it("each kind of failure counts its own: outages before it do not use up the tries of a lead that is not there yet", async () => {
    const world = await makeWorld();
    const gone = metaNumber();
    await store([{ id: gone, page: world.page, form: world.form }]);
    await db.update(platform.change).set({ failure: "transient", attempts: 40 }).where(eq(platform.change.lead, gone));
    await drain(world.page, ports);
    expect(await changeOf(gone)).toMatchObject({ state: "waiting", failure: "ambiguous", attempts: 1 });
  });

  it("a Meta that fails for a whole group is not asked for the rest, and what was not asked for lost no try", async () => {
    const world = await makeWorld();
    await atMeta("POST", "/_/faults", { share: 1, kinds: ["http500"], page: world.page });
    const told = await create(world, 12);
    await store(told);
    await drain(world.page, ports);
    await atMeta("DELETE", "/_/faults");
    const changes = await Promise.all(told.map((one) => changeOf(one.id)));
    expect(changes.filter((change) => change?.attempts === 1)).toHaveLength(5);
    expect(changes.filter((change) => change?.attempts === 0 && change.state === "waiting")).toHaveLength(7);
  });

  it("a form that Meta does not tell now holds up no lead, and hides it from no rule of that form", async () => {
    const world = await makeWorld({ people: { a: { role: "agent", teams: ["t"] } } });
    await shard.insert(workspace.routingRule).values({
      workspaceId: world.id,
      place: 1,
      id: "r",
      name: "its own",
      match: { forms: [world.form] },
      pool: { kind: "team", team: "t" },
    });
    await atMeta("POST", "/_/faults", { share: 1, kinds: ["http500"], page: world.page, of: "form" });
    await store([await createOne(world)]);
    await drain(world.page, ports);
    expect(await leadsOf(world)).toMatchObject([{ form: world.form, owner: world.people["a"]?.id, reason: { code: "turn" } }]);
    expect(await shard.select().from(workspace.form).where(eq(workspace.form.workspaceId, world.id))).toEqual([]);
    // Once Meta tells it, the next lead brings it along.
    await atMeta("DELETE", "/_/faults");
    await store([await createOne(world)]);
    await drain(world.page, ports);
    expect(await shard.select().from(workspace.form).where(eq(workspace.form.workspaceId, world.id))).toHaveLength(1);
  });

  it("an ambiguous lead is asked for five times, then parked for a person", async () => {
    const world = await makeWorld();
    const gone = metaNumber();
    await store([{ id: gone, page: world.page, form: world.form }]);
    for (let n = 0; n < 6; n++) {
      await db.update(platform.change).set({ dueAt: 0 }).where(eq(platform.change.lead, gone));
      await drain(world.page, ports);
    }
    expect(await changeOf(gone)).toMatchObject({ state: "parked", failure: "ambiguous", attempts: 6 });
  });

  it("IN3: one lead that cannot be read does not hold up the others of its delivery", async () => {
    const world = await makeWorld();
    const [first, ...others] = await create(world, 3);
    await deliver([...(first === undefined ? [] : [first]), { id: metaNumber(), page: world.page, form: world.form }, ...others]);
    expect(await arrived(world, 3)).toHaveLength(3);
  });
});
