import { applyD1Migrations } from "cloudflare:test";
import { beforeAll } from "vitest";
import { testEnv } from "./env.ts";

beforeAll(async () => {
  await applyD1Migrations(testEnv.PLATFORM_DB, testEnv.PLATFORM_MIGRATIONS);
  await applyD1Migrations(testEnv.WORKSPACE_DB_1, testEnv.WORKSPACE_MIGRATIONS);
});
