import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** The chunks that a workspace's first screen cannot do without; whatever else is fetched comes after it, when the browser is idle. */
const FIRST = ["WorkspaceFrame", "LeadsView", "TooltipLayer"];

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
