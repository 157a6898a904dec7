import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PushPayload } from "../../domain/pushtext.ts";
import { noticesChannel, openTabs } from "../../web/connection/tabs.ts";
import { BADGE, ICON, listenForPush, type PushScope } from "../../web/sw/push.ts";

const ORIGIN = "https://crm.example.com";
const SENT: PushPayload = {
  title: "A lead is yours",
  body: "Layla · Villas Q4",
  tag: "0193",
  url: "/w/north/leads/01a20e25-0a30-75fb-bcbb-3976f0a126c8",
  lang: "en",
  dir: "ltr",
  at: 1_700_000_000_000,
};

interface Window {
  readonly url: string;
  readonly focused?: boolean;
  /** Whether its app goes where it is asked to. */
  readonly hears?: boolean;
}

/** What the worker did, in its order. */
let did: unknown[][];
let windows: Window[];
let refused: (path: string) => boolean;
/** What the server answers with where it refuses; 0: nothing comes back. */
let refusal: number;
let language: string;
const heard = new Map<string, (event: Event) => void>();

const fetched = (path: string, init?: RequestInit) => {
  did.push(["fetch", init?.method ?? "GET", path, typeof init?.body === "string" ? JSON.parse(init.body) : null]);
  const answer = { publicKey: "the key", devices: [] };
  if (refused(path) && refusal === 0) return Promise.reject(new TypeError("Failed to fetch"));
  return Promise.resolve(Response.json(answer, { status: refused(path) ? refusal : 200 }));
};
const subscription = (name: string, key: ArrayBuffer | null = new ArrayBuffer(65)) => ({
  endpoint: `https://fcm.googleapis.com/${name}`,
  options: { applicationServerKey: key, userVisibleOnly: true },
  toJSON: () => ({ endpoint: `https://fcm.googleapis.com/${name}`, keys: { p256dh: `${name} p`, auth: `${name} a` } }),
  unsubscribe: () => {
    did.push(["unsubscribed", name]);
    return Promise.resolve(true);
  },
});

const scope: PushScope = {
  location: { origin: ORIGIN },
  navigator: {
    get language() {
      return language;
    },
  },
  registration: {
    showNotification: (title, options) => {
      did.push(["shown", title, options]);
      return Promise.resolve();
    },
    pushManager: {
      subscribe: (options) => {
        did.push(["subscribed", typeof options.applicationServerKey, options.userVisibleOnly]);
        return Promise.resolve(subscription("new"));
      },
    },
  },
  clients: {
    matchAll: () =>
      Promise.resolve(
        windows.map(({ url, focused = false, hears = true }) => ({
          url,
          focused,
          focus: () => {
            did.push(["focused", url]);
            return Promise.resolve();
          },
          navigate: (to: string) => {
            did.push(["loaded", url, to]);
            return Promise.resolve();
          },
          postMessage: ({ to }: { to: string }, [port]: MessagePort[]) => {
            did.push(["told", url, to]);
            if (hears) port?.postMessage(true);
          },
        })),
      ),
    openWindow: (url) => {
      did.push(["opened", url]);
      return Promise.resolve();
    },
  },
  fetch: fetched,
  addEventListener: (name, work) => void heard.set(name, work),
};
listenForPush(scope);

async function happens(name: string, event: object): Promise<void> {
  const works: Promise<unknown>[] = [];
  heard.get(name)?.(Object.assign(new Event(name), event, { waitUntil: (work: Promise<unknown>) => void works.push(work) }));
  expect(works).toHaveLength(1);
  await Promise.all(works);
}
const pushed = (text: string | null) => happens("push", { data: text === null ? null : { text: () => text } });
const pressed = (data: unknown) => happens("notificationclick", { notification: { data, close: () => did.push(["closed"]) } });

beforeEach(() => {
  [did, windows, refused, refusal, language] = [[], [], () => false, 401, "en-GB"];
});
afterEach(() => vi.useRealTimers());

describe("NT1: a push", () => {
  it("is shown as it was sent, and tells the open windows of its workspace that there is something", async () => {
    const tabs = openTabs(noticesChannel("north"));
    const told = new Promise<void>((resolve) => tabs.hear(resolve));
    await pushed(JSON.stringify(SENT));
    const { title, body, tag, lang, dir, at, url } = SENT;
    expect(did).toEqual([["shown", title, { body, tag, lang, dir, timestamp: at, icon: ICON, badge: BADGE, data: { url } }]]);
    await told;
    tabs.close();
  });

  it.each<[string, string | null]>([
    ["is nothing", null],
    ["is no JSON", "Layla Haddad +971501234567"],
    ["lacks a part", JSON.stringify({ ...SENT, lang: undefined })],
    ["leads to another site", JSON.stringify({ ...SENT, url: "https://evil.example.com/w/north" })],
    ["leads out of the app", JSON.stringify({ ...SENT, url: "//evil.example.com" })],
    ["leads to the way out", JSON.stringify({ ...SENT, url: "/api/auth/sign-out" })],
  ])("that %s says that there is something, and nothing of what was in it", async (_title, text) => {
    await pushed(text);
    expect(did).toMatchObject([["shown", "Something is new", { body: "Open LEADOXE CRM to see it.", lang: "en", data: { url: "" } }]]);
    expect(JSON.stringify(did)).not.toMatch(/Layla|971|evil/);
    language = "ar-AE";
    await pushed(text);
    expect(did[1]).toMatchObject(["shown", "هناك جديد", { lang: "ar", dir: "rtl" }]);
  });
});

describe("NT1: a notification that is pressed", () => {
  it("brings the open window of its workspace forward, which goes there by itself", async () => {
    windows = [{ url: `${ORIGIN}/w/south/day` }, { url: `${ORIGIN}/w/north/day` }, { url: `${ORIGIN}/w/north/leads`, focused: true }];
    await pressed({ url: SENT.url });
    expect(did).toEqual([["closed"], ["focused", `${ORIGIN}/w/north/leads`], ["told", `${ORIGIN}/w/north/leads`, SENT.url]]);
  });

  it("loads it in that window where the window does not answer", async () => {
    vi.useFakeTimers();
    windows = [{ url: `${ORIGIN}/w/north/day`, hears: false }];
    const work = pressed({ url: SENT.url });
    await vi.advanceTimersByTimeAsync(2_000);
    await work;
    expect(did.at(-1)).toEqual(["loaded", `${ORIGIN}/w/north/day`, SENT.url]);
  });

  it("opens a window where none of its workspace is open: another's, or another site's, is left as it is", async () => {
    windows = [{ url: `${ORIGIN}/w/south/day` }, { url: "https://other.example.com/w/north/day" }];
    await pressed({ url: SENT.url });
    expect(did).toEqual([["closed"], ["opened", SENT.url]]);
  });

  it.each([[{ url: "" }], [{ url: "https://evil.example.com" }], [null]])("with %j leads to the app's beginning", async (data) => {
    await pressed(data);
    expect(did).toEqual([["closed"], ["opened", "/"]]);
  });
});

describe("NT1: a browser whose address for pushes changed", () => {
  const added = ["fetch", "POST", "/api/account/push", { endpoint: "https://fcm.googleapis.com/new", p256dh: "new p", auth: "new a" }];
  const removed = ["fetch", "POST", "/api/account/push/remove", { endpoint: "https://fcm.googleapis.com/old" }];

  it("tells the server the new one, then that the old one is over", async () => {
    await happens("pushsubscriptionchange", { oldSubscription: subscription("old"), newSubscription: subscription("new") });
    expect(did).toEqual([added, removed]);
  });

  it("subscribes anew with the key it had, else with the one the server has", async () => {
    await happens("pushsubscriptionchange", { oldSubscription: subscription("old"), newSubscription: null });
    expect(did).toEqual([["subscribed", "object", true], added, removed]);
    did = [];
    await happens("pushsubscriptionchange", {});
    expect(did).toEqual([["fetch", "GET", "/api/account/push", null], ["subscribed", "string", true], added]);
  });

  it("lets go of it where nobody is signed in any more", async () => {
    refused = () => true;
    await happens("pushsubscriptionchange", { oldSubscription: subscription("old"), newSubscription: subscription("new") });
    expect(did).toEqual([added, ["unsubscribed", "new"]]);
    did = [];
    await happens("pushsubscriptionchange", {});
    expect(did).toEqual([["fetch", "GET", "/api/account/push", null]]);
  });

  it.each([0, 503])("keeps it where the server could not be reached (%i)", async (answered) => {
    refused = () => true;
    refusal = answered;
    await happens("pushsubscriptionchange", { oldSubscription: subscription("old"), newSubscription: subscription("new") });
    expect(did).toEqual([added]);
  });
});
