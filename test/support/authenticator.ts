/** A passkey in software: ES256, no attestation, as a browser hands it on. */

const RP = "localhost";
const ORIGIN = "http://localhost";
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

interface Over {
  /** False: it was held, not unlocked. */
  readonly verified?: boolean;
  readonly origin?: string;
  readonly challenge?: string;
  readonly counter?: number;
}

export interface Passkey {
  readonly id: string;
  register(options: unknown, over?: Over): Promise<object>;
  sign(options: unknown, over?: Over): Promise<object>;
}

export async function makePasskey(): Promise<Passkey> {
  const keys = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const rawId = crypto.getRandomValues(new Uint8Array(16));
  const id = base64url(rawId);
  let counter = 0;
  const authData = async (flags: number, over: Over, rest: Uint8Array = new Uint8Array()) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(RP)));
    const count = new DataView(new ArrayBuffer(4));
    count.setUint32(0, over.counter ?? ++counter);
    return join(hash, [flags | (over.verified === false ? 0 : USER_VERIFIED)], new Uint8Array(count.buffer), rest);
  };
  const clientData = (type: string, options: unknown, over: Over) =>
    new TextEncoder().encode(
      JSON.stringify({ type, challenge: over.challenge ?? challengeOf(options), origin: over.origin ?? ORIGIN, crossOrigin: false }),
    );
  return {
    id,
    async register(options, over = {}) {
      const client = clientData("webauthn.create", options, over);
      const attested = join(new Uint8Array(16), [0, rawId.length], rawId, await coseOf(keys.publicKey));
      const data = await authData(USER_PRESENT | ATTESTED, over, attested);
      const attestationObject = map([
        [text("fmt"), text("none")],
        [text("attStmt"), map([])],
        [text("authData"), bytes(data)],
      ]);
      const response = { clientDataJSON: base64url(client), attestationObject: base64url(attestationObject), transports: ["internal"] };
      return { id, rawId: id, type: "public-key", response, clientExtensionResults: {}, authenticatorAttachment: "platform" };
    },
    async sign(options, over = {}) {
      const client = clientData("webauthn.get", options, over);
      const data = await authData(USER_PRESENT, over);
      const signed = join(data, new Uint8Array(await crypto.subtle.digest("SHA-256", client)));
      const raw = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, keys.privateKey, signed));
      const response = { clientDataJSON: base64url(client), authenticatorData: base64url(data), signature: base64url(derOf(raw)) };
      return { id, rawId: id, type: "public-key", response, clientExtensionResults: {}, authenticatorAttachment: "platform" };
    },
  };
}

function challengeOf(options: unknown): string {
  return (options as { readonly challenge: string }).challenge;
}

/** CBOR, as much of it as a key and an attestation need. */
function head(major: number, length: number): number[] {
  if (length < 24) return [(major << 5) | length];
  return length < 256 ? [(major << 5) | 24, length] : [(major << 5) | 25, length >> 8, length & 0xff];
}
function bytes(of: Uint8Array): Uint8Array<ArrayBuffer> {
  return join(head(2, of.length), of);
}
function text(of: string): Uint8Array<ArrayBuffer> {
  const written = new TextEncoder().encode(of);
  return join(head(3, written.length), written);
}
function map(entries: readonly (readonly [Uint8Array, Uint8Array])[]): Uint8Array<ArrayBuffer> {
  return join(head(5, entries.length), ...entries.flat());
}
function integer(of: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(of < 0 ? head(1, -1 - of) : head(0, of));
}

async function coseOf(key: CryptoKey): Promise<Uint8Array> {
  const raw = new Uint8Array((await crypto.subtle.exportKey("raw", key)) as ArrayBuffer);
  return map([
    [integer(1), integer(2)],
    [integer(3), integer(-7)],
    [integer(-1), integer(1)],
    [integer(-2), bytes(raw.slice(1, 33))],
    [integer(-3), bytes(raw.slice(33))],
  ]);
}

/** WebCrypto signs r and s side by side, WebAuthn wants them in DER. */
function derOf(raw: Uint8Array): Uint8Array {
  const parts = [raw.slice(0, 32), raw.slice(32)].map((part) => {
    const first = part.findIndex((byte) => byte !== 0);
    const short = part.slice(first);
    const positive = (short[0] ?? 0) > 0x7f ? join([0], short) : short;
    return join([0x02, positive.length], positive);
  });
  const body = join(...parts);
  return join([0x30, body.length], body);
}

function join(...parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

function base64url(of: Uint8Array): string {
  return btoa(String.fromCharCode(...of))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
