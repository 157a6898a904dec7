import { fc, test } from "@fast-check/vitest";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_NOTIFY,
  decidePush,
  type Due,
  namingField,
  SENT_AGAIN,
  notifySettings,
  noticesReadBody,
  quietUntil,
  type Receiver,
  toldOf,
} from "../../domain/notice.ts";
import { digestText, firstName, pushText } from "../../domain/pushtext.ts";
import { workspaceSettings, DEFAULT_SETTINGS } from "../../domain/workspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 12:00 in Dubai (UTC+4). */
const NOON = Date.UTC(2026, 10, 26, 8);
const at = (hour: number, minute = 0) => NOON + (hour - 12) * HOUR + minute * MINUTE;
const quiet = (from: number, to: number, timeZone = "Asia/Dubai") => ({ from: from * 60, to: to * 60, timeZone });

describe("NT1: quiet hours, by the person's own clock", () => {
  it.each([
    ["before them", quiet(21, 8), at(20, 59), null],
    ["at their first minute", quiet(21, 8), at(21), at(32)],
    ["before midnight", quiet(21, 8), at(23, 30), at(32)],
    ["after midnight", quiet(21, 8), at(3), at(8)],
    ["at their end", quiet(21, 8), at(8), null],
    ["within one day", quiet(13, 14), at(13, 59), at(14)],
    ["within one day, after it", quiet(13, 14), at(14), null],
    ["from midnight on", quiet(0, 6), at(24), at(30)],
    ["until midnight", quiet(22, 0), at(23), at(24)],
    ["by another clock", quiet(21, 8, "Europe/London"), at(24), null],
    ["by another clock, later", quiet(21, 8, "Europe/London"), at(26), at(36)],
    ["none", null, at(3), null],
  ])("%s", (_, hours, now, until) => {
    expect(quietUntil(hours, now)).toBe(until);
  });

  test.prop([fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 400 * 24 * 60 })])(
    "they end within a day, and at their end they are over, also where clocks are changed",
    (from, to, minutes) => {
      fc.pre(from !== to);
      const hours = { from, to, timeZone: "Europe/Berlin" };
      const now = NOON + minutes * MINUTE;
      const until = quietUntil(hours, now);
      if (until === null) return;
      expect(until).toBeGreaterThan(now);
      expect(until - now).toBeLessThanOrEqual(25 * HOUR);
    },
  );
});

let made = 0;
const due = (over: Partial<Due> = {}): Due => ({ id: `n${made++}`, at: NOON, kind: "assigned", ...over });
const here: Receiver = { ...DEFAULT_NOTIFY, seenAt: NOON };
const away: Receiver = { ...DEFAULT_NOTIFY, seenAt: NOON - HOUR };

describe("NT1: what is pushed of what is due", () => {
  const [one, two, three, four] = [due(), due({ kind: "taken" }), due({ kind: "mention" }), due({ kind: "over_goal" })];
  const old = due({ at: NOON - 2 * HOUR });
  const held = due({ at: NOON - 11 * MINUTE });
  it.each<[string, Due[], Due[], Receiver, string, Due[]]>([
    ["nothing", [], [], here, "none", []],
    ["one", [one], [one], here, "each", [one]],
    ["three are said one by one", [one, two, three], [one, two, three], here, "each", [one, two, three]],
    ["four are said together", [one, two, three, four], [one, two, three, four], here, "digest", [one, two, three, four]],
    ["what is unread already is not said again to somebody who is here", [one], [one, old, two], here, "each", [one]],
    ["a kind that is switched off", [two], [two], { ...here, off: ["taken"] }, "none", []],
    ["a kind that is switched off, among others", [one, two], [one, two], { ...here, off: ["taken"] }, "each", [one]],
    ["somebody who is away: one is one", [one], [one], away, "each", [one]],
    ["somebody who is away: a second says both, in place of the first", [two], [two, one], away, "digest", [two, one]],
    ["somebody who is away: what they left unread before is not counted", [one], [one, old], away, "each", [one]],
    ["what was held back is said together", [one, held], [one, held], here, "digest", [one, held]],
    ["one that was held back alone is said as it is", [held], [held], here, "each", [held]],
  ])("%s", (_, some, unread, to, kind, notices) => {
    const push = decidePush(some, unread, to, NOON);
    expect(push.kind).toBe(kind);
    expect("notices" in push ? push.notices : []).toEqual(notices);
  });

  it("waits for the end of quiet hours, unless nothing of it is wanted", () => {
    const to = { ...here, quiet: quiet(10, 14) };
    expect(decidePush([one], [one], to, NOON)).toEqual({ kind: "wait", until: at(14) });
    expect(decidePush([two], [two], { ...to, off: ["taken"] }, NOON)).toEqual({ kind: "none" });
  });
});

const SARA = { name: "Sara Haddad", form: "Villas Q4" };
const bare = (text: string) => text.replaceAll(/[\u2068\u2069]/g, "");

describe("NT1, PV2: what a locked screen shows", () => {
  it.each([
    ["usual", "en", SARA, { title: "A lead is yours", body: "Sara · Villas Q4" }],
    ["more", "en", SARA, { title: "A lead is yours", body: "Sara Haddad · Villas Q4" }],
    ["less", "en", SARA, { title: "A lead needs you", body: "Open LEADOXE CRM to see it." }],
    ["usual", "ar", { name: "سارة حداد", form: "فلل" }, { title: "أُسند إليك عميل محتمل", body: "سارة · فلل" }],
    ["less", "ar", SARA, { title: "عميل محتمل بحاجة إليك", body: "افتح LEADOXE CRM لتراه." }],
    ["usual", "en", { name: "Sara", form: null }, { title: "A lead is yours", body: "Sara" }],
    // Out of sight: nothing of the lead.
    ["more", "en", null, { title: "A lead is yours", body: "Open LEADOXE CRM to see it." }],
  ] as const)("%s, in %s: %o", (shows, language, lead, says) => {
    const said = pushText("assigned", lead, shows, language);
    expect({ title: said.title, body: bare(said.body) }).toEqual(says);
  });

  it.each([
    ["Sara Haddad", "Sara"],
    ["  sara  ", "sara"],
    ["Mr. Omar Said", "Omar"],
    ["عبد الله الهاشمي", "عبد الله"],
    ["أبو محمد", "أبو محمد"],
    ["Abdul Rahman Khan", "Abdul Rahman"],
    ["Al", "Al"],
    ["\u202Eevil name", "evil"],
    ["two\nlines", "two"],
    ["", null],
    ["sara@example.com", null],
    ["+971 50 123 4567", null],
    ["٠٥٠١٢٣٤٥٦٧", null],
    ["Sara 0501234567", null],
    ["Sara (sara@x.co)", null],
  ])("of %j the first name is %j", (name, first) => {
    expect(firstName(name)).toBe(first);
  });

  test.prop([
    fc.constantFrom("assigned", "again", "over_goal", "follow_up", "mention", "taken"),
    fc.constantFrom("less", "usual", "more"),
    fc.constantFrom("en", "ar"),
    fc.tuple(fc.string({ unit: "binary" }), fc.stringMatching(/^\+?[0-9]{7,15}$/), fc.string()).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 400 }),
  ])("a telephone in a name is never shown, and all of it is short", (kind, shows, language, name, form) => {
    const said = pushText(kind, { name, form }, shows, language);
    expect(new TextEncoder().encode(said.title + said.body).length).toBeLessThan(1_500);
    const [digits = "none"] = /\d{7,}/.exec(name) ?? [];
    if (!form.includes(digits)) expect(said.title + said.body).not.toContain(digits);
  });

  it("several at once: so many leads, and what of", () => {
    const some = [
      { kind: "assigned", lead: "a" },
      { kind: "assigned", lead: "b" },
      { kind: "follow_up", lead: "a" },
    ] as const;
    expect(digestText(some, "usual", "en")).toEqual({ title: "2 leads need you", body: "2 new · 1 to follow up" });
    expect(digestText(some, "less", "en")).toEqual({ title: "2 leads need you", body: "Open LEADOXE CRM to see it." });
    expect(digestText(some.slice(0, 1), "usual", "en").title).toBe("A lead needs you");
    const many = (count: number) =>
      digestText(
        Array.from({ length: count }, (_, n) => ({ kind: "assigned", lead: `${n}` }) as const),
        "less",
        "ar",
      ).title;
    expect([2, 3, 11, 100].map(many)).toEqual([
      "عميلان محتملان بحاجة إليك",
      "3 عملاء محتملين بحاجة إليك",
      "11 عميلًا محتملًا بحاجة إليك",
      "100 عميل محتمل بحاجة إليك",
    ]);
  });
});

describe("NT1: what may be asked", () => {
  it.each([
    [{ off: [], quiet: null }, true],
    [{ off: ["taken", "taken"], quiet: quiet(21, 8) }, true],
    [{ off: ["everything"], quiet: null }, false],
    [{ off: [], quiet: quiet(8, 8) }, false],
    [{ off: [], quiet: quiet(21, 25) }, false],
    [{ off: [], quiet: quiet(21, 8, "Mars/Olympus") }, false],
    [{ off: [] }, false],
  ])("settings %j: %s", (body, good) => {
    expect(v.safeParse(notifySettings, body).success).toBe(good);
  });

  it.each([
    [{ ids: ["019a0000-0000-7000-8000-00000000000a"] }, true],
    [{ all: true }, true],
    [{ all: true, upTo: "019a0000-0000-7000-8000-00000000000a" }, true],
    [{ all: false }, false],
    [{ ids: [] }, false],
    [{ ids: ["x"] }, false],
    [{ ids: ["019a0000-0000-7000-8000-00000000000a"], all: true }, false],
    [{}, false],
  ])("read %j: %s", (body, good) => {
    expect(v.safeParse(noticesReadBody, body).success).toBe(good);
  });

  it.each<[string, Partial<Parameters<typeof toldOf>[0]>, string[]]>([
    ["who has the lead now, and who had it", { before: { owner: "omar" }, after: { owner: "sara" } }, ["omar", "sara"]],
    ["never who did it", { before: { owner: "mia" }, after: { owner: "sara" } }, ["sara"]],
    ["whom a new lead was given to", { before: null, after: { owner: "sara" }, actor: null }, ["sara"]],
    ["whom a note names", { fields: ["notes", namingField("sara"), namingField("mia")] }, ["sara"]],
    ["whose lead sent a form again", { fields: [SENT_AGAIN], actor: null }, ["omar"]],
    ["whom a lead goes to that sent a form again, once", { fields: [SENT_AGAIN], after: { owner: "sara" } }, ["omar", "sara"]],
    ["nobody, where nothing is theirs", { fields: ["notes", "stage"] }, []],
  ])("a change tells %s", (_title, over, expected) => {
    const owned = { owner: "omar" };
    expect(toldOf({ fields: [], actor: "mia", before: owned, after: owned, ...over })).toEqual(expected);
  });

  it("a workspace says what pushes show, and need not", () => {
    expect(v.parse(workspaceSettings, DEFAULT_SETTINGS).pushShows).toBeUndefined();
    expect(v.safeParse(workspaceSettings, { ...DEFAULT_SETTINGS, pushShows: "phone" }).success).toBe(false);
    expect(v.parse(workspaceSettings, { ...DEFAULT_SETTINGS, pushShows: "more" }).pushShows).toBe("more");
  });
});
