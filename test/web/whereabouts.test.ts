import { describe, expect, it } from "vitest";
import { stepFrom, type Whereabouts, whereabouts } from "../../web/views/leads/whereabouts.ts";

/** Follows a person on `lead` through what a list shows, one state after another. */
const follow = (lead: string | null, ...lists: string[]): Whereabouts | null =>
  lists.reduce<Whereabouts | null>((before, ids) => whereabouts("all", ids.split(""), lead, before), null);
const around = (lead: string | null, ...lists: string[]) => {
  const ids = (lists.at(-1) ?? "").split("");
  const at = follow(lead, ...lists);
  return [stepFrom(at, ids, -1), stepFrom(at, ids, 1)];
};

describe("whereabouts", () => {
  it.each<[string, string[], (string | undefined)[]]>([
    ["on a lead, its neighbours are next", ["abcd"], ["a", "c"]],
    ["on the first lead there is nothing above", ["bcd"], [undefined, "c"]],
    ["what comes in above moves the place along", ["abcd", "xyabcd"], ["a", "c"]],
    ["where the lead has left, the one that closed up is next", ["abcd", "acd"], ["a", "c"]],
    ["a gap stays where it is while leads come in above", ["abcd", "acd", "xyacd"], ["a", "c"]],
    ["a gap stays above the lead below the one that left after it", ["abcd", "acd", "ad", "xad"], ["a", "d"]],
    ["two that leave at once leave one gap", ["abcd", "ad"], ["a", "d"]],
    ["the last one that leaves has a gap at the end", ["ab", "a"], ["a", undefined]],
    ["a lead that comes back is on its own place again", ["abcd", "acd", "acdb"], ["d", undefined]],
    ["from an emptied list there is nowhere to go", ["ab", ""], [undefined, undefined]],
  ])("%s", (_title, lists, expected) => {
    expect(around("b", ...lists)).toEqual(expected);
  });

  it("is nowhere without a lead, and for a lead that was never in the list", () => {
    expect([follow(null, "abc"), follow("x", "abc", "bc")]).toEqual([null, null]);
  });

  it("does not take a gap of one list, or of one lead, for another's", () => {
    const gap = follow("b", "abc", "ac");
    expect([whereabouts("mine", ["a", "c"], "b", gap), whereabouts("all", ["a", "c"], "z", gap)]).toEqual([null, null]);
  });
});
