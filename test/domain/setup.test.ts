import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  changeOf,
  DEFAULT_SETUP,
  type FieldSetup,
  firstStage,
  fieldsSetup,
  fits,
  indexedBy,
  isFilterable,
  MAX_FIELDS,
  MAX_FILTERABLE,
  MAX_OPTIONS,
  type Setup,
  type SetupPart,
  stagesSetup,
  type StageSetup,
  templatesSetup,
} from "../../domain/setup.ts";

const field = (over: Partial<FieldSetup> = {}): FieldSetup => ({
  id: "budget",
  name: "Budget",
  type: "choice",
  options: [
    { id: "low", name: "Low" },
    { id: "high", name: "High" },
  ],
  filterable: false,
  ...over,
});
const text = { id: "hello", name: "Hello", channel: "whatsapp", language: "en", text: "Hello {{name}}" } as const;
const stages = DEFAULT_SETUP.stages;
const other = (list: readonly StageSetup[], id: string, over: Partial<StageSetup>) =>
  list.map((one) => (one.id === id ? { ...one, ...over } : one));

describe("SU2: what a field takes", () => {
  it.each([
    ["2028-02-29", true],
    ["2026-02-29", false],
    ["2026-02-31", false],
    ["2026-04-31", false],
    ["2026-12-31", true],
  ])("the day %s: %s", (day, taken) => {
    expect(fits(field({ type: "date", options: [] }), day, undefined)).toBe(taken);
  });

  it.each(["constructor", "prototype"])("nothing is called %s, for no record from outside holds it", (id) => {
    expect(v.safeParse(fieldsSetup, [field({ id })]).success).toBe(false);
  });
});

describe("SU2: what may become of a part of the setup", () => {
  it.each<[string, SetupPart, Setup[SetupPart], Setup[SetupPart], unknown]>([
    ["nothing", "stages", stages, stages, null],
    ["a stage more", "stages", stages, [...stages, { id: "viewing", name: "Viewing", kind: "open" }], null],
    ["another name", "stages", stages, other(stages, "visit", { name: "Site visit" }), null],
    ["retired", "stages", stages, other(stages, "visit", { retired: true }), null],
    ["offered again", "stages", other(stages, "visit", { retired: true }), stages, null],
    ["another order", "stages", stages, [...stages.slice(1, 3), ...stages.slice(0, 1), ...stages.slice(3)], null],
    ["gone", "stages", stages, stages.slice(0, -1), { field: "lost", why: "removed" }],
    ["another kind", "stages", stages, other(stages, "visit", { kind: "won" }), { field: "visit", why: "kind" }],
    ["without a name", "stages", stages, [...stages, { id: "viewing", name: null, kind: "open" }], { field: "viewing", why: "name" }],
    ["closed first", "stages", stages, [...stages.slice(4), ...stages.slice(0, 4)], { field: "won", why: "first" }],
    [
      "closed first of those that are offered",
      "stages",
      stages,
      [{ id: "new", name: null, kind: "open", retired: true }, ...stages.slice(4), ...stages.slice(1, 4)],
      { field: "won", why: "first" },
    ],
    ["a reason retired", "lostReasons", [{ id: "price", name: null }], [{ id: "price", name: null, retired: true }], null],
    ["a reason gone", "lostReasons", [{ id: "price", name: null }], [], { field: "price", why: "removed" }],
    ["another type", "fields", [field()], [field({ type: "choices" })], { field: "budget", why: "type" }],
    ["an option gone", "fields", [field()], [field({ options: [{ id: "low", name: "Low" }] })], { field: "budget", why: "options" }],
    [
      "an option retired",
      "fields",
      [field()],
      [
        field({
          options: [
            { id: "low", name: "Low", retired: true },
            { id: "high", name: "High" },
          ],
        }),
      ],
      null,
    ],
    ["a field gone", "fields", [field()], [], { field: "budget", why: "removed" }],
    ["filtered by", "fields", [field()], [field({ filterable: true })], null],
    ["another text", "templates", [text], [{ ...text, text: "Good morning" }], null],
    ["a text gone", "templates", [text], [], { field: "hello", why: "removed" }],
    ["a text that was retired gone", "templates", [{ ...text, retired: true }], [], null],
    ["a reason that was retired gone", "lostReasons", [{ id: "price", name: null, retired: true }], [], { field: "price", why: "removed" }],
  ])("%s", (_title, part, before, after, flaw) => {
    expect(changeOf(part, before, after)).toEqual(flaw);
  });

  it.each<[string, readonly StageSetup[]]>([
    ["no way to win", stages.filter(({ kind }) => kind !== "won")],
    ["none to lose that is offered", other(stages, "lost", { retired: true })],
    ["two of one id", [...stages, { id: "new", name: "Another", kind: "open" }]],
    ["an id that no address holds", [...stages, { id: "Not an id", name: "Another", kind: "open" }]],
  ])("stages with %s are none", (_title, list) => {
    expect(v.is(stagesSetup, list)).toBe(false);
  });

  it.each<[string, readonly FieldSetup[]]>([
    ["more to filter by than are indexed", Array.from({ length: MAX_FILTERABLE + 1 }, (_, n) => field({ id: `f${n}`, filterable: true }))],
    ["a choice of nothing", [field({ options: [] })]],
    ["options of what is no choice", [field({ type: "number" })]],
    [
      "two options of one id",
      [
        field({
          options: [
            { id: "low", name: "Low" },
            { id: "low", name: "Lower" },
          ],
        }),
      ],
    ],
  ])("fields with %s are none", (_title, list) => {
    expect(v.is(fieldsSetup, list)).toBe(false);
  });

  it("a lead starts in the first open stage that is offered", () => {
    expect(firstStage({ stages: other(stages, "new", { retired: true }) })).toBe("contacted");
  });
});

describe("FL1: whose an index is", () => {
  const cases: readonly [string, FieldSetup | undefined, Partial<FieldSetup>, string | undefined][] = [
    ["a new field that is filtered by: no lead has it yet", undefined, { filterable: true }, undefined],
    ["comes to be filtered by", field(), { filterable: true }, "job-2"],
    ["is filtered by no more", field({ filterable: true }), {}, "job-2"],
    ["is retired", field({ filterable: true }), { filterable: true, retired: true }, "job-2"],
    ["is offered again", field({ filterable: true, retired: true }), { filterable: true }, "job-2"],
    ["is retired without an index", field(), { retired: true }, undefined],
    ["gets another name", field({ filterable: true }), { filterable: true, name: "How much" }, undefined],
    ["gets another name while its index is made", field({ filterable: true, indexing: "job-1" }), { filterable: true, name: "X" }, "job-1"],
    ["is given up while its index is made", field({ filterable: true, indexing: "job-1" }), {}, "job-2"],
    ["what is sent of it says nothing", field({ filterable: true }), { filterable: true, indexing: "made up" }, undefined],
  ];
  it.each(cases)("a field that %s", (_title, before, after, indexing) => {
    const [kept] = indexedBy("job-2", before === undefined ? [] : [before], [field(after)]);
    expect(kept?.indexing).toBe(indexing);
  });

  it("leads are filtered by what is offered, wanted and whole", () => {
    const all = [{ filterable: true }, { filterable: true, indexing: "job" }, { filterable: true, retired: true as const }, {}];
    expect(all.map((over) => isFilterable(field(over)))).toEqual([true, false, false, false]);
  });
});

describe("SU2: the largest setup there can be", () => {
  const wide = "\u{ffee}";
  const id = (n: number) => String(n).padStart(40, "x");
  const largest: Setup = {
    version: 1,
    stages: [],
    lostReasons: [],
    fields: Array.from({ length: MAX_FIELDS }, (_, n) => ({
      id: id(n),
      name: wide.repeat(60),
      type: "choices",
      options: Array.from({ length: MAX_OPTIONS }, (_, m) => ({ id: id(m), name: wide.repeat(60), retired: true as const })),
      filterable: false,
    })),
    templates: Array.from({ length: 60 }, (_, n) => ({
      id: id(n),
      name: wide.repeat(60),
      channel: "email",
      language: "ar",
      subject: wide.repeat(200),
      text: wide.repeat(2_000),
    })),
  };
  const bytes = (of: unknown) => new TextEncoder().encode(JSON.stringify(of)).length;

  it("each part fits into the 1 MiB that its route takes, all of them into D1's 2 MB row", () => {
    expect([v.is(fieldsSetup, largest.fields), v.is(templatesSetup, largest.templates)]).toEqual([true, true]);
    expect(Math.max(bytes(largest.fields), bytes(largest.templates))).toBeLessThan(1024 * 1024 - 100);
    expect(bytes(largest)).toBeLessThan(1_500_000);
  });
});
