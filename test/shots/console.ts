import type { Page } from "@playwright/test";
import { altered, answering, emptied, failing, never, newAbove, offline, type Shot, toTheEnd } from "./shot.ts";

const SCROLLED = '[role="region"][tabindex="0"]';

async function openDelivery(page: Page): Promise<void> {
  await page.locator("[data-key] [data-row]").nth(1).click();
  await page.locator("[data-panel] [data-state]").first().waitFor();
}

/** What each screen reads first, and how it says that there is none. */
const READS = [
  { name: "console", path: "/console", api: "**/api/console/health*" },
  { name: "console-deliveries", path: "/console/deliveries", api: "**/api/console/deliveries*" },
  { name: "console-parked", path: "/console/parked", api: "**/api/console/parked*" },
  { name: "console-work", path: "/console/work", api: "**/api/console/{crons,jobs}" },
] as const;

/** The console of whoever runs the platform. */
export const CONSOLE: readonly Shot[] = [
  ...READS.flatMap(({ name, path, api }): Shot[] => [
    { name, who: "super", path, looks: "all" },
    { name: `${name}-loading`, who: "super", path, looks: "two", before: (page) => never(page, api) },
    { name: `${name}-error`, who: "super", path, looks: "two", before: (page) => failing(page, api) },
    { name: `${name}-offline`, who: "super", path, looks: "two", then: offline },
  ]),
  {
    name: "console-empty",
    who: "super",
    path: "/console",
    looks: "two",
    before: async (page) => {
      await altered(page, "**/api/console/health*", {
        minutes: [],
        lastDelivery: null,
        parked: { count: 0, oldest: null, atLeast: false },
      });
      await emptied(page, "**/api/console/diagnostics");
    },
  },
  { name: "console-below", who: "super", path: "/console", looks: "all", then: (page) => toTheEnd(page, SCROLLED) },
  {
    name: "console-table",
    who: "super",
    path: "/console",
    looks: "two",
    then: async (page) => {
      await page.locator("summary").click();
      await page.locator("details").scrollIntoViewIfNeeded();
    },
  },
  { name: "console-delivery", who: "super", path: "/console/deliveries", looks: "all", then: openDelivery },
  {
    name: "console-delivery-error",
    who: "super",
    path: "/console/deliveries",
    looks: "two",
    before: (page) => failing(page, "**/api/console/deliveries/*"),
    then: (page) => page.locator("[data-key] [data-row]").nth(1).click(),
  },
  {
    name: "console-delivery-loading",
    who: "super",
    path: "/console/deliveries",
    looks: "two",
    before: (page) => never(page, "**/api/console/deliveries/*"),
    then: (page) => page.locator("[data-key] [data-row]").nth(1).click(),
  },
  {
    name: "console-delivery-offline",
    who: "super",
    path: "/console/deliveries",
    looks: "two",
    then: async (page) => {
      await openDelivery(page);
      await offline(page);
    },
  },
  { name: "console-deliveries-new", who: "super", path: "/console/deliveries", looks: "all", then: newAbove("nile") },
  {
    name: "console-deliveries-filter",
    who: "super",
    path: "/console/deliveries",
    looks: "all",
    then: (page) => page.locator("[data-filter=state]").click(),
  },
  { name: "console-deliveries-filtered", who: "super", path: "/console/deliveries?state=parked&since=week", looks: "two" },
  { name: "console-deliveries-nothing", who: "super", path: "/console/deliveries?place=XXX", looks: "two" },
  {
    name: "console-deliveries-empty",
    who: "super",
    path: "/console/deliveries",
    looks: "two",
    before: (page) => emptied(page, "**/api/console/deliveries*"),
  },
  {
    name: "console-parked-each",
    who: "super",
    path: "/console/parked",
    looks: "all",
    then: async (page) => {
      await page.locator("[data-parked] button[aria-expanded]").first().click();
      await page.locator("[data-parked] [data-state]").first().waitFor();
    },
  },
  {
    name: "console-parked-empty",
    who: "super",
    path: "/console/parked",
    looks: "two",
    before: (page) => answering(page, "**/api/console/parked*", { groups: [], atLeast: false, rows: [], next: null }),
  },
  { name: "console-work-below", who: "super", path: "/console/work", looks: "two", then: (page) => toTheEnd(page, SCROLLED) },
  {
    name: "console-run",
    who: "super",
    path: "/console/work",
    looks: "all",
    then: async (page) => {
      await page.locator("[data-cron] button").first().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "console-starting", who: "super", path: "/console", looks: "two", before: (page) => never(page, "**/api/console/boot") },
  { name: "console-failed", who: "super", path: "/console", looks: "two", before: (page) => failing(page, "**/api/console/boot") },
  { name: "console-denied", who: "agent", path: "/console", looks: "two", nothing: true },
  { name: "console-nowhere", who: "super", path: "/console/nowhere", looks: "two", nothing: true },
];
