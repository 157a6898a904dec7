import { describe, expect, it } from "vitest";
import type { Contact } from "../../domain/edit.ts";
import type { Identity } from "../../domain/identity.ts";
import { filledBy, type Filled, furtherContacts, type Given } from "../../domain/repeat.ts";

const nothing: Given = { name: "", phone: null, email: null, company: null, city: null, language: null };
const phone = (value: string): Identity => ({ kind: "phone", value });
const email = (value: string): Identity => ({ kind: "email", value });
const beside = (...identities: readonly Identity[]): Contact[] => identities.map((one) => ({ ...one, label: null }));

const lead = { ...nothing, name: "Layla", phone: "+971501", contacts: [] as Contact[], edited: [] as string[] };
const repeat = {
  ...nothing,
  name: "Layla Haddad",
  phone: "+971501",
  email: "l@example.com",
  city: "Dubai",
  company: "Palm",
  language: "ar",
};
const both = [phone("+971501"), email("l@example.com")];

describe("ED1: what a repeat adds to a lead", () => {
  it.each<[string, Partial<typeof lead>, Partial<Given>, readonly Identity[], Filled]>([
    ["what is empty, and nothing else", {}, {}, both, { email: "l@example.com", city: "Dubai", company: "Palm", language: "ar" }],
    [
      "not what a person edited, emptied too",
      { edited: ["email", "city"] },
      {},
      both,
      { company: "Palm", language: "ar", contacts: beside(email("l@example.com")) },
    ],
    [
      "a name where there is none",
      { name: "" },
      { email: null, city: null, company: null, language: null },
      [phone("+971501")],
      { name: "Layla Haddad" },
    ],
    [
      "a further telephone beside the first",
      full(),
      { phone: "+971501" },
      [...both, phone("+971502")],
      { contacts: beside(phone("+971502")) },
    ],
    [
      "another first one of the form too",
      full(),
      { phone: "+971503" },
      [phone("+971503"), email("l@example.com")],
      { contacts: beside(phone("+971503")) },
    ],
    [
      "one that is no telephone, as typed",
      full(),
      { phone: "call my wife" },
      [email("l@example.com")],
      { contacts: beside(phone("call my wife")) },
    ],
    ["nothing that is among the further ones", full({ contacts: beside(phone("+971502")) }), {}, [...both, phone("+971502")], {}],
    ["no further one where a person edited those", full({ edited: ["contacts"] }), {}, [...both, phone("+971502")], {}],
    [
      "the one a person replaced, beside theirs",
      full({ phone: "+971509", edited: ["phone"] }),
      {},
      both,
      { contacts: beside(phone("+971501")) },
    ],
  ])("%s", (_title, over, given, identities, filled) => {
    expect(filledBy({ ...lead, ...over }, { ...repeat, ...given }, identities)).toEqual(filled);
  });

  function full(over: Partial<typeof lead> = {}) {
    return { name: "Layla", phone: "+971501", email: "l@example.com", company: "P", city: "D", language: "en", ...over };
  }

  it("ten further ones at most; what is there stays, with its label", () => {
    const there = Array.from({ length: 9 }, (_, n) => ({ kind: "phone" as const, value: `+9715${n}`, label: "Old" }));
    const more = furtherContacts({ phone: null, email: null, contacts: there }, { phone: "a", email: null }, [phone("b"), phone("c")]);
    expect(more).toEqual([...there, ...beside(phone("b"))]);
    const full10 = [...there, ...beside(phone("x"))];
    expect(furtherContacts({ phone: null, email: null, contacts: full10 }, { phone: "a", email: null }, [])).toEqual(full10);
  });
});
