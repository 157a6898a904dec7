import * as v from "valibot";
import {
  accountAnswer,
  type accountBody,
  type AUTH_ACTS,
  type AuthAct,
  authAnswer,
  endedAnswer,
  recoverAnswer,
  sessionsAnswer,
} from "../../domain/account.ts";
import { acceptAnswer, type acceptBody, invitationLook } from "../../domain/people.ts";
import type { ErrorCode } from "../../domain/errors.ts";
import { ApiFailure, createCall, type Fetch } from "./call.ts";
import { type Credential, PasskeyFailure } from "./passkey.ts";

/** Of WebAuthn's options only that they are some: the browser's own parser reads the rest. */
const isOptions = (given: unknown) => v.is(v.looseObject({ challenge: v.string() }), given);
const requestOptions = v.custom<PublicKeyCredentialRequestOptionsJSON>(isOptions);
const creationOptions = v.custom<PublicKeyCredentialCreationOptionsJSON>(isOptions);

const REFUSED: ReadonlySet<string> = new Set([
  "bad_password",
  "wrong_code",
  "not_signed_in",
  "not_found",
  "invalid_input",
] satisfies ErrorCode[]);

type Posted = Extract<AuthAct, `POST ${string}`>;

/** Coming in, and one's own account. Loaded with its screens. */
export function createAccountApi(fetch: Fetch) {
  const call = createCall(fetch);
  const auth = <A extends Posted>(act: A, body: v.InferInput<(typeof AUTH_ACTS)[A]>) =>
    call(authAnswer, "POST", `/api/auth${act.slice("POST ".length)}`, body);
  return {
    auth,
    /** A 401 here is about the password, whoever answered it; everywhere else it is about the session. */
    signIn: (email: string, password: string) =>
      auth("POST /sign-in/email", { email, password }).catch((error: unknown) => {
        throw error instanceof ApiFailure && error.code === "not_signed_in" ? new ApiFailure("bad_password", { status: 401 }) : error;
      }),
    /** Of a passkey that is none of this account's, or was removed here, the server says no more than of a wrong code. */
    provePasskey: (response: Credential) =>
      auth("POST /passkey/verify-authentication", { response }).catch((error: unknown) => {
        throw error instanceof ApiFailure && REFUSED.has(error.code) ? new PasskeyFailure("passkey_refused") : error;
      }),
    /** The answer to `addOptions`; what was wrong with it is the browser's affair. */
    addPasskey: (response: Credential, name: string) =>
      auth("POST /passkey/verify-registration", { response, name }).catch((error: unknown) => {
        throw error instanceof ApiFailure && error.code === "wrong_code" ? new PasskeyFailure("passkey_failed") : error;
      }),
    proveOptions: () => call(requestOptions, "GET", "/api/auth/passkey/generate-authenticate-options"),
    addOptions: () => call(creationOptions, "GET", "/api/auth/passkey/generate-register-options"),
    account: () => call(accountAnswer, "GET", "/api/account"),
    setAccount: (body: v.InferInput<typeof accountBody>) => call(accountAnswer, "PUT", "/api/account", body),
    sessions: () => call(sessionsAnswer, "GET", "/api/account/sessions"),
    endSessions: (session: string | null) => call(endedAnswer, "POST", "/api/account/sessions/end", { session }),
    recover: (token: string) => call(recoverAnswer, "POST", "/api/recover", { token }),
    look: (token: string) => call(invitationLook, "POST", "/api/invitations/look", { token }),
    accept: (body: v.InferInput<typeof acceptBody>) => call(acceptAnswer, "POST", "/api/invitations/accept", body),
  };
}

export type AccountApi = ReturnType<typeof createAccountApi>;
