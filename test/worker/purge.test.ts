import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { runDueJobs, runJob } from "../../worker/cron/jobs.ts";
import type { RETENTION } from "../../domain/retention.ts";
import { CHUNK, openPurges } from "../../worker/store/purge.ts";
import { readSince } from "../../worker/store/log.ts";
import { setRetention } from "../../worker/store/retention.ts";
import { authEvent, job, outbox, retentionOverride, session } from "../../worker/store/schema/platform.ts";
import { db, jobDepsAt, jobRow, open, runKilled, seeded } from "../support/jobs.ts";
import { clock, DOER } from "../support/outbox.ts";
import {
  bareWorkspace,
  DAY,
  expectedOfPlatform,
  expectedOfWorkspace,
  fillPlatform,
  fillWorkspace,
  platformLeft,
  workspaceLeft,
} from "../support/purge.ts";
import { signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { shard, testEnv } from "../support/world.ts";

/** Fixed, so that two fillings are the same to the byte. */
const NOW = Date.UTC(2026, 10, 24);
/** 5,000 expired rows in seven tables and the audit's details. */
const LARGE = { old: 700, young: 40 };
const SMALL = { old: 30, young: 20 };

afterEach(async () => {
  await db.delete(retentionOverride);
  await db.delete(job);
});

/** A clock that stands at NOW. */
function clockAtNow() {
  const at = clock();
  at.pass(NOW - at.fresh.now());
  return at;
}

async function purge(scope: string, at = clockAtNow()) {
  const id = await open(at, "purge", scope);
  let steps = 0;
  for (let outcome = "more"; outcome === "more";) {
    const run = await runJob(id, jobDepsAt(at));
    outcome = run.outcome;
    steps += run.steps;
  }
  return { ...(await jobRow(id)), steps };
}

const count = async (text: string) => Number(await testEnv.PLATFORM_DB.prepare(`SELECT count(*) AS count FROM ${text}`).first("count"));

describe("RT1: the purge removes what has been kept for long enough, and nothing else", () => {
  it("the platform: every class, its seals kept, and never a change that is not finished", async () => {
    await fillPlatform(NOW, SMALL);
    const unfinished = await count("change WHERE state IN ('waiting', 'parked')");
    expect(unfinished).toBe(5);
    const done = await purge("platform");
    expect([done.state, done.counts]).toEqual(["done", expectedOfPlatform(SMALL)]);
    expect(await count("change WHERE state IN ('waiting', 'parked')")).toBe(unfinished);
    for (const kept of ["change WHERE state IN ('done', 'unread')", "diagnostic", "session", "cron_run", "audit", "audit_detail"])
      expect(await count(kept), kept).toBe(SMALL.young);
    expect(await count("delivery")).toBe(SMALL.young + 3);
    expect(await count("outbox")).toBe(SMALL.young + 10);
    expect(await count("audit_seal")).toBe(2);
  });

  it("an unfinished change outlives any retention, and its delivery with it; once it is done it goes", async () => {
    await fillPlatform(NOW, SMALL);
    await db.insert(retentionOverride).values({ class: "deliveries", days: -5_000, setBy: "x", setAt: 0 });
    await purge("platform");
    const kept = "delivery WHERE id LIKE 'old%'";
    expect([await count("change WHERE state = 'parked'"), await count(kept)]).toEqual([3, 3]);
    await testEnv.PLATFORM_DB.prepare("UPDATE change SET state = 'done', settled_at = 1 WHERE delivery LIKE 'old%'").run();
    await purge("platform");
    expect(await count(kept)).toBe(0);
  });

  it("a workspace: log, undo and audit, and no other workspace's", async () => {
    const [one, other] = [await bareWorkspace(), await bareWorkspace()];
    await fillWorkspace(one, NOW, SMALL);
    await fillWorkspace(other, NOW, SMALL);
    const before = await workspaceLeft(other);
    expect((await purge(one)).counts).toEqual(expectedOfWorkspace(SMALL));
    const { young } = SMALL;
    expect(await workspaceLeft(one)).toEqual({
      change_log: young,
      mutation: young,
      notice: young,
      audit: young,
      audit_detail: young,
      audit_seal: 2,
      below: 0,
    });
    expect(await workspaceLeft(other)).toEqual(before);
  });

  it("what a job has done is purged with its items, once it is over", async () => {
    const [at, later] = [clockAtNow(), clockAtNow()];
    const [old, waits] = [await open(at, "of the past"), await open(at, "of the past")];
    await db.update(job).set({ state: "failed", endedAt: NOW }).where(eq(job.id, old));
    await testEnv.PLATFORM_DB.prepare(
      `INSERT INTO job_item (job_id, item, outcome) SELECT ?1, value, 'done' FROM json_each(?2) UNION ALL SELECT ?3, 'kept', 'done'`,
    )
      .bind(old, JSON.stringify(Array.from({ length: CHUNK + 20 }, (_, n) => n)), waits)
      .run();
    later.pass(31 * DAY);
    expect((await purge("platform", later)).counts).toMatchObject({ job_items: CHUNK + 20, jobs: 1 });
    expect((await db.select().from(job)).map((row) => row.id)).toContain(waits);
    expect(await count("job_item")).toBe(1);
  });

  it("a session that ended long ago goes without news; one that is ended now is told", async () => {
    await fillPlatform(NOW, SMALL);
    await purge("platform");
    expect(await db.select().from(authEvent)).toEqual([]);
    expect(
      await db
        .select()
        .from(outbox)
        .where(sql`kind = 'session_ended'`),
    ).toEqual([]);
    const { session: own } = await signIn("somebody");
    await db.delete(session).where(eq(session.id, own));
    expect((await db.select().from(authEvent)).map((row) => row.act)).toEqual(["signed_in", "session_ended"]);
    expect(await db.select().from(outbox).where(eq(outbox.session, own))).toHaveLength(1);
  });

  it("a purge of a workspace that is gone is done", async () => {
    expect((await purge("nobody's")).state).toBe("done");
  });
});

describe("RT1: retention as it was set", () => {
  it("an override wins within its bounds, and is audited", async () => {
    const at = clockAtNow();
    const ages = [6, 8, 29, 31, 89, 91];
    const fill = () =>
      testEnv.PLATFORM_DB.batch([
        testEnv.PLATFORM_DB.prepare("DELETE FROM diagnostic"),
        ...ages.map((days) =>
          testEnv.PLATFORM_DB.prepare("INSERT INTO diagnostic (id, at, kind, cause, data) VALUES (?1, ?2, 'error', ?1, '{}')").bind(
            String(days),
            NOW - days * DAY,
          ),
        ),
      ]);
    const left = async () => {
      const { results } = await testEnv.PLATFORM_DB.prepare("SELECT id FROM diagnostic ORDER BY at DESC").all<{ id: string }>();
      return results.map((row) => Number(row.id));
    };
    for (const [days, kept] of [
      [null, [6, 8, 29]],
      [7, [6]],
      [90, [6, 8, 29, 31, 89]],
    ] as const) {
      await fill();
      if (days !== null) await setRetention(db, { class: "diagnostics", days }, DOER, at.fresh);
      await purge("platform");
      expect(await left(), `${days ?? "no"} days`).toEqual(kept);
    }
    for (const days of [1, 91, 30.5])
      await expect(setRetention(db, { class: "diagnostics", days }, DOER, at.fresh)).rejects.toMatchObject({ code: "invalid_input" });
    // Whoever writes past the door still stands under the bounds.
    await db.update(retentionOverride).set({ days: 0 });
    await fill();
    await purge("platform");
    expect(await left()).toEqual([6]);
    expect(await count("audit WHERE act = 'retention.set' AND subject = 'diagnostics'")).toBe(2);
  });

  it("a retention that is lengthened while a purge runs holds from its next step on", async () => {
    await fillPlatform(NOW, LARGE);
    const at = clockAtNow();
    const id = await open(at, "purge");
    await runJob(id, jobDepsAt(at), 1);
    expect((await jobRow(id)).counts).toEqual({ changes: CHUNK });
    await testEnv.PLATFORM_DB.prepare("UPDATE change SET settled_at = ?")
      .bind(NOW - 60 * DAY)
      .run();
    await setRetention(db, { class: "deliveries", days: 90 }, DOER, at.fresh);
    while ((await runJob(id, jobDepsAt(at))).outcome === "more");
    expect((await jobRow(id)).counts).toMatchObject({ changes: CHUNK, audit: LARGE.old });
  });
});

describe("RT1: a purge that is killed ends where one that is not does", () => {
  let unbroken: { left: string; counts: Record<string, number> } | null = null;

  async function unbrokenOnes() {
    if (unbroken !== null) return unbroken;
    await fillPlatform(NOW, LARGE);
    const { counts } = await purge("platform");
    unbroken = { left: await platformLeft(), counts };
    return unbroken;
  }

  it.each([11, 12, 13, 14, 15])("the platform's: the same rows and the same counts (schedule %i)", async (seed) => {
    const whole = await unbrokenOnes();
    expect(whole.counts).toEqual(expectedOfPlatform(LARGE));
    await fillPlatform(NOW, LARGE);
    const [at, random] = [clockAtNow(), seeded(seed)];
    const id = await open(at, "purge");
    expect(await runKilled(id, at, () => random() < 0.12)).toBeGreaterThan(3);
    expect((await jobRow(id)).counts).toEqual(whole.counts);
    expect(await platformLeft()).toBe(whole.left);
  });

  it.each([21, 22, 23, 24])("a workspace's, whose rows are in another database than the job (schedule %i)", async (seed) => {
    const [one, whole] = [await bareWorkspace(), await bareWorkspace()];
    for (const id of [one, whole]) await fillWorkspace(id, NOW, LARGE);
    const { counts } = await purge(whole);
    expect(counts).toEqual(expectedOfWorkspace(LARGE));
    const [at, random] = [clockAtNow(), seeded(seed)];
    const id = await open(at, "purge", one);
    expect(await runKilled(id, at, () => random() < 0.12)).toBeGreaterThan(3);
    expect((await jobRow(id)).counts).toEqual(counts);
    expect(await workspaceLeft(one)).toEqual(await workspaceLeft(whole));
  });

  it("two runners at once, and two purges at once, remove each row once and count it once", async () => {
    await fillPlatform(NOW, LARGE);
    const at = clockAtNow();
    const ids = [await open(at, "purge"), await open(at, "purge")];
    const run = async (id: string) => {
      while ((await jobRow(id)).state !== "done") await runJob(id, jobDepsAt(at), 2);
    };
    await Promise.all([...ids, ...ids].map(run));
    const counts = await Promise.all(ids.map(async (id) => (await jobRow(id)).counts));
    const sum = Object.fromEntries(Object.keys(counts[0] ?? {}).map((key) => [key, counts.reduce((all, one) => all + (one[key] ?? 0), 0)]));
    expect(sum).toEqual(expectedOfPlatform(LARGE));
  });

  it("no step removes more than a chunk, and none takes more than four round trips", async () => {
    await fillPlatform(NOW, LARGE);
    const at = clockAtNow();
    const id = await open(at, "purge");
    const watching = watchSql(testEnv);
    const { steps } = await runJob(id, jobDepsAt(at), 100);
    watching.stop();
    const deletes = watching.trips.filter((trip) => trip.statements.some((text) => /^\s*DELETE/i.test(text)));
    expect(deletes).toHaveLength(steps);
    expect(watching.trips.length).toBeLessThan(steps * 4);
    // Rows written count each index of a row.
    const indexes = 6;
    for (const trip of deletes) expect(trip.rowsWritten).toBeLessThan(2 * CHUNK * indexes);
  });
});

describe("EV2: a log that is purged", () => {
  it("RT1: whoever stands before its floor starts again; whoever stands at it or behind goes on", async () => {
    const id = await bareWorkspace();
    await fillWorkspace(id, NOW, SMALL);
    const all = await readSince(shard, id, 0);
    const floor = all.entries[SMALL.old - 1]?.seq ?? 0;
    expect(all.tooOld).toBe(false);
    await purge(id);
    expect([(await readSince(shard, id, floor - 1)).tooOld, (await readSince(shard, id, floor)).tooOld]).toEqual([true, false]);
    expect((await readSince(shard, id, floor)).entries).toHaveLength(SMALL.young);
    expect((await readSince(shard, id, 0)).head).toBe(all.head);
  });

  it("RT1: a log that is purged to its end keeps its head", async () => {
    const id = await bareWorkspace();
    await fillWorkspace(id, NOW, { old: 30, young: 0 });
    const { head } = await readSince(shard, id, 0);
    await purge(id);
    expect(await readSince(shard, id, head)).toMatchObject({ head, tooOld: false, entries: [] });
    expect((await readSince(shard, id, 0)).tooOld).toBe(true);
  });

  it("RT1: an entry that is young stays, with all that came after it, though its clock was ahead", async () => {
    const id = await bareWorkspace();
    await fillWorkspace(id, NOW, { old: 10, young: 0 });
    await testEnv.WORKSPACE_DB_1.prepare("UPDATE change_log SET at = ?2 WHERE workspace_id = ?1 AND entity_id = 'old4'")
      .bind(id, NOW)
      .run();
    expect((await purge(id)).counts).toMatchObject({ change_log: 3 });
  });
});

describe("the jobs of the day", () => {
  it("one for the platform and one for each workspace, once however often they are opened", async () => {
    const at = clockAtNow();
    const workspace = await bareWorkspace();
    const workspaces = await count("workspace");
    const opened = await openPurges(db, "2026-11-24", null, at.fresh.now());
    expect(opened).toHaveLength(workspaces + 1);
    expect(opened).toEqual(expect.arrayContaining(["purge:platform:2026-11-24", `purge:${workspace}:2026-11-24`]));
    expect(await openPurges(db, "2026-11-24", null, at.fresh.now())).toEqual([]);
    const deps = jobDepsAt(at);
    await runDueJobs(deps);
    for (const id of deps.queued) while ((await runJob(id, deps)).outcome === "more");
    const jobs = await db.select().from(job);
    expect(new Set(jobs.map((row) => row.state))).toEqual(new Set(["done"]));
    expect(jobs.every((row) => (row.startedAt ?? 0) >= row.createdAt && row.endedAt !== null)).toBe(true);
    expect(await openPurges(db, "2026-11-25", null, at.fresh.now())).toHaveLength(workspaces + 1);
  });

  it("each class of the table is purged somewhere", async () => {
    const [at, workspace] = [clockAtNow(), await bareWorkspace()];
    await fillPlatform(NOW, SMALL);
    await fillWorkspace(workspace, NOW, SMALL);
    const counts = { ...(await purge("platform", at)).counts, ...(await purge(workspace, at)).counts };
    const names: Record<keyof typeof RETENTION, string> = {
      deliveries: "changes",
      diagnostics: "diagnostics",
      sessions: "sessions",
      change_log: "change_log",
      undo: "undo",
      notices: "notices",
      operations: "cron_runs",
      audit: "audit",
    };
    for (const name of Object.values(names)) expect(counts[name], name).toBeGreaterThan(0);
  });
});
