import { asc, eq, sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { consume, drain, sweep } from "../../worker/intake/consume.ts";
import { consumePorts } from "../../worker/intake/ports.ts";
import { workOn } from "../../worker/intake/pipeline.ts";
import { claimDue, leased, settle, storeDelivery } from "../../worker/store/deliveries.ts";
import { mendPage } from "../../worker/store/pages.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { bodyOf, deliver, post, type Told } from "../support/deliver.ts";
import { consumeNow } from "../support/queue.ts";
import { atMeta, databases, makeWorld, metaNumber, settings, shard, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const ports = consumePorts(testEnv, settings, databases);

async function create(world: World, count = 1, over: Record<string, unknown> = {}): Promise<Told[]> {
  const made = await atMeta("POST", "/_/create", { page: world.page, form: world.form, count, ...over });
  return made["leads"] as Told[];
}

const leadsOf = (world: World) =>
  shard.select().from(workspace.lead).where(eq(workspace.lead.workspaceId, world.id)).orderBy(asc(workspace.lead.n));
const changeOf = async (lead: string) => (await db.select().from(platform.change).where(eq(platform.change.lead, lead)))[0];
const answer = (name: string, phone: string, email: string) => ({
  field_data: [
    { name: "full_name", values: [name] },
    { name: "phone_number", values: [phone] },
    { name: "email", values: [email] },
  ],
});

/** Stores a delivery without the fast path, as a crashed request leaves it. */
async function store(told: readonly Told[], bulk = false) {
  const leads = told.map((one) => ({
    lead: one.id,
    page: one.page,
    form: one.form,
    ad: null,
    createdAt: Date.now(),
    connectionTest: false,
  }));
  const padding = bulk
    ? Array.from({ length: 6 }, () => ({ lead: metaNumber(), page: "1", form: null, ad: null, createdAt: 0, connectionTest: true }))
    : [];
  const record = {
    receivedAt: Date.now() - 1,
    verdict: "accepted" as const,
    bytes: 1,
    leads: leads.length,
    ignored: 0,
    bad: 0,
    colo: null,
    country: null,
    ip: null,
    browser: null,
  };
  await storeDelivery(
    db,
    { id: Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join(""), ...record },
    [...leads, ...padding],
    null,
  );
}

async function arrived(world: World, count: number) {
  return vi.waitUntil(async () => {
    const rows = await leadsOf(world);
    return rows.length >= count ? rows : null;
  }, 10_000);
}

describe("from a delivery to a lead", () => {
  it("the fast path makes the lead with its person, source, owner, reason and story", async () => {
    const world = await makeWorld({
      people: { owner: { role: "owner" }, sara: { role: "agent", teams: ["north"] } },
      rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
    });
    const [told] = await create(world, 1, { leads: [answer("ليلى حداد", "050 123 4567", "Layla@Example.com")] });
    if (told === undefined) throw new Error("no lead");
    expect((await deliver([told])).status).toBe(200);
    const [row] = await arrived(world, 1);
    expect(row).toMatchObject({
      name: "ليلى حداد",
      phone: "+971501234567",
      email: "layla@example.com",
      owner: world.people["sara"]?.id,
      team: "north",
      stage: "new",
      form: world.form,
      isTest: false,
    });
    expect(row?.reason.code).toBe("turn");
    const timeline = await shard.select().from(workspace.timeline).where(eq(workspace.timeline.workspaceId, world.id));
    expect(timeline.map((entry) => entry.data.kind).sort()).toEqual(["assignment", "submission"]);
    const [submission] = await shard.select().from(workspace.submission).where(eq(workspace.submission.workspaceId, world.id));
    expect(submission?.answers.map((one) => one.label)).toContain("Full name");
    await vi.waitUntil(async () => (await changeOf(told.id))?.state === "done", 5_000);
    expect(await changeOf(told.id)).toMatchObject({ outcome: row?.id, workspaceId: world.id, lease: null });
  });

  it("IN2: sent twice, at once and later, it is one lead and one submission", async () => {
    const world = await makeWorld();
    const told = await create(world, 2);
    const body = bodyOf(told);
    await Promise.all([post(body), post(body), deliver(told.slice(0, 1))]);
    await arrived(world, 2);
    await post(body);
    await drain(world.page, ports);
    expect(await leadsOf(world)).toHaveLength(2);
    expect(await shard.select().from(workspace.submission).where(eq(workspace.submission.workspaceId, world.id))).toHaveLength(2);
    const [delivery] = await db
      .select()
      .from(platform.delivery)
      .where(sql`repeats > 0`);
    expect(delivery?.repeats).toBeGreaterThanOrEqual(1);
  });

  it("IN2: two consumers with the same change make one lead", async () => {
    const world = await makeWorld();
    const [told] = await create(world);
    const change = {
      lead: told?.id ?? "",
      page: world.page,
      form: world.form,
      ad: null,
      createdAt: Date.now(),
      receivedAt: Date.now(),
      attempts: 0,
    };
    const outcomes = await Promise.all([1, 2, 3].map((n) => workOn(world.page, `lease-${n}`, [change], ports)));
    expect(new Set(outcomes.flat().map((one) => one.outcome)).size).toBe(1);
    expect(await leadsOf(world)).toHaveLength(1);
  });

  it("a submission of a known person joins their lead and overwrites nothing; another name on the same phone is marked", async () => {
    const world = await makeWorld();
    const told = await create(world, 3, {
      leads: [
        answer("Layla Haddad", "+971500000001", "l@example.com"),
        answer("Layla", "+971500000001", "l@example.com"),
        answer("Omar Haddad", "+971500000001", "l@example.com"),
      ],
    });
    for (const one of told) {
      await store([one]);
      await drain(world.page, ports);
    }
    const rows = await leadsOf(world);
    expect(rows.map((row) => [row.name, row.sameAs])).toEqual([
      ["Layla Haddad", null],
      ["Omar Haddad", rows[0]?.id],
    ]);
    const claims = await shard.select().from(workspace.identity).where(eq(workspace.identity.workspaceId, world.id));
    expect(claims.filter((one) => one.claims).map((one) => one.lead)).toEqual([rows[0]?.id, rows[0]?.id]);
  });

  it("PV1: what an erased person submitted before is refused and says so", async () => {
    const world = await makeWorld();
    const [told] = await create(world, 1, { leads: [answer("Layla", "+971500000009", "gone@example.com")] });
    const { erasureHash } = await import("../../worker/intake/submitted.ts");
    const hash = await erasureHash(settings.ERASURE_KEY, world.id, { kind: "phone", value: "+971500000009" });
    await shard
      .insert(workspace.tombstone)
      .values({ workspaceId: world.id, kind: "phone", hash, erasedAt: Date.now() + 60_000, neverAgain: false });
    await store(told === undefined ? [] : [told]);
    await drain(world.page, ports);
    expect(await leadsOf(world)).toEqual([]);
    expect(await changeOf(told?.id ?? "")).toMatchObject({ state: "unread", reason: "erased_person" });
  });

  it("a test lead is visible, marked, never routed and in no figure or identity", async () => {
    const world = await makeWorld({
      people: { sara: { role: "agent", teams: ["north"] } },
      rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
    });
    const told = await create(world, 1, {
      leads: [answer("<test lead: dummy data for full_name>", "<test lead: dummy data for phone_number>", "test@meta.com")],
    });
    await store(told);
    await drain(world.page, ports);
    expect(await leadsOf(world)).toMatchObject([{ isTest: true, owner: null, reason: { code: "test_lead" } }]);
    expect(await shard.select().from(workspace.identity).where(eq(workspace.identity.workspaceId, world.id))).toEqual([]);
    expect(await shard.select().from(workspace.tally).where(eq(workspace.tally.workspaceId, world.id))).toEqual([]);
  });

  it("the dashboard's test payload is kept as a connection test and asks Meta for nothing", async () => {
    const { dashboardTest } = await import("../meta/deliver.ts");
    const before = await callsAtMeta();
    expect((await post(dashboardTest())).status).toBe(200);
    expect(await changeOf("444444444444")).toMatchObject({ state: "unread", reason: "connection_test" });
    expect(await callsAtMeta()).toBe(before);
  });
});

async function callsAtMeta(): Promise<number> {
  const state = (await atMeta("GET", "/_/state")) as { calls: Record<string, number> };
  return Object.values(state.calls).reduce((sum, count) => sum + count, 0);
}

describe("IN5: no Graph call without a live connection", () => {
  it.each<[string, "disconnected" | "broken", string, string]>([
    ["disconnected", "disconnected", "unread", "page_disconnected"],
    ["broken", "broken", "parked", "page_broken"],
  ])("a delivery for a %s Page is kept and never read", async (_title, page, state, reason) => {
    const world = await makeWorld({ page });
    const told = await create(world);
    const before = await callsAtMeta();
    await store(told);
    await drain(world.page, ports);
    expect(await changeOf(told[0]?.id ?? "")).toMatchObject({ state, reason });
    expect([await leadsOf(world), await callsAtMeta()]).toEqual([[], before]);
  });

  it("an unknown Page's delivery becomes a diagnostic; once the Page is connected, a repeat is read", async () => {
    const world = await makeWorld();
    await db.delete(platform.page).where(eq(platform.page.id, world.page));
    const told = await create(world);
    await deliver(told);
    await vi.waitUntil(async () => (await changeOf(told[0]?.id ?? ""))?.state === "unread", 5_000);
    const [seen] = await db.select().from(platform.diagnostic).where(eq(platform.diagnostic.cause, world.page));
    expect(seen).toMatchObject({ kind: "page_unknown", count: 1 });
    const { sealToken } = await import("../../worker/meta/tokens.ts");
    await db.insert(platform.page).values({
      id: world.page,
      workspaceId: world.id,
      name: "P",
      state: "connected",
      token: await sealToken(settings.TOKEN_KEYS, world.page, world.token),
      connectedBy: "x",
      connectedAt: 0,
    });
    await deliver(told);
    await arrived(world, 1);
  });

  it("a token sealed for another Page opens nothing (SC1)", async () => {
    const [one, other] = [await makeWorld(), await makeWorld()];
    await db
      .update(platform.page)
      .set({ token: sql`(SELECT token FROM page WHERE id = ${other.page})` })
      .where(eq(platform.page.id, one.page));
    const told = await create(one);
    await store(told);
    await drain(one.page, ports);
    expect(await changeOf(told[0]?.id ?? "")).toMatchObject({ state: "parked", reason: "page_token" });
  });
});

describe("failures are classed, kept and mended", () => {
  const faulty = async (kind: string, world: World) => {
    await atMeta("POST", "/_/faults", { share: 1, kinds: [kind], page: world.page, timeoutMs: 9_000 });
    const told = await create(world);
    await store(told);
    await drain(world.page, ports);
    await atMeta("DELETE", "/_/faults");
    return told[0]?.id ?? "";
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
    const told = await create(world);
    const before = await callsAtMeta();
    await store(told);
    await drain(world.page, ports);
    expect(await callsAtMeta()).toBe(before);
    expect((await changeOf(told[0]?.id ?? ""))?.dueAt).toBeGreaterThan(Date.now() + 500_000);
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

  it("whoever slept past the lease settles nothing", async () => {
    const world = await makeWorld();
    const told = await create(world);
    await store(told);
    await claimDue(db, world.page, { id: "slow", until: Date.now() - 1 }, Date.now(), 1);
    await claimDue(db, world.page, { id: "next", until: Date.now() + 60_000 }, Date.now(), 1);
    const lead = told[0]?.id ?? "";
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
    const told = await create(world);
    await store(told);
    const pages: string[] = [];
    const watch = {
      ...ports,
      send: async (messages: readonly { kind: string; page?: string }[]) =>
        void pages.push(...messages.flatMap((message) => message.page ?? [])),
    };
    await db
      .update(platform.change)
      .set({ lease: "crashed", leaseUntil: Date.now() + 60_000 })
      .where(eq(platform.change.lead, told[0]?.id ?? ""));
    await sweep(watch);
    expect(pages).not.toContain(world.page);
    await db
      .update(platform.change)
      .set({ leaseUntil: Date.now() - 1 })
      .where(eq(platform.change.lead, told[0]?.id ?? ""));
    await sweep(watch);
    expect(pages).toContain(world.page);
  });

  it("IN1: changes that only the queue knows are stored by the consumer and drained", async () => {
    const world = await makeWorld();
    const told = await create(world, 2);
    const delivery = {
      id: "a".repeat(64),
      receivedAt: Date.now(),
      verdict: "accepted",
      bytes: 1,
      leads: 2,
      ignored: 0,
      bad: 0,
      colo: null,
      country: null,
      ip: null,
      browser: null,
    };
    const leads = told.map((one) => ({
      lead: one.id,
      page: one.page,
      form: one.form,
      ad: null,
      createdAt: Date.now(),
      connectionTest: false,
    }));
    const result = await consumeNow([{ kind: "store", delivery, leads }]);
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

  it("the dead-letter queue lands in the same table: still waiting, with the reason", async () => {
    const world = await makeWorld();
    const told = await create(world);
    await store(told);
    const result = await consumeNow([{ kind: "drain", page: world.page }, { odd: true }], "leadoxe-intake-dead");
    expect(result.explicitAcks).toEqual(["m0", "m1"]);
    expect(await changeOf(told[0]?.id ?? "")).toMatchObject({ state: "waiting", reason: "dead_letter" });
  });
});

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

  it("the sweep routes what only the moment left unassigned, and tells it in the lead's story", async () => {
    const world = await makeWorld({
      people: { a: { role: "agent", teams: ["t"], away: true } },
      rules: [{ match: {}, pool: { kind: "team", team: "t" } }],
    });
    await store(await create(world));
    await drain(world.page, ports);
    await shard.update(workspace.member).set({ away: false }).where(eq(workspace.member.workspaceId, world.id));
    const { routeWaiting } = await import("../../worker/cron/route.ts");
    await routeWaiting(testEnv);
    expect(await leadsOf(world)).toMatchObject([{ owner: world.people["a"]?.id, reason: { code: "turn" }, version: 2 }]);
  });
});

it("no record, diagnostic or audit holds the Page's token or an answer (SC1, AU1)", async () => {
  const world = await makeWorld();
  await store(await create(world, 1, { leads: [answer("Secret Person", "+971555555555", "secret@example.com")] }));
  await drain(world.page, ports);
  const audit = await shard.select().from(workspace.auditDetail).where(eq(workspace.auditDetail.workspaceId, world.id));
  const diagnostics = await db.select().from(platform.diagnostic);
  const text = JSON.stringify([audit, diagnostics, await db.select().from(platform.change)]);
  for (const secret of [world.token, "Secret Person", "+971555555555", "secret@example.com"]) expect(text).not.toContain(secret);
  expect(audit.length).toBeGreaterThan(0);
});
