import type { Bytes } from "./base64url.ts";
import { isPushEndpoint } from "./endpoint.ts";
import { encrypted, type Subscriber } from "./encrypt.ts";
import type { PushKeys } from "./keys.ts";
import { vapid } from "./vapid.ts";

/** One message to one browser, by its push service. */

export interface PushMessage {
  readonly text: string;
  /** At most 32 letters of base64url: of two with the same one that nobody saw yet, the later takes the place of the earlier. */
  readonly topic: string;
  readonly urgent: boolean;
  /** Seconds the service keeps it for a browser that is off. */
  readonly ttl: number;
}

export interface Endpoint extends Subscriber {
  readonly endpoint: string;
}

export type Posted =
  | { readonly kind: "sent" }
  /** The browser has taken its subscription back. */
  | { readonly kind: "gone" }
  | { readonly kind: "later"; readonly afterMs: number | null }
  /** It never goes this way. `status` 0: there is no such endpoint or key. */
  | { readonly kind: "refused"; readonly status: number };

export interface PostDeps {
  readonly keys: PushKeys;
  /** Whom a push service may write to about what we send. */
  readonly contact: string;
  readonly now: () => number;
  /** Asks an address outside. */
  readonly call: (url: string, init: RequestInit) => Promise<Response>;
}

const PATIENCE_MS = 10_000;

export async function post(to: Endpoint, message: PushMessage, { keys, contact, now, call }: PostDeps): Promise<Posted> {
  // Asked at the door as well; what stands in the table may be older than the list.
  if (!isPushEndpoint(to.endpoint)) return { kind: "refused", status: 0 };
  let body: Bytes;
  try {
    body = await encrypted(message.text, to);
  } catch {
    return { kind: "refused", status: 0 };
  }
  const headers = {
    authorization: await vapid(to.endpoint, keys, contact, now()),
    "content-encoding": "aes128gcm",
    "content-type": "application/octet-stream",
    ttl: String(message.ttl),
    urgency: message.urgent ? "high" : "normal",
    topic: message.topic,
  };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    // A listed service sends nobody on to an address that is not listed.
    const response = await call(to.endpoint, { method: "POST", headers, body, redirect: "manual", signal });
    await response.body?.cancel();
    return readAnswer(response.status, response.headers.get("retry-after"));
  } catch {
    return { kind: "later", afterMs: null };
  }
}

export function readAnswer(status: number, retryAfter: string | null): Posted {
  if (status >= 200 && status < 300) return { kind: "sent" };
  if (status === 404 || status === 410) return { kind: "gone" };
  if (status === 429 || status >= 500) {
    const seconds = retryAfter === null || !/^\d{1,6}$/.test(retryAfter.trim()) ? null : Number(retryAfter);
    return { kind: "later", afterMs: seconds === null ? null : seconds * 1_000 };
  }
  return { kind: "refused", status };
}
