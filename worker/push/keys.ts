import { type Bytes, fromBase64url, joined, toBase64url } from "./base64url.ts";

/** Points and keys of P-256, as Web Push carries them and as WebCrypto takes them. */

const CURVE = { namedCurve: "P-256" } as const;
/** An uncompressed point: 4, x, y. */
const POINT_BYTES = 65;
const SCALAR_BYTES = 32;

/** The server's own pair (PUSH_KEYS): who pushes, as browsers and push services know it. */
export interface PushKeys {
  /** The public key as it was written: what a browser subscribes with. */
  readonly publicKey: string;
  readonly jwk: JsonWebKey;
}

/** PUSH_KEYS is `public.private`, both base64url: the point and the scalar. Null where it is no such pair. */
export function readPushKeys(pair: string): PushKeys | null {
  const [publicKey = "", secret = "", ...more] = pair.split(".");
  if (more.length > 0) return null;
  try {
    const point = pointOf(publicKey);
    if (point === null || fromBase64url(secret).length !== SCALAR_BYTES) return null;
    return { publicKey, jwk: { ...jwkOf(point), d: secret } };
  } catch {
    return null;
  }
}

/** An uncompressed point; null where the text is none. Whether it is on the curve is found out by whoever imports it. */
export function pointOf(text: string): Bytes | null {
  try {
    const point = fromBase64url(text);
    return point.length === POINT_BYTES && point[0] === 4 ? point : null;
  } catch {
    return null;
  }
}

function jwkOf(point: Uint8Array): JsonWebKey {
  return { kty: "EC", crv: CURVE.namedCurve, x: toBase64url(point.slice(1, 33)), y: toBase64url(point.slice(33)) };
}

export function signingKey({ jwk }: PushKeys): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", ...CURVE }, false, ["sign"]);
}

/** Throws where the point is not on the curve. */
export function agreementKey(point: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", point, { name: "ECDH", ...CURVE }, false, []);
}

/** A pair that lives for one message. */
export async function oneTimePair(): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey({ name: "ECDH", ...CURVE }, true, ["deriveBits"])) as CryptoKeyPair;
}

export async function pointOfKey(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array((await crypto.subtle.exportKey("raw", key)) as ArrayBuffer);
}

/** RFC 5869, both steps: as many bytes of `secret` as are wanted. */
export async function derived(secret: Bytes, salt: Bytes, info: Bytes, bytes: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, bytes * 8));
}

/** The secret that two pairs share. */
export async function shared(own: CryptoKey, theirs: CryptoKey): Promise<Bytes> {
  // The name that WebCrypto gives the other's key is a reserved one in Cloudflare's types.
  const algorithm = { name: "ECDH", public: theirs } as unknown as SubtleCryptoDeriveKeyAlgorithm;
  return joined(new Uint8Array(await crypto.subtle.deriveBits(algorithm, own, SCALAR_BYTES * 8)));
}
