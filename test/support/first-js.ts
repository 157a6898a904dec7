import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** The files that a workspace's first screen cannot do without (web/first.ts); whatever else is fetched comes after it, when the browser is idle. */
const FIRST = ["first", "shared"];

/** The JavaScript before a workspace's first screen, of a built app in `folder`: its compressed size and in how many files. */
export async function firstJs(folder: string): Promise<{ readonly bytes: number; readonly files: number }> {
  const assets = join(folder, "assets");
  const html = await readFile(join(folder, "index.html"), "utf8");
  const entries = [...html.matchAll(/"\/assets\/([\w.-]+\.js)"/g)].flatMap((match) => match[1] ?? []);
  const chunks = (await readdir(assets)).filter((name) => FIRST.some((first) => name.startsWith(`${first}-`)) && name.endsWith(".js"));
  if (entries.length === 0 || chunks.length !== FIRST.length) throw new Error(`${folder} does not hold the app as it is built now`);
  const scripts = await closure(assets, [...entries, ...chunks]);
  const bytes = [...scripts.values()].reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0);
  return { bytes, files: scripts.size };
}

/** The chunks that a route begins with, as they are called in the app. */
const ROUTES = [
  "DayView",
  "BoardView",
  "ProjectsView",
  "NoticesView",
  "SearchView",
  "SettingsFrame",
  "ViewList",
  "LeadPanel",
  "ConsoleFrame",
  "AccountView",
  "SignIn",
  "NewWorkspace",
];

/** What each route needs beside the first JavaScript before it shows anything, compressed. Only routes whose chunk was built. */
export async function routeJs(folder: string): Promise<readonly { readonly route: string; readonly bytes: number }[]> {
  const assets = join(folder, "assets");
  const html = await readFile(join(folder, "index.html"), "utf8");
  const entries = [...html.matchAll(/"\/assets\/([\w.-]+\.js)"/g)].flatMap((match) => match[1] ?? []);
  const names = (await readdir(assets)).filter((name) => name.endsWith(".js"));
  const chunkOf = (route: string) => names.filter((name) => name.startsWith(`${route}-`));
  const first = await closure(assets, [...entries, ...FIRST.flatMap(chunkOf)]);
  const sizes: { route: string; bytes: number }[] = [];
  for (const route of ROUTES.filter((one) => chunkOf(one).length > 0)) {
    const own = await closure(assets, chunkOf(route), new Map(first));
    const code = [...own].filter(([name]) => !first.has(name)).map(([, text]) => gzipSync(text, { level: 9 }).length);
    sizes.push({ route, bytes: code.reduce((sum, bytes) => sum + bytes, 0) });
  }
  return sizes;
}

/** Names and code of all scripts that these need, by the imports in them. */
async function closure(folder: string, names: readonly string[], known = new Map<string, string>()): Promise<ReadonlyMap<string, string>> {
  for (const name of names) {
    if (known.has(name)) continue;
    const code = await readFile(join(folder, name), "utf8");
    known.set(name, code);
    const needs = [...code.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)].flatMap((match) => match[1] ?? []);
    await closure(folder, needs, known);
  }
  return known;
}
