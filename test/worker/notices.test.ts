import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it, vi } from "vitest";
import { NOTICES_PAGE, UNREAD_MOST } from "../../domain/notice.ts";
import { form, lead, notice } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { deliver } from "../support/deliver.ts";
import { answers, create } from "../support/intake.ts";
import { leadsOf, personIn, plantLead } from "../support/leads.ts";
import { noticesOf, plantNotice, readNotices } from "../support/notices.ts";
import { note, rewrite, storyOf } from "../support/story.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

async function scene(over: Parameters<typeof makeWorld>[0] = {}) {
  const people = {
    manager: { role: "manager", teams: ["team"] },
    sara: { role: "agent", teams: ["team"] },
    omar: { role: "agent", teams: ["team"] },
  } as const;
  const world = await makeWorld({ people, ...over });
  const [manager, sara, omar] = await Promise.all(["manager", "sara", "omar"].map((who) => handOf(world, who)));
  if (manager === undefined || sara === undefined || omar === undefined) throw new Error("somebody is missing");
  return { world, manager, sara, omar };
}

const kindsOf = async (world: World, who: string) => (await noticesOf(world, who)).map((one) => one.kind);

describe("NT1: who is told that a lead is theirs, or is no longer", () => {
  it("whoever is given one is told, and whoever had it; nobody what they did themselves", async () => {
    const { world, manager, sara } = await scene();
    const { id } = await plantLead(world, { team: "team" });
    const [me, omar] = [personIn(world, "sara"), personIn(world, "omar")];
    expect((await sara.assign(id, me)).status).toBe(200);
    expect([await kindsOf(world, "sara"), await kindsOf(world, "omar")]).toEqual([[], []]);
    expect((await manager.assign(id, omar, { version: 2 })).status).toBe(200);
    const by = personIn(world, "manager");
    expect(await noticesOf(world, "sara")).toMatchObject([{ kind: "taken", lead: id, data: { by }, readAt: null, sentAt: null }]);
    expect(await noticesOf(world, "omar")).toMatchObject([{ kind: "assigned", lead: id, data: { by } }]);
    expect(await kindsOf(world, "manager")).toEqual([]);
  });

  it("once, however often the command is sent; and not at all where it is refused", async () => {
    const { world, manager } = await scene();
    const { id } = await plantLead(world, { team: "team" });
    const [omar, mutation] = [personIn(world, "omar"), uuidv7()];
    for (let n = 0; n < 3; n++) await manager.assign(id, omar, { mutation });
    expect((await manager.assign(id, personIn(world, "sara"), { version: 1 })).status).toBe(409);
    expect([await kindsOf(world, "omar"), await kindsOf(world, "sara")]).toEqual([["assigned"], []]);
  });

  it("an undo tells whoever loses it by that, and whoever has it again", async () => {
    const { world, manager } = await scene();
    const { id } = await plantLead(world, { team: "team", owner: personIn(world, "sara") });
    const mutation = uuidv7();
    await manager.assign(id, personIn(world, "omar"), { mutation });
    expect((await manager.undo(mutation)).status).toBe(200);
    expect([await kindsOf(world, "omar"), await kindsOf(world, "sara")]).toEqual([
      ["assigned", "taken"],
      ["taken", "assigned"],
    ]);
  });

  it("by routing, in the batch that stores the lead: a lead that came twice tells once", async () => {
    const { world } = await scene({
      people: { sara: { role: "agent", teams: ["north"] }, manager: { role: "manager" }, omar: { role: "agent" } },
      rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
    });
    const told = await create(world, 1, { leads: [answers("Noor", "+971501112233", "noor@example.com")] });
    await deliver(told);
    await vi.waitUntil(async () => (await leadsOf(world)).length === 1, 10_000);
    await deliver(told);
    const [stored] = await leadsOf(world);
    expect(await noticesOf(world, "sara")).toMatchObject([{ kind: "assigned", lead: stored?.id, data: {} }]);
  });

  it("added by hand for somebody else tells them, and oneself not", async () => {
    const { world, manager } = await scene();
    const add = (name: string, owner: string) =>
      manager.send("POST", "leads", JSON.stringify({ mutation: uuidv7(), id: uuidv7(), fields: { name }, source: "hand", owner }));
    expect((await add("Noor Haddad", personIn(world, "sara"))).status).toBe(200);
    expect((await add("Rami Said", personIn(world, "manager"))).status).toBe(200);
    expect([await kindsOf(world, "sara"), await kindsOf(world, "manager")]).toEqual([["assigned"], []]);
  });
});

describe("NT1: who is told of a note", () => {
  it("those whom it names and who see the lead; its author not, and nobody again when it is rewritten", async () => {
    const { world, manager } = await scene();
    const [sara, omar, self] = ["sara", "omar", "manager"].map((who) => personIn(world, who));
    const { id } = await plantLead(world, { team: "team", owner: sara ?? "" });
    // Omar does not see what is Sara's.
    await note(manager, id, "Call @Sara", { mentions: [sara, omar, self] });
    const [first] = await storyOf(world, id);
    const entry = first?.id ?? "";
    expect(await noticesOf(world, "sara")).toMatchObject([{ kind: "mention", lead: id, data: { by: self, entry } }]);
    expect([await kindsOf(world, "omar"), await kindsOf(world, "manager")]).toEqual([[], []]);
    await rewrite(manager, id, entry, "Call @Sara today", { mentions: [sara] });
    await rewrite(manager, id, entry, null);
    expect(await kindsOf(world, "sara")).toEqual(["mention"]);
  });

  it("whoever is named when it is rewritten is told then", async () => {
    const { world, manager } = await scene();
    const sara = personIn(world, "sara");
    const { id } = await plantLead(world, { team: "team", owner: sara });
    await note(manager, id, "Call them");
    const [first] = await storyOf(world, id);
    await rewrite(manager, id, first?.id ?? "", "Call them, @Sara", { mentions: [sara] });
    expect(await kindsOf(world, "sara")).toEqual(["mention"]);
  });
});

describe("NT1, PV2: reading one's notices", () => {
  it("each with its lead as it is now; out of sight, it says only that", async () => {
    const { world, manager, sara } = await scene({ settings: { agentsSeeUnclaimed: false } });
    const of = { workspaceId: world.id, id: "form-1", page: "p", name: "Villas Q4", questions: [], checkboxes: [], readAt: 0 };
    await shard.insert(form).values(of);
    const { id } = await plantLead(world, { team: "team", form: "form-1" });
    await manager.assign(id, personIn(world, "sara"));
    await shard.update(lead).set({ name: "Layla Said" }).where(eq(lead.id, id));
    const before = await readNotices(sara);
    expect(before).toMatchObject({ unread: 1, next: null });
    expect(before.notices).toMatchObject([
      { kind: "assigned", lead: { id, name: "Layla Said", form: "Villas Q4" }, by: personIn(world, "manager"), read: false },
    ]);
    await manager.assign(id, personIn(world, "omar"), { version: 2 });
    const after = await readNotices(sara);
    expect(after.notices.map(({ kind, lead: seen, by, entry }) => ({ kind, seen, by, entry }))).toEqual([
      { kind: "taken", seen: null, by: null, entry: null },
      { kind: "assigned", seen: null, by: null, entry: null },
    ]);
    expect(JSON.stringify(after)).not.toContain("Layla");
  });

  it("holds no telephone, address or name at rest", async () => {
    const { world, manager } = await scene();
    const { id } = await plantLead(world, { team: "team" });
    await manager.assign(id, personIn(world, "sara"));
    await note(manager, id, "Their number is +971501234567", { mentions: [personIn(world, "sara")] });
    const kept = JSON.stringify(await noticesOf(world, "sara"));
    for (const secret of ["501234567", "layla", "Layla", "number"]) expect(kept).not.toContain(secret);
  });

  it("in pages, the newest first, each once", async () => {
    const { world, sara } = await scene();
    const made: string[] = [];
    for (let n = 0; n < NOTICES_PAGE + 3; n++) made.push((await plantNotice(world, "sara")).id);
    const first = await readNotices(sara);
    expect([first.notices.length, first.unread]).toEqual([NOTICES_PAGE, NOTICES_PAGE + 3]);
    const second = await readNotices(sara, first.next ?? "");
    expect(second.next).toBeNull();
    expect([...first.notices, ...second.notices].map((one) => one.id)).toEqual(made.toReversed());
  });

  it("unread ones are counted so far and no further, here and at the start", async () => {
    const { world, sara } = await scene();
    const rows = Array.from({ length: UNREAD_MOST + 5 }, () => uuidv7());
    await testEnv.WORKSPACE_DB_1.prepare(
      `INSERT INTO notice (workspace_id, person_id, id, at, kind, lead_id, data) SELECT ?1, ?2, value, 0, 'taken', 'x', '{}' FROM json_each(?3)`,
    )
      .bind(world.id, personIn(world, "sara"), JSON.stringify(rows))
      .run();
    expect((await readNotices(sara)).unread).toBe(UNREAD_MOST);
    expect(JSON.parse((await sara.send("GET", "boot")).text)).toMatchObject({ unread: UNREAD_MOST });
  });
});

describe("NT1: what was read", () => {
  const read = async (hand: Awaited<ReturnType<typeof handOf>>, body: unknown) => {
    const told = await hand.send("POST", "notices/read", JSON.stringify(body));
    return { status: told.status, unread: (JSON.parse(told.text) as { unread?: number }).unread };
  };

  const marking = async (hand: Awaited<ReturnType<typeof handOf>>, body: unknown) =>
    (JSON.parse((await hand.send("POST", "notices/read", JSON.stringify(body))).text) as { at: number }).at;
  const unread = async (hand: Awaited<ReturnType<typeof handOf>>, body: unknown) => {
    const told = await hand.send("POST", "notices/unread", JSON.stringify(body));
    const { unread: left, changed } = JSON.parse(told.text) as { unread?: number; changed?: number };
    return { status: told.status, unread: left, changed };
  };
  /** Two markings are told apart by when they were. */
  const apart = () => new Promise((resolve) => setTimeout(resolve, 5));

  it("some, or all, or all up to one; read twice is read once, and read is pushed no more", async () => {
    const { world, sara } = await scene();
    const [one, two, three] = [await plantNotice(world, "sara"), await plantNotice(world, "sara"), await plantNotice(world, "sara")];
    expect(await read(sara, { ids: [one.id] })).toEqual({ status: 200, unread: 2 });
    const [first] = await noticesOf(world, "sara");
    expect(first).toMatchObject({ sendAt: null, sentAt: null });
    expect(await read(sara, { all: true, upTo: two.id })).toEqual({ status: 200, unread: 1 });
    expect((await noticesOf(world, "sara"))[0]?.readAt).toBe(first?.readAt);
    expect((await readNotices(sara)).notices.map(({ id, read: was }) => [id, was])).toEqual([
      [three.id, false],
      [two.id, true],
      [one.id, true],
    ]);
    expect(await read(sara, { all: true })).toEqual({ status: 200, unread: 0 });
  });

  it("nobody reads or marks another's, of the same workspace or of another", async () => {
    const [here, there] = [await scene(), await scene()];
    const [omars, theirs] = [await plantNotice(here.world, "omar"), await plantNotice(there.world, "sara")];
    expect(await read(here.sara, { ids: [omars.id, theirs.id] })).toEqual({ status: 200, unread: 0 });
    expect(await read(here.sara, { all: true })).toEqual({ status: 200, unread: 0 });
    expect((await readNotices(here.sara)).notices).toEqual([]);
    const rows = [...(await noticesOf(here.world, "omar")), ...(await noticesOf(there.world, "sara"))];
    expect(rows.map((row) => row.readAt)).toEqual([null, null]);
  });

  it("ED1: exactly what one marking made read is unread again, once however often it is asked, and pushed no more", async () => {
    const { world, sara } = await scene();
    const [before, one, two] = [await plantNotice(world, "sara"), await plantNotice(world, "sara"), await plantNotice(world, "sara")];
    await marking(sara, { ids: [before.id] });
    await apart();
    const all = await marking(sara, { all: true });
    for (const changed of [2, 0]) expect(await unread(sara, { at: all })).toEqual({ status: 200, unread: 2, changed });
    expect((await noticesOf(world, "sara")).map(({ readAt, sendAt }) => [readAt !== null, sendAt])).toEqual([
      [true, null],
      [false, null],
      [false, null],
    ]);
    const first = await marking(sara, { ids: [one.id] });
    expect(await unread(sara, { at: first, ids: [two.id] })).toEqual({ status: 200, unread: 1, changed: 0 });
    expect(await unread(sara, { at: first, ids: [one.id] })).toEqual({ status: 200, unread: 2, changed: 1 });
  });

  it("ED1: not what was read again since, nor what had been read already", async () => {
    const { world, sara } = await scene();
    const one = await plantNotice(world, "sara");
    const first = await marking(sara, { ids: [one.id] });
    await apart();
    const second = await marking(sara, { ids: [one.id] });
    expect(await unread(sara, { at: second, ids: [one.id] })).toEqual({ status: 200, unread: 0, changed: 0 });
    expect(await unread(sara, { at: first })).toEqual({ status: 200, unread: 1, changed: 1 });
    await apart();
    await marking(sara, { all: true });
    expect(await unread(sara, { at: first, ids: [one.id] })).toEqual({ status: 200, unread: 0, changed: 0 });
  });

  it("nobody makes another's unread, of the same workspace or of another", async () => {
    const [here, there] = [await scene(), await scene()];
    const at = 1_700_000_000_000;
    const [omars, theirs] = [
      await plantNotice(here.world, "omar", { readAt: at, sendAt: null }),
      await plantNotice(there.world, "sara", { readAt: at, sendAt: null }),
    ];
    for (const body of [{ at }, { at, ids: [omars.id, theirs.id] }])
      expect(await unread(here.sara, body)).toEqual({ status: 200, unread: 0, changed: 0 });
    const rows = [...(await noticesOf(here.world, "omar")), ...(await noticesOf(there.world, "sara"))];
    expect(rows.map((row) => row.readAt)).toEqual([at, at]);
  });

  it.each([{}, { at: null }, { at: "1" }, { at: 1, ids: [] }, { at: 1, all: true }])("makes nothing unread by %j", async (body) => {
    const { sara } = await scene();
    expect((await unread(sara, body)).status).toBe(422);
  });

  it.each([{}, { ids: [] }, { ids: ["x"] }, { all: "yes" }])("refuses %j", async (body) => {
    const { sara } = await scene();
    expect((await read(sara, body)).status).toBe(422);
  });

  it("a lead that is gone leaves its notice without it", async () => {
    const { world, sara } = await scene();
    const { id } = await plantLead(world, { team: "team", owner: personIn(world, "sara") });
    await plantNotice(world, "sara", { lead: id });
    await shard.delete(lead).where(eq(lead.id, id));
    expect((await readNotices(sara)).notices).toMatchObject([{ lead: null }]);
    expect(await shard.select().from(notice).where(eq(notice.lead, id))).toHaveLength(1);
  });
});
