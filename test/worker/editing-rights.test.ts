import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
import { lead as leads, member, setup as setups } from "../../worker/store/schema/workspace.ts";
import { inBetween } from "../support/trips.ts";
import { handOf, type Told } from "../support/commands.ts";
import { archive, checkFound, edit, field, plantFound, plantSetup, storyOf } from "../support/edits.ts";
import { leadById, personIn, plantLead, type StoredLead } from "../support/leads.ts";
import { contentsOf } from "../support/records.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  admin: { role: "admin" as const },
  manager: { role: "manager" as const, teams: ["north"] },
  agent: { role: "agent" as const, teams: ["north"] },
  auditor: { role: "auditor" as const, teams: ["north"] },
  other: { role: "agent" as const, teams: ["north"] },
};
type Who = keyof typeof people;

type Subject = "own" | "team" | "elsewhere" | "unclaimed";
const SUBJECTS: Record<Subject, (world: World, who: string) => Partial<StoredLead>> = {
  own: (world, who) => ({ owner: personIn(world, who), team: null }),
  team: (world) => ({ owner: personIn(world, "other"), team: "north" }),
  elsewhere: (world) => ({ owner: personIn(world, "other"), team: "south" }),
  unclaimed: () => ({ owner: null, team: null }),
};

/** By the lead's place: own, one's team's, another team's, nobody's. */
const TABLE: readonly (readonly [Who, boolean, readonly [own: number, team: number, elsewhere: number, unclaimed: number]])[] = [
  ["owner", true, [200, 200, 200, 200]],
  ["admin", true, [200, 200, 200, 200]],
  ["manager", true, [200, 200, 404, 200]],
  ["agent", true, [200, 404, 404, 200]],
  ["agent", false, [200, 404, 404, 404]],
  ["auditor", true, [403, 403, 403, 403]],
];

describe("PM1: who edits, archives and restores which lead", () => {
  it.each(TABLE)("%s, unclaimed leads shown: %s: %j", async (who, agentsSeeUnclaimed, statuses) => {
    const world = await makeWorld({ people, settings: { agentsSeeUnclaimed } });
    const hand = await handOf(world, who);
    for (const [n, subject] of (["own", "team", "elsewhere", "unclaimed"] as const).entries()) {
      const lead = await plantLead(world, SUBJECTS[subject](world, who));
      const told: Told[] = [
        await edit(hand, lead.id, { city: "Dubai" }),
        await archive(hand, lead.id),
        await archive(hand, lead.id, false),
      ];
      expect([subject, told.map((one) => one.status)]).toEqual([subject, told.map(() => statuses[n])]);
      if (statuses[n] !== 200) expect(await leadById(lead.id)).toEqual(lead);
      else expect(await leadById(lead.id)).toMatchObject({ city: "Dubai", archivedAt: null, version: 4 });
    }
  });

  it("a foreign lead, a hidden one, one never given and no id at all get the same bytes", async () => {
    const [world, elsewhere] = [await makeWorld({ people }), await makeWorld({ people })];
    const foreign = await plantLead(elsewhere, { owner: personIn(elsewhere, "agent") });
    const hidden = await plantLead(world, { ...SUBJECTS.elsewhere(world, "agent"), archivedAt: 5 });
    const hand = await handOf(world, "agent");
    const told: Told[] = [];
    for (const id of [foreign.id, hidden.id, uuidv7(), "no-id"]) {
      told.push(await edit(hand, id, { city: "Dubai" }), await edit(hand, id, { custom: { nothing: 1 } }), await archive(hand, id));
    }
    expect(new Set(told.map((one) => `${one.status} ${one.text}`))).toEqual(
      new Set(['404 {"error":{"code":"not_found","request":"request-1"}}']),
    );
    expect(await leadById(foreign.id)).toEqual(foreign);
  });

  it("another lead's mutation is not one's way to its state", async () => {
    const world = await makeWorld({ people });
    const [one, two] = [await plantLead(world), await plantLead(world)];
    const hand = await handOf(world, "owner");
    const id = uuidv7();
    await edit(hand, one.id, { city: "Dubai" }, { mutation: id });
    for (const told of [await edit(hand, two.id, { city: "Dubai" }, { mutation: id }), await archive(hand, two.id, true, { mutation: id })])
      expect(told.status).toBe(404);
    // Of somebody else it is taken, and nothing is written.
    expect((await edit(await handOf(world, "admin"), two.id, { city: "Dubai" }, { mutation: id })).status).toBe(409);
    expect(await leadById(two.id)).toEqual(two);
  });
});

describe("PV2: what is kept from a role is not written by it either", () => {
  const masks = { phone: ["agent", "manager"] as ("agent" | "manager")[], email: [] };

  it.each<[string, Record<string, unknown>, number]>([
    ["a telephone", { phone: "050 123 4567" }, 403],
    ["an empty one", { phone: null }, 403],
    ["further ones, some of which are kept", { contacts: [] }, 403],
    ["together with something else", { city: "Dubai", phone: "050 123 4567" }, 403],
    ["an address, which is not kept", { email: "new@example.com" }, 200],
    ["anything else", { city: "Dubai" }, 200],
  ])("%s, by a manager: %i", async (_title, fields, status) => {
    const { world, lead } = await masked();
    const told = await edit(await handOf(world, "manager"), lead.id, fields);
    expect([told.status, status === 200 ? "" : told.error.code]).toEqual([status, status === 200 ? "" : "not_allowed"]);
    // Where it is a change, neither answer nor conflict tells what is kept.
    expect(told.text).not.toContain("+97150");
    if (status === 403) expect(await leadById(lead.id)).toEqual(lead);
  });

  it("nor over a telephone in a text of the workspace's own: they neither read nor replace it, while others do", async () => {
    const { world, lead } = await masked();
    await plantSetup(world, { fields: [field("a", "text"), field("b", "text")] });
    await edit(await handOf(world, "owner"), lead.id, { custom: { a: "ring 056 999 88 77", b: "by the sea" } });
    const manager = await handOf(world, "manager");
    const read = await manager.read(lead.id);
    expect([read.text.includes("999 88"), (read.body as { row?: LeadRow }).row?.custom]).toEqual([false, { a: "•••", b: "by the sea" }]);
    const told = await edit(manager, lead.id, { custom: { a: "ring later", b: "inland" } });
    expect([told.status, told.error.code, told.text.includes("999 88")]).toEqual([403, "not_allowed", false]);
    await edit(await handOf(world, "owner"), lead.id, { name: "Layla 056 999 88 77", tags: ["056 999 88 77"] });
    for (const fields of [{ name: "Layla" }, { tags: ["VIP"] }]) expect((await edit(manager, lead.id, fields)).status).toBe(403);
    expect((await edit(manager, lead.id, { custom: { b: "inland" } })).row?.custom).toEqual({ a: "•••", b: "inland" });
    expect((await leadById(lead.id)).custom).toEqual({ a: "ring 056 999 88 77", b: "inland" });
  });

  it("of their own leads they write it, and they take it back only while they see it", async () => {
    const { world, lead } = await masked();
    const [agent, owner, of] = [await handOf(world, "agent"), await handOf(world, "owner"), uuidv7()];
    expect((await edit(agent, lead.id, { phone: "055 111 2222" }, { mutation: of })).row?.phone).toBe("+971551112222");
    await owner.assign(lead.id, null, { version: 2 });
    expect((await agent.undo(of)).status).toBe(403);
    await owner.assign(lead.id, personIn(world, "other"), { version: 3 });
    expect((await agent.undo(of)).status).toBe(404);
    expect((await leadById(lead.id)).phone).toBe("+971551112222");
  });

  it("the story that their edit is told in keeps both values from them once the lead is not theirs", async () => {
    const { world, lead } = await masked();
    const [agent, manager] = [await handOf(world, "agent"), await handOf(world, "manager")];
    await edit(agent, lead.id, {
      phone: "055 111 2222",
      contacts: [{ kind: "phone", value: "056 333 4444", label: null }],
      city: "Dubai",
    });
    const read = await manager.read(lead.id);
    expect(read.text).not.toMatch(/\+9715/);
    const changes = (read.body as unknown as { timeline: { data: { changes: unknown[] } }[] }).timeline[0]?.data.changes;
    expect(changes).toEqual(
      expect.arrayContaining([
        { field: "phone", from: null, to: null },
        { field: "contacts", from: null, to: null },
        { field: "city", from: null, to: "Dubai" },
      ]),
    );
  });

  async function masked() {
    const world = await makeWorld({ people, settings: { masks } });
    return { world, lead: await plantFound(world, { owner: personIn(world, "agent"), team: "north" }) };
  }
});

describe("ED1: last write wins, and nothing is lost of it", () => {
  it("two edits of two fields at once both land", async () => {
    const { world, lead, one, two } = await both();
    const told = await Promise.all([
      edit(one, lead.id, { city: "Dubai", custom: { a: "1" } }),
      edit(two, lead.id, { company: "Palm", custom: { b: "2" } }),
      edit(one, lead.id, { tags: ["VIP"] }),
      two.stage(lead.id, "visit"),
    ]);
    expect(told.slice(0, 3).map((each) => each.status)).toEqual([200, 200, 200]);
    expect(await leadById(lead.id)).toMatchObject({ city: "Dubai", company: "Palm", tags: ["VIP"], custom: { a: "1", b: "2" } });
    await checkFound(world);
  });

  it("of one field the last one stands, and the story has every value", async () => {
    const { world, lead, one, two } = await both();
    const cities = ["Dubai", "Sharjah", "Ajman"];
    const told = await Promise.all(cities.map((city, n) => edit(n % 2 === 0 ? one : two, lead.id, { city })));
    expect(told.map((each) => each.status)).toEqual([200, 200, 200]);
    const changes = (await storyOf(lead.id)).flatMap(({ data }) => (data.kind === "fields" ? data.changes : []));
    expect(new Set(changes.map((change) => change.to))).toEqual(new Set(cities));
    // Each one began where the one before ended.
    expect(changes.map((change) => change.from)).toEqual([null, ...changes.slice(0, -1).map((change) => change.to)]);
    expect((await leadById(lead.id)).city).toBe(changes.at(-1)?.to);
    await checkFound(world);
  });

  it("a field that became filterable, or was retired, between reading and writing is decided anew", async () => {
    const { world, lead, one } = await both();
    const filterable = () => plantSetup(world, { version: 1, fields: [field("a", "text", { filterable: true })] });
    expect((await inBetween(filterable, () => edit(one, lead.id, { custom: { a: "x" } }))).status).toBe(200);
    await checkFound(world);
    const retired = () => plantSetup(world, { version: 2, fields: [field("a", "text", { retired: true })] });
    const told = await inBetween(retired, () => edit(one, lead.id, { custom: { a: "y" } }));
    expect([told.status, told.error.field]).toEqual([422, "custom:a"]);
    const [row] = await shard.select().from(setups).where(eq(setups.workspaceId, world.id));
    expect(row?.version).toBe(3);
  });

  it.each<[string, (world: World, lead: string) => Promise<unknown>, number]>([
    ["the person was removed", (world) => changeMember(world, { status: "removed" }), 409],
    ["their team was taken", (world) => changeMember(world, { teams: ["south"] }), 409],
    ["the lead was archived", (_world, id) => shard.update(leads).set({ archivedAt: 5, version: 2 }).where(eq(leads.id, id)), 422],
  ])("between reading and writing %s: nothing is written", async (_title, work, status) => {
    const { world, lead, one } = await both();
    const told = await inBetween(
      () => work(world, lead.id),
      () => edit(one, lead.id, { city: "Dubai" }),
    );
    expect([told.status, (await leadById(lead.id)).city]).toEqual([status, null]);
  });

  async function both() {
    const world = await makeWorld({ people });
    await plantSetup(world, { fields: [field("a", "text"), field("b", "text")] });
    const lead = await plantFound(world, { owner: personIn(world, "other"), team: "north" });
    return { world, lead, one: await handOf(world, "manager"), two: await handOf(world, "owner") };
  }

  const changeMember = (world: World, set: Partial<typeof member.$inferInsert>) =>
    shard
      .update(member)
      .set(set)
      .where(and(eq(member.workspaceId, world.id), eq(member.personId, personIn(world, "manager"))));
});

describe("EV1: an edit is one batch", () => {
  let world: World;
  let restore: (() => Promise<unknown>) | null = null;
  beforeAll(async () => {
    world = await makeWorld({ people });
  });
  afterEach(async () => {
    await restore?.();
    restore = null;
    vi.restoreAllMocks();
  });

  it.each(["mutation", "lead", "lead_search", "lead_value", "identity", "timeline", "change_log", "audit", "audit_detail"])(
    "where %s refuses the row, nothing at all is written",
    async (table) => {
      const lead = await plantFound(world, { owner: personIn(world, "agent"), phone: null, email: null });
      const before = await contentsOf(world);
      const database = testEnv.WORKSPACE_DB_1;
      const on = ["lead", "lead_search"].includes(table) ? "UPDATE" : "INSERT";
      await database.exec(`CREATE TRIGGER refuse BEFORE ${on} ON ${table} BEGIN SELECT RAISE(ABORT, 'the disk says no'); END`);
      restore = () => database.exec("DROP TRIGGER refuse");
      vi.spyOn(console, "error").mockReturnValue();
      const told = await edit(await handOf(world, "agent"), lead.id, { phone: `055 111 22${lead.n % 10}0`, tags: ["VIP"] });
      expect(told.status).toBe(500);
      expect(await contentsOf(world)).toEqual(before);
    },
  );
});
