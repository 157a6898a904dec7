import { and, eq, inArray } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { runJob } from "../../worker/cron/jobs.ts";
import { routeWaiting } from "../../worker/cron/route.ts";
import { removeMember } from "../../worker/store/admins.ts";
import { findMember } from "../../worker/store/people.ts";
import { followUp, lead as leads, member } from "../../worker/store/schema/workspace.ts";
import { checkFollowUps, DAY, followUpById, followUpsOf, HOUR, plannerOf, storyOf } from "../support/followups.ts";
import { jobDepsAt } from "../support/jobs.ts";
import { leadById, personIn, plantLead } from "../support/leads.ts";
import { clock, DOER } from "../support/outbox.ts";
import { auditOf, contentsOf } from "../support/records.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const wish = {
  people: {
    owner: { role: "owner" as const },
    manager: { role: "manager" as const, teams: ["north"] },
    second: { role: "manager" as const, teams: ["north"] },
    sara: { role: "agent" as const, teams: ["north"] },
    omar: { role: "agent" as const, teams: ["north"] },
    view: { role: "auditor" as const },
  },
};

async function scene(over: Parameters<typeof plantLead>[1] = {}) {
  const world = await makeWorld(wish);
  const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north", ...over });
  return { world, lead: lead.id, sara: await plannerOf(world, "sara"), manager: await plannerOf(world, "manager") };
}

const openOnes = async (world: World) => (await followUpsOf(world)).filter((one) => one.state === "open");

describe("FU1: it goes with its lead", () => {
  it("to whom it is given, to whoever set it where nobody has it, and back when that is undone", async () => {
    const { world, lead, sara, manager } = await scene();
    const [theirs, done] = [await sara.set(lead), await sara.set(lead)];
    const set = await manager.set(lead);
    await sara.change(lead, done.followUp, "done");
    const whose = async () => [(await followUpById(world, theirs.followUp))?.person, (await followUpById(world, set.followUp))?.person];
    const [s, o, m] = ["sara", "omar", "manager"].map((key) => personIn(world, key));
    expect(await whose()).toEqual([s, s]);
    const [given, freed] = [uuidv7(), uuidv7()];
    await manager.assign(lead, o ?? null, { version: 5, mutation: given });
    expect(await whose()).toEqual([o, o]);
    await manager.assign(lead, null, { version: 6, mutation: freed });
    expect(await whose()).toEqual([s, m]);
    expect((await manager.undo(freed)).status).toBe(200);
    expect(await whose()).toEqual([o, o]);
    expect((await manager.undo(given)).status).toBe(200);
    expect(await whose()).toEqual([s, s]);
    // What is over stays whose it was; and moving is no change of what it says.
    expect(await followUpById(world, done.followUp)).toMatchObject({ person: s, state: "done" });
    expect((await followUpsOf(world)).map((one) => one.version)).toEqual([1, 2, 1]);
    await checkFollowUps(world);
  });

  it("by the sweep's routing", async () => {
    const world = await makeWorld({
      people: { owner: { role: "owner" }, sara: { role: "agent", teams: ["sweep"] } },
      rules: [{ match: {}, pool: { kind: "team", team: "sweep" } }],
    });
    const lead = await plantLead(world, { reason: { code: "contended" } });
    const { followUp: id } = await (await plannerOf(world, "owner")).set(lead.id);
    expect((await followUpById(world, id))?.person).toBe(personIn(world, "owner"));
    await routeWaiting(testEnv);
    expect((await followUpById(world, id))?.person).toBe(personIn(world, "sara"));
    await checkFollowUps(world);
  });

  it.each(["omar", null])("PE1: of whoever left, to %s with their leads", async (to) => {
    const { world, lead, sara, manager } = await scene();
    const archived = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const [own, given, put] = [await sara.set(lead), await manager.set(lead), await manager.set(archived.id)];
    await shard.update(leads).set({ archivedAt: 1 }).where(eq(leads.id, archived.id));
    const other = await plantLead(world, { owner: personIn(world, "omar"), team: "north" });
    const kept = await manager.set(other.id);
    const at = clock();
    const person = personIn(world, "sara");
    const by = {
      person: personIn(world, "owner"),
      workspace: world.id,
      role: "owner",
      teams: [],
      rights: [],
      masked: [],
      agentsSeeUnclaimed: true,
    } as const;
    const { version } = (await findMember(databases.platform, world.id, person)) ?? { version: 0 };
    const heir = to === null ? null : personIn(world, to);
    const { job } = await removeMember(
      databases.platform,
      { actor: by, doer: { ...DOER, person: by.person } },
      { person, version },
      heir,
      at.fresh,
    );
    while ((await runJob(job, jobDepsAt(at))).outcome !== "done");
    const whose = async (id: string) => (await followUpById(world, id))?.person;
    const m = personIn(world, "manager");
    expect([await whose(own.followUp), await whose(given.followUp), await whose(put.followUp), await whose(kept.followUp)]).toEqual([
      heir ?? person,
      heir ?? m,
      heir ?? m,
      personIn(world, "omar"),
    ]);
    await checkFollowUps(world);
  });
});

describe("ED1: undo", () => {
  it("one that was set is gone, and the story says so", async () => {
    const { world, lead, sara } = await scene();
    const of = uuidv7();
    const { followUp: id } = await sara.set(lead, { mutation: of, note: "Soon" });
    const told = await sara.undo(of);
    expect([told.status, told.body.row?.nextFollowUpAt, told.body.row?.version]).toEqual([200, undefined, 3]);
    expect(await followUpById(world, id)).toBeUndefined();
    expect((await storyOf(world)).map((one) => one.kind === "follow_up" && [one.act, one.note, one.way])).toEqual([
      ["set", "Soon", "call"],
      ["dropped", "Soon", "call"],
    ]);
    expect((await auditOf(world)).at(-1)).toMatchObject({ record: { act: "lead.undone" }, detail: { of, before: { entry: [id] } } });
    expect((await sara.set(lead, { mutation: of, id })).status).toBe(200);
    expect(await followUpsOf(world)).toEqual([]);
  });

  it.each(["done", "drop", "move"] as const)("%s: it is as it was, reminder and all", async (act) => {
    const { world, lead, sara } = await scene();
    const { followUp: id } = await sara.set(lead, { dueAt: Date.now() + DAY, remind: 15, note: "As it was" });
    const before = await followUpById(world, id);
    const of = uuidv7();
    await sara.change(lead, id, act, { mutation: of, dueAt: Date.now() + HOUR, note: "Otherwise", way: "email" });
    expect((await followUpById(world, id))?.version).toBe(2);
    const told = await sara.undo(of);
    expect([told.status, told.body.row?.nextFollowUpAt]).toEqual([200, before?.dueAt]);
    expect(await followUpById(world, id)).toEqual({ ...before, version: 3 });
    expect((await storyOf(world)).at(-1)).toEqual({
      kind: "follow_up",
      followUp: id,
      act: act === "move" ? "moved" : "reopened",
      way: "call",
      due: before?.dueAt,
      note: "As it was",
    });
    await checkFollowUps(world);
  });

  it("one that repeats and was done: the next is gone", async () => {
    const { world, lead, sara } = await scene();
    const { followUp: id } = await sara.set(lead, { repeats: { every: 1, unit: "day" } });
    const of = uuidv7();
    await sara.change(lead, id, "done", { mutation: of });
    expect((await sara.undo(of)).status).toBe(200);
    expect((await followUpsOf(world)).map((one) => [one.id, one.state])).toEqual([[id, "open"]]);
    expect((await storyOf(world)).slice(-2).map((one) => one.kind === "follow_up" && one.act)).toEqual(["dropped", "reopened"]);
    await checkFollowUps(world);
  });

  it.each<[string, (at: Awaited<ReturnType<typeof scene>>, id: string, next: string) => Promise<unknown>]>([
    ["the next was moved", ({ lead, manager }, _id, next) => manager.change(lead, next, "move", { dueAt: Date.now() + DAY })],
    ["the next was done", ({ lead, manager }, _id, next) => manager.change(lead, next, "done")],
    [
      "it was changed",
      ({ world }, id) =>
        shard
          .update(followUp)
          .set({ version: 9 })
          .where(and(eq(followUp.workspaceId, world.id), eq(followUp.id, id))),
    ],
  ])("refused where %s since", async (_title, since) => {
    const here = await scene();
    const { world, lead, sara } = here;
    const { followUp: id } = await sara.set(lead, { repeats: { every: 1, unit: "day" } });
    const of = uuidv7();
    await sara.change(lead, id, "done", { mutation: of });
    await since(here, id, (await openOnes(world))[0]?.id ?? "");
    const before = await contentsOf(world);
    const told = await sara.undo(of);
    expect([told.status, told.body.error?.code, told.body.error?.row?.id]).toEqual([409, "conflict", lead]);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("one that was set, though the lead was given away since; and one that comes back is whoever's who has the lead", async () => {
    const { world, lead, manager } = await scene();
    const [set, drop] = [uuidv7(), uuidv7()];
    const [first, second] = [await manager.set(lead, { mutation: set }), await manager.set(lead)];
    await manager.change(lead, second.followUp, "drop", { mutation: drop });
    await manager.assign(lead, personIn(world, "omar"), { version: 4 });
    expect([(await manager.undo(set)).status, (await manager.undo(drop)).status]).toEqual([200, 200]);
    expect(await followUpById(world, first.followUp)).toBeUndefined();
    expect((await followUpById(world, second.followUp))?.person).toBe(personIn(world, "omar"));
    await checkFollowUps(world);
  });

  it("PM1: not by whom the lead was taken from", async () => {
    const { world, lead, sara, manager } = await scene();
    const of = uuidv7();
    const { followUp: id } = await sara.set(lead, { mutation: of });
    await manager.assign(lead, personIn(world, "omar"), { version: 2 });
    expect((await sara.undo(of)).status).toBe(404);
    expect((await followUpById(world, id))?.state).toBe("open");
  });
});

describe("ED1: decided inside the transaction", () => {
  it.each<[string, (world: World, id: string) => Promise<unknown>]>([
    [
      "the person was removed",
      (world) =>
        shard
          .update(member)
          .set({ status: "removed" })
          .where(inArray(member.personId, [personIn(world, "manager")])),
    ],
    [
      "the team was taken",
      (world) =>
        shard
          .update(member)
          .set({ teams: ["south"] })
          .where(inArray(member.personId, [personIn(world, "manager")])),
    ],
    ["it was done", (_world, id) => shard.update(followUp).set({ state: "done", version: 2 }).where(eq(followUp.id, id))],
  ])("between reading and writing %s: 409", async (_title, work) => {
    const { world, lead, sara, manager } = await scene();
    const { followUp: id } = await sara.set(lead, { repeats: { every: 1, unit: "day" } });
    const watching = watchSql(testEnv, async (begun) => {
      if (begun === 2) await work(world, id);
    });
    const told = await manager.change(lead, id, "done");
    watching.stop();
    expect(told.status).toBe(409);
    expect(await followUpsOf(world)).toHaveLength(1);
  });

  it.each(["set", "ban"] as const)("between reading and writing the team was taken that the right came by: no %s either", async (act) => {
    const { world, lead, manager } = await scene();
    const watching = watchSql(testEnv, async (begun) => {
      if (begun === 2)
        await shard
          .update(member)
          .set({ teams: [] })
          .where(eq(member.personId, personIn(world, "manager")));
    });
    const told = await (act === "set" ? manager.set(lead) : manager.ban(lead, ["phone"]));
    watching.stop();
    expect([told.status, (await followUpsOf(world)).length, (await leadById(lead)).version]).toEqual([409, 0, 1]);
  });

  it("three round trips for each, sent again, refused as stale, and undone", async () => {
    const { lead, sara } = await scene();
    const status = async (ask: () => Promise<{ status: number }>) => {
      const answer = await answerWithin(3, async () => new Response(null, { status: (await ask()).status }));
      return answer.status;
    };
    const [set, done] = [{ mutation: uuidv7(), id: uuidv7() }, { mutation: uuidv7() }];
    expect(await status(() => sara.set(lead, set))).toBe(200);
    expect(await status(() => sara.set(lead, set))).toBe(200);
    expect(await status(() => sara.change(lead, set.id, "done", done))).toBe(200);
    expect(await status(() => sara.change(lead, set.id, "done", done))).toBe(200);
    expect(await status(() => sara.change(lead, set.id, "done"))).toBe(409);
    expect(await status(() => sara.undo(done.mutation))).toBe(200);
  });
});
