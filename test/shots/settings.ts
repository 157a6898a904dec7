import type { Page } from "@playwright/test";
import { SARA } from "../../worker/demo/cast.ts";
import { altered, answering, failing, never, type Shot, toTheEnd } from "./shot.ts";

const AT = "/w/marina-homes/settings";
const SCROLLED = '[role="region"][tabindex="0"]';
const person = (page: Page, id: string) => page.locator(`[data-person="${id}"]`);

async function more(page: Page, item: number | "last"): Promise<void> {
  await person(page, SARA.id).locator("[data-more]").click();
  const items = page.locator("[role=menuitem], [role=menuitemcheckbox]");
  await (item === "last" ? items.last() : items.nth(item)).click();
  await page.locator("[role=dialog], [data-panel]").first().waitFor();
}
const openRecord = (page: Page) => page.locator("ol button").first().click();
const DAY = 86_400_000;

const READS = [
  { name: "settings-general", path: `${AT}/general`, api: "**/api/w/*/settings" },
  { name: "settings-people", path: `${AT}/people`, api: "**/api/w/*/people" },
  { name: "settings-pages", path: `${AT}/pages`, api: "**/api/w/*/pages" },
  { name: "settings-audit", path: `${AT}/audit`, api: "**/api/w/*/audit*" },
] as const;

const records = (rows: readonly unknown[], next: string | null) => ({ rows, next, lookedBackTo: Date.UTC(2026, 10, 1) });

/** The settings of a workspace, and the making of one. */
export const SETTINGS: readonly Shot[] = [
  ...READS.flatMap(({ name, path, api }): Shot[] => [
    { name, who: "owner", path, looks: "all" },
    { name: `${name}-loading`, who: "owner", path, looks: "two", before: (page) => never(page, api) },
    { name: `${name}-error`, who: "owner", path, looks: "two", before: (page) => failing(page, api) },
  ]),
  { name: "settings-general-end", who: "owner", path: `${AT}/general`, looks: "two", then: (page) => toTheEnd(page, SCROLLED) },
  { name: "settings-general-look", who: "agent", path: `${AT}/general`, looks: "two" },
  {
    name: "settings-general-not-saved",
    who: "owner",
    path: `${AT}/general`,
    looks: "two",
    then: async (page) => {
      await page.getByRole("switch").first().waitFor();
      await failing(page, "**/api/w/*/settings");
      await page.getByRole("switch").first().click();
    },
  },
  {
    name: "settings-general-zone",
    who: "owner",
    path: `${AT}/general`,
    looks: "two",
    then: async (page) => {
      await page.locator("button[aria-haspopup=listbox]").nth(1).click();
      await page.locator("[role=option]").first().waitFor();
    },
  },
  {
    name: "settings-pages-offer",
    who: "owner",
    path: `${AT}/pages`,
    looks: "all",
    then: async (page) => {
      await page.locator("main header button").last().click();
      await page.locator("a[href*='code=']").click();
      await page.getByRole("dialog").getByRole("checkbox").first().waitFor();
    },
  },
  { name: "settings-pages-denied", who: "owner", path: `${AT}/pages?connect=denied`, looks: "two" },
  {
    name: "settings-pages-none",
    who: "owner",
    path: `${AT}/pages`,
    looks: "two",
    before: (page) => answering(page, "**/api/w/*/pages", { pages: [] }),
  },
  { name: "settings-no-right", who: "agent", path: `${AT}/people`, looks: "two" },
  {
    name: "settings-people-role",
    who: "owner",
    path: `${AT}/people`,
    looks: "two",
    then: (page) => person(page, SARA.id).locator("button[aria-haspopup=menu]:not([data-more])").click(),
  },
  {
    name: "settings-people-more",
    who: "owner",
    path: `${AT}/people`,
    looks: "two",
    then: (page) => person(page, SARA.id).locator("[data-more]").click(),
  },
  { name: "settings-people-sessions", who: "owner", path: `${AT}/people`, looks: "two", then: (page) => more(page, 5) },
  { name: "settings-people-remove", who: "owner", path: `${AT}/people`, looks: "two", then: (page) => more(page, "last") },
  {
    name: "settings-people-invite",
    who: "owner",
    path: `${AT}/people`,
    looks: "all",
    then: async (page) => {
      await page.locator("[role=region] header button").click();
      await page.locator("textarea").fill("nora@palm.example, omar@palm.example");
    },
  },
  {
    name: "settings-people-waiting",
    who: "owner",
    path: `${AT}/people`,
    looks: "two",
    before: async (page) => {
      await answering(page, "**/api/w/*/recoveries", {
        recoveries: [
          {
            id: "019c0000-0009-7000-8000-000000000002",
            person: SARA.id,
            startsAt: Date.now() + DAY,
            expiresAt: Date.now() + 2 * DAY,
            reason: "Her phone is lost, she called us about it.",
          },
        ],
      });
      await altered(page, "**/api/w/*/people", {
        flagged: [{ id: "1", name: "Marina Rentals", connectedBy: "Omar Said", flaggedAt: Date.now() - 3 * DAY }],
        invitations: [
          {
            id: "019c0000-0009-7000-8000-000000000001",
            email: "nora@palm.example",
            role: "agent",
            teams: [],
            invitedBy: SARA.id,
            sends: 2,
            version: 1,
            createdAt: Date.now() - DAY,
            expiresAt: Date.now() + 6 * DAY,
          },
        ],
      });
    },
  },
  { name: "settings-teams", who: "owner", path: `${AT}/teams`, looks: "all" },
  {
    name: "settings-teams-empty",
    who: "owner",
    path: `${AT}/teams`,
    looks: "two",
    before: (page) => altered(page, "**/api/w/*/people", { teams: [] }),
  },
  {
    name: "settings-teams-people",
    who: "owner",
    path: `${AT}/teams`,
    looks: "two",
    then: (page) => page.locator("[data-team] button").first().click(),
  },
  { name: "settings-rights", who: "owner", path: `${AT}/rights`, looks: "all" },
  { name: "settings-audit-record", who: "owner", path: `${AT}/audit`, looks: "all", then: openRecord },
  {
    name: "settings-audit-empty",
    who: "owner",
    path: `${AT}/audit`,
    looks: "two",
    before: (page) => answering(page, "**/api/w/*/audit", records([], null)),
  },
  {
    name: "settings-audit-further",
    who: "owner",
    path: `${AT}/audit?act=support`,
    looks: "two",
    before: (page) => answering(page, "**/api/w/*/audit?*", records([], "1")),
  },
  {
    name: "settings-audit-verified",
    who: "owner",
    path: `${AT}/audit`,
    looks: "two",
    then: async (page) => {
      await page.locator("[data-verify] button").click();
      await page.locator("[data-verify=done]").waitFor();
    },
  },
  { name: "new", who: "owner", path: "/new", looks: "all", then: (page) => page.locator("form input").first().fill("Palm Brokers") },
];
