import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { phoneIdentity } from "../../domain/phone.ts";

describe("phoneIdentity reads what people type", () => {
  it.each([
    ["+971501234567", "AE", "+971501234567"],
    ["050 123 4567", "AE", "+971501234567"],
    ["00971 50 123 4567", "EG", "+971501234567"],
    ["p:+971501234567", "AE", "+971501234567"],
    ["٠٥٠١٢٣٤٥٦٧", "AE", "+971501234567"],
    ["\u200e+971 50 123 4567\u200e", "AE", "+971501234567"],
    ["01001234567", "EG", "+201001234567"],
    ["(415) 555-2671", "US", "+14155552671"],
    ["<test lead: dummy data for phone_number>", "AE", null],
    ["", "AE", null],
    ["12", "AE", null],
    ["050 123 4567", "ZZ", null],
  ])("%j typed in %s is %j", (typed, country, expected) => {
    expect(phoneIdentity(typed, country)).toBe(expected);
  });

  property.prop([fc.string(), fc.constantFrom("AE", "EG", "US", "??")])("any text is E.164 or null, never an error", (typed, country) => {
    const read = phoneIdentity(typed, country);
    if (read !== null) expect(read).toMatch(/^\+\d{4,15}$/);
  });
});
