import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Stop } from "./stop.ts";

export const ROOT = join(import.meta.dirname, "../..");

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  /** Everything it printed, without colours. */
  readonly printed: string;
}

export interface How {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to it and never shown: a secret travels here, not on a command line that any process can read. */
  readonly input?: string;
  /** Whoever runs it sees it and can answer it. */
  readonly open?: boolean;
}

export async function run(command: string, args: readonly string[], how: How = {}): Promise<Ran> {
  const env = { ...process.env, WRANGLER_HIDE_BANNER: "true", WRANGLER_SEND_METRICS: "false", ...how.env };
  const child = spawn(command, args, { cwd: ROOT, env, stdio: how.open ? "inherit" : ["pipe", "pipe", "pipe"] });
  let [out, printed] = ["", ""];
  child.stdout?.on("data", (part: Buffer) => {
    out += part.toString();
    printed += stripVTControlCharacters(part.toString());
  });
  child.stderr?.on("data", (part: Buffer) => {
    printed += stripVTControlCharacters(part.toString());
  });
  // It may end before it has read all.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(how.input ?? "");
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return { code, out, printed };
  } catch {
    throw new Stop(`${command} is not installed: run npm ci first.`);
  }
}

const SHOWN_LINES = 20;

/** For a command that has to work. */
export function mustWork(ran: Ran, what: string): Ran {
  if (ran.code === 0) return ran;
  throw new Stop(`${what} failed:\n${ran.printed.trim().split("\n").slice(-SHOWN_LINES).join("\n")}`);
}
