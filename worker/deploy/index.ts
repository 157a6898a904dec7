import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fresh } from "../env.ts";
import { cloudflare, rehearsal, type Wrangler } from "./account.ts";
import { terminal } from "./ask.ts";
import { readProduction, readText } from "./config.ts";
import { deploy, type Ports } from "./deploy.ts";
import { keepCopy } from "./secrets.ts";
import { Stop } from "./stop.ts";
import { mustWork, ROOT, run } from "./tools.ts";

// npm run deploy [-- --dry-run] [--set NAME ...] [--config FILE] [--copies FILE]
const { values } = parseArgs({
  options: {
    "dry-run": { type: "boolean", default: false },
    set: { type: "string", multiple: true, default: [] },
    config: { type: "string", default: join(ROOT, "wrangler.toml") },
    copies: { type: "string", default: join(ROOT, ".local/production-secrets.env") },
  },
});
const config = resolve(values.config);
const rehearse = values["dry-run"];
const ask = rehearse ? null : terminal();
const say = (line: string) => process.stdout.write(`${line}\n`);

const wrangler: Wrangler = (args, { account, ...how } = {}) =>
  run("wrangler", [...args, "-c", config], { ...how, env: account === undefined ? {} : { CLOUDFLARE_ACCOUNT_ID: account } });

const ports: Ports = {
  account: rehearse ? rehearsal(say) : cloudflare(wrangler, ask, process.env["CLOUDFLARE_ACCOUNT_ID"]),
  ask,
  env: process.env,
  fresh,
  rehearse,
  anew: values.set,
  say,
  read: () => ({ text: readText(config), production: readProduction(config) }),
  write: (text) => {
    if (!rehearse) writeFileSync(config, text);
  },
  keepCopy: (name, value) => keepCopy(values.copies, name, value),
  async build() {
    const built = await run("vite", ["build", "--outDir", "../dist/production", "--logLevel", "error"], { env: { LEADOXE_DEMO: "off" } });
    mustWork(built, "vite build");
    mustWork(await wrangler(["deploy", "--dry-run", "--env", "production"]), "wrangler deploy --dry-run");
  },
};

try {
  await deploy(ports);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(`\n  ${error.message}\n`);
  process.exitCode = 1;
}
