import { type Bytes, fromBase64url, joined, utf8 } from "./base64url.ts";
import { agreementKey, derived, oneTimePair, pointOf, pointOfKey, shared } from "./keys.ts";

/** RFC 8291: what is pushed is read by the browser that subscribed and by nobody on the way, in one record of `aes128gcm` (RFC 8188). */

export interface Subscriber {
  /** The browser's public key, base64url. */
  readonly p256dh: string;
  /** 16 bytes that it made, base64url. */
  readonly auth: string;
}

/** What is made anew for each message; given by tests. */
export interface Once {
  readonly pair: CryptoKeyPair;
  readonly salt: Bytes;
}

/** A push service takes 4,096 bytes; what we say fits into less, whatever a lead is called. */
export const MOST_BYTES = 3_000;
const RECORD_BYTES = 4_096;
const SALT_BYTES = 16;
/** Ends the last record; nothing is padded after it. */
const LAST = Uint8Array.of(2);

/** The body of the request. Throws where the subscriber's keys are none, or where there is too much to say. */
export async function encrypted(text: string, { p256dh, auth }: Subscriber, once?: Once): Promise<Bytes> {
  const plain = utf8(text);
  if (plain.length > MOST_BYTES) throw new Error("a push message may not be so long");
  const theirs = pointOf(p256dh);
  if (theirs === null) throw new Error("no public key of a browser");
  const { pair, salt } = once ?? { pair: await oneTimePair(), salt: crypto.getRandomValues(new Uint8Array(SALT_BYTES)) };
  const ours = await pointOfKey(pair.publicKey);
  const secret = await shared(pair.privateKey, await agreementKey(theirs));
  const keying = await derived(secret, fromBase64url(auth), joined(utf8("WebPush: info\0"), theirs, ours), 32);
  const [key, nonce] = await Promise.all([
    derived(keying, salt, utf8("Content-Encoding: aes128gcm\0"), 16),
    derived(keying, salt, utf8("Content-Encoding: nonce\0"), 12),
  ]);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, aes, joined(plain, LAST));
  return joined(salt, uint32(RECORD_BYTES), Uint8Array.of(ours.length), ours, new Uint8Array(cipher));
}

function uint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
