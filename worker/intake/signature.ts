import { fromHex } from "../store/bytes.ts";

/**
 * Whether `header` (X-Hub-Signature-256, `sha256=<hex>`) signs exactly these bytes with one of the app's secrets: the current one or,
 * while a rotation is under way, the previous one. The comparison is WebCrypto's, in constant time. Never throws.
 */
export async function isSignedByMeta(body: Uint8Array<ArrayBuffer>, header: string | null, secrets: readonly string[]): Promise<boolean> {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "")?.[1];
  const signature = hex === undefined ? null : fromHex(hex);
  if (signature === null) return false;
  const verdicts = await Promise.all(secrets.map(async (secret) => crypto.subtle.verify("HMAC", await keyOf(secret), signature, body)));
  return verdicts.includes(true);
}

const keys = new Map<string, Promise<CryptoKey>>();

/** Imported once an isolate: the key outlives requests, and importing costs more than a small body's digest. */
function keyOf(secret: string): Promise<CryptoKey> {
  let key = keys.get(secret);
  if (key === undefined) {
    key = crypto.subtle.importKey("raw", new TextEncoder().encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    keys.set(secret, key);
  }
  return key;
}
