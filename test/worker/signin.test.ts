import { runInDurableObject } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { hashPassword, isOutdated, verifyPassword } from "../../worker/identity/password.ts";
import { toHex } from "../../worker/store/bytes.ts";
import { authEvent, outbox, person, session } from "../../worker/store/schema/platform.ts";
import { PASSWORD, withPassword } from "../support/account.ts";
import { personIn } from "../support/leads.ts";
import { ask } from "../support/signed.ts";
import { databases, makeWorld, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
let world: World;
let email: string;
let id: string;

beforeAll(async () => {
  world = await makeWorld({ people: { owner: { role: "owner" }, agent: { role: "agent" } } });
  id = personIn(world, "agent");
  email = `${id}@example.com`;
  await withPassword(id);
});

const signIn = (body: unknown) => ask("/api/auth/sign-in/email", { method: "POST", body: JSON.stringify(body) });
const cookieOf = (answer: Response) => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
async function sha256(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;

describe("signing in", () => {
  it("opens a session that our own check reads, and signing out ends it (EV4): 401, and the rooms are to be told", async () => {
    const answer = await signIn({ email: ` ${email.toUpperCase()} `, password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toMatch(/^leadoxe=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = cookieOf(answer);
    const me = await ask("/api/session", { cookie });
    expect(await me.json()).toEqual({
      person: { id, name: world.people["agent"]?.name, email },
      workspaces: [{ slug: world.slug, name: world.slug }],
      secondFactor: false,
      secondFactorNeeded: false,
    });
    expect((await ask(`/api/w/${world.slug}/boot`, { cookie })).status).toBe(200);
    const [opened] = await db.select().from(session).where(eq(session.userId, id));
    expect(opened?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);

    const out = await ask("/api/auth/sign-out", { method: "POST", body: "{}", cookie });
    expect(out.status).toBe(200);
    expect(out.headers.get("set-cookie")).toMatch(/^leadoxe=; Max-Age=0/);
    expect(await db.select().from(session).where(eq(session.userId, id))).toEqual([]);
    const after = await ask("/api/session", { cookie });
    expect([after.status, await codeOf(after)]).toEqual([401, "not_signed_in"]);
    const [row] = await db.select().from(outbox).where(eq(outbox.subject, id));
    expect(row).toMatchObject({ kind: "session_ended", session: opened?.id });
    await vi.waitFor(
      async () => expect((await db.select().from(outbox).where(eq(outbox.subject, id)))[0]?.doneAt).toBeTypeOf("number"),
      1_000,
    );
    const events = await db.select().from(authEvent).where(eq(authEvent.person, id));
    expect(events.map((event) => event.act)).toEqual(["signed_in", "session_ended"]);
  });

  it("on https every cookie is __Host- and Secure, whoever made it", async () => {
    const over = async (path: string, init: RequestInit = {}, cookie = "") => {
      const headers = { "content-type": "application/json", origin: "https://localhost", cookie };
      return (await exports.default.fetch(`https://localhost/api/auth${path}`, { ...init, headers })).headers.getSetCookie();
    };
    const opened = await over("/sign-in/email", { method: "POST", body: JSON.stringify({ email, password: PASSWORD }) });
    const cookies = [
      ...opened,
      ...(await over("/passkey/generate-authenticate-options")),
      ...(await over("/sign-out", { method: "POST", body: "{}" }, opened[0]?.split(";")[0])),
    ];
    expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual([
      "__Host-leadoxe",
      "__Host-leadoxe-passkey",
      "__Host-leadoxe",
      "__Host-leadoxe-step",
    ]);
    for (const cookie of cookies) {
      for (const attribute of ["; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"]) expect(cookie).toContain(attribute);
      expect(cookie).not.toContain("Domain");
    }
    expect(await db.select().from(session).where(eq(session.userId, id))).toEqual([]);
  });

  it("SC1: answers with cookies only, never with the token in its body", async () => {
    const answer = await signIn({ email, password: PASSWORD });
    expect(await answer.json()).toEqual({ ok: true });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("answers the same for a wrong password and for an unknown address, after about the same work", async () => {
    const timed = async (body: unknown) => {
      const from = performance.now();
      const answer = await signIn(body);
      return { ms: performance.now() - from, status: answer.status, code: await codeOf(answer) };
    };
    const wrong = await timed({ email, password: "not the password" });
    const unknown = await timed({ email: "nobody@example.com", password: "not the password" });
    const noAddress = await timed({ email: "nobody", password: "not the password" });
    for (const refused of [wrong, unknown, noAddress]) expect(refused).toMatchObject({ status: 401, code: "bad_password" });
    // Both derive a key once: without it the unknown address would answer in a few milliseconds.
    expect(unknown.ms).toBeGreaterThan(wrong.ms / 4);
  });

  it("refuses what is no sign-in, and every other door of the library, in our own words", async () => {
    for (const body of [
      {},
      { email },
      { email, password: "" },
      { email: 5, password: [] },
      { email, password: "x".repeat(129) },
      "text",
      null,
    ]) {
      const answer = await signIn(body);
      expect([answer.status, await codeOf(answer)]).toEqual([422, "invalid_input"]);
    }
    const others = [
      "/sign-up/email",
      "/sign-in/social",
      "/sign-in/username",
      "/update-user",
      "/update-session",
      "/delete-user",
      "/set-password",
      "/verify-password",
      "/revoke-sessions",
      "/list-sessions",
      "/get-session",
      "/two-factor/send-otp",
      "/two-factor/verify-otp",
      "/two-factor/get-totp-uri",
      "/two-factor/view-backup-codes",
      "/passkey/list-user-passkeys",
      "/passkey/generate-register-options",
      "/reset-password/some-token",
      "/ok",
      "/error",
      "/sign-in/email/",
      "",
    ];
    for (const path of others) {
      const answer = await ask(`/api/auth${path}`, {
        method: "POST",
        body: JSON.stringify({ email: "new@example.com", password: PASSWORD, name: "New" }),
      });
      expect([path, answer.status, await codeOf(answer)]).toEqual([path, 404, "not_found"]);
    }
    expect((await ask("/api/auth/sign-in/email")).status).toBe(404);
    expect(await db.select().from(person).where(eq(person.email, "new@example.com"))).toEqual([]);
  });

  it("ten tries for an account from one place, right or wrong ones, then wait; elsewhere the right password still opens it", async () => {
    const other = await makeWorld();
    const person = other.people["owner"]?.id ?? "nobody";
    const address = `${person}@example.com`;
    await withPassword(person);
    const from = (ip: string, password: string) =>
      ask("/api/auth/sign-in/email", {
        method: "POST",
        headers: { "cf-connecting-ip": ip },
        body: JSON.stringify({ email: address, password }),
      });
    for (let n = 0; n < 10; n++) expect((await from("192.0.2.1", "wrong one")).status).toBe(401);
    const refused = await from("192.0.2.1", PASSWORD);
    const { error } = await refused.json<{ error: { code: string; retryAfter: number } }>();
    expect([refused.status, error.code]).toEqual([429, "too_many"]);
    expect(error.retryAfter).toBeGreaterThan(800);
    expect((await from("192.0.2.2", PASSWORD)).status).toBe(200);
  });

  it("whoever gets in has all tries again", async () => {
    const from = (password: string) =>
      ask("/api/auth/sign-in/email", {
        method: "POST",
        headers: { "cf-connecting-ip": "192.0.2.9" },
        body: JSON.stringify({ email, password }),
      });
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 6; n++) expect((await from("wrong one")).status).toBe(401);
      expect((await from(PASSWORD)).status).toBe(200);
      // What follows the answer has been written before the next round begins.
      const counter = testEnv.THROTTLE.getByName(`sign-in ${await sha256(`here ${email} 192.0.2.9`)}`);
      await vi.waitUntil(() => runInDurableObject(counter, async (_object, state) => (await state.storage.get("tries")) === undefined));
    }
  });

  it("a body beyond what a person's command needs is answered 413", async () => {
    const answer = await signIn({ email, password: "x".repeat(20_000) });
    expect([answer.status, await codeOf(answer)]).toEqual([413, "too_large"]);
  });

  it("signing out without a session is no error", async () => {
    expect((await ask("/api/auth/sign-out", { method: "POST", body: "{}" })).status).toBe(200);
  });
});

describe("a stored password", () => {
  it("names its cost, verifies only its own password, in either spelling of a letter, and refuses what is no hash", async () => {
    const stored = await hashPassword("p\u00e4ssword");
    expect(stored).toMatch(/^scrypt\$16384\$8\$5\$[0-9a-f]{32}\$[0-9a-f]{64}$/);
    expect(await verifyPassword(stored, "pa\u0308ssword")).toBe(true);
    expect(await verifyPassword(stored, "password")).toBe(false);
    expect([isOutdated(stored), isOutdated(stored.replace("$5$", "$1$")), isOutdated(stored.replace("16384", "1024"))]).toEqual([
      false,
      true,
      true,
    ]);
    expect(stored).not.toBe(await hashPassword("p\u00e4ssword"));
    for (const broken of ["", "scrypt", "scrypt$16384$8$5$$", "scrypt$16384$8$5$zz$zz", "bcrypt$x", stored.slice(0, -1)])
      expect(await verifyPassword(broken, "password")).toBe(false);
  });
});
