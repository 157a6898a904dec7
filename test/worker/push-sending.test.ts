import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { pushAll, pushIn } from "../../worker/push/send.ts";
import { markRead } from "../../worker/store/notices.ts";
import { diagnostic, member, notify, pushSubscription, session } from "../../worker/store/schema/platform.ts";
import { form, type lead, member as seat, workspaceState } from "../../worker/store/schema/workspace.ts";
import { subscribe } from "../support/browser.ts";
import { handOf } from "../support/commands.ts";
import { personIn, plantLead } from "../support/leads.ts";
import { noticesOf, plantNotice, pushService } from "../support/notices.ts";
import { clock } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const db = databases.platform;

/** Sara with a browser that takes pushes, a service that takes them, and a clock. */
async function scene() {
  const people = {
    sara: { role: "agent", teams: ["team"] },
    omar: { role: "agent", teams: ["team"] },
    manager: { role: "manager", teams: ["team"] },
  } as const;
  const world = await makeWorld({ people });
  const signed = await signIn(personIn(world, "sara"));
  const browser = await subscribe(signed);
  const at = clock();
  at.pass(1_000);
  const service = pushService(at.fresh.now);
  return { world, signed, browser, at, service, push: () => pushIn(service.deps, world.id) };
}

type Scene = Awaited<ReturnType<typeof scene>>;

async function ofSara(world: World, over: Partial<typeof lead.$inferInsert> = {}) {
  return plantLead(world, { team: "team", owner: personIn(world, "sara"), name: "Layla Haddad", ...over });
}

/** When Sara's sessions were last used, from the test's clock. */
const seen = (world: World, at: number) =>
  db
    .update(session)
    .set({ updatedAt: new Date(at) })
    .where(eq(session.userId, personIn(world, "sara")));

describe("NT1: a push says what its reader may see", () => {
  it("first name and form, opens the lead, and is sent once", async () => {
    const { world, browser, at, service, push } = await scene();
    await shard
      .insert(form)
      .values({ workspaceId: world.id, id: "f", page: "p", name: "Villas Q4", questions: [], checkboxes: [], readAt: 0 });
    const { id } = await ofSara(world, { form: "f" });
    const notice = await plantNotice(world, "sara", { lead: id, at: at.fresh.now() });
    expect([await push(), await push()]).toEqual([1, 0]);
    expect(await service.shown(browser)).toEqual([
      {
        title: "A lead is yours",
        body: "Layla · Villas Q4",
        url: `/w/${world.slug}/notices/${id}`,
        tag: notice.id.replaceAll("-", ""),
        lang: "en",
        dir: "ltr",
        at: notice.at,
      },
    ]);
    expect(service.taken).toMatchObject([{ topic: notice.id.replaceAll("-", ""), urgency: "high" }]);
    expect(await noticesOf(world, "sara")).toMatchObject([{ sendAt: null, sentAt: at.fresh.now(), readAt: null }]);
  });

  it.each([
    ["less", "A lead needs you", "Open LEADOXE CRM to see it."],
    ["more", "A lead is yours", "Layla Haddad"],
  ] as const)("shows %s where the workspace says so", async (shows, title, body) => {
    const { world, browser, at, service, push } = await scene();
    const [state] = await shard.select().from(workspaceState).where(eq(workspaceState.workspaceId, world.id));
    if (state === undefined) throw new Error("no state");
    await shard
      .update(workspaceState)
      .set({ settings: { ...state.settings, pushShows: shows } })
      .where(eq(workspaceState.workspaceId, world.id));
    const { id } = await ofSara(world);
    await plantNotice(world, "sara", { lead: id, at: at.fresh.now() });
    await push();
    expect(await service.shown(browser)).toMatchObject([{ title, body }]);
  });

  it("PV2: of a lead that left their sight before it was sent, nothing but that", async () => {
    const { world, browser, at, service, push } = await scene();
    const { id } = await ofSara(world, { owner: personIn(world, "omar") });
    await plantNotice(world, "sara", { lead: id, kind: "taken", at: at.fresh.now() });
    await push();
    const [shown] = await service.shown(browser);
    expect(shown).toMatchObject({
      title: "A lead is no longer yours",
      body: "Open LEADOXE CRM to see it.",
      url: `/w/${world.slug}/notices`,
    });
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`Layla|${id}`));
  });

  it("in the person's own language", async () => {
    const { world, browser, at, service, push, signed } = await scene();
    await ask("/api/account", { method: "PUT", cookie: signed.cookie, body: JSON.stringify({ name: "Sara", language: "ar" }) });
    const { id } = await ofSara(world);
    await plantNotice(world, "sara", { lead: id, at: at.fresh.now() });
    await push();
    expect(await service.shown(browser)).toMatchObject([{ title: "أُسند إليك عميل محتمل", lang: "ar", dir: "rtl" }]);
  });
});

describe("NT1: who is not pushed to", () => {
  it.each<[string, (one: Scene) => Promise<unknown>]>([
    [
      "read it already",
      ({ world, at }) => markRead(shard, { workspace: world.id, person: personIn(world, "sara") }, { all: true }, at.fresh.now()),
    ],
    ["has no session any more", ({ signed }) => db.delete(session).where(eq(session.id, signed.session))],
    [
      "has a session that ran out",
      ({ signed }) =>
        db
          .update(session)
          .set({ expiresAt: new Date(1) })
          .where(eq(session.id, signed.session)),
    ],
    [
      "has a session that ran idle",
      ({ signed }) =>
        db
          .update(session)
          .set({ updatedAt: new Date(1) })
          .where(eq(session.id, signed.session)),
    ],
    [
      "was suspended",
      ({ world }) =>
        db
          .update(member)
          .set({ status: "suspended" })
          .where(eq(member.personId, personIn(world, "sara"))),
    ],
    [
      "was suspended where the shard knows it first",
      ({ world }) =>
        shard
          .update(seat)
          .set({ status: "suspended" })
          .where(eq(seat.personId, personIn(world, "sara"))),
    ],
    [
      "switched that kind off",
      ({ world }) => db.insert(notify).values({ person: personIn(world, "sara"), off: ["assigned"], quiet: null }),
    ],
  ])("whoever %s", async (_, make) => {
    const one = await scene();
    const { id } = await ofSara(one.world);
    await plantNotice(one.world, "sara", { lead: id, at: one.at.fresh.now() });
    await make(one);
    expect(await one.push()).toBe(0);
    expect(one.service.taken).toEqual([]);
  });

  it("a browser that was added afterwards is not told what came before", async () => {
    const { world, at, service, push } = await scene();
    await plantNotice(world, "sara", { lead: (await ofSara(world)).id, at: at.fresh.now() - HOUR });
    expect(await push()).toBe(0);
    expect(service.taken).toEqual([]);
  });

  it("another's browser is not told", async () => {
    const { world, at, service, push } = await scene();
    await plantNotice(world, "omar", { lead: (await ofSara(world)).id, at: at.fresh.now() });
    expect(await push()).toBe(0);
    expect(service.taken).toEqual([]);
  });
});

describe("NT1: quiet hours, and one instead of many", () => {
  it("what comes in quiet hours is held to their end and said in one", async () => {
    const { world, browser, at, service, push } = await scene();
    const minute = Math.floor((at.fresh.now() % (24 * HOUR)) / MINUTE);
    const quiet = { from: minute, to: (minute + 60) % 1_440, timeZone: "UTC" };
    await db.insert(notify).values({ person: personIn(world, "sara"), off: [], quiet });
    for (let n = 0; n < 2; n++) await plantNotice(world, "sara", { lead: (await ofSara(world)).id, at: at.fresh.now() });
    expect(await push()).toBe(0);
    const [held] = await noticesOf(world, "sara");
    expect((held?.sendAt ?? 0) % HOUR).toBe(((minute + 60) % 60) * MINUTE);
    at.pass(30 * MINUTE);
    expect(await push()).toBe(0);
    at.pass(31 * MINUTE);
    await seen(world, at.fresh.now());
    expect(await push()).toBe(1);
    expect(await service.shown(browser)).toMatchObject([{ title: "2 leads need you", body: "2 new", tag: world.id.replaceAll("-", "") }]);
  });

  it("more than three at once are one", async () => {
    const { world, browser, at, service, push } = await scene();
    await seen(world, at.fresh.now());
    for (let n = 0; n < 4; n++) await plantNotice(world, "sara", { lead: (await ofSara(world)).id, at: at.fresh.now() });
    expect(await push()).toBe(1);
    expect((await service.shown(browser)).map((one) => one.title)).toEqual(["4 leads need you"]);
    expect((await noticesOf(world, "sara")).every((one) => one.sentAt !== null)).toBe(true);
  });

  it("whoever is away finds one: each says all there is, in place of the one before", async () => {
    const { world, browser, at, service, push } = await scene();
    at.pass(HOUR);
    for (let n = 0; n < 3; n++) {
      await plantNotice(world, "sara", { lead: (await ofSara(world)).id, at: at.fresh.now() });
      at.pass(MINUTE);
      expect(await push()).toBe(1);
    }
    const shown = await service.shown(browser);
    expect(shown.map((one) => one.title)).toEqual(["A lead is yours", "2 leads need you", "3 leads need you"]);
    expect(new Set(shown.map((one) => one.tag))).toEqual(new Set([world.id.replaceAll("-", "")]));
    expect(new Set(service.taken.map((one) => one.topic)).size).toBe(1);
  });
});

describe("NT1: two runners, and what a service answers", () => {
  async function one() {
    const made = await scene();
    const { id } = await ofSara(made.world);
    const notice = await plantNotice(made.world, "sara", { lead: id, at: made.at.fresh.now() });
    return { ...made, notice };
  }

  it("of many runners at once one sends it", async () => {
    const { service, push } = await one();
    await Promise.all(Array.from({ length: 6 }, () => push()));
    expect(service.taken).toHaveLength(1);
  });

  it("while one waits for the service, no other sends it; what died with it is sent again under its topic once the lease is over", async () => {
    const { service, push, at, notice, world } = await one();
    const { promise, resolve } = Promise.withResolvers<void>();
    service.hang(promise);
    const first = push();
    await vi.waitUntil(async () => ((await noticesOf(world, "sara"))[0]?.sendAt ?? 0) > at.fresh.now());
    at.pass(MINUTE);
    expect(await push()).toBe(0);
    // The first runner is taken for dead.
    at.pass(2 * MINUTE);
    expect(await push()).toBe(1);
    resolve();
    await first;
    expect(new Set(service.taken.map((each) => each.topic))).toEqual(new Set([notice.id.replaceAll("-", "")]));
    expect(await push()).toBe(0);
  });

  it("a run that is killed after the push leaves it to the next one, under the same topic", async () => {
    const { service, push, at, world } = await one();
    const watching = watchSql(testEnv, async () => {
      if (service.taken.length === 1) throw new Error("killed");
    });
    const died = push().finally(() => watching.stop());
    await expect(died).rejects.toThrow();
    at.pass(3 * MINUTE);
    await seen(world, at.fresh.now());
    expect(await push()).toBe(1);
    expect(new Set(service.taken.map((each) => each.topic)).size).toBe(1);
  });

  it.each([404, 410])("%i: the browser took it back, and is not asked again", async (status) => {
    const { service, push, browser, world } = await one();
    service.answer(status);
    expect(await push()).toBe(0);
    expect(await db.select().from(pushSubscription).where(eq(pushSubscription.endpoint, browser.endpoint))).toEqual([]);
    expect((await noticesOf(world, "sara"))[0]).toMatchObject({ sendAt: null, sentAt: null });
  });

  it("429: tried again when it says; 503 and silence: after a while", async () => {
    const { service, push, at, world } = await one();
    const sendAt = async () => ((await noticesOf(world, "sara"))[0]?.sendAt ?? 0) - at.fresh.now();
    service.answer(429, { "retry-after": "300" });
    expect(await push()).toBe(0);
    expect(await sendAt()).toBe(5 * MINUTE);
    at.pass(5 * MINUTE);
    service.answer(503);
    expect(await push()).toBe(0);
    expect(await sendAt()).toBeGreaterThanOrEqual(MINUTE);
    at.pass(HOUR);
    service.break();
    expect(await push()).toBe(0);
    expect(await sendAt()).toBeLessThanOrEqual(HOUR);
    at.pass(HOUR);
    expect(await push()).toBe(1);
    expect(await push()).toBe(0);
  });

  it("403: said to whoever runs this, and not tried again", async () => {
    const { service, push, at } = await one();
    service.answer(403);
    expect(await push()).toBe(0);
    at.pass(HOUR);
    expect(await push()).toBe(0);
    const causes = await db.select().from(diagnostic).where(eq(diagnostic.kind, "notices"));
    expect(causes.map((row) => row.cause)).toEqual(["a push service refused with 403"]);
  });

  it("of two browsers one that was told is enough", async () => {
    const { service, push, at, world } = await one();
    await subscribe(await signIn(personIn(world, "sara")));
    service.answer(503);
    expect(await push()).toBe(1);
    at.pass(HOUR);
    expect(await push()).toBe(0);
  });
});

describe("NT1: the sweep", () => {
  it("finds what is due in any workspace, and asks nothing where nobody is subscribed", async () => {
    const [first, second] = [await scene(), await scene()];
    for (const { world, at } of [first, second]) await plantNotice(world, "sara", { lead: (await ofSara(world)).id, at: at.fresh.now() });
    const service = pushService(() => Date.now() + 5_000);
    expect(await pushAll(service.deps)).toBe(2);
    expect([await service.shown(first.browser), await service.shown(second.browser)].map((some) => some.length)).toEqual([1, 1]);
    const watching = watchSql(testEnv);
    expect(await pushAll(service.deps)).toBe(0);
    watching.stop();
    expect(watching.trips.length).toBeLessThanOrEqual(2);
  });

  it("tells so many people in one go, and the others in the next", async () => {
    const scenes = [await scene(), await scene(), await scene()];
    for (const { world, at } of scenes) await plantNotice(world, "sara", { lead: (await ofSara(world)).id, at: at.fresh.now() });
    const service = pushService(() => Date.now() + 5_000);
    expect([await pushAll(service.deps, 2), await pushAll(service.deps, 2), await pushAll(service.deps, 2)]).toEqual([2, 1, 0]);
    for (const { browser } of scenes) expect(await service.shown(browser)).toHaveLength(1);
  });

  it("after a command it is sent beside the answer", async () => {
    const { world, browser } = await scene();
    const bodies: Uint8Array<ArrayBuffer>[] = [];
    const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      if (input === browser.endpoint) bodies.push(init?.body as Uint8Array<ArrayBuffer>);
      return new Response(null, { status: 201 });
    });
    const { id } = await plantLead(world, { team: "team" });
    const manager = await handOf(world, "manager");
    await manager.assign(id, personIn(world, "sara"));
    await vi.waitUntil(() => bodies.length > 0, 5_000);
    spy.mockRestore();
    await vi.waitUntil(async () => (await noticesOf(world, "sara"))[0]?.sentAt != null, 5_000);
    expect(bodies).toHaveLength(1);
  });
});
