import { joined, toBase64url, utf8 } from "../../worker/push/base64url.ts";
import type { Subscriber } from "../../worker/push/encrypt.ts";
import { ask, type Signed } from "./signed.ts";

/** A browser that subscribed to pushes: what it keeps, and what it tells. */
export interface Browser {
  readonly pair: CryptoKeyPair;
  readonly auth: Uint8Array<ArrayBuffer>;
  readonly subscriber: Subscriber;
}

export async function aBrowser(): Promise<Browser> {
  const pair = (await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"])) as CryptoKeyPair;
  const auth = crypto.getRandomValues(new Uint8Array(16));
  const point = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
  return { pair, auth, subscriber: { p256dh: toBase64url(point), auth: toBase64url(auth) } };
}

/** Written from RFC 8291 and 8188 alone, with none of what encrypts: HKDF by HMAC, step by step. Throws where it does not open. */
export async function opened(body: Uint8Array<ArrayBuffer>, { pair, auth }: Pick<Browser, "pair" | "auth">): Promise<string> {
  const salt = body.slice(0, 16);
  const point = body.slice(21, 21 + (body[20] ?? 0));
  const cipher = body.slice(21 + point.length);
  const sender = await crypto.subtle.importKey("raw", point, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const algorithm = { name: "ECDH", public: sender } as unknown as SubtleCryptoDeriveKeyAlgorithm;
  const secret = new Uint8Array(await crypto.subtle.deriveBits(algorithm, pair.privateKey, 256));
  const own = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
  const keying = await hmac(await hmac(auth, secret), joined(utf8("WebPush: info\0"), own, point, Uint8Array.of(1)));
  const base = await hmac(salt, keying);
  const key = (await hmac(base, utf8("Content-Encoding: aes128gcm\0\u0001"))).slice(0, 16);
  const iv = (await hmac(base, utf8("Content-Encoding: nonce\0\u0001"))).slice(0, 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const record = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, cipher));
  const end = record.findLastIndex((byte) => byte !== 0);
  if (record[end] !== 2) throw new Error("not the last record");
  return new TextDecoder().decode(record.slice(0, end));
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, text));
}

/** A made-up endpoint of a listed service. */
export function anEndpoint(): string {
  return `https://updates.push.services.mozilla.com/wpush/v2/${toBase64url(crypto.getRandomValues(new Uint8Array(24)))}`;
}

/** A server's pair that is not the development's: RFC 8291's own. */
export const ANOTHER_PAIR =
  "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8.yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";

/** Somebody's browser asks for pushes. */
export async function subscribe(signed: Pick<Signed, "cookie">, endpoint = anEndpoint()): Promise<Browser & { readonly endpoint: string }> {
  const browser = await aBrowser();
  const body = JSON.stringify({ endpoint, ...browser.subscriber });
  const answer = await ask("/api/account/push", { method: "POST", cookie: signed.cookie, body });
  if (answer.status !== 200) throw new Error(`not subscribed: ${answer.status} ${await answer.text()}`);
  return { ...browser, endpoint };
}
