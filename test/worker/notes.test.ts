import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { namingField } from "../../domain/notice.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { assignment, changeLog, lead as leads, member, mutation } from "../../worker/store/schema/workspace.ts";
import { type Hand, handOf } from "../support/commands.ts";
import { leadById, personIn, plantLead, type StoredLead } from "../support/leads.ts";
import { auditOf, contentsOf } from "../support/records.ts";
import { noticesOf } from "../support/notices.ts";
import { note, rewrite, standingNotes, storyOf } from "../support/story.ts";
import { inBetween } from "../support/trips.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: ["north"] },
  south: { role: "manager" as const, teams: ["south"] },
  sara: { role: "agent" as const, teams: ["north"] },
  omar: { role: "agent" as const, teams: ["south"] },
  eye: { role: "auditor" as const },
};
const TEXT = "Wants the corner villa, rings 0501234567 at noon";

async function scene(over: Parameters<typeof plantLead>[1] = {}) {
  const world = await makeWorld({ people, settings: { agentsSeeUnclaimed: false } });
  const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north", ...over });
  return { world, lead, sara: await handOf(world, "sara") };
}

/** Adds a note and says what its entry is. */
async function noted(world: World, lead: StoredLead, hand: Hand, text = TEXT, mutationId = uuidv7()): Promise<string> {
  expect((await note(hand, lead.id, text, { mutation: mutationId })).status).toBe(200);
  return (await storyOf(world, lead.id)).at(-1)?.id ?? "";
}

describe("ST1, EV1, AU1: a note", () => {
  it("is one entry of the story, moves the lead's last activity, and leaves a log row and a record without its text", async () => {
    const { world, lead, sara } = await scene({ lastActivityAt: 5 });
    const id = uuidv7();
    const told = await note(sara, lead.id, `  ${TEXT}\n`, { mutation: id });
    const [entry, ...others] = await storyOf(world, lead.id);
    expect([others, entry]).toEqual([
      [],
      { id: entry?.id, at: entry?.at, actor: personIn(world, "sara"), data: { kind: "note", text: TEXT, mentions: [] } },
    ]);
    expect([told.status, told.body.row?.version, told.body.row?.lastActivityAt]).toEqual([200, 2, entry?.at]);
    expect(await leadById(lead.id)).toEqual({ ...lead, version: 2, lastActivityAt: entry?.at });
    const [logged, ...more] = await shard.select().from(changeLog).where(eq(changeLog.workspaceId, world.id));
    expect([more, logged?.fields, logged?.mutation, logged?.seq]).toEqual([[], ["notes", "lastActivityAt"], id, told.body.position?.seq]);
    const [audited] = await auditOf(world);
    expect([audited?.record.act, audited?.record.subject, audited?.detail]).toEqual(["lead.noted", lead.id, { entry: entry?.id }]);
  });

  it("ED1: sent twice, one after the other or at once, it is there once", async () => {
    const { world, lead, sara } = await scene();
    const [one, two] = [{ mutation: uuidv7() }, { mutation: uuidv7() }];
    await note(sara, lead.id, "a", one);
    const again = await note(sara, lead.id, "a", one);
    const both = await Promise.all([note(sara, lead.id, "b", two), note(sara, lead.id, "b", two)]);
    expect([again, ...both].map((told) => [told.status, told.body.row?.id])).toEqual(Array(3).fill([200, lead.id]));
    expect((await storyOf(world, lead.id)).map((entry) => entry.data)).toMatchObject([{ text: "a" }, { text: "b" }]);
    expect((await leadById(lead.id)).version).toBe(3);
  });

  it("ED1: it is added whatever else happens to the lead meanwhile", async () => {
    const { world, lead, sara } = await scene();
    const manager = await handOf(world, "manager");
    const told = await inBetween(
      () => manager.stage(lead.id, "visit"),
      () => note(sara, lead.id, "a"),
    );
    expect([told.status, told.body.row?.stage, told.body.row?.version]).toEqual([200, "visit", 3]);
    const many = await Promise.all(["b", "c", "d"].map((text) => note(manager, lead.id, text)));
    expect(many.map(({ status }) => status)).toEqual([200, 200, 200]);
    const texts = (await storyOf(world, lead.id)).flatMap(({ data }) => (data.kind === "note" ? [data.text] : []));
    expect(texts.sort()).toEqual(["a", "b", "c", "d"]);
    expect((await leadById(lead.id)).version).toBe(6);
  });

  it("PV2: who sees a part of their own note does not write it anew, but takes it back", async () => {
    const settings = { ...DEFAULT_SETTINGS, masks: { phone: ["manager" as const], email: [] } };
    const world = await makeWorld({ people, settings });
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const manager = await handOf(world, "manager");
    const [telling, open] = [await noted(world, lead, manager), await noted(world, lead, manager, "Wants a pool on 26/11/2026")];
    const told = [await rewrite(manager, lead.id, telling, "Wants a villa"), await rewrite(manager, lead.id, open, "Wants a villa")];
    told.push(await rewrite(manager, lead.id, telling, null));
    expect(told.map(({ status }) => status)).toEqual([403, 200, 200]);
  });

  it("PM1: of those whom it names, active members who see the lead are kept, each once", async () => {
    const { world, lead, sara } = await scene();
    const other = await makeWorld({ people });
    const here = (key: string) => personIn(world, key);
    await shard
      .update(member)
      .set({ status: "suspended" })
      .where(and(eq(member.workspaceId, world.id), eq(member.personId, here("owner"))));
    const named = ["eye", "manager", "owner", "south", "omar", "manager", "sara"].map(here);
    await note(sara, lead.id, "a", { mentions: [...named, personIn(other, "owner"), "nobody"] });
    const kept = ["eye", "manager", "sara"].map(here);
    expect((await storyOf(world, lead.id))[0]?.data).toEqual({ kind: "note", text: "a", mentions: kept });
    // Nobody's lead is seen by managers; by agents only where the workspace says so.
    const free = await plantLead(world, { owner: null, team: null });
    await note(await handOf(world, "manager"), free.id, "b", { mentions: named });
    expect((await storyOf(world, free.id))[0]?.data).toMatchObject({ mentions: ["eye", "manager", "south"].map(here) });
  });

  it("PM1: whoever may not edit the lead writes none; to whoever does not see it, it is not there", async () => {
    const { world, lead, sara } = await scene();
    const of = await noted(world, lead, sara);
    const before = [await storyOf(world, lead.id), await leadById(lead.id)];
    for (const [who, status] of [
      ["eye", 403],
      ["omar", 404],
      ["south", 404],
    ] as const) {
      const hand = await handOf(world, who);
      expect([who, (await note(hand, lead.id, "a")).status, (await rewrite(hand, lead.id, of, "a")).status]).toEqual([who, status, status]);
    }
    expect([await storyOf(world, lead.id), await leadById(lead.id)]).toEqual(before);
  });

  it.each([
    ["no text", { text: " " }, ["text"]],
    ["too long a text", { text: "a".repeat(5_001) }, ["text"]],
    ["too many people", { mentions: Array(21).fill("a") }, ["mentions"]],
  ])("with %s it is refused by the names of its fields", async (_, body, fields) => {
    const { lead, sara } = await scene();
    const told = await note(sara, lead.id, "a", body);
    expect([told.status, told.body.error?.fields]).toEqual([422, fields]);
  });
});

describe("ST1: a note is written anew or taken back by who wrote it", () => {
  it("by one more entry; how it read before stays", async () => {
    const { world, lead, sara } = await scene();
    const of = await noted(world, lead, sara);
    const manager = personIn(world, "manager");
    expect((await rewrite(sara, lead.id, of, "Wants a garden", { mentions: [manager, "nobody"] })).body.row?.version).toBe(3);
    expect((await rewrite(sara, lead.id, of, null)).body.row?.version).toBe(4);
    expect((await storyOf(world, lead.id)).map(({ data }) => data)).toEqual([
      { kind: "note", text: TEXT, mentions: [] },
      { kind: "rewritten", of, text: "Wants a garden", mentions: [manager] },
      { kind: "withdrawn", of },
    ]);
    const records = (await auditOf(world)).map(({ record, detail }) => [record.act, detail]);
    expect(records.slice(1)).toEqual([
      ["lead.note_rewritten", { entry: of }],
      ["lead.note_withdrawn", { entry: of }],
    ]);
  });

  it("once, however often it is sent; to what it reads already, nothing is written", async () => {
    const { world, lead, sara } = await scene();
    const of = await noted(world, lead, sara);
    const again = { mutation: uuidv7() };
    const told = [await rewrite(sara, lead.id, of, "b", again), await rewrite(sara, lead.id, of, "b", again)];
    told.push(await rewrite(sara, lead.id, of, "b"));
    expect(told.map(({ status, body }) => [status, body.row?.version])).toEqual(Array(3).fill([200, 3]));
    expect(await storyOf(world, lead.id)).toHaveLength(2);
  });

  it("ED1: whatever else happens to the lead meanwhile", async () => {
    const { world, lead, sara } = await scene();
    const of = await noted(world, lead, sara);
    const manager = await handOf(world, "manager");
    const told = await inBetween(
      () => note(manager, lead.id, "c"),
      () => rewrite(sara, lead.id, of, "b"),
    );
    expect([told.status, (await storyOf(world, lead.id)).map(({ data }) => data.kind)]).toEqual([200, ["note", "note", "rewritten"]]);
  });

  it("by nobody else, an owner neither: 403, and nothing is written", async () => {
    const { world, lead, sara } = await scene();
    const of = await noted(world, lead, sara);
    const before = await contentsOf(world);
    for (const who of ["owner", "manager"]) {
      const hand = await handOf(world, who);
      for (const text of ["b", null]) expect([who, (await rewrite(hand, lead.id, of, text)).status]).toEqual([who, 403]);
    }
    expect(await contentsOf(world)).toEqual(before);
  });

  it("not where it is not there: no note, an attempt's entry, a note of another lead, what it was rewritten by", async () => {
    const { world, lead, sara } = await scene();
    const other = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const elsewhere = await noted(world, other, sara);
    const of = await noted(world, lead, sara);
    await sara.attempt(lead.id, { text: "said hello" });
    await rewrite(sara, lead.id, of, "b");
    const [, attempt, rewritten] = await storyOf(world, lead.id);
    const before = await contentsOf(world);
    for (const id of [uuidv7(), "none", elsewhere, attempt?.id ?? "", rewritten?.id ?? ""])
      for (const text of ["c", null]) expect([id, (await rewrite(sara, lead.id, id, text)).status]).toEqual([id, 404]);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("not once it is taken back, also where that happens in between", async () => {
    const { world, lead, sara } = await scene();
    const [first, second] = [await noted(world, lead, sara, "a"), await noted(world, lead, sara, "b")];
    await rewrite(sara, lead.id, first, null);
    const told = [await rewrite(sara, lead.id, first, "c"), await rewrite(sara, lead.id, first, null)];
    told.push(
      await inBetween(
        () => rewrite(sara, lead.id, second, null),
        () => rewrite(sara, lead.id, second, "c"),
      ),
    );
    for (const { status, body } of told)
      expect([status, body.error]).toEqual([422, expect.objectContaining({ field: "note", why: "withdrawn" })]);
    expect((await storyOf(world, lead.id)).map(({ data }) => data.kind)).toEqual(["note", "note", "withdrawn", "withdrawn"]);
  });
});

describe("ED1: undo of notes", () => {
  const last = async (world: World, lead: StoredLead) => (await storyOf(world, lead.id)).at(-1)?.data;

  it("one that was added is told to be withdrawn", async () => {
    const { world, lead, sara } = await scene();
    const [id, own] = [uuidv7(), uuidv7()];
    const of = await noted(world, lead, sara, TEXT, id);
    expect((await sara.undo(id, { mutation: own })).body.row?.version).toBe(3);
    expect(await last(world, lead)).toEqual({ kind: "withdrawn", of });
    const logged = await shard.select().from(changeLog).where(eq(changeLog.mutation, own));
    expect(logged.map(({ fields }) => fields)).toEqual([["notes", "lastActivityAt"]]);
    const records = (await auditOf(world)).map(({ record, detail }) => [record.act, detail]);
    expect(records.at(-1)).toEqual(["lead.undone", { of: id, before: { entry: of }, after: { entry: null } }]);
    // Withdrawn already, there is nothing to set back.
    expect((await sara.undo(id)).status).toBe(409);
    expect((await sara.undo(own)).status).toBe(404);
  });

  it("one that was rewritten, or taken back, reads as it did, with whom it named", async () => {
    const { world, lead, sara } = await scene();
    const manager = personIn(world, "manager");
    const [id, gone] = [uuidv7(), uuidv7()];
    await note(sara, lead.id, "a", { mentions: [manager] });
    const of = (await storyOf(world, lead.id))[0]?.id ?? "";
    await rewrite(sara, lead.id, of, "b", { mutation: id });
    expect((await sara.undo(id)).status).toBe(200);
    expect(await last(world, lead)).toEqual({ kind: "rewritten", of, text: "a", mentions: [manager] });
    await rewrite(sara, lead.id, of, null, { mutation: gone });
    expect((await sara.undo(gone)).status).toBe(200);
    expect(await last(world, lead)).toEqual({ kind: "rewritten", of, text: "a", mentions: [manager] });
    expect((await rewrite(sara, lead.id, of, "c")).status).toBe(200);
  });

  it("where it was rewritten since it is refused with 409, and nothing is written", async () => {
    const { world, lead, sara } = await scene();
    const [added, first] = [uuidv7(), uuidv7()];
    const of = await noted(world, lead, sara, "a", added);
    await rewrite(sara, lead.id, of, "b", { mutation: first });
    await rewrite(sara, lead.id, of, "c");
    const before = await contentsOf(world);
    for (const id of [added, first]) expect([id, (await sara.undo(id)).status]).toEqual([id, 409]);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("by nobody else, not once the lead is out of sight; what it would be set back by holds no text of it", async () => {
    const { world, lead, sara } = await scene();
    const id = uuidv7();
    await noted(world, lead, sara, TEXT, id);
    const manager = await handOf(world, "manager");
    expect((await manager.undo(id)).status).toBe(404);
    await manager.assign(lead.id, personIn(world, "omar"), { version: 2 });
    expect((await sara.undo(id)).status).toBe(404);
    const [kept] = await shard.select().from(mutation).where(eq(mutation.id, id));
    expect(JSON.stringify(kept?.inverse)).not.toContain("villa");
  });
});

describe("ST1: a note of whoever had the lead before", () => {
  /** Taken from Sara, who wrote nothing yet, and given to Omar. */
  async function lost() {
    const here = await scene();
    const manager = await handOf(here.world, "owner");
    expect((await manager.assign(here.lead.id, personIn(here.world, "omar"))).status).toBe(200);
    return { ...here, manager, leave: (over = {}) => note(here.sara, here.lead.id, TEXT, { handover: true, ...over }) };
  }

  it("EV3, NT1, AU1: comes in once, tells whoever has it now, and its answer says nothing of the lead", async () => {
    const { world, lead, sara, leave } = await lost();
    const [mutationId, omar] = [uuidv7(), personIn(world, "omar")];
    const [told, again] = [await leave({ mutation: mutationId }), await leave({ mutation: mutationId })];
    expect([told.status, told.body.row, again.status, again.body.row]).toEqual([200, null, 200, null]);
    const notes = (await storyOf(world, lead.id)).filter(({ data }) => data.kind === "note");
    const data = { kind: "note", text: TEXT, mentions: [omar], handover: true };
    expect(notes.map((one) => [one.actor, one.data])).toEqual([[personIn(world, "sara"), data]]);
    expect((await noticesOf(world, "omar")).map(({ kind }) => kind)).toEqual(["assigned", "mention"]);
    // Whoever has it now is told at once, not when they next ask.
    const [logged] = await shard.select().from(changeLog).where(eq(changeLog.mutation, mutationId));
    expect(logged?.fields).toContain(namingField(omar));
    const record = (await auditOf(world)).at(-1);
    expect([record?.record.act, record?.detail]).toEqual(["lead.handed_over", { entry: notes[0]?.id, to: omar }]);
    // A second one is none of theirs any more, and nothing is taken back from another's lead.
    expect((await leave()).status).toBe(404);
    expect((await sara.send("POST", "undo", JSON.stringify({ mutation: uuidv7(), of: mutationId }))).status).toBe(404);
    expect((await note(sara, lead.id, TEXT)).status).toBe(404);
  });

  it("PM1: is nobody else's, nor theirs a day later, of an archived lead, or once somebody else had it too", async () => {
    const { world, lead, manager, leave } = await lost();
    const south = await handOf(world, "south");
    const before = await contentsOf(world);
    expect((await note(south, lead.id, TEXT, { handover: true })).status).toBe(404);
    expect((await note(await handOf(world, "eye"), lead.id, TEXT, { handover: true })).status).toBe(403);
    expect(await contentsOf(world)).toEqual(before);
    const day = sql`UPDATE assignment SET at = at - 86400001 WHERE workspace_id = ${world.id} AND lead_id = ${lead.id}`;
    const forth = sql`UPDATE assignment SET at = at + 86400001 WHERE workspace_id = ${world.id} AND lead_id = ${lead.id}`;
    await shard.run(day);
    expect((await leave()).status).toBe(404);
    await shard.run(forth);
    expect((await manager.assign(lead.id, null, { version: 2 })).status).toBe(200);
    expect((await leave()).status).toBe(404);
  });

  it("ED1: taken once more while it was on its way, it is for nobody of theirs", async () => {
    const { world, lead, sara } = await scene();
    const [omar, manager] = [personIn(world, "omar"), await handOf(world, "owner")];
    // Written here: a room that is told of it would ask in between too.
    const at = Date.now();
    const taken = { workspaceId: world.id, lead: lead.id, id: uuidv7(), at, from: lead.owner, to: omar, reason: lead.reason };
    await shard.insert(assignment).values(taken);
    await shard.update(leads).set({ owner: omar }).where(eq(leads.id, lead.id));
    const told = await inBetween(
      () => manager.assign(lead.id, personIn(world, "manager")),
      () => note(sara, lead.id, TEXT, { handover: true }),
    );
    expect(told.status).toBe(404);
    expect(await standingNotes(world, lead.id)).toEqual([]);
  });
});
