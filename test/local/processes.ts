import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** Quiet and offline: nothing is asked of the network, and no banner stands between a person and the one address they need. */
const ENVIRONMENT = {
  ...process.env,
  PATH: `${join(ROOT, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_LOG: process.env["WRANGLER_LOG"] ?? "warn",
  CI: "true",
};

/** Runs a command to its end; rejects with what it printed when it fails. */
export async function run(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { cwd: ROOT, env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  child.stdout.on("data", (part: Buffer) => (printed += part.toString()));
  child.stderr.on("data", (part: Buffer) => (printed += part.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.slice(0, 3).join(" ")} failed:\n${printed.trim()}`);
  return printed;
}

export interface Running {
  readonly alive: () => boolean;
  readonly printed: () => string;
  stop(): Promise<void>;
}

/** Starts a command in a process group of its own, so that stopping it leaves none of its children behind. */
export function start(command: string, args: readonly string[], onEnd: (printed: string) => void): Running {
  const child: ChildProcess = spawn(command, args, { cwd: ROOT, env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let printed = "";
  const keep = (part: Buffer) => (printed = (printed + part.toString()).slice(-20_000));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  let ended = false;
  let stopping = false;
  const end = once(child, "close").then(() => {
    ended = true;
    if (!stopping) onEnd(printed.trim());
  });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  return {
    alive: () => !ended,
    printed: () => printed,
    async stop() {
      stopping = true;
      signal("SIGTERM");
      const late = setTimeout(() => signal("SIGKILL"), 3_000);
      await end;
      clearTimeout(late);
      signal("SIGKILL");
    },
  };
}
