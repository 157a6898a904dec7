import { availableParallelism } from "node:os";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";
import { bundleStandIn, GATE } from "./test/support/stand-in.ts";

const workerd = async () => {
  const [platform, workspace, standIn] = await Promise.all([
    readD1Migrations("migrations/platform"),
    readD1Migrations("migrations/workspace"),
    bundleStandIn(),
  ]);
  return cloudflareTest({
    main: "./worker/index.ts",
    wrangler: { configPath: "./wrangler.toml" },
    miniflare: {
      bindings: { PLATFORM_MIGRATIONS: platform, WORKSPACE_MIGRATIONS: workspace },
      // A test never reaches the network.
      outboundService: GATE.name,
      serviceBindings: { META: "meta-stand-in" },
      workers: [GATE, standIn],
    },
  });
};

/** For what hangs alone: a machine at a quarter of its speed is no fault of what is tested. */
const HANGS = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig(async () => ({
  test: {
    // The workers suites run from another file system than the one the cache knows.
    fsModuleCache: false,
    // Its own choice leaves a core idle: of two, half of the machine. Each of these has a workerd beside it.
    maxWorkers: Math.min(availableParallelism(), 4),
    projects: [
      { test: { name: "domain", ...HANGS, include: ["test/domain/**/*.test.ts"] } },
      { test: { name: "guards", ...HANGS, include: ["test/guards/**/*.test.ts"] } },
      { test: { name: "meta", ...HANGS, include: ["test/meta/**/*.test.ts"] } },
      { test: { name: "local", ...HANGS, include: ["test/local/**/*.test.ts"] } },
      {
        plugins: [solid({ ssr: false })],
        resolve: { conditions: ["browser", "development"] },
        test: {
          name: "web",
          ...HANGS,
          environment: "node",
          include: ["test/web/**/*.test.{ts,tsx}"],
          // Whatever is built on Solid, or there would be two of it: one of Node's, one of the plugin's.
          server: { deps: { inline: [/solid/, /@kobalte/, /@corvu/] } },
        },
      },
      {
        plugins: [await workerd()],
        test: {
          name: "worker",
          ...HANGS,
          include: ["test/worker/**/*.test.ts", "test/party/**/*.test.ts"],
          setupFiles: ["test/support/migrate.ts"],
        },
      },
    ],
  },
}));
