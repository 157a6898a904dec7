import { refusedByGuard } from "../store/guard.ts";
import type { Ask } from "./ask.ts";
import { passing } from "./passing.ts";
import { Stop } from "./stop.ts";
import { mustWork, type Ran } from "./tools.ts";

/** Cloudflare as the steps see it. A rehearsal says what it would do, and finds an empty account. */
export interface Account {
  signIn(): Promise<void>;
  /** Name -> id. */
  databases(): Promise<ReadonlyMap<string, string>>;
  createDatabase(name: string): Promise<void>;
  hasQueue(name: string): Promise<boolean>;
  createQueue(name: string): Promise<void>;
  /** Names of those the Worker has. */
  secrets(): Promise<ReadonlySet<string>>;
  putSecret(name: string, value: string): Promise<void>;
  migrate(binding: string): Promise<void>;
  /** The rows of one statement on the platform's database. Any process can read it: it holds no secret. */
  read(statement: string): Promise<readonly unknown[]>;
  /** Statements on the platform's database, all or none. False: what stands there now refuses them. */
  write(statements: readonly string[]): Promise<boolean>;
  /** Resolves with what it printed: the address among it. */
  deploy(): Promise<string>;
}

export interface Wrangler {
  (args: readonly string[], how?: { readonly input?: string; readonly open?: boolean; readonly account?: string }): Promise<Ran>;
}

const PRODUCTION = ["--env", "production"];
const ON_PLATFORM = ["d1", "execute", "PLATFORM_DB", "--remote"];

export function cloudflare(wrangler: Wrangler, ask: Ask | null, chosen: string | undefined): Account {
  let account = chosen;
  const call = (args: readonly string[], input?: string) =>
    wrangler(args, { ...(input === undefined ? {} : { input }), ...(account === undefined ? {} : { account }) });
  const must = async (args: readonly string[], input?: string) => mustWork(await call(args, input), `wrangler ${args.join(" ")}`);
  return {
    async signIn() {
      let who = await wrangler(["whoami", "--json"]);
      if (who.code !== 0 && ask !== null) {
        await wrangler(["login"], { open: true });
        who = await wrangler(["whoami", "--json"]);
      }
      if (who.code !== 0) throw new Stop("Not signed in to Cloudflare: run npx wrangler login, or set CLOUDFLARE_API_TOKEN.");
      account ??= await choose(accountsOf(who.out), ask);
    },
    async databases() {
      const { out } = await must(["d1", "list", "--json"]);
      const list = jsonOf(out) as { name: string; uuid: string }[];
      return new Map(list.map((one) => [one.name, one.uuid]));
    },
    async createDatabase(name) {
      await must(["d1", "create", name]);
    },
    async hasQueue(name) {
      const ran = await call(["queues", "info", name]);
      if (ran.code === 0) return true;
      // Anything else may be a queue that is there and could not be asked: not to be made twice.
      if (/does not exist/i.test(ran.printed)) return false;
      mustWork(ran, `wrangler queues info ${name}`);
      return false;
    },
    async createQueue(name) {
      await must(["queues", "create", name]);
    },
    async secrets() {
      const ran = await call(["secret", "list", "--format", "json", ...PRODUCTION]);
      // Only a Worker that is not there has none for sure: a guess here would overwrite the keys that open every Page's token.
      if (ran.code !== 0 && /Worker "[^"]*".* not found/.test(ran.printed)) return new Set();
      const list = jsonOf(mustWork(ran, "wrangler secret list").out) as { name: string }[];
      return new Set(list.map((one) => one.name));
    },
    async putSecret(name, value) {
      await must(["secret", "put", name, ...PRODUCTION], value);
    },
    async migrate(binding) {
      await must(["d1", "migrations", "apply", binding, "--remote", ...PRODUCTION]);
    },
    async read(statement) {
      const { out } = await must([...ON_PLATFORM, "--json", "--command", statement, ...PRODUCTION]);
      const answers = jsonOf(out) as { results?: unknown[] }[];
      return answers[0]?.results ?? [];
    },
    async write(statements) {
      const text = statements.map((statement) => `${statement};\n`).join("");
      // A file is imported: D1 answers nobody else for that moment, and puts its state back where the import does not come to its end.
      const ran = await passing(text, (path) => call([...ON_PLATFORM, "--yes", "--file", path, ...PRODUCTION]));
      if (ran.code !== 0 && refusedByGuard(new Error(ran.printed))) return false;
      mustWork(ran, "wrangler d1 execute PLATFORM_DB");
      return true;
    },
    async deploy() {
      return (await must(["deploy", ...PRODUCTION])).printed;
    },
  };
}

/** Says each act and does none. */
export function rehearsal(say: (line: string) => void): Account {
  const would = async (act: string) => say(`  would run  wrangler ${act}`);
  return {
    signIn: () => would("whoami"),
    databases: async () => new Map(),
    createDatabase: (name) => would(`d1 create ${name}`),
    hasQueue: async () => false,
    createQueue: (name) => would(`queues create ${name}`),
    secrets: async () => new Set(),
    putSecret: (name) => would(`secret put ${name} --env production`),
    migrate: (binding) => would(`d1 migrations apply ${binding} --remote --env production`),
    read: async () => {
      await would("d1 execute PLATFORM_DB --remote --json --command <who is there> --env production");
      return [];
    },
    write: async () => {
      await would("d1 execute PLATFORM_DB --remote --yes --file <their rows> --env production");
      return true;
    },
    deploy: async () => {
      await would("deploy --env production");
      return "";
    },
  };
}

interface Known {
  readonly id: string;
  readonly name: string;
}

function accountsOf(out: string): readonly Known[] {
  const { accounts } = jsonOf(out) as { accounts?: readonly Known[] };
  return accounts ?? [];
}

async function choose(accounts: readonly Known[], ask: Ask | null): Promise<string | undefined> {
  if (accounts.length < 2) return accounts[0]?.id;
  const list = accounts.map((one) => `    ${one.id}  ${one.name}`).join("\n");
  if (ask === null) throw new Stop(`This sign-in has several accounts: set CLOUDFLARE_ACCOUNT_ID to one of\n${list}`);
  const answer = await ask.text(`Which account?\n${list}\n  Its id`, "");
  if (accounts.every((one) => one.id !== answer)) throw new Stop("That is none of them.");
  return answer;
}

/** The JSON in what was printed: a notice may stand before it. */
export function jsonOf(out: string): unknown {
  const start = out.search(/^[[{]/m);
  if (start < 0) throw new Stop("wrangler answered without JSON: another version of it than package.json names?");
  return JSON.parse(out.slice(start));
}
