import { type DeviceBody, devicesAnswer } from "../../domain/device.ts";
import { notifySettings, type NotifySettings } from "../../domain/notice.ts";
import * as v from "valibot";
import type { Call } from "./call.ts";
import { registration } from "./installed.ts";
import { HURRY } from "./summons.ts";

/** What this browser can do about pushes, before anybody asked for one. */
export type PushAbility = "usable" | "denied" | "install_first" | "unsupported";
/** `dismissed`: they closed the question. `unreached`: no push service answered, or this browser has none. */
export type PushTrouble = "denied" | "dismissed" | "unreached";

export class PushFailure extends Error {
  readonly code: PushTrouble;
  constructor(code: PushTrouble) {
    super(code);
    this.name = "PushFailure";
    this.code = code;
  }
}

/** This browser's own push: a test says what it is. */
export interface BrowserPush {
  ability(): PushAbility;
  /** The endpoint it has; null: none, or not allowed any more. */
  endpoint(): Promise<string | null>;
  /** Asks the person where they were not asked; only ever in answer to a press. */
  subscribe(publicKey: string): Promise<DeviceBody>;
  unsubscribe(): Promise<void>;
}

/** For the service worker, which begins once it has all of the app's files, and the push service together: some networks let that one hang for ever. */
const PATIENCE_MS = 20_000;

export const browserPush: BrowserPush = {
  ability: () => {
    if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)
      return Notification.permission === "denied" ? "denied" : "usable";
    // Safari on a telephone has it for what stands on the home screen, and says so by this.
    return "standalone" in navigator && navigator.standalone === false ? "install_first" : "unsupported";
  },
  endpoint: async () => {
    if (!("Notification" in window) || Notification.permission !== "granted") return null;
    return (await subscribed())?.endpoint ?? null;
  },
  subscribe: async (publicKey) => {
    // First of all, while the press still counts.
    const answer = await Notification.requestPermission();
    if (answer !== "granted") throw new PushFailure(answer === "denied" ? "denied" : "dismissed");
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new PushFailure("unreached")), PATIENCE_MS);
      });
      const { endpoint, keys } = (await Promise.race([subscribeTo(publicKey), late])).toJSON();
      return v.parse(subscription, { endpoint, ...keys });
    } catch {
      throw new PushFailure(Notification.permission === "denied" ? "denied" : "unreached");
    } finally {
      clearTimeout(timer);
    }
  },
  unsubscribe,
};

const subscription = v.object({ endpoint: v.string(), p256dh: v.string(), auth: v.string() });

/** Takes back what this browser subscribed, if it did: its push service tells it nothing more. */
export async function unsubscribe(): Promise<void> {
  await (await subscribed())?.unsubscribe();
}

async function subscribed(): Promise<PushSubscription | null> {
  if (!("serviceWorker" in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager?.getSubscription()) ?? null;
}

async function subscribeTo(publicKey: string): Promise<PushSubscription> {
  const { pushManager } = await ready();
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  // With another key than the one before a browser subscribes only anew.
  return pushManager.subscribe(options).catch(async () => {
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  });
}

async function ready(): Promise<ServiceWorkerRegistration> {
  const found = await registration();
  // In development there is none to wait for.
  if (found === null) throw new PushFailure("unreached");
  const never = new Promise<never>((_, reject) => {
    const give = () => reject(new PushFailure("unreached"));
    const { installing } = found;
    installing?.postMessage(HURRY);
    installing?.addEventListener("statechange", () => installing.state === "redundant" && found.active === null && give());
  });
  return Promise.race([navigator.serviceWorker.ready, never]);
}

const done = v.object({ ok: v.literal(true) });

/** The browsers somebody is pushed to, and what and when. */
export function createPushApi(call: Call) {
  return {
    devices: () => call(devicesAnswer, "GET", "/api/account/push"),
    add: (device: DeviceBody) => call(done, "POST", "/api/account/push", device),
    remove: (which: { readonly id: string } | { readonly endpoint: string }) => call(done, "POST", "/api/account/push/remove", which),
    notify: () => call(notifySettings, "GET", "/api/account/notify"),
    setNotify: (settings: NotifySettings) => call(notifySettings, "PUT", "/api/account/notify", settings),
  };
}

export type PushApi = ReturnType<typeof createPushApi>;
