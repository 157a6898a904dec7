import { and, eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { RESET_LASTS_MS, VERIFY_LASTS_MS } from "../../domain/mail/lasts.ts";
import { weaknessOf } from "../../worker/identity/strength.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { Browser, eventsOf, linkTo, PASSWORD, recordsOf, seated, sessionRows, somebody } from "../support/account.ts";
import { mailsTo } from "../support/mail.ts";
import { beforeFirst, watchSql } from "../support/sql.ts";
import { databases, testEnv } from "../support/world.ts";

const db = databases.platform;
const BETTER = "many a mickle makes a muckle";
const OVER = { status: 410, code: "link_over" };

/** Until that many mails were written there; they are written after the answer. */
const mailed = (email: string, count: number) =>
  vi.waitUntil(async () => (await mailsTo(email)).length >= count && (await mailsTo(email)), 5_000);
/** No mail comes to somebody: what would have written it is over by the time another one's is there. */
async function settled(browser: Browser): Promise<void> {
  const other = await somebody();
  await browser.act("POST /request-password-reset", { email: other.email });
  await mailed(other.email, 1);
}
const expire = (id: string) =>
  db
    .update(platform.verification)
    .set({ expiresAt: new Date(Date.now() - 1) })
    .where(eq(platform.verification.value, id));

describe("a password that is forgotten", () => {
  it("SI1: a link in the mailbox, behind the #, opens once for an hour, and is stored by its hash only", async () => {
    const who = await somebody();
    const [home, away] = [await seated(who.id), await seated(who.id)];
    expect((await new Browser().act("POST /request-password-reset", { email: ` ${who.email.toUpperCase()} ` })).body).toEqual({ ok: true });
    const [mail] = await mailed(who.email, 1);
    expect(mail).toMatchObject({ kind: "reset_password", link: expect.stringMatching(/^http:\/\/localhost\/reset#[A-Za-z0-9]{24}$/) });
    const token = await linkTo(who.email);
    const [kept] = await db.select().from(platform.verification).where(eq(platform.verification.value, who.id));
    expect(JSON.stringify(kept)).not.toContain(token);
    const left = (kept?.expiresAt.getTime() ?? 0) - Date.now();
    expect([left > RESET_LASTS_MS - 60_000, left <= RESET_LASTS_MS]).toEqual([true, true]);

    const browser = new Browser();
    expect(await browser.act("POST /reset-password", { token, newPassword: BETTER })).toMatchObject({
      status: 200,
      body: { ok: true },
      cookies: [],
    });
    // Every session ends; nobody is signed in by a link.
    expect(await sessionRows(who.id)).toEqual([]);
    for (const one of [home, away]) expect((await one.ask("/api/session")).status).toBe(401);
    expect((await eventsOf(who.id)).filter((act) => act === "password_changed")).toHaveLength(1);
    expect((await mailsTo(who.email)).map((one) => one.kind)).toEqual(["reset_password", "password_changed"]);
    expect(await browser.act("POST /reset-password", { token, newPassword: BETTER })).toMatchObject(OVER);
    expect((await browser.signIn(who.email)).code).toBe("bad_password");
    expect((await browser.signIn(who.email, BETTER)).status).toBe(200);
  });

  it("SI1: an address that nobody has is answered the same, and is sent nothing", async () => {
    const email = "nobody-at-all@example.com";
    const browser = new Browser();
    const [unknown, known] = [
      await browser.act("POST /request-password-reset", { email }),
      await browser.act("POST /request-password-reset", { email: (await somebody()).email }),
    ];
    expect([unknown.status, unknown.body, unknown.cookies]).toEqual([known.status, known.body, known.cookies]);
    await settled(browser);
    expect(await mailsTo(email)).toEqual([]);
  });

  it("SI1: five links an hour for one address, whoever has it, then the same wait", async () => {
    for (const email of [(await somebody()).email, "somebody-unknown@example.com"]) {
      for (let n = 0; n < 5; n++) expect((await new Browser().act("POST /request-password-reset", { email })).status).toBe(200);
      const refused = await new Browser().act("POST /request-password-reset", { email });
      expect(refused).toMatchObject({ status: 429, code: "too_many" });
      expect(refused.retryAfter).toBeGreaterThan(3_000);
    }
  });

  it("SI1: links that are over, made up, or of somebody whose password changed since open nothing", async () => {
    const who = await somebody();
    const browser = await seated(who.id);
    const ask = async (n: number) => {
      await new Browser().act("POST /request-password-reset", { email: who.email });
      await mailed(who.email, n);
      return linkTo(who.email);
    };
    const reset = (token: string) => new Browser().act("POST /reset-password", { token, newPassword: BETTER });
    expect(await reset("a-link-that-was-never-sent")).toMatchObject(OVER);
    expect(await reset("short")).toMatchObject({ status: 422 });
    const late = await ask(1);
    await expire(who.id);
    expect(await reset(late)).toMatchObject(OVER);
    const early = await ask(2);
    expect((await browser.act("POST /change-password", { currentPassword: PASSWORD, newPassword: BETTER })).status).toBe(200);
    expect(await reset(early)).toMatchObject(OVER);
    expect(await sessionRows(who.id)).toHaveLength(1);
  });

  it("SI1: who signs in with the old one while it is reset is out with it", async () => {
    const who = await somebody();
    await new Browser().act("POST /request-password-reset", { email: who.email });
    await mailed(who.email, 1);
    // The library ends the sessions before it takes the new password.
    const thief = beforeFirst(testEnv.PLATFORM_DB, /^update "account"/i, () => seated(who.id));
    const told = await new Browser().act("POST /reset-password", { token: await linkTo(who.email), newPassword: BETTER });
    expect([told.status, thief.stop()]).toEqual([200, true]);
    expect(await sessionRows(who.id)).toEqual([]);
  });

  it("SI1: who signs in with the old one while it is changed does not come in: the password is asked about again where the session opens", async () => {
    const who = await somebody();
    const [home, elsewhere] = [await seated(who.id), new Browser()];
    const change = beforeFirst(testEnv.PLATFORM_DB, /^insert into "session"/i, () =>
      home.act("POST /change-password", { currentPassword: PASSWORD, newPassword: BETTER }),
    );
    const told = await elsewhere.act("POST /sign-in/email", { email: who.email, password: PASSWORD });
    expect([told.status, told.code, change.stop()]).toEqual([401, "bad_password", true]);
    expect((await elsewhere.act("POST /sign-in/email", { email: who.email, password: BETTER })).status).toBe(200);
  });

  it("SI1: a weak one is refused, and the link is still good; of two at once one is used", async () => {
    const who = await somebody();
    await new Browser().act("POST /request-password-reset", { email: who.email });
    await mailed(who.email, 1);
    const token = await linkTo(who.email);
    expect(await new Browser().act("POST /reset-password", { token, newPassword: "leadoxe-leadoxe-1" })).toMatchObject({
      status: 422,
      code: "weak_password",
    });
    const told = await Promise.all(
      [BETTER, `${BETTER} too`].map((newPassword) => new Browser().act("POST /reset-password", { token, newPassword })),
    );
    expect(told.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 410]);
  });
});

describe("another password", () => {
  it("SI2: ends every other session and gives this one another token; its record and its mail go with it", async () => {
    const who = await somebody();
    const [home, away] = [await seated(who.id), await seated(who.id)];
    const [before] = (await sessionRows(who.id)).filter((row) => row.id === home.session);
    expect(await home.act("POST /change-password", { currentPassword: "not the password", newPassword: BETTER })).toMatchObject({
      status: 401,
      code: "bad_password",
    });
    expect(await home.act("POST /change-password", { currentPassword: PASSWORD, newPassword: "aaaaaaaaaaaa" })).toMatchObject({
      status: 422,
      code: "weak_password",
      why: "simple",
    });
    expect(await sessionRows(who.id)).toHaveLength(2);
    expect((await home.act("POST /change-password", { currentPassword: PASSWORD, newPassword: BETTER })).body).toEqual({ ok: true });
    expect(await sessionRows(who.id)).toMatchObject([{ id: home.session, previousToken: before?.token, secondFactorAt: null }]);
    expect([(await home.ask("/api/session")).status, (await away.ask("/api/session")).status]).toEqual([200, 401]);
    expect((await mailsTo(who.email)).map((one) => one.kind)).toEqual(["password_changed"]);
    expect((await eventsOf(who.id)).filter((act) => act === "password_changed")).toHaveLength(1);
    expect((await new Browser().signIn(who.email, BETTER)).status).toBe(200);
  });

  it("EV4: by a session that is ended meanwhile, changes nothing", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    let trips = 0;
    // It is read, the password is read, and ended before the batch.
    const watching = watchSql(testEnv, async () => {
      if (trips++ === 2) await db.delete(platform.session).where(eq(platform.session.id, home.session));
    });
    const told = await home.act("POST /change-password", { currentPassword: PASSWORD, newPassword: BETTER });
    watching.stop();
    expect(told).toMatchObject({ status: 409, code: "conflict" });
    expect((await new Browser().signIn(who.email)).status).toBe(200);
    expect(await mailsTo(who.email)).toEqual([]);
  });

  it("SI1: tries of it count with the tries to sign in", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    for (let n = 0; n < 10; n++)
      expect((await home.act("POST /change-password", { currentPassword: `wrong ${n}`, newPassword: BETTER })).code).toBe("bad_password");
    expect(await home.act("POST /change-password", { currentPassword: PASSWORD, newPassword: BETTER })).toMatchObject({ status: 429 });
    expect(await new Browser({ ip: home.ip }).signIn(who.email)).toMatchObject({ status: 429 });
  });

  it("SI1: a password hashed at a lower cost is hashed again when it signs in, which is no change of it", async () => {
    const who = await somebody();
    // As `scrypt` gives it for that password, at N=1024 r=8 p=1.
    const cheap = "scrypt$1024$8$1$00112233445566778899aabbccddeeff$90d5b0f52795c0f334d2d2f10c86695e0208f0b01fd14d882913e24be52579a6";
    const own = and(eq(platform.account.userId, who.id), eq(platform.account.providerId, "credential"));
    await db
      .update(platform.account)
      .set({ password: cheap, updatedAt: new Date(0) })
      .where(own);
    const before = await eventsOf(who.id);
    expect((await new Browser().signIn(who.email)).status).toBe(200);
    const stored = async () => (await db.select().from(platform.account).where(own))[0]?.password ?? "";
    await vi.waitUntil(async () => (await stored()).startsWith("scrypt$16384$8$5$"), 5_000);
    expect((await new Browser().signIn(who.email)).status).toBe(200);
    expect((await eventsOf(who.id)).slice(before.length)).toEqual(["signed_in", "signed_in"]);
  });

  it.each<[string | null, string]>([
    ["short", "elevenchars"],
    ["simple", "aaaaaaaaaaaaaaaa"],
    ["simple", "ababababababab"],
    ["simple", "passwordpassword"],
    ["simple", "123456789012345"],
    ["simple", "abcdefghijklmnop"],
    ["simple", "qwertyuiop12345"],
    ["simple", "zyxwvutsrqpon1"],
    ["personal", "My LEADOXE 2026 password"],
    ["personal", "salma.n loves cats"],
    ["personal", "the house of Nasser"],
    ["short", "\u0661\u0662\u0663\u0664\u0665"],
    [null, "correct horse battery staple"],
    [null, "k7f2m-9xw3p-aa2bb"],
    [
      null as unknown as string,
      "\u0642\u0647\u0648\u0629 \u0627\u0644\u0635\u0628\u0627\u062d \u0645\u0639 \u0627\u0644\u062c\u064a\u0631\u0627\u0646",
    ],
  ])("SI1: %s: %s", (why, password) => {
    expect(weaknessOf(password, { email: "salma.n@example.com", name: "Salma Nasser" })).toBe(why);
  });
});

describe("an address", () => {
  it("SI1: is shown to be theirs by a link that opens once, from any browser", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    expect((await home.act("POST /send-verification-email")).body).toEqual({ ok: true });
    const [mail] = await mailed(who.email, 1);
    expect(mail).toMatchObject({ kind: "verify_email", link: expect.stringMatching(/^http:\/\/localhost\/verify#/) });
    const token = await linkTo(who.email);
    const [kept] = await db
      .select()
      .from(platform.verification)
      .where(eq(platform.verification.id, `email-shown ${who.id}`));
    expect(JSON.stringify(kept)).not.toContain(token);
    expect((kept?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(VERIFY_LASTS_MS);
    expect(await new Browser().act("POST /verify-email", { token })).toMatchObject({ status: 200, body: { ok: true } });
    expect(await new Browser().act("POST /verify-email", { token })).toMatchObject(OVER);
    expect((await eventsOf(who.id)).at(-1)).toBe("email_verified");
    expect(await (await home.ask("/api/account")).json()).toMatchObject({ person: { emailVerified: true } });
    // There is nothing left to show.
    expect((await home.act("POST /send-verification-email")).body).toEqual({ ok: true });
    expect(await mailsTo(who.email)).toHaveLength(1);
  });

  it("SI1: the newest link is the one that opens; expired and made-up ones do not; five an hour are sent", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    const links: string[] = [];
    for (let n = 0; n < 5; n++) {
      expect((await home.act("POST /send-verification-email")).status).toBe(200);
      links.push(await linkTo(who.email));
    }
    expect(await home.act("POST /send-verification-email")).toMatchObject({ status: 429, code: "too_many" });
    const follow = (token = "") => new Browser().act("POST /verify-email", { token });
    expect(await follow(links[0])).toMatchObject(OVER);
    expect(await follow("a-link-that-was-never-sent")).toMatchObject(OVER);
    await db
      .update(platform.verification)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(platform.verification.id, `email-shown ${who.id}`));
    expect(await follow(links[4])).toMatchObject(OVER);
  });

  it("SI1: is changed from the new one's mailbox; the old one is told, and links to it are over (SI2)", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    const newEmail = `new-${who.email}`;
    await new Browser().act("POST /request-password-reset", { email: who.email });
    await mailed(who.email, 1);
    const reset = await linkTo(who.email);
    expect((await home.act("POST /change-email", { newEmail: ` ${newEmail.toUpperCase()} ` })).body).toEqual({ ok: true });
    await mailed(newEmail, 1);
    // Nothing changed yet.
    expect(await (await home.ask("/api/account")).json()).toMatchObject({ person: { email: who.email } });
    const [before] = await sessionRows(who.id);
    expect(await home.act("POST /verify-email", { token: await linkTo(newEmail) })).toMatchObject({ status: 200 });
    expect(await (await home.ask("/api/account")).json()).toMatchObject({ person: { email: newEmail, emailVerified: true } });
    expect((await sessionRows(who.id))[0]).toMatchObject({ id: home.session, previousToken: before?.token });
    expect((await mailsTo(who.email)).at(-1)).toEqual({ kind: "email_changed", to: newEmail });
    expect((await eventsOf(who.id)).slice(-2).sort()).toEqual(["email_changed", "email_verified"]);
    expect(await new Browser().act("POST /reset-password", { token: reset, newPassword: BETTER })).toMatchObject(OVER);
    expect((await new Browser().signIn(newEmail)).status).toBe(200);
    expect((await new Browser().signIn(who.email)).code).toBe("bad_password");
  });

  it("SI1: of somebody else is answered the same, sends nothing, and cannot be taken by a link that was first", async () => {
    const [who, other] = [await somebody(), await somebody()];
    const home = await seated(who.id);
    expect((await home.act("POST /change-email", { newEmail: other.email })).body).toEqual({ ok: true });
    const wanted = `wanted-${who.email}`;
    expect((await home.act("POST /change-email", { newEmail: wanted })).body).toEqual({ ok: true });
    await mailed(wanted, 1);
    await settled(new Browser());
    expect(await mailsTo(other.email)).toEqual([]);
    await db.update(platform.person).set({ email: wanted }).where(eq(platform.person.id, other.id));
    expect(await home.act("POST /verify-email", { token: await linkTo(wanted) })).toMatchObject(OVER);
    expect(await (await home.ask("/api/account")).json()).toMatchObject({ person: { email: who.email } });
  });

  it.each(["changes", "is reset"])("SI1: wanted by whoever was in before the password %s, is not taken after it", async (how) => {
    const who = await somebody();
    // Somebody else has the password: they are in, and want the account at an address of their own.
    const [home, thief] = [await seated(who.id), await seated(who.id)];
    const wanted = `thief-${who.email}`;
    await thief.act("POST /change-email", { newEmail: wanted });
    await mailed(wanted, 1);
    if (how === "changes") await home.act("POST /change-password", { currentPassword: PASSWORD, newPassword: BETTER });
    else {
      await home.act("POST /request-password-reset", { email: who.email });
      await mailed(who.email, 1);
      await home.act("POST /reset-password", { token: await linkTo(who.email), newPassword: BETTER });
    }
    expect(await new Browser().act("POST /verify-email", { token: await linkTo(wanted) })).toMatchObject(OVER);
    expect((await new Browser().signIn(who.email, BETTER)).status).toBe(200);
  });

  it("SI1: a link of an address that changed in between opens nothing; the same address is no change", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    const [first, second] = [`first-${who.email}`, `second-${who.email}`];
    await home.act("POST /change-email", { newEmail: first });
    await mailed(first, 1);
    const early = await linkTo(first);
    await home.act("POST /change-email", { newEmail: second });
    await mailed(second, 1);
    expect(await home.act("POST /verify-email", { token: early })).toMatchObject(OVER);
    await db
      .update(platform.person)
      .set({ email: `third-${who.email}` })
      .where(eq(platform.person.id, who.id));
    expect(await home.act("POST /verify-email", { token: await linkTo(second) })).toMatchObject(OVER);
    expect(await home.act("POST /change-email", { newEmail: `third-${who.email}` })).toMatchObject({ status: 422, code: "invalid_input" });
  });
});

describe("what is told of signing in", () => {
  const browsers = [
    "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0",
    "Mozilla/5.0 (X11; Linux x86_64) Chrome/141.2.0.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1) Version/26.1 Safari/604.1",
  ];

  it("SI2: the first browser of somebody is no news, nor is its next version; another one is a mail and a record", async () => {
    const who = await somebody();
    for (const agent of browsers) expect((await new Browser({ agent }).signIn(who.email)).status).toBe(200);
    expect(await mailsTo(who.email)).toEqual([
      { kind: "new_browser", browser: "Safari \u00b7 iPhone", place: null, at: expect.any(Number) },
    ]);
    expect(await recordsOf(who.id)).toMatchObject([{ act: "auth.new_browser", actor: who.id, browser: browsers[2] }]);
    await new Browser({ agent: browsers[2] ?? "" }).signIn(who.email);
    expect(await mailsTo(who.email)).toHaveLength(1);
  });

  it("SI2: signing in over a session ends it", async () => {
    const [who, other] = [await somebody(), await somebody()];
    const browser = new Browser();
    await browser.signIn(who.email);
    const [first] = await sessionRows(who.id);
    await browser.signIn(who.email);
    expect((await sessionRows(who.id)).map((row) => row.id)).not.toContain(first?.id);
    expect(await sessionRows(who.id)).toHaveLength(1);
    await browser.signIn(other.email);
    expect([await sessionRows(who.id), (await sessionRows(other.id)).length]).toEqual([[], 1]);
    expect(await eventsOf(who.id)).toEqual(["signed_in", "signed_in", "session_ended", "session_ended"]);
  });

  it("AU1: failed ones of somebody are records, ten an hour, of nobody none", async () => {
    const who = await somebody();
    for (let n = 0; n < 12; n++) expect((await new Browser().signIn(who.email, "not the password")).code).toBe("bad_password");
    await new Browser().signIn("nobody-there@example.com", "not the password");
    const failed = async () => (await recordsOf(who.id)).filter((row) => row.act === "auth.sign_in_failed");
    await vi.waitUntil(async () => (await failed()).length === 10, 5_000);
    expect((await failed())[0]).toMatchObject({
      actor: null,
      ip: expect.stringMatching(/^198\./),
      browser: expect.stringMatching(/Chrome/),
      request: expect.any(String),
    });
    const records = await db.select().from(platform.audit).where(eq(platform.audit.act, "auth.sign_in_failed"));
    expect(records.every((row) => row.subject !== "nobody-there@example.com")).toBe(true);
    expect(await failed()).toHaveLength(10);
  });
});
