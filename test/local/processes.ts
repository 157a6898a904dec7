import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";

export const ROOT = join(import.meta.dirname, "../..");

/** Quiet and offline: nothing is asked of the network, and no banner stands between a person and the one address they need. */
const ENVIRONMENT = {
  PATH: `${join(ROOT, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  LEADOXE_DEMO: "on",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_LOG: process.env["WRANGLER_LOG"] ?? "warn",
  CI: "true",
};

/** Time to end by itself after SIGTERM: workerd closes its databases meanwhile. */
const GRACE_MS = 3_000;
const KEPT_LETTERS = 20_000;

export interface Spawned {
  readonly env?: Readonly<Record<string, string>>;
  /** Everything it prints goes here, below the root. */
  readonly logTo?: string;
  /** Also told as it is printed. */
  readonly onPrint?: (text: string) => void;
}

export interface Running {
  readonly alive: () => boolean;
  /** What it printed last, without colours. */
  readonly printed: () => string;
  /** Resolves with the exit code once it and everything that inherited its output are gone; null after a signal. */
  readonly end: Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts a command in a process group of its own, so that stopping it leaves none of its children behind. */
export function start(command: string, args: readonly string[], how: Spawned = {}): Running {
  const env = { ...process.env, ...ENVIRONMENT, ...how.env };
  const child: ChildProcess = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const log = how.logTo === undefined ? null : logFile(how.logTo);
  let printed = "";
  let ended = false;
  const keep = (part: Buffer) => {
    const text = stripVTControlCharacters(part.toString());
    printed = (printed + text).slice(-KEPT_LETTERS);
    log?.write(text);
    how.onPrint?.(text);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const watch = keepWatch(child.pid);
  const end = once(child, "close").then(
    async ([code]) => {
      ended = true;
      if (watch?.exitCode === null && watch.kill()) await once(watch, "exit");
      log?.end();
      return code as number | null;
    },
    (error: unknown) => {
      ended = true;
      printed += String(error);
      return 127;
    },
  );
  /** False when nobody of the group is left. */
  const signal = (name: NodeJS.Signals): boolean => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, name);
    } catch {
      return false;
    }
  };
  return {
    alive: () => !ended,
    printed: () => printed,
    end,
    async stop() {
      signal("SIGTERM");
      const late = setTimeout(() => signal("SIGKILL"), GRACE_MS);
      await end;
      clearTimeout(late);
      // A child that closed its output and stayed would be missed by the wait above. One that is dead but not yet collected still counts
      // as there, and some containers never collect: so not for ever.
      for (let looked = 0; signal("SIGKILL") && looked < 20; looked++) await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
}

/**
 * Ends the group when this process dies without a chance to do it itself: the pipe to the watch closes with it. Not on Windows, which
 * has no such groups.
 */
function keepWatch(group: number | undefined): ChildProcess | null {
  if (group === undefined || process.platform === "win32") return null;
  const script = `read -r _; kill -s TERM -- -${group}; sleep ${GRACE_MS / 1000}; kill -s KILL -- -${group}`;
  const watch = spawn("sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  watch.on("error", () => undefined);
  return watch;
}

function logFile(path: string) {
  const whole = resolve(ROOT, path);
  mkdirSync(dirname(whole), { recursive: true });
  return createWriteStream(whole);
}

/** The line that says why a command failed: its error if it names one, else the last it printed. */
export function reasonOf(printed: string): string {
  const lines = printed
    .split("\n")
    .map((line) => line.trim())
    // A heading ends in a colon and says nothing yet.
    .filter((line) => /\w/.test(line) && !line.endsWith(":"));
  const found = lines.find((line) => /error|fail/i.test(line)) ?? lines.at(-1) ?? "it said nothing";
  return found
    .replace(/^\W*(\[?error\]?)\W*/i, "")
    .replace(/[.\s]+$/, "")
    .slice(0, 200);
}
