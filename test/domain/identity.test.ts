import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type Candidate, decideJoin, emailIdentity, type Identity, type JoinDecision, refusedByErasure } from "../../domain/identity.ts";
import { fold, namesConflict } from "../../domain/name.ts";

const phone = (value: string): Identity => ({ kind: "phone", value });
const email = (value: string): Identity => ({ kind: "email", value });
const layla: Candidate = { lead: "L", names: ["Layla Haddad"], identities: [phone("+1"), email("l@x.com")] };
const omar: Candidate = { lead: "O", names: ["Omar Aziz"], identities: [phone("+2")] };
const own = (sameAs: string | null): JoinDecision => ({ kind: "own", claims: sameAs === null, sameAs });

describe("decideJoin: a repeat joins by itself only if nothing speaks against it", () => {
  it.each<[string, string, Identity[], Candidate[], JoinDecision]>([
    [
      "LM1: known by the name of a lead that went into it",
      "Omar Aziz",
      [phone("+1")],
      [{ ...layla, names: ["Layla Haddad", "Omar Aziz"] }],
      { kind: "join", lead: "L" },
    ],
    ["LM1: no name of it", "Zeina Nasser", [phone("+1")], [{ ...layla, names: ["Layla Haddad", "Omar Aziz"] }], own("L")],
    ["nobody known", "Layla Haddad", [phone("+1")], [], own(null)],
    ["same phone, same name", "layla  haddad", [phone("+1")], [layla], { kind: "join", lead: "L" }],
    ["same email, shorter name", "Layla", [email("l@x.com")], [layla], { kind: "join", lead: "L" }],
    ["same phone, no name", "", [phone("+1")], [layla], { kind: "join", lead: "L" }],
    ["same phone, another name", "Omar Haddad", [phone("+1")], [layla], own("L")],
    ["same phone, another email", "Layla Haddad", [phone("+1"), email("other@x.com")], [layla], own("L")],
    ["same phone and one of her emails", "Layla Haddad", [phone("+1"), email("l@x.com")], [layla], { kind: "join", lead: "L" }],
    ["the phone of one and the email of another", "Layla Haddad", [phone("+2"), email("l@x.com")], [layla, omar], own("L")],
    ["same phone, a name in another script", "ليلى حداد", [phone("+1")], [layla], own("L")],
  ])("%s", (_title, name, identities, candidates, expected) => {
    expect(decideJoin({ name, identities }, candidates)).toEqual(expected);
  });
});

describe("names", () => {
  it.each([
    ["أحمد", "احمد", false],
    ["فاطمة الزهراء", "فاطمه الزهراء", false],
    ["Zoë Ødegård", "zoe ødegard", false],
    ["Layla H.", "Layla Haddad", false],
    ["", "Layla", false],
    ["Omar Haddad", "Layla Haddad", true],
    ["Layla Haddad", "ليلى", true],
  ])("%s and %s conflict: %s", (a, b, conflict) => {
    expect(namesConflict(a, b)).toBe(conflict);
    expect(namesConflict(b, a)).toBe(conflict);
  });

  property.prop([fc.string()])("folding is stable", (text) => {
    expect(fold(fold(text))).toBe(fold(text));
  });

  property.prop([fc.string()])("a name never conflicts with itself", (name) => {
    expect(namesConflict(name, name)).toBe(false);
  });
});

describe("identities", () => {
  it.each([
    [" Layla@X.com ", "layla@x.com"],
    ["\u200fLayla@x.com\u200e", "layla@x.com"],
    ["a@b", null],
    ["<test lead: dummy data for email>", null],
    ["two words@x.com", null],
  ])("%j is the address %j", (typed, expected) => {
    expect(emailIdentity(typed)).toBe(expected);
  });
});

describe("PV1: an erased person stays erased", () => {
  it.each([
    [100, { erasedAt: 200, neverAgain: false }, true],
    [200, { erasedAt: 200, neverAgain: false }, true],
    [201, { erasedAt: 200, neverAgain: false }, false],
    [201, { erasedAt: 200, neverAgain: true }, true],
  ])("submitted at %d against %j is refused: %s", (at, stone, refused) => {
    expect(refusedByErasure(at, [stone])).toBe(refused);
  });
});
