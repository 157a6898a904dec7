import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { reasonOf, start } from "../../local/processes.ts";
import { firstJs } from "../../support/first-js.ts";
import type { Part } from "../part.ts";

const KIB = 1024;

/** What is uploaded, and what a browser fetches before the first screen: both compressed, both as they are deployed. */
export const sizes: Part = async ({ bundles, say }) => {
  say("building the app");
  const folder = await mkdtemp(join(tmpdir(), "leadoxe-app-"));
  try {
    const building = start("vite", ["build", "--logLevel", "error", "--outDir", folder], { env: { LEADOXE_DEMO: "off" } });
    if ((await building.end) !== 0) throw new Error(`the app cannot be built: ${reasonOf(building.printed())}`);
    const first = await firstJs(folder);
    return [
      {
        name: "worker_gzip_bytes",
        value: gzipSync(bundles.product, { level: 9 }).length,
        unit: "bytes",
        runs: 1,
        target: { most: KIB * KIB },
      },
      { name: "first_js_gzip_bytes", value: first.bytes, unit: "bytes", runs: 1, target: { most: 100 * KIB } },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
