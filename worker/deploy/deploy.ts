import type { Account } from "./account.ts";
import type { Ask } from "./ask.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { fillProduction, type Production } from "./config.ts";
import { firstPeople } from "./people.ts";
import { makeSecret, refuseUnfit } from "./secrets.ts";
import { Stop } from "./stop.ts";

export interface Ports {
  readonly account: Account;
  readonly ask: Ask | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fresh: Fresh;
  readonly rehearse: boolean;
  /** Secrets to be set anew although the Worker has them. */
  readonly anew: readonly string[];
  say(line: string): void;
  read(): { readonly text: string; readonly production: Production };
  /** Writes the configuration; what it then says. */
  write(text: string): void;
  keepCopy(name: string, value: string): void;
  /** The web app, without the demo, and the Worker's bundle. */
  build(): Promise<void>;
}

/** What Meta's dashboard knows; a rehearsal without it goes on with a number of the right form. */
const SAMPLE_APP = "120000000000000";
const SAMPLE_SECRET = "a-sample-in-place-of-the-app-secret";
const QUESTIONS: Readonly<Record<string, string>> = {
  META_APP_ID: "Meta app id (App settings, Basic)",
  PRIVACY_OPERATOR: "Who operates it, as the privacy policy names them",
  PRIVACY_EMAIL: "The privacy team's mail address",
  PRIVACY_EFFECTIVE: "The day the policy takes effect (yyyy-mm-dd)",
  PRIVACY_URL: "The policy's public address",
  MAIL_FROM: "Address that mails come from, of a domain onboarded to Cloudflare's Email Service (empty: none is sent)",
};

/** Each step looks before it acts, so that a deployment cut short is simply run again. */
export async function deploy(ports: Ports): Promise<void> {
  const { account, say } = ports;
  say("1. Cloudflare account");
  await account.signIn();
  const { text, production } = ports.read();

  say("2. Settings and secrets");
  const host = await hostOf(ports, production);
  const vars = await varsOf(ports, production, host);
  const there = await account.secrets();
  const { given, made } = await secretsOf(ports, production, there);
  refuseUnfit(vars, given, production.secrets);

  say("3. Web app and Worker");
  await ports.build();

  say("4. Databases and queues");
  const ids = await databaseIds(ports, production);
  for (const queue of production.queues) {
    if (await account.hasQueue(queue)) say(`  queue ${queue} is there`);
    else await told(ports, `queue ${queue} is made`, account.createQueue(queue));
  }
  // Routes that somebody wrote stay as they are.
  ports.write(fillProduction(text, { vars, ids, ...(host === production.host ? {} : { host }) }));

  say("5. Secrets");
  for (const name of production.secrets)
    if (!given.has(name)) say(`  ${name} is set and stays (npm run deploy -- --set ${name} replaces it)`);
  for (const [name, value] of given) await told(ports, `${name} is set`, account.putSecret(name, value));

  say("6. Migrations");
  for (const { binding } of production.databases) await told(ports, `${binding} is migrated`, account.migrate(binding));

  say("7. Deployment");
  const printed = await account.deploy();

  say("8. First people");
  try {
    await firstPeople(ports);
  } finally {
    // What was deployed is live, whatever became of the questions.
    tellNext(ports, addressOf(host, printed, production.worker), made);
  }
}

/** Said when it is done; a rehearsal has said that it would be. */
async function told({ rehearse, say }: Ports, line: string, act: Promise<void>): Promise<void> {
  await act;
  if (!rehearse) say(`  ${line}`);
}

async function hostOf({ ask, env }: Ports, production: Production): Promise<string | null> {
  const told = env["DEPLOY_HOST"];
  const unfilled = production.vars["META_APP_ID"] === "";
  const answer =
    told ?? (unfilled && ask !== null ? await ask.text("Host of your own (empty: an address on workers.dev)", "") : production.host);
  const host = answer === "" ? null : answer;
  if (host !== null && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) throw new Stop(`${host} is no host: a name such as crm.example.com is.`);
  return host;
}

async function varsOf(ports: Ports, production: Production, host: string | null): Promise<Record<string, string>> {
  const vars: Record<string, string> = { ...production.vars };
  const unfilled = vars["META_APP_ID"] === "";
  if (unfilled && host !== null) vars["PRIVACY_URL"] = `https://${host}/privacy-policy`;
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const usual = vars[name] ?? "";
    vars[name] = ports.env[name] ?? (unfilled && ports.ask !== null ? await ports.ask.text(question, usual) : usual);
  }
  if (vars["META_APP_ID"] === "") vars["META_APP_ID"] = missing(ports, "META_APP_ID", SAMPLE_APP);
  ports.say(mailLine(vars["MAIL_FROM"] ?? ""));
  return vars;
}

/** Said each time: whoever deploys without mail finds out here, not from people who wait for a link. */
function mailLine(from: string): string {
  if (from !== "") return `  mails come from ${from}: its domain has to be onboarded to Cloudflare's Email Service (docs/deploy.md, Mail)`;
  return [
    "  no mail is sent: MAIL_FROM is empty. Invitations, reset links and recoveries are written, wait a day and are given up;",
    "  /healthz says so. Set MAIL_FROM and run this again (docs/deploy.md, Mail)",
  ].join("\n");
}

interface Secrets {
  readonly given: ReadonlyMap<string, string>;
  /** Those that nobody has seen yet. */
  readonly made: readonly string[];
}

/** What has to be put: never one that is there, unless that was asked for by name. */
async function secretsOf(ports: Ports, production: Production, there: ReadonlySet<string>): Promise<Secrets> {
  const given = new Map<string, string>();
  const made: string[] = [];
  for (const name of new Set([...production.secrets, ...ports.anew])) {
    if (there.has(name) && !ports.anew.includes(name)) continue;
    const own = makeSecret(name);
    const told = ports.env[name] ?? (await ports.ask?.secret(`${name}${own === null ? "" : " (empty: one is made)"}`)) ?? "";
    const value = told === "" ? (own ?? missing(ports, name, SAMPLE_SECRET)) : told;
    if (value === own && !ports.rehearse) {
      ports.keepCopy(name, value);
      made.push(name);
    }
    given.set(name, value);
  }
  return { given, made };
}

function missing({ rehearse, say }: Ports, name: string, sample: string): string {
  if (!rehearse) throw new Stop(`${name} is missing: run this in a terminal, which asks for it, or set it in the environment.`);
  say(`  would ask for  ${name}`);
  return sample;
}

async function databaseIds(ports: Ports, production: Production): Promise<Record<string, string>> {
  const { account, rehearse, say } = ports;
  const before = await account.databases();
  for (const { name } of production.databases) {
    if (before.has(name)) say(`  database ${name} is there`);
    else await told(ports, `database ${name} is made`, account.createDatabase(name));
  }
  if (rehearse) return {};
  const now = await account.databases();
  return Object.fromEntries(
    production.databases.map(({ binding, name, id }) => {
      const found = now.get(name);
      if (found === undefined)
        throw new Stop(`The database ${name} was made and is not in the account's list: run this again in a minute.`);
      // Another account's, or one that was deleted: the data may be elsewhere, and a silent new start would hide that.
      if (id !== "" && id !== found)
        throw new Stop(
          `wrangler.toml names another database than this account's ${name}: empty its database_id there if this one is meant.`,
        );
      return [binding, found];
    }),
  );
}

function addressOf(host: string | null, printed: string, worker: string): string {
  if (host !== null) return `https://${host}`;
  return /https:\/\/[\w.-]+\.workers\.dev/.exec(printed)?.[0] ?? `https://${worker}.<your subdomain>.workers.dev`;
}

function tellNext({ say, rehearse }: Ports, address: string, made: readonly string[]): void {
  say(rehearse ? "\nA rehearsal: nothing was changed in any account.\n" : "\nDeployed.\n");
  say(`  Sign in              ${address}/login`);
  say(`  Health               ${address}/healthz`);
  say(`  Privacy policy       ${address}/privacy-policy`);
  say(`  Callback for Meta    ${address}/webhooks/meta`);
  if (!rehearse && made.length > 0)
    say("  Made secrets         .local/production-secrets.env: move them to a safe place, then delete the file");
  say("\n  Next: Meta's app settings, step by step, in docs/deploy.md; then commit wrangler.toml, which holds no secret.");
}
