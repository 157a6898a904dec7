import { fc, test as property } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { difference, placeNear, shiftFor } from "../../web/ui/anchoring.ts";

const keys = fc.uniqueArray(fc.integer({ min: 0, max: 400 }).map(String), { maxLength: 300 });

describe("a list that changes", () => {
  property.prop([keys, keys])("what came and what went is found without looking at what stayed", (before, after) => {
    const { came, gone } = difference(before, after);
    expect(came.map(({ key }) => key)).toEqual(after.filter((key) => !before.includes(key)));
    for (const { key, index } of came) expect(after[index]).toBe(key);
    expect([...gone].toSorted()).toEqual(before.filter((key) => !after.includes(key)).toSorted());
  });

  property.prop([keys, fc.integer({ min: 0, max: 400 }).map(String), fc.nat(400)])(
    "a row is found wherever one begins to look",
    (list, key, near) => {
      expect(placeNear(list, key, near)).toBe(list.includes(key) ? list.indexOf(key) : undefined);
    },
  );

  property.prop([keys, keys, fc.nat(400), fc.nat(400)])(
    "the row that is held, or the nearest one left on screen, keeps its place on screen",
    (before, after, first, anchor) => {
      fc.pre(before.length > 0);
      const at = { top: (first % before.length) * 10, height: 80, rowHeight: 10, anchor };
      const shift = shiftFor(before, after, at);
      const onScreen = before.slice(at.top / 10, at.top / 10 + 8);
      if (shift === null) expect(onScreen.filter((key) => after.includes(key))).toEqual([]);
      else expect(onScreen.some((key) => after.indexOf(key) === before.indexOf(key) + shift / 10)).toBe(true);
    },
  );
});
