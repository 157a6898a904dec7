import { describe, expect, it } from "vitest";
import { groupPhone } from "../../web/words/phone.ts";

describe("groupPhone", () => {
  it.each([
    ["+971542374842", "+971 54 237 4842"],
    ["+97142374842", "+971 4 237 4842"],
    ["+966501234567", "+966 50 123 4567"],
    ["+97433123456", "+974 3312 3456"],
    ["+96550123456", "+965 5012 3456"],
    ["+97336001234", "+973 3600 1234"],
    ["+96892123456", "+968 9212 3456"],
    ["+201001234567", "+20 100 123 4567"],
    ["+962790123456", "+962 7 9012 3456"],
    ["+96171123456", "+961 71 123 456"],
    ["+9613123456", "+961 3 123 456"],
    ["+918123456789", "+91 81234 56789"],
    ["+447400123456", "+44 7400 123456"],
    ["+12015550123", "+1 201 555 0123"],
    ["+33612345678", "+33 6 12 34 56 78"],
  ])("%s, of a country whose groups are known, is %s", (phone, shown) => {
    expect(groupPhone(phone)).toBe(shown);
  });

  it.each([
    ["+9715423748", "+971 542 3748"],
    ["+4915112345678", "+491 511 234 5678"],
    ["+35312345678", "+353 123 456 78"],
    ["+2901234", "+290 1234"],
  ])("%s, of another length or country, is in groups of three: %s", (phone, shown) => {
    expect(groupPhone(phone)).toBe(shown);
  });

  it.each(["050 123 4567", "<test lead: dummy data for phone_number>", "+12", "", "+97154237484212345"])("%s is no such number", (text) => {
    expect(groupPhone(text)).toBe(text);
  });

  it("never changes the digits, whatever the length", () => {
    for (const start of ["971", "966", "1", "20", "49", "353", "999"]) {
      for (let length = 7; length <= 15; length++) {
        const phone = `+${start.padEnd(length, "1234567890")}`;
        expect(groupPhone(phone).replaceAll(" ", "")).toBe(phone);
        expect(groupPhone(phone)).not.toMatch(/ \d$/);
      }
    }
  });
});
