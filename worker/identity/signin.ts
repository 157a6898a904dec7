import { betterAuth } from "better-auth/minimal";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import * as v from "valibot";
import { type ErrorCode, ERROR_STATUS } from "../../domain/errors.ts";
import { typedEmail } from "../../domain/person.ts";
import { databasesOf, type Env, fresh, settingsOf } from "../env.ts";
import { roomOf } from "../room.ts";
import { toHex } from "../store/bytes.ts";
import type { Platform } from "../store/database.ts";
import { account, person, session, verification } from "../store/schema/platform.ts";
import { runOutbox } from "./outbox.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { cookieName, isLocal, SESSION_MS } from "./session.ts";

/** Signing in and out, by the library. Only `/api/auth/*` loads this file: everywhere else our own statement reads the session. */

const BASE = "/api/auth";
const credentials = v.object({
  email: typedEmail,
  password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(128)),
});
const nothing = v.pipe(
  v.unknown(),
  v.transform(() => ({})),
);
/** All that is open of the library. Whatever else it brings (sign-up, account changes, redirects) does not exist here. */
const ACTS: Readonly<Record<string, v.GenericSchema<unknown, object>>> = { "/sign-in/email": credentials, "/sign-out": nothing };

export async function handleAuth(request: Request, env: Env, context: Pick<ExecutionContext, "waitUntil">): Promise<Response> {
  const settings = settingsOf(env);
  const databases = databasesOf(env);
  const url = new URL(request.url);
  const act = request.method === "POST" ? ACTS[url.pathname.slice(BASE.length)] : undefined;
  if (act === undefined) return refuse(request, "not_found");
  const body = v.safeParse(act, await request.json().catch(() => undefined));
  if (!body.success) return refuse(request, "invalid_input");
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  const asked = new Request(url, { method: "POST", headers, body: JSON.stringify(body.output) });
  const tries = "email" in body.output ? await triesOf(env, String(body.output.email), request.headers.get("cf-connecting-ip")) : [];
  const waits = await Promise.all(tries.map(({ counter, limit }) => counter.take(limit, TRIES_MS)));
  const wait = Math.max(0, ...waits);
  if (wait > 0) return refuse(request, "too_many", { retryAfter: wait });
  const answer = await library(databases.platform, url, settings.SESSION_SECRET).handler(asked);
  const code = refusalOf(answer.status);
  if (code !== null) return refuse(request, code);
  context.waitUntil(Promise.all(tries.flatMap(({ counter, own }) => (own ? [counter.forget()] : []))));
  // EV4: a session that ended left an outbox row (a trigger's); its sockets close now, not with the next cron.
  context.waitUntil(
    runOutbox({
      databases,
      fresh,
      rooms: {
        accessChanged: async (workspace) => roomOf(env, workspace).accessChanged(),
        sessionEnded: async (workspace, ended) => roomOf(env, workspace).sessionEnded(ended),
      },
    }),
  );
  // The library's body holds the token (SC1): only its cookies go out.
  const accepted = Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
  for (const cookie of answer.headers.getSetCookie()) accepted.headers.append("set-cookie", cookie);
  return accepted;
}

const TRIES_MS = 15 * 60_000;
/** One person who forgot a password; one office behind one address; everybody who goes for one account. */
const TRIES = { here: 10, from: 60, account: 100 };

/** What a try to sign in counts against. The one of account and place together is its own: nobody is locked out by somebody elsewhere. */
async function triesOf(env: Env, email: string, ip: string | null) {
  const counter = async (what: string) => env.THROTTLE.getByName(`sign-in ${await hashed(what)}`);
  return [
    { counter: await counter(`here ${email} ${ip ?? ""}`), limit: TRIES.here, own: true },
    { counter: await counter(`account ${email}`), limit: TRIES.account, own: false },
    ...(ip === null ? [] : [{ counter: await counter(`from ${ip}`), limit: TRIES.from, own: false }]),
  ];
}

/** A counter's name stands in the platform's own lists: it tells nobody's address. */
async function hashed(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

function library(platform: Platform, url: URL, secret: string) {
  return betterAuth({
    appName: "LEADOXE",
    baseURL: url.origin,
    basePath: BASE,
    trustedOrigins: [url.origin],
    secret,
    database: drizzleAdapter(platform, { provider: "sqlite", schema: { user: person, session, account, verification } }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    session: { expiresIn: SESSION_MS / 1000, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its messages may quote a statement's parameters (SC1).
    logger: { disabled: true },
    advanced: {
      database: { generateId: () => fresh.id() },
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      // Its own switch would prepend `__Secure-` to the name.
      useSecureCookies: false,
      cookies: { session_token: { name: cookieName(url) } },
      defaultCookieAttributes: { secure: !isLocal(url), sameSite: "lax", httpOnly: true, path: "/" },
    },
  });
}

/** An unknown address and a wrong password are one answer; so is an address that is none. */
function refusalOf(status: number): ErrorCode | null {
  if (status < 300) return null;
  if (status === 400 || status === 401) return "bad_password";
  if (status === 403) return "not_allowed";
  if (status === 429) return "too_many";
  return status < 500 ? "not_found" : "internal";
}

function refuse(request: Request, code: ErrorCode, detail: Readonly<Record<string, unknown>> = {}): Response {
  const error = { code, ...detail, request: request.headers.get("cf-ray") ?? fresh.id() };
  return Response.json({ error }, { status: ERROR_STATUS[code], headers: { "cache-control": "no-store" } });
}
