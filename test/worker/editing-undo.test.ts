import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { identity, lead as leads, mutation, submission, timeline } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { checkFound, edit, field, identitiesOf, logOf, plantFound, plantSetup, plantTombstone, storyOf } from "../support/edits.ts";
import { leadById, personIn } from "../support/leads.ts";
import { auditOf, checkKept, contentsOf } from "../support/records.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  sara: { role: "agent" as const, teams: ["north"] },
  manager: { role: "manager" as const, teams: ["north"] },
};
const FIELDS = [
  field("budget", "number", { filterable: true }),
  field("kind", "choice", { filterable: true, options: [{ id: "villa", name: "Villa" }] }),
  field("note", "text"),
];

async function scene(over: Parameters<typeof plantFound>[1] = {}) {
  const world = await makeWorld({ people });
  await plantSetup(world, { fields: FIELDS });
  const lead = await plantFound(world, { owner: personIn(world, "sara"), team: "north", ...over });
  return { world, lead, hand: await handOf(world, "sara") };
}

describe("ED1: whom a lead is known again by", () => {
  const identities = async (world: World) => {
    const rows = await shard.select().from(identity).where(eq(identity.workspaceId, world.id));
    return rows.map((row) => `${row.lead} ${row.value}${row.claims ? " claims" : ""}`).sort();
  };

  it("a new telephone becomes an identity with a claim, and one that no form brought goes", async () => {
    const { lead, hand } = await scene();
    await edit(hand, lead.id, { phone: "055 111 2222", contacts: [{ kind: "email", value: "work@example.com", label: null }] });
    expect(await identitiesOf(lead.id)).toEqual([
      "email layla@example.com claims",
      "email work@example.com claims",
      "phone +971551112222 claims",
    ]);
  });

  it("one that came with a form stays, for the same person may come with it again", async () => {
    const { world, lead, hand } = await scene();
    const answers = [{ key: "phone_number", label: "Phone", type: "PHONE", values: ["050 1234567"], shown: ["050 1234567"] }];
    const form = { source: `meta:${lead.n}`, id: uuidv7(), lead: lead.id, organic: false, via: "webhook" as const, answers, consents: [] };
    await shard.insert(submission).values({ workspaceId: world.id, ...form, submittedAt: 1, receivedAt: 1 });
    await edit(hand, lead.id, { phone: null, email: null });
    expect(await leadById(lead.id)).toMatchObject({ phone: null, email: null });
    expect(await identitiesOf(lead.id)).toEqual(["phone +971501234567 claims"]);
  });

  it("where another lead claims it, that one keeps it, and this one may be the same person", async () => {
    const { world, lead, hand } = await scene();
    const hidden = { name: "Hidden Haddad", owner: personIn(world, "manager") };
    const other = await plantFound(world, { phone: "+971551112222", email: null, ...hidden });
    const told = await edit(hand, lead.id, { phone: "055 111 2222" });
    expect([told.status, told.row?.twin, (await leadById(lead.id)).sameAs]).toEqual([200, true, other.id]);
    expect(told.text).not.toContain(other.id);
    expect(await identitiesOf(lead.id)).toEqual(["email layla@example.com claims", "phone +971551112222"]);
    expect(await identitiesOf(other.id)).toEqual(["phone +971551112222 claims"]);
    // Nothing of a lead that she may not see but what a row says anyway.
    const read = await hand.read(lead.id);
    expect([(read.body as { sameAs?: unknown }).sameAs, `${told.text}${read.text}`.includes(other.name)]).toEqual([null, false]);
    expect((await logOf(world)).at(-1)?.fields).toContain("sameAs");
  });

  it("whom it may be the same person as already stays", async () => {
    const first = uuidv7();
    const { world, lead, hand } = await scene({ sameAs: first });
    await plantFound(world, { phone: "+971551112222", email: null });
    expect((await edit(hand, lead.id, { phone: "055 111 2222" })).row?.twin).toBe(true);
    expect((await leadById(lead.id)).sameAs).toBe(first);
  });

  it("a telephone that was mistyped and is corrected makes it the same person no more, until that is undone", async () => {
    const { world, lead, hand } = await scene();
    const other = await plantFound(world, { phone: "+971551112222", email: null });
    await edit(hand, lead.id, { phone: "055 111 2222", company: "Palm" });
    expect((await edit(hand, lead.id, { city: "Dubai", company: null })).row?.twin).toBe(true);
    expect((await leadById(lead.id)).sameAs).toBe(other.id);
    const of = uuidv7();
    const told = await edit(hand, lead.id, { phone: "055 111 2223" }, { mutation: of });
    expect([told.status, told.row?.twin, (await leadById(lead.id)).sameAs]).toEqual([200, undefined, null]);
    expect((await hand.undo(of)).body.row?.twin).toBe(true);
    expect((await leadById(lead.id)).sameAs).toBe(other.id);
  });

  it("it stays the same person while it has something of theirs, and becomes another's where it has theirs by now", async () => {
    const { world, lead, hand } = await scene();
    const other = await plantFound(world, { phone: "+971551112222", email: "other@example.com" });
    const third = await plantFound(world, { phone: "+971553334444", email: null });
    await edit(hand, lead.id, { phone: "055 111 2222", email: "other@example.com" });
    expect((await edit(hand, lead.id, { phone: "055 999 8888" })).row?.twin).toBe(true);
    expect((await leadById(lead.id)).sameAs).toBe(other.id);
    expect((await edit(hand, lead.id, { phone: "055 333 4444", email: null })).row?.twin).toBe(true);
    expect((await leadById(lead.id)).sameAs).toBe(third.id);
  });

  it("what a lead claimed and is known by no more another one claims that has it, until that is undone", async () => {
    const { world, lead, hand } = await scene();
    const twin = await plantFound(world, { phone: lead.phone, email: null });
    const of = uuidv7();
    await edit(hand, lead.id, { phone: "055 111 2222" }, { mutation: of });
    expect(await identitiesOf(twin.id)).toEqual(["phone +971501234567 claims"]);
    expect((await hand.undo(of)).status).toBe(200);
    expect([await identitiesOf(lead.id), await identitiesOf(twin.id)]).toEqual([
      ["email layla@example.com claims", "phone +971501234567 claims"],
      ["phone +971501234567"],
    ]);
  });

  it("marks of direction that came with an address are no part of it", async () => {
    const { lead, hand } = await scene();
    expect((await edit(hand, lead.id, { email: "\u200fNoor@example.com\u200e" })).row?.email).toBe("noor@example.com");
    expect(await identitiesOf(lead.id)).toContain("email noor@example.com claims");
  });

  it("what is no telephone is kept as it was typed, and makes nobody known", async () => {
    const { lead, hand } = await scene();
    expect((await edit(hand, lead.id, { phone: "ask his wife" })).row?.phone).toBe("ask his wife");
    expect(await identitiesOf(lead.id)).toEqual(["email layla@example.com claims"]);
  });

  it("a test lead is nobody's identity", async () => {
    const { world, lead, hand } = await scene({ isTest: true });
    await shard.delete(identity).where(eq(identity.workspaceId, world.id));
    await edit(hand, lead.id, { phone: "055 111 2222" });
    expect(await identities(world)).toEqual([]);
  });

  it("two leads given one telephone at once: one claims it, and each of both edits happens", async () => {
    const { world, lead, hand } = await scene();
    const other = await plantFound(world, { phone: null, email: null, owner: personIn(world, "sara") });
    const told = await Promise.all([lead, other].map((one) => edit(hand, one.id, { phone: "055 111 2222" })));
    expect(told.map((one) => one.status)).toEqual([200, 200]);
    const claims = (await identities(world)).filter((one) => one.includes("+971551112222"));
    expect([claims.length, claims.filter((one) => one.endsWith("claims")).length]).toEqual([2, 1]);
    const twins = [await leadById(lead.id), await leadById(other.id)].filter((one) => one.sameAs !== null);
    expect(twins).toHaveLength(1);
  });

  it("PV1: who asked never to be known again is not typed in either", async () => {
    const { world, lead, hand } = await scene();
    await plantTombstone(world, "+971551112222");
    await plantTombstone(world, "+971553334444", { neverAgain: false });
    const before = await contentsOf(world);
    const told = await edit(hand, lead.id, { phone: "055 111 2222" });
    expect([told.status, told.error]).toEqual([422, { code: "invalid_input", field: "phone", why: "erased" }]);
    expect(await contentsOf(world)).toEqual(before);
    expect((await edit(hand, lead.id, { phone: "055 333 4444" })).status).toBe(200);
  });
});

describe("PV1: undo of an edit brings nobody back", () => {
  it.each([
    ["who was erased since", { neverAgain: false }],
    ["who asked never to be known again", { erasedAt: 1 }],
  ])("%s: nothing is written", async (_title, over) => {
    const { world, lead, hand } = await scene();
    const of = uuidv7();
    await edit(hand, lead.id, { phone: "055 111 2222" }, { mutation: of });
    await plantTombstone(world, "+971501234567", { erasedAt: Date.now() + 1, ...over });
    const before = await contentsOf(world);
    expect((await hand.undo(of)).status).toBe(409);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("who was erased long before, and was typed in since, is another", async () => {
    const { world, lead, hand } = await scene();
    const of = uuidv7();
    await plantTombstone(world, "+971501234567", { erasedAt: 1, neverAgain: false });
    await edit(hand, lead.id, { phone: "055 111 2222" }, { mutation: of });
    expect((await hand.undo(of)).status).toBe(200);
  });
});

describe("ED1: undo of an edit", () => {
  it("sets every field, identity, search word and key back, and tells it", async () => {
    const { world, lead, hand } = await scene({ tags: ["VIP"], custom: { budget: 5 } });
    await edit(hand, lead.id, { tags: [], custom: { budget: null } });
    await edit(hand, lead.id, { tags: ["VIP"], custom: { budget: 5 } });
    const other = await plantFound(world, { phone: "+971551112222", email: null });
    const [before, known] = [await leadById(lead.id), await identitiesOf(lead.id)];
    const of = uuidv7();
    const fields = {
      name: "L",
      phone: "055 111 2222",
      contacts: [{ kind: "email", value: "w@example.com", label: "Work" }],
      company: "Palm",
    };
    await edit(
      hand,
      lead.id,
      { ...fields, tags: ["Sea"], custom: { budget: 6, kind: "villa" }, value: 5, priority: "low" },
      { mutation: of },
    );
    expect((await leadById(lead.id)).sameAs).toBe(other.id);
    const told = await hand.undo(of);
    expect([told.status, told.body.row?.version]).toEqual([200, before.version + 2]);
    const { version: _v, lastActivityAt: _a, edited, ...now } = await leadById(lead.id);
    expect({ ...before, ...now }).toEqual(before);
    expect(edited).toEqual(expect.arrayContaining(["name", "phone"]));
    expect(await identitiesOf(lead.id)).toEqual(known);
    await checkFound(world);
    await checkKept(world);
    const story = await storyOf(lead.id);
    expect(story.at(-1)?.data).toMatchObject({
      kind: "fields",
      changes: expect.arrayContaining([{ field: "name", from: "L", to: lead.name }]) as [],
    });
    const audited = (await auditOf(world)).at(-1);
    expect(audited?.record.act).toBe("lead.undone");
    expect(JSON.stringify(audited?.detail)).not.toMatch(/\+971|@example|Palm/);
    expect(audited?.detail).toMatchObject({ before: { value: 5, priority: "low" }, after: { value: null, priority: null } });
  });

  it.each<[string, Record<string, unknown>]>([
    ["one of its fields", { name: "Another" }],
    ["the further contacts", { contacts: [] }],
    ["one of the workspace's own", { custom: { budget: 9 } }],
  ])("is refused as a whole once somebody changed %s since: 409, and nothing written", async (_title, since) => {
    const { world, lead, hand } = await scene();
    const of = uuidv7();
    const contacts = [{ kind: "phone", value: "+971569999999", label: null }];
    await edit(hand, lead.id, { name: "L", contacts, custom: { budget: 5 } }, { mutation: of });
    expect((await edit(await handOf(world, "manager"), lead.id, since)).status).toBe(200);
    const before = await contentsOf(world);
    const told = await hand.undo(of);
    expect([told.status, told.body.error?.row?.version, told.body.error?.by]).toEqual([409, 3, personIn(world, "manager")]);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("stands though somebody changed another field since", async () => {
    const { world, lead, hand } = await scene();
    const of = uuidv7();
    await edit(hand, lead.id, { name: "L", custom: { budget: 5 } }, { mutation: of });
    await edit(await handOf(world, "manager"), lead.id, { city: "Dubai", custom: { note: "x" } });
    expect((await hand.undo(of)).status).toBe(200);
    expect(await leadById(lead.id)).toMatchObject({ name: lead.name, city: "Dubai", custom: { note: "x" } });
    await checkFound(world);
  });

  it("leaves an identity that a form came with since", async () => {
    const { world, lead, hand } = await scene();
    const of = uuidv7();
    await edit(hand, lead.id, { phone: "055 111 2222" }, { mutation: of });
    const data = { kind: "submission" as const, submission: uuidv7(), form: null, repeat: true };
    await shard.insert(timeline).values({ workspaceId: world.id, lead: lead.id, id: uuidv7(), at: Date.now(), data });
    expect((await hand.undo(of)).status).toBe(200);
    expect(await identitiesOf(lead.id)).toEqual([
      "email layla@example.com claims",
      "phone +971501234567 claims",
      "phone +971551112222 claims",
    ]);
  });

  it("is refused where it was lost for a reason and is lost no more", async () => {
    const { lead, hand } = await scene({ stage: "lost", closedAt: 5, lostReason: "price" });
    const of = uuidv7();
    await edit(hand, lead.id, { lostReason: null }, { mutation: of });
    await hand.stage(lead.id, "new", { version: 2 });
    expect((await hand.undo(of)).status).toBe(409);
    expect(await leadById(lead.id)).toMatchObject({ stage: "new", lostReason: null });
  });

  it("is refused while the lead is archived, and once it was undone", async () => {
    const { world, lead, hand } = await scene();
    const of = uuidv7();
    await edit(hand, lead.id, { name: "L" }, { mutation: of });
    await shard.update(leads).set({ archivedAt: 5 }).where(eq(leads.id, lead.id));
    expect((await hand.undo(of)).body.error).toMatchObject({ code: "invalid_input", why: "archived" });
    await shard.update(leads).set({ archivedAt: null }).where(eq(leads.id, lead.id));
    expect((await hand.undo(of)).status).toBe(200);
    expect((await hand.undo(of)).status).toBe(409);
    const [row] = await shard
      .select()
      .from(mutation)
      .where(and(eq(mutation.workspaceId, world.id), eq(mutation.id, of)));
    expect(row?.lead).toBe(lead.id);
  });
});
