import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, dayWords, readDay, startOfWeek, weekdayOf, weeksOf } from "../../web/ui/days.ts";
import { emptyDraft, readDraft } from "../../web/views/lead/create/draft.ts";
import { readAmount, readNumber } from "../../web/views/lead/fields/amount.ts";
import { languageWords } from "../../web/views/lead/fields/languages.ts";
import { knownTags } from "../../web/views/lead/fields/tags.ts";
import { moneyWords } from "../../web/views/money.ts";
import { mayGive } from "../../web/views/lead/create/may-give.ts";
import { boot, row, uuidOf } from "./support.ts";

describe("a number as people type it", () => {
  it.each([
    ["1200", 1_200],
    ["1,200,000", 1_200_000],
    ["1.2m", 1_200_000],
    ["850K", 850_000],
    ["١٢٠٠", 1_200],
    ["۱٬۲۰۰٫۵", 1_200.5],
    ["1 200", 1_200],
    ["1.5 مليون", 1_500_000],
    ["-3.5", -3.5],
    [".5", 0.5],
    ["0.1m", 100_000],
    ["1.2x", null],
    ["", null],
    ["m", null],
    ["1.2.3", null],
    ["1e5", null],
  ])("%j is %j", (text, value) => expect(readNumber(text)).toBe(value));

  it.each([
    ["1.5", null],
    ["1.5k", 1_500],
    ["-1", null],
    ["2000000m", null],
  ])("as an amount %j is %j", (text, value) => expect(readAmount(text)).toBe(value));

  property.prop([fc.integer({ min: 0, max: 1_000_000_000_000 })])("an amount is read as it is written by itself", (value) => {
    expect(readAmount(String(value))).toBe(value);
  });
});

describe("a day as people type it", () => {
  const today = "2026-11-26";
  it.each([
    ["26/11", "2026-11-26"],
    ["3.2.27", "2027-02-03"],
    ["26 11 2026", "2026-11-26"],
    ["2026-11-05", "2026-11-05"],
    ["٢٦/١١/٢٠٢٦", "2026-11-26"],
    ["31/2", null],
    ["29/2/2027", null],
    ["29/2/2028", "2028-02-29"],
    ["13/13", null],
    ["26", null],
    ["tomorrow", null],
    ["1/1/99999", null],
  ])("%j is %j", (text, day) => expect(readDay(text, today)).toBe(day));

  const days = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  property.prop([days, fc.integer({ min: 1, max: 7 })])("its month is shown whole, in weeks that start where weeks start", (day, first) => {
    const weeks = weeksOf(day, first);
    const shown = weeks.flat();
    expect(shown).toHaveLength(42);
    for (const week of weeks) expect(weekdayOf(week[0] ?? "")).toBe(first);
    expect(shown.every((one, index) => index === 0 || one === addDays(shown[index - 1] ?? "", 1))).toBe(true);
    const month = shown.filter((one) => one.startsWith(day.slice(0, 7)));
    expect(month).toHaveLength(new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate());
    expect(startOfWeek(day, first) <= day && addDays(startOfWeek(day, first), 6) >= day).toBe(true);
  });
  property.prop([days, fc.integer({ min: -30, max: 30 })])("another month keeps the date where the month has it", (day, months) => {
    const moved = addMonths(day, months);
    expect(Number(moved.slice(8)) <= Number(day.slice(8))).toBe(true);
    if (Number(day.slice(8)) <= 28) expect(addMonths(moved, -months)).toBe(day);
  });

  it("leaves a text that is no day as it is", () => {
    expect([dayWords("en-GB", "2026-11-26"), dayWords("en-GB", "soon")]).toEqual(["26 Nov 2026", "soon"]);
  });
});

describe("a new lead as it is typed", () => {
  const draft = (over: object) => ({ ...emptyDraft(uuidOf(1), "me"), ...over });
  const own = (type: "number" | "choices" | "checkbox") => ({ id: "f", name: "Own", type, options: [], filterable: false });

  it.each([
    [{}, "needs"],
    [{ name: "  " }, "needs"],
    [{ email: "nobody" }, "email"],
    [{ name: "A", value: "much" }, "value"],
    [{ name: "A", custom: { f: "many" } }, "custom:f"],
  ])("%j is wrong: %s", (over, wrong) => expect(readDraft(draft(over), { fields: [own("number")], stages: [] })).toEqual({ wrong }));

  it("is sent without what is empty, with its numbers as numbers", () => {
    const typed = draft({
      name: " Layla ",
      phone: "050 123 4567",
      value: "1.2m",
      note: " Wants a view ",
      project: "p1",
      custom: { f: "12" },
    });
    expect(readDraft(typed, { fields: [own("number")], stages: [] })).toEqual({
      lead: {
        id: uuidOf(1),
        fields: { name: "Layla", phone: "050 123 4567", value: 1_200_000, custom: { f: 12 } },
        source: "hand",
        owner: "me",
        projects: ["p1"],
        note: "Wants a view",
      },
    });
  });

  it("is nobody's where nobody is chosen", () => {
    expect(readDraft(draft({ name: "A", owner: "" }), { fields: [], stages: [] })).toMatchObject({ lead: { owner: null } });
  });
});

describe("tags that are offered", () => {
  it("are those of the leads on screen, the most used first, each once however it is written; the lead's own in front", () => {
    const rows = [["Cash", "VIP"], ["cash", "sea view"], ["cash"], ["VIP"]].map((tags, n) => row(n + 1, { tags }));
    const leads = { ids: () => rows.map(({ id }) => id), row: (id: string) => rows.find((one) => one.id === id) };
    expect(knownTags(leads, ["vip"])).toEqual(["vip", "Cash", "sea view"]);
  });
});

describe("words of values", () => {
  it("say money in whole units and languages by their names", () => {
    expect(moneyWords("en-GB", "AED", 1_200_000).replace(/\s/g, " ")).toBe("AED 1,200,000");
    expect([languageWords("en-GB", "ar"), languageWords("en-GB", "xx")]).toEqual(["Arabic", "xx"]);
  });
});

describe("whom a new lead may be given to", () => {
  const here = (role: "agent" | "manager" | "owner", agentsSeeUnclaimed = true) => {
    const { me, workspace } = boot();
    return { directory: { me: () => ({ ...me, role, teams: ["t1"], agentsSeeUnclaimed }), workspace: () => workspace } as never };
  };
  const sara = { id: "sara", teams: ["t1"] };
  const omar = { id: "omar", teams: ["t2"] };
  const me = { id: "me", teams: [] };

  it.each([
    ["agent", true, [true, true, false, false]],
    ["agent", false, [true, false, false, false]],
    ["manager", true, [true, true, true, false]],
    ["owner", true, [true, true, true, true]],
  ] as const)("PM1: %s, unclaimed leads shown: %s", (role, sees, expected) => {
    expect([me, null, sara, omar].map((to) => mayGive(here(role, sees), to))).toEqual(expected);
  });
});
