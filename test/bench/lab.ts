import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions as optionsOf } from "wrangler";
import { reasonOf, ROOT, start } from "../local/processes.ts";
import { bundleStandIn, GATE } from "../support/stand-in.ts";
import { ask, hangUp } from "./load.ts";

const EMPTY = `export default { fetch() { return new Response("ok"); } };`;

interface Assets {
  readonly run_worker_first: readonly string[];
}

/** The app's files as the deployed Worker has them, from that folder; the bench's doors ask the Worker, as the API does. */
function served(assets: Assets, directory: string): object {
  return { ...assets, directory, run_worker_first: [...assets.run_worker_first, "/bench/*"] };
}

let standIn: ReturnType<typeof bundleStandIn> | undefined;

const DIRECT = [{ host: "127.0.0.1", port: 0 }];
const APP = "leadoxe";

/** `empty` answers "ok" to everything: what a start costs without us. */
export type Main = "product" | "bench" | "empty";

export interface Bundles {
  readonly product: string;
  readonly bench: string;
}

/** The Worker as it is deployed, and the same with the doors of the bench (test/bench/edge) beside its own. */
export async function bundle(): Promise<Bundles> {
  const folder = await mkdtemp(join(tmpdir(), "leadoxe-bench-"));
  // Nothing is bundled without the folder that the app's files come from, be it empty.
  await mkdir(join(ROOT, "dist/web"), { recursive: true });
  try {
    const [product, bench] = await Promise.all(
      [
        ["product", "worker/index.ts"],
        ["bench", "test/bench/edge/index.ts"],
      ].map(async ([name, main]) => {
        const out = join(folder, name ?? "");
        const bundling = start("wrangler", ["deploy", main ?? "", "--dry-run", "--outdir", out]);
        if ((await bundling.end) !== 0) throw new Error(`${main} could not be bundled: ${reasonOf(bundling.printed())}`);
        return readFile(join(out, "index.js"), "utf8");
      }),
    );
    if (product === undefined || bench === undefined) throw new Error("nothing was bundled");
    return { product, bench };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The Worker in workerd, asked on workerd's own port, with databases in a folder of its own and Meta's stand-in beside it. */
export class Lab {
  readonly secret: string;
  readonly url: URL;
  readonly #miniflare: Miniflare;

  private constructor(miniflare: Miniflare, url: URL, secret: string) {
    this.#miniflare = miniflare;
    this.url = url;
    this.secret = secret;
  }

  /** `folder` keeps the databases from one lab to the next; without one they are gone with the lab. `app`: the built app's, for browsers. */
  static async open(main: Main, bundles: Bundles, { folder, app }: { readonly folder?: string; readonly app?: string } = {}): Promise<Lab> {
    const { workerOptions } = optionsOf(join(ROOT, "wrangler.toml"));
    // The web app's files: without them workerd asks the Worker itself, with nothing of Miniflare's in between.
    const { assets, ...options } = workerOptions;
    standIn ??= bundleStandIn();
    const meta = await standIn;
    const contents = main === "empty" ? EMPTY : bundles[main];
    const bound = { serviceBindings: { META: meta.name } };
    const own = {
      ...options,
      ...bound,
      ...(app === undefined ? {} : { assets: served(assets as Assets, app) }),
      name: APP,
      modules: [{ type: "ESModule", path: "index.js", contents }],
      outboundService: GATE.name,
    };
    const bare = { name: APP, modules: own.modules, compatibilityDate: meta.compatibilityDate };
    const miniflare = new Miniflare(
      convertV4MiniflareOptions({
        host: "127.0.0.1",
        port: 0,
        log: new Log(LogLevel.NONE),
        handleStructuredLogs: () => undefined,
        ...(folder === undefined ? {} : { resourcePersistencePath: folder }),
        workers: [{ ...(main === "empty" ? bare : own), unsafeDirectSockets: DIRECT }, GATE, meta],
      } as Parameters<typeof convertV4MiniflareOptions>[0]),
    );
    return new Lab(
      miniflare,
      // By its name: the session's cookie is for localhost.
      app === undefined ? await miniflare.unsafeGetDirectURL(APP) : new URL(`http://localhost:${(await miniflare.ready).port}`),
      String((options.bindings as Readonly<Record<string, unknown>> | undefined)?.["META_APP_SECRET"]),
    );
  }

  async migrate(): Promise<this> {
    for (const [binding, folder] of [
      ["PLATFORM_DB", "migrations/platform"],
      ["WORKSPACE_DB_1", "migrations/workspace"],
    ] as const) {
      const database = await this.#miniflare.getD1Database(binding, APP);
      for (const { queries } of await readD1Migrations(join(ROOT, folder)))
        await database.batch(queries.map((query) => database.prepare(query)));
    }
    return this;
  }

  /** One of the bench's own doors (test/bench/edge/acts.ts). */
  async act<T>(name: string, given: unknown = {}): Promise<T> {
    const answer = await ask(this.url, {
      path: `/bench/${name}`,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(given),
      alone: true,
    });
    if (answer.status !== 200) throw new Error(`/bench/${name} answered ${answer.status}: ${answer.text.slice(0, 400)}`);
    return JSON.parse(answer.text) as T;
  }

  /** Kills workerd where it stands: a statement that has not reached the disk is lost with it. */
  async kill(): Promise<void> {
    hangUp();
    await this.#miniflare.dispose();
  }
}
