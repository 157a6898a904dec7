import { describe, expect, it } from "vitest";
import { fromBase64url, joined, toBase64url, utf8 } from "../../worker/push/base64url.ts";
import { encrypted, MOST_BYTES } from "../../worker/push/encrypt.ts";
import { isPushEndpoint } from "../../worker/push/endpoint.ts";
import { derived, pointOfKey, readPushKeys, shared } from "../../worker/push/keys.ts";
import { post, readAnswer } from "../../worker/push/post.ts";
import { vapid } from "../../worker/push/vapid.ts";
import { aBrowser, opened } from "../support/browser.ts";
import { settings } from "../support/world.ts";

/** RFC 8291, appendix A. */
const VECTOR = {
  plain: "When I grow up, I want to be a watermelon",
  server: {
    public: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
    private: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  },
  browser: {
    public: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    private: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
  },
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  body: "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};

async function pairOf({ public: point, private: d }: { public: string; private: string }): Promise<CryptoKeyPair> {
  const raw = fromBase64url(point);
  const jwk = { kty: "EC", crv: "P-256", x: toBase64url(raw.slice(1, 33)), y: toBase64url(raw.slice(33)), d };
  const algorithm = { name: "ECDH", namedCurve: "P-256" };
  return {
    publicKey: await crypto.subtle.importKey("raw", raw, algorithm, true, []),
    privateKey: await crypto.subtle.importKey("jwk", jwk, algorithm, true, ["deriveBits"]),
  };
}

const keys = readPushKeys(settings.PUSH_KEYS);
if (keys === null) throw new Error("the development settings hold no pair");
const FCM = "https://fcm.googleapis.com/fcm/send/abc:APA91b";

describe("NT1: what is pushed is read by the browser that subscribed (RFC 8291)", () => {
  it("makes the RFC's own message of the RFC's own keys", async () => {
    const once = { pair: await pairOf(VECTOR.server), salt: fromBase64url(VECTOR.salt) };
    const body = await encrypted(VECTOR.plain, { p256dh: VECTOR.browser.public, auth: VECTOR.auth }, once);
    expect(toBase64url(body)).toBe(VECTOR.body);
  });

  it("the RFC's own message opens for its browser", async () => {
    const pair = await pairOf(VECTOR.browser);
    expect(await opened(fromBase64url(VECTOR.body), { pair, auth: fromBase64url(VECTOR.auth) })).toBe(VECTOR.plain);
  });

  it.each(["", "A lead needs you", "سارة · فلل الربع الرابع", "x".repeat(MOST_BYTES)])(
    "opens in the browser and in no other, by other keys each time: %.20s",
    async (text) => {
      const [one, other] = [await aBrowser(), await aBrowser()];
      const [first, second] = [await encrypted(text, one.subscriber), await encrypted(text, one.subscriber)];
      expect(await opened(first, one)).toBe(text);
      expect(await opened(second, one)).toBe(text);
      expect(toBase64url(first)).not.toBe(toBase64url(second));
      await expect(opened(first, other)).rejects.toThrow();
      await expect(opened(first, { ...one, auth: other.auth })).rejects.toThrow();
    },
  );

  it("one byte that is changed on the way, and it does not open", async () => {
    const one = await aBrowser();
    const body = await encrypted("Sara", one.subscriber);
    body[body.length - 20] = (body[body.length - 20] ?? 0) ^ 1;
    await expect(opened(body, one)).rejects.toThrow();
  });

  it("refuses what is too long, counted in bytes, and keys that are none", async () => {
    const { subscriber } = await aBrowser();
    await expect(encrypted("ع".repeat(MOST_BYTES / 2 + 1), subscriber)).rejects.toThrow("so long");
    await expect(encrypted("x", { ...subscriber, p256dh: toBase64url(new Uint8Array(65)) })).rejects.toThrow();
    // Of the right form, and not on the curve.
    await expect(
      encrypted("x", { ...subscriber, p256dh: toBase64url(joined(Uint8Array.of(4), new Uint8Array(64).fill(7))) }),
    ).rejects.toThrow();
  });

  it("derives as many bytes as are asked for, and the same secret on both sides", async () => {
    const [one, other] = [await aBrowser(), await aBrowser()];
    expect(await shared(one.pair.privateKey, other.pair.publicKey)).toEqual(await shared(other.pair.privateKey, one.pair.publicKey));
    expect(await derived(utf8("secret"), utf8("salt"), utf8("info"), 12)).toHaveLength(12);
    expect(await pointOfKey(one.pair.publicKey)).toHaveLength(65);
  });
});

describe("NT1: a push service is told who pushes (RFC 8292)", () => {
  it("signs for the endpoint's origin, for less than twelve hours, with an address to write to", async () => {
    const now = 1_790_000_000_123;
    const header = await vapid(FCM, keys, "privacy@example.com", now);
    const [, token = "", key] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), k=([\w-]+)$/.exec(header) ?? [];
    const [head = "", claims = "", signature = ""] = token.split(".");
    const json = (part: string): unknown => JSON.parse(new TextDecoder().decode(fromBase64url(part)));
    expect(json(head)).toEqual({ typ: "JWT", alg: "ES256" });
    expect(json(claims)).toEqual({
      aud: "https://fcm.googleapis.com",
      exp: 1_790_000_000 + 12 * 3_600 - 60,
      sub: "mailto:privacy@example.com",
    });
    expect(key).toBe(keys.publicKey);
    const raw = fromBase64url(key ?? "");
    const algorithm = { name: "ECDSA", namedCurve: "P-256" };
    const verifier = await crypto.subtle.importKey("raw", raw, algorithm, false, ["verify"]);
    const verify = (text: string) =>
      crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, verifier, fromBase64url(signature), utf8(text));
    expect(await verify(`${head}.${claims}`)).toBe(true);
    expect(await verify(`${head}.${claims}x`)).toBe(false);
  });

  it.each([
    ["nothing", ""],
    ["one half", keys.publicKey],
    ["three parts", `${settings.PUSH_KEYS}.x`],
    ["the halves the other way round", settings.PUSH_KEYS.split(".").reverse().join(".")],
    ["other letters", settings.PUSH_KEYS.replace(/.$/, "=")],
  ])("a pair that is none is no pair: %s", (_, pair) => {
    expect(readPushKeys(pair)).toBeNull();
  });
});

describe("NT1: pushes go to listed push services only", () => {
  it.each([
    FCM,
    "https://fcm.googleapis.com/wp/dXs:APA91bHPRg",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABn",
    "https://web.push.apple.com/QGxhYmVs",
    "https://api.push.apple.com/3/device/x",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAC%2b",
    "https://sg2p.notify.windows.com/w/?token=AwYAAA%3d",
  ])("%s", (endpoint) => {
    expect(isPushEndpoint(endpoint)).toBe(true);
  });

  it.each([
    ["in the clear", "http://fcm.googleapis.com/fcm/send/x"],
    ["another scheme", "ftp://fcm.googleapis.com/x"],
    ["another host", "https://example.com/fcm.googleapis.com"],
    ["this machine", "https://localhost/x"],
    ["an address by number", "https://127.0.0.1/x"],
    ["Cloudflare's own network", "https://169.254.169.254/latest"],
    ["the service as a user's name", "https://fcm.googleapis.com@example.com/x"],
    ["a user at the service", "https://user@fcm.googleapis.com/x"],
    ["a user and a password", "https://user:pass@fcm.googleapis.com/x"],
    ["a port", "https://fcm.googleapis.com:8443/x"],
    ["the usual port, said", "https://fcm.googleapis.com:443/x"],
    ["the service as somebody's subdomain", "https://fcm.googleapis.com.example.com/x"],
    ["the service's name as an end", "https://evilfcm.googleapis.com/x"],
    ["below a service that has nothing below it", "https://x.fcm.googleapis.com/x"],
    ["an end without its full stop", "https://evilpush.apple.com/x"],
    ["an end alone", "https://push.apple.com/x"],
    ["an end as somebody's subdomain", "https://web.push.apple.com.example.com/x"],
    ["an end with a full stop behind it", "https://web.push.apple.com./x"],
    ["a full stop behind the host", "https://fcm.googleapis.com./x"],
    ["a label that is empty", "https://.push.apple.com/x"],
    ["letters of another script", "https://web.push.аpple.com/x"],
    ["a label of another script below a service", "https://wеb.push.apple.com/x"],
    ["that label as it is sent", "https://xn--wb-3kc.push.apple.com/x"],
    ["wide letters, which a parser makes narrow", "https://ｆcm.googleapis.com/x"],
    ["capitals", "https://FCM.googleapis.com/x"],
    ["backslashes", "https:\\\\fcm.googleapis.com\\x"],
    ["a host behind a backslash", "https://example.com\\@fcm.googleapis.com/x"],
    ["a tab in it", "https://fcm.google\tapis.com/x"],
    ["a line's end", "https://fcm.googleapis.com/x\n"],
    ["blanks around it", " https://fcm.googleapis.com/x "],
    ["dots in the path", "https://fcm.googleapis.com/a/../x"],
    ["a fragment", "https://fcm.googleapis.com/x#y"],
    ["no path", "https://fcm.googleapis.com/"],
    ["nothing", ""],
    ["no address", "fcm.googleapis.com/x"],
    ["too long", `https://fcm.googleapis.com/${"x".repeat(1_024)}`],
  ])("not %s", (_, endpoint) => {
    expect(isPushEndpoint(endpoint)).toBe(false);
  });
});

describe("NT1: what a push service answers", () => {
  it.each([
    [201, null, { kind: "sent" }],
    [200, null, { kind: "sent" }],
    [404, null, { kind: "gone" }],
    [410, null, { kind: "gone" }],
    [429, "120", { kind: "later", afterMs: 120_000 }],
    [429, null, { kind: "later", afterMs: null }],
    [429, "Wed, 21 Oct 2026 07:28:00 GMT", { kind: "later", afterMs: null }],
    [500, null, { kind: "later", afterMs: null }],
    [503, "9999999", { kind: "later", afterMs: null }],
    [301, null, { kind: "refused", status: 301 }],
    [400, null, { kind: "refused", status: 400 }],
    [403, null, { kind: "refused", status: 403 }],
    [413, null, { kind: "refused", status: 413 }],
  ] as const)("%i (%s) means %o", (status, after, means) => {
    expect(readAnswer(status, after)).toEqual(means);
  });

  it("is sent with its life, its urgency and its topic, follows nobody elsewhere, and opens in the browser", async () => {
    const one = await aBrowser();
    const calls: { url: string; init: RequestInit }[] = [];
    const call = (url: string, init: RequestInit) => {
      calls.push({ url, init });
      return Promise.resolve(new Response(null, { status: 201 }));
    };
    const deps = { keys, contact: "privacy@example.com", now: () => 0, call };
    const message = { text: '{"title":"Sara"}', topic: "abc", urgent: true, ttl: 3_600 };
    expect(await post({ endpoint: FCM, ...one.subscriber }, message, deps)).toEqual({ kind: "sent" });
    const [first] = calls;
    expect(first).toMatchObject({
      url: FCM,
      init: {
        method: "POST",
        redirect: "manual",
        headers: { ttl: "3600", urgency: "high", topic: "abc", "content-encoding": "aes128gcm" },
      },
    });
    expect(await opened(first?.init.body as Uint8Array<ArrayBuffer>, one)).toBe(message.text);
  });

  it("a row that names another address, or no key, calls nobody", async () => {
    const { subscriber } = await aBrowser();
    const call = () => Promise.reject(new Error("called"));
    const deps = { keys, contact: "privacy@example.com", now: () => 0, call };
    const message = { text: "x", topic: "abc", urgent: false, ttl: 60 };
    expect(await post({ endpoint: "https://example.com/x", ...subscriber }, message, deps)).toEqual({ kind: "refused", status: 0 });
    expect(await post({ endpoint: FCM, ...subscriber, p256dh: "x" }, message, deps)).toEqual({ kind: "refused", status: 0 });
    // A service that does not answer is one that is asked again.
    expect(await post({ endpoint: FCM, ...subscriber }, message, deps)).toEqual({ kind: "later", afterMs: null });
  });
});
