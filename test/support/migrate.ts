import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll } from "vitest";
import type { Env } from "../../worker/env.ts";

/** Bindings that only tests have, besides the Worker's own. */
export interface TestEnv extends Env {
  readonly PLATFORM_MIGRATIONS: D1Migration[];
  readonly WORKSPACE_MIGRATIONS: D1Migration[];
  /** Meta's stand-in, for its control API. */
  readonly META: Fetcher;
}

export const testEnv = env as TestEnv;

beforeAll(async () => {
  await applyD1Migrations(testEnv.PLATFORM_DB, testEnv.PLATFORM_MIGRATIONS);
  await applyD1Migrations(testEnv.WORKSPACE_DB_1, testEnv.WORKSPACE_MIGRATIONS);
});
