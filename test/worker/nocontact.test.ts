import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { BANNABLE } from "../../domain/lead.ts";
import type { NamedRight } from "../../domain/rights.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { lead as leads, member, mutation } from "../../worker/store/schema/workspace.ts";
import { checkFollowUps, DAY, followUpById, HOUR, type Planner, plannerOf, storyOf } from "../support/followups.ts";
import { seeded } from "../support/jobs.ts";
import { leadById, personIn, plantLead } from "../support/leads.ts";
import { auditOf, contentsOf, stateOf } from "../support/records.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: ["north"] },
  sara: { role: "agent" as const, teams: ["north"] },
  omar: { role: "agent" as const, teams: ["north"] },
  view: { role: "auditor" as const },
};

/** The privacy right by name, as the platform gives it and the shard knows it. */
async function giveRights(world: World, who: string, rights: NamedRight[], only?: "shard"): Promise<void> {
  const person = personIn(world, who);
  if (only === undefined)
    await databases.platform
      .update(platform.member)
      .set({ rights })
      .where(and(eq(platform.member.workspaceId, world.id), eq(platform.member.personId, person)));
  await shard
    .update(member)
    .set({ rights })
    .where(and(eq(member.workspaceId, world.id), eq(member.personId, person)));
}

async function scene() {
  const world = await makeWorld({ people });
  const lead = (await plantLead(world, { owner: personIn(world, "sara"), team: "north" })).id;
  return { world, lead, sara: await plannerOf(world, "sara"), manager: await plannerOf(world, "manager") };
}

/** The manager handles privacy. */
async function banned() {
  const here = await scene();
  await here.sara.ban(here.lead, ["phone", "email"]);
  await giveRights(here.world, "manager", ["privacy"]);
  return here;
}

describe("DN1: set in one act by whoever may edit the lead", () => {
  it("for a channel: the row says so, the lead keeps how, when and by whom, what was to be done by it is dropped", async () => {
    const { world, lead, sara } = await scene();
    const [call, meet] = [await sara.set(lead, { remind: 5 }), await sara.set(lead, { way: "meeting", dueAt: Date.now() + DAY })];
    const told = await sara.ban(lead, ["phone"], { note: "Never again on 050 765 4321" });
    expect([told.status, told.body.row?.noContact, told.body.row?.version]).toEqual([200, ["phone"], 4]);
    expect(told.body.row?.nextFollowUpAt).toBe((await followUpById(world, meet.followUp))?.dueAt);
    const { bans } = await leadById(lead);
    expect(bans).toEqual([
      { channel: "phone", source: "call", note: "Never again on 050 765 4321", at: expect.any(Number), by: personIn(world, "sara") },
    ]);
    expect(await followUpById(world, call.followUp)).toMatchObject({ state: "dropped", remindAt: null, version: 2 });
    expect((await storyOf(world)).slice(-2)).toEqual([
      { kind: "no_contact", channels: ["phone"], on: true, source: "call", note: "Never again on 050 765 4321" },
      { kind: "follow_up", followUp: call.followUp, act: "dropped", way: "call", due: expect.any(Number), note: null },
    ]);
    const audit = (await auditOf(world)).at(-1);
    expect([audit?.record.act, audit?.detail]).toEqual([
      "lead.no_contact_set",
      { channels: ["phone"], source: "call", fields: ["note"], entry: [call.followUp] },
    ]);
    expect((await sara.read(lead)).text).toContain('"bans":[{"channel":"phone","source":"call"');
    await checkFollowUps(world);
  });

  it("for all of them", async () => {
    const { world, lead, sara } = await scene();
    for (const way of ["call", "whatsapp", "email", "messenger", "other"]) await sara.set(lead, { way });
    const told = await sara.ban(lead, [...BANNABLE], { source: "letter" });
    expect(told.body.row?.noContact).toEqual([...BANNABLE]);
    await checkFollowUps(world);
  });

  it("what is banned already stays as it was first said", async () => {
    const { world, lead, sara, manager } = await scene();
    await sara.ban(lead, ["email"]);
    const [first] = (await leadById(lead)).bans;
    expect((await manager.ban(lead, ["email", "phone"], { source: "form" })).body.row?.noContact).toEqual(["phone", "email"]);
    expect((await leadById(lead)).bans).toMatchObject([first, { channel: "phone", source: "form", by: personIn(world, "manager") }]);
    const before = await stateOf(world);
    const again = await manager.ban(lead, ["phone"], { source: "letter" });
    expect([again.status, again.body.row?.version]).toEqual([200, 3]);
    expect(await stateOf(world)).toEqual(before);
  });

  it("ED1: sent twice and at once it happens once; two people's both count", async () => {
    const { world, lead, sara, manager } = await scene();
    const over = { mutation: uuidv7() };
    const told = await Promise.all([
      sara.ban(lead, ["phone"], over),
      sara.ban(lead, ["phone"], over),
      manager.ban(lead, ["email"]),
      sara.set(lead),
    ]);
    // Whether the follow-up was there before the ban is a matter of luck.
    expect(told.slice(0, 3).map((one) => one.status)).toEqual([200, 200, 200]);
    const { noContact, bans } = await leadById(lead);
    expect([noContact, bans.length]).toEqual([["phone", "email"], 2]);
    await checkFollowUps(world);
  });

  it.each<[string, number]>([
    ["view", 403],
    ["omar", 404],
  ])("PM1: not by %s", async (who, status) => {
    const { world, lead } = await scene();
    const before = await leadById(lead);
    expect((await (await plannerOf(world, who)).ban(lead, ["phone"])).status).toBe(status);
    expect(await leadById(lead)).toEqual(before);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["no channel", { channels: [] }, ["channels"]],
    ["a channel that is none", { channels: ["pigeon"] }, ["channels.0"]],
    ["nobody says how they asked", { source: undefined }, ["source"]],
  ])("%s: 422", async (_title, over, fields) => {
    const { lead, sara } = await scene();
    const told = await sara.ban(lead, ["phone"], over);
    expect([told.status, told.body.error?.fields]).toEqual([422, fields]);
  });
});

describe("DN1: lifted with the privacy right only", () => {
  it("by whoever has it, one channel and not the others; nothing that was dropped comes back", async () => {
    const { world, lead, sara, manager } = await scene();
    const { followUp: id } = await sara.set(lead);
    await sara.ban(lead, ["phone", "email"]);
    await giveRights(world, "manager", ["privacy"]);
    const told = await manager.lift(lead, ["phone", "whatsapp"], { note: "Signed on paper" });
    expect([told.status, told.body.row?.noContact]).toEqual([200, ["email"]]);
    expect((await leadById(lead)).bans.map((ban) => ban.channel)).toEqual(["email"]);
    expect((await followUpById(world, id))?.state).toBe("dropped");
    expect((await storyOf(world)).at(-1)).toEqual({
      kind: "no_contact",
      channels: ["phone"],
      on: false,
      source: "letter",
      note: "Signed on paper",
    });
    const audit = (await auditOf(world)).at(-1);
    expect([audit?.record.act, audit?.detail]).toEqual([
      "lead.no_contact_lifted",
      { channels: ["phone"], source: "letter", fields: ["note"] },
    ]);
    expect((await sara.set(lead)).status).toBe(200);
    const before = await stateOf(world);
    expect((await manager.lift(lead, ["phone"])).body.row?.version).toBe(5);
    expect(await stateOf(world)).toEqual(before);
  });

  it("also by an auditor who handles privacy, who may only look otherwise", async () => {
    const { world, lead } = await banned();
    await giveRights(world, "view", ["privacy"]);
    const view = await plannerOf(world, "view");
    const of = uuidv7();
    expect((await view.lift(lead, ["phone"], { mutation: of })).body.row?.noContact).toEqual(["email"]);
    expect((await view.ban(lead, ["phone"])).status).toBe(403);
    expect((await view.undo(of)).body.row?.noContact).toEqual(["phone", "email"]);
  });

  it.each(["owner", "sara", "view"])("AU1: not by %s without it; the attempt leaves a record", async (who) => {
    const { world, lead } = await banned();
    const before = await leadById(lead);
    const told = [await (await plannerOf(world, who)).lift(lead, ["phone"]), await (await plannerOf(world, who)).lift(uuidv7(), ["phone"])];
    // Whether the lead is there is not told.
    expect(told.map((one) => [one.status, one.body.error?.code])).toEqual([
      [403, "not_allowed"],
      [403, "not_allowed"],
    ]);
    expect(await leadById(lead)).toEqual(before);
    await expect
      .poll(async () => (await auditOf(world)).filter((one) => one.record.act === "access.refused").map((one) => one.detail["capability"]))
      .toContain("privacy.handle");
  });

  it("PM1: nor on a lead that they do not see", async () => {
    const { world, lead } = await banned();
    await giveRights(world, "omar", ["privacy"]);
    expect((await (await plannerOf(world, "omar")).lift(lead, ["phone"])).status).toBe(404);
  });

  it("the right that was taken between reading and writing: 409", async () => {
    const { world, lead, manager } = await banned();
    const watching = watchSql(testEnv, async (begun) => {
      if (begun === 2) await giveRights(world, "manager", [], "shard");
    });
    const told = await manager.lift(lead, ["phone"]);
    watching.stop();
    expect([told.status, (await leadById(lead)).noContact]).toEqual([409, ["phone", "email"]]);
  });
});

describe("DN1: undo", () => {
  it("by whoever set it by mistake, without the privacy right: what was dropped is to be done again", async () => {
    const { world, lead, sara } = await scene();
    const kept = await sara.set(lead, { dueAt: Date.now() + HOUR });
    await sara.ban(lead, ["email"]);
    const of = uuidv7();
    await sara.ban(lead, ["phone", "email"], { mutation: of });
    const told = await sara.undo(of);
    expect([told.status, told.body.row?.noContact]).toEqual([200, ["email"]]);
    expect(await followUpById(world, kept.followUp)).toMatchObject({ state: "open", version: 3 });
    expect((await storyOf(world)).slice(-2)).toMatchObject([
      { kind: "no_contact", channels: ["phone"], on: false, source: null },
      { kind: "follow_up", followUp: kept.followUp, act: "reopened" },
    ]);
    expect((await auditOf(world)).at(-1)).toMatchObject({
      record: { act: "lead.undone" },
      detail: { before: { channels: ["phone", "email"] }, after: { channels: ["email"] } },
    });
    await checkFollowUps(world);
  });

  it("not after ten minutes, and not somebody else's", async () => {
    const { world, lead, sara, manager } = await scene();
    const of = uuidv7();
    await sara.ban(lead, ["phone"], { mutation: of });
    expect((await manager.undo(of)).status).toBe(404);
    await shard
      .update(mutation)
      .set({ at: Date.now() - 601_000 })
      .where(and(eq(mutation.workspaceId, world.id), eq(mutation.id, of)));
    expect((await sara.undo(of)).status).toBe(404);
    expect((await leadById(lead)).noContact).toEqual(["phone"]);
  });

  it("not where it was lifted and set again by somebody since: that one is not theirs", async () => {
    const { world, lead, sara, manager } = await scene();
    const of = uuidv7();
    await sara.ban(lead, ["phone"], { mutation: of });
    await giveRights(world, "manager", ["privacy"]);
    await manager.lift(lead, ["phone"]);
    await manager.ban(lead, ["phone"]);
    const told = await sara.undo(of);
    expect([told.status, told.body.error?.code, (await leadById(lead)).noContact]).toEqual([409, "conflict", ["phone"]]);
  });

  it("of a lift: the ban is there as it was; unless something is to be done by its channel by now", async () => {
    const { world, lead, sara, manager } = await banned();
    const { bans } = await leadById(lead);
    const [of, other] = [uuidv7(), uuidv7()];
    await manager.lift(lead, ["phone"], { mutation: of });
    expect((await manager.undo(of)).body.row?.noContact).toEqual(["phone", "email"]);
    expect((await leadById(lead)).bans).toEqual(bans);
    await manager.lift(lead, ["phone"], { mutation: other });
    await sara.set(lead);
    const before = await contentsOf(world);
    expect((await manager.undo(other)).body.error?.code).toBe("conflict");
    expect(await contentsOf(world)).toEqual(before);
    expect((await manager.ban(lead, ["phone"])).body.row?.noContact).toEqual(["phone", "email"]);
    await checkFollowUps(world);
  });

  it("of a follow-up that was dropped or done does not bring back what they have asked against since", async () => {
    const { world, lead, sara } = await scene();
    const [set, of] = [await sara.set(lead), uuidv7()];
    await sara.change(lead, set.followUp, "done", { mutation: of });
    await sara.ban(lead, ["phone"]);
    const told = await sara.undo(of);
    expect([told.status, told.body.error?.code]).toEqual([409, "conflict"]);
    expect((await followUpById(world, set.followUp))?.state).toBe("done");
  });
});

describe("round trips", () => {
  it("three for setting, sent again, lifting, and undoing", async () => {
    const { world, lead, sara, manager } = await scene();
    await sara.set(lead);
    await giveRights(world, "manager", ["privacy"]);
    const status = async (ask: () => Promise<{ status: number }>) =>
      (await answerWithin(3, async () => new Response(null, { status: (await ask()).status }))).status;
    const [set, lift] = [{ mutation: uuidv7() }, { mutation: uuidv7() }];
    expect(await status(() => sara.ban(lead, ["phone"], set))).toBe(200);
    expect(await status(() => sara.ban(lead, ["phone"], set))).toBe(200);
    expect(await status(() => sara.undo(set.mutation))).toBe(200);
    expect(await status(() => sara.ban(lead, ["phone"]))).toBe(200);
    expect(await status(() => manager.lift(lead, ["phone"], lift))).toBe(200);
    expect(await status(() => manager.undo(lift.mutation))).toBe(200);
  });
});

describe("FU1, DN1: whatever people do, one after another and at once", () => {
  it.each([1, 2, 3, 4])(
    "leads say when the first is due, each is with whom it should be, none goes by a banned channel (schedule %i)",
    async (seed) => {
      const random = seeded(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
      const { world, lead, sara, manager } = await scene();
      await giveRights(world, "manager", ["privacy"]);
      const hands: readonly Planner[] = [manager, manager, sara];
      const [set, sent]: [string[], string[]] = [[], []];
      const ways = ["call", "whatsapp", "email", "meeting"];
      const act = async (): Promise<number> => {
        const [hand, mutationId] = [pick(hands), uuidv7()];
        const over = { mutation: mutationId, dueAt: Date.now() + Math.floor(random() * 9 * DAY), way: pick(ways) };
        const die = random();
        if (die > 0.2) sent.push(mutationId);
        if (die < 0.2 && sent.length > 0) return (await hand.undo(pick(sent.slice(-4)))).status;
        if (die < 0.5) {
          const told = await hand.set(lead, { ...over, repeats: random() < 0.5 ? null : { every: 1, unit: "day" } });
          set.push(told.followUp);
          return told.status;
        }
        if (die < 0.75 && set.length > 0) {
          const id = pick(set);
          const version = (await followUpById(world, id))?.version ?? 1;
          return (await hand.change(lead, id, pick(["done", "done", "drop", "move"]), { ...over, version })).status;
        }
        if (die < 0.85) return (await hand.ban(lead, [pick(BANNABLE)], { mutation: mutationId })).status;
        if (die < 0.92) return (await manager.lift(lead, [...BANNABLE], { mutation: mutationId })).status;
        const { version } = await leadById(lead);
        return (
          await manager.assign(lead, pick([null, personIn(world, "sara"), personIn(world, "omar")]), { mutation: mutationId, version })
        ).status;
      };
      const told = new Set<number>();
      for (let round = 0; round < 18; round++) {
        for (const status of await Promise.all(Array.from({ length: pick([1, 1, 2, 3]) }, act))) told.add(status);
        await checkFollowUps(world);
      }
      expect([...told].filter((status) => ![200, 404, 409].includes(status))).toEqual([]);
      expect((await shard.select().from(leads).where(eq(leads.id, lead))).length).toBe(1);
    },
  );
});
