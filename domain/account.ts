import * as v from "valibot";
import { instant, uuid } from "./ids.ts";
import { emailAddress, personName, typedEmail } from "./person.ts";

/** One's own account: `/api/account/*`, and what is open of the sign-in library at `/api/auth/*`. */

/** Long enough that no list of common ones matters much; shown beside the field. */
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 128;
const typedPassword = v.pipe(v.string(), v.nonEmpty(), v.maxLength(PASSWORD_MOST));
const code = v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/));
const recoveryCode = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(40));
/** A link's secret part. It stands behind the `#` of a page's address, which no server and no Referer is told. */
export const linkToken = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{16,800}$/));
const credential = v.looseObject({ id: v.pipe(v.string(), v.maxLength(1_400)) });
const nothing = v.object({});

/** All acts of the sign-in library that exist here, by its paths below `/api/auth`: everything else it brings is not found. */
export const AUTH_ACTS = {
  "POST /sign-in/email": v.object({ email: typedEmail, password: typedPassword }),
  "POST /sign-out": nothing,
  "POST /two-factor/verify-totp": v.object({ code }),
  "POST /two-factor/verify-backup-code": v.object({ code: recoveryCode }),
  "POST /two-factor/enable": v.object({ password: typedPassword }),
  "POST /two-factor/disable": v.object({ password: typedPassword }),
  "POST /two-factor/generate-backup-codes": v.object({ password: typedPassword }),
  "GET /passkey/generate-register-options": nothing,
  "POST /passkey/verify-registration": v.object({ response: credential, name: v.optional(personName) }),
  "GET /passkey/generate-authenticate-options": nothing,
  "POST /passkey/verify-authentication": v.object({ response: credential }),
  "POST /passkey/delete-passkey": v.object({ id: v.pipe(v.string(), v.maxLength(64)) }),
  "POST /passkey/update-passkey": v.object({ id: v.pipe(v.string(), v.maxLength(64)), name: personName }),
  "POST /request-password-reset": v.object({ email: typedEmail }),
  "POST /reset-password": v.object({ token: linkToken, newPassword: typedPassword }),
  "POST /change-password": v.object({ currentPassword: typedPassword, newPassword: typedPassword }),
  "POST /change-email": v.object({ newEmail: emailAddress }),
  "POST /send-verification-email": nothing,
  "POST /verify-email": v.object({ token: linkToken }),
} as const satisfies Record<string, v.GenericSchema>;
export type AuthAct = keyof typeof AUTH_ACTS;

/** What an act is answered: never the library's own words, which hold tokens. */
export const authAnswer = v.object({
  ok: v.literal(true),
  /** The password was right; a code, a recovery code or a passkey has to follow. */
  next: v.optional(v.literal("second_factor")),
  /** Of `two-factor/enable`: for the authenticator app, as `otpauth://`. */
  totp: v.optional(v.string()),
  /** Of `two-factor/enable` and `generate-backup-codes`: shown once. */
  recoveryCodes: v.optional(v.array(v.string())),
});
export type AuthAnswer = v.InferOutput<typeof authAnswer>;

export const passkeyRow = v.object({ id: v.string(), name: v.nullable(v.string()), createdAt: v.nullable(instant), backedUp: v.boolean() });
export type PasskeyRow = v.InferOutput<typeof passkeyRow>;

export const accountAnswer = v.object({
  person: v.object({
    id: v.string(),
    name: v.string(),
    email: v.string(),
    emailVerified: v.boolean(),
    language: v.nullable(v.picklist(["en", "ar"])),
  }),
  totp: v.boolean(),
  passkeys: v.array(passkeyRow),
  /** Some workspace or the platform asks for a second factor of this person. */
  mustHaveSecondFactor: v.boolean(),
  /** When this session last proved one. */
  secondFactorAt: v.nullable(instant),
  /** A change of the factors asks for this much younger proof, ms; 0 where there is no factor to prove yet. */
  provenFor: v.number(),
});
export type Account = v.InferOutput<typeof accountAnswer>;
export const accountBody = v.object({ name: personName, language: v.nullable(v.picklist(["en", "ar"])) });

/** One session, as its owner sees it. An admin sees those of members without `ip`. */
export const sessionRow = v.object({
  id: v.string(),
  current: v.boolean(),
  browser: v.nullable(v.string()),
  ip: v.nullable(v.string()),
  country: v.nullable(v.string()),
  city: v.nullable(v.string()),
  createdAt: instant,
  /** To five minutes. */
  seenAt: instant,
  secondFactor: v.boolean(),
});
export type SessionRow = v.InferOutput<typeof sessionRow>;
export const sessionsAnswer = v.object({ sessions: v.array(sessionRow) });
/** `session`: one of them; null: all, one's own current one aside. */
export const endSessionsBody = v.object({ session: v.nullable(v.pipe(v.string(), v.maxLength(64))) });
/** `pending`: rooms that did not confirm yet; they are told again each minute. */
export const endedAnswer = v.object({ ended: v.number(), pending: v.boolean() });

/** A recovery link: takes the person's second factors away. */
export const recoverBody = v.object({ token: linkToken });
export const recoverAnswer = v.object({ email: v.string() });
export const recoveryRow = v.object({ id: uuid, person: v.string(), startsAt: instant, expiresAt: instant, reason: v.string() });
