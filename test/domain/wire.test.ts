import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { type LeadRow, rowFor } from "../../domain/lead.ts";
import type { Actor } from "../../domain/rights.ts";
import { type DownFrame, downFrame, PROTOCOL, type UpFrame, upFrame } from "../../domain/wire.ts";
import { shapeOf } from "../support/shape.ts";

/** The frames of each version of the protocol, as SHA-256 of their shapes. Old lines stay: they are the history. */
const HASHES: Readonly<Record<number, string>> = {
  1: "c1efd0bd8394bef04e80daf916ae13c525632ec73b8e063e51c6715d207b8a41",
  2: "f75e8ebb4d35714b86450ae492c33a7c734c69246a49822702fa419f092f1992",
  3: "2efc3e57d29f2fe11fc2baaf67504d2d5eb64c73eef6e79ce78627c379e4be53",
  4: "6e3ca848cd23faa784dfc1a43b6403441a6efad2324c9d5fb1c499ad782d9460",
  5: "5d1a2ad22f968518fa43cacec6d0e962b58a1225a5a924d999a98ad3094f2d3c",
  6: "6b0d7920787350235abd604e3b51be4733fa42013c2c8e6b4035a1f1dbc5c88a",
  7: "5c50addc4aa39f475f64fd44c0c5557d497eb938f7f8b5beb85e6369890cc85c",
  8: "da8ffc759d96d97bc8db3d9e2647c5731c3f53f229c70ee84a671bda7d747ca0",
  9: "da8ffc759d96d97bc8db3d9e2647c5731c3f53f229c70ee84a671bda7d747ca0",
};

const id = "01a20e25-0a30-75fb-bcbb-3976f0a126c8";
const row: LeadRow = {
  id,
  n: 1,
  version: 3,
  name: "Layla Haddad",
  phone: "+971501234567",
  email: "layla@example.com",
  stage: "new",
  owner: id,
  team: null,
  form: "120232362357810000",
  source: "fb",
  isTest: false,
  submittedAt: 1_700_000_000_000,
  amberAt: 1_700_000_300_000,
  redAt: 1_700_000_600_000,
  firstAttemptAt: null,
  lastActivityAt: 1_700_000_000_000,
  archivedAt: null,
  sameAs: null,
  reason: { code: "turn", rule: id },
};

const SUPER: Actor = { person: "p", workspace: "w", role: "owner", teams: [], rights: [], agentsSeeUnclaimed: true, masked: [] };

const UP: readonly UpFrame[] = [
  { t: "hello", v: PROTOCOL, position: null },
  { t: "hello", v: PROTOCOL, position: { epoch: id, seq: 7 } },
  { t: "watch", lead: id },
  { t: "watch", lead: null },
  { t: "typing", lead: id },
  { t: "calling", lead: id, on: true },
];

const DOWN: readonly DownFrame[] = [
  { t: "welcome", v: PROTOCOL, position: { epoch: id, seq: 7 }, serverTime: 1_700_000_000_000 },
  {
    t: "changes",
    from: 7,
    to: 12,
    upserts: [{ row, by: null, created: true }],
    removals: [{ id, why: "moved", to: "somebody", by: "somebody else" }],
    members: [{ id: "p", name: "Sara", role: "agent", teams: ["t"], status: "active", away: false, open: 3 }],
    teams: [
      { id: "t", name: "North" },
      { id: "u", name: "South", retired: true },
    ],
    told: ["p"],
  },
  { t: "head", seq: 12, at: 1_700_000_000_000 },
  { t: "presence", lead: id, people: [{ id: "p", typing: true }] },
  { t: "calls", lead: id, people: ["p"] },
  { t: "reset", why: "rights" },
];

describe("the protocol's version", () => {
  it("is raised with every change of a frame", () => {
    const hash = createHash("sha256")
      .update(`${shapeOf(upFrame)}\n${shapeOf(downFrame)}`)
      .digest("hex");
    const advice = "a frame of domain/wire.ts changed: raise PROTOCOL, add its line of history there and its hash here";
    expect(hash, advice).toBe(HASHES[PROTOCOL]);
  });

  it("has a line of history for each number, and a hash", async () => {
    const source = await readFile("domain/wire.ts", "utf8");
    const lines = [...source.matchAll(/^ \* (\d+): /gm)].map((match) => Number(match[1]));
    expect(lines).toEqual(Array.from({ length: PROTOCOL }, (_, n) => n + 1));
    expect(Object.keys(HASHES).map(Number)).toEqual(lines);
  });

  it("the shape it is taken from changes with a key, a type, a choice, a bound and an optional part, and not with order", () => {
    const frame = v.object({ a: v.string(), b: v.picklist(["x", "y"]), c: v.pipe(v.number(), v.minValue(0)) });
    const others = [
      v.object({ a: v.string(), b: v.picklist(["x", "y"]) }),
      v.object({ ...frame.entries, a: v.number() }),
      v.object({ ...frame.entries, b: v.picklist(["x", "y", "z"]) }),
      v.object({ ...frame.entries, c: v.pipe(v.number(), v.minValue(1)) }),
      v.object({ ...frame.entries, a: v.nullable(v.string()) }),
      v.object({ ...frame.entries, a: v.optional(v.string(), "x") }),
      v.strictObject(frame.entries),
    ];
    expect(new Set([frame, ...others].map(shapeOf)).size).toBe(others.length + 1);
    const { a, b, c } = frame.entries;
    expect(shapeOf(v.object({ c, b, a }))).toBe(shapeOf(frame));
    expect(() => shapeOf(v.map(v.string(), v.string()))).toThrow("not known here");
  });
});

describe("frames", () => {
  it.each(UP)("up: $t goes through JSON and comes out the same", (frame) => {
    expect(v.parse(upFrame, JSON.parse(JSON.stringify(frame)))).toEqual(frame);
  });

  it.each(DOWN)("down: $t goes through JSON and comes out the same", (frame) => {
    expect(v.parse(downFrame, JSON.parse(JSON.stringify(frame)))).toEqual(frame);
  });

  it("every frame there is stands in these lists", () => {
    const kinds = (schema: typeof upFrame | typeof downFrame) => schema.options.map((option) => option.entries.t.literal);
    expect(new Set(UP.map((frame) => frame.t))).toEqual(new Set(kinds(upFrame)));
    expect(new Set(DOWN.map((frame) => frame.t))).toEqual(new Set(kinds(downFrame)));
  });

  it.each<[string, unknown]>([
    ["an unknown kind", { t: "assign", lead: id, owner: "me" }],
    ["a frame of the other direction", { t: "welcome", v: 1, position: null }],
    ["no kind", { lead: id }],
    ["an id that is none", { t: "watch", lead: "1 OR 1=1" }],
    ["a position that is none", { t: "hello", v: 1, position: { epoch: "e", seq: -1 } }],
    ["a position past what a number holds", { t: "hello", v: 1, position: { epoch: "e", seq: 2 ** 53 } }],
    ["a missing part", { t: "typing" }],
    ["a list", [{ t: "typing", lead: id }]],
    ["a text", "hello"],
    ["nothing", null],
  ])("%s is refused", (_title, frame) => {
    expect(v.safeParse(upFrame, frame).success).toBe(false);
  });

  it("what a frame has no place for is dropped, never passed on", () => {
    expect(v.parse(upFrame, { t: "typing", lead: id, person: "somebody else" })).toEqual({ t: "typing", lead: id });
  });
});

describe("one row on the wire", () => {
  const longest: LeadRow = {
    ...row,
    n: 2_000_000_000,
    version: 9_999,
    name: "عبد الرحمن بن محمد بن عبد العزيز آل الشيخ المنصوري الهاشمي القرشي",
    email: `${"a-very-long-local-part.with.dots".repeat(2)}@mail.a-company-with-a-long-name.example.com`,
    owner: id,
    team: id,
    campaign: "120210000000000123",
    page: "120210000000000",
    adSet: "9999",
    ad: "99999",
    projects: [id],
    city: "أبو ظبي",
    language: "ar",
    priority: "urgent",
    value: 1_250_000_000,
    reachedAt: 1_700_000_000_000,
    nextFollowUpAt: 1_700_000_000_000,
    stage: "contacted",
    source: "instagram",
    firstAttemptAt: 1_700_000_000_000,
    sameAs: id,
    reason: { code: "nobody_available", rule: id },
  };
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).byteLength;

  it("is at most 1 KiB with the longest values a person has", () => {
    expect(bytes({ row: rowFor(SUPER, longest), by: id })).toBeLessThanOrEqual(1024);
  });
});
