import type { D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Env } from "../../worker/env.ts";

/** Bindings that only tests have, besides the Worker's own. */
export interface TestEnv extends Env {
  readonly PLATFORM_MIGRATIONS: D1Migration[];
  readonly WORKSPACE_MIGRATIONS: D1Migration[];
  /** Meta's stand-in, for its control API. */
  readonly META: Fetcher;
}

export const testEnv = env as TestEnv;
