import { passkey } from "@better-auth/passkey";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import * as v from "valibot";
import { PASSWORD_LEAST, PASSWORD_MOST, type AuthAct } from "../../domain/account.ts";
import { RESET_LASTS_MS } from "../../domain/mail/lasts.ts";
import * as tables from "../store/schema/platform.ts";
import { hashPassword, isOutdated, verifyPassword } from "./password.ts";
import { cookieName, isLocal, SESSION_MS, sessionCookie } from "./session.ts";
import type { Visit } from "./visit.ts";

/**
 * The sign-in library, for one request. Nothing of its answers goes out but its two short-lived cookies; what it writes of sessions opens
 * nothing until our own batch says so. Loaded with /api/auth alone: it takes longer to start than any request takes to answer.
 */

export const BASE = "/api/auth";
const APP = "LEADOXE";
const CHALLENGE = "better-auth-passkey";
const NO_PROOF = "USER_NOT_VERIFIED";

/** A session row that the library wrote: pending. */
export interface Made {
  readonly id: string;
  readonly token: string;
  readonly userId: string;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  /** The library's own name for what went wrong. */
  readonly code: string | null;
  /** Those of its cookies that go out. */
  readonly cookies: readonly string[];
}

interface Sent {
  readonly person: string;
  readonly token: string;
}

/** Names of the library's own cookies here: the challenge between password and code, and that of a passkey. */
export function cookieNames(url: URL): { readonly step: string; readonly passkey: string } {
  return { step: `${cookieName(url)}-step`, passkey: `${cookieName(url)}-passkey` };
}

export class Library {
  readonly #visit: Visit;
  readonly #auth: ReturnType<typeof configure>;
  readonly #told: Told = { made: [], reset: [], outdated: null, password: null };

  constructor(visit: Visit) {
    this.#visit = visit;
    this.#auth = configure(visit, this.#told);
  }

  /** The session it made last, if it made one. */
  get made(): Made | null {
    return this.#told.made.at(-1) ?? null;
  }

  /** A stored password that was right and is hashed too cheaply. */
  get outdated(): Told["outdated"] {
    return this.#told.outdated;
  }

  /** The stored password that was right. */
  get password(): string | null {
    return this.#told.password;
  }

  /** Reset links it made. */
  get reset(): readonly Sent[] {
    return this.#told.reset;
  }

  /** What a link or a challenge stands for, while it does. */
  async lookUp(identifier: string): Promise<string | null> {
    const found = await (await this.#auth.$context).internalAdapter.findVerificationValue(identifier);
    return found !== null && found.expiresAt.getTime() > this.#visit.fresh.now() ? found.value : null;
  }

  /** Asks it as a browser would, with the session that we know to stand, or with none. */
  async ask(act: AuthAct, body: object, as: "session" | "nobody"): Promise<Answered> {
    const { request, url, seat, settings } = this.#visit;
    const [method = "", path = ""] = act.split(" ");
    const headers = new Headers({ origin: url.origin, "content-type": "application/json" });
    for (const name of ["user-agent", "cf-connecting-ip"]) {
      const value = request.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    const own =
      as === "session" && seat !== null ? [(await sessionCookie(url, seat.token, settings.SESSION_SECRET)).split(";")[0] ?? ""] : [];
    headers.set("cookie", [...own, ...this.#passedOn()].join("; "));
    const asked = new Request(new URL(`${BASE}${path}`, url), {
      method,
      headers,
      ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await this.#auth.handler(asked);
    const answered: unknown = await answer.json().catch(() => null);
    const named = v.safeParse(v.object({ code: v.string() }), answered);
    const mine = Object.values(cookieNames(url)).map((name) => `${name}=`);
    const cookies = answer.headers.getSetCookie().filter((cookie) => mine.some((start) => cookie.startsWith(start)));
    return { status: answer.status, body: answered, code: named.success ? named.output.code : null, cookies };
  }

  /** The library's own cookies as they came, and no other. */
  #passedOn(): string[] {
    const mine = Object.values(cookieNames(this.#visit.url)).map((name) => `${name}=`);
    const all = (this.#visit.request.headers.get("cookie") ?? "").split(";").map((part) => part.trim());
    return all.filter((part) => mine.some((start) => part.startsWith(start)));
  }
}

interface Told {
  readonly made: Made[];
  readonly reset: Sent[];
  outdated: { readonly stored: string; readonly password: string } | null;
  /** As it was stored when it was found to be right. */
  password: string | null;
}

function configure({ databases, url, settings, fresh }: Visit, told: Told) {
  const names = cookieNames(url);
  const { person: user, session, account, verification, twoFactor: factors, passkey: passkeys } = tables;
  return betterAuth({
    appName: APP,
    baseURL: url.origin,
    basePath: BASE,
    trustedOrigins: [url.origin],
    secret: settings.SESSION_SECRET,
    database: drizzleAdapter(databases.platform, {
      provider: "sqlite",
      schema: { user, session, account, verification, twoFactor: factors, passkey: passkeys },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LEAST,
      maxPasswordLength: PASSWORD_MOST,
      password: {
        hash: hashPassword,
        verify: async ({ hash, password }) => {
          const right = await verifyPassword(hash, password);
          if (right) told.password = hash;
          if (right && isOutdated(hash)) told.outdated = { stored: hash, password };
          return right;
        },
      },
      resetPasswordTokenExpiresIn: RESET_LASTS_MS / 1000,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user: { id }, token }) => void told.reset.push({ person: id, token }),
    },
    session: {
      expiresIn: SESSION_MS / 1000,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      // Its own rule about changes knows no second factor: ours is asked before.
      freshAge: 0,
      additionalFields: { pending: { type: "boolean", input: false, required: false, defaultValue: true } },
    },
    verification: { storeIdentifier: "hashed" },
    plugins: [
      // Tries are counted by the Throttle, which says how long to wait.
      twoFactor({ issuer: APP, accountLockout: { enabled: false } }),
      passkey({
        rpID: url.hostname,
        rpName: APP,
        origin: url.origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        advanced: { webAuthnChallengeCookie: CHALLENGE },
        // It asks the browser for less, and takes less: held but not unlocked, a passkey would be one factor.
        registration: { afterVerification: ({ verification: seen }) => proven(seen.registrationInfo?.userVerified) },
        authentication: { afterVerification: ({ verification: seen }) => proven(seen.authenticationInfo.userVerified) },
      }),
    ],
    databaseHooks: {
      session: {
        create: { after: async ({ id, token, userId }) => void told.made.push({ id, token, userId }) },
        // The first code makes it a new session: the one that is there goes on instead, and its sockets with it.
        delete: { before: async (_row, context) => context?.path !== "/two-factor/verify-totp" },
      },
      // A trigger keeps `two_factor` in step with the factor itself: of two statements, one could be lost.
      user: { update: { before: async () => ({ data: { twoFactorEnabled: false } }) } },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its messages may quote a statement's parameters (SC1).
    logger: { disabled: true },
    advanced: {
      database: { generateId: () => fresh.id() },
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      // Its own switch would prepend `__Secure-` to the name.
      useSecureCookies: false,
      cookies: { session_token: { name: cookieName(url) }, two_factor: { name: names.step }, [CHALLENGE]: { name: names.passkey } },
      defaultCookieAttributes: { secure: !isLocal(url), sameSite: "lax", httpOnly: true, path: "/" },
    },
  });
}

async function proven(userVerified: boolean | undefined): Promise<void> {
  if (userVerified !== true) throw new APIError("UNAUTHORIZED", { code: NO_PROOF, message: NO_PROOF });
}
