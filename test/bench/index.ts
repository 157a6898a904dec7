import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { asJson, type Figure, missed, told } from "./figures.ts";
import { bundle, Lab } from "./lab.ts";
import type { Part } from "./part.ts";
import { access } from "./parts/access.ts";
import { browser } from "./parts/browser.ts";
import { counts } from "./parts/counts.ts";
import { edge } from "./parts/edge.ts";
import { fuzz } from "./parts/fuzz.ts";
import { list } from "./parts/list.ts";
import { live } from "./parts/live.ts";
import { purge } from "./parts/purge.ts";
import { sizes } from "./parts/sizes.ts";
import { starts } from "./parts/starts.ts";

/**
 * `npm run bench`: medians and ratios of one run on this machine. `-- edge live` measures only these parts; `-- --json FILE` also writes
 * the figures, `{"name": {"value", "unit", "runs"}}`, under names that do not change. A missed target is told, never an exit code: times
 * are a machine's. A wrong answer is one.
 */
const PARTS: Readonly<Record<string, Part>> = { sizes, starts, counts, edge, live, access, list, browser, purge, fuzz };

const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
const unknown = positionals.filter((name) => !(name in PARTS));
if (unknown.length > 0) refuse(`There is no part ${unknown.join(", ")}. There are: ${Object.keys(PARTS).join(", ")}.`);

const write = (text: string) => process.stdout.write(text);
/** Where nobody watches the line change, a line now and then says that it goes on. */
const SAY_EVERY_MS = 20_000;
let said = performance.now();

function say(doing: string): void {
  if (process.stdout.isTTY) return void write(`\r\x1b[K  ${doing}`);
  if (performance.now() - said < SAY_EVERY_MS) return;
  said = performance.now();
  write(`  ${doing}\n`);
}

const figures: Figure[] = [];
write("bundling the Worker\n");
const bundles = await bundle();
for (const [name, part] of Object.entries(PARTS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const began = performance.now();
  const labs: Lab[] = [];
  write(`\n${name}\n`);
  try {
    const found = await part({
      bundles,
      say,
      open: async ({ main = "bench", migrate = main !== "empty", ...where } = {}) => {
        const lab = await Lab.open(main, bundles, where);
        labs.push(lab);
        return migrate ? lab.migrate() : lab;
      },
    });
    figures.push(...found);
    if (process.stdout.isTTY) write("\r\x1b[K");
    write(`${found.map(told).join("\n")}\n  (${Math.round((performance.now() - began) / 1_000)} s)\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`\n${name} went wrong: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  } finally {
    await Promise.all(labs.map((lab) => lab.kill()));
  }
}
const late = figures.filter(missed);
write(late.length === 0 ? "\nevery target measured is kept\n" : `\ntargets missed: ${late.map((one) => one.name).join(", ")}\n`);
if (values.json !== undefined) await writeFile(values.json, asJson(figures));

function refuse(why: string): never {
  process.stderr.write(`\n${why}\n`);
  process.exit(1);
}
