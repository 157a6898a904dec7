import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { readSince } from "../../worker/store/log.ts";
import { frameFor } from "../../party/frames.ts";
import type { Actor } from "../../domain/rights.ts";
import { handOf } from "../support/commands.ts";
import { archive, edit, logOf, plantFound, storyOf } from "../support/edits.ts";
import { leadById, personIn } from "../support/leads.ts";
import { auditOf, checkKept, stateOf } from "../support/records.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  sara: { role: "agent" as const, teams: ["north"] },
  omar: { role: "agent" as const, teams: ["north"] },
};

async function scene(over: Parameters<typeof plantFound>[1] = {}) {
  const world = await makeWorld({ people });
  const lead = await plantFound(world, { owner: personIn(world, "sara"), team: "north", ...over });
  return { world, lead, hand: await handOf(world, "sara") };
}

/** What each is sent of everything that happened after a position. */
async function sent(world: World, who: keyof typeof people, from: number) {
  const { role, teams } = world.people[who] ?? { role: "agent", teams: [] };
  const actor: Actor = { person: personIn(world, who), workspace: world.id, role, teams, rights: [], agentsSeeUnclaimed: true, masked: [] };
  const { upserts, removals } = frameFor(actor, await readSince(shard, world.id, from));
  return [...upserts.map((one) => one.row.id), ...removals.map((one) => `${one.why} ${one.id}`)];
}

describe("EV3: a lead is taken out of every list, and brought back into them", () => {
  it("log, audit, story, counts and frames say so both ways", async () => {
    const { world, lead, hand } = await scene();
    const [first, second] = [uuidv7(), uuidv7()];
    const told = await archive(hand, lead.id, true, { mutation: first });
    const at = (await leadById(lead.id)).archivedAt;
    expect([told.status, told.row?.archivedAt, told.row?.version]).toEqual([200, at, 2]);
    expect(at).toBeGreaterThan(0);
    const seq = told.body.position?.seq ?? 0;
    expect([await sent(world, "sara", seq - 1), await sent(world, "owner", seq - 1), await sent(world, "omar", seq - 1)]).toEqual([
      [`archived ${lead.id}`],
      [`archived ${lead.id}`],
      [],
    ]);
    await checkKept(world);

    const back = await archive(hand, lead.id, false, { mutation: second });
    expect([back.status, back.row?.archivedAt, back.row?.version]).toEqual([200, undefined, 3]);
    expect([await sent(world, "sara", seq), await sent(world, "owner", seq), await sent(world, "omar", seq)]).toEqual([
      [lead.id],
      [lead.id],
      [],
    ]);
    await checkKept(world);

    expect((await storyOf(lead.id)).map(({ actor, data }) => [actor, data])).toEqual([
      [personIn(world, "sara"), { kind: "archived", on: true }],
      [personIn(world, "sara"), { kind: "archived", on: false }],
    ]);
    expect((await auditOf(world)).map(({ record, detail }) => [record.act, record.subject, detail])).toEqual([
      ["lead.archived", lead.id, {}],
      ["lead.restored", lead.id, {}],
    ]);
    expect((await logOf(world)).map((one) => [one.mutation, one.before?.archived, one.after?.archived])).toEqual([
      [first, false, true],
      [second, true, false],
    ]);
  });

  it("an archived lead is in no list and read as before by whoever could see it", async () => {
    const { lead, hand } = await scene();
    await archive(hand, lead.id);
    const listed = JSON.parse((await hand.send("GET", "leads?limit=50")).text) as { rows: { id: string }[] };
    expect(listed.rows.map((row) => row.id)).not.toContain(lead.id);
    const read = await hand.read(lead.id);
    expect([read.status, (read.body.row as { id?: string } | undefined)?.id]).toEqual([200, lead.id]);
  });

  it("one that is there already stays as it is; sent twice it happens once", async () => {
    const { world, lead, hand } = await scene();
    const id = uuidv7();
    await archive(hand, lead.id, true, { mutation: id });
    const before = await stateOf(world);
    for (const told of [await archive(hand, lead.id, true, { mutation: id }), await archive(hand, lead.id, true)])
      expect([told.status, told.row?.version]).toEqual([200, 2]);
    expect(await stateOf(world)).toEqual(before);
    await archive(hand, lead.id, false);
    // What was archived once is not archived again by its own repeat.
    expect((await archive(hand, lead.id, true, { mutation: id })).row?.archivedAt).toBeUndefined();
  });

  it("ED1: undone only while it is the same archiving: what somebody else archived anew stays", async () => {
    const { lead, hand, world } = await scene();
    const [owner, of] = [await handOf(world, "owner"), uuidv7()];
    await archive(hand, lead.id, true, { mutation: of });
    await archive(owner, lead.id, false);
    await archive(owner, lead.id);
    expect((await hand.undo(of)).status).toBe(409);
    expect((await leadById(lead.id)).archivedAt).not.toBeNull();
  });

  it("it happens whatever else happens to the lead meanwhile", async () => {
    const { world, lead, hand } = await scene();
    const told = await Promise.all([archive(hand, lead.id), edit(hand, lead.id, { city: "Dubai" })]);
    expect(told[0].status).toBe(200);
    expect([200, 422]).toContain(told[1].status);
    expect((await leadById(lead.id)).archivedAt).not.toBeNull();
    await checkKept(world);
  });

  it.each([
    ["no flag", {}],
    ["a flag that is none", { archived: "yes" }],
  ])("refused: %s", async (_title, body) => {
    const { lead, hand } = await scene();
    const told = await hand.send("PUT", `leads/${lead.id}/archived`, JSON.stringify({ mutation: uuidv7(), ...body }));
    expect([told.status, told.body.error?.fields]).toEqual([422, ["archived"]]);
  });
});

describe("ED1: undo of archiving and of restoring", () => {
  it("brings it back, and puts it away again; not once somebody did so meanwhile", async () => {
    const { world, lead, hand } = await scene({ stage: DEFAULT_SETUP.stages[0]?.id ?? "new" });
    const [away, back] = [uuidv7(), uuidv7()];
    await archive(hand, lead.id, true, { mutation: away });
    expect((await hand.undo(away)).body.row?.archivedAt).toBeUndefined();
    expect((await leadById(lead.id)).archivedAt).toBeNull();
    await archive(hand, lead.id, true);
    await archive(hand, lead.id, false, { mutation: back });
    expect((await hand.undo(away)).status).toBe(409);
    expect((await hand.undo(back)).status).toBe(200);
    expect((await leadById(lead.id)).archivedAt).not.toBeNull();
    const undone = (await auditOf(world)).filter((one) => one.record.act === "lead.undone");
    expect(undone.map((one) => one.detail)).toEqual([
      { of: away, before: { archived: true }, after: { archived: false } },
      { of: back, before: { archived: false }, after: { archived: true } },
    ]);
    await checkKept(world);
  });
});
