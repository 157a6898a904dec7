import { describe, expect, it } from "vitest";
import type { DayItem } from "../../domain/myday.ts";
import { changesIn, held, type Section, settled, type Shown } from "../../web/views/day/still.ts";

const item = (key: string, group: DayItem["group"] = "now"): DayItem => ({
  key,
  lead: key,
  followUp: null,
  group,
  why: { code: group === "overdue" ? "overdue" : "due", at: 0 },
  others: 0,
});
const plan = (...keys: string[]) => ({
  items: keys.map((key) => item(key.replace("!", ""), key.endsWith("!") ? "overdue" : "now")),
  sectionOf: (one: DayItem): Section => (one.group === "overdue" ? "overdue" : "today"),
});
const words = (list: readonly Shown[]) =>
  list.map(({ key, state, section }) => `${key}${state === "here" ? "" : ` ${state}`}${section === "overdue" ? "!" : ""}`).join(", ");
const nobody = () => false;
const mine = (key: string) => (one: DayItem) => one.key === key;

describe("a list that empties and stands still under the pointer", () => {
  const start = settled([], plan("a", "b", "c"));

  it("follows the plan while nobody points at it, and what left folds away where it stood", () => {
    const next = settled(start, plan("b", "x", "c"));
    expect(words(next)).toBe("a leaving, b, x, c");
    expect(words(settled(next, plan("b", "x")))).toBe("a leaving, b, x, c leaving");
  });

  it("holds every row in its place while somebody does: what others did waits", () => {
    const next = held(start, plan("x", "c", "b!"), nobody);
    expect(words(next)).toBe("a gone, b, c");
    expect(changesIn(next, plan("x", "c", "b!").items)).toBe(2);
    expect(words(settled(next, plan("x", "c", "b!")))).toBe("a leaving, x, c, b!");
  });

  it("takes away at once what the person did themselves", () => {
    expect(words(held(start, plan("a", "c"), mine("b")))).toBe("a, b leaving, c");
  });

  it("puts what the person made where it belongs: under what the plan has above it", () => {
    expect(words(held(start, plan("a", "n", "b", "c"), mine("n")))).toBe("a, n, b, c");
    expect(words(held(start, plan("n", "a", "b", "c"), mine("n")))).toBe("n, a, b, c");
  });

  it("brings back what came back, and forgets nothing twice", () => {
    const without = held(start, plan("b", "c"), nobody);
    expect(words(held(without, plan("a", "b", "c"), nobody))).toBe("a, b, c");
    expect(changesIn(start, plan("a", "b", "c").items)).toBe(0);
  });
});
