import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start } from "./processes.ts";

/** The budget of house: what is uploaded, compressed. */
const BUDGET = 1024 * 1024;

describe("the Worker as it is deployed", () => {
  let folder = "";
  let code = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "leadoxe-bundle-"));
    const bundling = start("wrangler", ["deploy", "--dry-run", "--outdir", folder]);
    expect(await bundling.end, bundling.printed()).toBe(0);
    code = await readFile(join(folder, "index.js"), "utf8");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is within 1 MiB, compressed", () => {
    const bytes = gzipSync(code, { level: 9 }).length;
    process.stdout.write(`  the Worker: ${bytes} bytes, compressed\n`);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(BUDGET);
  });

  it("evaluates the sign-in library for nobody but who signs in or out: no other part of it asks for that", () => {
    // Other files of that name are numbered by the bundler.
    const [, signIn = "none"] = /var (init_signin\w*) = __esm\(\{\s*"worker\/identity\/signin\.ts"/.exec(code) ?? [];
    const asked = [...code.matchAll(new RegExp(`.{12}\\b${signIn}\\(\\)`, "g"))].map((match) => match[0]);
    expect(asked).toEqual([expect.stringMatching(/=> \(init_signin\w*\(\)$/)]);
    // The library, and whatever asks for it: only from inside of what is evaluated on demand.
    const asks = [...code.matchAll(/^(.*)\b(?:init_minimal|init_library)\w*\(\)/gm)].map((match) => match[1] ?? "");
    expect(asks.length).toBeGreaterThan(2);
    expect(asks.filter((before) => !/^\s/.test(before))).toEqual([]);
  });
});
