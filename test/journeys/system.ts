import { rmSync } from "node:fs";
import { join } from "node:path";
import { holderOf } from "../local/holder.ts";
import { ROOT } from "../local/processes.ts";
import { System } from "../local/system.ts";
import { portOf, SYSTEMS } from "./ports.ts";

/** The whole system with new databases, once for each journey that runs at a time; Playwright calls what this returns at the end. */
export default async function setUp(): Promise<() => Promise<void>> {
  const systems: System[] = [];
  const stop = async () => void (await Promise.all(systems.map((system) => system.stop())));
  try {
    for (let n = 0; n < SYSTEMS; n++) {
      const system = await systemOn(portOf(n), n === 0 ? "built" : "as_it_is");
      systems.push(system);
      await system.start();
    }
  } catch (error) {
    await stop();
    throw oneLine(error);
  }
  return stop;
}

async function systemOn(port: number, app: "built" | "as_it_is"): Promise<System> {
  // Of this port only: journeys on another one do not meet.
  const state = `.local/journeys-${port}`;
  // A run that was killed left its databases; journeys begin with a world they know. Those of a run that goes on are not touched.
  if ((await holderOf(state)) === null) rmSync(join(ROOT, state), { recursive: true, force: true });
  return new System({
    port,
    metaPort: port + 1,
    state,
    app,
    log: (line) => process.stdout.write(`  ${line}\n`),
    elsewhere: () => `JOURNEY_PORT=${port + 10} npm test`,
    onDeath: (why) => process.stderr.write(`\n  ${why}\n\n`),
  });
}

/** What is wrong with a machine is said in a line: where in this file it was found out helps nobody. */
function oneLine(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(message), { stack: message });
}
