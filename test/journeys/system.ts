import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { holderOf } from "../local/holder.ts";
import { ROOT } from "../local/processes.ts";
import { System, type SystemOptions } from "../local/system.ts";
import { portOf, SYSTEMS } from "./ports.ts";

/**
 * The whole system with new databases, once for each journey that runs at a time; Playwright calls what this returns at the end. The first
 * one migrates and builds for all; then they start at once.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const numbers = Array.from({ length: SYSTEMS }, (_, n) => n);
  const systems: System[] = [];
  const stop = async () => void (await Promise.all(systems.map((system) => system.stop())));
  try {
    const [first = 0, ...others] = numbers;
    await emptied(numbers);
    let started: Promise<unknown> = Promise.resolve();
    const onPrepared = async () => {
      for (const n of others) {
        // Whatever runs there refuses a second one by itself.
        if ((await holderOf(stateOf(n))) === null)
          await cp(join(ROOT, stateOf(first), "worker"), join(ROOT, stateOf(n), "worker"), { recursive: true });
        systems.push(systemOn(n, { app: "as_it_is", migrated: true }));
      }
      started = Promise.all(systems.slice(1).map((system) => system.start()));
      // It is awaited below; until then its failing is nobody's yet.
      started.catch(() => undefined);
    };
    const system = systemOn(first, { app: "built", onPrepared });
    systems.push(system);
    await system.start();
    await started;
  } catch (error) {
    await stop();
    throw oneLine(error);
  }
  return stop;
}

/** Of this port only: journeys on another one do not meet. */
const stateOf = (n: number): string => `.local/journeys-${portOf(n)}`;

/** A run that was killed left its databases; journeys begin with a world they know. Those of a run that goes on are not touched. */
async function emptied(numbers: readonly number[]): Promise<void> {
  for (const n of numbers) if ((await holderOf(stateOf(n))) === null) await rm(join(ROOT, stateOf(n)), { recursive: true, force: true });
}

function systemOn(n: number, how: Pick<SystemOptions, "app" | "migrated" | "onPrepared">): System {
  const port = portOf(n);
  return new System({
    ...how,
    port,
    metaPort: port + 1,
    state: stateOf(n),
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
