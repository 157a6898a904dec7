import { and, eq, like } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_SETUP, type FieldSetup, type StageSetup } from "../../domain/setup.ts";
import { API_BODY_LIMIT } from "../../worker/app.ts";
import { SETUP_BODY_LIMIT } from "../../worker/http/setup.ts";
import { job } from "../../worker/store/schema/platform.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { type Desk, deskOf, statusesOf } from "../support/desk.ts";
import { create } from "../support/intake.ts";
import { deliver } from "../support/deliver.ts";
import { leadsOf, personIn, plantLead } from "../support/leads.ts";
import { auditOf } from "../support/records.ts";
import { Client } from "../support/socket.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

let world: World;
let desk: Desk;
beforeEach(async () => {
  world = await makeWorld({
    people: { owner: { role: "owner" }, admin: { role: "admin" }, manager: { role: "manager" }, agent: { role: "agent" } },
  });
  desk = await deskOf(world, "admin");
});

const put = (part: string, version: number, value: unknown, by: Desk = desk) => by.ask("PUT", `setup/${part}`, { version, value });
const VIEWING: StageSetup = { id: "viewing", name: "Viewing", kind: "open" };
const { stages } = DEFAULT_SETUP;
const withStage = (id: string, over: Partial<StageSetup>) => stages.map((one) => (one.id === id ? { ...one, ...over } : one));
const field = (over: Partial<FieldSetup> = {}): FieldSetup => ({
  id: "budget",
  name: "Budget",
  type: "number",
  options: [],
  filterable: false,
  ...over,
});

async function stored() {
  const [row] = await shard.select().from(tables.setup).where(eq(tables.setup.workspaceId, world.id));
  return row;
}
async function boot() {
  return (await desk.ask("GET", "boot")).json["setup"];
}
const jobsHere = () =>
  databases.platform
    .select()
    .from(job)
    .where(like(job.id, `index_field:${world.id}:%`));

describe("SU2: a part is changed as a whole, under a version", () => {
  it("the first change makes the row, with what every workspace starts with; everybody reads it", async () => {
    const told = await put("stages", 0, [...stages, VIEWING]);
    expect([told.status, told.json]).toEqual([200, { version: 1 }]);
    expect(await stored()).toEqual({ workspaceId: world.id, ...DEFAULT_SETUP, stages: [...stages, VIEWING], version: 1 });
    const texts = [{ id: "hello", name: "Hello", channel: "whatsapp", language: "en", text: "Hello {{name}}" }];
    expect((await put("templates", 1, texts)).json).toEqual({ version: 2 });
    expect(await boot()).toEqual({ ...DEFAULT_SETUP, stages: [...stages, VIEWING], templates: texts, version: 2 });
  });

  it("who saw an older version is told the setup as it is, and nothing changes", async () => {
    await put("stages", 0, [...stages, VIEWING]);
    const late = await put("lostReasons", 0, [...DEFAULT_SETUP.lostReasons, { id: "moved", name: "Moved away" }]);
    expect([late.status, late.code]).toEqual([409, "conflict"]);
    expect(late.json["error"]).toMatchObject({ now: { version: 1, stages: [...stages, VIEWING] } });
    expect((await stored())?.version).toBe(1);
  });

  it("sent twice it happens once", async () => {
    const first = await put("stages", 0, [...stages, VIEWING]);
    const second = await put("stages", 0, [...stages, VIEWING]);
    expect([first.json, second.status, second.json]).toEqual([{ version: 1 }, 200, { version: 1 }]);
    expect((await auditOf(world)).filter(({ record }) => record.act === "setup.changed")).toHaveLength(1);
  });

  it("of two at once one wins; the other is told", async () => {
    const told = await Promise.all(["One", "Two"].map((name) => put("stages", 0, [...stages, { ...VIEWING, name }])));
    expect(statusesOf(told)).toEqual([200, 409]);
    expect((await stored())?.version).toBe(1);
  });

  it.each<[string, unknown, unknown]>([
    ["a stage that is gone", stages.slice(1), { field: "new", why: "removed" }],
    ["another kind", withStage("visit", { kind: "lost" }), { field: "visit", why: "kind" }],
    ["a list that is none", [{ id: "new" }], { fields: expect.any(Array) as unknown }],
  ])("%s is refused, and says which and why", async (_title, value, error) => {
    const told = await put("stages", 0, value);
    expect([told.status, told.code]).toEqual([422, "invalid_input"]);
    expect(told.json["error"]).toMatchObject(error as object);
    expect(await stored()).toBeUndefined();
  });

  it("PM1: an admin's to do; a part that is none is not there", async () => {
    for (const who of ["manager", "agent"])
      expect([who, (await put("stages", 0, [...stages, VIEWING], await deskOf(world, who))).status]).toEqual([who, 403]);
    expect((await put("colours", 0, [])).status).toBe(404);
    expect(await stored()).toBeUndefined();
  });

  it("who is no admin any more inside of the transaction changes nothing", async () => {
    const { member } = tables;
    const admin = and(eq(member.workspaceId, world.id), eq(member.personId, personIn(world, "admin")));
    // The shard knows of it and the platform, which lets them in, not yet.
    await shard.update(member).set({ role: "agent" }).where(admin);
    expect((await put("stages", 0, [...stages, VIEWING])).status).toBe(409);
    expect(await stored()).toBeUndefined();
  });

  it("AU1: a record says what changed of which part, and never a text", async () => {
    await put("stages", 0, [...withStage("visit", { name: "Site visit" }), VIEWING]);
    await put("templates", 1, [{ id: "hello", name: "Hello", channel: "email", language: "en", text: "Good morning" }]);
    await put("templates", 2, [{ id: "hello", name: "Hello", channel: "email", language: "en", text: "Good evening" }]);
    const records = (await auditOf(world)).filter(({ record }) => record.act === "setup.changed");
    expect(records.map(({ record }) => [record.actor, record.subjectKind, record.subject])).toEqual(
      ["stages", "templates", "templates"].map((part) => [personIn(world, "admin"), "setup", part]),
    );
    expect(records[0]?.detail).toEqual({
      part: "stages",
      before: { stages: { visit: { name: null, kind: "open", retired: false } } },
      after: {
        stages: { visit: { name: "Site visit", kind: "open", retired: false }, viewing: { name: "Viewing", kind: "open", retired: false } },
      },
    });
    expect(records[2]?.detail).toEqual({ part: "templates", before: { templates: {} }, after: { templates: {} }, templates: ["Hello"] });
    expect(JSON.stringify(records.map(({ detail }) => detail))).not.toContain("Good");
  });

  it("EV2: whoever is connected is told to read the names again", async () => {
    const client = await Client.open(world.slug, (await deskOf(world, "agent")).signed);
    await client.greet(null);
    await put("stages", 0, [...stages, VIEWING]);
    expect(await client.next("changes")).toMatchObject({ names: true });
    client.leave();
  });
});

describe("SU2: a stage with leads in it is not retired", () => {
  const retired = withStage("visit", { retired: true });

  it("live ones are counted; archived ones may stay in it", async () => {
    const lead = await plantLead(world, { stage: "visit" });
    await plantLead(world, { stage: "visit", archivedAt: 1 });
    const full = await put("stages", 0, retired);
    expect([full.status, full.json["error"]]).toMatchObject([409, { code: "conflict", field: "visit", why: "leads", now: { leads: 1 } }]);
    expect((await (await handOf(world, "owner")).stage(lead.id, "contacted")).status).toBe(200);
    expect((await put("stages", 0, retired)).status).toBe(200);
  });

  it("one that comes into it between is seen inside of the transaction", async () => {
    const come = async () => {
      await plantLead(world, { stage: "visit" });
    };
    // The lead is there after the counts were read, and before the batch.
    const { batch } = testEnv.WORKSPACE_DB_1;
    let reads = 0;
    testEnv.WORKSPACE_DB_1.batch = async <T>(statements: D1PreparedStatement[]) => {
      const results = await batch.call(testEnv.WORKSPACE_DB_1, statements);
      if (reads++ === 0) await come();
      return results as D1Result<T>[];
    };
    const told = await put("stages", 0, retired);
    testEnv.WORKSPACE_DB_1.batch = batch;
    expect([told.status, told.json["error"]]).toMatchObject([409, { why: "leads", now: { leads: 1 } }]);
    expect(await stored()).toBeUndefined();
  });

  it("nobody is moved into one that is retired, and no lead from Meta starts there", async () => {
    await put("stages", 0, withStage("new", { retired: true }));
    const lead = await plantLead(world, { stage: "contacted" });
    expect((await (await handOf(world, "owner")).stage(lead.id, "new")).status).toBe(422);
    await deliver(await create(world));
    const leads = await vi.waitUntil(async () => {
      const all = await leadsOf(world);
      return all.length === 2 ? all : null;
    });
    expect(leads.map(({ stage }) => stage)).toEqual(["contacted", "contacted"]);
  });
});

describe("SU2: how much it holds", () => {
  const long = (size: number) =>
    Array.from({ length: 60 }, (_, n) => ({
      id: `t${n}`,
      name: "Hello",
      channel: "email",
      language: "ar",
      text: "مرحبا".repeat(size / 5),
    }));

  it("SC2: sixty texts of two thousand letters are taken, far beyond what another route takes", async () => {
    const value = long(2_000);
    expect(JSON.stringify(value).length).toBeGreaterThan(API_BODY_LIMIT);
    expect((await put("templates", 0, value)).status).toBe(200);
    expect((await stored())?.templates).toEqual(value);
    const elsewhere = await desk.ask("PUT", "settings", { version: 1, name: "x".repeat(API_BODY_LIMIT), settings: {} });
    expect([elsewhere.status, elsewhere.code]).toEqual([413, "too_large"]);
  });

  it("sixty texts are not the end: one that is offered stays, one that was retired may go and leaves room", async () => {
    const value = long(20);
    const version = async () => (await stored())?.version ?? 0;
    await put("templates", await version(), value);
    expect((await put("templates", await version(), value.slice(1))).json["error"]).toMatchObject({ field: "t0", why: "removed" });
    expect((await put("templates", await version(), value.with(0, { ...(value[0] as object), retired: true } as never))).status).toBe(200);
    const more = [...value.slice(1), { ...value[1], id: "more" }];
    expect((await put("templates", await version(), more)).status).toBe(200);
    expect((await stored())?.templates.map(({ id }) => id)).toEqual(more.map(({ id }) => id));
  });

  it("SC2: what is larger than any part can be is not read", async () => {
    const told = await put("templates", 0, ["x".repeat(SETUP_BODY_LIMIT)]);
    expect([told.status, told.code]).toEqual([413, "too_large"]);
  });
});

describe("FL1: what is filtered by has an index first", () => {
  it("a job is there for it, and the field says so until it is done", async () => {
    await plantLead(world, { custom: { budget: 5 } });
    await put("fields", 0, [field()]);
    expect(await jobsHere()).toEqual([]);
    expect((await put("fields", 1, [field({ filterable: true })])).status).toBe(200);
    const [made] = await jobsHere();
    expect(made).toMatchObject({ kind: "index_field", scope: world.id, askedBy: personIn(world, "admin") });
    await vi.waitUntil(async () => (await stored())?.fields[0]?.indexing === undefined, 10_000);
    expect(await shard.select().from(tables.leadValue).where(eq(tables.leadValue.workspaceId, world.id))).toHaveLength(1);
  });

  it("what changes no index leaves no job, nor does what is refused", async () => {
    await put("fields", 0, [field()]);
    await put("fields", 1, [field({ name: "How much" })]);
    await put("fields", 1, [field({ filterable: true })]);
    await put("fields", 2, []);
    await vi.waitUntil(async () => (await jobsHere()).length === 0);
    expect((await stored())?.fields).toEqual([field({ name: "How much" })]);
  });
});
