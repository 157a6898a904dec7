import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, type WorkingHours } from "../../domain/workspace.ts";
import { afterWorkingMinutes, waitingDeadlines } from "../../domain/worktime.ts";

const week: WorkingHours = DEFAULT_SETTINGS.workingHours;
const at = (text: string) => Date.parse(text);

describe("afterWorkingMinutes counts only open hours of the workspace", () => {
  it.each([
    ["inside the day", "2026-11-24T10:00:00+04:00", 5, "2026-11-24T10:05:00+04:00"],
    ["before opening", "2026-11-24T06:00:00+04:00", 5, "2026-11-24T09:05:00+04:00"],
    ["after closing", "2026-11-24T18:30:00+04:00", 5, "2026-11-25T09:05:00+04:00"],
    ["across the evening", "2026-11-24T17:58:00+04:00", 5, "2026-11-25T09:03:00+04:00"],
    ["over the weekend", "2026-11-27T19:00:00+04:00", 5, "2026-11-30T09:05:00+04:00"],
    ["more than a day of work", "2026-11-24T09:00:00+04:00", 600, "2026-11-25T10:00:00+04:00"],
  ])("%s", (_title, from, minutes, expected) => {
    expect(new Date(afterWorkingMinutes(at(from), minutes, week, "Asia/Dubai")).toISOString()).toBe(new Date(expected).toISOString());
  });

  it("keeps the wall clock through a change of daylight saving time", () => {
    const sunday: WorkingHours = { "7": [60, 300] };
    expect(afterWorkingMinutes(at("2026-03-29T00:00:00+01:00"), 60, sunday, "Europe/Berlin")).toBe(at("2026-03-29T03:00:00+02:00"));
  });

  it("uses plain time where a workspace never opens", () => {
    expect(afterWorkingMinutes(1_000, 5, {}, "Asia/Dubai")).toBe(1_000 + 300_000);
  });

  it("puts red at twice the goal", () => {
    const from = at("2026-11-24T10:00:00+04:00");
    expect(waitingDeadlines(from, DEFAULT_SETTINGS)).toEqual({ amberAt: from + 300_000, redAt: from + 600_000 });
  });

  property.prop([fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }), fc.integer({ min: 1, max: 600 })])(
    "is never earlier than plain time, and later for more minutes",
    (from, minutes) => {
      const until = afterWorkingMinutes(from, minutes, week, "Africa/Cairo");
      expect(until).toBeGreaterThanOrEqual(from + minutes * 60_000);
      expect(afterWorkingMinutes(from, minutes + 1, week, "Africa/Cairo")).toBeGreaterThan(until);
    },
  );
});
