import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { openDatabase } from "./fakes/databases.ts";
import { clear, COMMITTED, folder, place } from "./fakes/place.ts";
import { ROOT } from "./processes.ts";

afterAll(clear);

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly printed: string;
}
interface Reader {
  prepare(text: string): unknown;
}
type Ledger = { readonly client: unknown; readonly workspace: string | null };

/** By its address: the Worker's types and those of this folder do not live in one program. */
const load = (path: string) => import(pathToFileURL(join(ROOT, path)).href);
const { sealAudit } = (await load("worker/store/seal.ts")) as { sealAudit(ledger: Ledger, now: number): Promise<number> };
const { hashDetail } = (await load("worker/store/audit.ts")) as { hashDetail(salt: string, detail: object): Promise<string> };
const { verifyAudit } = (await load("worker/store/verify.ts")) as { verifyAudit(ledger: Ledger, now: number): Promise<unknown> };
const { remoteReader, localReaders } = (await load("worker/deploy/readers.ts")) as {
  remoteReader(wrangler: (args: readonly string[]) => Promise<Ran>, binding: string): Reader;
  localReaders(state: string): Reader[];
};
const { run } = (await load("worker/deploy/tools.ts")) as { run(command: string, args: readonly string[], how?: object): Promise<Ran> };

const DAY = Date.parse("2026-05-14T10:00:00Z");
const PALM = "01900000-0000-7000-8000-00000000000a";
const OASIS = "01900000-0000-7000-8000-00000000000b";

/** As much of D1's binding as the sealer asks. */
function bindingOf(database: DatabaseSync) {
  const prepare = (text: string, values: readonly (string | number | null)[] = []) => {
    const all = () => ({ results: database.prepare(text).all(...values) });
    return {
      bind: (...bound: (string | number | null)[]) => prepare(text, bound),
      all: async () => all(),
      run: async () => all(),
      now: all,
    };
  };
  return { prepare, batch: async (statements: { now: () => unknown }[]) => statements.map((one) => one.now()) };
}

async function record(database: DatabaseSync, workspace: string | null, count: number, at = DAY): Promise<void> {
  const hash = await hashDetail("s", { n: 1 });
  const [names, values] = workspace === null ? ["", ""] : [", workspace_id", `, '${workspace}'`];
  // As one: each on its own is waited for until the disk has it.
  database.exec("BEGIN");
  for (let n = 0; n < count; n++) {
    const id = crypto.randomUUID();
    database.exec(`INSERT INTO audit (id, at, act, subject_kind, subject, detail_hash${names}) VALUES ('${id}', ${at + n}, 'a', 'b', 'it''s?1', '${hash}'${values});
      INSERT INTO audit_detail (audit, salt, detail${names}) VALUES ('${id}', 's', '{"n":1}'${values})`);
  }
  database.exec("COMMIT");
}

async function seal(database: DatabaseSync, workspace: string | null): Promise<void> {
  while ((await sealAudit({ client: bindingOf(database), workspace }, DAY)) > 0);
}

/** A platform with two workspaces in one shard, each with a chain of its own. */
async function fill(platform: DatabaseSync, shard: DatabaseSync): Promise<void> {
  await record(platform, null, 5);
  await seal(platform, null);
  for (const [id, slug] of [
    [PALM, "palm-court"],
    [OASIS, "oasis"],
  ] as const) {
    platform.exec(
      `INSERT INTO workspace (id, slug, name, shard, status, settings, created_at) VALUES ('${id}', '${slug}', 'x', 1, 'active', '{}', 0)`,
    );
    shard.exec(
      `INSERT INTO workspace_state (workspace_id, epoch, name, status, settings, version) VALUES ('${id}', 'e', 'x', 'active', '{}', 1)`,
    );
    await record(shard, id, slug === "oasis" ? 1_203 : 3);
    await seal(shard, id);
    await record(shard, id, 2);
  }
}

const WHOLE = [
  "oasis: intact, 1203 records since 2026-05-14, 0 older purged by rule, 2 not sealed yet",
  "palm-court: intact, 3 records since 2026-05-14, 0 older purged by rule, 2 not sealed yet",
  "platform: intact, 5 records since 2026-05-14, 0 older purged by rule, 0 not sealed yet",
];

const NPM = ["npm", "run", "--silent", "audit:verify", "--"] as const;
/** The same without npm, which puts its own commands before the fakes of them. */
const BARE = [process.execPath, "--disable-warning=ExperimentalWarning", "worker/deploy/audit.ts"] as const;

async function verify(env: Readonly<Record<string, string>>, args: readonly string[] = [], how: typeof NPM | typeof BARE = BARE) {
  const [command, ...own] = how;
  const child = spawn(command, [...own, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [printed, wrong] = ["", ""];
  child.stdout.on("data", (part: Buffer) => (printed += part.toString()));
  child.stderr.on("data", (part: Buffer) => (wrong += part.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, wrong, lines: printed.trim().split("\n").sort() };
}

async function stateOf(name: string) {
  const state = join(folder, name);
  const files = join(state, "worker/v3/d1/miniflare-D1DatabaseObject");
  mkdirSync(files, { recursive: true });
  const platform = openDatabase(join(files, `${"a".repeat(64)}.sqlite`), "platform");
  const shard = openDatabase(join(files, `${"b".repeat(64)}.sqlite`), "workspace");
  await fill(platform, shard);
  return { env: { LEADOXE_STATE: state }, platform, shard };
}

const UNGUARD = "DROP TRIGGER audit_is_final;";

describe("AU1: npm run audit:verify", () => {
  it("says of the platform and each workspace of this machine that it is whole, though the databases are in use, and changes nothing", async () => {
    const { env, shard } = await stateOf("whole");
    shard.exec("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE");
    const found = await verify(env, [], NPM);
    shard.exec("ROLLBACK");
    expect(found).toEqual({ code: 0, wrong: "", lines: WHOLE });
  });

  it.each([
    [
      "a changed record",
      `${UNGUARD} UPDATE audit SET actor = 'x' WHERE n = (SELECT n FROM audit WHERE workspace_id = '${OASIS}' ORDER BY n LIMIT 1 OFFSET 700)`,
      /^oasis: broken in records \d+ to \d+: they are not what was sealed$/,
    ],
    [
      "changed values",
      `UPDATE audit_detail SET detail = '{}' WHERE audit = (SELECT id FROM audit WHERE workspace_id = '${OASIS}' ORDER BY n LIMIT 1 OFFSET 700)`,
      /^oasis: broken in records \d+ to \d+: values are not those that were recorded \(record \d+\)$/,
    ],
    [
      "a record that is gone",
      `DELETE FROM audit WHERE workspace_id = '${OASIS}' AND n < 100`,
      /^oasis: broken in records 1 to \d+: they are not/,
    ],
    [
      "a range that is gone",
      `DELETE FROM audit WHERE workspace_id = '${OASIS}'`,
      /^oasis: broken in records 1 to \d+: they are gone before their time$/,
    ],
    [
      "a seal that is gone",
      `DELETE FROM audit_seal WHERE workspace_id = '${OASIS}' AND from_n = 1`,
      /the seal does not follow the one before it$/,
    ],
    ["a workspace that is gone", `DELETE FROM workspace_state WHERE workspace_id = '${OASIS}'`, /^oasis: broken: no database holds it$/],
  ])("names the first that is broken, and fails: %s", async (name, text, line) => {
    const { env, shard } = await stateOf(name.replaceAll(" ", "-"));
    shard.exec(text);
    const { code, lines } = await verify(env);
    expect([code, lines.slice(1)]).toEqual([1, WHOLE.slice(1)]);
    expect(lines[0]).toMatch(line);
  });

  it("erased values leave it whole", async () => {
    const { env, platform } = await stateOf("erased");
    platform.exec("DELETE FROM audit_detail WHERE audit = (SELECT id FROM audit LIMIT 1)");
    const { code, lines } = await verify(env);
    expect([code, lines[2]]).toEqual([0, `${WHOLE[2]}, values of 1 erased`]);
  });

  it("says in a line what to do where there are no databases", async () => {
    const { code, wrong, lines } = await verify({ LEADOXE_STATE: join(folder, "nowhere") });
    expect([code, lines]).toEqual([1, [""]]);
    expect(wrong).toContain("npm start makes them");
  });

  it("asks production through wrangler", async () => {
    const { home, env, config, calls } = place("production");
    const [platform, shard] = [
      openDatabase(join(home, "platform.sqlite"), "platform"),
      openDatabase(join(home, "WORKSPACE_DB_1.sqlite"), "workspace"),
    ];
    await fill(platform, shard);
    const args = ["--remote", "--config", config];
    expect(await verify(env, args)).toEqual({ code: 0, wrong: "", lines: WHOLE });
    for (const call of calls())
      expect(call.args).toMatch(/^d1 execute (PLATFORM_DB|WORKSPACE_DB_1) --remote --yes --json --command [^]* --env production$/);
    shard.exec(`${UNGUARD} UPDATE audit SET subject = 'x' WHERE n = 1`);
    const broken = await verify(env, args);
    expect([broken.code, broken.lines[1]]).toEqual([
      1,
      expect.stringMatching(/: broken in records 1 to \d+: they are not what was sealed$/),
    ]);
    const unread = await verify({ ...env, FAKE_FAILS: "d1 execute" }, args);
    expect([unread.code, unread.wrong]).toEqual([1, expect.stringContaining("Internal error")]);
    // A dozen processes.
  }, 120_000);

  it("wrangler itself takes the statements, and its local files are found", async () => {
    const at = join(folder, "real");
    const wrangler = (args: readonly string[]) => {
      const local = args.filter((arg) => arg !== "--env" && arg !== "production").map((arg) => (arg === "--remote" ? "--local" : arg));
      return run("wrangler", [...local, "--persist-to", join(at, "worker"), "-c", COMMITTED], {
        env: { CLOUDFLARE_CF_FETCH_ENABLED: "false" },
      });
    };
    for (const binding of ["PLATFORM_DB", "WORKSPACE_DB_1"]) {
      const migrated = await wrangler(["d1", "migrations", "apply", binding, "--local"]);
      expect(migrated.code, migrated.printed).toBe(0);
    }
    const empty = { kind: "intact", since: null, records: 0, purged: 0, erased: 0, unsealed: 0 };
    expect(await verifyAudit({ client: remoteReader(wrangler, "PLATFORM_DB"), workspace: null }, DAY)).toEqual(empty);
    expect(await verifyAudit({ client: remoteReader(wrangler, "WORKSPACE_DB_1"), workspace: "it's" }, DAY)).toEqual(empty);
    expect(localReaders(at)).toHaveLength(2);
    const { code, lines } = await verify({ LEADOXE_STATE: at });
    expect([code, lines]).toEqual([0, ["platform: intact, 0 records, 0 older purged by rule, 0 not sealed yet"]]);
    // Four starts of the real tool.
  }, 120_000);
});
