import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./test/support/chromium.ts";
import { JOURNEY_PORT, SYSTEMS } from "./test/journeys/ports.ts";

/** Journeys: what people do, in a real browser, on the built system with a database of its own. */
export default defineConfig({
  testDir: "test/journeys",
  testMatch: "*.journey.ts",
  globalSetup: "./test/journeys/system.ts",
  // For what hangs alone: how fast anything is, the bench says, and a machine at a quarter of its speed is no fault of what is tested.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  workers: SYSTEMS,
  retries: 0,
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    baseURL: `http://localhost:${JOURNEY_PORT}`,
    // A trace of every step costs more than the steps do: `TRACE=1 npx playwright test NAME` where a failure has to be looked into.
    trace: process.env["TRACE"] === undefined ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS },
    viewport: { width: 1440, height: 900 },
    // A service worker's requests are nobody's to count or to hold up: whoever is about one asks for it.
    serviceWorkers: "block",
  },
});
