import * as v from "valibot";
import type { AuthAct } from "../../domain/account.ts";
import { Refusal } from "../../domain/errors.ts";
import { keepingFlag, removeFactor, renamePasskey, type Seat } from "../store/account.ts";
import { type Answered, cookieNames, Library } from "./library.ts";
import { afterwards, comeIn, goOn, mailsTo, noteRefused, requireProof } from "./opening.ts";
import { checkPassword } from "./passwords.ts";
import { readSigned } from "./session.ts";
import { claimCode, codeTries, passwordTries, placeTries, take } from "./tries.ts";
import type { Done, Visit } from "./visit.ts";

/** Second factors (SI1): shown, set up, taken away. Each shown one gives the session another token. */

/** Whose code is awaited: of a session that goes on, or of a sign-in whose password was right. */
async function whoShows(visit: Visit, library: Library): Promise<{ readonly person: string; readonly where: string }> {
  const { seat, request, settings, url } = visit;
  if (seat !== null) return { person: seat.person.id, where: seat.session };
  const challenge = await readSigned(request, cookieNames(url).step, settings.SESSION_SECRET);
  const person = challenge === null ? null : await library.lookUp(challenge);
  if (challenge === null || person === null) throw new Refusal("not_signed_in");
  return { person, where: challenge };
}

export async function verifyTotp(visit: Visit, { code }: { readonly code: string }): Promise<Done> {
  const { env, seat, place } = visit;
  const library = new Library(visit);
  const { person, where } = await whoShows(visit, library);
  // The first code of an app is what sets it up.
  const setsUp = seat !== null && !seat.totp;
  if (setsUp) requireProof(visit);
  const forget = await take(env, "code", codeTries(person, where, place.ip));
  const claim = await claimCode(env, person, code);
  if (claim.taken) throw wrongCode(visit, person);
  const answered = await library.ask("POST /two-factor/verify-totp", { code }, "session");
  if (answered.status !== 200) {
    await claim.release();
    throw wrongCode(visit, person, answered);
  }
  visit.later(forget);
  return shown(visit, library, answered, setsUp);
}

export async function verifyRecoveryCode(visit: Visit, { code }: { readonly code: string }): Promise<Done> {
  const { env, seat, place } = visit;
  const library = new Library(visit);
  const { person, where } = await whoShows(visit, library);
  const forget = await take(env, "code", codeTries(person, where, place.ip));
  // Codes of an app that was never set up prove nothing yet.
  if (seat !== null && !seat.totp) throw wrongCode(visit, person);
  const written = code.replace(/^(\w{5})(\w{5})$/, "$1-$2");
  const answered = await library.ask("POST /two-factor/verify-backup-code", { code: written }, "session");
  if (answered.status !== 200) throw wrongCode(visit, person, answered);
  visit.later(forget);
  return shown(visit, library, answered, false);
}

/** A right code: of a session that goes on, or of one that begins. */
async function shown(visit: Visit, library: Library, { cookies }: Answered, isNew: boolean): Promise<Done> {
  const { seat } = visit;
  if (seat !== null) return { cookies: await proves(visit, seat, library, isNew) };
  if (library.made === null) throw new Refusal("not_signed_in");
  return { cookies: [...cookies, ...(await comeIn(visit, library.made, true))] };
}

async function proves(visit: Visit, seat: Seat, library: Library, isNew: boolean): Promise<string[]> {
  const { platform } = visit.databases;
  const also = isNew
    ? [keepingFlag(platform, seat.person.id), ...(await mailsTo(visit, seat.person, { kind: "second_factor_added" }))]
    : [];
  return goOn(visit, seat, { proven: true, made: library.made, also });
}

function wrongCode(visit: Visit, person: string, answered?: Answered): Refusal {
  if (answered !== undefined && answered.status >= 500) return new Refusal("internal");
  visit.later(() => noteRefused(visit, person, "auth.second_factor_failed"));
  return new Refusal("wrong_code");
}

const enabled = v.object({ totpURI: v.string(), backupCodes: v.array(v.string()) });
const regenerated = v.object({ backupCodes: v.array(v.string()) });

export async function enableTotp(visit: Visit, body: { readonly password: string }): Promise<Done> {
  const { totpURI: totp, backupCodes: recoveryCodes } = v.parse(enabled, await withPassword(visit, "POST /two-factor/enable", body));
  return { says: { totp, recoveryCodes } };
}

export async function newRecoveryCodes(visit: Visit, body: { readonly password: string }): Promise<Done> {
  const { backupCodes: recoveryCodes } = v.parse(regenerated, await withPassword(visit, "POST /two-factor/generate-backup-codes", body));
  return { says: { recoveryCodes } };
}

async function withPassword(visit: Visit, act: AuthAct, body: { readonly password: string }): Promise<unknown> {
  const { person } = requireProof(visit);
  const forget = await take(visit.env, "sign-in", passwordTries(person.email, visit.place.ip));
  const { status, code, body: answer } = await new Library(visit).ask(act, body, "session");
  if (status >= 500) throw new Refusal("internal");
  if (status !== 200) throw new Refusal(code === "INVALID_PASSWORD" ? "bad_password" : status === 401 ? "not_signed_in" : "conflict");
  visit.later(forget);
  return answer;
}

export async function disableTotp(visit: Visit, { password }: { readonly password: string }): Promise<Done> {
  const { person } = requireProof(visit);
  await checkPassword(visit, person, password);
  await removeFactor(visit.databases.platform, person.id, { totp: true }, await mailsTo(visit, person, { kind: "second_factor_removed" }));
  afterwards(visit, [person.id]);
  return {};
}

const options = v.record(v.string(), v.unknown());

export async function registerOptions(visit: Visit): Promise<Done> {
  requireProof(visit);
  const { status, body, cookies } = await new Library(visit).ask("GET /passkey/generate-register-options", {}, "session");
  if (status !== 200) throw new Refusal("internal");
  return { options: v.parse(options, body), cookies };
}

export async function addPasskey(visit: Visit, body: { readonly response: object; readonly name?: string | undefined }): Promise<Done> {
  const seat = requireProof(visit);
  const library = new Library(visit);
  const { status, cookies } = await library.ask("POST /passkey/verify-registration", body, "session");
  // Whatever was wrong with it, the library says it with several statuses.
  if (status !== 200) throw new Refusal("wrong_code");
  return { cookies: [...cookies, ...(await proves(visit, seat, library, true))] };
}

const OPTIONS_EACH = 300;
const PASSKEYS_EACH = 60;

export async function proveOptions(visit: Visit): Promise<Done> {
  await take(visit.env, "passkey options", placeTries(visit.place.ip, OPTIONS_EACH));
  const { status, body, cookies } = await new Library(visit).ask("GET /passkey/generate-authenticate-options", {}, "session");
  if (status !== 200) throw new Refusal("internal");
  // The library asks for it only where the browser would rather: here it has to be.
  return { options: { ...v.parse(options, body), userVerification: "required" }, cookies };
}

/** Of whoever is signed in, a proof; of anybody else, a sign-in that ends the session that was here. */
export async function provePasskey(visit: Visit, body: { readonly response: object }): Promise<Done> {
  const { seat } = visit;
  await take(visit.env, "passkey", placeTries(visit.place.ip, PASSKEYS_EACH));
  const library = new Library(visit);
  const { status, cookies } = await library.ask("POST /passkey/verify-authentication", body, "nobody");
  if (status >= 500) throw new Refusal("internal");
  const { made } = library;
  if (status !== 200 || made === null) throw new Refusal("wrong_code");
  const own = seat !== null && made.userId === seat.person.id;
  return { cookies: [...cookies, ...(own ? await proves(visit, seat, library, false) : await comeIn(visit, made, true))] };
}

export async function removePasskey(visit: Visit, { id }: { readonly id: string }): Promise<Done> {
  const { person } = requireProof(visit);
  await removeFactor(visit.databases.platform, person.id, { passkey: id }, await mailsTo(visit, person, { kind: "second_factor_removed" }));
  afterwards(visit, [person.id]);
  return {};
}

export async function namePasskey(visit: Visit, { id, name }: { readonly id: string; readonly name: string }): Promise<Done> {
  const { person } = requireProof(visit);
  if (!(await renamePasskey(visit.databases.platform, person.id, id, name))) throw new Refusal("not_found");
  return {};
}
