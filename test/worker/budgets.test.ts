import { uuidv7 } from "uuidv7";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Boot, LeadsPage } from "../../domain/api.ts";
import { deliver } from "../support/deliver.ts";
import { create } from "../support/intake.ts";
import { leadsOf, personIn, plantIdentities, plantLead, plantMany } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { type Trip, watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { makeWorld, testEnv, type World } from "../support/world.ts";
import { isSettled } from "../support/written.ts";

/** The counts of the house: what must hold on any machine, at any size. */

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

const turns = {
  people: { owner: { role: "owner" as const }, sara: { role: "agent" as const, teams: ["budget"] } },
  rules: [{ match: {}, pool: { kind: "team", team: "budget" } }],
};

describe("round trips", () => {
  it("IN1: one before the webhook's 200, whatever goes on after it", async () => {
    const world = await makeWorld(turns);
    const told = await create(world, 5);
    expect((await answerWithin(1, () => deliver(told))).status).toBe(200);
    await vi.waitUntil(async () => (await leadsOf(world)).length === 5, 10_000);
  });

  it("a request that needs one more than it is given does not answer: the measure measures", async () => {
    const world = await makeWorld();
    const { cookie } = await signIn(personIn(world, "owner"));
    await expect(answerWithin(1, () => ask(`/api/w/${world.slug}/leads`, { cookie }), 300)).rejects.toThrow("no answer with 1");
  });

  it.each(["boot", "leads", "leads?owner=none", "waiting", "leads/:lead"])(
    "two for GET %s: who asks, and what they asked for",
    async (path) => {
      const world = await makeWorld(turns);
      const { id } = await plantLead(world);
      const { cookie } = await signIn(personIn(world, "owner"));
      watching = watchSql(testEnv);
      const answer = await ask(`/api/w/${world.slug}/${path.replace(":lead", id)}`, { cookie });
      expect([answer.status, watching.trips.map((trip) => trip.database)]).toEqual([200, ["platform", "workspace"]]);
    },
  );

  it.each<[string, string, string, Record<string, unknown>]>([
    ["assigning", "PUT", "owner", { version: 1, owner: null }],
    ["a stage", "PUT", "stage", { version: 1, stage: "won" }],
    ["an attempt", "POST", "attempts", { channel: "phone", outcome: "reached" }],
  ])("ED1: three for %s, sent again, refused as stale, and undone", async (_title, method, place, body) => {
    const world = await makeWorld(turns);
    const { id } = await plantLead(world);
    const { cookie } = await signIn(personIn(world, "owner"));
    const send = (path: string, of: Record<string, unknown>, by = method) =>
      answerWithin(3, () => ask(`/api/w/${world.slug}/${path}`, { method: by, cookie, body: JSON.stringify(of) }));
    const own = { ...body, mutation: uuidv7() };
    expect((await send(`leads/${id}/${place}`, own)).status).toBe(200);
    expect((await send(`leads/${id}/${place}`, own)).status).toBe(200);
    if ("version" in body) expect((await send(`leads/${id}/${place}`, { ...body, mutation: uuidv7() })).status).toBe(409);
    const undone = await send("undo", { of: own.mutation, mutation: uuidv7() }, "POST");
    expect(undone.status).toBe(200);
  });
});

describe("rows read do not grow with the workspace", () => {
  const SIZES = [1_000, 50_000] as const;
  const worlds = new Map<number, World>();
  const wish = {
    people: {
      owner: { role: "owner" as const },
      manager: { role: "manager" as const, teams: ["north", "south"] },
      agent: { role: "agent" as const, teams: ["north"] },
      other: { role: "agent" as const, teams: ["north"] },
    },
  };
  beforeAll(async () => {
    for (const size of SIZES) {
      const world = await makeWorld(wish);
      const people = ["agent", "other", "manager"].map((key) => personIn(world, key));
      await plantMany(world, size, { owners: people, teams: ["north", "south"], waiting: 60 });
      worlds.set(size, world);
    }
    // Where the next workspace begins, an index seek reads one row of it: each size has such a neighbour.
    await plantMany(await makeWorld(wish), 20, { owners: ["somebody"], teams: ["north"], waiting: 20 });
  });

  /** The answer and the rows its statements on the workspace's database read. */
  async function read<T>(size: number, who: string, path: string): Promise<{ answer: T; rows: number; trips: readonly Trip[] }> {
    const world = worlds.get(size);
    if (world === undefined) throw new Error("no such size");
    const { cookie } = await signIn(personIn(world, who));
    watching = watchSql(testEnv);
    const response = await ask(`/api/w/${world.slug}/${path.replace(":other", personIn(world, "other"))}`, { cookie });
    watching.stop();
    expect(response.status).toBe(200);
    const trips = watching.trips.filter((trip) => trip.database === "workspace");
    return { answer: await response.json(), rows: trips.reduce((sum, trip) => sum + trip.rowsRead, 0), trips };
  }

  const PAGE = 50;
  const views = ["leads", "leads?after=1700000000500.99999999", "leads?owner=none", "leads?owner=:other"];
  const cases = ["owner", "manager", "agent"].flatMap((who) => views.map((path) => [who, path] as const));

  it.each(cases)("%s, GET %s: at most four times the page and 50, the same at 1,000 and at 50,000 leads", async (who, path) => {
    const [small, large] = [await read<LeadsPage>(SIZES[0], who, path), await read<LeadsPage>(SIZES[1], who, path)];
    expect(large.rows).toBe(small.rows);
    expect(large.rows).toBeLessThanOrEqual(4 * PAGE + 50);
    const blind = who === "agent" && path.endsWith(":other");
    expect([small.answer.rows.length, large.answer.rows.length]).toEqual(blind ? [0, 0] : [PAGE, PAGE]);
  });

  it.each(["owner", "manager", "agent"])("%s: the leads that wait are counted along their own index", async (who) => {
    const [small, large] = [await read(SIZES[0], who, "waiting"), await read(SIZES[1], who, "waiting")];
    expect(large.rows).toBe(small.rows);
    expect(large.rows).toBeLessThanOrEqual(4 * PAGE + 50);
    expect(small.answer).toMatchObject({ count: who === "agent" ? 32 : 60 });
    expect(large.answer).toMatchObject({ count: who === "agent" ? 32 : 60 });
  });

  it.each(["owner", "manager", "agent"])("%s: the figures of the first screen come from kept counters", async (who) => {
    const [small, large] = [await read<Boot>(SIZES[0], who, "boot"), await read<Boot>(SIZES[1], who, "boot")];
    expect(large.rows).toBe(small.rows);
    expect(large.rows).toBeLessThanOrEqual(4 * PAGE + 50);
    expect(large.trips.flatMap((trip) => trip.statements).filter((text) => /from "?lead"?\b/i.test(text))).toEqual([]);
    if (who === "owner") expect([small.answer.total, large.answer.total]).toEqual([1_000, 50_000]);
    const open = large.answer.members.reduce((sum, member) => sum + member.open, 0);
    expect(open).toBe(35_000);
  });

  it("a new lead is looked up, routed and written the same way however many are there", async () => {
    const read: number[] = [];
    for (const size of [10, 5_000]) {
      const world = await makeWorld(turns);
      await plantMany(world, size, { owners: [personIn(world, "sara")], teams: ["budget"], waiting: 5 });
      await plantIdentities(world);
      const told = await create(world);
      watching = watchSql(testEnv);
      await deliver(told);
      await vi.waitUntil(() => isSettled(watching?.trips ?? []), 10_000);
      watching.stop();
      read.push(watching.trips.reduce((sum, trip) => sum + trip.rowsRead, 0));
    }
    expect(read[1]).toBe(read[0]);
    expect(read[0]).toBeLessThan(4 * PAGE + 50);
  });

  it("a manager of a dozen teams reads a page within the same bound", async () => {
    const teams = Array.from({ length: 12 }, (_, n) => `region-${n}`);
    const world = await makeWorld({ people: { regional: { role: "manager", teams }, other: { role: "agent" } } });
    await plantMany(world, 2_400, { owners: [personIn(world, "other")], teams, waiting: 10 });
    worlds.set(2_400, world);
    for (const path of ["leads", "leads?after=1700000001500.99999999", "leads?owner=:other"]) {
      const { answer, rows } = await read<LeadsPage>(2_400, "regional", path);
      expect([path, answer.rows.length]).toEqual([path, PAGE]);
      expect(rows).toBeLessThanOrEqual(4 * PAGE + 50);
    }
  });

  it("more than 1,000 that wait are counted to 1,000 only", async () => {
    const world = await makeWorld(wish);
    await plantMany(world, 5_000, { owners: [personIn(world, "agent"), personIn(world, "other")], teams: ["north"], waiting: 5_000 });
    worlds.set(5_000, world);
    for (const who of ["owner", "manager", "agent"]) {
      const { answer, rows } = await read(5_000, who, "waiting");
      expect(answer).toEqual({ count: 1_000, oldest: 1_700_000_000_000 });
      expect(rows).toBeLessThanOrEqual(2 * 1_000 + 50);
    }
  });
});
