import { afterEach, expect, it, vi } from "vitest";
import { campaign, project } from "../../worker/store/schema/workspace.ts";
import { deliver } from "../support/deliver.ts";
import { create } from "../support/intake.ts";
import { watchSql } from "../support/sql.ts";
import { makeWorld, shard, testEnv } from "../support/world.ts";
import { indexRows, isSettled, itemised, REWRITTEN } from "../support/written.ts";

/** Alone in its file: the full-text index joins its segments as it grows, so that only the first lead's rows can be counted. */

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

it("one Meta lead writes at most 60 rows, all tables and indexes: a new person with phone and email, by turn, the first of a new form, by a new ad in a new ad set of a campaign of a project", async () => {
  const world = await makeWorld({
    people: { sara: { role: "agent", teams: ["north"] } },
    rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
  });
  const [told, workspaceId] = [await create(world), world.id];
  await shard.insert(project).values({ workspaceId, id: "villas", name: "Villas" });
  // Known, as it has a project: a new one is a row for the two of that.
  await shard.insert(campaign).values({ workspaceId, id: `1202${world.form}`, name: "Autumn", project: "villas" });
  const before = await indexRows();
  watching = watchSql(testEnv);
  await deliver(told);
  await vi.waitUntil(() => isSettled(watching?.trips ?? []), 10_000);
  watching.stop();
  const items = itemised(watching.trips);
  expect(items).toEqual({
    delivery: 2, // the row, by time
    change: 5, // the row, by delivery, what is due, how it ended and when
    // The row, its number, by id; all, owner, owner and team, team; three of them by activity and by stage; waiting, its goal, and the tally.
    lead: 16,
    ad_set: 1,
    ad: 1,
    lead_project: 1,
    lead_value: 1, // that project
    lead_search: 2, // the row, the full-text index
    submission: 2, // the row, by lead
    identity: 6, // phone and email: the row, the claim, by lead
    timeline: 2, // told, assigned
    assignment: 1,
    routing_turn: 1,
    notice: 2, // the row, unread
    form: 1,
    change_log: 3, // the row, its number, by workspace
    audit: 7, // the row, its number, by id, by workspace, by time, who and what it was about
    audit_detail: 1,
  });
  const counted = Object.values(items).reduce((sum, rows) => sum + rows, 0);
  const index = (await indexRows()) - before + REWRITTEN;
  expect([counted, index]).toEqual([55, 5]);
  expect(counted + index).toBeLessThanOrEqual(60);
});
