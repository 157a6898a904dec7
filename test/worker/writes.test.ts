import { afterEach, expect, it, vi } from "vitest";
import { deliver } from "../support/deliver.ts";
import { create } from "../support/intake.ts";
import { type Trip, watchSql } from "../support/sql.ts";
import { makeWorld, testEnv } from "../support/world.ts";

/** Alone in its file: the full-text index joins its segments as it grows, so that only the first lead's rows can be counted. */

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

/** Rows written by table, its indexes and what its triggers keep included. */
function itemised(trips: readonly Trip[]): Record<string, number> {
  const items: Record<string, number> = {};
  for (const trip of trips) {
    for (const [n, text] of trip.statements.entries()) {
      const table = /^\s*(?:insert into|update)\s+"?(\w+)/i.exec(text)?.[1];
      const rows = trip.written[n] ?? 0;
      if (table !== undefined && rows > 0) items[table] = (items[table] ?? 0) + rows;
    }
  }
  return items;
}

/** Rows of the full-text index's own tables: D1 counts its insert as one. */
async function indexRows(): Promise<number> {
  const tables = ["data", "idx", "docsize"].map((name) => `(SELECT count(*) FROM lead_fts_${name})`);
  return (await testEnv.WORKSPACE_DB_1.prepare(`SELECT ${tables.join(" + ")} AS n`).first<number>("n")) ?? 0;
}
/** The index rewrites its structure and its averages with every word it takes. */
const REWRITTEN = 2;

it("one Meta lead writes at most 60 rows, all tables and indexes: a new person with phone and email, by turn, the first of a new form", async () => {
  const world = await makeWorld({
    people: { sara: { role: "agent", teams: ["north"] } },
    rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
  });
  const told = await create(world);
  const before = await indexRows();
  watching = watchSql(testEnv);
  await deliver(told);
  await vi.waitUntil(() => watching?.trips.some((trip) => trip.statements.some((text) => text.startsWith("UPDATE change"))), 10_000);
  watching.stop();
  const items = itemised(watching.trips);
  expect(items).toEqual({
    delivery: 2, // the row, by time
    change: 5, // the row, by delivery, what is due, how it ended and when
    lead: 9, // the row, its number, by id, all, owner, owner and team, team, waiting, and the tally
    lead_search: 2, // the row, the full-text index
    submission: 2, // the row, by lead
    identity: 6, // phone and email: the row, the claim, by lead
    timeline: 2, // told, assigned
    assignment: 1,
    routing_turn: 1,
    form: 1,
    change_log: 3, // the row, its number, by workspace
    audit: 4, // the row, its number, by id, by workspace
    audit_detail: 1,
  });
  const counted = Object.values(items).reduce((sum, rows) => sum + rows, 0);
  const index = (await indexRows()) - before + REWRITTEN;
  expect([counted, index]).toEqual([39, 5]);
  expect(counted + index).toBeLessThanOrEqual(60);
});
