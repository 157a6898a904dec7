import * as v from "valibot";
import { AUTH_ACTS, type AuthAct, type AuthAnswer } from "../../domain/account.ts";
import { Refusal } from "../../domain/errors.ts";
import { databasesOf, type Env, fresh, settingsOf } from "../env.ts";
import { findPerson, readSeat } from "../store/account.ts";
import { causeOf } from "../store/cause.ts";
import { diagnose } from "../store/diagnostics.ts";
import { endSessions, rehash } from "../store/sessions.ts";
import { changeEmail, showEmail, verifyEmail } from "./address.ts";
import * as factors from "./factors.ts";
import { BASE, cookieNames, Library } from "./library.ts";
import { afterwards, comeIn, noteRefused } from "./opening.ts";
import { hashPassword } from "./password.ts";
import { askReset, changePassword, resetPassword } from "./passwords.ts";
import { noCookie, readSessionToken } from "./session.ts";
import { passwordTries, take } from "./tries.ts";
import { type Done, placeOf, type Visit } from "./visit.ts";

/** Signing in and out and what proves a person (SI1). Only `/api/auth/*` loads this file: everywhere else our own statement reads the session. */

type Act = (visit: Visit, input: unknown) => Promise<Done>;

const ACTS: Readonly<Record<AuthAct, Act>> = {
  "POST /sign-in/email": taking("POST /sign-in/email", signIn),
  "POST /sign-out": taking("POST /sign-out", signOut),
  "POST /two-factor/verify-totp": taking("POST /two-factor/verify-totp", factors.verifyTotp),
  "POST /two-factor/verify-backup-code": taking("POST /two-factor/verify-backup-code", factors.verifyRecoveryCode),
  "POST /two-factor/enable": taking("POST /two-factor/enable", factors.enableTotp),
  "POST /two-factor/disable": taking("POST /two-factor/disable", factors.disableTotp),
  "POST /two-factor/generate-backup-codes": taking("POST /two-factor/generate-backup-codes", factors.newRecoveryCodes),
  "GET /passkey/generate-register-options": taking("GET /passkey/generate-register-options", factors.registerOptions),
  "POST /passkey/verify-registration": taking("POST /passkey/verify-registration", factors.addPasskey),
  "GET /passkey/generate-authenticate-options": taking("GET /passkey/generate-authenticate-options", factors.proveOptions),
  "POST /passkey/verify-authentication": taking("POST /passkey/verify-authentication", factors.provePasskey),
  "POST /passkey/delete-passkey": taking("POST /passkey/delete-passkey", factors.removePasskey),
  "POST /passkey/update-passkey": taking("POST /passkey/update-passkey", factors.namePasskey),
  "POST /request-password-reset": taking("POST /request-password-reset", askReset),
  "POST /reset-password": taking("POST /reset-password", resetPassword),
  "POST /change-password": taking("POST /change-password", changePassword),
  "POST /change-email": taking("POST /change-email", changeEmail),
  "POST /send-verification-email": taking("POST /send-verification-email", showEmail),
  "POST /verify-email": taking("POST /verify-email", verifyEmail),
};

function taking<A extends AuthAct>(name: A, act: (visit: Visit, body: v.InferOutput<(typeof AUTH_ACTS)[A]>) => Promise<Done>): Act {
  return (visit, input) => {
    const parsed = v.safeParse(AUTH_ACTS[name], input);
    if (parsed.success) return act(visit, parsed.output);
    throw new Refusal("invalid_input", { fields: [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? "body"))] });
  };
}

export async function handleAuth(
  request: Request,
  env: Env,
  context: Pick<ExecutionContext, "waitUntil">,
  requestId: string,
): Promise<Response> {
  const url = new URL(request.url);
  const name = `${request.method} ${url.pathname.slice(BASE.length)}`;
  const act = Object.hasOwn(ACTS, name) ? ACTS[name as AuthAct] : undefined;
  if (act === undefined) throw new Refusal("not_found");
  const input: unknown = request.method === "GET" ? {} : await request.json().catch(() => ({}));
  const { says, options, cookies = [] } = await act(await visitOf(request, url, env, context, requestId), input);
  // The library's bodies hold tokens (SC1): of its words only a passkey's options go out.
  const answer = Response.json(options ?? ({ ok: true, ...says } satisfies AuthAnswer), { headers: { "cache-control": "no-store" } });
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}

async function visitOf(
  request: Request,
  url: URL,
  env: Env,
  context: Pick<ExecutionContext, "waitUntil">,
  requestId: string,
): Promise<Visit> {
  const settings = settingsOf(env);
  const databases = databasesOf(env);
  const token = await readSessionToken(request, settings.SESSION_SECRET);
  const seat = token === null ? undefined : await readSeat(databases.platform, token, fresh.now());
  const later = (work: () => Promise<unknown>) =>
    context.waitUntil(
      work()
        .catch((error: unknown) => diagnose(databases.platform, { kind: "error", cause: `after sign-in: ${causeOf(error)}` }, fresh))
        .catch(() => undefined),
    );
  return { request, url, env, settings, databases, fresh, place: placeOf(request), seat: seat ?? null, requestId, later };
}

const challenged = v.object({ twoFactorRedirect: v.literal(true) });

/** An unknown address and a wrong password are one answer after one work; so is an address that is none. */
async function signIn(visit: Visit, body: v.InferOutput<(typeof AUTH_ACTS)["POST /sign-in/email"]>): Promise<Done> {
  const { databases, seat, url } = visit;
  const { platform } = databases;
  const forget = await take(visit.env, "sign-in", passwordTries(body.email, visit.place.ip));
  const library = new Library(visit);
  const { status, body: answer, cookies } = await library.ask("POST /sign-in/email", body, "nobody");
  if (status >= 500) throw new Refusal("internal");
  if (status !== 200) {
    visit.later(async () => {
      const person = await findPerson(platform, { email: body.email });
      if (person !== undefined) await noteRefused(visit, person.id, "auth.sign_in_failed");
    });
    throw new Refusal("bad_password");
  }
  visit.later(forget);
  const { outdated, made } = library;
  // Last: the session opens only while the password is stored as it was shown.
  const dearer = () => {
    if (outdated !== null) visit.later(async () => rehash(platform, outdated.stored, await hashPassword(outdated.password)));
  };
  if (!v.is(challenged, answer)) {
    if (made === null) throw new Refusal("internal");
    const opened = await comeIn(visit, made, false, library.password);
    dearer();
    return { cookies: opened };
  }
  dearer();
  // Whoever was signed in here gives their place up with the password already.
  if (seat !== null) await endSeat(visit, seat.person.id, seat.session);
  return { says: { next: "second_factor" }, cookies: [...cookies, noCookie(url)] };
}

async function signOut(visit: Visit): Promise<Done> {
  const { seat, url } = visit;
  if (seat !== null) await endSeat(visit, seat.person.id, seat.session);
  return { cookies: [noCookie(url), noCookie(url, cookieNames(url).step)] };
}

async function endSeat(visit: Visit, person: string, session: string): Promise<void> {
  await endSessions(visit.databases.platform, { person, session, except: null });
  afterwards(visit, [person]);
}
