import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { records } from "../../web/words/en/records.ts";
import { sourcesUnder } from "../support/sources.ts";

/** What the code records, wherever an act is written down; those of sign-in are written by triggers. */
async function actsWritten(): Promise<string[]> {
  const sources = await sourcesUnder(["worker", "party"]);
  const named = sources.flatMap(({ code }) =>
    [...code.matchAll(/\bact:\s*(?:[^,;{}]*?[?:]\s*)?"([a-z_]+\.[a-z_]+)"/g)].map((match) => match[1] ?? ""),
  );
  const triggers = await Promise.all(["0001_triggers", "0005_people"].map((name) => readFile(`migrations/platform/${name}.sql`, "utf8")));
  const signIn = triggers.flatMap((sql) =>
    [...sql.matchAll(/INTEGER\), (?:CASE WHEN .*? THEN )?'([a-z_]+)'(?: ELSE '([a-z_]+)')?/g)].flatMap((match) => match.slice(1)),
  );
  return [...new Set([...named, ...signIn.flatMap((act) => (act === undefined || act === "" ? [] : [`auth.${act}`]))])].sort();
}

describe("AU1: records in words", () => {
  it("every act that is recorded has words: a reader of the audit meets no code", async () => {
    const acts = await actsWritten();
    expect(acts).toEqual(expect.arrayContaining(["lead.assigned", "access.refused", "auth.signed_in", "auth.recovery_code_used"]));
    const words = new Set(Object.entries(records.records.act).flatMap(([part, own]) => Object.keys(own).map((act) => `${part}.${act}`)));
    expect(acts.filter((act) => !words.has(act))).toEqual([]);
  });
});
