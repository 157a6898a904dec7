import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fresh } from "../env.ts";
import { isHome, kindOf, type Reader, type ReadLedger, readHomes } from "../store/ledger.ts";
import { type Breach, type Verified, verifyAudit, type Walked } from "../store/verify.ts";
import { localReaders, remoteReader } from "./readers.ts";
import { Stop } from "./stop.ts";
import { ROOT, run } from "./tools.ts";

// npm run audit:verify [-- --remote] [--config FILE]: AU1, without the Worker and whatever it would say of itself.
const { values } = parseArgs({
  options: {
    remote: { type: "boolean", default: false },
    config: { type: "string", default: join(ROOT, "wrangler.toml") },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

interface Databases {
  readonly platform: Reader;
  /** Undefined: nobody has it. */
  shardOf(workspace: { readonly id: string; readonly shard: number }): Promise<Reader | undefined>;
}

async function onThisMachine(): Promise<Databases> {
  const state = resolve(ROOT, process.env["LEADOXE_STATE"] ?? ".local");
  const found = await Promise.all(localReaders(state).map(async (reader) => ({ reader, kind: await kindOf(reader) })));
  const platform = found.find((one) => one.kind === "platform")?.reader;
  if (platform === undefined) throw new Stop(`There are no databases in ${state}: npm start makes them. -- --remote verifies production.`);
  const shards = found.filter((one) => one.kind === "workspace").map((one) => one.reader);
  const shardOf: Databases["shardOf"] = async ({ id }) => {
    for (const shard of shards) if (await isHome(shard, id)) return shard;
    return undefined;
  };
  return { platform, shardOf };
}

function inProduction(): Databases {
  const config = resolve(values.config);
  const wrangler = (args: readonly string[]) => run("wrangler", [...args, "-c", config]);
  return {
    platform: remoteReader(wrangler, "PLATFORM_DB"),
    shardOf: async ({ shard }) => remoteReader(wrangler, `WORKSPACE_DB_${shard}`),
  };
}

async function verified(ledger: ReadLedger): Promise<Exclude<Verified, { kind: "more" }>> {
  for (let after: Walked | undefined; ;) {
    const found = await verifyAudit(ledger, fresh.now(), after);
    if (found.kind !== "more") return found;
    after = found.after;
  }
}

const WHY: Readonly<Record<Breach, string>> = {
  chain: "the seal does not follow the one before it",
  records: "they are not what was sealed",
  detail: "values are not those that were recorded",
  missing: "they are gone before their time",
};

/** Says so in one line. */
async function isWhole(name: string, ledger: ReadLedger): Promise<boolean> {
  const found = await verified(ledger);
  if (found.kind === "broken") {
    const record = found.record === null ? "" : ` (record ${found.record})`;
    say(`${name}: broken in records ${found.from} to ${found.to}: ${WHY[found.why]}${record}`);
    return false;
  }
  const { records, since, purged, erased, unsealed } = found;
  const from = since === null ? "" : ` since ${new Date(since).toISOString().slice(0, 10)}`;
  const more = erased === 0 ? "" : `, values of ${erased} erased`;
  say(`${name}: intact, ${records} records${from}, ${purged} older purged by rule, ${unsealed} not sealed yet${more}`);
  return true;
}

try {
  const { platform, shardOf } = values.remote ? inProduction() : await onThisMachine();
  let whole = await isWhole("platform", { client: platform, workspace: null });
  for (const home of await readHomes(platform)) {
    const client = await shardOf(home);
    if (client === undefined) say(`${home.slug}: broken: no database holds it`);
    if (client === undefined || !(await isWhole(home.slug, { client, workspace: home.id }))) whole = false;
  }
  if (!whole) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(`\n  ${error.message}\n`);
  process.exitCode = 1;
}
