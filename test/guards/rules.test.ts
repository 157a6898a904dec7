import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { sourcesUnder } from "../support/sources.ts";
import { titlesOf } from "../support/titles.ts";

const rules = [...(await readFile("domain/RULES.md", "utf8")).matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].flatMap((match) => match[1] ?? []);
const tests = (await sourcesUnder(["test"])).filter((source) => /\.(test|spec)\.tsx?$/.test(source.path));
const quoted = tests.flatMap((source) =>
  titlesOf(source.code).flatMap((title) => [...title.matchAll(/\b[A-Z]{2}\d+\b/g)].map(([rule]) => ({ rule, where: source.path }))),
);

describe("the rules and the tests that prove them", () => {
  it("finds both", () => {
    expect(rules.length).toBeGreaterThan(10);
    expect(new Set(rules).size).toBe(rules.length);
    expect(quoted.length).toBeGreaterThan(rules.length);
  });

  it.each(rules)("%s is quoted by the title of a test", (rule) => {
    expect(
      quoted.filter((one) => one.rule === rule).length,
      `no test's title quotes ${rule}: write the one that proves it`,
    ).toBeGreaterThan(0);
  });

  it("no title quotes a rule that is not there", () => {
    const unknown = quoted.filter((one) => !rules.includes(one.rule));
    expect(unknown).toEqual([]);
  });
});
