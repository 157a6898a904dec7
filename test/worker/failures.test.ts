import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { drain } from "../../worker/intake/consume.ts";
import { mendPage } from "../../worker/store/pages.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { deliver } from "../support/deliver.ts";
import { arrived, callsAtMeta, changeOf, create, createOne, ports, store } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { atMeta, databases, makeWorld, metaNumber, type World } from "../support/world.ts";

const db = databases.platform;

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
    ["missing_permission", "parked", "reconnect", "permission"],
    ["lead_access", "parked", "reconnect", "lead_access"],
    ["not_found", "waiting", "ambiguous", "not_readable"],
  ])("%s: %s as %s (%s), and nothing is lost", async (kind, state, failure, reason) => {
    const world = await makeWorld();
    const lead = await faulty(kind, world);
    const change = await changeOf(lead);
    expect(change).toMatchObject({ state, failure, reason, lease: null });
    if (state === "waiting") expect(change?.dueAt).toBeGreaterThan(Date.now());
    const [page] = await db.select().from(platform.page).where(eq(platform.page.id, world.page));
    expect(page?.state).toBe(failure === "reconnect" ? "broken" : "connected");
    if (failure === "throttled") expect(page?.pausedUntil).toBeGreaterThan(Date.now());
    await mendPage(db, world.page, page?.token ?? "", "somebody", Date.now());
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
