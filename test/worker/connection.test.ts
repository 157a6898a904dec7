import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runCron } from "../../worker/cron/index.ts";
import { drain } from "../../worker/intake/consume.ts";
import { sealToken } from "../../worker/sealed.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { deliver, type Told } from "../support/deliver.ts";
import { arrived, callsAtMeta, changeOf, createOne, deliveredLead, deliveryOf, ports, store } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { consumeNow } from "../support/queue.ts";
import { databases, makeWorld, settings, testEnv, type World } from "../support/world.ts";

const db = databases.platform;

/** Calls to anywhere outside, whatever answers them: Meta's stand-in counts only those that bring a right it knows. */
function watchCalls() {
  const spy = vi.spyOn(globalThis, "fetch");
  return { to: () => spy.mock.calls.map(([target]) => new URL(target instanceof Request ? target.url : target).pathname) };
}
afterEach(() => vi.restoreAllMocks());

/** What makes a connection no live one, and what becomes of a delivery for it. */
const STATES: readonly [title: string, unmake: (world: World) => Promise<unknown>, state: string, reason: string][] = [
  ["unknown", (world) => db.delete(platform.page).where(eq(platform.page.id, world.page)), "unread", "page_unknown"],
  ["disconnected", (world) => setPage(world, { state: "disconnected" }), "unread", "page_disconnected"],
  ["broken", (world) => setPage(world, { state: "broken" }), "parked", "page_broken"],
  ["of a suspended workspace", suspend, "waiting", "workspace_suspended"],
  ["sealed under a key that is gone", (world) => setPage(world, { token: "gone.AAAA.AAAA" }), "parked", "page_token"],
  ["sealed for another Page (SC1)", sealElsewhere, "parked", "page_token"],
  ["paused by Meta", (world) => setPage(world, { pausedUntil: Date.now() + 600_000 }), "waiting", "throttled"],
];

function setPage(world: World, set: Partial<typeof platform.page.$inferInsert>) {
  return db.update(platform.page).set(set).where(eq(platform.page.id, world.page));
}

function suspend(world: World) {
  return db.update(platform.workspace).set({ status: "suspended" }).where(eq(platform.workspace.id, world.id));
}

async function sealElsewhere(world: World) {
  return setPage(world, { token: await sealToken(settings.TOKEN_KEYS, "another", world.token) });
}

/** Every way in which a stored change is worked on. */
const WAYS: readonly [title: string, work: (world: World, told: Told) => Promise<unknown>][] = [
  ["the request that brought it", (_world, told) => deliver([told])],
  ["a drain", (world, told) => store([told]).then(() => drain(world.page, ports))],
  ["a queue message", (world, told) => store([told]).then(() => consumeNow([{ kind: "drain", page: world.page }]))],
  [
    "a message that only the queue kept",
    (_world, told) => consumeNow([{ kind: "store", delivery: deliveryOf(), leads: [deliveredLead(told)] }]),
  ],
  ["the sweep", (_world, told) => store([told]).then(() => runCron("* * * * *", testEnv))],
];

describe("IN5: no Graph call without a live connection", () => {
  it.each(STATES.flatMap(([page, ...row]) => WAYS.map(([way, work]) => [page, way, work, ...row] as const)))(
    "a Page that is %s, by %s",
    async (_page, _way, work, unmake, state, reason) => {
      const world = await makeWorld();
      const told = await createOne(world);
      await unmake(world);
      const [calls, before] = [watchCalls(), await callsAtMeta()];
      await work(world, told);
      await vi.waitUntil(async () => (await changeOf(told.id))?.reason === reason, 10_000);
      expect((await changeOf(told.id))?.state).toBe(state);
      expect([calls.to(), await callsAtMeta(), await leadsOf(world)]).toEqual([[], before, []]);
    },
  );

  it.each(WAYS)("a live one is asked for the lead and its form, by %s: the watch sees calls", async (_way, work) => {
    const world = await makeWorld();
    const told = await createOne(world);
    const calls = watchCalls();
    await work(world, told);
    await arrived(world, 1);
    expect(calls.to()).toEqual([`/v26.0/${told.id}`, `/v26.0/${world.form}`]);
  });

  it("a Page that is disconnected while its change waits is not asked any more", async () => {
    const world = await makeWorld();
    const told = await createOne(world);
    await store([told]);
    await setPage(world, { state: "disconnected" });
    const calls = watchCalls();
    await drain(world.page, ports);
    expect([calls.to(), (await changeOf(told.id))?.reason]).toEqual([[], "page_disconnected"]);
  });

  it("an unknown Page's delivery becomes a diagnostic; nobody who connects the Page later is given what came before", async () => {
    const world = await makeWorld();
    await db.delete(platform.page).where(eq(platform.page.id, world.page));
    const told = await createOne(world);
    await deliver([told]);
    await vi.waitUntil(async () => (await changeOf(told.id))?.state === "unread", 5_000);
    const [seen] = await db.select().from(platform.diagnostic).where(eq(platform.diagnostic.cause, world.page));
    expect(seen).toMatchObject({ kind: "page_unknown", count: 1 });
    await db.insert(platform.page).values({
      id: world.page,
      workspaceId: world.id,
      name: "P",
      state: "connected",
      token: await sealToken(settings.TOKEN_KEYS, world.page, world.token),
      connectedBy: "x",
      connectedAt: 0,
    });
    const calls = watchCalls();
    await deliver([told]);
    await runCron("* * * * *", testEnv);
    expect([(await changeOf(told.id))?.state, calls.to(), await leadsOf(world)]).toEqual(["unread", [], []]);
  });

  it("IN1: what came while a workspace was suspended arrives once it is open again", async () => {
    const world = await makeWorld();
    const told = await createOne(world);
    await suspend(world);
    await store([told]);
    await drain(world.page, ports);
    expect((await changeOf(told.id))?.dueAt).toBeGreaterThan(Date.now());
    await db.update(platform.workspace).set({ status: "active" }).where(eq(platform.workspace.id, world.id));
    await db.update(platform.change).set({ dueAt: 0 }).where(eq(platform.change.lead, told.id));
    await drain(world.page, ports);
    expect(await leadsOf(world)).toHaveLength(1);
  });
});
