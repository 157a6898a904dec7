import { describe, expect, it } from "vitest";
import { isInTheWay, moveOfMost } from "../../web/ui/edge.ts";

const places = (keys: string, from = 0) => new Map(Array.from(keys, (key, at) => [key, from + at]));

describe("the edge that rows stand on", () => {
  it.each([
    ["some come in above: all others stand still on it", places("abcdef"), places("XYabcd"), 2],
    ["one leaves at the top", places("abcdef"), places("bcdefg"), -1],
    ["one leaves near the end: most stay where they are", places("abcdef"), places("abcdf"), 0],
    ["as many stay as move", places("abcd"), places("abXcd"), 0],
    ["one leaves below those that came in", places("abcdef"), places("XYabcef"), 2],
    ["the window is scrolled on", places("abcdef"), places("defghi", 3), 0],
    ["nothing is left of what was there", places("abc"), places("xyz", 40), 0],
    ["nothing was there", new Map<string, number>(), places("abc"), 0],
  ])("%s", (_, before, after, by) => {
    expect(moveOfMost(before, after)).toBe(by);
  });

  it.each([
    ["scrolled away from, above", 3, false],
    ["at the window's first row", 10, true],
    ["at its last", 29, true],
    ["scrolled away from, below", 30, false],
    ["below the end of a list that became shorter", 100, true],
    ["in the blank room that holds a short list in place: its first row left", -1, true],
  ])("a spare row %s", (_, index, inTheWay) => {
    expect(isInTheWay(index, { from: 10, to: 30, count: 100 })).toBe(inTheWay);
  });
});
