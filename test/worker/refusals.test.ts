import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { and, eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { CAPABILITY_NAMES, type Capability } from "../../domain/rights.ts";
import { isPrivileged, REFUSALS_EACH, REFUSALS_WINDOW_MS } from "../../domain/records.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { staffOf } from "../support/console.ts";
import { personIn } from "../support/leads.ts";
import { auditOf } from "../support/records.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const HERE = { "cf-connecting-ip": "203.0.113.7", "user-agent": "A browser" };
const PEOPLE = { owner: { role: "owner" as const }, sara: { role: "agent" as const } };

const counter = (person: string) => testEnv.THROTTLE.getByName(`refused ${person}`);
const refusals = async (world: World, act = "access.refused") => (await auditOf(world)).filter((row) => row.record.act === act);
const counted = (person: string) =>
  runInDurableObject(counter(person), async (_object, state) => {
    const kept = await state.storage.get<{ singles: number; further: Record<string, { count: number }> }>("refusals");
    return { singles: kept?.singles ?? 0, more: Object.values(kept?.further ?? {}).reduce((sum, one) => sum + one.count, 0) };
  });

/** The hour is over: what was kept began so long ago, and the alarm rings. */
async function hourLater(person: string): Promise<void> {
  await runInDurableObject(counter(person), async (_object, state) => {
    const kept = await state.storage.get<{ since: number }>("refusals");
    if (kept !== undefined) await state.storage.put("refusals", { ...kept, since: kept.since - REFUSALS_WINDOW_MS });
  });
  expect(await runDurableObjectAlarm(counter(person))).toBe(true);
}

async function try_(world: World, cookie: string, times: number, path = "audit"): Promise<void> {
  for (let n = 0; n < times; n++) {
    const answer = await ask(`/api/w/${world.slug}/${path}`, { cookie, headers: HERE });
    expect(answer.status).toBe(403);
  }
}

/** What follows the answers has been written. */
const settled = (person: string, total: number) =>
  vi.waitUntil(async () => {
    const { singles, more } = await counted(person);
    return singles + more === total;
  });

describe("AU1: refused attempts at something privileged", () => {
  it("are records of the workspace: who, what was asked for, from where, on which route", async () => {
    const world = await makeWorld({ people: PEOPLE });
    const sara = personIn(world, "sara");
    const { cookie } = await signIn(sara);
    await try_(world, cookie, 1, "audit/export?actor=nobody");
    await vi.waitUntil(async () => (await refusals(world)).length === 1);
    expect((await refusals(world))[0]).toMatchObject({
      record: {
        actor: sara,
        subjectKind: "capability",
        subject: "audit.export",
        ip: "203.0.113.7",
        browser: "A browser",
        workspaceId: world.id,
      },
      detail: { capability: "audit.export", route: "GET /api/w/:workspace/audit/export" },
    });
  });

  it("the answer does not wait for the record", async () => {
    const world = await makeWorld({ people: PEOPLE });
    const { cookie } = await signIn(personIn(world, "sara"));
    expect((await answerWithin(1, () => ask(`/api/w/${world.slug}/audit`, { cookie }))).status).toBe(403);
  });

  it("the first ten of an hour are records of their own, the rest is one record with their exact number, though the counter restarts", async () => {
    const world = await makeWorld({ people: PEOPLE });
    const sara = personIn(world, "sara");
    const { cookie } = await signIn(sara);
    await try_(world, cookie, REFUSALS_EACH + 2);
    await settled(sara, REFUSALS_EACH + 2);
    await evictDurableObject(counter(sara));
    await Promise.all(Array.from({ length: 5 }, () => try_(world, cookie, 1)));
    await settled(sara, REFUSALS_EACH + 7);
    await vi.waitUntil(async () => (await refusals(world)).length === REFUSALS_EACH);
    expect(await refusals(world, "access.refused_more")).toEqual([]);

    await hourLater(sara);
    const more = await refusals(world, "access.refused_more");
    expect(more.map((row) => [row.record.actor, row.record.subject, row.detail["count"]])).toEqual([[sara, sara, 7]]);
    await try_(world, cookie, 1);
    await vi.waitUntil(async () => (await refusals(world)).length === REFUSALS_EACH + 1);
    await hourLater(sara);
    expect(await refusals(world, "access.refused_more")).toHaveLength(1);
  });

  it("are counted once for a person and told where each of them was", async () => {
    const [one, two] = [await makeWorld({ people: PEOPLE }), await makeWorld({ people: {} })];
    const sara = personIn(one, "sara");
    await db.insert(platform.member).values({ workspaceId: two.id, personId: sara, role: "agent", status: "active", createdAt: 0 });
    const { cookie } = await signIn(sara);
    await try_(one, cookie, REFUSALS_EACH);
    await try_(two, cookie, 3);
    await try_(one, cookie, 2);
    await settled(sara, REFUSALS_EACH + 5);
    await hourLater(sara);
    const counts = await Promise.all(
      [one, two].map(async (world) => (await refusals(world, "access.refused_more")).map((row) => row.detail["count"])),
    );
    expect(counts).toEqual([[2], [3]]);
  });

  it("a count that cannot be written is kept, told later, and told once", async () => {
    const world = await makeWorld({ people: PEOPLE });
    const sara = personIn(world, "sara");
    const { cookie } = await signIn(sara);
    await try_(world, cookie, REFUSALS_EACH + 4);
    await settled(sara, REFUSALS_EACH + 4);
    const failing = watchSql(testEnv, async () => {
      throw new Error("the database is gone");
    });
    await hourLater(sara);
    failing.stop();
    expect(await refusals(world, "access.refused_more")).toEqual([]);
    // Written, and the object dies before it knows.
    const kept = await runInDurableObject(counter(sara), async (_object, state) => [
      ...(await state.storage.list({ prefix: "refusals over" })),
    ]);
    expect(await runDurableObjectAlarm(counter(sara))).toBe(true);
    await runInDurableObject(counter(sara), async (_object, state) => {
      for (const [key, value] of kept) await state.storage.put(key, value);
      await state.storage.setAlarm(Date.now() + REFUSALS_WINDOW_MS);
    });
    expect(await runDurableObjectAlarm(counter(sara))).toBe(true);
    expect((await refusals(world, "access.refused_more")).map((row) => row.detail["count"])).toEqual([4]);
  });

  it("in the console they are records of the platform", async () => {
    const staff = await staffOf("platform:support");
    expect((await staff.ask("GET", "audit")).status).toBe(403);
    const { audit } = platform;
    const found = () =>
      db
        .select()
        .from(audit)
        .where(and(eq(audit.actor, staff.person), eq(audit.act, "access.refused")));
    await vi.waitUntil(async () => (await found()).length === 1);
    expect((await found())[0]).toMatchObject({ subject: "audit.read", workspaceId: null });
  });

  it("what is refused every day is none, and a stranger leaves nothing in somebody else's audit", async () => {
    const [world, other] = [await makeWorld({ people: PEOPLE }), await makeWorld({ people: PEOPLE })];
    const { cookie } = await signIn(personIn(other, "owner"));
    expect((await ask(`/api/w/${world.slug}/audit`, { cookie })).status).toBe(404);
    expect(await refusals(world)).toEqual([]);
    const everyday = CAPABILITY_NAMES.filter((name) => !isPrivileged(name));
    expect(everyday).toEqual(expect.arrayContaining(["lead.read", "lead.assign", "workspace.read"] satisfies Capability[]));
    for (const name of [
      "people.manage",
      "teams.manage",
      "workspace.settings",
      "audit.read",
      "sessions.manage",
      "support.decide",
      "lead.export",
    ] as const)
      expect(everyday).not.toContain(name);
  });
});
