import { rmSync } from "node:fs";
import { join } from "node:path";
import { holderOf } from "../local/holder.ts";
import { ROOT } from "../local/processes.ts";
import { System } from "../local/system.ts";
import { JOURNEY_META_PORT, JOURNEY_PORT } from "./ports.ts";

/** Of this port only: journeys on another one do not meet. */
const STATE = `.local/journeys-${JOURNEY_PORT}`;

/** The whole system with new databases, for all journeys; Playwright calls what this returns at the end. */
export default async function setUp(): Promise<() => Promise<void>> {
  // A run that was killed left its databases; journeys begin with a world they know. Those of a run that goes on are not touched.
  if ((await holderOf(STATE)) === null) rmSync(join(ROOT, STATE), { recursive: true, force: true });
  const system = new System({
    port: JOURNEY_PORT,
    metaPort: JOURNEY_META_PORT,
    state: STATE,
    app: "built",
    log: (line) => process.stdout.write(`  ${line}\n`),
    elsewhere: () => `JOURNEY_PORT=${JOURNEY_PORT + 10} npm test`,
    onDeath: (why) => process.stderr.write(`\n  ${why}\n\n`),
  });
  await system.start().catch((error: unknown) => {
    throw oneLine(error);
  });
  return () => system.stop();
}

/** What is wrong with a machine is said in a line: where in this file it was found out helps nobody. */
function oneLine(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(message), { stack: message });
}
