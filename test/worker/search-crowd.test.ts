import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Found } from "../../domain/listing.ts";
import { plantCrowd, plantWords } from "../support/crowd.ts";
import { personIn } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { makeWorld, testEnv, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: ["north"] },
  agent: { role: "agent" as const },
};
const worlds: World[] = [];
beforeAll(async () => {
  const now = Date.now();
  for (let n = 0; n < 2; n++) {
    const world = await makeWorld({ people });
    await plantCrowd(world, 50_000, { owners: ["agent", "manager"].map((key) => personIn(world, key)), teams: ["north", "south"], now });
    await plantWords(world, 50_000);
    worlds.push(world);
  }
}, 120_000);

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

/** Four ways of finding, of each twenty and one that says there are more; of each the index, the lead and its words. */
const ROWS = 4 * 21 * 4 + 50;

describe("search among 100,000 leads of two workspaces", () => {
  it.each([
    ["a word that is in each", "person", true],
    ["the beginning of one", "pe", true],
    ["a word that is in each of another part", "common", true],
    ["what all telephones begin with", "9715", true],
    ["a word that is in few", "balcony", true],
    ["a common word and a rare one", "person balcony", true],
    ["one lead", "person 4711", false],
    ["nothing", "nobody", false],
  ])("%s: reads as many rows as it may show, and none of the other workspace", async (_title, q, more) => {
    for (const world of worlds) {
      for (const who of ["owner", "manager", "agent"]) {
        const { cookie } = await signIn(personIn(world, who));
        watching = watchSql(testEnv);
        const response = await ask(`/api/w/${world.slug}/search?q=${encodeURIComponent(q)}`, { cookie });
        watching.stop();
        const found: Found = await response.json();
        const trips = watching.trips.filter((trip) => trip.database === "workspace");
        const rows = trips.reduce((sum, trip) => sum + trip.rowsRead, 0);
        expect([q, who, trips.length, rows, rows <= ROWS]).toEqual([q, who, 1, rows, true]);
        expect([q, who, found.more]).toEqual([q, who, more]);
        expect(found.rows.every((row) => row.id.startsWith(world.id))).toBe(true);
        if (who === "agent") expect(found.rows.every((row) => row.owner === null || row.owner === personIn(world, "agent"))).toBe(true);
      }
    }
  });
});
