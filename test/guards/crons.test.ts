import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { CRON_STRINGS } from "../../worker/cron/schedule.ts";

/** The local system imports the same list. */
it("wrangler.toml ticks exactly the cron strings that have jobs, in every environment", async () => {
  const wrangler = await readFile("wrangler.toml", "utf8");
  const lists = [...wrangler.matchAll(/^\[(?:env\.\w+\.)?triggers\][^[]*?^crons = \[([^\]]*)\]/gm)].map((match) => match[1] ?? "");
  expect(lists.length).toBeGreaterThan(0);
  for (const list of lists) expect([...list.matchAll(/"([^"]+)"/g)].map((match) => match[1])).toEqual(CRON_STRINGS);
});
