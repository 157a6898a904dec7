import type { Page } from "@playwright/test";
import { SARA, YOUSEF } from "../../worker/demo/cast.ts";
import { answering, emptied, failing, never, newAbove, offline, type Shot, toTheEnd } from "./shot.ts";

const LEADS = "/w/marina-homes/leads";
const READ = "**/api/w/*/leads?*";
const DETAIL = "**/api/w/*/leads/*";
const PANEL = "[data-panel]";

const row = (page: Page) => page.locator("[data-key] [data-row]").nth(2);
async function open(page: Page): Promise<void> {
  await row(page).click();
  await page.locator(`${PANEL} time`).first().waitFor();
  // A press on what still slides in would scroll the panel to get at it.
  await page.locator(PANEL).evaluate((panel) => Promise.all(panel.getAnimations().map((one) => one.finished)).then(() => undefined));
}
/** Somebody with a history, wherever in the list they are by now. */
async function openKnown(page: Page): Promise<void> {
  const found = await page.evaluate(async (read) => {
    const answer = (await (await fetch(read)).json()) as { rows: { id: string; name: string }[] };
    return answer.rows.find((one) => one.name === "Faisal Al Falasi")?.id;
  }, "/api/w/marina-homes/leads?limit=100");
  await page.goto(new URL(`${LEADS}/${found}`, page.url()).href);
  await page.locator(`${PANEL} time`).first().waitFor();
}
async function press(page: Page, act: "assign" | "stage" | "attempt"): Promise<void> {
  await open(page);
  await page.locator(`${PANEL} [data-act=${act}]`).click();
  await page.locator('[role="listbox"], [role="menu"]').first().waitFor();
}
/** Somebody else gets the lead, and the toast offers the way back. */
async function give(page: Page): Promise<void> {
  await press(page, "assign");
  const others = page.locator("[role=option][aria-selected=false]");
  await others
    .filter({ hasText: new RegExp(`${SARA.name}|${YOUSEF.name}`) })
    .first()
    .click();
}
/** The one button of a phone's bar, the last of a wide screen's side. */
const account = (page: Page) =>
  page
    .locator('button[aria-haspopup="menu"]:visible')
    .filter({ hasText: /Priya|More|المزيد/ })
    .last()
    .click();

/** The list of leads, and what opens over it. */
export const LIST: readonly Shot[] = [
  { name: "leads", who: "manager", path: LEADS, looks: "all" },
  {
    name: "leads-filter",
    who: "manager",
    path: LEADS,
    looks: "all",
    then: (page) => page.locator('header button[aria-haspopup="dialog"]').click(),
  },
  { name: "leads-unassigned", who: "manager", path: `${LEADS}?owner=none`, looks: "two" },
  { name: "leads-owner", who: "manager", path: `${LEADS}?owner=${SARA.id}`, looks: "two" },
  { name: "leads-empty-mine", who: "owner", path: `${LEADS}?owner=me`, looks: "two" },
  {
    name: "leads-empty-unassigned",
    who: "manager",
    path: `${LEADS}?owner=none`,
    looks: "two",
    before: (page) => emptied(page, READ),
  },
  { name: "leads-empty-hidden", who: "agent", path: `${LEADS}?owner=none`, looks: "two", before: (page) => emptied(page, READ) },
  { name: "leads-loading", who: "manager", path: LEADS, looks: "two", before: (page) => never(page, READ) },
  { name: "leads-error", who: "manager", path: LEADS, looks: "two", before: (page) => failing(page, READ) },
  {
    name: "leads-error-more",
    who: "manager",
    path: LEADS,
    looks: "two",
    then: async (page) => {
      await failing(page, READ);
      for (let screens = 0; screens < 30 && (await page.locator("[role=alert]").count()) === 0; screens++) {
        await page
          .locator("[data-key]")
          .first()
          .evaluate((found) => found.parentElement?.parentElement?.scrollBy({ top: 4_000 }));
        await page.waitForTimeout(50);
      }
    },
  },
  { name: "leads-offline", who: "manager", path: LEADS, looks: "two", then: offline },
  { name: "account", who: "manager", path: LEADS, looks: "all", then: account },
  { name: "keys", who: "manager", path: LEADS, looks: "wide", then: (page) => page.keyboard.press("?") },
  { name: "tip", who: "manager", path: LEADS, looks: "wide", then: (page) => page.locator("[data-act=assign]").nth(1).hover() },
  {
    name: "workspaces",
    who: "manager",
    path: LEADS,
    looks: "wide",
    before: (page) => answering(page, "**/api/session", SEVERAL),
    then: (page) => page.locator('header button[aria-haspopup="menu"]').first().click(),
  },
];

export const SEVERAL = {
  person: { id: SARA.id, name: SARA.name, email: SARA.email },
  workspaces: [
    { slug: "marina-homes", name: "Marina Homes" },
    { slug: "nile-autos", name: "نايل للسيارات" },
  ],
  secondFactor: true,
  secondFactorNeeded: false,
  console: true,
};

/** New leads push what the other pictures are of down the list: these come last. */
export const ARRIVING: readonly Shot[] = [{ name: "leads-new", who: "manager", path: LEADS, looks: "all", then: newAbove("marina") }];

/** One lead, and what opens over it. */
export const LEAD: readonly Shot[] = [
  { name: "lead", who: "manager", path: LEADS, looks: "all", then: openKnown },
  {
    name: "lead-below",
    who: "manager",
    path: LEADS,
    looks: "all",
    then: async (page) => {
      await openKnown(page);
      await toTheEnd(page, `${PANEL} > div`);
    },
  },
  { name: "lead-unassigned", who: "manager", path: `${LEADS}?owner=none`, looks: "two", then: open },
  { name: "lead-assign", who: "manager", path: LEADS, looks: "all", then: (page) => press(page, "assign") },
  { name: "lead-stage", who: "manager", path: LEADS, looks: "all", then: (page) => press(page, "stage") },
  { name: "lead-attempt", who: "manager", path: LEADS, looks: "all", then: (page) => press(page, "attempt") },
  {
    name: "lead-assign-nobody",
    who: "manager",
    path: LEADS,
    looks: "two",
    then: async (page) => {
      await press(page, "assign");
      await page.getByRole("combobox").fill("zz");
    },
  },
  { name: "lead-undo", who: "manager", path: LEADS, looks: "all", then: give },
  {
    name: "lead-refused",
    who: "manager",
    path: LEADS,
    looks: "two",
    before: (page) =>
      page.route("**/owner", (route) => route.fulfill({ status: 403, json: { error: { code: "not_allowed", request: "0193-7a41" } } })),
    then: give,
  },
  {
    name: "lead-gone",
    who: "agent",
    path: LEADS,
    looks: "two",
    then: async (page) => {
      await page.locator("[data-key] [data-row]").first().click();
      await page.locator(`${PANEL} time`).first().waitFor();
      await page.evaluate(() =>
        fetch("/demo/act", { method: "POST", headers: { "content-type": "application/json" }, body: '{"act":"move"}' }),
      );
    },
  },
  {
    name: "lead-loading",
    who: "manager",
    path: LEADS,
    looks: "two",
    before: (page) => never(page, DETAIL),
    then: (page) => row(page).click(),
  },
  {
    name: "lead-error",
    who: "manager",
    path: LEADS,
    looks: "two",
    before: (page) => failing(page, DETAIL),
    then: (page) => row(page).click(),
  },
  {
    name: "lead-offline",
    who: "manager",
    path: LEADS,
    looks: "two",
    then: async (page) => {
      await open(page);
      await offline(page);
    },
  },
  { name: "lead-nowhere", who: "manager", path: `${LEADS}/019c0000-0009-7000-8000-000000000999`, looks: "two" },
  {
    name: "part-missing",
    who: "manager",
    path: LEADS,
    looks: "two",
    before: (page) => page.route("**/assets/LeadPanel*", (route) => route.abort()),
    then: async (page) => {
      await row(page).click();
      await page.locator("[aria-live=polite] > li").waitFor();
    },
  },
];
