import { eq, sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { drain } from "../../worker/intake/consume.ts";
import { workOn } from "../../worker/intake/pipeline.ts";
import { erasureHash } from "../../worker/store/erasure.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { dashboardTest } from "../meta/deliver.ts";
import { bodyOf, deliver, post } from "../support/deliver.ts";
import { answers, arrived, callsAtMeta, changeOf, create, createOne, ports, store } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { databases, makeWorld, settings, shard } from "../support/world.ts";

const db = databases.platform;

describe("from a delivery to a lead", () => {
  it("the fast path makes the lead with its person, source, owner, reason and story", async () => {
    const world = await makeWorld({
      people: { owner: { role: "owner" }, sara: { role: "agent", teams: ["north"] } },
      rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
    });
    const told = await createOne(world, { leads: [answers("ليلى حداد", "050 123 4567", "Layla@Example.com")] });
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
    const told = await createOne(world);
    const change = {
      lead: told.id,
      page: world.page,
      form: world.form,
      ad: null,
      createdAt: Date.now(),
      receivedAt: Date.now(),
      failure: null,
      attempts: 0,
      workspace: null,
    };
    const outcomes = await Promise.all([1, 2, 3].map((n) => workOn(world.page, `lease-${n}`, [change], ports)));
    expect(new Set(outcomes.flat().map((one) => one.outcome)).size).toBe(1);
    expect(await leadsOf(world)).toHaveLength(1);
  });

  it("a submission of a known person joins their lead and overwrites nothing; another name on the same phone is marked", async () => {
    const world = await makeWorld();
    const told = await create(world, 3, {
      leads: [
        answers("Layla Haddad", "+971500000001", "l@example.com"),
        answers("Layla", "+971500000001", "l@example.com"),
        answers("Omar Haddad", "+971500000001", "l@example.com"),
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

  it("FL1: a lead has Page, campaign, ad set and ad of the form that made it, whatever they send later; an ad of another is another", async () => {
    const world = await makeWorld();
    const told = await create(world, 40, { seed: 11 });
    const again = await create(world, 1, { organic: true, leads: [answers("Again", "+971500000002", "again@example.com")] });
    const first = await create(world, 1, { seed: 12, leads: [answers("Again", "+971500000002", "again@example.com")] });
    for (const one of [...told, ...first, ...again]) {
      await store([one]);
      await drain(world.page, ports);
    }
    const [rows, submissions, sets, ads] = [
      await leadsOf(world),
      await shard.select().from(workspace.submission).where(eq(workspace.submission.workspaceId, world.id)),
      await shard.select().from(workspace.adSet).where(eq(workspace.adSet.workspaceId, world.id)),
      await shard.select().from(workspace.ad).where(eq(workspace.ad.workspaceId, world.id)),
    ];
    expect(submissions).toHaveLength(rows.length + 1);
    for (const row of rows) {
      const made = submissions.find((one) => one.lead === row.id && one.submittedAt === row.submittedAt && !one.organic);
      const [inSet, ad] = [sets.find(({ n }) => String(n) === row.adSet), ads.find(({ n }) => String(n) === row.ad)];
      expect([row.page, inSet?.name, ad?.name]).toEqual([world.page, made?.adSet, made?.ad]);
      expect([inSet?.campaign, ad?.adSet]).toEqual([row.campaign, inSet?.id]);
    }
    // The stand-in has three ad sets with three ads in each.
    for (const list of [sets, ads]) expect(list.map(({ n }) => n).sort((a, b) => a - b)).toEqual(list.map((_, n) => n + 1));
    expect([sets.length, ads.length]).toEqual([3, 9]);
  });

  it("an ad that Meta told only by its id gets its name when that comes; a lead without an ad has none", async () => {
    const world = await makeWorld();
    const [organic, named] = [await createOne(world, { organic: true }), await createOne(world, { seed: 3 })];
    await store([organic]);
    await drain(world.page, ports);
    expect(await leadsOf(world)).toMatchObject([{ page: world.page, campaign: null, adSet: null, ad: null }]);
    const of = { workspaceId: world.id, n: 7, adSet: null };
    const ids = Array.from({ length: 9 }, (_, at) => `1204${world.form.slice(-15)}${Math.floor(at / 3)}${1 + (at % 3)}`);
    await shard.insert(workspace.ad).values(ids.map((id, at) => ({ ...of, id, n: at + 1, name: id })));
    await store([named]);
    await drain(world.page, ports);
    const row = (await leadsOf(world)).at(-1);
    const ads = await shard.select().from(workspace.ad).where(eq(workspace.ad.workspaceId, world.id));
    const known = ads.filter(({ id, name }) => id !== name);
    expect([ads.length, known.map(({ n, name }) => [String(n), name.includes("video")])]).toEqual([9, [[row?.ad, true]]]);
    expect(known[0]?.adSet).toMatch(/^\d+$/);
  });

  it("FL1: an ad set and an ad known by name only, as leads from before their ids were written down have them, are the same ones", async () => {
    const world = await makeWorld();
    const told = await create(world, 40, { seed: 21 });
    const take = async (some: typeof told) => {
      for (const one of some) {
        await store([one]);
        await drain(world.page, ports);
      }
    };
    const here = (table: typeof workspace.ad | typeof workspace.adSet) => eq(table.workspaceId, world.id);
    await take(told.slice(0, 20));
    await shard
      .update(workspace.ad)
      .set({
        id: sql`'n' || n`,
        adSet: sql`'n' || (SELECT s.n FROM ad_set AS s WHERE s.workspace_id = ad.workspace_id AND s.id = ad.ad_set_id)`,
      })
      .where(here(workspace.ad));
    await shard
      .update(workspace.adSet)
      .set({ id: sql`'n' || n` })
      .where(here(workspace.adSet));
    await take(told.slice(20));
    const sets = await shard.select().from(workspace.adSet).where(here(workspace.adSet));
    const ads = await shard.select().from(workspace.ad).where(here(workspace.ad));
    expect(sets.length).toBeGreaterThan(3);
    const numberOf = (set: string | null) => sets.find(({ id }) => id === set)?.n;
    const places = [
      new Map(sets.map(({ name, campaign, n }) => [`${campaign} ${name}`, n])),
      new Map(ads.map(({ name, adSet, n }) => [`${numberOf(adSet)} ${name}`, n])),
    ];
    // Each by its name and place: three ad sets with three ads in each.
    for (const { n, name, campaign } of sets) expect(places[0]?.get(`${campaign} ${name}`)).toBe(n);
    for (const { n, name, adSet } of ads) expect(places[1]?.get(`${numberOf(adSet)} ${name}`)).toBe(n);
    expect(places.map((one) => new Set(one.values()).size)).toEqual([3, 9]);
  });

  it("PV1: what an erased person submitted before is refused and says so", async () => {
    const world = await makeWorld();
    const told = await createOne(world, { leads: [answers("Layla", "+971500000009", "gone@example.com")] });
    const hash = await erasureHash(settings.ERASURE_KEY, world.id, { kind: "phone", value: "+971500000009" });
    await shard
      .insert(workspace.tombstone)
      .values({ workspaceId: world.id, kind: "phone", hash, erasedAt: Date.now() + 60_000, neverAgain: false });
    await store([told]);
    await drain(world.page, ports);
    expect(await leadsOf(world)).toEqual([]);
    expect(await changeOf(told.id)).toMatchObject({ state: "unread", reason: "erased_person" });
  });

  it("a test lead is visible, marked, never routed and in no figure or identity", async () => {
    const world = await makeWorld({
      people: { sara: { role: "agent", teams: ["north"] } },
      rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
    });
    const told = await createOne(world, {
      leads: [answers("<test lead: dummy data for full_name>", "<test lead: dummy data for phone_number>", "test@meta.com")],
    });
    await store([told]);
    await drain(world.page, ports);
    expect(await leadsOf(world)).toMatchObject([{ isTest: true, owner: null, reason: { code: "test_lead" } }]);
    expect(await shard.select().from(workspace.identity).where(eq(workspace.identity.workspaceId, world.id))).toEqual([]);
    expect(await shard.select().from(workspace.tally).where(eq(workspace.tally.workspaceId, world.id))).toEqual([]);
  });

  it("the dashboard's test payload is kept as a connection test and asks Meta for nothing", async () => {
    const before = await callsAtMeta();
    expect((await post(dashboardTest())).status).toBe(200);
    expect(await changeOf("444444444444")).toMatchObject({ state: "unread", reason: "connection_test", lease: null, leaseUntil: 0 });
    expect(await callsAtMeta()).toBe(before);
  });
});

it("no record, diagnostic or audit holds the Page's token or an answer (SC1, AU1)", async () => {
  const world = await makeWorld();
  await store(await create(world, 1, { leads: [answers("Secret Person", "+971555555555", "secret@example.com")] }));
  await drain(world.page, ports);
  const audit = await shard.select().from(workspace.auditDetail).where(eq(workspace.auditDetail.workspaceId, world.id));
  const diagnostics = await db.select().from(platform.diagnostic);
  const text = JSON.stringify([audit, diagnostics, await db.select().from(platform.change)]);
  for (const secret of [world.token, "Secret Person", "+971555555555", "secret@example.com"]) expect(text).not.toContain(secret);
  expect(audit.length).toBeGreaterThan(0);
});
