import { cloudflare } from "@cloudflare/vite-plugin";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { headersFile } from "./web/headers.ts";

const META_URL = process.env.LEADOXE_META_URL;
/** The doors and buttons of /demo: only in what `npm start` and `npm run dev` make. */
const DEMO = process.env.LEADOXE_DEMO === "on";

// `vite build` makes only the web app: wrangler bundles the Worker, so that what runs locally is what is deployed.
// `vite` (npm run dev) runs both in one process, with hot reloading.
export default defineConfig(({ command }) => ({
  root: "web",
  publicDir: "public",
  plugins: [
    tailwindcss(),
    solid(),
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
  build: { outDir: "../dist/web", emptyOutDir: true, target: "es2022" },
  server: { port: Number(process.env.PORT ?? 8787), strictPort: true },
}));
