import type { Page } from "@playwright/test";

/** One screen in one state: who looks, where, and what is done before the picture. */
export interface Shot {
  readonly name: string;
  /** The demo's door; null: nobody is signed in. */
  readonly who: "agent" | "manager" | "owner" | "super" | null;
  readonly path: string;
  /** "all": each language on each ground in each size. "two": English light and wide, Arabic dark on a phone. */
  readonly looks: "all" | "two";
  /** The picture is meant to be of an address where nothing is. */
  readonly nothing?: true;
  /** Before the page is opened: what its requests are answered with. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Once it is open. */
  readonly then?: (page: Page) => Promise<unknown>;
}

const LEADS = "/w/marina-homes/leads";
const openFirst = async (page: Page) => {
  await page.locator("[data-key] [data-row]").nth(2).click();
  await page.locator("[data-panel] time").first().waitFor();
};
const never = (page: Page, what: string) => page.route(what, () => new Promise<void>(() => undefined));
const failing = (page: Page, what: string) =>
  page.route(what, (route) => route.fulfill({ status: 503, json: { error: { code: "unavailable", request: "0193-7a41" } } }));

export const SHOTS: readonly Shot[] = [
  { name: "leads", who: "manager", path: LEADS, looks: "all" },
  { name: "lead", who: "manager", path: LEADS, looks: "all", then: openFirst },
  { name: "leads-unassigned", who: "manager", path: `${LEADS}?owner=none`, looks: "two" },
  { name: "leads-empty", who: "owner", path: `${LEADS}?owner=me`, looks: "two" },
  { name: "leads-loading", who: "manager", path: LEADS, looks: "two", before: (page) => never(page, "**/api/w/*/leads?*") },
  { name: "leads-error", who: "manager", path: LEADS, looks: "two", before: (page) => failing(page, "**/api/w/*/leads?*") },
  {
    name: "leads-offline",
    who: "manager",
    path: LEADS,
    looks: "two",
    then: async (page) => {
      await page.context().setOffline(true);
      await page.locator("[data-live=offline]").waitFor();
    },
  },
  {
    name: "lead-assign",
    who: "manager",
    path: LEADS,
    looks: "two",
    then: async (page) => {
      await openFirst(page);
      await page.locator("[data-panel] [data-act=assign]").click();
      await page.getByRole("combobox").waitFor();
    },
  },
  {
    name: "lead-error",
    who: "manager",
    path: LEADS,
    looks: "two",
    before: (page) => failing(page, "**/api/w/*/leads/*"),
    then: (page) => page.locator("[data-key] [data-row]").nth(2).click(),
  },
  { name: "no-workspace", who: "agent", path: "/w/never-there/leads", looks: "two" },
  { name: "not-found", who: "agent", path: "/nowhere", looks: "two", nothing: true },
  { name: "sign-in", who: null, path: "/login", looks: "all" },
  { name: "demo", who: null, path: "/demo", looks: "all" },
  { name: "policy", who: null, path: "/privacy-policy", looks: "all" },
  { name: "console", who: "super", path: "/console", looks: "all" },
  { name: "console-deliveries", who: "super", path: "/console/deliveries", looks: "all" },
  { name: "console-parked", who: "super", path: "/console/parked", looks: "all" },
  { name: "console-work", who: "super", path: "/console/work", looks: "all" },
  {
    name: "console-error",
    who: "super",
    path: "/console/deliveries",
    looks: "two",
    before: (page) => failing(page, "**/api/console/deliveries*"),
  },
];
