import { describe, expect, it } from "vitest";
import { asJson, type Figure, median, missed, percentile, told } from "../bench/figures.ts";

const figure = (over: Partial<Figure>): Figure => ({ name: "webhook_ack_ratio", value: 0.5, unit: "ratio", runs: 7, ...over });

describe("the bench's figures", () => {
  it("the median of an even number lies between the two in the middle; order does not matter", () => {
    expect([median([3]), median([9, 1, 5]), median([4, 1, 3, 2])]).toEqual([3, 5, 2.5]);
  });

  it("a percentile is a value that was measured: so many are at most that", () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([percentile(hundred, 0.95), percentile(hundred, 1), percentile([7], 0.95), percentile([1, 2], 0.5)]).toEqual([95, 100, 7, 1]);
  });

  it("nothing measured is no figure", () => {
    expect(() => median([])).toThrow("nothing was measured");
    expect(() => percentile([], 0.95)).toThrow("nothing was measured");
  });

  it.each<[number, Figure["target"], boolean]>([
    [0.39, { least: 0.4 }, true],
    [0.4, { least: 0.4 }, false],
    [101, { most: 100 }, true],
    [100, { most: 100 }, false],
    [1_000, undefined, false],
  ])("%d against %j: missed %s", (value, target, expected) => {
    const one = figure({ value, ...(target === undefined ? {} : { target }) });
    expect(missed(one)).toBe(expected);
    expect(told(one).includes("MISSED")).toBe(expected);
  });

  it("the file holds value, unit and runs under each name, and nothing else", () => {
    const file = asJson([
      figure({ target: { least: 0.4 } }),
      figure({ name: "first_js_gzip_bytes", value: 80_768, unit: "bytes", runs: 1 }),
    ]);
    expect(JSON.parse(file)).toEqual({
      webhook_ack_ratio: { value: 0.5, unit: "ratio", runs: 7 },
      first_js_gzip_bytes: { value: 80_768, unit: "bytes", runs: 1 },
    });
  });
});
