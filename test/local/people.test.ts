import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { clear, COMMITTED, folder, place } from "./fakes/place.ts";
import { ROOT } from "./processes.ts";

afterAll(clear);

interface Account {
  read(statement: string): Promise<readonly unknown[]>;
  write(statements: readonly string[]): Promise<boolean>;
}
interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly printed: string;
}
type Wrangler = (args: readonly string[], how?: object) => Promise<Ran>;

/** By its address: the Worker's types and those of this folder do not live in one program. */
const load = (path: string) => import(pathToFileURL(join(ROOT, path)).href);
const { firstPeople } = (await load("worker/deploy/people.ts")) as { firstPeople(ports: object): Promise<void> };
const { cloudflare } = (await load("worker/deploy/account.ts")) as {
  cloudflare(wrangler: Wrangler, ask: null, account: undefined): Account;
};
const { run } = (await load("worker/deploy/tools.ts")) as { run(command: string, args: readonly string[], how: object): Promise<Ran> };
const { fresh } = (await load("worker/env.ts")) as { fresh: object };

const ANSWERS: Readonly<Record<string, string>> = {
  "Their name (empty: later)": "Nadia O'Hara; --",
  "Their email": "nadia@example.com",
  "Its name": "Palm Court",
  "Its owner's email": "omar@example.com",
  "Its owner's name": "Omar Said",
};

async function guide(wrangler: Wrangler, before: (question: string) => void = () => undefined) {
  const lines: string[] = [];
  const text = async (question: string, usual: string) => {
    before(question);
    return ANSWERS[question] ?? usual;
  };
  const ports = {
    account: cloudflare(wrangler, null, undefined),
    ask: { text },
    fresh,
    rehearse: false,
    say: (line: string) => lines.push(line),
  };
  const failed = await firstPeople(ports).then(
    () => "",
    (error: Error) => error.message,
  );
  return { lines, failed, passwords: lines.flatMap((line) => /^ {6}(\S+)$/m.exec(line)?.[1] ?? []) };
}

/** The guide's step with the fake of wrangler, whose database is a real one. */
function people(name: string) {
  const { home, env, calls } = place(name);
  const guided = (fails = "", before?: (question: string) => void) =>
    guide((args, how) => run("wrangler", args, { ...how, env: { ...env, ...(fails === "" ? {} : { FAKE_FAILS: fails }) } }), before);
  const files = () => calls().flatMap(({ args, mode }) => (mode === null ? [] : [{ mode, path: / --file (\S+)/.exec(args)?.[1] ?? "" }]));
  const database = () => new DatabaseSync(join(home, "platform.sqlite"));
  const counts = () => {
    const tables = ["person", "account", "platform_member", "workspace", "member", "outbox", "audit", "audit_detail"];
    return tables.map((table) => Number(database().prepare(`SELECT count(*) AS count FROM ${table}`).get()?.["count"]));
  };
  return { guided, calls, files, counts, database };
}

const NOBODY = [0, 0, 0, 0, 0, 0, 0, 0];
const BOTH = [2, 2, 1, 1, 1, 2, 5, 5];
const WRITING = "d1 execute PLATFORM_DB --remote --yes";

describe("the first people, through wrangler", () => {
  it("are made once, each in one transaction, however often the guide runs", async () => {
    const first = people("people");
    const { lines, failed } = await first.guided();
    expect([failed, lines.at(-1)]).toEqual(["", "  workspace palm-court is made and opens within a minute; omar@example.com is its owner"]);
    expect([first.counts(), first.files().length]).toEqual([BOTH, 2]);
    const again = await first.guided();
    expect([again.failed, again.lines]).toEqual(["", ["  a super-admin is there", "  a workspace is there"]]);
    expect([first.counts(), first.files().length]).toEqual([BOTH, 2]);
  });

  it("SC1: neither a password nor its hash is on a command line; the file that carries the hash is its owner's alone, and gone", async () => {
    const { guided, calls, files, database } = people("unseen");
    const { passwords } = await guided();
    const hashes = database()
      .prepare("SELECT password FROM account")
      .all()
      .map((row) => String(row["password"]));
    expect([passwords.length, hashes.length]).toEqual([2, 2]);
    const seen = JSON.stringify(calls());
    for (const secret of [...passwords, ...hashes]) expect(seen).not.toContain(secret);
    expect(files().map(({ mode, path }) => [mode, existsSync(path), existsSync(dirname(path))])).toEqual([
      ["600", false, false],
      ["600", false, false],
    ]);
  });

  it("a writing that fails leaves neither rows nor the file, says what to do, and is simply repeated", async () => {
    const { guided, files, counts } = people("failing");
    const broken = await guided(WRITING);
    expect(broken.failed).toContain("Internal error");
    expect(broken.failed).toContain("Run npm run deploy again");
    expect(files().map(({ path }) => existsSync(dirname(path)))).toEqual([false]);
    expect(counts()).toEqual(NOBODY);
    expect((await guided()).failed).toBe("");
    expect(counts()).toEqual(BOTH);
  });

  it("an account that cannot be read is never taken for one without people", async () => {
    const { guided, files } = people("unread");
    expect((await guided("d1 execute PLATFORM_DB --remote --json")).failed).toContain("Internal error");
    expect(files()).toEqual([]);
  });

  it("whoever is overtaken between question and writing adds nothing and is told so", async () => {
    const { guided, counts, database } = people("overtaken");
    const late = await guided("", (question) => {
      if (!question.startsWith("Noted?")) return;
      database().exec(`INSERT INTO person (id, name, email, created_at, updated_at) VALUES ('p', 'P', 'nadia@example.com', 0, 0)`);
    });
    expect(late.failed).toContain("Nothing was made: somebody made it in the meantime; forget the password above.");
    expect(counts()).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("the file goes with a process that is told to end", async () => {
    const passing = pathToFileURL(join(ROOT, "worker/deploy/passing.ts")).href;
    const body = `const { passing } = await import(${JSON.stringify(passing)});
      await passing("x", (path) => new Promise(() => { setInterval(() => 0, 1000); process.stdout.write(path); }));`;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", body], { stdio: ["ignore", "pipe", "inherit"] });
      const [path] = (await once(child.stdout, "data")) as [Buffer];
      expect(existsSync(path.toString())).toBe(true);
      child.kill(signal);
      const [code, by] = (await once(child, "close")) as [number | null, string | null];
      expect([code, by, existsSync(dirname(path.toString()))]).toEqual([null, signal, false]);
    }
  });

  it("wrangler itself takes the statements, on a database of this machine", async () => {
    const at = join(folder, "local");
    const wrangler: Wrangler = (args, how) => {
      const local = args.filter((arg) => arg !== "--env" && arg !== "production").map((arg) => (arg === "--remote" ? "--local" : arg));
      return run("wrangler", [...local, "--persist-to", at, "-c", COMMITTED], { ...how, env: { CLOUDFLARE_CF_FETCH_ENABLED: "false" } });
    };
    const migrated = await wrangler(["d1", "migrations", "apply", "PLATFORM_DB", "--local"]);
    expect(migrated.code, migrated.printed).toBe(0);
    const { failed, lines } = await guide(wrangler);
    expect([failed, lines.at(-1)]).toEqual(["", "  workspace palm-court is made and opens within a minute; omar@example.com is its owner"]);
    const account = cloudflare(wrangler, null, undefined);
    expect(await account.read("SELECT name FROM person ORDER BY name")).toEqual([{ name: "Nadia O'Hara; --" }, { name: "Omar Said" }]);
    expect(await account.write(["INSERT INTO team (id, workspace_id, name) VALUES ('t', 'w', 'T')", "SELECT json('conflict')"])).toBe(
      false,
    );
    expect(await account.read("SELECT id FROM team")).toEqual([]);
    // Nine starts of the real tool.
  }, 180_000);
});
