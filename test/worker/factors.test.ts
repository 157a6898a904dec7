import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import * as platform from "../../worker/store/schema/platform.ts";
import { Browser, eventsOf, PASSWORD, recordsOf, seated, sessionRows, setUpTotp, somebody, withPassword } from "../support/account.ts";
import { personIn } from "../support/leads.ts";
import { mailsTo } from "../support/mail.ts";
import { beforeFirst } from "../support/sql.ts";
import { totpCode } from "../support/totp.ts";
import { databases, makeWorld, testEnv } from "../support/world.ts";

const db = databases.platform;

/** Somebody with an authenticator app, set up in another browser. */
async function guarded() {
  const who = await somebody();
  const home = await seated(who.id);
  return { who, home, ...(await setUpTotp(home)) };
}

/** The password was right. */
async function challenged(email: string): Promise<Browser> {
  const browser = new Browser();
  expect(await browser.signIn(email)).toMatchObject({ status: 200, next: "second_factor" });
  return browser;
}

const flagOf = async (id: string) => (await db.select().from(platform.person).where(eq(platform.person.id, id)))[0]?.twoFactorEnabled;
const statusAt = async (browser: Browser) => (await browser.ask("/api/session")).status;

describe("setting up an authenticator app", () => {
  it("SI1: shows its address and ten recovery codes once, and asks nothing of anybody before its first code", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    const enabled = await home.act("POST /two-factor/enable", { password: PASSWORD });
    expect(Object.keys(enabled.body).sort()).toEqual(["ok", "recoveryCodes", "totp"]);
    expect(enabled.totp).toMatch(/^otpauth:\/\/totp\/LEADOXE:.+&issuer=LEADOXE&digits=6&period=30$/);
    expect(new Set(enabled.recoveryCodes).size).toBe(10);
    expect(await new Browser().signIn(who.email)).toMatchObject({ status: 200, body: { ok: true } });
    expect(await flagOf(who.id)).toBe(false);
  });

  it("SI2: its first code proves it in the same session under another token, and its sockets and records stand", async () => {
    const who = await somebody();
    const home = new Browser();
    await home.signIn(who.email);
    const [before] = await sessionRows(who.id);
    const { totp = "" } = await home.act("POST /two-factor/enable", { password: PASSWORD });
    const shown = await home.act("POST /two-factor/verify-totp", { code: await totpCode(totp) });
    expect([shown.status, shown.body]).toEqual([200, { ok: true }]);
    const [after, ...others] = await sessionRows(who.id);
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, previousToken: before?.token, pending: false });
    expect([after?.token === before?.token, after?.secondFactorAt !== null]).toEqual([false, true]);
    expect(await eventsOf(who.id)).toEqual(["signed_in", "second_factor_added"]);
    expect(await mailsTo(who.email)).toEqual([{ kind: "second_factor_added" }]);
    expect(await (await home.ask("/api/session")).json()).toMatchObject({ secondFactor: true, secondFactorNeeded: false });
    expect(await flagOf(who.id)).toBe(true);
  });

  it("SI1: of two first codes at once, whatever the library writes last, the next sign-in is asked for one", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    const { totp = "" } = await home.act("POST /two-factor/enable", { password: PASSWORD });
    // The first one's flag is written when the second one is set up.
    const late = beforeFirst(testEnv.PLATFORM_DB, /^update "person"/i, () => scheduler.wait(500));
    const twins = [0, -1].map(async (steps) =>
      new Browser({ cookie: home.cookie }).act("POST /two-factor/verify-totp", { code: await totpCode(totp, steps) }),
    );
    const told = await Promise.all(twins);
    expect([told.map((one) => one.status), late.stop()]).toEqual([[200, 200], true]);
    expect(await flagOf(who.id)).toBe(true);
    await challenged(who.email);
  });

  it("SI1: recovery codes of an app that was never set up prove nothing", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    const { recoveryCodes = [] } = await home.act("POST /two-factor/enable", { password: PASSWORD });
    expect(await home.act("POST /two-factor/verify-backup-code", { code: recoveryCodes[0] })).toMatchObject({
      status: 401,
      code: "wrong_code",
    });
    expect((await sessionRows(who.id))[0]?.secondFactorAt).toBeNull();
  });

  it("SI1: a wrong password, a wrong first code and a second app are each refused, and nothing is half set up", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    expect(await home.act("POST /two-factor/enable", { password: "not the password" })).toMatchObject({
      status: 401,
      code: "bad_password",
    });
    expect(await home.act("POST /two-factor/verify-totp", { code: "000000" })).toMatchObject({ status: 401, code: "wrong_code" });
    await home.act("POST /two-factor/enable", { password: PASSWORD });
    expect(await home.act("POST /two-factor/verify-totp", { code: "000000" })).toMatchObject({ status: 401, code: "wrong_code" });
    expect([await flagOf(who.id), (await sessionRows(who.id)).length]).toEqual([false, 1]);
    const { totp = "" } = await home.act("POST /two-factor/enable", { password: PASSWORD });
    await home.act("POST /two-factor/verify-totp", { code: await totpCode(totp) });
    expect(await home.act("POST /two-factor/enable", { password: PASSWORD })).toMatchObject({ status: 409, code: "conflict" });
    expect(await flagOf(who.id)).toBe(true);
  });
});

describe("signing in with an authenticator app", () => {
  it("SI1: the password alone opens nothing and is no sign-in in the records; the code opens it, proven", async () => {
    const { who, totp } = await guarded();
    const before = await eventsOf(who.id);
    const browser = await challenged(who.email);
    expect([...browser.jar.keys()]).toEqual(["leadoxe-step"]);
    expect([await statusAt(browser), (await sessionRows(who.id)).length]).toEqual([401, 1]);
    expect(await eventsOf(who.id)).toEqual(before);
    const shown = await browser.act("POST /two-factor/verify-totp", { code: await totpCode(totp) });
    expect([shown.status, shown.body]).toEqual([200, { ok: true }]);
    expect([...browser.jar.keys()]).toEqual(["leadoxe"]);
    expect(shown.cookies.every((cookie) => cookie.endsWith("; Path=/; HttpOnly; SameSite=Lax"))).toBe(true);
    const opened = (await sessionRows(who.id)).at(-1);
    expect(opened).toMatchObject({ pending: false, ipAddress: browser.ip, userAgent: browser.agent });
    expect(opened?.secondFactorAt).toBeTypeOf("number");
    expect(await eventsOf(who.id)).toEqual([...before, "signed_in"]);
    expect(await statusAt(browser)).toBe(200);
  });

  it("SI1: a session that waits for its second factor opens nothing, whoever has its token", async () => {
    const who = await somebody();
    const browser = await seated(who.id);
    await db.update(platform.session).set({ pending: true }).where(eq(platform.session.id, browser.session));
    expect(await statusAt(browser)).toBe(401);
    expect(await browser.act("POST /two-factor/enable", { password: PASSWORD })).toMatchObject({ code: "not_signed_in" });
  });

  it("SI1: a code is taken once: not again in the same browser, in another one, or by two at the same time", async () => {
    const { who, home, totp } = await guarded();
    const code = await totpCode(totp);
    const [first, second] = [await challenged(who.email), await challenged(who.email)];
    const told = await Promise.all([first, second].map((browser) => browser.act("POST /two-factor/verify-totp", { code })));
    expect(told.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    const third = await challenged(who.email);
    expect(await third.act("POST /two-factor/verify-totp", { code })).toMatchObject({ status: 401, code: "wrong_code" });
    expect(await home.act("POST /two-factor/verify-totp", { code })).toMatchObject({ status: 401, code: "wrong_code" });
    expect(await third.act("POST /two-factor/verify-totp", { code: await totpCode(totp, 1) })).toMatchObject({ status: 200 });
  });

  it("SI1: codes of other steps, of somebody else's app, and what is no code are refused", async () => {
    const { who, totp } = await guarded();
    const other = await guarded();
    const browser = await challenged(who.email);
    for (const code of [await totpCode(totp, -4), await totpCode(totp, 4), await totpCode(other.totp)])
      expect(await browser.act("POST /two-factor/verify-totp", { code })).toMatchObject({ status: 401, code: "wrong_code" });
    for (const code of ["12345", "1234567", "abcdef", "", 123456, null])
      expect(await browser.act("POST /two-factor/verify-totp", { code })).toMatchObject({ status: 422, code: "invalid_input" });
  });

  it("SI1: five wrong codes of one sign-in, then wait, even with the right one; another sign-in has its own", async () => {
    const { who, totp } = await guarded();
    const browser = await challenged(who.email);
    for (let n = 0; n < 5; n++) expect((await browser.act("POST /two-factor/verify-totp", { code: `00000${n}` })).code).toBe("wrong_code");
    const refused = await browser.act("POST /two-factor/verify-totp", { code: await totpCode(totp) });
    expect(refused).toMatchObject({ status: 429, code: "too_many" });
    expect(refused.retryAfter).toBeGreaterThan(800);
    expect((await browser.act("POST /two-factor/verify-backup-code", { code: "aaaaa-bbbbb" })).code).toBe("too_many");
    expect((await (await challenged(who.email)).act("POST /two-factor/verify-totp", { code: await totpCode(totp) })).status).toBe(200);
    await vi.waitUntil(async () => (await recordsOf(who.id)).filter((row) => row.act === "auth.second_factor_failed").length === 5);
  });

  it("SI1: twenty codes of one account, whatever sign-ins they are shown in", async () => {
    const { who, totp } = await guarded();
    for (let round = 0; round < 4; round++) {
      const browser = await challenged(who.email);
      // The first code of the app was one of the twenty.
      for (let n = 0; n < (round === 3 ? 4 : 5); n++)
        expect((await browser.act("POST /two-factor/verify-totp", { code: `0000${round}${n}` })).code).toBe("wrong_code");
    }
    const last = await challenged(who.email);
    expect(await last.act("POST /two-factor/verify-totp", { code: await totpCode(totp) })).toMatchObject({ code: "too_many" });
  });

  it("SI1: without a challenge, with one that is forged, foreign or over, there is nobody whose code it could be", async () => {
    const { who, totp } = await guarded();
    const code = await totpCode(totp);
    const refused = { status: 401, code: "not_signed_in" };
    expect(await new Browser().act("POST /two-factor/verify-totp", { code })).toMatchObject(refused);
    expect(await new Browser().act("POST /two-factor/verify-backup-code", { code })).toMatchObject(refused);
    const browser = await challenged(who.email);
    const cookie = browser.jar.get("leadoxe-step") ?? "";
    const forged = new Browser({ cookie: `leadoxe-step=${cookie.replace(/^2fa-./, "2fa-")}` });
    expect(await forged.act("POST /two-factor/verify-totp", { code })).toMatchObject(refused);
    await db
      .update(platform.verification)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(platform.verification.value, who.id));
    expect(await browser.act("POST /two-factor/verify-totp", { code })).toMatchObject(refused);
    expect((await sessionRows(who.id)).length).toBe(1);
  });

  it("SI1: a challenge opens one session", async () => {
    const { who, totp } = await guarded();
    const browser = await challenged(who.email);
    const again = new Browser({ cookie: `leadoxe-step=${browser.jar.get("leadoxe-step")}` });
    expect((await browser.act("POST /two-factor/verify-totp", { code: await totpCode(totp) })).status).toBe(200);
    expect(await again.act("POST /two-factor/verify-totp", { code: await totpCode(totp, 1) })).toMatchObject({ code: "not_signed_in" });
  });
});

describe("recovery codes", () => {
  it("SI1: each opens one sign-in; used, wrong and foreign ones are refused alike, and their use is a record", async () => {
    const { who, codes } = await guarded();
    const [code = ""] = codes;
    const other = await guarded();
    const browser = await challenged(who.email);
    for (const wrong of ["aaaaa-bbbbb", other.codes[0], code.toUpperCase() === code ? code.toLowerCase() : code.toUpperCase()])
      expect(await browser.act("POST /two-factor/verify-backup-code", { code: wrong })).toMatchObject({ status: 401, code: "wrong_code" });
    expect((await browser.act("POST /two-factor/verify-backup-code", { code: ` ${code.replace("-", "")} ` })).body).toEqual({ ok: true });
    expect((await sessionRows(who.id)).at(-1)?.secondFactorAt).toBeTypeOf("number");
    const later = await challenged(who.email);
    expect(await later.act("POST /two-factor/verify-backup-code", { code })).toMatchObject({ status: 401, code: "wrong_code" });
    expect((await eventsOf(who.id)).slice(-2)).toEqual(["recovery_code_used", "signed_in"]);
  });

  it("SI1: of two at once with one code, one comes in", async () => {
    const { who, codes } = await guarded();
    const browsers = [await challenged(who.email), await challenged(who.email)];
    const told = await Promise.all(browsers.map((browser) => browser.act("POST /two-factor/verify-backup-code", { code: codes[0] })));
    expect(told.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 401]);
  });

  it("SI1: new ones take the place of the old ones, for the password only", async () => {
    const { who, home, codes } = await guarded();
    expect(await home.act("POST /two-factor/generate-backup-codes", { password: "not the password" })).toMatchObject({
      code: "bad_password",
    });
    const { recoveryCodes = [], body } = await home.act("POST /two-factor/generate-backup-codes", { password: PASSWORD });
    expect([Object.keys(body).sort(), recoveryCodes.length]).toEqual([["ok", "recoveryCodes"], 10]);
    const browser = await challenged(who.email);
    expect(await browser.act("POST /two-factor/verify-backup-code", { code: codes[0] })).toMatchObject({ code: "wrong_code" });
    expect((await browser.act("POST /two-factor/verify-backup-code", { code: recoveryCodes[0] })).status).toBe(200);
    expect(await eventsOf(who.id)).toContain("recovery_codes_changed");
    const none = await seated((await somebody()).id);
    expect(await none.act("POST /two-factor/generate-backup-codes", { password: PASSWORD })).toMatchObject({
      status: 409,
      code: "conflict",
    });
  });
});

describe("taking the app away", () => {
  it("SI1: wants the password; then sign-in asks for no code, no session counts as proven, and the person is told", async () => {
    const { who, home } = await guarded();
    expect(await home.act("POST /two-factor/disable", { password: "not the password" })).toMatchObject({
      status: 401,
      code: "bad_password",
    });
    expect((await home.act("POST /two-factor/disable", { password: PASSWORD })).body).toEqual({ ok: true });
    expect((await sessionRows(who.id)).map((row) => row.secondFactorAt)).toEqual([null]);
    expect([await flagOf(who.id), (await eventsOf(who.id)).at(-1)]).toEqual([false, "second_factor_removed"]);
    expect((await mailsTo(who.email)).map((mail) => mail.kind)).toEqual(["second_factor_added", "second_factor_removed"]);
    expect((await new Browser().signIn(who.email)).body).toEqual({ ok: true });
    expect(await home.act("POST /two-factor/disable", { password: PASSWORD })).toMatchObject({ status: 404, code: "not_found" });
  });

  it.each(["owner", "everybody", "platform"])("SI1: whoever must have one keeps the last one: %s", async (why) => {
    const settings = why === "everybody" ? { secondFactor: "everybody" as const } : {};
    const world = await makeWorld({ people: { one: { role: why === "owner" ? "owner" : "agent" } }, settings });
    const id = personIn(world, "one");
    await withPassword(id);
    if (why === "platform") await db.insert(platform.platformMember).values({ personId: id, role: "platform:auditor", createdAt: 0 });
    const home = await seated(id);
    await setUpTotp(home);
    expect(await home.act("POST /two-factor/disable", { password: PASSWORD })).toMatchObject({
      status: 403,
      code: "not_allowed",
      why: "last_factor",
    });
    expect(await flagOf(id)).toBe(true);
    expect((await eventsOf(id)).includes("second_factor_removed")).toBe(false);
  });
});
