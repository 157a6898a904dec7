import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changed, NO_FIELDS, type Plain } from "../../domain/editing.ts";
import { gained } from "../../domain/merge.ts";
import { DEFAULT_SETUP, type FieldSetup, type Setup } from "../../domain/setup.ts";

const field = (id: string, type: FieldSetup["type"], over: Partial<FieldSetup> = {}): FieldSetup => ({
  ...{ id, name: id, type, options: [], filterable: false },
  ...over,
});
const setup: Setup = {
  ...DEFAULT_SETUP,
  fields: [field("budget", "number"), field("wish", "text"), field("gone", "text", { retired: true })],
};
const of = (over: Partial<Plain>): Plain => ({ ...NO_FIELDS, ...over });
const after = (stays: Partial<Plain>, goes: Partial<Plain>) => changed(of(stays), gained(of(stays), "new", of(goes), setup));

describe("LM1: what the lead that stays gains", () => {
  it.each<[string, Partial<Plain>, Partial<Plain>, Partial<Plain>]>([
    [
      "what is empty is filled",
      { name: "Layla" },
      { name: "L.", company: "Blue Sea", value: 5 },
      { name: "Layla", company: "Blue Sea", value: 5 },
    ],
    ["a name too", {}, { name: "Layla" }, { name: "Layla" }],
    [
      "what both say stays as it is",
      { city: "Dubai", language: "ar" },
      { city: "Sharjah", language: "en" },
      { city: "Dubai", language: "ar" },
    ],
    [
      "another telephone stands beside the first",
      { phone: "+971501111111" },
      { phone: "+971502222222", email: "a@example.com" },
      { phone: "+971501111111", email: "a@example.com", contacts: [{ kind: "phone", value: "+971502222222", label: null }] },
    ],
    [
      "the same one does not, however often it is there",
      { phone: "+971501111111" },
      { phone: "+971501111111", contacts: [{ kind: "phone", value: "+971501111111", label: "work" }] },
      { phone: "+971501111111", contacts: [] },
    ],
    [
      "a tag that is spelled otherwise is there already",
      { tags: ["Sea View"] },
      { tags: ["sea view", "hot"] },
      { tags: ["Sea View", "hot"] },
    ],
    [
      "fields of the workspace's own",
      { custom: { wish: "A garden" } },
      { custom: { wish: "A pool", budget: 2 } },
      { custom: { wish: "A garden", budget: 2 } },
    ],
    ["none that is retired or does not fit", {}, { custom: { gone: "old", budget: "much" } }, { custom: {} }],
    [
      "how they came and why it was lost are its own",
      { source: "fb" },
      { source: "call", lostReason: "price" },
      { source: "fb", lostReason: null },
    ],
  ])("%s", (_title, stays, goes, is) => {
    expect(after(stays, goes)).toEqual({ ...of(stays), ...is });
  });

  it.each<[string, Partial<Plain>, Partial<Plain>]>([
    ["tags", { tags: Array.from({ length: 12 }, (_, n) => `a ${n}`) }, { tags: Array.from({ length: 9 }, (_, n) => `b ${n}`) }],
    ["contacts", { phone: "+971500000000", contacts: phones(1, 8) }, { phone: "+971500000099", contacts: phones(11, 3) }],
  ])("more %s than one lead has are refused by name", (name, stays, goes) => {
    expect(() => after(stays, goes)).toThrow(expect.objectContaining({ code: "invalid_input", detail: { field: name, why: "many" } }));
  });

  it("done once more it changes nothing, and nothing that stood is lost", () => {
    const text = fc.option(fc.constantFrom("Dubai", "Sharjah", "Ajman"), { nil: null });
    const phone = fc.option(fc.constantFrom("+971501111111", "+971502222222", "+971503333333"), { nil: null });
    const plain = fc.record({
      name: fc.constantFrom("", "Layla", "Omar"),
      phone,
      city: text,
      company: text,
      tags: fc.subarray(["a", "b", "c"]),
    });
    fc.assert(
      fc.property(plain, plain, (stays, goes) => {
        const once = after(stays, goes);
        expect(gained(once, "new", of(goes), setup)).toEqual([]);
        for (const name of ["name", "city", "company"] as const) if (stays[name]) expect(once[name]).toBe(stays[name]);
        const reached = [once.phone, ...once.contacts.map(({ value }) => value)];
        for (const one of [stays.phone, goes.phone]) if (one !== null) expect(reached).toContain(one);
        expect(once.tags).toEqual(expect.arrayContaining([...stays.tags, ...goes.tags]));
      }),
    );
  });
});

function phones(from: number, count: number) {
  return Array.from({ length: count }, (_, n) => ({
    kind: "phone" as const,
    value: `+9715000000${String(from + n).padStart(2, "0")}`,
    label: null,
  }));
}
