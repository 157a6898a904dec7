import { Hono } from "hono";
import { sql } from "drizzle-orm";
import * as platform from "../../../worker/store/schema/platform.ts";
import { plantCrowd } from "../../support/crowd.ts";
import { plantLead, plantMany } from "../../support/leads.ts";
import { ask, signIn } from "../../support/signed.ts";
import { watchSql } from "../../support/sql.ts";
import { atMeta, databases, makeWorld, testEnv, type World } from "../../support/world.ts";
import type { BenchWorld, WorldWish } from "../world.ts";
import { apiTrips, webhookTrips } from "./counts.ts";
import { fuzzRoutes } from "./fuzz.ts";
import { purgeRoutes } from "./purge.ts";
import { rowsWritten } from "./written.ts";

/** What has to be done inside workerd, one door each. Input and output are JSON, as `Lab.act` sends and reads them. */
export const acts = new Hono()
  .post("/bench/prepare", async (c) => {
    const table = "CREATE TABLE bench_delivery (id TEXT PRIMARY KEY, received_at INTEGER NOT NULL, body TEXT NOT NULL)";
    await testEnv.PLATFORM_DB.batch([
      testEnv.PLATFORM_DB.prepare(table),
      testEnv.PLATFORM_DB.prepare("CREATE INDEX bench_delivery_received ON bench_delivery (received_at)"),
    ]);
    return c.json({});
  })
  .post("/bench/world", async (c) => {
    const { people, settings } = await c.req.json<WorldWish>();
    const world = await makeWorld({ people, ...(settings === undefined ? {} : { settings }) });
    const cookies: Record<string, string> = {};
    for (const [key, person] of Object.entries(world.people)) cookies[key] = (await signIn(person.id)).cookie;
    return c.json({ ...world, cookies } satisfies BenchWorld);
  })
  .post("/bench/create", async (c) => {
    const { page, form, count } = await c.req.json<{ page: string; form: string; count: number }>();
    return c.json(await atMeta("POST", "/_/create", { page, form, count }));
  })
  .post("/bench/unfinished", async (c) => {
    const { page } = await c.req.json<{ page: string }>();
    const unfinished = sql`${platform.change.page} = ${page} AND ${platform.change.state} = 'waiting'`;
    return c.json({ count: await databases.platform.$count(platform.change, unfinished) });
  })
  .post("/bench/plant", async (c) => {
    const { world, size, owners, teams } = await c.req.json<{
      world: World;
      size: number;
      owners: readonly string[];
      teams: readonly string[];
    }>();
    await plantMany(world, size, { owners, teams, waiting: 60 });
    return c.json({});
  })
  .post("/bench/crowd", async (c) => {
    const { world, size, owners, teams, from } = await c.req.json<{
      world: World;
      size: number;
      owners: readonly string[];
      teams: readonly string[];
      /** Its ids begin with this number: two crowds share none. */
      from: number;
    }>();
    await plantCrowd(world, size, { owners, teams, now: Date.now() });
    // Screens take ids as we make them, and nothing else.
    await testEnv.WORKSPACE_DB_1.prepare(
      "UPDATE lead SET id = printf('019c0000-0000-7000-8000-%012d', ?2 + CAST(substr(id, length(?1) + 2) AS INTEGER)) WHERE workspace_id = ?1",
    )
      .bind(world.id, from)
      .run();
    return c.json({});
  })
  .post("/bench/lead", async (c) => c.json(await plantLead((await c.req.json<{ world: World }>()).world)))
  .post("/bench/read", async (c) => {
    const { path, cookie } = await c.req.json<{ path: string; cookie: string }>();
    const watching = watchSql(testEnv);
    const answer = await ask(path, { cookie });
    watching.stop();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    const { rows }: { rows: readonly unknown[] } = await answer.json();
    const own = watching.trips.filter((trip) => trip.database === "workspace");
    return c.json({ shown: rows.length, read: own.reduce((sum, trip) => sum + trip.rowsRead, 0) });
  })
  .post("/bench/trips", async (c) => c.json({ webhook: await webhookTrips(), api: await apiTrips() }))
  .post("/bench/written", async (c) => c.json(await rowsWritten()))
  .route("/bench/purge", purgeRoutes)
  .route("/bench/fuzz", fuzzRoutes)
  .onError((error, c) => c.text(error.stack ?? String(error), 500));
