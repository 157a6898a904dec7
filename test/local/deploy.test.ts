import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";
import { fillProduction, readProduction } from "../../worker/deploy/config.ts";
import { clear, COMMITTED, folder, place } from "./fakes/place.ts";
import { ROOT } from "./processes.ts";

afterAll(clear);

/** The Worker's own check. By its address: the Worker's types and those of this folder do not live in one program. */
const { refuseUnfit } = (await import(pathToFileURL(join(ROOT, "worker/deploy/secrets.ts")).href)) as {
  refuseUnfit(vars: Readonly<Record<string, string>>, given: ReadonlyMap<string, string>, needed: readonly string[]): void;
};
const SECRETS = ["META_APP_SECRET", "META_VERIFY_TOKEN", "TOKEN_KEYS", "SESSION_SECRET", "ERASURE_KEY", "PUSH_KEYS"];
const TOLD = { META_APP_ID: "120232362357810000", META_APP_SECRET: "5f0d5b3c1a7e4f605f0d5b3c1a7e4f60" };

const began = (calls: readonly { args: string }[], with_: string) =>
  calls.filter((call) => call.args.startsWith(with_)).map((call) => call.args);

describe("npm run deploy", () => {
  const first = place("first");

  it("makes what is missing, writes its ids down, sets every secret, migrates both kinds, builds without the demo, deploys", async () => {
    const { code, printed } = await first.npmDeploy(TOLD);
    expect([code, printed]).toEqual([0, expect.stringContaining("https://leadoxe.ours.workers.dev/webhooks/meta")]);
    expect(printed).toMatch(/8\. First people\n {2}nobody is made without a terminal: run npm run deploy in one[^\n]*\n\nDeployed\./);
    const account = first.account();
    expect(Object.keys(account.databases)).toEqual(["leadoxe-platform", "leadoxe-workspace-1"]);
    expect(account.queues).toEqual(["leadoxe-intake-dead", "leadoxe-intake"]);
    expect(new Set(Object.keys(account.secrets))).toEqual(new Set(SECRETS));
    expect(account.secrets["META_APP_SECRET"]).toBe(TOLD.META_APP_SECRET);
    const production = readProduction(first.config);
    expect(production.databases.map((one) => one.id)).toEqual(Object.values(account.databases));
    expect(production.vars["META_APP_ID"]).toBe(TOLD.META_APP_ID);
    expect(began(first.calls(), "d1 migrations")).toEqual([
      "d1 migrations apply PLATFORM_DB --remote --env production",
      "d1 migrations apply WORKSPACE_DB_1 --remote --env production",
    ]);
    expect(first.calls().at(-1)?.args).toBe("deploy --env production");
    expect(readFileSync(join(first.home, "vite"), "utf8")).toMatch(/^demo=off build --outDir \.\.\/dist\/production/);
  });

  it("SC1: what it deployed with passes the Worker's own check; no secret is printed, written to the configuration or on a command line", async () => {
    const { secrets } = first.account();
    const { vars } = readProduction(first.config);
    expect(() => refuseUnfit(vars, new Map(Object.entries(secrets)), SECRETS)).not.toThrow();
    const shown = `${first.text()}\n${first
      .calls()
      .map((call) => call.args)
      .join("\n")}`;
    for (const value of Object.values(secrets)) expect(shown).not.toContain(value);
  });

  it("keeps a copy of what it made, for its owner's eyes", () => {
    const kept = Object.fromEntries(
      readFileSync(first.copies, "utf8")
        .trim()
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    ) as Record<string, string>;
    const { META_APP_SECRET: _told, ...made } = first.account().secrets;
    expect(kept).toEqual(made);
    expect(statSync(first.copies).mode & 0o777).toBe(0o600);
  });

  it("said again it makes nothing twice, overwrites no secret and changes no line", async () => {
    const [before, text, from] = [first.account(), first.text(), first.calls().length];
    const { code, printed } = await first.npmDeploy({});
    expect(code, printed).toBe(0);
    const calls = first.calls().slice(from);
    expect([...began(calls, "d1 create"), ...began(calls, "queues create"), ...began(calls, "secret put")]).toEqual([]);
    expect(began(calls, "deploy --env production")).toEqual(["deploy --env production"]);
    expect([first.account(), first.text()]).toEqual([before, text]);
    expect(printed).toContain("TOKEN_KEYS is set and stays");
  });

  it("a secret is set anew when that is asked for by name, and only that one", async () => {
    const [before, from] = [first.account().secrets, first.calls().length];
    const { code } = await first.npmDeploy({ META_APP_SECRET: "another-secret-of-the-app" }, ["--set", "META_APP_SECRET"]);
    expect(code).toBe(0);
    expect(began(first.calls().slice(from), "secret put")).toEqual(["secret put META_APP_SECRET --env production"]);
    expect(first.account().secrets).toEqual({ ...before, META_APP_SECRET: "another-secret-of-the-app" });
  });

  it("says each time whether mails are sent, and from where", async () => {
    expect((await first.npmDeploy({})).printed).toMatch(/no mail is sent: MAIL_FROM is empty[^]*given up/);
    const { code, printed } = await first.npmDeploy({ MAIL_FROM: "crm@example.com" });
    expect([code, printed]).toEqual([0, expect.stringContaining("mails come from crm@example.com")]);
    expect(readProduction(first.config).vars["MAIL_FROM"]).toBe("crm@example.com");
    const config = readConfig({ config: first.config, env: "production" }, { hideWarnings: true });
    expect(config.send_email).toEqual([{ name: "EMAIL" }]);
    expect((await first.npmDeploy({})).printed).toContain("mails come from crm@example.com");
  });

  it("with a host of one's own the callback is there and the other address is closed", async () => {
    const { code, printed } = await first.npmDeploy({ DEPLOY_HOST: "crm.example.com" });
    expect([code, printed]).toEqual([0, expect.stringContaining("https://crm.example.com/webhooks/meta")]);
    const config = readConfig({ config: first.config, env: "production" }, { hideWarnings: true });
    expect([config.routes, config.workers_dev]).toEqual([[{ pattern: "crm.example.com", custom_domain: true }], false]);
  });

  it.each(["d1 create leadoxe-workspace-1", "secret put SESSION_SECRET", "d1 migrations apply WORKSPACE_DB_1"])(
    "cut short at %s, it is simply run again",
    async (fails) => {
      const cut = place(fails.replaceAll(" ", "-"));
      const broken = await cut.npmDeploy({ ...TOLD, FAKE_FAILS: fails });
      expect([broken.code, broken.printed]).toEqual([1, expect.stringContaining("Internal error")]);
      const mended = await cut.npmDeploy(TOLD);
      expect(mended.code, mended.printed).toBe(0);
      expect(began(cut.calls(), "d1 create leadoxe-platform")).toHaveLength(1);
      expect(new Set(Object.keys(cut.account().secrets))).toEqual(new Set(SECRETS));
    },
  );

  it("an account that cannot be read is never taken for an empty one", async () => {
    for (const fails of ["secret list", "queues info", "d1 list"]) {
      const unread = place(`unread-${fails.replace(" ", "-")}`);
      const { code } = await unread.npmDeploy({ ...TOLD, FAKE_FAILS: fails });
      expect(code).toBe(1);
      expect([...began(unread.calls(), "secret put"), ...began(unread.calls(), "queues create")]).toEqual([]);
    }
  });

  it("says in a line what is missing, and what the Worker would refuse to run with, before it makes anything", async () => {
    const empty = place("empty");
    const { META_APP_ID, META_APP_SECRET } = TOLD;
    for (const [told, said] of [
      [{ META_APP_SECRET }, "META_APP_ID is missing"],
      [{ META_APP_ID }, "META_APP_SECRET is missing"],
      [
        { META_APP_ID, META_APP_SECRET: "development-app-secret" },
        "refusing to run as production with development settings: META_APP_SECRET",
      ],
      [{ ...TOLD, PRIVACY_EMAIL: "nowhere" }, "these settings are missing or malformed: PRIVACY_EMAIL"],
      [{ ...TOLD, MAIL_FROM: "nowhere" }, "these settings are missing or malformed: MAIL_FROM"],
    ] as const) {
      const { code, printed } = await empty.npmDeploy(told);
      expect([code, printed]).toEqual([1, expect.stringContaining(said)]);
    }
    expect([...began(empty.calls(), "d1 create"), ...began(empty.calls(), "secret put"), ...began(empty.calls(), "deploy")]).toEqual([]);
  });

  it("--dry-run does everything with the real tools, and touches neither an account nor a file", async () => {
    const before = readFileSync(COMMITTED, "utf8");
    const child = spawn("npm", ["run", "--silent", "deploy", "--", "--dry-run"], {
      cwd: ROOT,
      // No sign-in could be used by mistake.
      env: { ...process.env, CLOUDFLARE_API_TOKEN: "", HOME: folder, XDG_CONFIG_HOME: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    child.stdout.on("data", (part: Buffer) => (printed += part.toString()));
    child.stderr.on("data", (part: Buffer) => (printed += part.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    expect(code, printed).toBe(0);
    expect(printed).toContain("nothing was changed in any account");
    expect(printed.match(/would run/g)?.length).toBe(16);
    expect(printed).toContain("no mail is sent: MAIL_FROM is empty");
    expect(printed).toMatch(/would ask for {2}a super-admin, if there is none[^\n]*\n {2}would ask for {2}a workspace, if there is none/);
    expect(readFileSync(COMMITTED, "utf8")).toBe(before);
    expect(existsSync(join(ROOT, "dist/production/index.html"))).toBe(true);
  });
});

describe("[env.production] of wrangler.toml", () => {
  const read = (env: string | undefined) =>
    readConfig({ config: COMMITTED, ...(env === undefined ? {} : { env }) }, { hideWarnings: true });
  const [development, production] = [read(undefined), read("production")];

  it("has every binding that development has", () => {
    const shape = ({
      d1_databases,
      durable_objects,
      queues,
      migrations,
      triggers,
      compatibility_date,
      compatibility_flags,
    }: typeof production) => ({
      databases: d1_databases.map(({ binding, migrations_dir }: { binding: string; migrations_dir?: string }) => ({
        binding,
        migrations_dir,
      })),
      durable_objects,
      queues,
      migrations,
      triggers,
      compatibility_date,
      compatibility_flags,
    });
    expect(shape(production)).toEqual(shape(development));
    expect(production.observability).toMatchObject({ enabled: true });
    const worker = ({ assets }: typeof production) => [assets?.run_worker_first ?? []].flat().filter((path) => !path.includes("/demo/"));
    expect(worker(production)).toEqual(worker(development));
  });

  it("has every setting that development has, as a variable or as a required secret", () => {
    const set = [...Object.keys(production.vars), ...(production.secrets?.required ?? [])];
    expect(new Set(set)).toEqual(new Set(Object.keys(development.vars)));
  });

  it("is filled line by line: comments and other lines stay", () => {
    const text = readFileSync(COMMITTED, "utf8");
    const filled = fillProduction(text, { vars: { META_APP_ID: '1"2' }, ids: { WORKSPACE_DB_1: "here" }, host: "a.example.com" });
    const changed = filled.split("\n").filter((line, n) => line !== text.split("\n")[n]);
    expect(changed).toEqual([
      "workers_dev = false",
      'routes = [{ pattern = "a.example.com", custom_domain = true }]',
      'META_APP_ID = "1\\"2"',
      'database_id = "here"',
    ]);
  });
});
