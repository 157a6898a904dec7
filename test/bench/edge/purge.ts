import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { uuidv7 } from "uuidv7";
import { jobDeps } from "../../../worker/cron/index.ts";
import { runJob } from "../../../worker/cron/jobs.ts";
import { fresh } from "../../../worker/env.ts";
import { toHex } from "../../../worker/store/bytes.ts";
import { LEASE_MS, openJob } from "../../../worker/store/jobs.ts";
import { openPurges } from "../../../worker/store/purge.ts";
import { job } from "../../../worker/store/schema/platform.ts";
import { type Amounts, expectedOfPlatform, fillPlatform, platformLeft } from "../../support/purge.ts";
import { databases, testEnv } from "../../support/world.ts";

const db = databases.platform;

/** More steps than any purge of the bench takes: a run goes on until it is done, or killed. */
const TO_THE_END = 100_000;

export const purgeRoutes = new Hono()
  .post("/fill", async (c) => {
    const { now, amounts } = await c.req.json<{ now: number; amounts: Amounts }>();
    await fillPlatform(now, amounts);
    return c.json({ rows: Object.values(expectedOfPlatform(amounts)).reduce((sum, rows) => sum + rows, 0) });
  })
  .post("/open", async (c) => {
    const { now } = await c.req.json<{ now: number }>();
    const id = "purge:platform:bench";
    await openJob(db, { id, kind: "purge", scope: "platform", askedBy: null }, now);
    return c.json({ id });
  })
  // `takeover`: how many leases ago the purge was opened, since whoever held it was killed with it.
  .post("/run", async (c) => {
    const { id, now, takeover } = await c.req.json<{ id: string; now: number; takeover: number }>();
    const at = { ...fresh, now: () => now + takeover * (LEASE_MS + 1), id: uuidv7 };
    const { outcome } = await runJob(
      id,
      { databases, fresh: at, queue: async () => undefined, rest: async () => undefined, poke: async () => undefined },
      TO_THE_END,
    );
    return c.json({ outcome });
  })
  .post("/left", async (c) => {
    const { id } = await c.req.json<{ id: string }>();
    const [row] = await db.select({ state: job.state, counts: job.counts }).from(job).where(eq(job.id, id));
    const rows = new TextEncoder().encode(await platformLeft());
    return c.json({ ...row, rows: toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", rows))) });
  })
  // As the cron does it, at the pace at which a job leaves the database to others.
  .post("/paced", async (c) => {
    const opened = await openPurges(db, uuidv7(), null, fresh.now());
    const id = opened.find((one) => one.startsWith("purge:platform:")) ?? "";
    let outcome: string;
    do outcome = (await runJob(id, jobDeps(testEnv))).outcome;
    while (outcome === "more");
    const [row] = await db.select({ counts: job.counts }).from(job).where(eq(job.id, id));
    return c.json({ outcome, rows: Object.values(row?.counts ?? {}).reduce((sum, rows) => sum + rows, 0) });
  });
