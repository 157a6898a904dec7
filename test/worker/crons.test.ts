import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { readCrons, runCron, runNow } from "../../worker/cron/index.ts";
import { type RunDeps, runOne, runTick, type Work } from "../../worker/cron/run.ts";
import { CRON_NAMES, type CronName, EVERY_MINUTE, lastTime, namesOf, nextTime, stringOf } from "../../worker/cron/schedule.ts";
import { readTicks } from "../../worker/store/crons.ts";
import { audit, cronRun, cronTick, diagnostic, job } from "../../worker/store/schema/platform.ts";
import { db } from "../support/jobs.ts";
import { clock, DOER } from "../support/outbox.ts";
import { watchSql } from "../support/sql.ts";
import { testEnv } from "../support/world.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const DAILY = stringOf("purge");

beforeEach(async () => {
  for (const table of [cronRun, cronTick, diagnostic, job]) await db.delete(table);
});

/** Jobs that say what the test tells them to, and remember that they were asked. */
function office(over: Partial<Work> = {}) {
  const at = clock();
  at.pass(lastTime(EVERY_MINUTE, at.fresh.now()) - at.fresh.now());
  const asked: string[] = [];
  const work = Object.fromEntries(
    CRON_NAMES.map((name) => [
      name,
      (how: Parameters<Work[CronName]>[0]) => {
        asked.push(name);
        return over[name]?.(how) ?? Promise.resolve({ things: 0 });
      },
    ]),
  ) as unknown as Work;
  const deps: RunDeps = { platform: db, fresh: at.fresh, work };
  return {
    at,
    asked,
    deps,
    tick: (cron: string = EVERY_MINUTE) => runTick(cron, at.fresh.now(), deps),
    one: (name: CronName) => runOne(name, DOER, deps),
  };
}

const runsOf = (name: CronName) => db.select().from(cronRun).where(eq(cronRun.name, name)).orderBy(cronRun.n);
const missed = async () => {
  const rows = await db
    .select()
    .from(diagnostic)
    .where(and(eq(diagnostic.kind, "cron"), sql`cause LIKE '% missed a tick'`));
  return rows.map((row) => row.cause.split(" ")[0] ?? "").sort();
};

describe("the schedule", () => {
  it("every job has one name and one string", () => {
    expect(new Set(CRON_NAMES).size).toBe(CRON_NAMES.length);
    for (const name of CRON_NAMES) expect(namesOf(stringOf(name))).toContain(name);
    expect(namesOf("1 2 3 4 5")).toEqual([]);
  });

  it.each([
    [EVERY_MINUTE, "2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z", "2026-11-24T10:01:00Z"],
    [EVERY_MINUTE, "2026-11-24T10:00:59Z", "2026-11-24T10:00:00Z", "2026-11-24T10:01:00Z"],
    ["17 1 * * *", "2026-11-24T01:16:59Z", "2026-11-23T01:17:00Z", "2026-11-24T01:17:00Z"],
    ["17 1 * * *", "2026-11-24T01:17:00Z", "2026-11-24T01:17:00Z", "2026-11-25T01:17:00Z"],
    ["30 23 * * *", "2026-12-31T23:45:00Z", "2026-12-31T23:30:00Z", "2027-01-01T23:30:00Z"],
  ])("%s at %s: last %s, next %s", (cron, at, last, next) => {
    expect([lastTime(cron, Date.parse(at)), nextTime(cron, Date.parse(at))]).toEqual([Date.parse(last), Date.parse(next)]);
  });

  it("a string that it cannot read is refused, not guessed", () => {
    expect(() => nextTime("*/5 * * * *", 0)).toThrow("not one of our cron strings");
  });
});

describe("the record of runs", () => {
  it("one that did something: when it was due, began and ended, and what it did in numbers", async () => {
    const { tick, at } = office({ sweep: async () => ({ pages: 3 }) });
    const due = at.fresh.now();
    await tick();
    expect(await runsOf("sweep")).toMatchObject([
      { scheduledAt: due, startedAt: due, endedAt: due, outcome: "ok", failure: null, counts: { pages: 3 }, askedBy: null },
    ]);
  });

  it("runs that did nothing leave one row a job, which says when the last one was and how many there were", async () => {
    const { tick, at } = office();
    for (let n = 0; n < 5; n++) {
      await tick();
      at.pass(MINUTE);
    }
    expect(await db.select().from(cronRun)).toEqual([]);
    const ticks = await readTicks(db);
    expect(ticks.get("outbox")).toMatchObject({ quiet: 5, outcome: "ok", scheduledAt: at.fresh.now() - MINUTE });
    expect(ticks.size).toBe(CRON_NAMES.length);
  });

  it("one failing job stops no other, is recorded with a cause without values, and the tick says so", async () => {
    const { tick, asked } = office({
      sweep: () => Promise.reject(new Error("lead +971501234567")),
      outbox: async () => ({ done: 1 }),
    });
    await expect(tick()).rejects.toThrow("1 of 7 jobs failed: sweep");
    expect(asked.sort()).toEqual([...namesOf(EVERY_MINUTE)].sort());
    const [failed] = await runsOf("sweep");
    expect(failed).toMatchObject({ outcome: "failed", counts: {} });
    expect(failed?.failure).toMatch(/^Error/);
    expect(failed?.failure).not.toContain("971");
    expect((await runsOf("outbox"))[0]).toMatchObject({ outcome: "ok" });
    const [told] = await db.select().from(diagnostic).where(eq(diagnostic.kind, "cron"));
    expect(told?.cause).toMatch(/^sweep failed: Error/);
  });

  it("one that is killed leaves a run without an end", async () => {
    const never = Promise.withResolvers<{ things: number }>();
    const { tick, at } = office({ sweep: () => never.promise });
    const killed = tick();
    await expect.poll(async () => (await readTicks(db)).get("outbox")?.endedAt).toBe(at.fresh.now());
    expect(await runsOf("sweep")).toMatchObject([{ endedAt: null, outcome: null }]);
    never.resolve({ things: 0 });
    await killed;
  });

  it("jobs run though the record cannot be written", async () => {
    const { tick, asked } = office();
    const watching = watchSql(testEnv, async () => {
      throw new Error("the database is gone");
    });
    await tick();
    watching.stop();
    expect(asked).toHaveLength(7);
  });
});

describe("a missed tick", () => {
  it.each([
    [1, []],
    [2, []],
    [3, ["jobs", "mails", "notices", "outbox", "routing", "seals", "sweep"]],
    [500, ["jobs", "mails", "notices", "outbox", "routing", "seals", "sweep"]],
  ] as const)("a gap of %i minutes is noticed by the next run", async (minutes, names) => {
    const { tick, at } = office();
    // Far from the time of the daily one.
    at.pass(nextTime(DAILY, at.fresh.now()) + MINUTE - at.fresh.now());
    await tick();
    at.pass(minutes * MINUTE);
    await tick();
    expect(await missed()).toEqual(names);
    at.pass(MINUTE);
    await tick();
    expect(await missed()).toEqual(names);
  });

  it("the first tick ever misses nothing, and neither does a job that is new", async () => {
    const { tick, asked, at } = office();
    await tick();
    expect([await missed(), asked.includes("purge")]).toEqual([[], false]);
    await db.delete(cronTick).where(eq(cronTick.name, "seals"));
    at.pass(MINUTE);
    await tick();
    expect(await missed()).toEqual([]);
  });

  it("the daily job's is noticed within minutes and made up for at once, for the time it was due", async () => {
    const due: number[] = [];
    const { tick, at } = office({ purge: async ({ scheduledAt }) => ({ opened: due.push(scheduledAt) }) });
    const at0117 = nextTime(DAILY, at.fresh.now());
    at.pass(at0117 - MINUTE - at.fresh.now());
    for (let n = 0; n < 8; n++) {
      await tick();
      at.pass(MINUTE);
    }
    expect(due).toEqual([at0117]);
    expect(await missed()).toEqual(["heads", "purge"]);
    expect(await runsOf("purge")).toMatchObject([{ scheduledAt: at0117, startedAt: at0117 + 2 * MINUTE, counts: { opened: 1 } }]);
  });

  it("a daily job that came in time is left alone, and one that failed is tried again with the next minute", async () => {
    let broken = false;
    const { tick, at, asked } = office({ purge: () => (broken ? Promise.reject(new Error("no")) : Promise.resolve({ opened: 1 })) });
    await tick();
    at.pass(nextTime(DAILY, at.fresh.now()) - at.fresh.now());
    await tick(DAILY);
    for (let n = 0; n < 5; n++) {
      at.pass(MINUTE);
      await tick();
    }
    const times = () => asked.filter((name) => name === "purge").length;
    expect([times(), await missed()]).toEqual(
      [1, []].map((each, n) => (n === 1 ? ["jobs", "mails", "notices", "outbox", "routing", "seals", "sweep"] : each)),
    );
    at.pass(DAY - 5 * MINUTE);
    broken = true;
    await expect(tick(DAILY)).rejects.toThrow("purge");
    broken = false;
    at.pass(MINUTE);
    await tick();
    at.pass(MINUTE);
    await tick();
    expect(times()).toBe(3);
  });

  it("the daily tick runs its own jobs only", async () => {
    const { tick, asked } = office({ sweep: () => Promise.reject(new Error("no")) });
    await tick().catch(() => undefined);
    asked.length = 0;
    await tick(DAILY);
    expect(asked).toEqual(["purge", "heads"]);
  });
});

describe("run now", () => {
  it("is recorded with who asked, audited, and no tick", async () => {
    const { one, tick, at } = office();
    await tick();
    const before = await readTicks(db);
    at.pass(10);
    expect(await one("sweep")).toMatchObject({ outcome: "ok", failure: null, counts: { things: 0 } });
    expect(await runsOf("sweep")).toMatchObject([{ askedBy: DOER.person, outcome: "ok", endedAt: at.fresh.now() }]);
    expect(await readTicks(db)).toEqual(before);
    const [record] = await db.select().from(audit).where(eq(audit.act, "cron.run"));
    expect(record).toMatchObject({ actor: DOER.person, subject: "sweep", ip: DOER.ip });
  });

  it("a failure is its answer, and nothing happens without a record", async () => {
    const { one, asked } = office({ sweep: () => Promise.reject(new Error("no")) });
    expect(await one("sweep")).toMatchObject({ outcome: "failed" });
    asked.length = 0;
    const watching = watchSql(testEnv, async () => {
      throw new Error("the database is gone");
    });
    await expect(one("outbox")).rejects.toThrow();
    watching.stop();
    expect(asked).toEqual([]);
  });

  it("the purge: the cron's once a day, a person's as often as they ask", async () => {
    const at = Date.UTC(2026, 10, 24, 1, 17, 4);
    await runCron(DAILY, testEnv, at);
    await runCron(DAILY, testEnv, at + 40_000);
    const daily = await db
      .select()
      .from(job)
      .where(sql`id LIKE '%:2026-11-24'`);
    expect([daily.length, daily[0]?.askedBy]).toEqual([1, null]);
    expect(await runNow(testEnv, "purge", DOER)).toMatchObject({ outcome: "ok", counts: { opened: 1 } });
    const all = await db.select().from(job);
    expect(new Set(all.map((row) => row.askedBy))).toEqual(new Set([DOER.person, null]));
  });
});

describe("what the console reads", () => {
  it("each job with its string, next time, last tick and last runs, the newest first", async () => {
    let pages = 0;
    const { tick, at } = office({ sweep: async () => ({ pages: ++pages }) });
    for (let n = 0; n < 12; n++) {
      await tick();
      at.pass(MINUTE);
    }
    const crons = await readCrons(db, at.fresh.now());
    expect(crons.map((one) => one.name)).toEqual(CRON_NAMES);
    const sweep = crons.find((one) => one.name === "sweep");
    expect(sweep).toMatchObject({ cron: EVERY_MINUTE, next: at.fresh.now() + MINUTE, last: { outcome: "ok", quiet: 0 } });
    expect(sweep?.runs.map((run) => run.counts["pages"])).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    const purge = crons.find((one) => one.name === "purge");
    expect(purge).toMatchObject({ cron: DAILY, next: nextTime(DAILY, at.fresh.now()) });
    expect(crons.find((one) => one.name === "outbox")).toMatchObject({ runs: [], last: { quiet: 12 } });
  });

  it("the real jobs all run and say what they did", async () => {
    await runCron(EVERY_MINUTE, testEnv);
    const crons = await readCrons(db, Date.now());
    expect(crons.map((one) => one.last?.outcome)).toEqual(CRON_NAMES.map(() => "ok"));
  });
});
