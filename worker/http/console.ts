import { Hono } from "hono";
import * as v from "valibot";
import {
  type ConsoleBoot,
  deliveriesQuery,
  type DeliveriesPage,
  type DeliveryDetail,
  deliveryId,
  type DiagnosticRow,
  type Parked,
  parkedQuery,
} from "../../domain/console.ts";
import { Refusal } from "../../domain/errors.ts";
import { type Health, healthQuery } from "../../domain/health.ts";
import { readCrons } from "../cron/index.ts";
import { CRON_NAMES, periodOf, stringOf } from "../cron/schedule.ts";
import { fresh } from "../env.ts";
import { readDeliveries, readDelivery } from "../store/console/deliveries.ts";
import { readDiagnostics, readFigures, readNames } from "../store/console/figures.ts";
import { readParked } from "../store/console/parked.ts";
import type { Databases } from "../store/database.ts";
import { readDatabase } from "../store/health.ts";
import { readJobs } from "../store/progress.ts";
import { consoleActs } from "./console-acts.ts";
import { type Door, parseInput } from "./door.ts";
import { needOnPlatform } from "./need.ts";

const DIAGNOSTICS = 50;
const JOBS = 50;

/** What super-admins read: of deliveries, jobs and crons, never of a lead. The role comes with `admitPlatform`: one round trip here. */
export const consoleRoutes = new Hono<Door>()
  .get("/boot", needOnPlatform("console.read"), async (c) => {
    const { person, name, role } = c.var.platform;
    const names = await readNames(c.var.databases.platform);
    return c.json({ me: { id: person, name, role }, ...names, demo: c.var.settings.DEMO === "on" } satisfies ConsoleBoot);
  })
  .get("/deliveries", needOnPlatform("console.read"), async (c) => {
    const query = parseInput(deliveriesQuery, c.req.query());
    return c.json((await readDeliveries(c.var.databases.platform, query)) satisfies DeliveriesPage);
  })
  .get("/deliveries/:id", needOnPlatform("console.read"), async (c) => {
    const id = c.req.param("id");
    const found = v.is(deliveryId, id) ? await readDelivery(c.var.databases.platform, id) : null;
    if (found === null) throw new Refusal("not_found");
    return c.json(found satisfies DeliveryDetail);
  })
  .get("/parked", needOnPlatform("console.read"), async (c) => {
    const query = parseInput(parkedQuery, c.req.query());
    return c.json((await readParked(c.var.databases.platform, query)) satisfies Parked);
  })
  .get("/diagnostics", needOnPlatform("console.read"), async (c) => {
    const rows: DiagnosticRow[] = await readDiagnostics(c.var.databases.platform, DIAGNOSTICS);
    return c.json({ rows });
  })
  .get("/health", needOnPlatform("console.read"), async (c) => {
    const { since } = parseInput(healthQuery, c.req.query());
    return c.json(await healthOf(c.var.databases, since, fresh.now()));
  })
  .get("/crons", needOnPlatform("console.read"), async (c) => c.json({ crons: await readCrons(c.var.databases.platform, fresh.now()) }))
  .get("/jobs", needOnPlatform("console.read"), async (c) =>
    c.json({ jobs: await readJobs(c.var.databases.platform, fresh.now(), { limit: JOBS }) }),
  )
  .route("/", consoleActs);

const CRONS = CRON_NAMES.map((name) => ({ name, every: periodOf(stringOf(name)) }));

/** One batch on the platform, and beside it every database is asked whether it answers. */
async function healthOf(databases: Databases, since: number | undefined, now: number): Promise<Health> {
  const [figures, shards] = await Promise.all([
    readFigures(databases.platform, CRONS, since, now),
    Promise.all(databases.numbers.map(async (n) => ({ name: String(n), well: (await readDatabase(databases.shard(n))).state === "ok" }))),
  ]);
  return { ...figures, databases: [{ name: "platform", well: true }, ...shards] };
}
