import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import * as v from "valibot";
import { inUse } from "./ports.ts";
import { ROOT } from "./processes.ts";

/** Two systems on the same databases would write past one another: a state folder says who holds it. */

const note = v.object({ pid: v.number(), port: v.number() });

/** The port of the system that runs on this state folder, or null. A note left by a killed one counts for nothing. */
export async function holderOf(state: string): Promise<number | null> {
  const held = v.safeParse(note, readNote(state));
  if (!held.success || held.output.pid === process.pid || !lives(held.output.pid)) return null;
  return (await inUse(held.output.port)) ? held.output.port : null;
}

export function hold(state: string, port: number): void {
  mkdirSync(resolve(ROOT, state), { recursive: true });
  writeFileSync(noteOf(state), JSON.stringify({ pid: process.pid, port }));
}

export function letGo(state: string): void {
  rmSync(noteOf(state), { force: true });
}

const noteOf = (state: string) => resolve(ROOT, state, "running.json");

function readNote(state: string): unknown {
  try {
    return JSON.parse(readFileSync(noteOf(state), "utf8"));
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
