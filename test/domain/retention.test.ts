import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { effectiveRetention, RETENTION, RETENTION_CLASSES, type RetentionClass, retentionClass } from "../../domain/retention.ts";

const usual = Object.fromEntries(RETENTION_CLASSES.map((key) => [key, RETENTION[key].days]));

describe("RT1: how long each class is kept", () => {
  it("the table's own days where nothing was set", () => {
    expect(effectiveRetention([])).toEqual(usual);
  });

  it.each(RETENTION_CLASSES)("%s: its days lie within its bounds, which are whole days", (key) => {
    const { days, least, most } = RETENTION[key];
    expect([least, days, most].every((count) => Number.isInteger(count) && count > 0)).toBe(true);
    expect(least <= days && days <= most).toBe(true);
  });

  it.each<[string, RetentionClass, number, number]>([
    ["an override wins", "deliveries", 60, 60],
    ["the least is allowed", "deliveries", 7, 7],
    ["the most is allowed", "deliveries", 90, 90],
    ["below the least it is the least", "deliveries", 1, 7],
    ["above the most it is the most", "deliveries", 400, 90],
    ["none at all is still the least", "sessions", 0, 1],
    ["a negative number too", "diagnostics", -30, 7],
    ["half a day is rounded", "audit", 400.6, 401],
    ["what is no number changes nothing", "audit", Number.NaN, 730],
    ["nor does infinity", "audit", Number.POSITIVE_INFINITY, 730],
    ["a class without room stays as it is: shorter", "change_log", 7, 30],
    ["a class without room stays as it is: longer", "undo", 90, 7],
  ])("%s: %s set to %s days is kept %s", (_title, key, days, kept) => {
    expect(effectiveRetention([{ class: key, days }])).toEqual({ ...usual, [key]: kept });
  });

  it("an override of a class that is not in the table changes nothing", () => {
    expect(effectiveRetention([{ class: "leads", days: 1 }])).toEqual(usual);
    expect(v.safeParse(retentionClass, "leads").success).toBe(false);
    expect(v.safeParse(retentionClass, "constructor").success).toBe(false);
  });
});
