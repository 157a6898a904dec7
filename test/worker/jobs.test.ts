import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { queueDueJobs, runDueJobs, runJob, type Step } from "../../worker/cron/jobs.ts";
import { fresh } from "../../worker/env.ts";
import { advance, dueJobs, LEASE_MS, MOST_TRIES, openJob, retryJob, takeJob } from "../../worker/store/jobs.ts";
import { readJob, readJobs } from "../../worker/store/progress.ts";
import { audit, diagnostic, job, jobItem } from "../../worker/store/schema/platform.ts";
import { db, jobDepsAt, jobRow, open, runKilled, seeded } from "../support/jobs.ts";
import { clock, DOER } from "../support/outbox.ts";
import { consumeNow } from "../support/queue.ts";
import { databases } from "../support/world.ts";

/** A job of ten items, written one a step with the job's row. */
const TEN = 10;
const ten: Step = (held, { platform }, now) => {
  const at = Number(held.cursor["at"] ?? 0);
  const work = [platform.insert(jobItem).values({ job: held.id, item: `item ${at}`, outcome: "done" })];
  return advance(platform, held, { work, counted: "items", next: at + 1 < TEN ? { at: at + 1 } : null }, now);
};
const kinds = { ten };

const items = (id: string) => db.select().from(jobItem).where(eq(jobItem.job, id));

describe("jobs", () => {
  it("the same id asked for twice is one job", async () => {
    const at = clock();
    const wanted = { id: "once", kind: "ten", scope: "platform", askedBy: null };
    expect(await openJob(db, wanted, at.fresh.now())).toEqual([{ id: "once" }]);
    await runJob("once", jobDepsAt(at), 2, kinds);
    expect(await openJob(db, { ...wanted, askedBy: "somebody" }, at.fresh.now())).toEqual([]);
    expect(await jobRow("once")).toMatchObject({ cursor: { at: 2 }, counts: { items: 2 }, askedBy: null });
  });

  it("a runner takes so many steps and puts the job back for the next one", async () => {
    const at = clock();
    const id = await open(at, "ten");
    expect(await runJob(id, jobDepsAt(at), 4, kinds)).toEqual({ outcome: "more", steps: 4 });
    expect(await jobRow(id)).toMatchObject({ state: "waiting", lease: null, attempts: 0, counts: { items: 4 } });
    expect(await runJob(id, jobDepsAt(at), 20, kinds)).toEqual({ outcome: "done", steps: 6 });
    expect(await jobRow(id)).toMatchObject({ state: "done", lease: null, counts: { items: TEN }, endedAt: at.fresh.now() });
    expect(await runJob(id, jobDepsAt(at), 20, kinds)).toEqual({ outcome: "elsewhere", steps: 0 });
  });

  it("between two steps the database is left alone for many times as long as a step took, and never for longer than a lease bears", async () => {
    const at = clock();
    const id = await open(at, "ten");
    const took = [7, 0, 1, 60, 69, 70, 5_000, 2, 3, 4];
    const slow: Step = (held, all, now) => {
      at.pass(took.shift() ?? 0);
      return ten(held, all, now);
    };
    const rests: number[] = [];
    await runJob(id, { ...jobDepsAt(at), rest: async (ms) => void rests.push(ms) }, 20, { ten: slow });
    expect(rests).toEqual([203, 29, 29, 1_740, 2_000, 2_000, 2_000, 58, 87]);
  });

  it("one go ends after twenty seconds, and the next one goes on", async () => {
    const at = clock();
    const id = await open(at, "ten");
    const deps = { ...jobDepsAt(at), rest: async (ms: number) => at.pass(ms) };
    const slow: Step = (held, all, now) => {
      at.pass(3_000);
      return ten(held, all, now);
    };
    expect(await runJob(id, deps, 20, { ten: slow })).toEqual({ outcome: "more", steps: 4 });
    expect(await jobRow(id)).toMatchObject({ state: "waiting", lease: null, counts: { items: 4 } });
    expect(await runJob(id, jobDepsAt(at), 20, kinds)).toEqual({ outcome: "done", steps: 6 });
  });

  it("whoever asks for them waits for none of them: they are queued", async () => {
    const at = clock();
    const id = await open(at, "ten");
    const deps = jobDepsAt(at);
    const { queued } = await queueDueJobs(deps);
    expect([queued, deps.queued]).toEqual([deps.queued.length, expect.arrayContaining([id])]);
    expect(await jobRow(id)).toMatchObject({ counts: {}, lease: null });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "killed at any trip it is resumed exactly: each item once, counted once (schedule %i)",
    async (seed) => {
      const [at, random] = [clock(), seeded(seed)];
      const id = await open(at, "ten");
      const deaths = await runKilled(id, at, () => random() < 0.25, kinds);
      expect(deaths).toBeGreaterThan(0);
      expect(await items(id)).toHaveLength(TEN);
      expect(await jobRow(id)).toMatchObject({ state: "done", counts: { items: TEN } });
    },
  );

  it("two runners at once do each step once", async () => {
    const at = clock();
    const id = await open(at, "ten");
    const runs = await Promise.all([1, 2, 3].map(() => runJob(id, jobDepsAt(at), 20, kinds)));
    expect(runs.map((run) => run.outcome).sort()).toEqual(["done", "elsewhere", "elsewhere"]);
    expect(await items(id)).toHaveLength(TEN);
  });

  it("whoever slept past the lease changes nothing: the guard refuses the whole step", async () => {
    const at = clock();
    const id = await open(at, "ten");
    const slow = await takeJob(db, id, "slow", at.fresh.now());
    at.pass(LEASE_MS);
    const quick = await takeJob(db, id, "quick", at.fresh.now());
    if (slow === null || quick === null) throw new Error("not taken");
    await expect(ten(slow, databases, at.fresh.now())).rejects.toThrow();
    expect(await items(id)).toEqual([]);
    await ten(quick, databases, at.fresh.now());
    expect(await jobRow(id)).toMatchObject({ lease: "quick", counts: { items: 1 } });
  });

  it("a runner that loses the lease in the middle of its run stops and fails nothing", async () => {
    const at = clock();
    const id = await open(at, "ten");
    const robbed: Step = async (held, all, now) => {
      await db.update(job).set({ lease: "another" }).where(eq(job.id, id));
      return ten(held, all, now);
    };
    expect(await runJob(id, jobDepsAt(at), 5, { ten: robbed })).toEqual({ outcome: "elsewhere", steps: 0 });
    expect(await jobRow(id)).toMatchObject({ lease: "another", attempts: 0, failure: null });
  });

  it("a step that fails is tried later and later, then parked with a cause without values, and a person can try again", async () => {
    const at = clock();
    const id = await open(at, "ten");
    const broken: Step = () => Promise.reject(new Error("lead +971501234567 cannot be read"));
    const waits: number[] = [];
    for (let tried = 1; tried < MOST_TRIES; tried++) {
      expect((await runJob(id, jobDepsAt(at), 5, { ten: broken })).outcome).toBe("waits");
      const row = await jobRow(id);
      waits.push((row.dueAt - at.fresh.now()) / 1_000);
      expect((await runJob(id, jobDepsAt(at), 5, kinds)).outcome).toBe("elsewhere");
      at.pass(row.dueAt - at.fresh.now());
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1_280]);
    expect((await runJob(id, jobDepsAt(at), 5, { ten: broken })).outcome).toBe("failed");
    const parked = await jobRow(id);
    expect(parked).toMatchObject({ state: "failed", lease: null, endedAt: at.fresh.now() });
    expect(parked.failure).toMatch(/^Error/);
    expect(parked.failure).not.toContain("971");
    const told = await db
      .select()
      .from(diagnostic)
      .where(sql`kind = 'job' AND cause LIKE 'ten is parked%'`);
    expect(told).toHaveLength(1);

    await retryJob(db, id, DOER, at.fresh);
    expect((await runJob(id, jobDepsAt(at), 20, kinds)).outcome).toBe("done");
    await expect(retryJob(db, id, DOER, at.fresh)).rejects.toMatchObject({ code: "conflict" });
    const audited = await db.select().from(audit).where(eq(audit.subject, id));
    expect(audited).toMatchObject([{ act: "job.retried", actor: DOER.person }]);
  });

  it("a step that works sets failures back", async () => {
    const at = clock();
    const id = await open(at, "ten");
    await runJob(id, jobDepsAt(at), 1, { ten: () => Promise.reject(new Error("no")) });
    at.pass(10_000);
    await runJob(id, jobDepsAt(at), 1, kinds);
    expect(await jobRow(id)).toMatchObject({ attempts: 0, failure: null, counts: { items: 1 } });
  });

  it("a job whose holders vanish again and again is parked", async () => {
    const at = clock();
    const id = await open(at, "ten");
    for (let n = 0; n < MOST_TRIES; n++) {
      expect(await takeJob(db, id, `lease ${n}`, at.fresh.now())).not.toBeNull();
      at.pass(LEASE_MS);
    }
    expect(await takeJob(db, id, "one more", at.fresh.now())).toBeNull();
    expect(await jobRow(id)).toMatchObject({ state: "failed", failure: "vanished" });
  });

  it("a kind that is not known here waits for a version that knows it", async () => {
    const at = clock();
    const id = await open(at, "of the future");
    expect((await runJob(id, jobDepsAt(at))).outcome).toBe("waits");
    expect((await jobRow(id)).failure).toMatch(/^UnknownKind/);
  });
});

describe("who runs jobs", () => {
  it("the queue: a message works on its job, and one for a job that is over is answered all the same", async () => {
    const now = Date.now();
    await openJob(db, { id: "by queue", kind: "purge", scope: "no workspace", askedBy: null }, now);
    const result = await consumeNow([
      { kind: "job", id: "by queue" },
      { kind: "job", id: "by queue" },
      { kind: "job", id: "never opened" },
    ]);
    expect([result.explicitAcks, result.retryMessages]).toEqual([["m0", "m1", "m2"], []]);
    expect((await jobRow("by queue")).state).toBe("done");
  });

  it("the dead-letter queue is no end: the job is worked on, and nothing is buried", async () => {
    await openJob(db, { id: "dead", kind: "purge", scope: "no workspace", askedBy: null }, Date.now());
    const result = await consumeNow([{ kind: "job", id: "dead" }], "leadoxe-intake-dead");
    expect(result.explicitAcks).toEqual(["m0"]);
    expect((await jobRow("dead")).state).toBe("done");
  });

  it("the cron: whatever is due and in nobody's hands, and nothing else", async () => {
    const at = clock();
    const [mine, theirs] = [await open(at, "purge", "nowhere"), await open(at, "purge", "nowhere")];
    await takeJob(db, theirs, "somebody", at.fresh.now());
    expect(await dueJobs(db, at.fresh.now(), 100)).toContain(mine);
    await runDueJobs(jobDepsAt(at));
    expect([(await jobRow(mine)).state, (await jobRow(theirs)).lease]).toEqual(["done", "somebody"]);
    at.pass(LEASE_MS);
    await runDueJobs(jobDepsAt(at));
    expect((await jobRow(theirs)).state).toBe("done");
  });

  it("the cron leaves to the queue what is more than a tick can do", async () => {
    const at = clock();
    const ids: string[] = [];
    for (let n = 0; n < 80; n++) ids.push(await open(at, "purge", "nowhere"));
    const deps = jobDepsAt(at);
    const ran = await runDueJobs(deps);
    expect([ran.steps, ran.done, ran.queued]).toEqual([60, 60, deps.queued.length]);
    for (const id of deps.queued) await runJob(id, deps);
    expect(
      (
        await db
          .select()
          .from(job)
          .where(sql`state = 'waiting' AND scope = 'nowhere'`)
      ).map((row) => row.id),
    ).toEqual([]);
  });
});

describe("progress, as screens read it", () => {
  it("tells a job that runs from one that waits, with its counts and items", async () => {
    const at = clock();
    const id = await open(at, "ten");
    expect(await readJob(db, id, at.fresh.now())).toMatchObject({ state: "waiting", counts: {}, total: null, items: [] });
    const held = await takeJob(db, id, "mine", at.fresh.now());
    if (held === null) throw new Error("not taken");
    await ten(held, databases, at.fresh.now());
    expect(await readJob(db, id, at.fresh.now())).toMatchObject({
      state: "running",
      counts: { items: 1 },
      items: [{ item: "item 0", outcome: "done", reason: null }],
    });
    expect(await readJob(db, "never opened", at.fresh.now())).toBeNull();
  });

  it("lists the newest first, page by page, by kind and scope", async () => {
    const at = clock();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      ids.push(await open(at, "listed", n % 2 === 0 ? "platform" : "elsewhere"));
      if (n !== 2) at.pass(1);
    }
    const first = await readJobs(db, at.fresh.now(), { limit: 3, kind: "listed" });
    const last = first.at(-1);
    if (last === undefined) throw new Error("no jobs");
    const second = await readJobs(db, at.fresh.now(), { limit: 3, kind: "listed", after: last });
    expect([...first, ...second].map((one) => one.id).sort()).toEqual(ids.sort());
    expect(first.map((one) => one.createdAt)).toEqual(first.map((one) => one.createdAt).sort((a, b) => b - a));
    expect(await readJobs(db, fresh.now(), { limit: 9, kind: "listed", scope: "elsewhere" })).toHaveLength(2);
  });
});
