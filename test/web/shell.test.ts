import { beforeEach, describe, expect, it, vi } from "vitest";
import { HURRY } from "../../web/connection/summons.ts";
import { type Built, shellOf } from "../../web/shell.ts";
import { serveShell, type ShellScope, wayOf } from "../../web/sw/shell.ts";

const ORIGIN = "https://crm.example";
const ask = (path: string, over: Partial<Pick<Request, "method" | "mode">> = {}) => ({
  method: "GET",
  mode: "navigate" as const,
  url: new URL(path, ORIGIN).href,
  ...over,
});

describe("OF1: what the service worker answers at all", () => {
  it("is the app's files, and its screens' page", () => {
    for (const path of ["/", "/w/north/day", "/w/north/leads/1?owner=me", "/login", "/account", "/new"])
      expect(wayOf(ask(path), ORIGIN)).toBe("page");
    expect(wayOf(ask("/assets/index-a1.js", { mode: "cors" }), ORIGIN)).toBe("file");
  });

  it("is nothing of the server's, nothing but reading, and nothing of another origin", () => {
    const others = [
      "/api/session",
      "/api/w/north/leads",
      "/live/north",
      "/webhooks/meta",
      "/privacy",
      "/privacy-policy",
      "/privacy/deletion/x",
    ];
    for (const path of [...others, "/healthz", "/demo", "/demo/enter?door=agent", "/reset?token=x", "/invite", "/sw.js"])
      expect([path, wayOf(ask(path), ORIGIN)]).toEqual([path, null]);
    expect(wayOf(ask("/w/north/day", { mode: "cors" }), ORIGIN)).toBeNull();
    expect(wayOf(ask("/assets/index-a1.js", { method: "POST" }), ORIGIN)).toBeNull();
    expect(wayOf(ask("https://other.example/assets/index-a1.js"), ORIGIN)).toBeNull();
  });
});

/** A browser's caches, in the order they were made in. */
class Caches {
  readonly all = new Map<string, Map<string, Response>>();
  private key = (asked: RequestInfo | URL) => new URL(asked instanceof Request ? asked.url : String(asked), ORIGIN).pathname;
  async open(name: string) {
    const held = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, held);
    return {
      match: async (asked: RequestInfo) => held.get(this.key(asked))?.clone(),
      put: async (asked: RequestInfo, answer: Response) => void held.set(this.key(asked), answer),
      keys: async () => [...held.keys()].map((path) => new Request(new URL(path, ORIGIN))),
    };
  }
  async keys() {
    return [...this.all.keys()];
  }
  async delete(name: string) {
    return this.all.delete(name);
  }
  async match(asked: RequestInfo) {
    for (const held of this.all.values()) {
      const found = held.get(this.key(asked));
      if (found !== undefined) return found.clone();
    }
    return undefined;
  }
}

/** What the server has, and how often it was asked. */
let served: Map<string, () => Response>;
let asked: string[];
let caches: Caches;

function answer(text: string, type: string, status = 200): Response {
  const made = new Response(text, { status, headers: { "content-type": type } });
  // Of our own origin; a test's answers are of none.
  return Object.defineProperty(made, "type", { value: "basic" });
}

function worker(version: string, files: readonly string[]) {
  const works = new Map<string, (event: never) => void>();
  const scope: ShellScope = {
    location: { origin: ORIGIN },
    registration: { unregister: async () => true },
    clients: { claim: async () => undefined },
    skipWaiting: vi.fn(async () => undefined),
    fetch: async (request) => {
      const path = new URL(request instanceof Request ? request.url : request, ORIGIN).pathname;
      asked.push(path);
      const found = served.get(path) ?? served.get("*");
      if (found === undefined) throw new TypeError("no connection");
      return found();
    },
    addEventListener: (name: string, work: (event: never) => void) => void works.set(name, work),
  };
  serveShell(scope, caches as unknown as CacheStorage, { version, files });
  const wait = async (name: string) => {
    let work: Promise<unknown> = Promise.resolve();
    works.get(name)?.({ waitUntil: (one: Promise<unknown>) => (work = one) } as never);
    await work;
  };
  const get = async (path: string, mode: RequestMode = "navigate") => {
    const made: Promise<Response>[] = [];
    const request = Object.defineProperty(new Request(new URL(path, ORIGIN)), "mode", { value: mode });
    works.get("fetch")?.({ request, respondWith: (one: Promise<Response>) => made.push(one) } as never);
    return (await made[0])?.text() ?? null;
  };
  const hear = (data: string) => works.get("message")?.({ data } as never);
  return { install: () => wait("install"), activate: () => wait("activate"), get, hear, scope };
}

describe("OF1: the app without a connection", () => {
  beforeEach(() => {
    asked = [];
    caches = new Caches();
    served = new Map([
      ["/", () => answer("page 1", "text/html")],
      ["/assets/a-1.js", () => answer("a", "text/javascript")],
      ["/assets/b-1.js", () => answer("b", "text/javascript")],
      // As the server answers what it does not have.
      ["*", () => answer("page 1", "text/html")],
    ]);
  });

  it("starts from what is kept, and from the server's page where there is one", async () => {
    const one = worker("1", ["/assets/a-1.js", "/assets/b-1.js"]);
    await one.install();
    await one.activate();
    expect(await one.get("/w/north/day")).toBe("page 1");
    served = new Map([["/w/north/day", () => answer("newer", "text/html")]]);
    expect(await one.get("/w/north/day")).toBe("newer");
    served = new Map([["/w/north/day", () => answer("trouble", "text/html", 503)]]);
    expect(await one.get("/w/north/day")).toBe("page 1");
    served.clear();
    expect([await one.get("/w/north/day"), await one.get("/assets/a-1.js", "cors")]).toEqual(["page 1", "a"]);
    expect(asked.filter((path) => path === "/assets/a-1.js")).toHaveLength(1);
  });

  it("takes its files with a rest after each, and without where somebody waits for it", async () => {
    vi.useFakeTimers();
    try {
      const one = worker("1", ["/assets/a-1.js", "/assets/b-1.js", "/assets/c-1.js", "/assets/d-1.js"]);
      for (const name of ["c", "d"]) served.set(`/assets/${name}-1.js`, () => answer(name, "text/javascript"));
      const installed = one.install();
      await vi.advanceTimersByTimeAsync(1);
      expect(asked).toEqual(["/assets/a-1.js"]);
      await vi.advanceTimersByTimeAsync(30);
      expect(asked).toEqual(["/assets/a-1.js", "/assets/b-1.js"]);
      one.hear(HURRY);
      // Both that are left, with no rest before either.
      await vi.advanceTimersByTimeAsync(1);
      expect(asked.slice(2, 4)).toEqual(["/assets/c-1.js", "/assets/d-1.js"]);
      await vi.advanceTimersByTimeAsync(30);
      await installed;
      expect(asked).toEqual(["/assets/a-1.js", "/assets/b-1.js", "/assets/c-1.js", "/assets/d-1.js", "/"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("does not begin without all of it: a file that the server does not have is none", async () => {
    const one = worker("1", ["/assets/a-1.js", "/assets/gone-1.js"]);
    await expect(one.install()).rejects.toThrow("gone-1.js");
    expect(await caches.match("/")).toBeUndefined();
    expect(await one.get("/assets/gone-1.js", "cors")).toBe("page 1");
    expect(await caches.match("/assets/gone-1.js")).toBeUndefined();
  });

  it("waits beside an older version until no tab has it open, and fetches only what differs", async () => {
    const one = worker("1", ["/assets/a-1.js", "/assets/b-1.js"]);
    await one.install();
    await one.activate();
    served = new Map([
      ["/", () => answer("page 2", "text/html")],
      ["/assets/b-2.js", () => answer("b2", "text/javascript")],
    ]);
    asked = [];
    const two = worker("2", ["/assets/a-1.js", "/assets/b-2.js"]);
    await two.install();
    expect(asked.sort()).toEqual(["/", "/assets/b-2.js"]);
    expect(two.scope.skipWaiting).not.toHaveBeenCalled();
    served.clear();
    // The old worker starts what is whole and newest, and still has what its open tabs need.
    expect([await one.get("/"), await one.get("/assets/b-1.js", "cors")]).toEqual(["page 2", "b"]);
    await two.activate();
    expect(await caches.match("/assets/b-1.js")).toBeUndefined();
    expect([await two.get("/"), await two.get("/assets/a-1.js", "cors")]).toEqual(["page 2", "a"]);
  });

  it("keeps no answer of the server's: it does not even see them", async () => {
    const one = worker("1", []);
    expect([await one.get("/api/session", "cors"), await one.get("/demo/enter?door=agent")]).toEqual([null, null]);
  });
});

describe("OF1: what is kept of a build", () => {
  const chunk = (fileName: string, over: Partial<Built> = {}): Built => ({ type: "chunk", fileName, ...over });

  it("is what a workspace's screens are made of, and not the console's or the settings'", () => {
    const css = { importedCss: new Set(["assets/index-1.css"]) };
    const built = [
      chunk("assets/index-1.js", {
        isEntry: true,
        imports: ["assets/solid-1.js"],
        dynamicImports: ["assets/Day-1.js", "assets/Console-1.js"],
        viteMetadata: css,
      }),
      chunk("assets/solid-1.js"),
      chunk("assets/Day-1.js", { facadeModuleId: "/app/web/views/day/DayView.tsx", dynamicImports: ["assets/Row-1.js"] }),
      chunk("assets/Row-1.js"),
      chunk("assets/Console-1.js", { facadeModuleId: "/app/web/views/console/ConsoleFrame.tsx", imports: ["assets/charts-1.js"] }),
      chunk("assets/charts-1.js"),
      { type: "asset", fileName: "assets/geist-latin-wght-normal-1.woff2" } as const,
      { type: "asset", fileName: "assets/geist-cyrillic-wght-normal-1.woff2" } as const,
    ];
    expect(shellOf(built)).toEqual([
      "/assets/Day-1.js",
      "/assets/Row-1.js",
      "/assets/geist-latin-wght-normal-1.woff2",
      "/assets/index-1.css",
      "/assets/index-1.js",
      "/assets/solid-1.js",
    ]);
  });
});
