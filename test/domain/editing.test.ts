import { describe, expect, it } from "vitest";
import type { LeadFields } from "../../domain/edit.ts";
import { asKept, changed, decideEdit, identitiesIn, isKeptFrom, NO_FIELDS, type Plain, toldChanges } from "../../domain/editing.ts";
import { DEFAULT_SETUP, type FieldSetup, type Setup } from "../../domain/setup.ts";

const field = (id: string, type: FieldSetup["type"], over: Partial<FieldSetup> = {}): FieldSetup => ({
  ...{ id, name: id, type, options: [], filterable: false },
  ...over,
});
const setup: Setup = {
  ...DEFAULT_SETUP,
  lostReasons: [...DEFAULT_SETUP.lostReasons, { id: "old", name: "Old", retired: true }],
  fields: [
    field("budget", "number"),
    field("note", "text"),
    field("kind", "choice", {
      options: [
        { id: "villa", name: "Villa" },
        { id: "flat", name: "Flat", retired: true },
      ],
    }),
    field("wants", "choices", { options: [{ id: "pool", name: "Pool" }] }),
    field("gone", "text", { retired: true }),
  ],
};
const lead: Plain = {
  ...NO_FIELDS,
  name: "Layla Haddad",
  phone: "+971501234567",
  email: "layla@example.com",
  contacts: [{ kind: "phone", value: "+971509999999", label: "Work" }],
  company: "Palm",
  source: "call",
  tags: ["VIP"],
  custom: { kind: "flat", gone: "was", budget: 5 },
};

describe("what is kept of what was typed", () => {
  it.each<[string, LeadFields, LeadFields]>([
    ["a telephone of the workspace's country", { phone: "050 123 4567" }, { phone: "+971501234567" }],
    ["in Arabic digits", { phone: "٠٥٠١٢٣٤٥٦٧" }, { phone: "+971501234567" }],
    ["of another country", { phone: "+44 20 7946 0958" }, { phone: "+442079460958" }],
    ["one that is none, as typed", { phone: "ask Sara" }, { phone: "ask Sara" }],
    ["an address in lower case", { email: "Layla@Example.COM" }, { email: "layla@example.com" }],
    ["nothing of what is empty", { company: "", city: "" }, { company: null, city: null }],
    ["each tag once, as it was typed first", { tags: ["Sea View", "VIP", "sea  view"] }, { tags: ["Sea View", "VIP"] }],
    ["no label of an empty one", contacts("050 123 4567", ""), contacts("+971501234567", null)],
    [
      "own texts trimmed, and empty ones as none",
      { custom: { a: " x ", b: " ", c: [], d: false } },
      own({ a: "x", b: null, c: null, d: false }),
    ],
    ["null as null", { phone: null, email: null, priority: null }, { phone: null, email: null, priority: null }],
  ])("%s", (_title, typed, kept) => {
    expect(asKept(typed, "AE")).toEqual(kept);
  });

  function contacts(value: string, label: string | null): LeadFields {
    return { contacts: [{ kind: "phone", value, label }] };
  }
  function own(custom: NonNullable<LeadFields["custom"]>): LeadFields {
    return { custom };
  }
});

describe("ED1: what of an edit is a change", () => {
  it.each<[string, LeadFields, [string, unknown, unknown][]]>([
    ["nothing that stands already", { name: "Layla Haddad", tags: ["VIP"], custom: { budget: 5 } }, []],
    [
      "both values of what is another",
      { name: "Layla H.", city: "Dubai" },
      [
        ["name", "Layla Haddad", "Layla H."],
        ["city", null, "Dubai"],
      ],
    ],
    ["how somebody came, corrected", { source: "referral" }, [["source", "call", "referral"]]],
    [
      "what is emptied",
      { company: null, custom: { budget: null } },
      [
        ["company", "Palm", null],
        ["custom:budget", 5, null],
      ],
    ],
    ["nothing where nothing is emptied", { city: null, custom: { note: null } }, []],
    ["one of the workspace's own alone", { custom: { note: "x" } }, [["custom:note", null, "x"]]],
    ["a retired option that is there already", { custom: { kind: "flat", note: "x" } }, [["custom:note", null, "x"]]],
    ["what a retired field says is emptied", { custom: { gone: null } }, [["custom:gone", "was", null]]],
    ["a retired field that stays", { custom: { gone: "was" } }, []],
    [
      "a further telephone that becomes the first one is no further one any more",
      { phone: "+971509999999" },
      [
        ["phone", "+971501234567", "+971509999999"],
        ["contacts", lead.contacts, []],
      ],
    ],
    [
      "a further one that is the first one is not added",
      { contacts: [...lead.contacts, { kind: "phone", value: "+971501234567", label: null }] },
      [],
    ],
  ])("%s", (_title, fields, changes) => {
    expect(decideEdit(lead, "new", fields, setup).map(({ field: name, from, to }) => [name, from, to])).toEqual(changes);
  });

  it.each<[string, string, LeadFields, string]>([
    ["an own field that nobody defined", "new", { custom: { nothing: "x" } }, "custom:nothing"],
    ["emptied too", "new", { custom: { nothing: null } }, "custom:nothing"],
    ["a text for a number", "new", { custom: { budget: "5" } }, "custom:budget"],
    ["an option that is none", "new", { custom: { kind: "castle" } }, "custom:kind"],
    ["one of several that is none", "new", { custom: { wants: ["pool", "gym"] } }, "custom:wants"],
    ["a retired field", "new", { custom: { gone: "is" } }, "custom:gone"],
    ["why it was lost, of a lead that is not", "new", { lostReason: "price" }, "lostReason"],
    ["a reason that nobody defined", "lost", { lostReason: "weather" }, "lostReason"],
    ["a retired reason", "lost", { lostReason: "old" }, "lostReason"],
  ])("refused by its name: %s", (_title, stage, fields, name) => {
    expect(() => decideEdit(lead, stage, fields, setup)).toThrow(
      expect.objectContaining({ code: "invalid_input", detail: { field: name } }) as Error,
    );
  });

  it.each(["fb", "ig", null])("where Meta brought somebody from (%s) is not corrected", (source) => {
    expect(() => decideEdit({ ...lead, source }, "new", { source: "walk_in" }, setup)).toThrow(
      expect.objectContaining({ code: "invalid_input", detail: { field: "source" } }) as Error,
    );
  });

  it("a retired reason that is there already stays", () => {
    const lost = { ...lead, lostReason: "old" };
    expect(decideEdit(lost, "lost", { lostReason: "old", city: "Dubai" }, setup).map((one) => one.field)).toEqual(["city"]);
    expect(decideEdit(lead, "lost", { lostReason: "price" }, setup).map((one) => one.to)).toEqual(["price"]);
  });

  it("the fields after it are those before it with the changes in them, and back again", () => {
    const changes = decideEdit(lead, "new", { name: "L", company: null, tags: [], custom: { budget: null, note: "x" } }, setup);
    const after = changed(lead, changes);
    expect(after).toEqual({ ...lead, name: "L", company: null, tags: [], custom: { kind: "flat", gone: "was", note: "x" } });
    expect(
      changed(
        after,
        changes.map(({ field: name, from }) => ({ field: name, to: from })),
      ),
    ).toEqual(lead);
  });
});

describe("what an edit is told as, and who may make it", () => {
  it("the story has both values, further contacts with their labels", () => {
    const changes = decideEdit(lead, "new", { contacts: [{ kind: "email", value: "l@example.com", label: null }], tags: [] }, setup);
    expect(toldChanges(changes)).toEqual({
      kind: "fields",
      changes: [
        { field: "contacts", from: ["+971509999999 (Work)"], to: ["l@example.com"] },
        { field: "tags", from: ["VIP"], to: null },
      ],
    });
  });

  it("a lead is known again by each of its telephones and addresses, once", () => {
    const more = { ...lead, contacts: [...lead.contacts, { kind: "email" as const, value: "layla@example.com", label: null }] };
    expect(identitiesIn(more)).toEqual([
      { kind: "phone", value: "+971501234567" },
      { kind: "email", value: "layla@example.com" },
      { kind: "phone", value: "+971509999999" },
    ]);
    expect(identitiesIn({ phone: "ask Sara", email: null })).toEqual([]);
  });

  it.each([
    [["phone"], ["phone"], true],
    [["phone"], ["email"], false],
    [["email"], ["contacts"], true],
    [[], ["phone", "email", "contacts"], false],
    [["phone", "email"], ["name", "custom"], false],
  ] as const)("PV2: with %j kept from them, %j is kept from being written: %s", (masked, fields, kept) => {
    expect(isKeptFrom(masked, fields)).toBe(kept);
  });
});
