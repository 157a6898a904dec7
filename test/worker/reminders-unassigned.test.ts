import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { runJob } from "../../worker/cron/jobs.ts";
import { removeMember } from "../../worker/store/admins.ts";
import { findMember } from "../../worker/store/people.ts";
import { tellDue, workspacesToRemind } from "../../worker/store/reminders.ts";
import { type lead, member } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { jobDepsAt } from "../support/jobs.ts";
import { leadById, personIn, plantLead, plantMany } from "../support/leads.ts";
import { noticesOf } from "../support/notices.ts";
import { clock, DOER } from "../support/outbox.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PEOPLE = ["owner", "admin", "north", "south", "sara", "omar", "auditor"] as const;

async function scene() {
  const world = await makeWorld({
    people: {
      owner: { role: "owner" },
      admin: { role: "admin" },
      north: { role: "manager", teams: ["north", "east"] },
      south: { role: "manager", teams: ["south"] },
      sara: { role: "agent", teams: ["north"] },
      omar: { role: "agent", teams: ["north"] },
      auditor: { role: "auditor" },
    },
  });
  const at = clock();
  return { world, at, tell: () => tellDue(shard, world.id, 100, at.fresh) };
}

function late(world: World, over: Parameters<typeof plantLead>[1] = {}) {
  return plantLead(world, { team: "north", owner: null, amberAt: Date.now() - MINUTE, ...over });
}

/** How often each was told that a lead waits past the goal. */
async function toldIn(world: World): Promise<Partial<Record<(typeof PEOPLE)[number], number>>> {
  const told: [string, number][] = [];
  for (const who of PEOPLE) {
    const some = (await noticesOf(world, who)).filter(({ kind }) => kind === "over_goal");
    if (some.length > 0) told.push([who, some.length]);
  }
  return Object.fromEntries(told);
}

describe("NT1, FU1: nobody's lead that waits past the goal", () => {
  it.each<[string, string | null, object]>([
    ["the managers of its team", "north", { north: 1 }],
    ["owners and admins where nobody manages its team", "west", { owner: 1, admin: 1 }],
    ["owners and admins where it has no team", null, { owner: 1, admin: 1 }],
  ])("is told to %s, once, whatever runs again and at once", async (_, team, expected) => {
    const { world, at, tell } = await scene();
    const { id, version } = await late(world, { team });
    await Promise.all([tell(), tell(), tell()]);
    at.pass(HOUR);
    expect(await tell()).toBe(0);
    expect(await toldIn(world)).toEqual(expected);
    expect((await leadById(id)).version).toBe(version);
  });

  it("to owners and admins where its team's manager left", async () => {
    const { world, tell } = await scene();
    await shard
      .update(member)
      .set({ status: "removed" })
      .where(eq(member.personId, personIn(world, "north")));
    await late(world);
    await tell();
    expect(await toldIn(world)).toEqual({ owner: 1, admin: 1 });
  });

  it("to nobody where its goal passed days ago, nor in another workspace", async () => {
    const [here, there] = [await scene(), await scene()];
    await late(here.world, { amberAt: Date.now() - 48 * HOUR });
    await late(there.world);
    expect([await here.tell(), await there.tell()]).toEqual([0, 1]);
    expect([await toldIn(here.world), await toldIn(there.world)]).toEqual([{}, { north: 1 }]);
  });

  it("whoever gets it later is told once while it waits, and nobody twice, wherever it goes", async () => {
    const { world, at, tell } = await scene();
    const { id } = await late(world);
    await tell();
    const north = await handOf(world, "north");
    const give = async (who: string | null) => {
      const { version } = await leadById(id);
      expect((await north.assign(id, who === null ? null : personIn(world, who), { version })).status).toBe(200);
      at.pass(MINUTE);
      await Promise.all([tell(), tell()]);
    };
    await give("sara");
    expect(await toldIn(world)).toEqual({ north: 1, sara: 1 });
    await give(null);
    await give("sara");
    await give(null);
    expect(await toldIn(world)).toEqual({ north: 1, sara: 1 });
    await give("omar");
    expect(await toldIn(world)).toEqual({ north: 1, sara: 1, omar: 1 });
  });

  it("given to another team by hand while it waits, it is told to that team's managers by the clock, and to nobody twice", async () => {
    const { world, at, tell } = await scene();
    const { id } = await late(world);
    await tell();
    const owner = await handOf(world, "owner");
    for (const team of ["south", "north", "south"]) {
      const { version } = await leadById(id);
      expect((await owner.assign(id, null, { version, team })).status).toBe(200);
      at.pass(MINUTE);
      await tell();
      expect(await toldIn(world)).toEqual({ north: 1, south: 1 });
    }
  });

  it.each<[string, Partial<typeof lead.$inferInsert>]>([
    ["somebody tried to reach them", { firstAttemptAt: 1 }],
    ["its goal has not passed", { amberAt: Date.now() + 6 * HOUR }],
    ["it is no news any more", { amberAt: Date.now() - 48 * HOUR, goalToldAt: 1 }],
  ])("whoever gets it is told nothing of a goal where %s", async (_, over) => {
    const { world, tell } = await scene();
    const { id } = await late(world, over);
    await tell();
    expect((await (await handOf(world, "north")).assign(id, personIn(world, "sara"))).status).toBe(200);
    expect([await tell(), await toldIn(world)]).toEqual([0, {}]);
  });

  it("one that was its owner's goes to the managers when it comes to be nobody's, also by an undo and by somebody's leaving", async () => {
    const { world, at, tell } = await scene();
    const [given, undone, left] = [await late(world, { owner: personIn(world, "sara") }), await late(world), await late(world)];
    await tell();
    expect(await toldIn(world)).toEqual({ sara: 1, north: 2 });
    const [north, mutation] = [await handOf(world, "north"), uuidv7()];
    await north.assign(given.id, null);
    await north.assign(undone.id, personIn(world, "omar"), { mutation });
    await north.undo(mutation);
    await north.assign(left.id, personIn(world, "omar"));
    at.pass(MINUTE);
    await tell();
    expect(await toldIn(world)).toEqual({ sara: 1, north: 3, omar: 1 });
    const known = await findMember(databases.platform, world.id, personIn(world, "omar"));
    const actor = actorOf(world);
    const by = { actor, doer: { ...DOER, person: actor.person } };
    const { job } = await removeMember(
      databases.platform,
      by,
      { person: personIn(world, "omar"), version: known?.version ?? 0 },
      null,
      at.fresh,
    );
    // Nobody manages that team any more: who is told now was not before.
    await shard
      .update(member)
      .set({ status: "removed" })
      .where(eq(member.personId, personIn(world, "north")));
    for (let runs = 0; (await runJob(job, jobDepsAt(at))).outcome !== "done" && runs < 20; runs++);
    await tell();
    expect((await leadById(left.id)).owner).toBeNull();
    expect(await toldIn(world)).toEqual({ sara: 1, north: 3, omar: 1, owner: 1, admin: 1 });
  });

  it("costs as much as it tells, whatever the workspace holds and its people were told before", async () => {
    const { world, at } = await scene();
    await plantMany(world, 3_000, { owners: [personIn(world, "sara")], teams: ["north"], waiting: 0 });
    for (let n = 0; n < 40; n++) await late(world);
    await testEnv.WORKSPACE_DB_1.prepare(
      `INSERT INTO notice (workspace_id, person_id, id, at, kind, lead_id, data)
       SELECT ?1, ?2, '00000000-0000-7000-8000-' || value, 0, 'over_goal', 'x', '{}' FROM json_each(?3)`,
    )
      .bind(world.id, personIn(world, "north"), JSON.stringify(Array.from({ length: 2_000 }, (_, n) => `${n}`.padStart(12, "0"))))
      .run();
    const watching = watchSql(testEnv);
    expect(await workspacesToRemind(shard, at.fresh.now())).toContain(world.id);
    expect(await tellDue(shard, world.id, 100, at.fresh)).toBe(40);
    watching.stop();
    expect(watching.trips.reduce((sum, trip) => sum + trip.rowsRead, 0)).toBeLessThan(1_000);
  });
});

function actorOf(world: World) {
  const person = personIn(world, "owner");
  return { person, workspace: world.id, role: "owner" as const, teams: [], rights: [], masked: [], agentsSeeUnclaimed: true };
}
