import { describe, expect, it } from "vitest";
import { importsOf, sourcesUnder } from "../support/sources.ts";

const files = await sourcesUnder(["domain", "worker", "party"]);
const holding = (pattern: RegExp) => files.filter((file) => pattern.test(file.code)).map((file) => file.path);

describe("IN5: one place calls Meta", () => {
  it("only the Graph client and pushes call anything outside, and in development the demo's hand on the stand-in", () => {
    expect(holding(/(?<![.\w])fetch\(|globalThis\.fetch|\bnew (WebSocket|EventSource)\(|\bconnect\(\{/)).toEqual([
      "worker/demo/meta.ts",
      "worker/meta/graph.ts",
      "worker/push/deps.ts",
    ]);
  });

  it("Meta's address is read by the Graph client alone; the demo hands it to the stand-in's control", () => {
    expect(holding(/META_GRAPH_URL/).filter((path) => path !== "worker/env.ts")).toEqual([
      "worker/demo/meta.ts",
      "worker/http/demo.ts",
      "worker/meta/graph.ts",
    ]);
  });

  it("the Graph client asks for a connection, and only a live record makes one", () => {
    const importers = files.filter((file) => importsOf(file).some((target) => target.path === "worker/meta/graph.ts"));
    expect(importers.every((file) => file.path.startsWith("worker/meta/") || file.path.startsWith("worker/intake/"))).toBe(true);
    // The token is behind a symbol that leaves its file only through `tokenOf`, which is the Graph client's.
    expect(holding(/\baskMeta\b/)).toEqual(["worker/meta/graph.ts", "worker/meta/oauth.ts"]);
    expect(holding(/\baskForPage\b/)).toEqual(["worker/meta/graph.ts", "worker/meta/subscription.ts"]);
    // What a permission just gave is no connection record: it subscribes a Page, and reads nothing of it.
    expect(holding(/\bgranted\(/)).toEqual(["worker/meta/connection.ts", "worker/meta/oauth.ts"]);
    expect(holding(/\btokenOf\b/)).toEqual(["worker/meta/connection.ts", "worker/meta/graph.ts"]);
    expect(holding(/\[live\]/)).toEqual(["worker/meta/connection.ts"]);
    expect(holding(/export const live\b/)).toEqual([]);
  });

  it("the demo's hand on the stand-in is not reachable where the demo is off", () => {
    const importers = files.filter((file) => importsOf(file).some((target) => target.path.startsWith("worker/demo/")));
    expect(importers.map((file) => file.path).filter((path) => !path.startsWith("worker/demo/"))).toEqual(["worker/http/demo.ts"]);
    const app = files.find((file) => file.path === "worker/app.ts");
    expect(app?.code).toMatch(/DEMO !== "on"\) throw new Refusal\("not_found"\);\s+const \{ demoRoutes \} = await import\(/);
  });
});
