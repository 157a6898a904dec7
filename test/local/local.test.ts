import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { inUse } from "./ports.ts";
import { reasonOf, ROOT } from "./processes.ts";

/** What `npm start` does on somebody's machine; the app itself is not built here, that is the journeys' business. */
const state = mkdtempSync(join(tmpdir(), "leadoxe-"));
const PORT = 9107;
const META_PORT = 9108;
const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  rmSync(state, { recursive: true, force: true });
});

interface Attempt {
  readonly child: ChildProcess;
  readonly printed: () => string;
  /** Exit code, once it has ended. */
  readonly end: Promise<number | null>;
  /** Resolves when this was printed. */
  says(text: string): Promise<void>;
}

/** `npm start` in a process group of its own, as a terminal runs it. */
function npm(script: string, args: readonly string[] = ["--no-build"]): Attempt {
  const ports = { PORT: String(PORT), META_PORT: String(META_PORT) };
  const env = { ...process.env, ...ports, LEADOXE_STATE: state, NODE_COMPILE_CACHE: join(state, "compiled") };
  const child = spawn("npm", ["run", "--silent", script, "--", ...args], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let printed = "";
  const keep = (part: Buffer) => {
    printed += part.toString();
    child.emit("printed");
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const end = once(child, "close").then(([code]) => code as number | null);
  return {
    child,
    printed: () => printed,
    end,
    async says(text) {
      while (!printed.includes(text)) {
        const ended = await Promise.race([once(child, "printed").then(() => false), end.then(() => true)]);
        if (ended && !printed.includes(text)) throw new Error(`it ended without saying "${text}":\n${printed}`);
      }
    },
  };
}

function interrupt(attempt: Attempt, signal: NodeJS.Signals, whom: "group" | "npm"): void {
  if (attempt.child.pid === undefined) throw new Error("not started");
  process.kill(whom === "group" ? -attempt.child.pid : attempt.child.pid, signal);
}

/** Command lines of every process that works on our state folder or ports. */
function leftovers(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(state) || ownedByUs(pid) ? [line] : [];
      } catch {
        return [];
      }
    });
}

/** esbuild and workerd do not name the folder, but inherit the setting. */
function ownedByUs(pid: string): boolean {
  return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`LEADOXE_STATE=${state}`);
}

const lines = (printed: string) => printed.split("\n").filter((line) => line.trim() !== "");

function onDatabases(statement: string): number {
  const folder = join(state, "worker/v3/d1/miniflare-D1DatabaseObject");
  let hit = 0;
  for (const name of readdirSync(folder).filter((file) => /^[0-9a-f]{64}\.sqlite$/.test(file))) {
    const database = new DatabaseSync(join(folder, name));
    try {
      database.exec(statement);
      hit += 1;
    } catch {
      // The other kind of database has no such table.
    }
    database.close();
  }
  return hit;
}

describe.skipIf(process.platform !== "linux")("npm start", () => {
  it("says in one line that the port is taken, and what to do", async () => {
    const other = createServer().listen(META_PORT, "127.0.0.1");
    await once(other, "listening");
    const attempt = npm("start");
    expect(await attempt.end).toBe(1);
    other.close();
    expect(lines(attempt.printed())).toEqual([
      `  Port ${META_PORT} is in use. Stop what runs there, or choose another one: META_PORT=${META_PORT + 10} npm start`,
    ]);
    expect(leftovers()).toEqual([]);
  });

  it("makes new databases, answers, keeps one system to its folder, and leaves no process after Ctrl-C", async () => {
    const attempt = npm("start");
    await attempt.says(`http://localhost:${PORT}/demo`);
    const demo = await fetch(`http://localhost:${PORT}/demo/state`);
    expect(await demo.json()).toMatchObject({ state: "seeded" });
    expect(leftovers().some((line) => line.includes("workerd"))).toBe(true);
    const [second, reset] = [npm("start"), npm("reset", [])];
    expect([await second.end, await reset.end]).toEqual([1, 1]);
    expect(lines(second.printed())).toEqual([`  The system already runs on http://localhost:${PORT}. Stop it first (Ctrl-C there).`]);
    expect(lines(reset.printed())).toEqual([`  The system is running on port ${PORT}: stop it first (Ctrl-C), then reset.`]);
    interrupt(attempt, "SIGINT", "group");
    await attempt.end;
    expect(leftovers()).toEqual([]);
    expect([await inUse(PORT), await inUse(META_PORT)]).toEqual([false, false]);
  });

  it("keeps the data for a second start, and leaves no process when npm alone is told to end", async () => {
    expect(onDatabases("UPDATE workspace SET name = 'Kept' WHERE slug = 'marina-homes'")).toBe(1);
    const attempt = npm("start");
    await attempt.says(`http://localhost:${PORT}/demo`);
    const doors = await fetch(`http://localhost:${PORT}/demo/enter?door=agent`, { redirect: "manual" });
    const session = await fetch(`http://localhost:${PORT}/api/session`, {
      headers: { cookie: (doors.headers.get("set-cookie") ?? "").split(";")[0] ?? "" },
    });
    expect(await session.json()).toMatchObject({ workspaces: [{ name: "Kept" }] });
    interrupt(attempt, "SIGTERM", "npm");
    await attempt.end;
    expect(leftovers()).toEqual([]);
  });

  it("says that an earlier seed was cut short", async () => {
    expect(onDatabases("DELETE FROM audit WHERE act = 'demo.seeded' AND workspace_id IS NULL")).toBeGreaterThan(0);
    const attempt = npm("start");
    expect(await attempt.end).toBe(1);
    expect(lines(attempt.printed()).at(-1)).toBe("  An earlier seed of the demo was cut short. npm run reset starts anew.");
    expect(leftovers()).toEqual([]);
  });

  it("says that a migration is half applied, and reset starts anew", async () => {
    expect(onDatabases("DELETE FROM d1_migrations WHERE name LIKE '0001%'")).toBe(2);
    const attempt = npm("start");
    expect(await attempt.end).toBe(1);
    expect(lines(attempt.printed()).at(-1)).toMatch(
      /^ {2}The local database PLATFORM_DB is only half migrated \(.+\)\. npm run reset starts anew\.$/,
    );
    expect(leftovers()).toEqual([]);
    const reset = npm("reset", []);
    expect(await reset.end).toBe(0);
    expect(existsSync(join(state, "worker"))).toBe(false);
  });

  it("interrupted while it is still starting, it leaves nothing either", async () => {
    const attempt = npm("start");
    await attempt.says("starting the Worker");
    interrupt(attempt, "SIGINT", "group");
    await attempt.end;
    expect(leftovers()).toEqual([]);
  });
});

describe("the one line", () => {
  it("names the error, without its heading, its mark or its stop", () => {
    expect(reasonOf("wrangler 4\n✘ [ERROR] table `lead` already exists.\nat x")).toBe("table `lead` already exists");
    expect(reasonOf("error during build:\n[vite] could not resolve ./app\n")).toBe("[vite] could not resolve ./app");
    expect(reasonOf("\n")).toBe("it said nothing");
  });
});
