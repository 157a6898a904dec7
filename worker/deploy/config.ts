import { readFileSync } from "node:fs";
import { unstable_readConfig as readConfig } from "wrangler";

/** What [env.production] of wrangler.toml says now. */
export interface Production {
  readonly worker: string;
  readonly vars: Readonly<Record<string, string>>;
  readonly databases: readonly { readonly binding: string; readonly name: string; readonly id: string }[];
  /** The dead-letter queue first: the other one names it. */
  readonly queues: readonly string[];
  readonly secrets: readonly string[];
  /** The host of one's own; null: an address on workers.dev. */
  readonly host: string | null;
}

/** What is used of wrangler's own reading; its published types and the Worker's do not live in one program. */
interface Read {
  readonly name?: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly d1_databases: readonly { readonly binding: string; readonly database_name?: string; readonly database_id?: string }[];
  readonly queues: { readonly consumers?: readonly { readonly queue: string }[] };
  readonly secrets?: { readonly required?: readonly string[] };
  readonly routes?: readonly (string | { readonly pattern: string })[];
}

export function readProduction(path: string): Production {
  const config = readConfig({ config: path, env: "production" }, { hideWarnings: true }) as unknown as Read;
  const [route] = config.routes ?? [];
  return {
    worker: config.name ?? "",
    vars: Object.fromEntries(Object.entries(config.vars).map(([name, value]) => [name, String(value)])),
    databases: config.d1_databases.map((one) => ({
      binding: one.binding,
      name: one.database_name ?? "",
      id: one.database_id ?? "",
    })),
    queues: [...new Set((config.queues.consumers ?? []).map((one) => one.queue))].sort((a, b) => Number(isDead(b)) - Number(isDead(a))),
    secrets: config.secrets?.required ?? [],
    host: route === undefined ? null : typeof route === "string" ? route : route.pattern,
  };
}

function isDead(queue: string): boolean {
  return queue.endsWith("-dead");
}

export interface Filling {
  readonly vars?: Readonly<Record<string, string>>;
  /** By binding. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly host?: string | null;
}

const HEAD = "[env.production]";

/** Puts values into the lines of [env.production] that wait for them; every other line stays as somebody wrote it. */
export function fillProduction(text: string, filling: Filling): string {
  const at = text.indexOf(`\n${HEAD}\n`) + 1;
  if (at === 0) throw new Error(`no ${HEAD} to fill`);
  let [table, binding] = ["", ""];
  const lines = text
    .slice(at)
    .split("\n")
    .map((line) => {
      const heading = /^\[+([\w.]+)\]+/.exec(line)?.[1];
      if (heading !== undefined) [table, binding] = [heading.replace(/^env\.production\.?/, ""), ""];
      const [, key = "", value = ""] = /^(\w+) = (.*)$/.exec(line) ?? [];
      if (table === "d1_databases" && key === "binding") binding = JSON.parse(value) as string;
      return key === "" ? line : `${key} = ${valueOf(table, binding, key, filling) ?? value}`;
    });
  return text.slice(0, at) + lines.join("\n");
}

function valueOf(table: string, binding: string, key: string, { vars, ids, host }: Filling): string | undefined {
  const given = table === "vars" ? vars?.[key] : table === "d1_databases" && key === "database_id" ? ids?.[binding] : undefined;
  if (given !== undefined) return JSON.stringify(given);
  if (table !== "" || host === undefined) return undefined;
  // On a host of one's own the other address is closed: one public address, one callback.
  if (key === "workers_dev") return String(host === null);
  if (key === "routes") return host === null ? "[]" : `[{ pattern = ${JSON.stringify(host)}, custom_domain = true }]`;
  return undefined;
}

export function readText(path: string): string {
  return readFileSync(path, "utf8");
}
