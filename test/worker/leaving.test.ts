import { asc, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../domain/rights.ts";
import { runJob } from "../../worker/cron/jobs.ts";
import { pushIn } from "../../worker/push/send.ts";
import { removeMember } from "../../worker/store/admins.ts";
import { CHUNK } from "../../worker/store/leaving.ts";
import { setMember } from "../../worker/store/membership.ts";
import { findMember } from "../../worker/store/people.ts";
import { assignment, changeLog, lead, timeline } from "../../worker/store/schema/workspace.ts";
import { subscribe } from "../support/browser.ts";
import { handOf } from "../support/commands.ts";
import { deskOf } from "../support/desk.ts";
import { jobDepsAt, jobRow, runKilled, seeded } from "../support/jobs.ts";
import { leadsOf, personIn, plantLead, plantMany, type StoredLead } from "../support/leads.ts";
import { clock, DOER, memberChange, rooms, run } from "../support/outbox.ts";
import { consumeNow } from "../support/queue.ts";
import { noticesOf, pushService } from "../support/notices.ts";
import { auditOf, checkKept } from "../support/records.ts";
import { signIn } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const db = databases.platform;

async function place() {
  const [north, south] = [`north-${uuidv7()}`, `south-${uuidv7()}`];
  const world = await makeWorld({
    people: {
      owner: { role: "owner" },
      leaver: { role: "agent", teams: [north] },
      heir: { role: "agent", teams: [north, south] },
      other: { role: "agent", teams: [south] },
      auditor: { role: "auditor" },
    },
    rules: [{ match: {}, pool: { kind: "team", team: north } }],
  });
  return { world, north, south };
}

/** Live and archived ones of whoever leaves, and one of somebody else. */
async function plant(world: World, team: string, live: number, archived: number): Promise<StoredLead[]> {
  const owner = personIn(world, "leaver");
  const planted: StoredLead[] = [];
  for (let n = 0; n < live + archived; n++) planted.push(await plantLead(world, { owner, team, archivedAt: n < live ? null : 1 }));
  await plantLead(world, { owner: personIn(world, "other") });
  return planted;
}

function ownerOf(world: World): Actor {
  return {
    person: personIn(world, "owner"),
    workspace: world.id,
    role: "owner",
    teams: [],
    rights: [],
    masked: [],
    agentsSeeUnclaimed: true,
  };
}

/** Removes them as the route does, and leaves the job to the test. */
async function leave(world: World, at: ReturnType<typeof clock>, to: string | null, who = "leaver"): Promise<string> {
  const known = await findMember(db, world.id, personIn(world, who));
  const by = { actor: ownerOf(world), doer: { ...DOER, person: personIn(world, "owner") } };
  const heir = to === null ? null : personIn(world, to);
  const removed = await removeMember(db, by, { person: personIn(world, who), version: known?.version ?? 0 }, heir, at.fresh);
  return removed.job;
}

async function toTheEnd(job: string, at: ReturnType<typeof clock>): Promise<void> {
  for (let runs = 0; runs < 50; runs++) {
    if ((await runJob(job, jobDepsAt(at))).outcome === "done") return;
  }
  throw new Error("a job without an end");
}

const ownersOf = async (world: World) => Map.groupBy(await leadsOf(world), (lead) => lead.owner);

/** Each of them moved once, to that person: row, story, history, log and audit say the same. */
async function expectMoved(world: World, leads: readonly StoredLead[], to: string | null, team: string | null): Promise<void> {
  const by = personIn(world, "owner");
  const from = personIn(world, "leaver");
  const reason = { code: "left", by };
  const now = new Map((await leadsOf(world)).map((lead) => [lead.id, lead]));
  const records = (await auditOf(world)).filter((row) => row.record.act === "lead.assigned");
  for (const lead of leads) {
    expect(now.get(lead.id)).toMatchObject({ owner: to, team, reason, version: lead.version + 1, archivedAt: lead.archivedAt });
    const history = await shard.select().from(assignment).where(eq(assignment.lead, lead.id));
    expect(history).toMatchObject([{ from, to, team, actor: null, reason }]);
    const story = await shard.select().from(timeline).where(eq(timeline.lead, lead.id));
    expect(story).toMatchObject([{ actor: null, data: { kind: "assignment", from, to, reason } }]);
    const log = await shard.select().from(changeLog).where(eq(changeLog.id, lead.id));
    const archived = lead.archivedAt !== null;
    expect(log).toMatchObject([
      {
        op: "update",
        fields: ["owner"],
        actor: null,
        before: { owner: from, team: lead.team, unclaimed: false, archived },
        after: { owner: to, team, unclaimed: to === null, archived },
      },
    ]);
    const audited = records.filter((row) => row.record.subject === lead.id);
    expect(audited.map((row) => [row.record.actor, row.record.onBehalf])).toEqual([[null, by]]);
    expect(audited[0]?.detail).toMatchObject({ before: { owner: from, team: lead.team }, after: { owner: to, team }, reason });
  }
  await checkKept(world);
}

describe("PE1: who leaves loses no lead", () => {
  it("to whom was chosen, archived ones too, each counted once; other people's leads stay", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    const leads = await plant(world, north, CHUNK + 3, 4);
    const job = await leave(world, at, "heir");
    await toTheEnd(job, at);
    await expectMoved(world, leads, personIn(world, "heir"), north);
    expect(await jobRow(job)).toMatchObject({ state: "done", counts: { given: CHUNK + 7 } });
    expect((await ownersOf(world)).get(personIn(world, "other"))).toHaveLength(1);
  });

  it("to the queue: unclaimed, in the team they were in", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    const leads = await plant(world, north, 3, 1);
    const job = await leave(world, at, null);
    await toTheEnd(job, at);
    await expectMoved(world, leads, null, north);
    expect((await jobRow(job)).counts).toEqual({ unassigned: 4 });
  });

  it("a lead goes into the team of whoever gets it", async () => {
    const [{ world, north, south }, at] = [await place(), clock()];
    const leads = await plant(world, north, 2, 0);
    await toTheEnd(await leave(world, at, "other"), at);
    await expectMoved(world, leads, personIn(world, "other"), south);
  });

  it("nobody had any: the job is over at once", async () => {
    const [{ world }, at] = [await place(), clock()];
    const job = await leave(world, at, "heir");
    await toTheEnd(job, at);
    expect(await jobRow(job)).toMatchObject({ state: "done", counts: {} });
  });

  it.each(Array.from({ length: 10 }, (_, n) => n + 1))(
    "killed at any trip it goes on where it stood: nothing lost, nothing twice, counted exactly (schedule %i)",
    async (seed) => {
      const [{ world, north }, at, random] = [await place(), clock(), seeded(seed)];
      const leads = await plant(world, north, CHUNK + 6, CHUNK - 1);
      const job = await leave(world, at, seed % 2 === 0 ? "heir" : null);
      const deaths = await runKilled(job, at, () => random() < 0.2);
      expect(deaths).toBeGreaterThan(0);
      await expectMoved(world, leads, seed % 2 === 0 ? personIn(world, "heir") : null, north);
      expect(await toldOf(world, "heir")).toEqual(seed % 2 === 0 ? idsOf(leads.slice(0, CHUNK + 6)) : []);
      expect((await jobRow(job)).counts).toEqual({ [seed % 2 === 0 ? "given" : "unassigned"]: leads.length });
    },
  );

  it("several runners at once move each lead once", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    const leads = await plant(world, north, CHUNK + 2, 0);
    const job = await leave(world, at, "heir");
    await Promise.all([1, 2, 3].map(() => runJob(job, jobDepsAt(at))));
    await toTheEnd(job, at).catch(() => undefined);
    await expectMoved(world, leads, personIn(world, "heir"), north);
    expect(await jobRow(job)).toMatchObject({ state: "done", counts: { given: leads.length } });
  });

  it("whoever was chosen leaves meanwhile: what they got goes by their own removal, the rest to the queue", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    await plant(world, north, CHUNK + 5, 2);
    const first = await leave(world, at, "heir");
    // The shard is told, and one chunk goes.
    await runJob(first, jobDepsAt(at), 2);
    expect((await ownersOf(world)).get(personIn(world, "heir"))).toHaveLength(CHUNK);
    const second = await leave(world, at, "other", "heir");
    await run(at, rooms());
    await toTheEnd(first, at);
    await toTheEnd(second, at);
    const owners = await ownersOf(world);
    expect([owners.get(null)?.length, owners.get(personIn(world, "other"))?.length]).toEqual([7, CHUNK + 1]);
    expect([owners.has(personIn(world, "leaver")), owners.has(personIn(world, "heir"))]).toEqual([false, false]);
    expect((await jobRow(first)).counts).toEqual({ given: CHUNK, unassigned: 7 });
    await checkKept(world);
  });

  it("whoever was chosen only looks by now: the queue", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    const leads = await plant(world, north, 2, 0);
    const job = await leave(world, at, "heir");
    await setMember(db, memberChange(world, "heir", { role: "auditor" }), DOER, at.fresh);
    await run(at, rooms());
    await toTheEnd(job, at);
    await expectMoved(world, leads, null, north);
  });

  it("from the first step on nobody gives them a lead: the shard knows before anything moves", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    await plant(world, north, 1, 0);
    const other = await plantLead(world, { owner: personIn(world, "other") });
    const job = await leave(world, at, "heir");
    await runJob(job, jobDepsAt(at), 1);
    const told = await (await handOf(world, "owner")).assign(other.id, personIn(world, "leaver"));
    expect([told.status, told.body.error?.code]).toEqual([422, "invalid_input"]);
  });

  it("what was given to them just before is not taken back to them by an undo", async () => {
    const [{ world }, at] = [await place(), clock()];
    const lead = await plantLead(world, { owner: personIn(world, "leaver") });
    const hand = await handOf(world, "owner");
    const of = uuidv7();
    await hand.assign(lead.id, personIn(world, "other"), { mutation: of });
    await toTheEnd(await leave(world, at, null), at);
    expect((await hand.undo(of)).body.error?.code).toBe("conflict");
    expect((await ownersOf(world)).has(personIn(world, "leaver"))).toBe(false);
  });

  it("taken in again before it is over, they keep what is still theirs", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    await plant(world, north, CHUNK + 4, 0);
    const job = await leave(world, at, null);
    await runJob(job, jobDepsAt(at), 2);
    await setMember(db, memberChange(world, "leaver", { teams: [north] }), DOER, at.fresh);
    await run(at, rooms());
    await toTheEnd(job, at);
    const owners = await ownersOf(world);
    expect([owners.get(personIn(world, "leaver"))?.length, owners.get(null)?.length]).toEqual([4, CHUNK]);
    expect(await jobRow(job)).toMatchObject({ state: "done", counts: { unassigned: CHUNK } });
  });

  it("a lead that changes under a chunk costs that chunk one more step and nothing else", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    const leads = await plant(world, north, 3, 0);
    const job = await leave(world, at, "heir");
    await runJob(job, jobDepsAt(at), 1);
    const hand = await handOf(world, "owner");
    let trips = 0;
    const watching = watchSql(testEnv, async (_, database) => {
      // Between what the step read and what it commits.
      if (database === "workspace" && ++trips === 2) await hand.stage(leads[0]?.id ?? "", "contacted");
    });
    await runJob(job, jobDepsAt(at), 1);
    watching.stop();
    expect([(await ownersOf(world)).get(personIn(world, "leaver"))?.length, (await jobRow(job)).cursor]).toMatchObject([3, { lost: 1 }]);
    await toTheEnd(job, at);
    expect((await ownersOf(world)).get(personIn(world, "heir"))).toHaveLength(3);
    expect((await jobRow(job)).counts).toEqual({ given: 3 });
  });
});

const idsOf = (leads: readonly { readonly id: string }[]) => leads.map(({ id }) => id).sort();
const toldOf = async (world: World, who: string) => (await noticesOf(world, who)).map((one) => one.lead).sort();

describe("NT1: who gets the leads of somebody who left", () => {
  it("is told of each once, with whose decision it was, and of no archived one; nobody else is", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    const leads = await plant(world, north, CHUNK + 3, 2);
    const job = await leave(world, at, "heir");
    await toTheEnd(job, at);
    await runJob(job, jobDepsAt(at));
    expect(await toldOf(world, "heir")).toEqual(idsOf(leads.slice(0, CHUNK + 3)));
    const data = { by: personIn(world, "owner") };
    for (const one of await noticesOf(world, "heir")) expect(one).toMatchObject({ kind: "assigned", data, readAt: null, sentAt: null });
    for (const who of ["leaver", "other", "owner", "auditor"]) expect(await noticesOf(world, who)).toEqual([]);
  });

  it("is pushed one digest of very many", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    const browser = await subscribe(await signIn(personIn(world, "heir")));
    at.pass(1_000);
    await plant(world, north, CHUNK + 3, 0);
    await toTheEnd(await leave(world, at, "heir"), at);
    const service = pushService(at.fresh.now);
    expect([await pushIn(service.deps, world.id), await pushIn(service.deps, world.id)]).toEqual([1, 0]);
    expect(await service.shown(browser)).toMatchObject([{ title: `${CHUNK + 3} leads need you` }]);
  });

  it("is told nothing who chose themselves, nor anybody where the queue gets them", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    await plant(world, north, 2, 0);
    await toTheEnd(await leave(world, at, "owner"), at);
    await plantLead(world, { owner: personIn(world, "other") });
    await toTheEnd(await leave(world, at, null, "other"), at);
    for (const who of ["owner", "leaver", "heir", "other"]) expect(await noticesOf(world, who)).toEqual([]);
  });

  it("hears nothing of another workspace's", async () => {
    const [here, there] = [await place(), await place()];
    const at = clock();
    await plant(here.world, here.north, 2, 0);
    await plant(there.world, there.north, 2, 0);
    await toTheEnd(await leave(here.world, at, "heir"), at);
    expect([(await toldOf(here.world, "heir")).length, await toldOf(there.world, "heir")]).toEqual([2, []]);
  });
});

describe("a step", () => {
  it.each([200, 5_000])("reads and writes the same whatever the workspace holds (%i other leads)", async (size) => {
    const [{ world, north }, at] = [await place(), clock()];
    await plantMany(world, size, { owners: [personIn(world, "other"), personIn(world, "heir")], teams: [north], waiting: 5 });
    await shard
      .update(lead)
      .set({ archivedAt: 1 })
      .where(sql`workspace_id = ${world.id} AND n % 3 = 0`);
    await plant(world, north, 2, CHUNK);
    const job = await leave(world, at, "heir");
    await runJob(job, jobDepsAt(at), 1);
    const watching = watchSql(testEnv);
    await runJob(job, jobDepsAt(at), 1);
    watching.stop();
    const trips = watching.trips.filter((trip) => trip.database === "workspace");
    expect(trips).toHaveLength(2);
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(4 * CHUNK);
    expect(trips[1]?.rowsRead).toBeLessThanOrEqual(40 * CHUNK);
    expect((await jobRow(job)).counts).toEqual({ given: CHUNK });
  });

  it("PM1: no statement of it on a workspace's database runs without its workspace", async () => {
    const [{ world, north }, at] = [await place(), clock()];
    await plant(world, north, 1, 1);
    const job = await leave(world, at, "heir");
    const watching = watchSql(testEnv);
    await toTheEnd(job, at);
    watching.stop();
    const texts = watching.trips.flatMap((trip) => (trip.database === "workspace" ? trip.statements : []));
    expect(texts.length).toBeGreaterThan(20);
    const names = (text: string) =>
      /^\s*insert into/i.test(text) ? /^\s*insert into "?\w+"? \([^)]*\bworkspace_id\b/i.test(text) : /workspace_id"? = /i.test(text);
    expect(texts.filter((text) => !names(text))).toEqual([]);
  });
});

describe("removal over HTTP", () => {
  it("EV3: the queue takes the job, and who looks sees the leads move without asking", async () => {
    const { world, north } = await place();
    const desk = await deskOf(world, "owner");
    const leads = await plant(world, north, 3, 1);
    const owner = await Client.open(world.slug, desk.signed);
    await owner.greet(null);
    const told = await desk.ask("POST", `people/${personIn(world, "leaver")}/remove`, { version: 1, to: personIn(world, "heir") });
    expect(told.status).toBe(200);
    await consumeNow([{ kind: "job", id: told.json["job"] }]);
    const frame = await owner.next("changes", ({ upserts }) => upserts.length > 0);
    expect(frame.upserts.map(({ row }) => [row.owner, row.reason.code])).toEqual(
      Array.from({ length: 3 }, () => [personIn(world, "heir"), "left"]),
    );
    await expectMoved(world, leads, personIn(world, "heir"), north);
  });

  it("a suspended member keeps their leads, and routing passes them by", async () => {
    const { world, north } = await place();
    const desk = await deskOf(world, "owner");
    await plant(world, north, 2, 1);
    expect((await desk.ask("POST", `people/${personIn(world, "leaver")}/suspend`, { version: 1 })).status).toBe(200);
    expect((await ownersOf(world)).get(personIn(world, "leaver"))).toHaveLength(3);
    const lead = await plantLead(world, { owner: null });
    const told = await (await handOf(world, "owner")).assign(lead.id, personIn(world, "leaver"));
    expect(told.body.error?.code).toBe("invalid_input");
    const rows = await shard.select().from(changeLog).where(eq(changeLog.workspaceId, world.id)).orderBy(asc(changeLog.seq));
    expect(rows.map((row) => row.entity)).toEqual(["member"]);
  });
});
