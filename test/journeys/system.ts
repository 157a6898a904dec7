import { rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../local/processes.ts";
import { System } from "../local/system.ts";
import { JOURNEY_META_PORT, JOURNEY_PORT } from "./ports.ts";

const STATE = ".local/journeys";

/** The whole system with new databases, for all journeys; Playwright calls what this returns at the end. */
export default async function setUp(): Promise<() => Promise<void>> {
  // A run that was killed left its databases: journeys begin with a world they know.
  rmSync(join(ROOT, STATE), { recursive: true, force: true });
  const system = new System({
    port: JOURNEY_PORT,
    metaPort: JOURNEY_META_PORT,
    state: STATE,
    app: "built",
    log: (line) => process.stdout.write(`  ${line}\n`),
    onDeath: (why) => process.stderr.write(`\n  ${why}\n\n`),
  });
  await system.start();
  return () => system.stop();
}
