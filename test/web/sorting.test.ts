import { describe, expect, it } from "vitest";
import { landingPlace } from "../../web/ui/sorting.ts";

/** Three rows of 40 px that a fourth one is dragged over. */
const ROWS = [0, 40, 120].map((top) => ({ top, height: 40 }));

describe("where a dragged row lands", () => {
  it.each([
    [-30, 0],
    [19, 0],
    [21, 1],
    [100, 2],
    [139, 2],
    [141, 3],
    [900, 3],
  ])("with its middle at %i it is number %i", (middle, place) => {
    expect(landingPlace(ROWS, middle)).toBe(place);
  });
});
