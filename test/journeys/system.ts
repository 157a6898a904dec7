import { rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../local/processes.ts";
import { startSystem } from "../local/system.ts";
import { JOURNEY_META_PORT, JOURNEY_PORT } from "./ports.ts";

/** The whole system with new databases, for all journeys; Playwright calls what this returns at the end. */
export default async function setUp(): Promise<() => Promise<void>> {
  const state = ".local/journeys";
  rmSync(join(ROOT, state), { recursive: true, force: true });
  const system = await startSystem({
    port: JOURNEY_PORT,
    metaPort: JOURNEY_META_PORT,
    state,
    hot: false,
    log: (line) => process.stdout.write(`  ${line}\n`),
  });
  return () => system.stop();
}
