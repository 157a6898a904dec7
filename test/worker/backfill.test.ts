import { and, asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../domain/rights.ts";
import { type FieldSetup, type FieldValue, MAX_OPTIONS } from "../../domain/setup.ts";
import { customField, customValues } from "../../domain/values.ts";
import { runJob } from "../../worker/cron/jobs.ts";
import { CHUNK } from "../../worker/store/indexing.ts";
import { makeJobDue } from "../../worker/store/jobs.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { changeSetup } from "../../worker/store/setupchange.ts";
import { handOf } from "../support/commands.ts";
import { jobDepsAt, jobRow, runKilled, seeded } from "../support/jobs.ts";
import { leadsOf, personIn, plantLead, type StoredLead } from "../support/leads.ts";
import { clock, DOER } from "../support/outbox.ts";
import { auditOf } from "../support/records.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const BUDGET: FieldSetup = { id: "budget", name: "Budget", type: "number", options: [], filterable: true };
const UNIT: FieldSetup = {
  id: "unit",
  name: "Unit",
  type: "choices",
  options: ["flat", "villa", "loft"].map((id) => ({ id, name: id })),
  filterable: true,
};
const FIELDS = [BUDGET, UNIT];
type Custom = Record<string, FieldValue>;

const newWorld = () => makeWorld({ people: { owner: { role: "owner" } } });

function ownerOf(world: World): Actor {
  const person = personIn(world, "owner");
  return { person, workspace: world.id, role: "owner", teams: [], rights: [], masked: [], agentsSeeUnclaimed: true };
}

let jobs = 0;
/** Changes the fields as the route does, and leaves the job to the test. */
async function setFields(world: World, at: ReturnType<typeof clock>, value: readonly FieldSetup[]): Promise<string> {
  const job = `index_field:${world.id}:${++jobs}`;
  const actor = ownerOf(world);
  const { version = 0 } = (await setupIn(world)) ?? {};
  const by = { shard, actor, doer: { ...DOER, person: actor.person }, fresh: at.fresh };
  await changeSetup(by, databases.platform, { part: "fields", version, value: [...value] }, job);
  await makeJobDue(databases.platform, job, at.fresh.now());
  return job;
}

async function setupIn(world: World) {
  const [row] = await shard.select().from(tables.setup).where(eq(tables.setup.workspaceId, world.id));
  return row;
}

async function toTheEnd(job: string, at: ReturnType<typeof clock>): Promise<void> {
  for (let runs = 0; runs < 50; runs++) {
    if ((await runJob(job, jobDepsAt(at))).outcome === "done") return;
  }
  throw new Error("a job without an end");
}

/** So many leads, of ten one archived, of five one without any value. */
async function plantLeads(world: World, size: number): Promise<void> {
  await testEnv.WORKSPACE_DB_1.prepare(
    `INSERT INTO lead (id, workspace_id, name, stage, reason, is_test, submitted_at, received_at, amber_at, red_at, last_activity_at, archived_at, custom)
     SELECT value, ?1, 'Person', 'new', '{"code":"no_rule"}', 0, 1700000000000 + key / 3, 0, 0, 0, 0,
       iif(key % 10 = 3, 1700000000000 + key / 50, NULL),
       iif(key % 5 = 4, '{}', json_object('budget', key % 7, 'unit', json_array('flat', iif(key % 2, 'villa', 'loft'))))
     FROM json_each(?2)`,
  )
    .bind(world.id, JSON.stringify(Array.from({ length: size }, () => crypto.randomUUID())))
    .run();
}

/** What stands in the index of a field, and what has to. */
async function rowsIn(world: World, { id }: FieldSetup): Promise<string[]> {
  const { leadValue } = tables;
  const rows = await shard
    .select()
    .from(leadValue)
    .where(and(eq(leadValue.workspaceId, world.id), eq(leadValue.field, customField(id))))
    .orderBy(asc(leadValue.n));
  return rows.map((row) => `${row.n} ${row.submittedAt} ${row.key}`).sort();
}
function rowsFor(leads: readonly StoredLead[], field: FieldSetup): string[] {
  return leads
    .flatMap((lead) => customValues(field, (lead.custom as Custom)[field.id]).map(({ key }) => `${lead.n} ${lead.submittedAt} ${key}`))
    .sort();
}
async function expectWhole(world: World): Promise<number> {
  const leads = await leadsOf(world);
  for (const field of FIELDS) expect(await rowsIn(world, field)).toEqual(rowsFor(leads, field));
  expect((await setupIn(world))?.fields).toEqual(FIELDS);
  return FIELDS.flatMap((field) => rowsFor(leads, field)).length;
}
async function expectNone(world: World): Promise<void> {
  for (const field of FIELDS) expect(await rowsIn(world, field)).toEqual([]);
}

const unfiltered = FIELDS.map((field) => ({ ...field, filterable: false }));

/** A workspace whose leads have values that nobody filters by yet. */
async function place(size: number) {
  const [world, at] = [await newWorld(), clock()];
  await plantLeads(world, size);
  await setFields(world, at, unfiltered);
  return { world, at };
}

describe("FL1: the index of a field of the workspace's own", () => {
  it("has a row for each value of each lead, archived ones too, each counted once; nobody filters by it before it is whole", async () => {
    const { world, at } = await place(2 * CHUNK + 30);
    const other = await newWorld();
    await plantLeads(other, 5);
    const job = await setFields(world, at, FIELDS);
    expect((await setupIn(world))?.fields.map(({ indexing }) => indexing)).toEqual([job, job]);
    await toTheEnd(job, at);
    const rows = await expectWhole(world);
    expect(rows).toBeGreaterThan(4 * CHUNK);
    expect(await jobRow(job)).toMatchObject({ state: "done", counts: { added: rows, removed: 0 } });
    await expectNone(other);
  });

  it("is made of the longest texts and the most choices there are, a chunk at a time", async () => {
    const { world, at } = await place(CHUNK + 5);
    const options = Array.from({ length: MAX_OPTIONS }, (_, n) => ({ id: `option_of_this_field_${n}`, name: "Option" }));
    const many: FieldSetup = { ...UNIT, id: "many", options };
    const long: FieldSetup = { ...BUDGET, id: "long", type: "text" };
    const custom = JSON.stringify({ long: "\u20ac".repeat(2_000), many: options.map(({ id }) => id) });
    await testEnv.WORKSPACE_DB_1.prepare("UPDATE lead SET custom = ?2 WHERE workspace_id = ?1").bind(world.id, custom).run();
    await setFields(world, at, [...unfiltered, { ...many, filterable: false }, { ...long, filterable: false }]);
    await toTheEnd(await setFields(world, at, [...unfiltered, many, long]), at);
    const leads = await leadsOf(world);
    for (const field of [many, long]) expect(await rowsIn(world, field)).toEqual(rowsFor(leads, field));
  });

  it("goes when nobody filters by it any more, or the field is retired", async () => {
    const { world, at } = await place(CHUNK + 10);
    await toTheEnd(await setFields(world, at, FIELDS), at);
    const rows = (await rowsIn(world, BUDGET)).length + (await rowsIn(world, UNIT)).length;
    const job = await setFields(world, at, [
      { ...BUDGET, filterable: false },
      { ...UNIT, retired: true },
    ]);
    await toTheEnd(job, at);
    await expectNone(world);
    expect((await jobRow(job)).counts).toEqual({ removed: rows });
    expect((await setupIn(world))?.fields.map(({ indexing }) => indexing)).toEqual([undefined, undefined]);
  });

  it("EV2: who is connected is told, AU1: and a record says so, once the index is there", async () => {
    const { world, at } = await place(3);
    const job = await setFields(world, at, [BUDGET, { ...UNIT, filterable: false }]);
    const log = () => shard.select().from(tables.changeLog).where(eq(tables.changeLog.workspaceId, world.id));
    const before = (await log()).length;
    await toTheEnd(job, at);
    expect((await log()).slice(before).map(({ entity, fields, actor }) => [entity, fields, actor])).toEqual([
      ["workspace", ["setup"], null],
    ]);
    expect((await auditOf(world)).at(-1)).toMatchObject({
      record: { act: "setup.changed", subject: "fields", actor: null },
      detail: { part: "fields", indexed: "budget", job },
    });
  });

  it.each(Array.from({ length: 4 }, (_, n) => n + 1))(
    "killed at any trip it goes on where it stood: nothing lost, nothing twice, counted exactly (schedule %i)",
    async (seed) => {
      const { world, at } = await place(CHUNK + 60);
      const random = seeded(seed);
      const making = await setFields(world, at, FIELDS);
      let deaths = await runKilled(making, at, () => random() < 0.2);
      const rows = await expectWhole(world);
      expect((await jobRow(making)).counts).toEqual({ added: rows, removed: 0 });
      const taking = await setFields(world, at, unfiltered);
      deaths += await runKilled(taking, at, () => random() < 0.2);
      await expectNone(world);
      expect((await jobRow(taking)).counts).toEqual({ removed: rows });
      expect(deaths).toBeGreaterThan(0);
    },
  );

  it("several runners at once write each row once", async () => {
    const { world, at } = await place(CHUNK + 10);
    const job = await setFields(world, at, FIELDS);
    await Promise.all([1, 2, 3].map(() => runJob(job, jobDepsAt(at))));
    await toTheEnd(job, at).catch(() => undefined);
    const rows = await expectWhole(world);
    expect((await jobRow(job)).counts).toMatchObject({ added: rows });
  });

  it("a step reads no more of the database than its chunk, however many leads there are", async () => {
    const { world, at } = await place(6 * CHUNK);
    const job = await setFields(world, at, [BUDGET, { ...UNIT, filterable: false }]);
    const read: number[] = [];
    while ((await jobRow(job)).state !== "done") {
      const watching = watchSql(testEnv);
      await runJob(job, jobDepsAt(at), 1);
      watching.stop();
      read.push(watching.trips.filter((trip) => trip.database === "workspace").reduce((sum, trip) => sum + trip.rowsRead, 0));
    }
    const gone = await setFields(world, at, unfiltered);
    while ((await jobRow(gone)).state !== "done") {
      const watching = watchSql(testEnv);
      await runJob(gone, jobDepsAt(at), 1);
      watching.stop();
      read.push(watching.trips.filter((trip) => trip.database === "workspace").reduce((sum, trip) => sum + trip.rowsRead, 0));
    }
    expect(read.length).toBeGreaterThan(12);
    expect(Math.max(...read)).toBeLessThan(6 * CHUNK);
  });
});

describe("FL1: leads that change while their index is made", () => {
  /** A step of the job, then something else, over and over. */
  async function between(job: string, at: ReturnType<typeof clock>, work: (step: number) => Promise<unknown>): Promise<void> {
    for (let step = 0; (await jobRow(job)).state !== "done"; step++) {
      await work(step);
      await runJob(job, jobDepsAt(at), 1);
    }
  }

  it.each([1, 2])("edits at any moment are in it as they ended (schedule %i)", async (seed) => {
    const { world, at } = await place(CHUNK + 40);
    const [random, hand, leads] = [seeded(seed), await handOf(world, "owner"), await leadsOf(world)];
    const live = leads.filter(({ archivedAt }) => archivedAt === null);
    const job = await setFields(world, at, FIELDS);
    let edits = 0;
    await between(job, at, async () => {
      for (let n = 0; n < 4; n++) {
        const lead = live[Math.floor(random() * live.length)];
        const unit = ["flat", "villa", "loft"].filter(() => random() < 0.5);
        const custom = { budget: random() < 0.2 ? null : Math.floor(random() * 9), unit: unit.length === 0 ? null : unit };
        const told = await hand.send(
          "PUT",
          `leads/${lead?.id}/fields`,
          JSON.stringify({ mutation: crypto.randomUUID(), fields: { custom } }),
        );
        expect([told.status, told.status === 200 ? "" : told.text]).toEqual([200, ""]);
        edits++;
      }
    });
    expect(edits).toBeGreaterThan(20);
    await expectWhole(world);
  });

  /** Does something once, after a step has read that lead and before its batch. */
  async function afterLook(lead: StoredLead | undefined, work: () => Promise<unknown>, during: () => Promise<unknown>): Promise<void> {
    const { batch } = testEnv.WORKSPACE_DB_1;
    let done = false;
    testEnv.WORKSPACE_DB_1.batch = async <T>(statements: D1PreparedStatement[]) => {
      const results = await batch.call(testEnv.WORKSPACE_DB_1, statements);
      if (!done && JSON.stringify(results).includes(`"n":${lead?.n}`)) {
        done = true;
        await work();
      }
      return results as D1Result<T>[];
    };
    await during().finally(() => (testEnv.WORKSPACE_DB_1.batch = batch));
    expect(done).toBe(true);
  }

  it("an edit between a step's look and its batch stands", async () => {
    const { world, at } = await place(4);
    const [lead] = await leadsOf(world);
    const job = await setFields(world, at, FIELDS);
    const hand = await handOf(world, "owner");
    const edit = JSON.stringify({ mutation: crypto.randomUUID(), fields: { custom: { budget: 900, unit: ["loft"] } } });
    const send = async () => expect((await hand.send("PUT", `leads/${lead?.id}/fields`, edit)).status).toBe(200);
    await afterLook(lead, send, () => toTheEnd(job, at));
    await expectWhole(world);
    expect((await leadsOf(world)).find(({ id }) => id === lead?.id)?.custom).toEqual({ budget: 900, unit: ["loft"] });
  });

  it("a step that looked before the field was taken from it writes nothing", async () => {
    const { world, at } = await place(4);
    const [lead] = await leadsOf(world);
    const job = await setFields(world, at, FIELDS);
    const take = async () => toTheEnd(await setFields(world, at, unfiltered), at);
    await afterLook(lead, take, () => toTheEnd(job, at));
    await expectNone(world);
    expect(await jobRow(job)).toMatchObject({ state: "done" });
  });

  it.each([1, 3])("leads that are archived and taken out of the archive meanwhile are in it (schedule %i)", async (seed) => {
    const { world, at } = await place(2 * CHUNK);
    const [random, hand] = [seeded(seed), await handOf(world, "owner")];
    const job = await setFields(world, at, FIELDS);
    await between(job, at, async () => {
      const leads = await leadsOf(world);
      for (let n = 0; n < 4; n++) {
        const lead = leads[Math.floor(random() * leads.length)];
        const body = { mutation: crypto.randomUUID(), archived: lead?.archivedAt === null };
        expect((await hand.send("PUT", `leads/${lead?.id}/archived`, JSON.stringify(body))).status).toBe(200);
      }
    });
    await expectWhole(world);
  });

  it("a lead that comes meanwhile is in it", async () => {
    const { world, at } = await place(CHUNK + 5);
    const job = await setFields(world, at, FIELDS);
    await between(job, at, async (step) => {
      if (step > 4) return;
      const body = {
        mutation: crypto.randomUUID(),
        id: crypto.randomUUID(),
        fields: { name: `Person ${step}`, custom: { budget: step, unit: ["flat"] } },
        source: "hand",
      };
      const told = await (await handOf(world, "owner")).send("POST", "leads", JSON.stringify(body));
      expect([told.status, told.status === 200 ? "" : told.text]).toEqual([200, ""]);
    });
    await expectWhole(world);
    expect(await leadsOf(world)).toHaveLength(CHUNK + 10);
  });
});

describe("FL1: a field whose mind is changed again and again", () => {
  it.each([1, 2])("the last word stands, whoever runs when (schedule %i)", async (seed) => {
    const { world, at } = await place(CHUNK + 20);
    const random = seeded(seed);
    const opened: string[] = [];
    for (let change = 0; change < 5; change++) {
      opened.push(await setFields(world, at, change % 2 === 0 ? FIELDS : unfiltered));
      for (let n = 0; n < 4; n++) await runJob(opened[Math.floor(random() * opened.length)] ?? "", jobDepsAt(at), 1);
    }
    for (const job of opened.sort(() => random() - 0.5)) await toTheEnd(job, at).catch(() => undefined);
    await expectWhole(world);
    const jobs = await Promise.all(opened.map(jobRow));
    expect(jobs.map(({ state }) => state)).toEqual(opened.map(() => "done"));
  });

  it("a change of something else meanwhile takes the index from nobody", async () => {
    const { world, at } = await place(CHUNK + 20);
    const job = await setFields(world, at, FIELDS);
    await runJob(job, jobDepsAt(at), 3);
    const renamed = await setFields(world, at, [{ ...BUDGET, name: "How much" }, UNIT]);
    expect((await setupIn(world))?.fields.map(({ indexing }) => indexing)).toEqual([job, job]);
    await toTheEnd(renamed, at);
    await toTheEnd(job, at);
    expect((await setupIn(world))?.fields).toEqual([{ ...BUDGET, name: "How much" }, UNIT]);
    expect(await rowsIn(world, BUDGET)).toEqual(rowsFor(await leadsOf(world), BUDGET));
  });

  it("an index that is finished between an admin's look and their save is not undone by it", async () => {
    const { world, at } = await place(2);
    const job = await setFields(world, at, [BUDGET, { ...UNIT, filterable: false }]);
    const { batch } = testEnv.WORKSPACE_DB_1;
    let done = false;
    testEnv.WORKSPACE_DB_1.batch = async <T>(statements: D1PreparedStatement[]) => {
      const results = await batch.call(testEnv.WORKSPACE_DB_1, statements);
      if (!done) {
        done = true;
        await toTheEnd(job, at);
      }
      return results as D1Result<T>[];
    };
    await setFields(world, at, [
      { ...BUDGET, name: "How much" },
      { ...UNIT, filterable: false },
    ]).finally(() => (testEnv.WORKSPACE_DB_1.batch = batch));
    expect((await setupIn(world))?.fields).toEqual([
      { ...BUDGET, name: "How much" },
      { ...UNIT, filterable: false },
    ]);
  });

  it("an order whose cause never came does nothing and ends", async () => {
    const { world, at } = await place(3);
    const job = await setFields(world, at, unfiltered);
    await toTheEnd(job, at);
    expect((await jobRow(job)).counts).toEqual({});
    await plantLead(world);
    await expectNone(world);
  });
});
