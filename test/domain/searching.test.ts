import { describe, expect, it } from "vitest";
import { BODY, searchWords } from "../../domain/search.ts";
import { foundIn, goesOn, spellings, termsOf } from "../../domain/searching.ts";

const shown = (text: string) => termsOf(text).map(({ phrases, digits }) => [phrases.map((words) => words.join("+")).join(" "), ...digits]);

describe("what somebody searches for", () => {
  it.each<[string, string[][]]>([
    ["", []],
    ["  ", []],
    ["@ - .", []],
    ["Layla  HADDAD", [["layla"], ["haddad"]]],
    ["layla.h@example.com", [["layla+h+example+com"]]],
    ["أَحْمَد", [["احمد"]]],
    ["050 123 4567", [["050 123 4567", "0501234567", "501234567"]]],
    ["+971 (50) 123-4567", [["971 50 123+4567", "971501234567"]]],
    ["00971501234567", [["00971501234567", "00971501234567", "971501234567"]]],
    ["ahmed ٠٥٠ ١٢٣", [["ahmed"], ["٠٥٠ ١٢٣", "050123", "50123"]]],
    ["villa 12 sea", [["villa"], ["12"], ["sea"]]],
    ["\u200f+971\u200e50", [["971 50", "97150"]]],
    ['a" OR scope:w*', [["a"], ["or"], ["scope+w"]]],
    ["nul\0byte", [["nul"], ["byte"]]],
    ["1 2 3 4 5 6 7 8 9", [["1 2 3 4 5 6 7 8 9", "123456789"]]],
    ["a b c d e f g h i j", "abcdefgh".split("").map((word) => [word])],
  ])("%j", (text, terms) => {
    expect(shown(text)).toEqual(terms);
  });

  it("only the last word may go on, and a single letter does not", () => {
    expect(termsOf("al ha").map(goesOn)).toEqual([false, true]);
    expect(termsOf("al h").map(goesOn)).toEqual([false, false]);
  });

  it("figures are those of either script", () => {
    expect([spellings("b2"), spellings("٢"), spellings("layla")]).toEqual([["b2", "b٢"], ["٢", "2"], ["layla"]]);
  });

  const words = searchWords({
    name: "Layla Haddad",
    phone: "+971501234567",
    email: "layla@example.com",
    company: "Emaar\nProperties",
    city: "Dubai",
    tags: ["VIP", "Sea view"],
    contacts: [{ kind: "phone", value: "+34911223344" }],
  });

  it("FL1: what has no spaces is indexed letter by letter too, in a line of its own that no filter reads", () => {
    const asian = searchWords({ name: "王小明 Wang", phone: null, email: null, company: "東京不動産", city: "Dubai", tags: ["海景"] });
    expect(asian.body.split("\n")).toEqual(["王小明 wang", "東京不動産", "dubai", "海景", "王 小 明 wang 東 京 不 動 産 海 景"]);
  });

  it.each([
    ["王", "name"],
    ["小明", "name"],
    ["明小", "notes"],
    ["不動", "company"],
    ["海景", "about"],
    ["明 wang", "name"],
  ])("%s is found in %s, wherever in a word it stands", (text, parts) => {
    const asian = searchWords({ name: "王小明 Wang", phone: null, email: null, company: "東京不動産", city: "Dubai", tags: ["海景"] });
    expect(foundIn(termsOf(text), asian, []).join(" ")).toBe(parts);
  });

  it("FL1: a lead's words stand in a line each", () => {
    expect(words.body.split("\n")).toEqual(["layla haddad", "emaar properties", "dubai", "vip sea view"]);
    expect(words.body.split("\n").length).toBe(BODY.length);
    expect(searchWords({ name: "", phone: null, email: null }).body.split("\n").length).toBe(BODY.length);
  });

  it.each([
    ["layla", [], "name"],
    ["exam", [], "email"],
    ["exam", ["email"], "notes"],
    ["4567", [], "phone"],
    ["4567", ["phone"], "notes"],
    ["911 22", [], "phone"],
    ["emaar dubai sea", [], "company about"],
    ["balcony", [], "notes"],
  ] as const)("%s is found, with %j kept, in %s (PV2)", (text, masked, parts) => {
    expect(foundIn(termsOf(text), words, masked).join(" ")).toBe(parts);
  });
});
