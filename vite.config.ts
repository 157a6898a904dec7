import { cloudflare } from "@cloudflare/vite-plugin";
import tailwindcss from "@tailwindcss/vite";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { build, defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { firstFiles } from "./web/first.ts";
import { headersFile } from "./web/headers.ts";
import { shellOf } from "./web/shell.ts";

const META_URL = process.env.LEADOXE_META_URL;
/** The doors and buttons of /demo: only in what `npm start` and `npm run dev` make. */
const DEMO = process.env.LEADOXE_DEMO === "on";

/** Set where the service worker has to go: the one that is built takes itself away (docs/operations.md). */
const SW = process.env.LEADOXE_SW === "off" ? "web/sw/off.ts" : "web/sw/index.ts";

/** The service worker is a script of its own, with what it needs in it and the names of the files it keeps. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const files = shellOf(Object.values(bundle));
      const version = createHash("sha256").update(files.join(" ")).digest("hex").slice(0, 12);
      const made = await build({
        configFile: false,
        publicDir: false,
        logLevel: "error",
        define: { __SHELL__: JSON.stringify({ version, files }) },
        build: {
          write: false,
          target: "es2022",
          modulePreload: false,
          rolldownOptions: { input: SW, output: { format: "iife", entryFileNames: "sw.js" } },
        },
      });
      const [script] = [made].flat().flatMap((one) => ("output" in one ? one.output : []));
      if (script?.type !== "chunk") throw new Error("the service worker was not built");
      this.emitFile({ type: "asset", fileName: "sw.js", source: script.code });
    },
  };
}

// `vite build` makes only the web app: wrangler bundles the Worker, so that what runs locally is what is deployed.
// `vite` (npm run dev) runs both in one process, with hot reloading.
export default defineConfig(({ command }) => ({
  root: "web",
  publicDir: "public",
  plugins: [
    tailwindcss(),
    solid(),
    serviceWorker(),
    {
      name: "headers",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "_headers", source: headersFile(DEMO) });
      },
    },
    command === "serve" &&
      cloudflare({
        configPath: "../wrangler.toml",
        // The same databases as the built system's, and Meta's stand-in wherever it was started.
        persistState: { path: process.env.LEADOXE_DATABASES ?? "../.local/worker" },
        inspectorPort: false,
        config: ({ vars }) => (META_URL === undefined ? {} : { vars: { ...vars, META_GRAPH_URL: META_URL, META_DIALOG_URL: META_URL } }),
      }),
  ],
  define: { __DEMO__: JSON.stringify(DEMO) },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: {
      output: {
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: firstFiles(join(import.meta.dirname, "web")) }] },
      },
    },
  },
  server: { port: Number(process.env.PORT ?? 8787), strictPort: true },
}));
