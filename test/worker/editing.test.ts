import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { MAX_FILTERABLE, MAX_OPTIONS } from "../../domain/setup.ts";
import { handOf } from "../support/commands.ts";
import { checkFound, edit, field, logOf, plantFound, plantSetup, storyOf } from "../support/edits.ts";
import { leadById, personIn } from "../support/leads.ts";
import { auditOf, checkKept, contentsOf, stateOf } from "../support/records.ts";
import { watchSql } from "../support/sql.ts";
import { testEnv } from "../support/env.ts";
import { makeWorld, type World } from "../support/world.ts";

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

/** One world is enough for what writes nothing. */
let refused: ReturnType<typeof scene> | undefined;

async function searchedBy(world: World, column: string, word: string): Promise<number[]> {
  const { results } = await testEnv.WORKSPACE_DB_1.prepare(
    `SELECT s.n FROM lead_fts JOIN lead_search AS s ON s.n = lead_fts.rowid WHERE lead_fts MATCH ?1 AND s.workspace_id = ?2`,
  )
    .bind(`${column} : "${word}"`, world.id)
    .all<{ n: number }>();
  return results.map((row) => row.n);
}

describe("ED1: plain fields", () => {
  it("every field is written as it is kept, told with both values, and named in the log and the audit without what it says", async () => {
    const { world, lead, hand } = await scene();
    const id = uuidv7();
    const told = await edit(
      hand,
      lead.id,
      {
        name: "Layla H.",
        phone: "055 111 2222",
        email: "New@Example.com",
        contacts: [{ kind: "phone", value: "056 333 4444", label: "Work" }],
        company: "Palm",
        city: "Dubai",
        language: "ar",
        priority: "high",
        value: 1_200_000,
        tags: ["Sea View"],
        custom: { budget: 5, note: "by the sea" },
      },
      { mutation: id },
    );
    const after = {
      name: "Layla H.",
      phone: "+971551112222",
      email: "new@example.com",
      company: "Palm",
      city: "Dubai",
      language: "ar",
      priority: "high",
      value: 1_200_000,
      tags: ["Sea View"],
      custom: { budget: 5, note: "by the sea" },
    };
    expect([told.status, told.row]).toMatchObject([200, { ...after, version: 2 }]);
    const now = await leadById(lead.id);
    expect(now).toMatchObject({ ...after, contacts: [{ kind: "phone", value: "+971563334444", label: "Work" }] });
    const names = [
      "name",
      "phone",
      "email",
      "company",
      "city",
      "language",
      "priority",
      "value",
      "tags",
      "contacts",
      "custom:budget",
      "custom:note",
    ];
    expect([...now.edited].sort()).toEqual([...names].sort());
    expect(now.lastActivityAt).toBeGreaterThanOrEqual(lead.lastActivityAt);

    const [entry, ...others] = await storyOf(lead.id);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ actor: personIn(world, "sara"), data: { kind: "fields" } });
    const changes = entry?.data.kind === "fields" ? entry.data.changes : [];
    expect(changes.map((one) => one.field).sort()).toEqual([...names].sort());
    expect(changes).toEqual(
      expect.arrayContaining([
        { field: "phone", from: "+971501234567", to: "+971551112222" },
        { field: "contacts", from: null, to: ["+971563334444 (Work)"] },
        { field: "custom:note", from: null, to: "by the sea" },
      ]),
    );
    const [logged] = await logOf(world);
    expect(logged).toMatchObject({ op: "update", mutation: id, before: logged?.after });
    expect([...(logged?.fields ?? [])].sort()).toEqual([...names, "lastActivityAt"].sort());
    const [audited] = await auditOf(world);
    expect(audited?.record).toMatchObject({ act: "lead.edited", subject: lead.id, ip: "203.0.113.7" });
    expect(audited?.detail).toEqual({
      fields: expect.arrayContaining(names) as string[],
      before: { language: null, priority: null, value: null },
      after: { language: "ar", priority: "high", value: 1_200_000 },
    });
    await checkKept(world);
    await checkFound(world);
    expect([
      await searchedBy(world, "phone", "2222"),
      await searchedBy(world, "phone", "4444"),
      await searchedBy(world, "phone", "4567"),
    ]).toEqual([[lead.n], [lead.n], []]);
    expect(await searchedBy(world, "body", "dubai")).toEqual([lead.n]);
  });

  it("what stands already is no change: no version, no story, only that it was asked", async () => {
    const { world, lead, hand } = await scene({ tags: ["VIP"], custom: { budget: 5 } });
    const before = await stateOf(world);
    const told = await edit(hand, lead.id, {
      name: lead.name,
      phone: "050 123 4567",
      city: null,
      tags: ["VIP", "vip"],
      custom: { budget: 5, note: "" },
    });
    expect([told.status, told.row?.version]).toEqual([200, 1]);
    expect(await stateOf(world)).toEqual(before);
  });

  it("however many choices are made at once, they are looked up by all of them, in a few statements", async () => {
    const options = Array.from({ length: MAX_OPTIONS }, (_, n) => ({ id: `option_${n}`, name: `Option ${n}` }));
    const fields = Array.from({ length: MAX_FILTERABLE }, (_, n) => field(`many_${n}`, "choices", { filterable: true, options }));
    const { world, lead, hand } = await scene();
    await plantSetup(world, { fields });
    const chosen = (ids: readonly string[] | null) => ({ custom: Object.fromEntries(fields.map(({ id }) => [id, ids])) });
    const watching = watchSql(testEnv);
    const all = await edit(hand, lead.id, chosen(options.map(({ id }) => id)));
    await checkFound(world);
    const none = await edit(hand, lead.id, chosen(null));
    watching.stop();
    expect([all.status, none.status]).toEqual([200, 200]);
    expect(Math.max(...watching.trips.map((trip) => trip.statements.length))).toBeLessThan(40);
    await checkFound(world);
  });

  it("how somebody came is corrected among the ways by hand, told with both values, and undone", async () => {
    const { world, lead, hand } = await scene({ source: "call" });
    const of = uuidv7();
    const told = await edit(hand, lead.id, { source: "referral" }, { mutation: of });
    expect([told.status, told.row?.source]).toEqual([200, "referral"]);
    expect((await storyOf(lead.id)).at(-1)?.data).toEqual({ kind: "fields", changes: [{ field: "source", from: "call", to: "referral" }] });
    expect((await auditOf(world)).at(-1)?.detail).toMatchObject({
      fields: ["source"],
      before: { source: "call" },
      after: { source: "referral" },
    });
    expect((await edit(hand, lead.id, { source: "fb" })).status).toBe(422);
    expect((await hand.undo(of)).body.row?.source).toBe("call");
  });

  it("what is not named stays, of the workspace's own fields too", async () => {
    const { world, lead, hand } = await scene({ city: "Dubai", custom: { kind: "villa", note: "x" } });
    await edit(hand, lead.id, { custom: { budget: 7, note: null } });
    expect(await leadById(lead.id)).toMatchObject({ name: lead.name, city: "Dubai", custom: { kind: "villa", budget: 7 } });
    const rows = (await contentsOf(world))["lead_value"] as { field: string }[];
    expect(rows.map((row) => row.field)).toEqual(["custom:budget"]);
  });

  it("FL1: a lead is looked up by what its tags and fields say now, and by nothing that they said before", async () => {
    const { world, lead, hand } = await scene();
    for (const fields of [
      { tags: ["VIP", "Sea View"], custom: { budget: 5, kind: "villa" } },
      { tags: ["sea view", "Golf"], custom: { budget: 6 } },
      { tags: ["Golf"], custom: { kind: null } },
    ]) {
      expect((await edit(hand, lead.id, fields)).status).toBe(200);
      await checkFound(world);
    }
    // Of a field that leads are looked up by no more, what it said before goes too.
    await plantSetup(world, { version: 1, fields: FIELDS.map((one) => ({ ...one, filterable: false })) });
    await edit(hand, lead.id, { custom: { budget: 7 } });
    await checkFound(world);
  });

  it("a delivery sent twice happens once, and is answered with the state", async () => {
    const { world, lead, hand } = await scene();
    const id = uuidv7();
    await edit(hand, lead.id, { city: "Dubai" }, { mutation: id });
    await edit(hand, lead.id, { city: "Sharjah" });
    const before = await contentsOf(world);
    const again = await edit(hand, lead.id, { city: "Dubai" }, { mutation: id });
    expect([again.status, again.row?.city]).toEqual([200, "Sharjah"]);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("sent twice at once it happens once", async () => {
    const { lead, hand } = await scene();
    const id = uuidv7();
    const told = await Promise.all([1, 2].map(() => edit(hand, lead.id, { city: "Dubai" }, { mutation: id })));
    expect(told.map((one) => [one.status, one.row?.city])).toEqual([
      [200, "Dubai"],
      [200, "Dubai"],
    ]);
    expect(await storyOf(lead.id)).toHaveLength(1);
  });

  it("however many are at a lead at once, each edit happens", async () => {
    const { lead, hand } = await scene();
    const told = await Promise.all(Array.from({ length: 10 }, (_, n) => edit(hand, lead.id, { company: `Company ${n}` })));
    expect(new Set(told.map((one) => one.status))).toEqual(new Set([200]));
    expect([(await storyOf(lead.id)).length, (await leadById(lead.id)).version]).toEqual([10, 11]);
  });

  it.each<[string, unknown, string]>([
    ["nothing at all", {}, "fields"],
    ["two lines of a name", { name: "a\nb" }, "fields.name"],
    ["an address that is none", { email: "nobody" }, "fields.email"],
    ["an empty telephone", { phone: " " }, "fields.phone"],
    ["a value below nothing", { value: -1 }, "fields.value"],
    ["a part of a unit", { value: 1.5 }, "fields.value"],
    ["a priority that is none", { priority: "now" }, "fields.priority"],
    ["a language that is none", { language: "english" }, "fields.language"],
    ["too many tags", { tags: Array.from({ length: 21 }, (_, n) => `tag ${n}`) }, "fields.tags"],
    ["too many contacts", { contacts: Array.from({ length: 11 }, () => ({ kind: "phone", value: "1", label: null })) }, "fields.contacts"],
    ["a contact that is no address", { contacts: [{ kind: "email", value: "x", label: null }] }, "fields.contacts.0.value"],
    ["an object for an own field", { custom: { budget: { is: 5 } } }, "fields.custom.budget"],
    ["an own field nobody defined", { custom: { nothing: 5 } }, "custom:nothing"],
    ["a text for a number", { custom: { budget: "5" } }, "custom:budget"],
    ["an option that is none", { custom: { kind: "castle" } }, "custom:kind"],
    ["a reason of a lead that is not lost", { lostReason: "price" }, "lostReason"],
  ])("refused, and nothing written: %s", async (_title, fields, name) => {
    const { world, lead, hand } = await (refused ??= scene());
    const before = await contentsOf(world);
    const told = await edit(hand, lead.id, fields as Record<string, unknown>);
    expect([told.status, told.error.code, told.error.field ?? told.error.fields?.[0]]).toEqual([422, "invalid_input", name]);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("an archived lead is not edited, nor anything else done with it: `archived`", async () => {
    const { world, lead, hand } = await scene({ archivedAt: 5 });
    const before = await contentsOf(world);
    const told = [
      await edit(hand, lead.id, { city: "Dubai" }),
      await hand.stage(lead.id, "won"),
      await hand.assign(lead.id, null),
      await hand.attempt(lead.id),
    ];
    expect(told.map((one) => [one.status, one.body.error])).toEqual(
      told.map(() => [422, { code: "invalid_input", why: "archived", request: "request-1" }]),
    );
    expect(await contentsOf(world)).toEqual(before);
    expect((await hand.read(lead.id)).status).toBe(200);
  });
});
