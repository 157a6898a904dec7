import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { wallAt, weekdayOf } from "../../domain/localtime.ts";
import { proposeNextTry } from "../../domain/nexttry.ts";
import { DEFAULT_SETTINGS, type WorkingHours } from "../../domain/workspace.ts";

const week = DEFAULT_SETTINGS.workingHours;
const gulf: WorkingHours = { "7": [540, 1080], "1": [540, 1080], "2": [540, 1080], "3": [540, 1080], "4": [540, 840] };
const timeZone = "Asia/Dubai";
const at = (local: string) => Date.parse(`${local}:00+04:00`);
const shown = (moment: number) => new Date(moment + 4 * 3_600_000).toISOString().slice(0, 16);

describe("after nobody answered, the next try is proposed", () => {
  // 26 November 2026 is a Thursday.
  it.each<[string, WorkingHours, number, string, string]>([
    ["two hours later", week, 1, "2026-11-26T10:00", "2026-11-26T12:00"],
    ["at a time that people say", week, 1, "2026-11-26T10:07", "2026-11-26T12:15"],
    ["when the day begins, after a try before it", week, 1, "2026-11-26T06:00", "2026-11-26T09:00"],
    ["the next morning, where the day is over by then", week, 1, "2026-11-26T16:00", "2026-11-27T09:00"],
    ["after the weekend, where the week is", week, 1, "2026-11-27T17:30", "2026-11-30T09:00"],
    ["on Sunday, where that is a working day", gulf, 1, "2026-11-26T13:00", "2026-11-29T09:00"],
    ["the second: the next afternoon, after a morning", week, 2, "2026-11-26T10:00", "2026-11-27T15:45"],
    ["the second: the next morning, after an afternoon", week, 2, "2026-11-26T15:00", "2026-11-27T11:15"],
    ["the second: over the weekend", week, 2, "2026-11-27T15:00", "2026-11-30T11:15"],
    ["the second, in the evening at home: the morning", week, 2, "2026-11-26T21:00", "2026-11-27T11:15"],
    ["the second: the other half of a short day", gulf, 2, "2026-11-25T10:00", "2026-11-26T12:45"],
    ["the third: two working days later", week, 3, "2026-11-26T10:00", "2026-11-30T15:45"],
    ["the fourth: a week later", week, 4, "2026-11-26T10:00", "2026-12-03T15:45"],
    ["a fifth: a week later again", week, 5, "2026-12-03T15:45", "2026-12-10T11:15"],
    ["a week later is a working day", week, 4, "2026-11-28T12:00", "2026-12-07T15:45"],
    ["where a workspace never opens, by day", {}, 1, "2026-11-26T22:00", "2026-11-27T09:00"],
  ])("%s", (_title, hours, tries, now, then) => {
    expect(shown(proposeNextTry({ now: at(now), tries, hours, timeZone }))).toBe(then);
  });

  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 30, max: 1440 }))
    .map(([opens, long]): [number, number] => [opens, Math.min(1440, opens + long)]);
  const hours = fc
    .uniqueArray(fc.constantFrom("1" as const, "2" as const, "3" as const, "4" as const, "5" as const, "6" as const, "7" as const), {
      minLength: 1,
    })
    .chain((days) => fc.tuple(...days.map((day) => stretch.map((one) => [day, one] as const))))
    .map((days) => Object.fromEntries(days) as WorkingHours);

  property.prop([
    fc.integer({ min: 1_704_067_200_000, max: 1_924_992_000_000 }),
    fc.integer({ min: 1, max: 8 }),
    hours,
    fc.constantFrom("Asia/Dubai", "Asia/Riyadh", "Asia/Kolkata"),
  ])("always within working hours, never sooner than two hours, at most a week and the days off later", (now, tries, open, zone) => {
    const then = proposeNextTry({ now, tries, hours: open, timeZone: zone });
    const { day, minute } = wallAt(then, zone);
    const [opens, closes] = open[String(weekdayOf(day)) as keyof WorkingHours] ?? [1, 0];
    expect([opens <= minute, minute < closes]).toEqual([true, true]);
    if (tries === 1) expect(then).toBeGreaterThanOrEqual(now + 2 * 3_600_000);
    const days = day - wallAt(now, zone).day;
    expect(days).toBeGreaterThanOrEqual(tries >= 4 ? 7 : tries === 1 ? 0 : tries - 1);
    expect(days).toBeLessThanOrEqual(tries === 3 ? 14 : tries >= 4 ? 13 : 8);
  });
});
