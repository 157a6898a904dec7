import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { answers, inUse } from "./ports.ts";
import { ROOT, type Running, run, start } from "./processes.ts";

export interface SystemOptions {
  readonly port: number;
  readonly metaPort: number;
  /** Folder below the root that keeps databases, rooms and the stand-in's leads between starts. */
  readonly state: string;
  /** `vite` with hot reloading instead of the built app. */
  readonly hot: boolean;
  readonly log: (line: string) => void;
}

export interface System {
  readonly url: string;
  readonly metaUrl: string;
  stop(): Promise<void>;
}

/** Meta's stand-in answers at once; the Worker's first start bundles it. */
const PATIENCE_MS = 60_000;
const MINUTE_MS = 60_000;
const CRONS = ["* * * * *"];

/** The whole system on this machine: migrated, built, started, seeded, with its crons ticking. Throws one clear line when it cannot be. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { port, metaPort, state, log } = options;
  for (const [name, taken] of [
    ["PORT", port],
    ["META_PORT", metaPort],
  ] as const) {
    if (await inUse(taken))
      throw new Error(`Port ${taken} is in use. Stop what runs there, or choose another one: ${name}=${taken + 10} npm start`);
  }
  mkdirSync(join(ROOT, state), { recursive: true });
  log("applying migrations");
  for (const database of ["PLATFORM_DB", "WORKSPACE_DB_1"]) await migrate(database, `${state}/worker`);
  if (!options.hot) {
    log("building the app");
    await run("vite", ["build", "--logLevel", "error"]);
  }
  const running: Running[] = [];
  const stop = async () => {
    clearInterval(ticking);
    await Promise.all(running.map((one) => one.stop()));
  };
  const died = (what: string) => (printed: string) => {
    log(`${what} stopped by itself:\n${printed.split("\n").slice(-15).join("\n")}`);
    void stop().then(() => process.exit(1));
  };
  const url = `http://localhost:${port}`;
  const metaUrl = `http://localhost:${metaPort}`;
  let ticking: ReturnType<typeof setInterval> | undefined;
  try {
    log("starting Meta's stand-in and the Worker");
    const meta = start(
      "wrangler",
      [
        "dev",
        "-c",
        "test/meta/wrangler.toml",
        "--port",
        String(metaPort),
        "--persist-to",
        `${state}/meta`,
        "--var",
        `TARGET_URL:${url}/webhooks/meta`,
        ...LOCAL,
      ],
      died("Meta's stand-in"),
    );
    running.push(meta);
    const worker = options.hot
      ? start("vite", ["--logLevel", "warn"], died("vite"))
      : start(
          "wrangler",
          [
            "dev",
            "--port",
            String(port),
            "--persist-to",
            `${state}/worker`,
            "--var",
            `META_GRAPH_URL:${metaUrl}`,
            "--var",
            `META_DIALOG_URL:${metaUrl}`,
            ...LOCAL,
          ],
          died("the Worker"),
        );
    running.push(worker);
    await Promise.all([answers(`${metaUrl}/_/state`, PATIENCE_MS, meta.alive), answers(`${url}/healthz`, PATIENCE_MS, worker.alive)]);
    log("seeding the demo, if the databases are new");
    const seeded = await fetch(`${url}/demo/seed`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: "{}",
    });
    if (!seeded.ok) throw new Error(`The demo could not be seeded (${seeded.status}). npm run reset starts anew.`);
    // Locally nothing else ticks the crons.
    ticking = setInterval(() => void tick(url), MINUTE_MS);
    return { url, metaUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const LOCAL = ["--local", "--show-interactive-dev-session=false", "--inspector-port=0"];

async function tick(url: string): Promise<void> {
  for (const cron of CRONS) {
    await fetch(`${url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`).catch(() => undefined);
  }
}

async function migrate(database: string, persistTo: string): Promise<void> {
  try {
    await run("wrangler", ["d1", "migrations", "apply", database, "--local", "--persist-to", persistTo]);
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n").slice(-6).join("\n") : "";
    throw new Error(`The local database ${database} is only half migrated. npm run reset starts anew.\n${why}`, { cause: error });
  }
}
