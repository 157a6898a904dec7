import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { ATTEMPT_BACK_MS, attemptAt, isLate } from "../../domain/attempt.ts";

const NOW = Date.UTC(2026, 10, 26, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("ED1: when an attempt counts from", () => {
  it.each([
    ["nothing is said of it: now", {}, -DAY, 0],
    ["an hour ago", { at: NOW - HOUR }, -DAY, -HOUR],
    ["never to come", { at: NOW + HOUR }, -DAY, 0],
    ["not before the form was sent", { at: NOW - 2 * HOUR }, -HOUR, -HOUR],
    ["not before a week ago", { at: NOW - 30 * DAY }, -90 * DAY, -ATTEMPT_BACK_MS],
    ["a form of a clock that is ahead: now", { at: NOW }, HOUR, 0],
    ["a clock that is an hour behind, just now", { at: NOW - HOUR, sent: NOW - HOUR }, -DAY, 0],
    ["a clock that is an hour ahead, made ten minutes before it was sent", { at: NOW + HOUR, sent: NOW + 70 * 60_000 }, -DAY, -600_000],
    ["a clock that was set back since", { at: NOW, sent: NOW - HOUR }, -DAY, 0],
  ])("%s", (_, said, submitted, then) => {
    expect(attemptAt(said, NOW + submitted, NOW) - NOW).toBe(then);
  });

  const moment = fc.integer({ min: 0, max: 2 * NOW });
  property.prop([moment, fc.option(moment, { nil: undefined }), moment])("is within its bounds whatever is said", (at, sent, submitted) => {
    const then = attemptAt({ at, sent }, submitted, NOW);
    expect(then).toBeLessThanOrEqual(NOW);
    expect(then).toBeGreaterThanOrEqual(Math.min(NOW, Math.max(submitted, NOW - ATTEMPT_BACK_MS)));
  });

  it("is told to be late from a minute on", () => {
    expect([isLate(NOW - 59_999, NOW), isLate(NOW - 60_000, NOW)]).toEqual([false, true]);
  });
});
