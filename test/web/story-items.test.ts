import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { TimelineData, TimelineEntry } from "../../domain/story.ts";
import { choiceOf, LOG_CHOICES } from "../../web/views/lead/story/log.ts";
import { byDay, type Item, itemsOf, takes, threadsOf } from "../../web/views/lead/story/items.ts";
import { matching, mentionAt, partsOf, seers, stillNamed, withMention } from "../../web/views/lead/story/mentions.ts";
import { triesOf, unansweredBy } from "../../web/views/lead/story/tries.ts";
import type { CommandKind } from "../../web/connection/command.ts";
import { waitingStory } from "../../web/store/waiting-story.ts";
import type { Change } from "../../web/store/overlay.ts";
import type { Waiting } from "../../web/store/queue.ts";
import { row, uuidOf } from "./support.ts";

const MINUTE = 60_000;
const entry = (n: number, data: TimelineData, over: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: uuidOf(n),
  at: n * MINUTE,
  actor: "sara",
  data,
  ...over,
});
const field = (name: string, from: string | null, to: string | null): TimelineData => ({
  kind: "fields",
  changes: [{ field: name, from, to }],
});
const attempt = (over: Partial<Extract<TimelineData, { kind: "attempt" }>> = {}): TimelineData => ({
  kind: "attempt",
  channel: "phone",
  outcome: "no_answer",
  ...over,
});
const note = (text: string): TimelineData => ({ kind: "note", text, mentions: [] });
const items = (entries: readonly TimelineEntry[]) => itemsOf(entries, [], "me");

describe("the timeline's items (ST1)", () => {
  it("OF1: tells calls, stages and fields that wait as what they will be, each by itself, and marks them", () => {
    const lead = row(1, { stage: "new", city: "Dubai" });
    const waits = (n: number, kind: CommandKind, body: object, change: Change | null = null, of = lead.id): Waiting => ({
      command: { kind, method: "POST", path: "", body: { mutation: uuidOf(n), ...body } },
      ...{ lead: of, called: null, change, at: n * MINUTE, version: 1, tried: false },
    });
    const waiting = [
      waits(30, "fields", { fields: { city: "Ajman" } }, { kind: "fields", fields: { city: "Ajman" } }),
      waits(31, "fields", { fields: { city: "Sharjah" } }),
      waits(32, "attempt", { channel: "phone", outcome: "reached", text: "wants a garden", at: 31 * MINUTE + 1 }),
      waits(33, "stage", { stage: "contacted" }),
      waits(34, "note", { text: "told by the notes" }),
      waits(35, "stage", { stage: "won" }, null, uuidOf(2)),
    ];
    const told = itemsOf([entry(29, field("value", null, "1"), { actor: "me" })], [], "me", waitingStory(waiting, lead.id, lead, "me"));
    expect(told.map((item) => [item.kind, item.kind !== "note" && item.waits === true])).toEqual([
      ["change", true],
      ["talk", true],
      ["fields", true],
      ["fields", true],
      ["fields", false],
    ]);
    const changes = told.flatMap((item) => (item.kind === "fields" ? item.changes : []));
    expect(changes.slice(0, 2)).toEqual([
      { field: "city", from: "Ajman", to: "Sharjah" },
      { field: "city", from: "Dubai", to: "Ajman" },
    ]);
    expect(told[1]).toMatchObject({ at: 31 * MINUTE + 1, entry: { actor: "me", data: { text: "wants a garden" } } });
  });

  it("folds one person's edits within minutes, and no others", () => {
    const told = items([
      entry(21, field("city", null, "Dubai"), { actor: "omar" }),
      entry(20, field("value", "1", "2")),
      entry(16, field("value", null, "1")),
      entry(9, field("company", null, "Acme")),
    ]);
    expect(told.map((item) => (item.kind === "fields" ? item.changes.map(({ field: name }) => name) : item.kind))).toEqual([
      ["city"],
      ["value", "value"],
      ["company"],
    ]);
  });

  it("ED1: stands where it was, whenever it was written down", () => {
    const late = entry(9, attempt({ outcome: "reached", logged: 9 * MINUTE }), { at: 2 * MINUTE });
    const entries = [late, entry(4, attempt()), entry(3, attempt()), entry(1, note("first"))];
    expect(items(entries).map(({ key }) => key)).toEqual([4, 3, 9, 1].map(uuidOf));
    expect([triesOf(entries), unansweredBy(entries)]).toEqual([2, "phone"]);
  });

  it("does not fold edits that something else happened between", () => {
    const told = items([entry(4, field("city", null, "A")), entry(3, attempt()), entry(2, field("city", null, "B"))]);
    expect(told.map(({ kind }) => kind)).toEqual(["fields", "talk", "fields"]);
  });

  it("keeps the key of a fold while edits join it, so that what is open stays open", () => {
    const [first] = items([entry(2, field("city", null, "A"))]);
    const [second] = items([entry(3, field("city", "A", "B")), entry(2, field("city", null, "A"))]);
    expect(second?.key).toBe(first?.key);
  });

  it("tells a note as it reads now, with how it read before, and strikes what was taken back", () => {
    const told = items([
      entry(5, { kind: "withdrawn", of: uuidOf(1) }),
      entry(4, { kind: "rewritten", of: uuidOf(2), text: "better", mentions: [] }),
      entry(3, { kind: "withdrawn", of: uuidOf(9) }),
      entry(2, note("good")),
      entry(1, attempt()),
    ]);
    expect(told).toMatchObject([
      { kind: "change", of: "attempt" },
      { kind: "change", of: null },
      { kind: "note", note: { text: "better", withdrawn: false, edits: [{ text: "good" }] } },
      { kind: "talk", withdrawn: true },
    ]);
  });

  it("shows what is on its way before it is told: a note, another text for one, one taken back", () => {
    const sending = { key: "k", lead: uuidOf(1), mentions: [], at: 9 * MINUTE };
    const entries = [entry(2, note("good")), entry(1, note("old"))];
    const told = itemsOf(
      entries,
      [
        { ...sending, of: null, text: "new" },
        { ...sending, of: uuidOf(2), text: "better" },
        { ...sending, of: uuidOf(1), text: null },
      ],
      "me",
    );
    expect(told).toMatchObject([
      { kind: "note", sending: true, note: { by: "me", text: "new" } },
      { kind: "note", sending: true, note: { text: "better", edits: [{ text: "good" }] } },
      { kind: "note", sending: true, note: { text: "old", withdrawn: true } },
    ]);
  });

  it("groups by day in the order of the story, and conversations by channel, the newest channel first", () => {
    const told = items([
      entry(1500, attempt({ channel: "whatsapp", way: "in", outcome: "reached" })),
      entry(1450, attempt()),
      entry(20, attempt({ channel: "whatsapp" })),
      entry(10, note("x")),
    ]);
    const days = byDay(told, (at) => Math.floor(at / (1440 * MINUTE)));
    expect(days.map(({ key, items: of }) => [key, of.length])).toEqual([
      ["1", 2],
      ["0", 2],
    ]);
    // What has waited since yesterday comes before what happened today, and belongs to its day all the same.
    const mixed = [told[3], told[0], told[2]].flatMap((one) => one ?? []);
    expect(byDay(mixed, (at) => Math.floor(at / (1440 * MINUTE))).map(({ key, items: of }) => [key, of.length])).toEqual([
      ["1", 1],
      ["0", 2],
    ]);
    expect(threadsOf(told).map(({ key, items: of }) => [key, of.length])).toEqual([
      ["whatsapp", 2],
      ["phone", 1],
    ]);
  });

  const data = fc.oneof(
    fc.constantFrom<TimelineData>(attempt(), note("n"), { kind: "created" }, { kind: "archived", on: true }),
    fc.constantFrom("city", "value").map((name) => field(name, null, "x")),
    fc.nat(30).map((n): TimelineData => ({ kind: "withdrawn", of: uuidOf(n) })),
    fc.nat(30).map((n): TimelineData => ({ kind: "rewritten", of: uuidOf(n), text: "r", mentions: [] })),
  );
  property.prop([fc.array(fc.tuple(data, fc.constantFrom("sara", "omar")), { maxLength: 30 })])(
    "every entry is told once: in one item, under one filter besides All, except that a new text is its note's",
    (told) => {
      const entries = told.map(([one, actor], index) => entry(told.length - index, one, { actor }));
      const shown = items(entries);
      const count = (list: readonly Item[]) => list.reduce((sum, item) => sum + (item.kind === "fields" ? item.changes.length : 1), 0);
      expect(count(shown)).toBe(entries.filter((one) => one.data.kind !== "rewritten").length);
      expect(new Set(shown.map(({ key }) => key)).size).toBe(shown.length);
      for (const item of shown) expect((["notes", "talks", "changes"] as const).filter((filter) => takes(filter, item))).toHaveLength(1);
    },
  );
});

describe("how often nobody answered", () => {
  const no = attempt();
  const yes = attempt({ outcome: "reached" });
  it.each([
    ["none", [], 0, null],
    ["twice in a row", [no, no, yes, no], 2, "phone"],
    ["a message left does not end the row", [attempt({ outcome: "message_left" }), no], 1, null],
    ["they called", [attempt({ outcome: "reached", way: "in" }), no], 0, null],
    ["by WhatsApp", [attempt({ channel: "whatsapp" })], 1, "whatsapp"],
  ] as const)("%s", (_, told, tries, by) => {
    const entries = told.map((one, index) => entry(told.length - index, one));
    expect([triesOf(entries), unansweredBy(entries)]).toEqual([tries, by]);
  });

  it("an attempt that was taken back counts no more", () => {
    const entries = [entry(3, { kind: "withdrawn", of: uuidOf(2) }), entry(2, no), entry(1, no)];
    expect(triesOf(entries)).toBe(1);
  });
});

describe("logging by a letter", () => {
  it("gives no letter twice, and none that goes to the text", () => {
    const keys = LOG_CHOICES.flatMap(({ choices }) => choices.flatMap(({ key }) => key ?? []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain("t");
  });

  it.each([
    [{ key: "r", code: "KeyR" }, "phone", "reached"],
    [{ key: "N", code: "KeyN" }, "phone", "no_answer"],
    // An Arabic keyboard: the letter that is where R is on a Latin one.
    [{ key: "ق", code: "KeyR" }, "phone", "reached"],
    // A French one has its M elsewhere: what it says counts.
    [{ key: "m", code: "Semicolon" }, "phone", "message_left"],
  ])("%o", (event, channel, outcome) => {
    expect(choiceOf(event)).toMatchObject({ channel, outcome, way: "out" });
  });

  it("does nothing on other keys", () => {
    expect(choiceOf({ key: "Enter", code: "Enter" })).toBeUndefined();
    expect(choiceOf({ key: "z", code: "KeyZ" })).toBeUndefined();
  });
});

const person = (id: string, name: string) => ({ id, name });
const SARA = person("sara", "Sara Khan");
const SARAH = person("sarah", "Sara");
const LAYLA = person("layla", "ليلى حداد");

describe("naming colleagues in a note", () => {
  it.each([
    ["hello @sa", 9, "sa"],
    ["@", 1, ""],
    ["mail a@b", 8, null],
    ["@sara khan", 10, "sara khan"],
    ["@sara\nkhan", 10, null],
    ["(@la", 4, "la"],
    ["nothing", 7, null],
    ["@ not a name", 12, null],
  ])("%s", (text, caret, query) => {
    expect(mentionAt(text, caret)?.query ?? null).toBe(query);
  });

  it("puts the name where it was asked for, with a space behind it, once", () => {
    const asking = mentionAt("ask @sa please", 7);
    expect(asking).not.toBeNull();
    expect(withMention("ask @sa please", asking ?? { from: 0, query: "" }, SARA)).toEqual({ text: "ask @Sara Khan please", caret: 15 });
    expect(withMention("@s", { from: 0, query: "s" }, SARA).text).toBe("@Sara Khan ");
  });

  it("finds people by the beginnings of their names in any script", () => {
    expect(matching([SARA, SARAH, LAYLA], "kh")).toEqual([SARA]);
    expect(matching([SARA, SARAH, LAYLA], "ليل")).toEqual([LAYLA]);
    expect(matching([SARA, SARAH, LAYLA], "")).toHaveLength(3);
  });

  it("takes the longer of two names, and no name out of a longer word", () => {
    expect(stillNamed("@Sara Khan and @Sara", [SARAH, SARA])).toEqual(["sara", "sarah"]);
    expect(stillNamed("@Saraya", [SARAH])).toEqual([]);
  });

  property.prop([fc.array(fc.constantFrom("@Sara Khan", "@Sara", "@", " ", "x", "@ليلى حداد", "\n"))])(
    "cuts a text and loses nothing of it",
    (bits) => {
      const text = bits.join("");
      const parts = partsOf(text, [SARA, SARAH, LAYLA]);
      expect(parts.map((part) => part.text).join("")).toBe(text);
      for (const part of parts) if (part.person !== null) expect(part.text.startsWith("@")).toBe(true);
    },
  );

  it("PM1: offers only those who see the lead", () => {
    const member = (id: string, role: "agent" | "manager" | "owner", teams: string[] = [], status: "active" | "suspended" = "active") => ({
      id,
      name: id,
      role,
      teams,
      status,
      away: false,
      open: 0,
    });
    const members = [
      member("me", "manager", ["a"]),
      member("hers", "agent"),
      member("other", "agent"),
      member("theirs", "manager", ["b"]),
      member("boss", "owner"),
      member("gone", "owner", [], "suspended"),
    ];
    const asked = { workspace: "w", me: "me", agentsSeeUnclaimed: true };
    const seen = (owner: string | null, team: string | null) =>
      seers(members, { owner, team, archivedAt: null }, asked).map(({ id }) => id);
    expect(seen("hers", "a")).toEqual(["boss", "hers"]);
    expect(seen(null, null)).toEqual(["boss", "hers", "other", "theirs"]);
  });
});
