import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { changeLog, followUp, lead as leads } from "../../worker/store/schema/workspace.ts";
import { checkFollowUps, DAY, followUpById, followUpsOf, HOUR, plannerOf, storyOf } from "../support/followups.ts";
import { leadById, personIn, plantLead } from "../support/leads.ts";
import { auditOf, contentsOf } from "../support/records.ts";
import { watchSql } from "../support/sql.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

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

describe("FU1: setting a follow-up", () => {
  it("it is there, its lead says when it is due, and story, log and record tell of it in the same batch", async () => {
    const { world, lead, manager } = await scene();
    const dueAt = Date.now() + DAY;
    const told = await manager.set(lead, { dueAt, note: " Call +971 50 765 4321 ", remind: 30, repeats: { every: 2, unit: "week" } });
    expect([told.status, told.body.row?.nextFollowUpAt, told.body.row?.version]).toEqual([200, dueAt, 2]);
    expect(await followUpById(world, told.followUp)).toMatchObject({
      person: personIn(world, "sara"),
      createdBy: personIn(world, "manager"),
      way: "call",
      note: "Call +971 50 765 4321",
      dueAt,
      remind: 30,
      remindAt: dueAt - 30 * 60_000,
      repeats: { every: 2, unit: "week", from: dueAt },
      state: "open",
      version: 1,
    });
    const entry = { kind: "follow_up", followUp: told.followUp, act: "set", way: "call", due: dueAt, note: "Call +971 50 765 4321" };
    expect(await storyOf(world)).toEqual([entry]);
    const [log] = await shard.select().from(changeLog).where(eq(changeLog.workspaceId, world.id));
    expect([log?.seq, log?.fields]).toEqual([told.body.position?.seq, ["nextFollowUpAt", "lastActivityAt"]]);
    const [audit] = await auditOf(world);
    expect([audit?.record.act, audit?.detail]).toEqual([
      "lead.follow_up_set",
      { entry: told.followUp, after: { dueAt, repeats: { every: 2, unit: "week" } } },
    ]);
  });

  it("the lead says the first of them", async () => {
    const { world, lead, sara } = await scene();
    const now = Date.now();
    const said: unknown[] = [];
    for (const days of [3, 1, 2]) said.push((await sara.set(lead, { dueAt: now + days * DAY })).body.row?.nextFollowUpAt);
    expect(said).toEqual([now + 3 * DAY, now + DAY, now + DAY]);
    await checkFollowUps(world);
  });

  it("where nobody has the lead it is whoever's who sets it", async () => {
    const { world, lead, sara } = await scene({ owner: null });
    const { followUp: id } = await sara.set(lead);
    expect((await followUpById(world, id))?.person).toBe(personIn(world, "sara"));
  });

  it("a reminder whose time is over comes when it is due", async () => {
    const { world, lead, sara } = await scene();
    const dueAt = Date.now() + HOUR;
    const { followUp: id } = await sara.set(lead, { dueAt, remind: 90 });
    expect(await followUpById(world, id)).toMatchObject({ remind: 90, remindAt: dueAt });
  });

  it.each<[string, Record<string, unknown>, number, Record<string, unknown>]>([
    ["due the day before yesterday", { dueAt: Date.now() - 2 * DAY }, 422, { code: "invalid_input", field: "dueAt", why: "past" }],
    ["due in six years", { dueAt: Date.now() + 2_200 * DAY }, 422, { code: "invalid_input", field: "dueAt", why: "far" }],
    ["a way that is none", { way: "pigeon" }, 422, { code: "invalid_input", fields: ["way"] }],
    ["a reminder a month before", { remind: 43_200 }, 422, { code: "invalid_input", fields: ["remind"] }],
    ["DN1: by a channel that they asked not to be reached by", { way: "whatsapp" }, 409, { code: "no_contact", field: "way" }],
  ])("%s: refused, and nothing is written", async (_title, over, status, error) => {
    const { world, lead, sara } = await scene({
      noContact: ["whatsapp"],
      bans: [{ channel: "whatsapp", source: "call", note: null, at: 1, by: "x" }],
    });
    const before = await contentsOf(world);
    const told = await sara.set(lead, over);
    expect([told.status, told.body.error]).toMatchObject([status, error]);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("yesterday evening is not too late to write down", async () => {
    const { lead, sara } = await scene();
    expect((await sara.set(lead, { dueAt: Date.now() - DAY + 60_000 })).status).toBe(200);
  });

  it("a lead has fifty open ones at most", async () => {
    const { world, lead, sara } = await scene();
    const now = Date.now();
    const one = {
      workspaceId: world.id,
      lead,
      person: personIn(world, "sara"),
      way: "call" as const,
      createdBy: "x",
      createdAt: now,
      version: 1,
    };
    for (let n = 0; n < 60; n++)
      await shard
        .insert(followUp)
        .values({ ...one, id: uuidv7(), dueAt: now, state: n < 49 ? "open" : "done", ...(n >= 49 && { doneAt: 1 }) });
    expect((await sara.set(lead)).status).toBe(200);
    const told = await sara.set(lead);
    expect([told.status, told.body.error]).toMatchObject([422, { code: "invalid_input", why: "too_many" }]);
  });

  it("ED1: sent twice, one after the other, at once, or with another mutation, there is one", async () => {
    const { world, lead, sara } = await scene();
    const over = { id: uuidv7(), mutation: uuidv7(), dueAt: Date.now() + HOUR };
    const told = [...(await Promise.all([sara.set(lead, over), sara.set(lead, over)])), await sara.set(lead, over)];
    expect(new Set(told.map((one) => one.text)).size).toBe(1);
    const again = await sara.set(lead, { ...over, mutation: uuidv7() });
    expect([again.status, again.body.row?.version]).toEqual([200, 2]);
    expect(await followUpsOf(world)).toHaveLength(1);
    expect(await storyOf(world)).toHaveLength(1);
  });

  it("ED1: set by several at once, all of them are there, whatever else happens to the lead", async () => {
    const { world, lead, sara, manager } = await scene();
    const told = await Promise.all([sara.set(lead), manager.set(lead), sara.attempt(lead), (await plannerOf(world, "second")).set(lead)]);
    expect(told.map((one) => one.status)).toEqual([200, 200, 200, 200]);
    expect(await followUpsOf(world)).toHaveLength(3);
    await checkFollowUps(world);
  });

  it.each<[string, number]>([
    ["view", 403],
    ["omar", 404],
  ])("PM1: %s may not", async (who, status) => {
    const { world, lead, sara } = await scene();
    const { followUp: id } = await sara.set(lead);
    const before = await contentsOf(world);
    const other = await plannerOf(world, who);
    expect([(await other.set(lead)).status, (await other.change(lead, id, "done")).status]).toEqual([status, status]);
    expect((await contentsOf(world))["follow_up"]).toEqual(before["follow_up"]);
  });
});

describe("FU1: doing, dropping and moving one", () => {
  it("done: by whom, the lead says the next one", async () => {
    const { world, lead, sara, manager } = await scene();
    const [first, later] = [await sara.set(lead, { remind: 10 }), await sara.set(lead, { dueAt: Date.now() + DAY })];
    const told = await manager.change(lead, first.followUp, "done");
    expect([told.status, told.body.row?.version]).toEqual([200, 4]);
    const now = await followUpById(world, first.followUp);
    expect(now).toMatchObject({ state: "done", person: personIn(world, "manager"), remindAt: null, version: 2 });
    expect(now?.doneAt).toBeGreaterThan(0);
    expect(told.body.row?.nextFollowUpAt).toBe((await followUpById(world, later.followUp))?.dueAt);
    expect((await storyOf(world)).at(-1)).toMatchObject({ kind: "follow_up", followUp: first.followUp, act: "done" });
    expect((await auditOf(world)).at(-1)).toMatchObject({ record: { act: "lead.follow_up_done" }, detail: { entry: first.followUp } });
  });

  it("dropped: the last open one leaves the lead with none", async () => {
    const { world, lead, sara } = await scene();
    const { followUp: id } = await sara.set(lead);
    const told = await sara.change(lead, id, "drop");
    expect([told.status, told.body.row?.nextFollowUpAt]).toEqual([200, undefined]);
    expect(await followUpById(world, id)).toMatchObject({ state: "dropped", doneAt: null, version: 2 });
    expect((await auditOf(world)).at(-1)?.record.act).toBe("lead.follow_up_dropped");
  });

  it("moved: what is named changes, the rest stays; the record names what somebody wrote and does not hold it", async () => {
    const { world, lead, sara } = await scene();
    const due = Date.now() + HOUR;
    const { followUp: id } = await sara.set(lead, { dueAt: due, note: "Old words", remind: 5 });
    const told = await sara.change(lead, id, "move", { dueAt: due + DAY, note: "New words" });
    expect([told.status, told.body.row?.nextFollowUpAt]).toEqual([200, due + DAY]);
    expect(await followUpById(world, id)).toMatchObject({
      way: "call",
      note: "New words",
      remind: 5,
      remindAt: due + DAY - 300_000,
      version: 2,
    });
    expect((await storyOf(world)).map((one) => one.kind === "follow_up" && [one.act, one.due, one.note])).toEqual([
      ["set", due, "Old words"],
      ["moved", due + DAY, "New words"],
    ]);
    expect((await auditOf(world)).at(-1)?.detail).toEqual({
      entry: id,
      before: { dueAt: due },
      after: { dueAt: due + DAY },
      fields: ["note"],
    });
  });

  it("moved to where it is, nothing happens", async () => {
    const { world, lead, sara } = await scene();
    const dueAt = Date.now() + HOUR;
    const { followUp: id } = await sara.set(lead, { dueAt, repeats: { every: 1, unit: "week" } });
    const told = await sara.change(lead, id, "move", { dueAt, way: "call", note: "", repeats: { every: 1, unit: "week" } });
    expect([told.status, told.body.row?.version, (await storyOf(world)).length]).toEqual([200, 2, 1]);
  });

  it("DN1: not moved to a channel that they asked not to be reached by; nor into the past, where it was not already", async () => {
    const { world, lead, sara } = await scene();
    const { followUp: id } = await sara.set(lead);
    const old = Date.now() - 40 * DAY;
    await shard.update(followUp).set({ dueAt: old }).where(eq(followUp.id, id));
    await sara.ban(lead, ["email"]);
    const told = await sara.change(lead, id, "move", { dueAt: Date.now() + HOUR, way: "email" });
    expect([told.status, told.body.error?.code]).toEqual([409, "no_contact"]);
    expect((await sara.change(lead, id, "move", { dueAt: old - 1 })).status).toBe(422);
    expect((await sara.change(lead, id, "move", { dueAt: old, note: "Still to do" })).status).toBe(200);
    expect((await followUpById(world, id))?.note).toBe("Still to do");
  });

  it("ED1: on a version that is past: 409 with the lead, whoever was first, and the follow-up as it is", async () => {
    const { world, lead, sara, manager } = await scene();
    const { followUp: id } = await sara.set(lead);
    await manager.change(lead, id, "move", { dueAt: Date.now() + DAY });
    for (const [act, version] of [["done", 1] as const, ["drop", 3] as const, ["move", 1] as const]) {
      const told = await sara.change(lead, id, act, { version, dueAt: Date.now() });
      expect([told.status, told.body.error]).toMatchObject([
        409,
        { code: "conflict", by: personIn(world, "manager"), row: { id: lead, version: 3 }, now: { id, version: 2 } },
      ]);
    }
    await manager.change(lead, id, "done", { version: 2 });
    expect((await sara.change(lead, id, "drop", { version: 3 })).status).toBe(409);
  });

  it("ED1: what else happened to the lead meanwhile does not count", async () => {
    const { world, lead, sara, manager } = await scene();
    const { followUp: id } = await sara.set(lead);
    const watching = watchSql(testEnv, async (begun) => {
      if (begun === 2) await shard.update(leads).set({ version: 9, stage: "visit" }).where(eq(leads.id, lead));
    });
    const told = await manager.change(lead, id, "done");
    watching.stop();
    expect([told.status, told.body.row?.stage, told.body.row?.version]).toEqual([200, "visit", 10]);
    await checkFollowUps(world);
  });

  it("one that nobody set, and one of another lead, are not there", async () => {
    const { world, lead, sara } = await scene();
    const other = await plantLead(world, { owner: personIn(world, "sara") });
    const { followUp: id } = await sara.set(other.id);
    for (const named of [id, uuidv7(), "no-id"]) expect((await sara.change(lead, named, "done")).status).toBe(404);
    expect((await followUpById(world, id))?.state).toBe("open");
  });

  it("a lead that is won keeps what is to be done about it; one that is archived is to be taken out first", async () => {
    const { world, lead, sara } = await scene();
    const { followUp: id } = await sara.set(lead);
    expect((await sara.stage(lead, "won", { version: 2 })).body.row?.nextFollowUpAt).toBeGreaterThan(0);
    await shard.update(leads).set({ archivedAt: 1 }).where(eq(leads.id, lead));
    const told = [await sara.set(lead), await sara.change(lead, id, "done")];
    expect(told.map(({ status, body }) => [status, body.error])).toMatchObject([
      [422, { why: "archived" }],
      [422, { why: "archived" }],
    ]);
    expect((await leadById(lead)).nextFollowUpAt).not.toBeNull();
    await checkFollowUps(world);
  });

  it("PV2: what is kept from a reader is in no note that they are sent", async () => {
    const masked = { ...DEFAULT_SETTINGS, masks: { phone: ["manager" as const], email: [] } };
    const world = await makeWorld({ ...wish, settings: masked });
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const [sara, manager] = [await plannerOf(world, "sara"), await plannerOf(world, "manager")];
    const { followUp: id } = await sara.set(lead.id, { note: "Call 050 765 4321" });
    await sara.ban(lead.id, ["email"], { note: "Wrote from 050 765 4321" });
    const [own, theirs] = [await sara.read(lead.id), await manager.read(lead.id)];
    expect([own.text.match(/765 4321/g)?.length, theirs.text.includes("765 4321")]).toEqual([4, false]);
    const told = await manager.change(lead.id, id, "done", { version: 7 });
    expect([told.status, told.text.includes("765 4321"), told.text.includes("•••")]).toEqual([409, false, true]);
    // Nor written anew by who sees a part of it; put off with it as it was told, it stays what it is.
    const dueAt = Date.now() + 2 * HOUR;
    const [anew, off] = [
      await manager.change(lead.id, id, "move", { dueAt, note: "Call" }),
      await manager.change(lead.id, id, "move", { dueAt, note: "Call •••" }),
    ];
    expect([anew.status, off.status, (await followUpById(world, id))?.note]).toEqual([403, 200, "Call 050 765 4321"]);
  });
});

describe("FU1: one that repeats is followed by its next, once", () => {
  const weekly = { every: 1, unit: "week" };

  it("done: the next is due at its hour, and story, record and lead say so", async () => {
    const { world, lead, sara } = await scene();
    const due = Date.now() + HOUR;
    const { followUp: id } = await sara.set(lead, { dueAt: due, repeats: weekly, note: "Every week", remind: 60 });
    const told = await sara.change(lead, id, "done");
    const [next, ...others] = await openOnes(world);
    const minute = Math.floor(due / 60_000) * 60_000;
    expect([others, told.body.row?.nextFollowUpAt]).toEqual([[], minute + 7 * DAY]);
    expect(next).toMatchObject({
      note: "Every week",
      remind: 60,
      person: personIn(world, "sara"),
      version: 1,
      repeats: { ...weekly, from: due },
    });
    expect((await storyOf(world)).map((one) => one.kind === "follow_up" && [one.followUp, one.act])).toEqual([
      [id, "set"],
      [id, "done"],
      [next?.id, "set"],
    ]);
    expect((await auditOf(world)).at(-1)?.detail).toEqual({
      entry: id,
      dueAt: due,
      repeats: weekly,
      after: { dueAt: next?.dueAt, repeats: weekly },
    });
  });

  it("done three times by one and at once by two, there is one next", async () => {
    const { world, lead, sara, manager } = await scene();
    const { followUp: id } = await sara.set(lead, { repeats: weekly });
    const over = { mutation: uuidv7() };
    const told = await Promise.all([
      sara.change(lead, id, "done", over),
      manager.change(lead, id, "done"),
      sara.change(lead, id, "done", over),
      sara.change(lead, id, "done", over),
    ]);
    expect(new Set(told.map((one) => one.status))).toEqual(new Set([200, 409]));
    expect(await openOnes(world)).toHaveLength(1);
    expect(await followUpsOf(world)).toHaveLength(2);
    await checkFollowUps(world);
  });

  it("dropped, it is over", async () => {
    const { world, lead, sara } = await scene();
    await sara.change(lead, (await sara.set(lead, { repeats: weekly })).followUp, "drop");
    expect(await openOnes(world)).toEqual([]);
  });
});
