import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { app } from "../../worker/app.ts";
import { log } from "../../worker/log.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { watchSql } from "../support/sql.ts";
import { databases, metaNumber, testEnv } from "../support/world.ts";

const db = databases.platform;
const ask = () => exports.default.fetch("http://localhost/healthz");

interface Told {
  readonly status: string;
  readonly platform: { readonly state: string; readonly migration: string | null };
  readonly shards: Record<string, { readonly state: string; readonly migration: string | null }>;
  readonly intake: {
    readonly state: string;
    readonly oldestDueSeconds: number | null;
    readonly parked: number;
    readonly parkedMore: boolean;
  };
  readonly crons: readonly { readonly job: string; readonly outcome: string | null }[];
}

async function health(): Promise<Told> {
  const response = await ask();
  expect(response.status).toBe(200);
  return response.json();
}

const change = (over: Partial<typeof platform.change.$inferInsert>) => ({
  lead: metaNumber(),
  page: "1",
  createdAt: 1,
  delivery: "d",
  receivedAt: 1,
  state: "waiting" as const,
  bulk: false,
  dueAt: Date.now() + 60_000,
  ...over,
});

describe("/healthz", () => {
  it("says of each part how it is, and how far each database is migrated", async () => {
    const told = await health();
    expect(told.status).toBe("ok");
    expect(told.platform).toEqual({ state: "ok", migration: testEnv.PLATFORM_MIGRATIONS.at(-1)?.name });
    expect(told.shards).toEqual({ 1: { state: "ok", migration: testEnv.WORKSPACE_MIGRATIONS.at(-1)?.name } });
    expect(told.intake).toEqual({ state: "ok", oldestDueSeconds: null, parked: 0, parkedMore: false });
  });

  it("says how long the oldest due change has waited, and how many are parked", async () => {
    await db
      .insert(platform.change)
      .values([
        change({}),
        change({ page: "2", dueAt: Date.now() - 20_000 }),
        change({ page: "3", bulk: true, dueAt: Date.now() - 900_000 }),
        change({ page: "4", state: "done", dueAt: 1 }),
        change({ page: "4", state: "parked", dueAt: 1 }),
      ]);
    const told = await health();
    expect(told).toMatchObject({ status: "late", intake: { state: "late", parked: 1, parkedMore: false } });
    expect(told.intake.oldestDueSeconds).toBeGreaterThanOrEqual(900);
    expect(told.intake.oldestDueSeconds).toBeLessThan(960);
    await db.delete(platform.change);
  });

  it("reads no more for many waiting changes than for few", async () => {
    const many = Array.from({ length: 300 }, (_, n) => change({ page: String(n % 3), dueAt: n + 1 }));
    for (let at = 0; at < many.length; at += 5) await db.insert(platform.change).values(many.slice(at, at + 5));
    const watching = watchSql(testEnv);
    await health();
    watching.stop();
    const read = watching.trips.map((trip) => trip.rowsRead);
    expect(Math.max(...read)).toBeLessThan(100);
    await db.delete(platform.change);
  });

  it("tells the crons' last ticks", async () => {
    const row = { name: "purge", scheduledAt: 5, startedAt: 6, endedAt: 7, outcome: "failed" as const };
    await db.insert(platform.cronTick).values(row).onConflictDoUpdate({ target: platform.cronTick.name, set: row });
    expect((await health()).crons).toContainEqual({ job: "purge", scheduledAt: 5, outcome: "failed" });
  });

  it.each(["platform", "workspace"] as const)("answers 503 when the %s database does not, and says which", async (which) => {
    const watching = watchSql(testEnv, async (_begun, database) => {
      if (database === which) throw new Error("D1_ERROR: overloaded");
    });
    const response = await ask();
    watching.stop();
    expect(response.status).toBe(503);
    const told = await response.json<Told>();
    expect(told).toMatchObject({
      status: "unwell",
      platform: { state: which === "platform" ? "unwell" : "ok" },
      shards: { 1: { state: which === "workspace" ? "unwell" : "ok" } },
    });
  });

  it("SC1: holds no secret, is not kept by anybody, and carries its request's id", async () => {
    const response = await ask();
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-request-id")).toBeTruthy();
    expect(await response.text()).not.toMatch(/development-|dev1|localhost|secret/);
  });
});

/** What was written to the log while `work` ran, line by line. */
async function lines(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const spies = (["error", "warn", "log"] as const).map((name) => vi.spyOn(console, name).mockImplementation(() => undefined));
  try {
    await work();
    return spies.flatMap((spy) => spy.mock.calls).map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

describe("the log", () => {
  const clock = { now: () => Date.UTC(2026, 4, 14) };

  it("SC1: tells known names with plain values, whatever it is handed", async () => {
    const handed = { workspace: "w1", token: "EAAB", answers: { email: "a@b.c" }, cause: { message: "no" }, attempts: 3 };
    const [line] = await lines(async () => log(clock, "error", "message_failed", handed as unknown as { workspace: string }));
    expect(line).toEqual({ at: "2026-05-14T00:00:00.000Z", level: "error", event: "message_failed", workspace: "w1", attempts: 3 });
    // @ts-expect-error: a name that is not known does not compile
    const unknown = () => log(clock, "info", "job_failed", { token: "EAAB" });
    expect(await lines(async () => unknown())).toEqual([expect.not.objectContaining({ token: "EAAB" })]);
  });

  it("an error of ours is one line with its request, and one diagnosis by cause, however often it happens", async () => {
    const fail = async () => {
      const context = createExecutionContext();
      const response = await app.fetch(new Request("http://localhost/privacy-policy?lang=secret-word"), testEnv, context);
      const { error } = await response.json<{ error: { code: string; request: string } }>();
      await waitOnExecutionContext(context);
      expect([response.status, error.code, response.headers.get("x-request-id")]).toEqual([500, "internal", error.request]);
      return error.request;
    };
    let failing = true;
    const watching = watchSql(testEnv, async () => {
      if (failing) throw new Error("D1_ERROR: no such table: gone: SQLITE_ERROR");
    });
    const spy = vi.spyOn(testEnv.PLATFORM_DB, "prepare");
    const requests: string[] = [];
    const told = await lines(async () => {
      requests.push(await fail());
    });
    expect(told.map(({ event, request, route, method }) => ({ event, request, route, method }))).toEqual([
      { event: "request_failed", request: requests[0], route: "/privacy-policy", method: "GET" },
      { event: "diagnosis_failed", request: requests[0], route: undefined, method: undefined },
    ]);
    expect(JSON.stringify(told)).not.toContain("secret-word");
    failing = false;
    spy.mockRestore();
    watching.stop();
    const broken = { ...testEnv, PRIVACY_EMAIL: "nowhere" };
    await lines(async () => {
      for (let n = 0; n < 2; n++) {
        const context = createExecutionContext();
        await app.fetch(new Request("http://localhost/privacy-policy"), broken, context);
        await waitOnExecutionContext(context);
      }
    });
    const rows = await db.select().from(platform.diagnostic).where(eq(platform.diagnostic.kind, "error"));
    expect(rows).toMatchObject([{ cause: "these settings are missing or malformed: PRIVACY_EMAIL", count: 2 }]);
  });
});
