import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { remind } from "../../worker/cron/remind.ts";
import { tellDue, workspacesToRemind } from "../../worker/store/reminders.ts";
import { followUp, lead } from "../../worker/store/schema/workspace.ts";
import { DAY, followUpById, HOUR, plannerOf } from "../support/followups.ts";
import { leadById, personIn, plantLead } from "../support/leads.ts";
import { noticesOf, plantNotice, pushService } from "../support/notices.ts";
import { clock } from "../support/outbox.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const MINUTE = 60_000;
const scene = () => makeWorld({ people: { sara: { role: "agent", teams: ["team"] }, omar: { role: "agent", teams: ["team"] } } });
const kindsOf = async (world: World, who: string) => (await noticesOf(world, who)).map((one) => one.kind);

async function waiting(world: World, over: Parameters<typeof plantLead>[1] = {}) {
  return plantLead(world, { team: "team", owner: personIn(world, "sara"), amberAt: Date.now() - MINUTE, ...over });
}

describe("NT1: a lead that waits past the goal", () => {
  it("is told to its owner once, whatever runs again and at once", async () => {
    const [world, at] = [await scene(), clock()];
    const { id, version } = await waiting(world);
    await Promise.all([1, 2, 3].map(() => tellDue(shard, world.id, 100, at.fresh)));
    at.pass(HOUR);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(0);
    expect(await noticesOf(world, "sara")).toMatchObject([{ kind: "over_goal", lead: id, data: {}, readAt: null }]);
    // Nothing that a screen shows of it has changed.
    expect((await leadById(id)).version).toBe(version);
  });

  it.each<[string, Partial<typeof lead.$inferInsert>]>([
    ["its goal has not passed", { amberAt: Date.now() + HOUR }],
    ["somebody tried to reach them", { firstAttemptAt: 1 }],
    ["it is archived", { archivedAt: 1 }],
    ["it is a test", { isTest: true }],
    ["it is closed", { closedAt: 1 }],
    ["it is nobody's", { owner: null }],
    ["its goal passed days ago", { amberAt: Date.now() - 2 * DAY }],
  ])("is told nobody where %s", async (_, over) => {
    const [world, at] = [await scene(), clock()];
    await waiting(world, over);
    await tellDue(shard, world.id, 100, at.fresh);
    expect(await kindsOf(world, "sara")).toEqual([]);
  });

  it("a run that is killed before its batch tells nothing, and the next one tells it", async () => {
    const [world, at] = [await scene(), clock()];
    await waiting(world);
    let trips = 0;
    const watching = watchSql(testEnv, async () => {
      if (++trips === 2) throw new Error("killed");
    });
    await expect(tellDue(shard, world.id, 100, at.fresh)).rejects.toThrow("killed");
    watching.stop();
    expect(await kindsOf(world, "sara")).toEqual([]);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(1);
  });

  it("of very many, each run tells so many and reads no more than those", async () => {
    const [world, at] = [await scene(), clock()];
    const owner = personIn(world, "sara");
    const numbers = `WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 3000) SELECT n FROM count`;
    await testEnv.WORKSPACE_DB_1.prepare(
      `INSERT INTO lead (id, workspace_id, name, stage, owner_id, reason, is_test, submitted_at, received_at, amber_at, red_at, last_activity_at, first_attempt_at)
       SELECT ?1 || n, ?1, 'x', 'new', ?2, '{}', 0, ?3, ?3, ?3, ?3, ?3, iif(n % 10 = 0, NULL, 1) FROM (${numbers})`,
    )
      .bind(world.id, owner, Date.now() - HOUR)
      .run();
    const watching = watchSql(testEnv);
    expect(await workspacesToRemind(shard, at.fresh.now())).toContain(world.id);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(100);
    watching.stop();
    expect(watching.trips.reduce((sum, trip) => sum + trip.rowsRead, 0)).toBeLessThan(1_500);
    expect(await tellDue(shard, world.id, 500, at.fresh)).toBe(200);
    expect(await tellDue(shard, world.id, 500, at.fresh)).toBe(0);
  });
});

describe("NT1, FU1: a follow-up whose reminder is due", () => {
  it("is told to whose it is, once, and the reminder is spent", async () => {
    const [world, at] = [await scene(), clock()];
    const sara = await plannerOf(world, "sara");
    const { id } = await plantLead(world, { team: "team", owner: personIn(world, "sara") });
    const { followUp: entry, body } = await sara.set(id, { dueAt: Date.now() + HOUR, remind: 30 });
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(0);
    at.pass(31 * MINUTE);
    await Promise.all([1, 2].map(() => tellDue(shard, world.id, 100, at.fresh)));
    at.pass(HOUR);
    await tellDue(shard, world.id, 100, at.fresh);
    expect(body.error).toBeUndefined();
    const told = (await noticesOf(world, "sara")).filter((one) => one.kind === "follow_up");
    expect(told).toMatchObject([{ lead: id, data: { entry } }]);
    expect(await followUpById(world, entry)).toMatchObject({ remindAt: null, version: 1 });
  });

  it.each<[string, Partial<typeof followUp.$inferInsert>, Partial<typeof lead.$inferInsert>]>([
    ["is done", { state: "done" }, {}],
    ["is about an archived lead", {}, { archivedAt: 1 }],
  ])("one that %s tells nobody, and is not asked about again", async (_, over, of) => {
    const [world, at] = [await scene(), clock()];
    const sara = await plannerOf(world, "sara");
    const { id } = await plantLead(world, { team: "team", owner: personIn(world, "sara"), firstAttemptAt: 1 });
    const { followUp: entry } = await sara.set(id, { dueAt: Date.now() + HOUR, remind: 0 });
    await shard
      .update(followUp)
      .set({ version: 1, ...over })
      .where(eq(followUp.id, entry));
    await shard
      .update(lead)
      .set({ firstAttemptAt: 1, ...of })
      .where(eq(lead.id, id));
    at.pass(2 * HOUR);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(0);
    expect(await workspacesToRemind(shard, at.fresh.now())).not.toContain(world.id);
  });

  it("one that was set without a reminder tells nobody, as its screen says", async () => {
    const [world, at] = [await scene(), clock()];
    const sara = await plannerOf(world, "sara");
    const { id } = await plantLead(world, { team: "team", owner: personIn(world, "sara"), firstAttemptAt: 1 });
    await sara.set(id, { dueAt: Date.now() + HOUR, remind: null });
    at.pass(2 * HOUR);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(0);
  });

  it("is told once though its note is written anew after that, and again where it is put off", async () => {
    const [world, at] = [await scene(), clock()];
    const sara = await plannerOf(world, "sara");
    const { id } = await plantLead(world, { team: "team", owner: personIn(world, "sara"), firstAttemptAt: 1 });
    const dueAt = Date.now() + HOUR;
    const { followUp: entry } = await sara.set(id, { dueAt, remind: 30 });
    at.pass(31 * MINUTE);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(1);
    await sara.change(id, entry, "move", { dueAt, note: "bring the plans" });
    at.pass(HOUR);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(0);
    await sara.change(id, entry, "move", { dueAt: dueAt + 2 * HOUR, version: 2 });
    at.pass(3 * HOUR);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(1);
  });

  it("goes with its lead: whoever has that now is told", async () => {
    const [world, at] = [await scene(), clock()];
    const sara = await plannerOf(world, "sara");
    const { id } = await plantLead(world, { team: "team", owner: personIn(world, "sara"), firstAttemptAt: 1 });
    await sara.set(id, { dueAt: Date.now() + HOUR, remind: 0 });
    await sara.assign(id, personIn(world, "omar"), { version: 2 });
    at.pass(2 * HOUR);
    await tellDue(shard, world.id, 100, at.fresh);
    const [saras, omars] = [await kindsOf(world, "sara"), await kindsOf(world, "omar")];
    expect(saras.includes("follow_up")).toBe(false);
    expect(omars.filter((kind) => kind === "follow_up")).toHaveLength(1);
  });
});

describe("NT1: the minute's run", () => {
  it("tells in every workspace, whatever fails in one", async () => {
    const [one, other] = [await scene(), await scene()];
    await Promise.all([waiting(one), waiting(other)]);
    // A taken id: its batch fails.
    const service = pushService();
    const taken = await plantNotice(one, "sara");
    let first = true;
    const id = service.deps.fresh.id;
    const deps = {
      ...service.deps,
      fresh: { ...service.deps.fresh, id: () => (first ? ((first = false), taken.id) : id()) },
    };
    const counts = await remind(databases, deps);
    expect(counts.told).toBeGreaterThanOrEqual(1);
    await remind(databases, service.deps);
    for (const world of [one, other]) expect((await kindsOf(world, "sara")).filter((kind) => kind === "over_goal")).toHaveLength(1);
  });
});
