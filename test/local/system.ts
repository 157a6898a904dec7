import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { CRON_STRINGS, nextTime } from "../../worker/cron/schedule.ts";
import { hold, holderOf, letGo } from "./holder.ts";
import { answers, inUse } from "./ports.ts";
import { reasonOf, ROOT, type Running, type Spawned, start } from "./processes.ts";

export interface SystemOptions {
  readonly port: number;
  readonly metaPort: number;
  /** Folder below the root that keeps databases, rooms, the stand-in's leads and what the processes print. */
  readonly state: string;
  /** Built now and served as deployed; hot reloading; or whatever was built last. */
  readonly app: "built" | "hot" | "as_it_is";
  readonly log: (line: string) => void;
  /** Its databases were migrated for it, by whoever made them. */
  readonly migrated?: boolean;
  /** The databases are migrated and the app is built, and nothing has opened either yet. */
  readonly onPrepared?: () => Promise<void>;
  /** The command that starts it on other ports, for who finds one taken. */
  readonly elsewhere: (setting: "PORT" | "META_PORT", free: number) => string;
  /** A part ended by itself; everything else has been stopped before this is called. */
  readonly onDeath: (why: string) => void;
}

/** A cold start bundles the Worker while the app is being built, on as little as one core. */
const PATIENCE_MS = 90_000;
const MINUTE_MS = 60_000;
const LOCAL = ["--local", "--show-interactive-dev-session=false", "--inspector-port=0"];

/** The whole system on this machine: migrated, built, started, seeded, with its crons ticking. */
export class System {
  readonly url: string;
  readonly metaUrl: string;
  readonly #options: SystemOptions;
  readonly #running = new Set<Running>();
  #state: "starting" | "running" | "stopped" = "starting";
  #held = false;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(options: SystemOptions) {
    this.#options = options;
    this.url = `http://localhost:${options.port}`;
    this.metaUrl = `http://localhost:${options.metaPort}`;
  }

  /** Resolves when everything answers. Rejects with one clear line when it cannot be; nothing is left running then. */
  async start(): Promise<void> {
    try {
      await this.#refuseToCollide();
      const { app, migrated = false, onPrepared } = this.#options;
      if (!migrated) this.#log(app === "built" ? "applying migrations, building the app" : "applying migrations");
      const meta = this.#startMeta();
      await Promise.all([migrated ? undefined : this.#migrate(), this.#build()]);
      await onPrepared?.();
      this.#log("starting the Worker and Meta's stand-in");
      const worker = this.#startWorker();
      await Promise.all([
        this.#answering("Meta's stand-in", meta, `${this.metaUrl}/_/state`),
        this.#answering("the Worker", worker, `${this.url}/healthz`),
      ]);
      await this.#seed();
      this.#state = "running";
      // What a stopped process forgot of its queue is due at once.
      let ticked = Date.now() - MINUTE_MS;
      const go = () => {
        void tick(this.url, ticked);
        ticked = Date.now();
      };
      go();
      this.#ticking = setInterval(go, MINUTE_MS);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** At any time, also while starting: resolves when no process of it is left. */
  async stop(): Promise<void> {
    this.#state = "stopped";
    clearInterval(this.#ticking);
    await Promise.all([...this.#running].map((one) => one.stop()));
    if (this.#held) letGo(this.#options.state);
    this.#held = false;
  }

  async #refuseToCollide(): Promise<void> {
    const { port, metaPort, state, elsewhere } = this.#options;
    const holder = await holderOf(state);
    if (holder !== null) throw new Error(`The system already runs on http://localhost:${holder}. Stop it first (Ctrl-C there).`);
    for (const [name, taken] of [
      ["PORT", port],
      ["META_PORT", metaPort],
    ] as const) {
      if (await inUse(taken))
        throw new Error(`Port ${taken} is in use. Stop what runs there, or choose another one: ${elsewhere(name, taken + 10)}`);
    }
    hold(state, port);
    this.#held = true;
  }

  async #migrate(): Promise<void> {
    for (const database of ["PLATFORM_DB", "WORKSPACE_DB_1"]) {
      const applied = await this.#run("wrangler", [
        "d1",
        "migrations",
        "apply",
        database,
        "--local",
        "--persist-to",
        this.#folder("worker"),
      ]);
      if (applied.code !== 0)
        throw new Error(`The local database ${database} is only half migrated (${applied.why}). npm run reset starts anew.`);
    }
  }

  async #build(): Promise<void> {
    // The Worker serves this folder, and does not start without it.
    mkdirSync(join(ROOT, "dist/web"), { recursive: true });
    if (this.#options.app !== "built") return;
    const built = await this.#run("vite", ["build", "--logLevel", "error"]);
    if (built.code !== 0) throw new Error(`The app cannot be built (${built.why}). npm run build says more.`);
  }

  #startMeta(): Running {
    const told = ["--var", `TARGET_URL:${this.url}/webhooks/meta`];
    return this.#spawn(
      "Meta's stand-in",
      "wrangler",
      [
        ...["dev", "-c", "test/meta/wrangler.toml", "--port", String(this.#options.metaPort), "--persist-to", this.#folder("meta")],
        ...[...told, ...LOCAL],
      ],
      { logTo: this.#folder("meta.log") },
    );
  }

  #startWorker(): Running {
    const { app, port } = this.#options;
    if (app === "hot") {
      const env = { PORT: String(port), LEADOXE_META_URL: this.metaUrl, LEADOXE_DATABASES: resolve(ROOT, this.#folder("worker")) };
      return this.#spawn("the Worker", "vite", ["--logLevel", "warn"], { env, onPrint: (text) => process.stdout.write(text) });
    }
    const told = ["--var", `META_GRAPH_URL:${this.metaUrl}`, "--var", `META_DIALOG_URL:${this.metaUrl}`];
    const args = ["dev", "--port", String(port), "--persist-to", this.#folder("worker"), ...told, ...LOCAL];
    return this.#spawn("the Worker", "wrangler", args, { logTo: this.#folder("worker.log") });
  }

  async #answering(what: string, running: Running, url: string): Promise<void> {
    const answered = await answers(url, PATIENCE_MS, running.alive);
    if (answered) return;
    if (running.alive()) throw new Error(`${what} does not answer on ${url} after ${PATIENCE_MS / 1000} s.`);
    throw new Error(`${what} could not be started: ${reasonOf(running.printed())}. ${this.#folder("*.log")} says more.`);
  }

  /** On each start: the stand-in is told its Pages, new databases are filled, others stay as they are. */
  async #seed(): Promise<void> {
    this.#log("seeding the demo, if the databases are new");
    const seeded = await fetch(`${this.url}/demo/seed`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.url },
      body: "{}",
    }).catch(() => null);
    if (seeded?.status === 409) throw new Error("An earlier seed of the demo was cut short. npm run reset starts anew.");
    if (!seeded?.ok) throw new Error(`The demo could not be seeded (${seeded?.status ?? "no answer"}). npm run reset starts anew.`);
  }

  #spawn(what: string, command: string, args: readonly string[], how: Spawned): Running {
    const running = this.#begin(command, args, how);
    void running.end.then(async () => {
      if (this.#state !== "running") return;
      await this.stop();
      this.#options.onDeath(`${what} stopped by itself: ${reasonOf(running.printed())}`);
    });
    return running;
  }

  async #run(command: string, args: readonly string[]): Promise<{ code: number | null; why: string }> {
    const running = this.#begin(command, args, {});
    return { code: await running.end, why: reasonOf(running.printed()) };
  }

  #begin(command: string, args: readonly string[], how: Spawned): Running {
    // Whoever stopped the system while it was starting must not get one more process.
    if (this.#state === "stopped") throw new Error("stopped");
    const running = start(command, args, how);
    this.#running.add(running);
    void running.end.then(() => this.#running.delete(running));
    return running;
  }

  #folder(name: string): string {
    return `${this.#options.state}/${name}`;
  }

  #log(line: string): void {
    if (this.#state !== "stopped") this.#options.log(line);
  }
}

/** Locally nothing else ticks the crons: those that were due since the last time. */
async function tick(url: string, since: number): Promise<void> {
  for (const cron of CRON_STRINGS.filter((one) => nextTime(one, since) <= Date.now())) {
    await fetch(`${url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`).catch(() => undefined);
  }
}
