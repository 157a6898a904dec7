import * as v from "valibot";
import { devicesAnswer } from "../../domain/device.ts";
import { directionOf, type PushLanguage, unreadableText } from "../../domain/pushtext.ts";
import type { Summons } from "../connection/summons.ts";
import { noticesChannel } from "../connection/tabs.ts";

/** NT1: what this browser is sent while no window is open, or none is looked at. */

/** Our own screens and nothing else; of the query only what names an entry. */
const PLACE = /^\/w\/([a-z0-9-]{2,32})(?:\/[\w/-]*)?(?:\?[\w=-]*)?$/;
const payload = v.object({
  title: v.pipe(v.string(), v.nonEmpty()),
  body: v.string(),
  tag: v.string(),
  url: v.pipe(v.string(), v.regex(PLACE)),
  lang: v.picklist(["en", "ar"]),
  dir: v.picklist(["ltr", "rtl"]),
  at: v.number(),
});
type Payload = v.InferOutput<typeof payload>;

export const ICON = "/icon-192.png";
/** What a telephone draws in one colour at the top of its screen. */
export const BADGE = "/badge-96.png";
/** A window that says nothing for so long does not hear. */
const ANSWER_MS = 1_000;

/** As much of a window as is used. */
interface Page {
  readonly url: string;
  readonly focused?: boolean;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
  postMessage(message: Summons, ports: MessagePort[]): void;
}

interface Waits extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Pushed extends Waits {
  readonly data: { text(): string } | null;
}
interface Pressed extends Waits {
  readonly notification: { readonly data: unknown; close(): void };
}
interface Changed extends Waits {
  readonly oldSubscription?: Subscription | null;
  readonly newSubscription?: Subscription | null;
}
type Subscription = Pick<PushSubscription, "endpoint" | "options" | "toJSON" | "unsubscribe">;

/** What of a service worker is used: the whole of it is one such, and so is a test's. */
export interface PushScope {
  readonly location: { readonly origin: string };
  readonly navigator: { readonly language: string };
  readonly registration: {
    showNotification(title: string, options: NotificationOptions & { readonly timestamp?: number }): Promise<unknown>;
    readonly pushManager: { subscribe(options: PushSubscriptionOptionsInit): Promise<Subscription> };
  };
  readonly clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Page[]>;
    openWindow(url: string): Promise<unknown>;
  };
  fetch(path: string, init?: RequestInit): Promise<Response>;
  addEventListener(name: string, work: (event: Event) => void): void;
}

export function listenForPush(scope: PushScope): void {
  // The browser's own types for them are in no library that is loaded here.
  const listen = <E extends Waits>(name: string, work: (event: E) => Promise<unknown>) =>
    scope.addEventListener(name, (event) => (event as E).waitUntil(work(event as E)));
  listen<Pushed>("push", ({ data }) => show(scope, data));
  listen<Pressed>("notificationclick", ({ notification }) => {
    notification.close();
    return open(scope, notification.data);
  });
  listen<Changed>("pushsubscriptionchange", (event) => renew(scope, event));
}

/** A browser takes the right to push from whom it showed nothing: what cannot be read says that there is something, and not what. */
async function show(scope: PushScope, data: Pushed["data"]): Promise<void> {
  const sent = read(data);
  const language: PushLanguage = scope.navigator.language.startsWith("ar") ? "ar" : "en";
  const { title, ...said }: Omit<Payload, "at"> & { readonly at?: number } = sent ?? {
    ...unreadableText(language),
    tag: "leadoxe",
    url: "",
    lang: language,
    dir: directionOf(language),
  };
  const { body, tag, lang, dir, at, url } = said;
  await scope.registration.showNotification(title, {
    body,
    tag,
    lang,
    dir,
    ...(at !== undefined && { timestamp: at }),
    icon: ICON,
    badge: BADGE,
    data: { url },
  });
  const slug = PLACE.exec(url)?.[1];
  if (slug === undefined || !("BroadcastChannel" in globalThis)) return;
  // Open windows count it at once.
  const channel = new BroadcastChannel(noticesChannel(slug));
  channel.postMessage(null);
  channel.close();
}

function read(data: Pushed["data"]): Payload | null {
  try {
    const parsed = v.safeParse(payload, JSON.parse(data?.text() ?? ""));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

const pressed = v.object({ url: v.pipe(v.string(), v.regex(PLACE)) });

/** In a window of that workspace, where one is open: it goes there without loading anew. */
async function open(scope: PushScope, data: unknown): Promise<void> {
  const parsed = v.safeParse(pressed, data);
  const to = parsed.success ? parsed.output.url : "/";
  const pages = (await scope.clients.matchAll({ type: "window", includeUncontrolled: true })).filter(
    ({ url }) => new URL(url).origin === scope.location.origin,
  );
  const slug = PLACE.exec(to)?.[1];
  const own = pages.filter(({ url }) => slug !== undefined && PLACE.exec(new URL(url).pathname)?.[1] === slug);
  const page = own.find(({ focused }) => focused) ?? own[0];
  if (page === undefined) return void (await scope.clients.openWindow(to));
  // A browser may refuse to bring a window forward; what is asked for is opened all the same.
  await page.focus().catch(() => undefined);
  if (await went(page, to)) return;
  await page.navigate(to).catch(() => scope.clients.openWindow(to));
}

function went(page: Page, to: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const timer = setTimeout(() => answer(false), ANSWER_MS);
    const answer = (heard: boolean) => {
      clearTimeout(timer);
      port1.close();
      resolve(heard);
    };
    port1.onmessage = () => answer(true);
    page.postMessage({ t: "go", to }, [port2]);
  });
}

/** The browser's address for pushes is another one: the server learns it, else nothing comes any more and nobody is told. */
async function renew(scope: PushScope, { oldSubscription, newSubscription }: Changed): Promise<void> {
  const made = newSubscription ?? (await subscribeAnew(scope, oldSubscription ?? null));
  if (made === null) return;
  const { endpoint, keys = {} } = made.toJSON();
  const added = await post(scope, "/api/account/push", { endpoint, p256dh: keys["p256dh"], auth: keys["auth"] });
  // Nobody is signed in here any more.
  if (added === "refused") return void (await made.unsubscribe());
  // Without a connection nobody said so: it stays, and whoever turns the pushes on again asks with it.
  if (added === "unreached") return;
  if (oldSubscription != null && oldSubscription.endpoint !== endpoint)
    await post(scope, "/api/account/push/remove", { endpoint: oldSubscription.endpoint });
}

async function subscribeAnew(scope: PushScope, old: Subscription | null): Promise<Subscription | null> {
  const known = old?.options.applicationServerKey ?? null;
  const key = known ?? (await publicKey(scope));
  return key === null
    ? null
    : scope.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).catch(() => null);
}

async function publicKey(scope: PushScope): Promise<string | null> {
  const answer = await scope.fetch("/api/account/push", { credentials: "same-origin" }).catch(() => null);
  if (answer === null || !answer.ok) return null;
  const parsed = v.safeParse(devicesAnswer, await answer.json().catch(() => null));
  return parsed.success ? parsed.output.publicKey : null;
}

async function post(scope: PushScope, path: string, body: unknown): Promise<"done" | "refused" | "unreached"> {
  const init = {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  } as const;
  const answer = await scope.fetch(path, init).catch(() => null);
  if (answer?.ok === true) return "done";
  return answer?.status === 401 || answer?.status === 403 ? "refused" : "unreached";
}
