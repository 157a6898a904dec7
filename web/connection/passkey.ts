/** The browser's half of WebAuthn, in the JSON that server and browser both read; everything that may go wrong there has one of these names. */

/**
 * `cancelled`: the person closed the browser's own window, or something else ended the asking. `passkey_known`: this device
 * holds one of this account already. `passkey_refused`: the server does not know it. `passkey_failed`: whatever else.
 */
export type PasskeyTrouble = "cancelled" | "passkey_known" | "passkey_refused" | "passkey_failed";

export class PasskeyFailure extends Error {
  readonly code: PasskeyTrouble;
  readonly request = null;
  readonly retryAfter = null;
  readonly why = null;

  constructor(code: PasskeyTrouble) {
    super(code);
    this.name = "PasskeyFailure";
    this.code = code;
  }
}

/** A signed answer, as it is sent. */
export type Credential = { readonly id: string } & Readonly<Record<string, unknown>>;

export interface Passkeys {
  /** Whether this browser has passkeys, and reads their JSON by itself. */
  usable(): boolean;
  /** Whether it offers them among what it fills into a field. */
  autofills(): Promise<boolean>;
  /** `quietly`: offered where an email is typed, until somebody takes it or `signal` ends it. */
  prove(
    options: PublicKeyCredentialRequestOptionsJSON,
    how: { readonly quietly: boolean; readonly signal: AbortSignal },
  ): Promise<Credential>;
  add(options: PublicKeyCredentialCreationOptionsJSON): Promise<Credential>;
}

export const passkeys: Passkeys = {
  usable: () => typeof PublicKeyCredential === "function" && typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function",
  autofills: async () =>
    passkeys.usable() && typeof PublicKeyCredential.isConditionalMediationAvailable === "function"
      ? PublicKeyCredential.isConditionalMediationAvailable().catch(() => false)
      : false,
  prove: (options, { quietly, signal }) =>
    taken(async () =>
      navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        ...(quietly ? { mediation: "conditional" as const } : {}),
        signal,
      }),
    ),
  add: (options) =>
    taken(async () => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })),
};

async function taken(ask: () => Promise<globalThis.Credential | null>): Promise<Credential> {
  const given = await ask().catch((error: unknown) => {
    throw new PasskeyFailure(nameOf(error));
  });
  if (!(given instanceof PublicKeyCredential)) throw new PasskeyFailure("passkey_failed");
  return { ...given.toJSON(), id: given.id };
}

/** Browsers say "not allowed" for a closed window and for a page that may not ask alike, so that pages learn nothing from it. */
function nameOf(error: unknown): PasskeyTrouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "cancelled";
  return name === "InvalidStateError" ? "passkey_known" : "passkey_failed";
}
