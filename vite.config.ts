import { cloudflare } from "@cloudflare/vite-plugin";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

// `vite build` makes only the web app: wrangler bundles the Worker, so that what runs locally is what is deployed.
// `vite` (npm run dev) runs both in one process, with hot reloading.
export default defineConfig(({ command }) => ({
  root: "web",
  publicDir: "public",
  plugins: [
    tailwindcss(),
    solid(),
    command === "serve" && cloudflare({ configPath: "../wrangler.toml", persistState: { path: "../.local/state" }, inspectorPort: false }),
  ],
  define: { __DEMO__: JSON.stringify(process.env.LEADOXE_DEMO !== "off") },
  build: { outDir: "../dist/web", emptyOutDir: true, target: "es2022" },
  server: { port: Number(process.env.PORT ?? 8787), strictPort: true },
}));
