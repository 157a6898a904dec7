import { build } from "vite";

/** Where the Worker believes Meta to be (META_GRAPH_URL in wrangler.toml). */
export const META_HOST = "localhost:8788";

/** What is not Meta's stand-in fails the request that asked for it: nothing here reaches the network. */
export const GATE = {
  name: "gate",
  modules: true,
  script: `export default {
  fetch(request, env) {
    const { host } = new URL(request.url);
    if (host === ${JSON.stringify(META_HOST)}) return env.META.fetch(request);
    throw new Error("unexpected outgoing request to " + host);
  },
};`,
  compatibilityDate: "2026-10-01",
  serviceBindings: { META: "meta-stand-in" },
} as const;

/** Meta's stand-in as a second Worker beside the one under test: bundled once, since auxiliary Workers take plain JavaScript. */
export async function bundleStandIn() {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: "test/meta/index.ts", formats: ["es"], fileName: "index" },
      rolldownOptions: { external: [/^cloudflare:/, /^node:/] },
    },
  });
  const output = Array.isArray(built) ? built[0] : built;
  if (output === undefined || !("output" in output)) throw new Error("the stand-in could not be bundled");
  return {
    name: "meta-stand-in",
    modules: [{ type: "ESModule" as const, path: "index.js", contents: output.output[0].code }],
    compatibilityDate: "2026-10-01",
    compatibilityFlags: ["nodejs_compat"],
    durableObjects: { META: { className: "MetaState", useSQLite: true } },
    bindings: {
      APP_ID: "100000000000001",
      APP_SECRET: "development-app-secret",
      TARGET_URL: "http://localhost:8787/webhooks/meta",
      GRAPH_VERSION: "v26.0",
    },
  };
}
