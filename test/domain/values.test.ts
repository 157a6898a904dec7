import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { FIELD_TYPES, type FieldSetup, type FieldType, type FieldValue } from "../../domain/setup.ts";
import { keysOf, numberKey, textKey, valuesOf } from "../../domain/values.ts";

const field = (id: string, type: FieldType, over: Partial<FieldSetup> = {}): FieldSetup => ({
  id,
  name: id,
  type,
  options: [],
  filterable: true,
  ...over,
});

describe("FL1: what a lead is looked up by", () => {
  it("its projects, its tags in any spelling, and the filterable ones of the workspace's own fields", () => {
    const lead = {
      projects: ["palm", "creek"],
      tags: ["Sea View", "VIP", "sea view"],
      custom: { budget: 12, size: "Two  Bedrooms", ready: true, kind: "villa", wants: ["pool", "gym"], secret: "x", old: 3, gone: "y" },
    };
    const fields = [
      field("budget", "number"),
      field("size", "text"),
      field("ready", "checkbox"),
      field("kind", "choice"),
      field("wants", "choices"),
      field("due", "date"),
      field("secret", "text", { filterable: false }),
      field("old", "number", { retired: true }),
    ];
    expect(valuesOf(lead, { fields })).toEqual([
      { field: "project", key: "palm" },
      { field: "project", key: "creek" },
      { field: "tag", key: "sea view" },
      { field: "tag", key: "vip" },
      { field: "custom:budget", key: numberKey(12) },
      { field: "custom:size", key: "two bedrooms" },
      { field: "custom:ready", key: "1" },
      { field: "custom:kind", key: "villa" },
      { field: "custom:wants", key: "pool" },
      { field: "custom:wants", key: "gym" },
    ]);
  });

  it("a lead that says nothing is looked up by nothing", () => {
    expect(valuesOf({}, { fields: FIELD_TYPES.map((type) => field(type, type)) })).toEqual([]);
    expect(valuesOf({ projects: null, tags: null, custom: null }, { fields: [field("a", "text")] })).toEqual([]);
  });

  it.each<[FieldType, FieldValue, string[]]>([
    ["text", "  Café\tMÜNCHEN ", ["cafe munchen"]],
    ["text", "إيهاب", [textKey("ايهاب")]],
    ["text", "", []],
    ["text", "\u0000\u0007", []],
    ["text", "x".repeat(100), ["x".repeat(64)]],
    ["text", "👍".repeat(100), ["👍".repeat(64)]],
    ["date", "2026-11-26", ["2026-11-26"]],
    ["checkbox", false, ["0"]],
    ["choices", ["a", "b", "a"], ["a", "b"]],
    ["choices", [], []],
    ["number", "12", []],
    ["text", 12, []],
    ["checkbox", "1", []],
    ["choice", ["a"], []],
  ])("a %s of %j has the keys %j", (type, value, keys) => {
    expect(keysOf(type, value)).toEqual(keys);
  });

  it("what folding leaves nothing of stands for itself", () => {
    expect(textKey("ـ")).toBe("ـ");
  });

  property.prop([fc.double({ noNaN: true }), fc.double({ noNaN: true })])("numbers sort as their keys do", (a, b) => {
    const [first, second] = [numberKey(a), numberKey(b)];
    expect([first.length, second.length]).toEqual([16, 16]);
    expect(first < second).toBe(a < b);
    expect(first === second).toBe(a === b);
  });

  property.prop([fc.string({ unit: "grapheme", maxLength: 200 })])(
    "a text has a key of 64 characters at most wherever it says something",
    (text) => {
      const key = textKey(text);
      expect(Array.from(key).length).toBeLessThanOrEqual(64);
      expect(key === "").toBe(text.replace(/\p{Cc}/gu, " ").trim() === "");
      expect(textKey(`  ${text}\n`)).toBe(key);
    },
  );
});
