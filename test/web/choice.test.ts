import { describe, expect, it } from "vitest";
import { all, type Choice, from, NOTHING, reached, staying, toggled } from "../../web/views/leads/choosing/choice.ts";
import { tagsAfter } from "../../web/views/leads/choosing/tag-change.ts";

const LIST = ["group:new", "a", "b", "c", "group:won", "d", "e", "f"];
const lead = (item: string) => !item.startsWith("group:");
const ids = ({ ids: chosen }: Choice) => [...chosen].sort().join("");
/** A press with Shift on `to`, from the row one is at. */
const reach = (choice: Choice, to: string, at: string | null = null, list = LIST) => reached(choice, list, to, at, lead);
/** An arrow with Shift from the row one is at. */
const arrow = (choice: Choice, at: string, to: string) => reach(from(choice, at), to, at);

describe("BK1: which leads are chosen", () => {
  it("a press toggles one, and a range goes on from it", () => {
    const one = toggled(NOTHING, "b");
    expect(ids(toggled(one, "e"))).toBe("be");
    expect(ids(toggled(toggled(one, "e"), "b"))).toBe("e");
    expect(ids(reach(one, "d"))).toBe("bcd");
  });

  it("a range that reaches elsewhere leaves what it had reached, and keeps what was chosen before", () => {
    const far = reach(toggled(toggled(NOTHING, "f"), "b"), "e");
    expect(ids(far)).toBe("bcdef");
    expect(ids(reach(far, "c"))).toBe("bcf");
    expect(ids(reach(far, "a"))).toBe("abf");
    // What it ran over was chosen by hand: it stays.
    expect(ids(reach(reach(toggled(toggled(NOTHING, "c"), "b"), "d"), "b"))).toBe("bc");
  });

  it("by arrows it grows and shrinks, over the heads of groups, and begins anew where one has gone elsewhere", () => {
    const down = arrow(arrow(NOTHING, "b", "c"), "c", "group:won");
    expect(ids(down)).toBe("bc");
    expect(ids(arrow(down, "group:won", "d"))).toBe("bcd");
    expect(ids(arrow(arrow(down, "group:won", "d"), "d", "group:won"))).toBe("bc");
    expect(ids(arrow(down, "f", "e"))).toBe("bcef");
  });

  it("without a beginning it begins where one is, else with itself", () => {
    expect(ids(reach(NOTHING, "d", "b"))).toBe("bcd");
    expect(ids(reach(NOTHING, "d"))).toBe("d");
    expect(ids(reach(toggled(NOTHING, "gone"), "d", "c"))).toContain("c");
    expect(ids(reach(toggled(NOTHING, "b"), "not in the list"))).toBe("b");
  });

  it("goes by the order of now: rows that came between are in it, those that left are not", () => {
    const choice = toggled(NOTHING, "b");
    expect(ids(reach(choice, "d", null, ["b", "x", "d", "c"]))).toBe("bdx");
  });

  it("all are the leads of the list, and nothing that may not be chosen", () => {
    expect(ids(all(LIST, lead))).toBe("abcdef");
    expect(ids(all(LIST, (item) => item === "c"))).toBe("c");
  });

  it("what left is chosen no more; where nothing left it is the same choice", () => {
    const choice = all(LIST, lead);
    expect(ids(staying(choice, (id) => id < "c"))).toBe("ab");
    expect(staying(choice, () => true)).toBe(choice);
    expect(staying(choice, () => false)).toBe(NOTHING);
  });
});

describe("BK1: tags of many leads", () => {
  it("each gets and loses what was pressed, and keeps the others as they are written there", () => {
    const change = { add: ["VIP", "sea view"], remove: ["cold"] };
    expect(tagsAfter(["vip", "Cold", "mortgage"], change)).toEqual(["vip", "mortgage", "sea view"]);
    expect(tagsAfter([], change)).toEqual(["VIP", "sea view"]);
    expect(tagsAfter(["Sea View", "VIP"], change)).toEqual(["Sea View", "VIP"]);
  });
});
