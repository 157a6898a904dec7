import { HURRY } from "../connection/summons.ts";

/** What the build knows of itself: the addresses of all files a workspace's screens need. */
export interface Shell {
  /** Another one for every build that differs. */
  readonly version: string;
  readonly files: readonly string[];
}

interface Waits {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Waits {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** What of a service worker is used. */
export interface ShellScope {
  readonly location: { readonly origin: string };
  readonly registration: { unregister(): Promise<boolean> };
  readonly clients: { claim(): Promise<void> };
  fetch(request: RequestInfo, init?: RequestInit): Promise<Response>;
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", work: (event: Waits) => void): void;
  addEventListener(name: "message", work: (event: { readonly data: unknown }) => void): void;
  addEventListener(name: "fetch", work: (event: Asked) => void): void;
}

const PREFIX = "leadoxe-shell-";
const PAGE = "/";
/** Longer than this nobody looks at an empty window: with the page as it was last time there is something to look at. */
const PAGE_MS = 3_000;
/** Between one file and the next: whoever is at work meanwhile, as in a list that is scrolled, has the same two cores. */
const REST_MS = 25;
/** Where somebody waits for them. */
const AT_ONCE = 6;
/** The app's own screens. Whatever else there is on this origin, now or later, is between the browser and the server. */
const SCREENS = /^\/(?:$|w\/|login$|account$|new$)/;

export type Way = "file" | "page" | null;

/** What is answered from here at all; null: the browser asks as if there were no service worker. */
export function wayOf({ method, mode, url }: Pick<Request, "method" | "mode" | "url">, origin: string): Way {
  const to = new URL(url);
  if (method !== "GET" || to.origin !== origin) return null;
  if (to.pathname.startsWith("/assets/")) return "file";
  return mode === "navigate" && SCREENS.test(to.pathname) ? "page" : null;
}

/**
 * Files have their content's hash in their name: one that is here is right. The page is asked for anew each time. A new version's files
 * are fetched beside the old ones, which stay as long as a tab of the old version is open: only then does the new worker begin.
 */
export function serveShell(scope: ShellScope, store: CacheStorage, shell: Shell): void {
  const own = PREFIX + shell.version;
  let rests = REST_MS;
  let hurry = (): void => undefined;

  /** What stands between may answer with a page of its own, as a hotel's network does: that is not the file. */
  const isFile = (answer: Response) => answer.ok && answer.type === "basic" && !/text\/html/.test(answer.headers.get("content-type") ?? "");

  async function install(): Promise<void> {
    const others = (await store.keys()).some((name) => name.startsWith(PREFIX) && name !== own);
    const cache = await store.open(own);
    const here = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
    const left = shell.files.filter((file) => !here.has(file));
    const take = async (): Promise<void> => {
      for (let file = left.shift(); file !== undefined; file = left.shift()) {
        const known = others ? await store.match(file) : undefined;
        const answer = known ?? (await scope.fetch(file));
        if (known === undefined && !isFile(answer)) throw new Error(`${file} cannot be had`);
        await cache.put(file, answer);
        await new Promise((rested) => setTimeout(rested, rests));
      }
    };
    const taking: Promise<void>[] = [];
    const begin = (most: number) => {
      for (let one; taking.length < most; taking.push(one)) {
        one = take();
        // That it failed is said below, when its turn comes.
        one.catch(() => undefined);
      }
    };
    hurry = () => begin(AT_ONCE);
    begin(rests === 0 ? AT_ONCE : 1);
    // Those that join meanwhile too.
    for (const one of taking) await one;
    // Last: where the page is, everything it needs is.
    const page = await scope.fetch(PAGE, { cache: "no-cache" });
    if (!page.ok || page.redirected) throw new Error("the page cannot be had");
    await cache.put(PAGE, page);
  }

  async function activate(): Promise<void> {
    for (const name of await store.keys()) if (name.startsWith(PREFIX) && name !== own) await store.delete(name);
    await scope.clients.claim();
  }

  async function file(request: Request): Promise<Response> {
    const known = await store.match(request, { ignoreVary: true });
    if (known !== undefined) return known;
    const answer = await scope.fetch(request);
    if (isFile(answer)) {
      const copy = answer.clone();
      await store
        .open(own)
        .then((cache) => cache.put(request, copy))
        .catch(() => undefined);
    }
    return answer;
  }

  /** The newest that is whole: caches are listed in the order they were made in. */
  async function kept(): Promise<Response | undefined> {
    for (const name of (await store.keys()).toReversed()) {
      const found = name.startsWith(PREFIX) ? await (await store.open(name)).match(PAGE) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async function page(request: Request): Promise<Response> {
    const asked = scope.fetch(request);
    const good = asked.then(
      (answer) => (answer.status >= 500 ? undefined : answer),
      () => undefined,
    );
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, PAGE_MS));
    return (await Promise.race([good, late])) ?? (await kept()) ?? (await asked);
  }

  scope.addEventListener("install", (event) => event.waitUntil(install()));
  scope.addEventListener("message", ({ data }) => {
    if (data !== HURRY) return;
    rests = 0;
    hurry();
  });
  scope.addEventListener("activate", (event) => event.waitUntil(activate()));
  scope.addEventListener("fetch", (event) => {
    const way = wayOf(event.request, scope.location.origin);
    if (way === "file") event.respondWith(file(event.request));
    if (way === "page") event.respondWith(page(event.request));
  });
}
