import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { fresh } from "../../worker/env.ts";
import { bury, consume, drain, sweep } from "../../worker/intake/consume.ts";
import { claimDue, leased, pagesDue, settle } from "../../worker/store/deliveries.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { arrived, changeOf, create, createOne, deliveredLead, deliveryOf, ports, store } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { consumeNow } from "../support/queue.ts";
import { databases, makeWorld } from "../support/world.ts";

const db = databases.platform;

describe("claims, queue and sweep", () => {
  it("two claims never hold the same change, and singles go before bulk", async () => {
    const world = await makeWorld();
    const bulk = await create(world, 20);
    const single = await create(world, 3);
    await store(bulk, true);
    await store(single);
    const until = Date.now() + 60_000;
    const [first, second] = await Promise.all(["a", "b"].map((id) => claimDue(db, world.page, { id, until }, Date.now(), 10)));
    const ids = [...(first ?? []), ...(second ?? [])].map((change) => change.lead);
    expect(new Set(ids).size).toBe(20);
    for (const one of single) expect(first?.map((change) => change.lead)).toContain(one.id);
  });

  it("a change whose holders vanish again and again is taken alone, then parked for a person", async () => {
    const world = await makeWorld();
    const told = await create(world, 5);
    await store(told);
    const vanish = async (n: number) =>
      (await claimDue(db, world.page, { id: `lease-${n}`, until: Date.now() - 1 }, Date.now(), 25)).length;
    const sizes: number[] = [];
    for (let n = 0; n < 40; n++) sizes.push(await vanish(n));
    expect(sizes.slice(0, 5)).toEqual([5, 5, 5, 1, 1]);
    const states = await Promise.all(told.map((one) => changeOf(one.id)));
    expect(states.filter((change) => change?.state === "parked" && change.reason === "vanished").length).toBeGreaterThan(0);
  });

  it("the sweep begins at any Page and goes around", async () => {
    const worlds = await Promise.all([1, 2, 3].map(() => makeWorld()));
    for (const world of worlds) await store([await createOne(world)]);
    const all = worlds.map((world) => world.page).sort();
    for (const from of ["", all[1] ?? "", `${all[2] ?? ""}9`]) {
      expect((await pagesDue(db, Date.now(), 1_000, from)).filter((page) => all.includes(page)).sort()).toEqual(all);
    }
    expect((await pagesDue(db, Date.now(), 1, all[2] ?? ""))[0]).toBe(all[2]);
    for (const world of worlds) await drain(world.page, ports);
  });

  it("a try that failed is asked for again at its time, once, by whoever held it", async () => {
    const world = await makeWorld();
    await store([{ id: "990099009900", page: world.page, form: world.form }]);
    const sent: { seconds: number; messages: unknown }[] = [];
    const watched = { ...ports, send: async (messages: unknown, seconds: number) => void sent.push({ messages, seconds }) };
    await drain(world.page, watched);
    await drain(world.page, watched);
    expect(sent).toEqual([{ messages: [{ kind: "drain", page: world.page }], seconds: expect.any(Number) }]);
    expect(sent[0]?.seconds).toBeGreaterThanOrEqual(19);
    expect(sent[0]?.seconds).toBeLessThanOrEqual(26);
  });

  it("whoever slept past the lease settles nothing", async () => {
    const world = await makeWorld();
    const told = await createOne(world);
    await store([told]);
    await claimDue(db, world.page, { id: "slow", until: Date.now() - 1 }, Date.now(), 1);
    await claimDue(db, world.page, { id: "next", until: Date.now() + 60_000 }, Date.now(), 1);
    const lead = told.id;
    await settle(
      db,
      "slow",
      [{ lead, state: "parked", workspace: null, outcome: null, failure: null, reason: "late", trace: null, dueAt: 0, attempts: 1 }],
      Date.now(),
    );
    expect(await changeOf(lead)).toMatchObject({ state: "waiting", lease: "next" });
    expect(await leased(db, "next", [lead])).toHaveLength(1);
  });

  it("a drain takes 25 and queues the Page again", async () => {
    const world = await makeWorld();
    await store(await create(world, 26));
    const sent: unknown[] = [];
    await drain(world.page, { ...ports, send: async (messages) => void sent.push(...messages) });
    expect([(await leadsOf(world)).length, sent]).toEqual([25, [{ kind: "drain", page: world.page }]]);
    await drain(world.page, { ...ports, send: async (messages) => void sent.push(...messages) });
    expect([(await leadsOf(world)).length, sent.length]).toEqual([26, 1]);
  });

  it("IN1: the sweep finds what a crashed request left, once its lease ran out, and nothing before", async () => {
    const world = await makeWorld();
    const told = await createOne(world);
    await store([told]);
    const pages: string[] = [];
    const watch = {
      ...ports,
      send: async (messages: readonly { kind: string; page?: string }[]) =>
        void pages.push(...messages.flatMap((message) => message.page ?? [])),
    };
    await db
      .update(platform.change)
      .set({ lease: "crashed", leaseUntil: Date.now() + 60_000 })
      .where(eq(platform.change.lead, told.id));
    await sweep(watch);
    expect(pages).not.toContain(world.page);
    await db
      .update(platform.change)
      .set({ leaseUntil: Date.now() - 1 })
      .where(eq(platform.change.lead, told.id));
    await sweep(watch);
    expect(pages).toContain(world.page);
  });

  it("IN1: changes that only the queue knows are stored by the consumer and drained", async () => {
    const world = await makeWorld();
    const told = await create(world, 2);
    const result = await consumeNow([{ kind: "store", delivery: deliveryOf({ leads: 2 }), leads: told.map(deliveredLead) }]);
    expect(result.explicitAcks).toEqual(["m0"]);
    expect(await arrived(world, 2)).toHaveLength(2);
  });

  it("the consumer acknowledges what is durable, retries what is not, and drops what it cannot read", async () => {
    const failing = {
      ...ports,
      databases: {
        ...databases,
        platform: new Proxy(db, {
          get: (target, name) =>
            name === "$client"
              ? {
                  prepare: () => {
                    throw new Error("down");
                  },
                }
              : Reflect.get(target, name),
        }),
      },
    };
    const said: string[] = [];
    const message = (body: unknown) => ({
      body,
      attempts: 1,
      id: "m",
      timestamp: new Date(),
      ack: () => void said.push("ack"),
      retry: () => void said.push("retry"),
    });
    await consume([message({ kind: "drain", page: "1" })], failing);
    await consume([message({ kind: "nonsense" })], ports);
    expect(said).toEqual(["retry", "ack"]);
  });

  it("IN1: a dead letter that cannot be stored yet stays in the queue, later and later", async () => {
    const down = new Proxy(db, {
      get: (target, name) => (name === "$client" ? { batch: () => Promise.reject(new Error("down")) } : Reflect.get(target, name)),
    });
    const said: unknown[] = [];
    const message = (attempts: number) => ({
      body: { kind: "store", delivery: deliveryOf(), leads: [] },
      attempts,
      id: "m",
      timestamp: new Date(),
      ack: () => void said.push("ack"),
      retry: (options?: { delaySeconds?: number }) => void said.push(options?.delaySeconds),
    });
    await bury([message(1), message(5), message(60)], down, fresh);
    expect(said).toEqual([10, 160, 3_600]);
  });

  it("the dead-letter queue lands in the same table: still waiting, with the reason", async () => {
    const world = await makeWorld();
    const told = await createOne(world);
    await store([told]);
    const result = await consumeNow([{ kind: "drain", page: world.page }, { odd: true }], "leadoxe-intake-dead");
    expect(result.explicitAcks).toEqual(["m0", "m1"]);
    expect(await changeOf(told.id)).toMatchObject({ state: "waiting", reason: "dead_letter" });
  });
});
