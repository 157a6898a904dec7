import { toBase64url, utf8 } from "./base64url.ts";
import { type PushKeys, signingKey } from "./keys.ts";

/** RFC 8292 allows a day; half of one is enough for a message that is sent at once. */
const LASTS_S = 12 * 3_600;
/** Clocks differ: what is about to end at the service's clock has ended. */
const MARGIN_S = 60;

/**
 * RFC 8292: says to a push service who pushes and how to reach them. For the origin of this endpoint only, so that what one service is
 * shown opens nothing at another.
 */
export async function vapid(endpoint: string, keys: PushKeys, contact: string, now: number): Promise<string> {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(now / 1000) + LASTS_S - MARGIN_S,
    sub: `mailto:${contact}`,
  };
  const signed = [{ typ: "JWT", alg: "ES256" }, claims].map((part) => toBase64url(utf8(JSON.stringify(part)))).join(".");
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, await signingKey(keys), utf8(signed));
  return `vapid t=${signed}.${toBase64url(new Uint8Array(signature))}, k=${keys.publicKey}`;
}
