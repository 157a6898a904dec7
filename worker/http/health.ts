import { Hono } from "hono";
import { fresh } from "../env.ts";
import type { Databases } from "../store/database.ts";
import { type MailHealth, readMailHealth } from "../store/mail.ts";
import { type CronHealth, type DatabaseHealth, type IntakeHealth, readCronHealth, readDatabase, readIntake } from "../store/health.ts";
import type { Door } from "./door.ts";

/** A change that was due so long ago was missed by the queue and by several sweeps. */
const LATE_S = 300;

export interface Health {
  readonly status: "ok" | "late" | "unwell";
  readonly platform: DatabaseHealth;
  readonly shards: Readonly<Record<string, DatabaseHealth>>;
  readonly intake: (IntakeHealth & { readonly state: "ok" | "late" }) | null;
  readonly mail: MailHealth | null;
  readonly crons: readonly CronHealth[] | null;
}

/** For monitors, without a sign-in: states, counts and ages; no name, no address, no secret. */
export const healthRoutes = new Hono<Door>().get("/", async (c) => {
  const health = await readHealth(c.var.databases, fresh.now());
  c.header("cache-control", "no-store");
  return c.json(health, health.status === "unwell" ? 503 : 200);
});

async function readHealth(databases: Databases, now: number): Promise<Health> {
  const [platform, shards, intake, mail, crons] = await Promise.all([
    readDatabase(databases.platform),
    Promise.all(databases.numbers.map(async (n) => [n, await readDatabase(databases.shard(n))] as const)),
    readIntake(databases.platform, now).catch(() => null),
    readMailHealth(databases.platform, now).catch(() => null),
    readCronHealth(databases).catch(() => null),
  ]);
  const well =
    platform.state === "ok" && intake !== null && mail !== null && crons !== null && shards.every(([, shard]) => shard.state === "ok");
  const late = (intake?.oldestDueSeconds ?? 0) > LATE_S;
  const stuck = mail?.stuck ?? false;
  return {
    status: well ? (late || stuck ? "late" : "ok") : "unwell",
    platform,
    shards: Object.fromEntries(shards),
    intake: intake === null ? null : { state: late ? "late" : "ok", ...intake },
    mail: mail,
    crons,
  };
}
