import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { emailAddress, personName, typedEmail } from "../../domain/person.ts";

describe("who can be given an account", () => {
  it("an address has one spelling, the one that the sign-in looks for", () => {
    const typed = "  Sara.Ali+CRM@Example.COM ";
    expect([v.parse(emailAddress, typed), v.parse(typedEmail, typed)]).toEqual(["sara.ali+crm@example.com", "sara.ali+crm@example.com"]);
  });

  it.each([
    "",
    "sara",
    "sara@example",
    "a..b@example.com",
    "a b@example.com",
    "ſara@example.com",
    "سارة@example.com",
    `${"a".repeat(250)}@x.com`,
  ])("%j is no address that could sign in", (address) => expect(v.is(emailAddress, address)).toBe(false));

  it("a name is one line of somebody's own letters", () => {
    for (const name of ["Nadia O'Hara", "نادية حداد", "李"]) expect(v.parse(personName, ` ${name} `)).toBe(name);
    for (const name of ["", "  ", "a\nb", "a\u0000b", "a\u001b[31m", "x".repeat(121)]) expect(v.is(personName, name)).toBe(false);
  });
});
