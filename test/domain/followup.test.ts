import { fc, test as property } from "@fast-check/vitest";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addMonths, dayStart, momentOf, wallAt, weekdayOf } from "../../domain/localtime.ts";
import { afterChange, followingOne, newFollowUp, nextDue, personOf, remindAt, wrongDue } from "../../domain/due.ts";
import type { FollowUp, Repeats } from "../../domain/followup.ts";

const ZONES = ["Asia/Dubai", "Africa/Cairo", "Europe/London", "America/St_Johns", "Australia/Lord_Howe"];
const zone = fc.constantFrom(...ZONES);
/** To the minute, from 2024 to 2031: as people say when something is due. */
const minute = fc.integer({ min: 1_704_067_200 / 60, max: 1_924_992_000 / 60 }).map((n) => n * 60_000);
const wall = (at: number, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

const NOW = Date.parse("2026-11-26T09:00:00Z");
const DAY = 86_400_000;
const one: FollowUp = {
  id: "0197f000-0000-7000-8000-000000000001",
  lead: "0197f000-0000-7000-8000-000000000002",
  person: "sara",
  way: "call",
  note: "The villa with the pool",
  dueAt: NOW + DAY,
  remind: 15,
  repeats: null,
  state: "open",
  doneAt: null,
  createdBy: "omar",
  createdAt: NOW - DAY,
  version: 3,
};

describe("the wall clock of a zone", () => {
  property.prop([minute, zone])("says what Temporal says, and is found again from what it says", (at, timeZone) => {
    const { day, minute: of } = wallAt(at, timeZone);
    const theirs = wall(at, timeZone);
    expect([new Date(day * DAY).toISOString().slice(0, 10), of]).toEqual([
      theirs.toPlainDate().toString(),
      theirs.hour * 60 + theirs.minute,
    ]);
    expect(weekdayOf(day)).toBe(theirs.dayOfWeek);
    // Of an hour that comes twice the first is meant.
    expect(momentOf({ day, minute: of }, timeZone)).toBe(theirs.toPlainDateTime().toZonedDateTime(timeZone).epochMilliseconds);
    expect(dayStart(at, timeZone, 3)).toBe(theirs.toPlainDate().add({ days: 3 }).toZonedDateTime(timeZone).epochMilliseconds);
  });

  it.each([
    ["Europe/London", "2026-03-29T01:30", "2026-03-29T01:30:00Z"],
    ["Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00:00Z"],
    ["Europe/London", "2026-10-25T01:30", "2026-10-25T00:30:00Z"],
  ])("%s at %s, which is skipped or comes twice", (timeZone, local, moment) => {
    const asUtc = Date.parse(`${local}:00Z`);
    expect(momentOf({ day: Math.floor(asUtc / DAY), minute: (asUtc % DAY) / 60_000 }, timeZone)).toBe(Date.parse(moment));
  });

  it("a zone that nobody knows is read as UTC", () => {
    expect(wallAt(NOW, "Mars/Olympus")).toEqual(wallAt(NOW, "UTC"));
  });

  property.prop([fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 200 })])(
    "months are added as a calendar does",
    (day, months) => {
      const date = Temporal.PlainDate.from("1970-01-01").add({ days: day }).add({ months });
      expect(addMonths(day, months)).toBe(Temporal.PlainDate.from("1970-01-01").until(date).days);
    },
  );
});

describe("FU1: a series goes on at the hour it was meant for", () => {
  it.each<[string, string, string, Repeats, string, string]>([
    ["the next day", "Asia/Dubai", "2026-11-26T10:00+04:00", { every: 1, unit: "day" }, "2026-11-26T10:05+04:00", "2026-11-27T10:00+04:00"],
    [
      "done before it was due",
      "Asia/Dubai",
      "2026-11-26T10:00+04:00",
      { every: 1, unit: "day" },
      "2026-11-25T10:05+04:00",
      "2026-11-27T10:00+04:00",
    ],
    [
      "long overdue: the first after now",
      "Asia/Dubai",
      "2026-11-01T10:00+04:00",
      { every: 7, unit: "day" },
      "2026-11-26T09:00+04:00",
      "2026-11-29T10:00+04:00",
    ],
    [
      "due at this moment: not now again",
      "Asia/Dubai",
      "2026-11-26T10:00+04:00",
      { every: 1, unit: "week" },
      "2026-12-03T10:00+04:00",
      "2026-12-10T10:00+04:00",
    ],
    [
      "every second week",
      "Asia/Dubai",
      "2026-11-26T10:00+04:00",
      { every: 2, unit: "week" },
      "2026-12-01T10:00+04:00",
      "2026-12-10T10:00+04:00",
    ],
    [
      "over the clocks' change in spring",
      "Europe/London",
      "2026-03-28T09:00Z",
      { every: 1, unit: "day" },
      "2026-03-28T09:10Z",
      "2026-03-29T09:00+01:00",
    ],
    [
      "over the clocks' change in autumn",
      "Africa/Cairo",
      "2026-10-29T09:00+03:00",
      { every: 1, unit: "day" },
      "2026-10-29T10:00+03:00",
      "2026-10-30T09:00+02:00",
    ],
    [
      "a month of fewer days",
      "Asia/Dubai",
      "2026-01-31T10:00+04:00",
      { every: 1, unit: "month" },
      "2026-01-31T11:00+04:00",
      "2026-02-28T10:00+04:00",
    ],
    [
      "a leap year's",
      "Asia/Dubai",
      "2028-01-31T10:00+04:00",
      { every: 1, unit: "month" },
      "2028-01-31T11:00+04:00",
      "2028-02-29T10:00+04:00",
    ],
    [
      "every third month over the year's end",
      "Asia/Dubai",
      "2026-11-30T10:00+04:00",
      { every: 3, unit: "month" },
      "2026-11-30T11:00+04:00",
      "2027-02-28T10:00+04:00",
    ],
  ])("%s (%s)", (_title, timeZone, due, repeats, now, next) => {
    const at = nextDue(Date.parse(due), repeats, timeZone, Date.parse(now));
    expect(new Date(at).toISOString()).toBe(new Date(next).toISOString());
  });

  /** Each done ten minutes after it was due. */
  function run(first: FollowUp, timeZone: string, times: number): FollowUp[] {
    const all = [first];
    for (let n = 0; n < times; n++) {
      const last = all.at(-1) ?? first;
      const next = followingOne(last, `next-${n}`, { owner: null }, timeZone, last.dueAt + 600_000);
      if (next === null) throw new Error("the series ended");
      all.push(next);
    }
    return all;
  }
  const meant = (due: string, repeats: Repeats) =>
    newFollowUp(
      { id: one.id, way: "call", note: null, dueAt: Date.parse(due), remind: null, repeats },
      { id: one.lead, owner: null },
      "sara",
      NOW,
    );

  it("the 31st: 28 February, and 31 March again", () => {
    const dates = run(meant("2027-01-31T10:00+04:00", { every: 1, unit: "month" }), "Asia/Dubai", 4).map(({ dueAt }) =>
      wall(dueAt, "Asia/Dubai"),
    );
    expect(dates.map((date) => date.toPlainDate().toString())).toEqual([
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
      "2027-05-31",
    ]);
  });

  it("moved to an earlier day and done there, one is not followed by the time it was meant for", () => {
    const [first, second] = run(meant("2026-11-30T10:00+04:00", { every: 1, unit: "week" }), "Asia/Dubai", 1);
    const done = [first, second].map((of) => {
      if (of === undefined) throw new Error("the series ended");
      const early = afterChange(of, { act: "move", mutation: one.id, version: 1, dueAt: of.dueAt - 2 * DAY }, "sara", NOW);
      return followingOne(early, "next", { owner: null }, "Asia/Dubai", early.dueAt)?.dueAt;
    });
    expect(done).toEqual([second?.dueAt, Date.parse("2026-12-14T10:00+04:00")]);
  });

  it("an hour that the clocks skip once does not move the others", () => {
    const times = run(meant("2026-03-27T01:30Z", { every: 1, unit: "day" }), "Europe/London", 4).map(({ dueAt }) =>
      wall(dueAt, "Europe/London"),
    );
    expect(times.map((time) => time.toPlainTime().toString())).toEqual(["01:30:00", "01:30:00", "02:30:00", "01:30:00", "01:30:00"]);
  });

  const repeating = fc.record({
    every: fc.integer({ min: 1, max: 90 }),
    unit: fc.constantFrom("day" as const, "week" as const, "month" as const),
  });

  property.prop([minute, repeating, zone, fc.integer({ min: -400, max: 4_000 })])(
    "the next is a time of the series, after now and after the one before, and the first of those",
    (from, repeats, timeZone, days) => {
      const now = from + days * DAY;
      const next = nextDue(from, repeats, timeZone, now);
      const start = wall(from, timeZone);
      const unit = `${repeats.unit}s` as "days" | "weeks" | "months";
      const time = (n: number) =>
        start
          .toPlainDateTime()
          .add({ [unit]: n * repeats.every })
          .toZonedDateTime(timeZone).epochMilliseconds;
      let n = 1;
      while (time(n) <= Math.max(from, now)) n++;
      expect(next).toBe(time(n));
    },
  );

  property.prop([minute, repeating, zone, fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 12 })])(
    "whenever each one is done, all of them stand on the clock where the first did, or as much later as the clocks jump",
    (from, repeats, timeZone, waits) => {
      let last = { ...one, dueAt: from, repeats: { ...repeats, from } } as FollowUp;
      for (const hours of waits) {
        const now = last.dueAt + hours * 3_600_000;
        const next = followingOne(last, "next", { owner: null }, timeZone, now);
        if (next === null) throw new Error("the series ended");
        const [a, b] = [wall(from, timeZone), wall(next.dueAt, timeZone)];
        const late = b.toPlainTime().since(a.toPlainTime()).total("minutes");
        if (late !== 0)
          expect(momentOf({ day: wallAt(next.dueAt, timeZone).day, minute: a.hour * 60 + a.minute }, timeZone)).toBe(next.dueAt);
        if (repeats.unit === "month") expect(b.day).toBe(Math.min(a.day, b.daysInMonth));
        if (repeats.unit === "week") expect(b.dayOfWeek).toBe(a.dayOfWeek);
        expect(next.dueAt).toBeGreaterThan(Math.max(now, last.dueAt));
        expect([next.state, next.version, next.doneAt, next.createdBy, next.repeats]).toEqual([
          "open",
          1,
          null,
          one.createdBy,
          { ...last.repeats, at: next.dueAt },
        ]);
        last = next;
      }
    },
  );

  it("one that does not repeat is followed by nothing", () => {
    expect(followingOne(one, "next", { owner: "sara" }, "Asia/Dubai", NOW)).toBeNull();
  });
});

describe("FU1: a follow-up", () => {
  it.each<[string | null, string]>([
    ["sara", "sara"],
    [null, "omar"],
  ])("of a lead that %s has is %s's", (owner, person) => {
    expect(personOf({ owner }, one)).toBe(person);
    expect(newFollowUp({ ...one, repeats: null }, { id: one.lead, owner }, "omar", NOW).person).toBe(person);
  });

  it.each<[string, number, "past" | "far" | null]>([
    ["now", 0, null],
    ["a day ago", -DAY, null],
    ["longer ago", -DAY - 1, "past"],
    ["in five years", 5 * 365 * DAY, null],
    ["in six", 6 * 365 * DAY, "far"],
  ])("may be due %s: %i", (_title, after, why) => {
    expect(wrongDue(NOW + after, NOW)).toBe(why);
  });

  it.each<[string, number | null, number, number | null]>([
    ["before it is due", 15, DAY, NOW + DAY - 900_000],
    ["when it is due", 0, DAY, NOW + DAY],
    ["not at all", null, DAY, null],
    ["when it is due where the time before is over", 60, 1_800_000, NOW + 1_800_000],
    ["not any more: it was due", 60, -1, null],
  ])("reminds %s", (_title, remind, after, at) => {
    expect(remindAt({ dueAt: NOW + after, remind }, NOW)).toBe(at);
  });

  it("that is done is whoever's did it", () => {
    const done = afterChange(one, { act: "done", mutation: one.id, version: 3 }, "dana", NOW);
    expect(done).toEqual({ ...one, state: "done", doneAt: NOW, person: "dana", version: 4 });
  });

  it("that is dropped stays whose it was", () => {
    expect(afterChange(one, { act: "drop", mutation: one.id, version: 3 }, "dana", NOW)).toEqual({ ...one, state: "dropped", version: 4 });
  });

  const move = { act: "move", mutation: one.id, version: 3, dueAt: NOW + 5 * DAY } as const;
  const weekly = { every: 1, unit: "week", from: NOW - 6 * DAY } as const;
  it.each<[string, Repeats | null, Repeats | null | undefined, Repeats | null]>([
    ["put off, a series stays where it is", weekly, undefined, weekly],
    ["told again how to repeat, it begins anew", weekly, { every: 1, unit: "week" }, { every: 1, unit: "week", from: move.dueAt }],
    ["told to repeat, it begins", null, { every: 2, unit: "day" }, { every: 2, unit: "day", from: move.dueAt }],
    ["told not to, it ends", weekly, null, null],
  ])("%s", (_title, repeats, told, then) => {
    const after = afterChange({ ...one, repeats }, { ...move, ...(told !== undefined && { repeats: told }) }, "dana", NOW);
    expect(after).toEqual({ ...one, dueAt: move.dueAt, repeats: then, version: 4 });
  });

  it("whose note alone is changed goes on with its series", () => {
    const kept = { ...one, repeats: weekly };
    const told = { ...move, dueAt: one.dueAt, note: "", repeats: { every: 1, unit: "week" } } as const;
    expect(afterChange(kept, told, "dana", NOW)).toEqual({ ...kept, note: null, version: 4 });
  });
});
