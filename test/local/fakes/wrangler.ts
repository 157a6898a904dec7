import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "./databases.ts";

/** Stands in for wrangler on the path: an account in a folder, every call written down. */
const folder = process.env["FAKE_ACCOUNT"] ?? "";
const args = process.argv.slice(2).filter((arg, at, all) => arg !== "-c" && all[at - 1] !== "-c");
const input = readFileSync(0, "utf8");
const passed = args.includes("--file") ? (args[args.indexOf("--file") + 1] ?? "") : null;
const mode = passed === null ? null : (statSync(passed).mode & 0o777).toString(8);
appendFileSync(join(folder, "calls"), `${JSON.stringify({ args: args.join(" "), input, mode })}\n`);

interface Account {
  databases: Record<string, string>;
  queues: string[];
  secrets: Record<string, string>;
  worker: boolean;
}
const file = join(folder, "account.json");
const account: Account = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as Account)
  : { databases: {}, queues: [], secrets: {}, worker: false };

function refuse(why: string): never {
  process.stderr.write(`✘ [ERROR] ${why}\n`);
  process.exit(1);
}

const say = (what: unknown) => process.stdout.write(typeof what === "string" ? `${what}\n` : `${JSON.stringify(what, null, 2)}\n`);
const [what = "", act = "", name = ""] = args;

/** A command answers with its rows, statement by statement; a file is one transaction, and its answer is a count. */
function execute(): void {
  const database =
    name === "PLATFORM_DB"
      ? openDatabase(join(folder, "platform.sqlite"), "platform")
      : openDatabase(join(folder, `${name}.sqlite`), "workspace");
  try {
    if (passed !== null) database.exec(`BEGIN;\n${readFileSync(passed, "utf8")}\nCOMMIT`);
    else {
      const statements = (args[args.indexOf("--command") + 1] ?? "").split(/;\n/);
      say(statements.map((statement) => ({ results: database.prepare(statement).all(), success: true })));
    }
  } catch (error) {
    refuse(`${error instanceof Error ? error.message : String(error)}: SQLITE_ERROR`);
  } finally {
    database.close();
  }
}

if (process.env["FAKE_FAILS"] !== undefined && args.join(" ").startsWith(process.env["FAKE_FAILS"])) refuse("Internal error [code: 10013]");
switch (`${what} ${act}`) {
  case "whoami --json":
    say({ loggedIn: true, accounts: [{ id: "account-1", name: "Ours" }] });
    break;
  case "d1 list":
    say(Object.entries(account.databases).map(([database, uuid]) => ({ name: database, uuid })));
    break;
  case "d1 create":
    if (account.databases[name] !== undefined) refuse(`A database with the name ${name} already exists`);
    account.databases[name] = `1d000000-0000-4000-8000-00000000000${Object.keys(account.databases).length + 1}`;
    break;
  case "d1 execute":
    execute();
    break;
  case "queues info":
    if (!account.queues.includes(name)) refuse(`Queue "${name}" does not exist. To create it, run: wrangler queues create ${name}`);
    break;
  case "queues create":
    if (account.queues.includes(name)) refuse(`Queue name '${name}' is already taken`);
    account.queues.push(name);
    break;
  case "secret list":
    if (!account.worker) refuse('Worker "leadoxe" (env: production) not found.');
    say(Object.keys(account.secrets).map((secret) => ({ name: secret, type: "secret_text" })));
    break;
  case "secret put":
    account.worker = true;
    account.secrets[name] = input;
    break;
  case "deploy --env":
    account.worker = true;
    say("Deployed leadoxe triggers\n  https://leadoxe.ours.workers.dev");
    break;
}
writeFileSync(file, JSON.stringify(account));
