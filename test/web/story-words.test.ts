import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { ar as arBase } from "../../web/words/ar.ts";
import { panel as arPanel } from "../../web/words/ar/panel.ts";
import { en as enBase } from "../../web/words/en.ts";
import { panel as enPanel } from "../../web/words/en/panel.ts";
import { createFormat } from "../../web/words/format.ts";
import { createTranslate, type Dictionary } from "../../web/words/translate.ts";
import { DEFAULT_SETUP, type TemplateSetup } from "../../domain/setup.ts";
import type { TimelineData } from "../../domain/story.ts";
import type { WorkingHours } from "../../domain/workspace.ts";
import { mailAddress, whatsappAddress } from "../../web/views/lead/addresses.ts";
import { entryWords, type Telling } from "../../web/views/lead/entry.ts";
import { timeChoices } from "../../web/views/lead/followups/choices.ts";
import { remindWords, repeatWords, whenWords } from "../../web/views/lead/followups/due.ts";
import { fieldOf, fromField } from "../../web/views/lead/followups/field.ts";
import { fillTemplate, filledTemplates } from "../../web/views/lead/story/templates.ts";
import { fieldWords, valueWords } from "../../web/views/lead/story/values.ts";
import { boot, uuidOf } from "./support.ts";

const ZONE = "Asia/Dubai";
/** Thursday 26 November 2026, 12:00 in Dubai. */
const NOON = Date.UTC(2026, 10, 26, 8);
const HOUR = 3_600_000;

function speaking(lang: "en" | "ar") {
  const locale = lang === "en" ? "en-GB" : "ar-AE-u-nu-latn";
  const dictionary = Object.assign({}, lang === "en" ? enBase : arBase, lang === "en" ? enPanel : arPanel) as Dictionary;
  const t = createTranslate([() => dictionary], () => locale);
  const format = createFormat(locale, ZONE, t);
  return { t, locale: () => locale, format: () => format };
}

const SETUP = {
  ...DEFAULT_SETUP,
  fields: [
    { id: "floor", name: "Floor", type: "choice" as const, options: [{ id: "high", name: "High floor" }], filterable: false },
    { id: "moving", name: "Moving in", type: "date" as const, options: [], filterable: false },
  ],
};
const NAMES: Readonly<Record<string, string>> = { sara: "Sara", omar: "Omar" };
const directory = {
  member: (id: string | null) => (id !== null && id in NAMES ? { id, name: NAMES[id] } : undefined),
  rule: () => ({ id: "r", name: "Marina desk" }),
  form: () => ({ id: "f", name: "Villas", project: null }),
  team: (id: string | null) => (id === "north" ? { id, name: "North" } : undefined),
  project: (id: string | null) => (id === "p" ? { id, name: "Marina Heights" } : undefined),
  setup: () => SETUP,
  workspace: () => boot().workspace,
} as unknown as Telling["directory"];
const telling = (lang: "en" | "ar" = "en"): Telling => ({
  words: speaking(lang),
  directory,
  stages: { name: (id) => (id === "won" ? "Won" : id === "lost" ? "Lost" : "New") },
  submissions: [],
  now: NOON,
});
const told = (data: TimelineData, lang?: "en" | "ar", of: "attempt" | "note" | null = null) =>
  entryWords(telling(lang), { id: uuidOf(1), at: NOON, actor: "sara", data }, of);

const EVERY: readonly (readonly [TimelineData, string, string?])[] = [
  [{ kind: "submission", submission: uuidOf(2), form: "f", repeat: false }, "Sent the form “Villas”"],
  [{ kind: "submission", submission: uuidOf(2), form: "f", repeat: true }, "Sent the form “Villas” again"],
  [{ kind: "created" }, "Added by hand"],
  [{ kind: "assignment", from: null, to: "omar", reason: { code: "by_hand", by: "sara" } }, "Assigned to Omar"],
  [{ kind: "assignment", from: "omar", to: "sara", reason: { code: "by_hand", by: "sara" } }, "Moved from Omar to Sara"],
  [{ kind: "assignment", from: "omar", to: null, reason: { code: "by_hand", by: "sara" } }, "Taken from Omar, now unassigned"],
  [{ kind: "assignment", from: null, to: null, team: "north", reason: { code: "by_hand", by: "sara" } }, "Given to the team North"],
  [
    { kind: "assignment", from: "omar", to: null, team: "north", reason: { code: "by_hand", by: "sara" } },
    "Moved from Omar to the team North",
  ],
  [
    { kind: "assignment", from: null, to: null, team: null, reason: { code: "by_hand", by: "sara" } },
    "Taken out of its team, still unassigned",
  ],
  [{ kind: "stage", from: "new", to: "won", value: 1_200_000 }, "Stage New to Won", "AED 1,200,000"],
  [{ kind: "stage", from: "new", to: "lost", lostReason: "price" }, "Stage New to Lost", "Price"],
  [{ kind: "stage", from: "lost", to: "lost", lostReason: "price" }, "Lost reason and value changed", "Price"],
  [{ kind: "attempt", channel: "phone", outcome: "no_answer" }, "Called, no answer"],
  [{ kind: "attempt", channel: "whatsapp", outcome: "reached", way: "in", text: "Yes please" }, "They wrote on WhatsApp", "Yes please"],
  [{ kind: "attempt", channel: "in_person", outcome: "reached" }, "Met in person"],
  [{ kind: "withdrawn", of: uuidOf(3) }, "Withdrew an attempt"],
  [
    { kind: "project", project: "p", from: null, to: { interest: "high", note: "two bedrooms" } },
    "Interested in Marina Heights",
    "High interest · two bedrooms",
  ],
  [{ kind: "project", project: "p", from: { interest: null, note: null }, to: null }, "No longer interested in Marina Heights"],
  [{ kind: "project", project: "q", from: null, to: { interest: null, note: null } }, "Interested in a project"],
  [
    { kind: "follow_up", followUp: uuidOf(4), act: "set", way: "call", due: NOON + 3 * HOUR, note: "mortgage" },
    "Follow-up set: Call, today at 15:00",
    "mortgage",
  ],
  [
    { kind: "follow_up", followUp: uuidOf(4), act: "done", way: "other", due: NOON - 24 * HOUR, note: null },
    "Follow-up done: Something else, due yesterday at 12:00",
  ],
  [{ kind: "no_contact", channels: ["phone", "email"], on: true, source: "call", note: null }, "Asked for no contact by Phone and Email"],
  [{ kind: "no_contact", channels: ["whatsapp"], on: false, source: "other", note: null }, "May be contacted by WhatsApp again"],
  [{ kind: "archived", on: true }, "Archived"],
  [{ kind: "archived", on: false }, "Restored"],
];

describe("what an entry says", () => {
  const every = EVERY.map(([data, what, text]) => ({ data, what, text }));
  it.each(every)("$what", ({ data, what, text }) => {
    const words = told(data);
    expect(words.what).toBe(what);
    expect(words.said?.replaceAll("\u00a0", " ")).toBe(text);
  });

  it.each(every)("in Arabic too: $what", ({ data }) => {
    const { what, how } = told(data, "ar");
    expect(what).toMatch(/[\u0600-\u06ff]/);
    expect(`${what} ${how}`).not.toMatch(/undefined|\{\{|story\./);
  });

  it("names a note that was taken back, and who did it", () => {
    expect(told({ kind: "withdrawn", of: uuidOf(3) }, "en", "note")).toEqual({ what: "Took back a note", how: "by Sara" });
  });

  it("says that a submission came from a file", () => {
    const submission = { id: uuidOf(2), via: "import" } as Telling["submissions"][number];
    const words = entryWords(
      { ...telling(), submissions: [submission] },
      { id: uuidOf(1), at: NOON, actor: null, data: { kind: "submission", submission: uuidOf(2), form: null, repeat: false } },
    );
    expect(words).toEqual({ what: "Imported from a file", how: null });
  });
});

describe("what a field's value says", () => {
  it.each([
    ["value", 1_200_000, "Value", "AED 1,200,000"],
    ["phone", "+971501234567", "Phone", "+971 50 123 4567"],
    ["priority", "high", "Priority", "High"],
    ["language", "ar", "Language", "Arabic"],
    ["lostReason", "price", "Lost because", "Price"],
    ["tags", ["hot", "cash"], "Tags", "hot and cash"],
    ["contacts", ["+971501234567"], "Other phones and emails", "+971 50 123 4567"],
    ["custom:floor", "high", "Floor", "High floor"],
    ["custom:floor", "gone", "Floor", "gone"],
    ["custom:moving", "2026-12-01", "Moving in", "1 Dec 2026"],
    ["custom:other", true, "other", "Yes"],
    ["name", "", "Name", null],
    ["city", null, "City", null],
  ] as const)("%s %o", (field, value, name, text) => {
    const words = speaking("en");
    expect(fieldWords(words, directory, field)).toBe(name);
    const kept = typeof value === "object" && value !== null ? [...value] : value;
    expect(valueWords(words, directory, field, kept)?.replaceAll("\u00a0", " ") ?? null).toBe(text);
  });
});

const WEEK: WorkingHours = { "1": [540, 1080], "2": [540, 1080], "3": [540, 1080], "4": [540, 1080], "5": [540, 1080] };
const said = (now: number, workingHours: WorkingHours) =>
  timeChoices(now, { workingHours, timeZone: ZONE }).map(({ id, at }) => `${id} ${fieldOf(at, ZONE)}`);

describe("times that are meant most often (FU1)", () => {
  it.each([
    [
      "a Thursday noon",
      NOON,
      WEEK,
      ["hour 2026-11-26T13:00", "afternoon 2026-11-26T15:00", "tomorrow 2026-11-27T09:00", "days3 2026-11-30T09:00"],
    ],
    ["a Friday evening", NOON + 31 * HOUR, WEEK, ["hour 2026-11-27T20:00", "morning 2026-11-30T09:00"]],
    [
      "a Monday",
      NOON + 4 * 24 * HOUR,
      WEEK,
      [
        "hour 2026-11-30T13:00",
        "afternoon 2026-11-30T15:00",
        "tomorrow 2026-12-01T09:00",
        "days3 2026-12-03T09:00",
        "week 2026-12-07T09:00",
      ],
    ],
    [
      "no hours said",
      NOON,
      {},
      [
        "hour 2026-11-26T13:00",
        "afternoon 2026-11-26T15:00",
        "tomorrow 2026-11-27T09:00",
        "days3 2026-11-29T09:00",
        "week 2026-12-03T09:00",
      ],
    ],
    [
      "around the clock: no midnight",
      NOON,
      { "4": [0, 1440], "5": [0, 1440] },
      ["hour 2026-11-26T13:00", "afternoon 2026-11-26T15:00", "tomorrow 2026-11-27T09:00", "days3 2026-12-03T09:00"],
    ],
  ] as const)("%s", (_, now, hours, expected) => {
    expect(said(now, hours as WorkingHours)).toEqual(expected);
  });

  const days = fc.subarray(["1", "2", "3", "4", "5", "6", "7"] as const, { minLength: 1 });
  property.prop([days, fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 14 * 24 * 60 })])(
    "all are to come, none twice, the soonest first; and but for an hour from now within working hours",
    (open, opens, minutes) => {
      const workingHours = Object.fromEntries(open.map((day) => [day, [opens, opens + 400]])) as WorkingHours;
      const now = NOON + minutes * 60_000;
      const choices = timeChoices(now, { workingHours, timeZone: ZONE });
      expect(choices.map(({ at }) => at)).toEqual([...new Set(choices.map(({ at }) => at))].sort((a, b) => a - b));
      for (const { id, at } of choices) {
        expect(at).toBeGreaterThan(now);
        if (id === "hour") continue;
        const wall = new Date(`${fieldOf(at, ZONE)}Z`);
        const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
        const stretch = workingHours[String(wall.getUTCDay() || 7) as keyof WorkingHours];
        expect(stretch !== undefined && minute >= stretch[0] && minute < stretch[1]).toBe(true);
      }
    },
  );

  property.prop([
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
    fc.constantFrom("Asia/Dubai", "Europe/Berlin", "America/New_York", "Asia/Kolkata"),
  ])("a date field shows the zone's clock and gives the moment back, but for the hour that the clocks show twice", (moment, zone) => {
    const minute = Math.floor(moment / 60_000) * 60_000;
    const back = fromField(fieldOf(minute, zone), zone);
    expect([minute, minute - HOUR]).toContain(back);
    expect(fieldOf(back ?? 0, zone)).toBe(fieldOf(minute, zone));
  });

  it.each(["", "2026-11-26", "tomorrow", "2026-13-45T10:00"])("a field with %o holds no moment", (field) => {
    expect(fromField(field, ZONE)).toBeNull();
  });
});

describe("when something is due, in words", () => {
  const say = (at: number, lang: "en" | "ar" = "en") => {
    const { t, format } = speaking(lang);
    return whenWords({ t, format: format(), now: NOON, zone: ZONE }, at);
  };
  it.each([
    [NOON + 20 * 60_000, "in 20 minutes"],
    [NOON - 20 * 60_000, "20 minutes ago"],
    [NOON + 30_000, "in 1 minute"],
    [NOON + 3 * HOUR, "today at 15:00"],
    [NOON - 3 * HOUR, "today at 09:00"],
    [NOON + 24 * HOUR, "tomorrow at 12:00"],
    [NOON - 24 * HOUR, "yesterday at 12:00"],
    [NOON + 72 * HOUR, "Sun, 29 Nov at 12:00"],
    [NOON + 60 * 24 * HOUR, "Mon, 25 Jan 2027 at 12:00"],
  ])("%d", (at, words) => {
    expect(say(at).replace("Sun 29", "Sun, 29").replace("Mon 25", "Mon, 25")).toBe(words);
  });

  it("says repeats and reminders, also ones that nobody offers", () => {
    const { t } = speaking("en");
    expect(repeatWords(t, { every: 1, unit: "week" })).toBe("Every week");
    expect(repeatWords(t, { every: 3, unit: "month" })).toBe("Every 3 months");
    expect([null, 0, 10, 60, 1440, 90].map((minutes) => remindWords(t, minutes))).toEqual([
      "No reminder",
      "When it is due",
      "10 minutes before",
      "1 hour before",
      "1 day before",
      "90 minutes before",
    ]);
  });
});

const template = (over: Partial<TemplateSetup> = {}): TemplateSetup => ({
  id: "t",
  name: "Hello",
  channel: "whatsapp",
  language: "en",
  text: "Hello {{name}}, this is {{sender}}. You asked about {{project}}.",
  ...over,
});
const filling = { name: "Layla", project: "Marina Heights", sender: "Sara" };

describe("texts to send", () => {
  it("fills in what is known", () => {
    expect(fillTemplate(template(), filling)).toMatchObject({
      text: "Hello Layla, this is Sara. You asked about Marina Heights.",
      missing: false,
    });
  });

  it("isolates a name of the other direction, and only that", () => {
    const { text } = fillTemplate(template(), { ...filling, name: "ليلى" });
    expect(text).toBe("Hello \u2068ليلى\u2069, this is Sara. You asked about Marina Heights.");
    const arabic = fillTemplate(template({ language: "ar", text: "مرحبًا {{name}}، معك {{sender}}" }), { ...filling, name: "ليلى" });
    expect(arabic.text).toBe("مرحبًا ليلى، معك \u2068Sara\u2069");
  });

  it("leaves no hole where something is not known, and says so", () => {
    expect(fillTemplate(template(), { name: "", project: null, sender: "Sara" })).toMatchObject({
      text: "Hello, this is Sara. You asked about.",
      missing: true,
    });
  });

  it("keeps the lines of a text", () => {
    const lines = template({ text: "Dear {{name}},\n\nthank you.\n{{sender}}", subject: "{{project}}: hello" });
    expect(fillTemplate(lines, filling)).toMatchObject({ text: "Dear Layla,\n\nthank you.\nSara", subject: "Marina Heights: hello" });
  });

  it("offers a channel's texts, those in the lead's language first, and none that is retired", () => {
    const texts = [
      template({ id: "en" }),
      template({ id: "ar", language: "ar" }),
      template({ id: "old", retired: true }),
      template({ id: "mail", channel: "email" }),
    ];
    const offered = (language: string) => filledTemplates(texts, "whatsapp", language, filling).map(({ id }) => id);
    expect(offered("ar")).toEqual(["ar", "en"]);
    expect(offered("en")).toEqual(["en", "ar"]);
  });

  property.prop([fc.string({ unit: "grapheme" })])("whatever somebody is called, the address says exactly the text", (name) => {
    const { text } = fillTemplate(template(), { ...filling, name });
    const address = whatsappAddress("+971501234567", text);
    expect(address).not.toBeNull();
    expect(new URL(address ?? "").searchParams.get("text")).toBe(text);
  });

  it("writes a mail with the line ends of mail", () => {
    expect(mailAddress("layla@example.com", { subject: "A & B", text: "one\ntwo" })).toBe(
      "mailto:layla@example.com?subject=A%20%26%20B&body=one%0D%0Atwo",
    );
    expect(mailAddress("layla@example.com")).toBe("mailto:layla@example.com");
    expect(whatsappAddress("050 123")).toBeNull();
  });
});
