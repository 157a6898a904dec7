import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as platform from "../../worker/store/schema/platform.ts";
import { Browser, eventsOf, PASSWORD, seated, sessionRows, setUpTotp, somebody, withPassword } from "../support/account.ts";
import { makePasskey, type Passkey } from "../support/authenticator.ts";
import { personIn } from "../support/leads.ts";
import { mailsTo } from "../support/mail.ts";
import { databases, makeWorld } from "../support/world.ts";

const db = databases.platform;
const WRONG = { status: 401, code: "wrong_code" };

async function register(browser: Browser, key: Passkey, over: Parameters<Passkey["register"]>[1] = {}, name?: string) {
  const options = await browser.act("GET /passkey/generate-register-options");
  return browser.act("POST /passkey/verify-registration", {
    response: await key.register(options.body, over),
    ...(name === undefined ? {} : { name }),
  });
}

async function prove(browser: Browser, key: Passkey, over: Parameters<Passkey["sign"]>[1] = {}) {
  const options = await browser.act("GET /passkey/generate-authenticate-options");
  return browser.act("POST /passkey/verify-authentication", { response: await key.sign(options.body, over) });
}

/** Somebody with a passkey, and the browser in which they added it. */
async function keyed() {
  const who = await somebody();
  const home = await seated(who.id);
  const key = await makePasskey();
  expect(await register(home, key, {}, "My phone")).toMatchObject({ status: 200 });
  return { who, home, key, id: await idOf(key) };
}

async function idOf(key: Passkey): Promise<string> {
  const [row] = await db.select().from(platform.passkey).where(eq(platform.passkey.credentialID, key.id));
  return row?.id ?? "none";
}

describe("adding a passkey", () => {
  it("SI2: asks the device for the person, proves this session under another token, and is a record and a mail", async () => {
    const who = await somebody();
    const home = await seated(who.id);
    const options = await home.act("GET /passkey/generate-register-options");
    expect(options.body).toMatchObject({
      rp: { id: "localhost" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(options.cookies).toEqual([expect.stringMatching(/^leadoxe-passkey=[^;]+; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/)]);
    const [before] = await sessionRows(who.id);
    const key = await makePasskey();
    const added = await home.act("POST /passkey/verify-registration", { response: await key.register(options.body), name: " My phone " });
    expect([added.status, added.body]).toEqual([200, { ok: true }]);
    expect(await sessionRows(who.id)).toMatchObject([{ id: before?.id, previousToken: before?.token }]);
    expect((await sessionRows(who.id))[0]?.secondFactorAt).toBeTypeOf("number");
    expect(await eventsOf(who.id)).toEqual(["signed_in", "passkey_added"]);
    expect(await mailsTo(who.email)).toEqual([{ kind: "second_factor_added" }]);
    const account = (await (await home.ask("/api/account")).json()) as { passkeys: unknown[] };
    expect(account.passkeys).toEqual([{ id: await idOf(key), name: "My phone", createdAt: expect.any(Number), backedUp: false }]);
  });

  it("SI1: held and not unlocked it is one factor only, and refused", async () => {
    const home = await seated((await somebody()).id);
    const key = await makePasskey();
    expect(await register(home, key, { verified: false })).toMatchObject(WRONG);
    expect(await idOf(key)).toBe("none");
  });

  it("SI1: answers for another page, another asking, another person, or sent twice add nothing", async () => {
    const [home, other] = [await seated((await somebody()).id), await seated((await somebody()).id)];
    const key = await makePasskey();
    expect(await register(home, key, { origin: "http://localhost.evil.example" })).toMatchObject(WRONG);
    expect(await register(home, key, { challenge: "bm90IHRoZSBjaGFsbGVuZ2U" })).toMatchObject(WRONG);
    const options = await home.act("GET /passkey/generate-register-options");
    // The asking of one, in the session of the other.
    other.jar.set("leadoxe-passkey", home.jar.get("leadoxe-passkey") ?? "");
    expect(await other.act("POST /passkey/verify-registration", { response: await key.register(options.body) })).toMatchObject(WRONG);
    expect(await idOf(key)).toBe("none");
    const again = await home.act("GET /passkey/generate-register-options");
    const response = await key.register(again.body);
    expect((await home.act("POST /passkey/verify-registration", { response })).status).toBe(200);
    expect(await home.act("POST /passkey/verify-registration", { response })).toMatchObject(WRONG);
    // Somebody else's key is not taken over.
    expect(await register(other, key)).toMatchObject(WRONG);
    expect(await home.act("POST /passkey/verify-registration", { response: { id: "x" } })).toMatchObject(WRONG);
    expect(await home.act("POST /passkey/verify-registration", { response: "x" })).toMatchObject({ status: 422, code: "invalid_input" });
  });
});

describe("signing in with a passkey", () => {
  it("SI1: opens a proven session without a password, for whoever holds it, and says nothing else", async () => {
    const { who, key } = await keyed();
    const browser = new Browser();
    const options = await browser.act("GET /passkey/generate-authenticate-options");
    expect(options.body).toMatchObject({ rpId: "localhost", userVerification: "required" });
    expect(options.body).not.toHaveProperty("allowCredentials");
    const told = await browser.act("POST /passkey/verify-authentication", { response: await key.sign(options.body) });
    expect([told.status, told.body]).toEqual([200, { ok: true }]);
    const opened = (await sessionRows(who.id)).at(-1);
    expect(opened).toMatchObject({ pending: false, ipAddress: browser.ip });
    expect(opened?.secondFactorAt).toBeTypeOf("number");
    expect((await browser.ask("/api/session")).status).toBe(200);
    expect((await eventsOf(who.id)).at(-1)).toBe("signed_in");
  });

  it("SI1: not unlocked, copied, for another page, sent twice, or unknown it opens nothing", async () => {
    const { who, key } = await keyed();
    const browser = new Browser();
    expect(await prove(browser, key, { verified: false })).toMatchObject(WRONG);
    expect(await prove(browser, key, { origin: "https://evil.example" })).toMatchObject(WRONG);
    expect(await prove(browser, key, { challenge: "bm90IHRoZSBjaGFsbGVuZ2U" })).toMatchObject(WRONG);
    expect(await prove(browser, await makePasskey())).toMatchObject(WRONG);
    const options = await browser.act("GET /passkey/generate-authenticate-options");
    const response = await key.sign(options.body, { counter: 50 });
    expect((await browser.act("POST /passkey/verify-authentication", { response })).status).toBe(200);
    expect(
      await new Browser({ cookie: `leadoxe-passkey=${browser.jar.get("leadoxe-passkey")}` }).act("POST /passkey/verify-authentication", {
        response,
      }),
    ).toMatchObject(WRONG);
    // A count that goes back is a copy's.
    expect(await prove(new Browser(), key, { counter: 49 })).toMatchObject(WRONG);
    expect((await sessionRows(who.id)).filter((row) => !row.pending).length).toBe(2);
    expect(await new Browser().act("POST /passkey/verify-authentication", { response })).toMatchObject(WRONG);
  });

  it("SI1: what was asked for adding is no answer for signing in", async () => {
    const { key, home } = await keyed();
    const options = await home.act("GET /passkey/generate-register-options");
    expect(await home.act("POST /passkey/verify-authentication", { response: await key.sign(options.body) })).toMatchObject(WRONG);
  });

  it("SI2: of whoever is signed in it proves this session: the same one, another token, no sign-in in the records", async () => {
    const { who, key } = await keyed();
    const home = await seated(who.id);
    const before = await eventsOf(who.id);
    expect(await prove(home, key)).toMatchObject({ status: 200 });
    const rows = await sessionRows(who.id);
    expect(rows.map((row) => row.id)).toContain(home.session);
    expect(rows.find((row) => row.id === home.session)?.secondFactorAt).toBeTypeOf("number");
    expect([rows.length, await eventsOf(who.id)]).toEqual([2, before]);
  });

  it("SI2: somebody else's signs them in instead, and ends the session that was there", async () => {
    const { who, key } = await keyed();
    const first = await somebody();
    const browser = await seated(first.id);
    expect(await prove(browser, key)).toMatchObject({ status: 200 });
    expect(await (await browser.ask("/api/session")).json()).toMatchObject({ person: { id: who.id }, secondFactor: true });
    expect([await sessionRows(first.id), await eventsOf(first.id)]).toEqual([[], ["signed_in", "session_ended"]]);
  });

  it("SI1: the second step after a password too", async () => {
    const { who, home, key } = await keyed();
    await setUpTotp(home);
    const browser = new Browser();
    expect(await browser.signIn(who.email)).toMatchObject({ next: "second_factor" });
    expect(await prove(browser, key)).toMatchObject({ status: 200 });
    expect(await (await browser.ask("/api/session")).json()).toMatchObject({ person: { id: who.id }, secondFactor: true });
  });
});

describe("one's passkeys", () => {
  it("get another name and are taken away; those of others answer as if there were none", async () => {
    const { who, home, id } = await keyed();
    const other = await keyed();
    expect(await home.act("POST /passkey/update-passkey", { id, name: " The old phone " })).toMatchObject({ status: 200 });
    const [row] = await db.select().from(platform.passkey).where(eq(platform.passkey.id, id));
    expect(row?.name).toBe("The old phone");
    for (const foreign of [other.id, "none"]) {
      for (const [act, body] of [
        ["POST /passkey/update-passkey", { id: foreign, name: "Mine" }],
        ["POST /passkey/delete-passkey", { id: foreign }],
      ] as const) {
        expect(await home.act(act, body)).toMatchObject({ status: 404, code: "not_found" });
      }
    }
    expect(await home.act("POST /passkey/delete-passkey", { id })).toMatchObject({ status: 200 });
    expect((await eventsOf(who.id)).at(-1)).toBe("passkey_removed");
    expect((await mailsTo(who.email)).map((mail) => mail.kind)).toEqual(["second_factor_added", "second_factor_removed"]);
    expect((await sessionRows(who.id))[0]?.secondFactorAt).toBeNull();
    expect(await idOf(other.key)).toBe(other.id);
  });

  it("SI1: an owner keeps the last factor, of two at the same time as well; beside an app or another key one may go", async () => {
    const world = await makeWorld();
    const owner = personIn(world, "owner");
    await withPassword(owner);
    const home = await seated(owner);
    const [first, second] = [await makePasskey(), await makePasskey()];
    await register(home, first);
    const kept = { status: 403, code: "not_allowed", why: "last_factor" };
    expect(await home.act("POST /passkey/delete-passkey", { id: await idOf(first) })).toMatchObject(kept);
    await register(home, second);
    const ids = [await idOf(first), await idOf(second)];
    const told = await Promise.all(ids.map((id) => home.act("POST /passkey/delete-passkey", { id })));
    expect(told.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    const { passkeys } = (await (await home.ask("/api/account")).json()) as { passkeys: { id: string }[] };
    expect(passkeys).toHaveLength(1);
    await setUpTotp(home, PASSWORD);
    expect(await home.act("POST /passkey/delete-passkey", { id: passkeys[0]?.id })).toMatchObject({ status: 200 });
    expect((await sessionRows(owner))[0]?.secondFactorAt).toBeTypeOf("number");
    expect(await home.act("POST /two-factor/disable", { password: PASSWORD })).toMatchObject(kept);
  });
});
