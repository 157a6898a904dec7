import { getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { bootAnswer } from "../../domain/api.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { runCron } from "../../worker/cron/index.ts";
import { sealAll } from "../../worker/cron/seal.ts";
import { firstPeople } from "../../worker/deploy/people.ts";
import { Stop } from "../../worker/deploy/stop.ts";
import { fresh } from "../../worker/env.ts";
import { platformLedger, workspaceLedger } from "../../worker/store/ledger.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { verifyAudit } from "../../worker/store/verify.ts";
import { Browser, setUpTotp } from "../support/account.ts";
import { guided, type Guided } from "../support/guide.ts";
import { databases, shard, testEnv } from "../support/world.ts";

const db = databases.platform;
const tables = Object.values(platform).flatMap((table) => (is(table, SQLiteTable) ? [getTableName(table)] : []));

/** Every row of the platform, by table. */
async function contents(): Promise<Record<string, unknown[]>> {
  const results = await testEnv.PLATFORM_DB.batch(tables.map((name) => testEnv.PLATFORM_DB.prepare(`SELECT * FROM "${name}"`)));
  return Object.fromEntries(tables.map((name, n) => [name, results[n]?.results ?? []]));
}

beforeEach(async () => {
  // A session's end is news of its own: sessions go first.
  const names = ["session", ...tables.filter((name) => name !== "session"), "sqlite_sequence"];
  await testEnv.PLATFORM_DB.batch(names.map((name) => testEnv.PLATFORM_DB.prepare(`DELETE FROM "${name}"`)));
});

const ADMIN = [
  ["Their name", "Nadia Haddad"],
  ["Their email", "nadia@example.com"],
] as const;
const WORKSPACE = [
  ["Its name", "Palm Court"],
  ["Its owner's email", "omar@example.com"],
  ["Its owner's name", "Omar Said"],
] as const;
const EVERYTHING = [...ADMIN, ...WORKSPACE];

/** Signed in with the password that was shown, and with the second factor that nobody who runs something is without. */
async function cameIn(email: string, password = ""): Promise<Browser> {
  const browser = new Browser();
  expect([email, (await browser.signIn(email, password)).status]).toEqual([email, 200]);
  await setUpTotp(browser, password);
  return browser;
}

const statusOf = async (path: string, browser: Browser) => (await browser.ask(path)).status;

/** Past the console's door. */
async function entered(browser: Browser): Promise<Browser> {
  expect((await browser.ask("/api/console/enter", { method: "POST", body: "{}" })).status).toBe(200);
  return browser;
}

/** Only refusals that the guide means. */
async function stopped(ports: Guided): Promise<string> {
  try {
    await firstPeople(ports);
  } catch (error) {
    if (error instanceof Stop) return error.message;
    throw error;
  }
  return "";
}

describe("the first people of a deployment", () => {
  it("sign in with the password that was shown: one to the console, one to a workspace that the outbox made in its shard", async () => {
    const guide = guided(EVERYTHING);
    await firstPeople(guide);
    await runCron("* * * * *", testEnv);
    const [adminPassword, ownerPassword] = guide.passwords();
    expect(guide.passwords()).toHaveLength(2);

    const admin = await entered(await cameIn("nadia@example.com", adminPassword));
    expect(await (await admin.ask("/api/console/boot")).json()).toMatchObject({
      me: { name: "Nadia Haddad", role: "platform:super_admin" },
    });
    expect(await statusOf("/api/w/palm-court/boot", admin)).toBe(404);

    const owner = await cameIn(" OMAR@example.com ", ownerPassword);
    const boot = v.parse(bootAnswer, await (await owner.ask("/api/w/palm-court/boot")).json());
    expect(boot.me).toMatchObject({ name: "Omar Said", role: "owner", teams: [] });
    expect(boot.workspace).toMatchObject({ slug: "palm-court", name: "Palm Court", settings: DEFAULT_SETTINGS });
    expect(boot.members.map(({ id, name, role }) => ({ id, name, role }))).toEqual([{ id: boot.me.id, name: "Omar Said", role: "owner" }]);
    const leads = await owner.ask("/api/w/palm-court/leads");
    expect([leads.status, await leads.json()]).toEqual([200, expect.objectContaining({ rows: [] })]);
    expect(await statusOf("/api/console/boot", owner)).toBe(404);
  });

  it("SI1: are refused everything but to set up a second factor until they have one", async () => {
    const guide = guided(EVERYTHING);
    await firstPeople(guide);
    await runCron("* * * * *", testEnv);
    const [adminPassword, ownerPassword] = guide.passwords();
    const [admin, owner] = [new Browser(), new Browser()];
    await admin.signIn("nadia@example.com", adminPassword);
    await owner.signIn("omar@example.com", ownerPassword);
    const refused = await owner.ask("/api/w/palm-court/boot");
    expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([403, "second_factor_needed"]);
    expect((await admin.ask("/api/console/enter", { method: "POST", body: "{}" })).status).toBe(403);
    expect(await statusOf("/api/account", owner)).toBe(200);
  });

  it("AU1: each leaves its record in the same transaction, and both chains verify", async () => {
    const guide = guided(EVERYTHING);
    await firstPeople(guide);
    const records = await db.select().from(platform.audit).orderBy(platform.audit.n);
    expect(records.map((row) => [row.act, row.subjectKind, row.actor])).toEqual([
      ["person.added", "person", null],
      ["platform_member.added", "platform_member", null],
      ["person.added", "person", null],
      ["workspace.added", "workspace", null],
      ["member.added", "member", null],
    ]);
    await runCron("* * * * *", testEnv);
    await sealAll(databases, fresh);
    const [workspace] = await db.select().from(platform.workspace);
    const now = fresh.now();
    expect(await verifyAudit(platformLedger(db), now)).toMatchObject({ kind: "intact", records: 5, unsealed: 0 });
    const projected = { kind: "intact", records: 2, unsealed: 0 };
    expect(await verifyAudit(workspaceLedger(shard, workspace?.id ?? ""), now)).toMatchObject(projected);
  });

  it("SC1: no password is stored as it was shown, and no record, line or question holds its hash", async () => {
    const guide = guided(EVERYTHING);
    await firstPeople(guide);
    const { account, ...others } = await contents();
    const rest = JSON.stringify([others, guide.asked]);
    for (const password of guide.passwords()) {
      expect(password).toMatch(/^([2-9a-km-np-z]{5}-){4}[2-9a-km-np-z]{5}$/);
      expect(JSON.stringify(account) + rest).not.toContain(password);
      expect(guide.lines.filter((line) => line.includes(password))).toHaveLength(1);
    }
    const hashes = (account as { password: string }[]).map((row) => row.password);
    expect(hashes).toEqual([expect.stringMatching(/^scrypt\$16384\$8\$5\$/), expect.stringMatching(/^scrypt\$16384\$8\$5\$/)]);
    for (const hash of hashes) expect(rest + guide.lines.join()).not.toContain(hash);
  });

  it("said again it asks nothing and adds nothing", async () => {
    await firstPeople(guided(EVERYTHING));
    const before = await contents();
    const again = guided([]);
    await firstPeople(again);
    expect([again.asked, again.lines]).toEqual([[], ["  a super-admin is there", "  a workspace is there"]]);
    expect(await contents()).toEqual(before);
  });

  it("each may wait for another run", async () => {
    const before = await contents();
    await firstPeople(
      guided([
        ["Their name", ""],
        ["Make the first one", "no"],
      ]),
    );
    expect(await contents()).toEqual(before);
    await firstPeople(guided([["Their name", ""], ...WORKSPACE]));
    await firstPeople(guided(ADMIN));
    expect((await contents())["person"]).toHaveLength(2);
  });

  it("one person may be both, with one password", async () => {
    const guide = guided([...ADMIN, ["Its name", "Palm Court"]]);
    await firstPeople(guide);
    await runCron("* * * * *", testEnv);
    expect(guide.passwords()).toHaveLength(1);
    const nadia = await entered(await cameIn("nadia@example.com", guide.passwords()[0]));
    expect([await statusOf("/api/console/boot", nadia), await statusOf("/api/w/palm-court/boot", nadia)]).toEqual([200, 200]);
    expect(await db.select().from(platform.person)).toHaveLength(1);
  });

  it("an address that has an account is refused for a super-admin in a clear line, and asked again", async () => {
    await firstPeople(guided([["Their name", ""], ...WORKSPACE]));
    const guide = guided([["Their email", "Omar@Example.com"], ...ADMIN]);
    await firstPeople(guide);
    expect(guide.lines.join("\n")).toContain("omar@example.com has an account here already");
    expect(guide.lines).toContain("  nadia@example.com is super-admin");
  });

  it("an answer that is none is asked again, with what is wanted", async () => {
    const guide = guided([
      ["Their email", "nadia"],
      ["Their email", "nadia@example"],
      ["Make the first one", "perhaps"],
      ["Its address", "console"],
      ["Its address", "Palm Court"],
      ["Its address", "palm"],
      ["Country", "Egypt"],
      ["Country", "eg"],
      ["Time zone", "Cairo"],
      ["Time zone", "Africa/Cairo"],
      ["Language", "fr"],
      ["Language", "AR"],
      ...EVERYTHING,
    ]);
    await firstPeople(guide);
    const [made] = await db.select().from(platform.workspace);
    expect(made).toMatchObject({
      slug: "palm",
      shard: 1,
      status: "active",
      settings: { ...DEFAULT_SETTINGS, country: "EG", timeZone: "Africa/Cairo", language: "ar" },
    });
    expect(guide.lines.filter((line) => line.includes("not admin, api, assets, console,"))).toHaveLength(2);
  });

  it("names arrive as they were typed, whatever they hold", async () => {
    const name = `Zoë "O'Hara"; -- DROP TABLE person; نادية \\ $1 ?1`;
    await firstPeople(guided([["Their name", name], ["Its name", name], ["Its address", "palm"], ...EVERYTHING]));
    expect((await db.select().from(platform.person)).map((row) => row.name)).toContain(name);
    expect((await db.select().from(platform.workspace))[0]?.name).toBe(name);
  });

  it.each(["A.B-c_d+crm@mail.example.co.uk", "1@2.example.com"])("%s: an address that the guide takes signs in", async (email) => {
    const guide = guided([
      ["Their name", "Nadia"],
      ["Their email", email],
      ["Make the first one", "no"],
    ]);
    await firstPeople(guide);
    expect((await new Browser().signIn(email, guide.passwords()[0])).status).toBe(200);
  });
});

describe("a run that is cut short or overtaken", () => {
  it("leaves nothing half done, wherever it ends, and is simply repeated", async () => {
    const before = await contents();
    let longest = 1;
    for (let cut = 0; cut <= longest; cut++) {
      const guide = guided([["Their name", ""], ...WORKSPACE]);
      const { write } = guide.account;
      const breaking: Guided["account"]["write"] = (statements) => {
        longest = statements.length;
        return write(statements.toSpliced(cut, 0, "SELECT no_such_function()"));
      };
      await expect(firstPeople({ ...guide, account: { ...guide.account, write: breaking } })).rejects.toThrow("no_such_function");
      expect(await contents()).toEqual(before);
    }
    expect(longest).toBeGreaterThan(10);
    await firstPeople(guided(EVERYTHING));
    expect((await contents())["workspace"]).toHaveLength(1);
  });

  it("written, but the answer lost: the password that was shown is theirs, and the next run finds them", async () => {
    const guide = guided(EVERYTHING);
    const { write } = guide.account;
    const lost: Guided["account"]["write"] = async (statements) => {
      await write(statements);
      throw new Stop("fetch failed");
    };
    const said = await stopped({ ...guide, account: { ...guide.account, write: lost } });
    expect(said).toContain("If nadia@example.com is there by then, the password above is theirs.");
    const next = guided([["Make the first one", "no"]]);
    await firstPeople(next);
    expect(next.lines[0]).toBe("  a super-admin is there");
    const nadia = await entered(await cameIn("nadia@example.com", guide.passwords()[0]));
    expect(await statusOf("/api/console/boot", nadia)).toBe(200);
  });

  it("two guides at once make one super-admin and one workspace; the later one is told so", async () => {
    const late = guided(EVERYTHING);
    let overtaken = false;
    const first: Guided["account"]["write"] = async (statements) => {
      if (!overtaken) {
        overtaken = true;
        await firstPeople(guided([["Their email", "first@example.com"], ["Its name", "First"], ...EVERYTHING]));
      }
      return late.account.write(statements);
    };
    expect(await stopped({ ...late, account: { ...late.account, write: first } })).toContain(
      "Nothing was made: somebody made it in the meantime",
    );
    expect(await db.select().from(platform.platformMember)).toHaveLength(1);
    expect((await db.select().from(platform.workspace)).map((row) => row.slug)).toEqual(["first"]);
  });

  it("a super-admin without a password cannot come in, and counts as none", async () => {
    const now = new Date();
    await db.insert(platform.person).values({ id: "p", name: "P", email: "p@example.com", createdAt: now, updatedAt: now });
    await db.insert(platform.platformMember).values({ personId: "p", role: "platform:super_admin", createdAt: 0 });
    await firstPeople(guided(EVERYTHING));
    expect(await db.select().from(platform.platformMember)).toHaveLength(2);
  });
});

describe("where nobody can answer", () => {
  it("without a terminal it says in one line how, and touches nothing", async () => {
    const before = await contents();
    const refuse = () => Promise.reject(new Error("asked"));
    const guide = guided([], { ask: null, account: { read: refuse, write: refuse } });
    await firstPeople(guide);
    expect(guide.lines).toEqual([expect.stringMatching(/^ {2}nobody is made without a terminal: run npm run deploy in one/)]);
    expect(await contents()).toEqual(before);
  });
});
