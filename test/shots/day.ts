import type { Page } from "@playwright/test";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { altered, failing, never, type Shot } from "./shot.ts";

const AT = "/w/marina-homes";
const READ = "**/api/w/*/my-day";
const HOUR = 3_600_000;

let made = 0;
const id = () => `019d0000-0000-7000-8000-${String(Date.now()).slice(-9)}${String(++made).padStart(3, "0")}`;

/** Things to do for whoever looks, set as their own screens set them. */
async function planned(page: Page): Promise<void> {
  const now = Date.now();
  const things = [
    { way: "call", note: "Send the floor plan of the two-bedroom", dueAt: now - HOUR / 3 },
    { way: "whatsapp", note: null, dueAt: now - 5 * HOUR },
    { way: "meeting", note: "Show flat, tower B", dueAt: now + HOUR / 2 },
    { way: "email", note: "Payment plan", dueAt: now + 26 * HOUR },
    { way: "other", note: "Prepare the offer", dueAt: now + 75 * HOUR },
  ].map((thing) => ({ mutation: id(), id: id(), remind: null, repeats: null, ...thing }));
  await page.evaluate(async (bodies) => {
    const answer = (await (await fetch("/api/w/marina-homes/leads?owner=me&limit=100")).json()) as {
      rows: { id: string; firstAttemptAt: number | null; closedAt?: number }[];
    };
    const tried = answer.rows.filter((row) => row.firstAttemptAt !== null && row.closedAt === undefined);
    for (const [n, body] of bodies.entries())
      await fetch(`/api/w/marina-homes/leads/${tried[n + 2]?.id}/follow-ups`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
  }, things);
}
const next = (page: Page) => page.locator("[data-next]").waitFor();

/** My day, in each state it can be in. */
export const DAY: readonly Shot[] = [
  { name: "day", who: "agent", path: `${AT}/day`, looks: "all", before: planned, then: next },
  {
    name: "day-later",
    who: "agent",
    path: `${AT}/day`,
    looks: "two",
    then: async (page) => {
      await next(page);
      const folded = page.locator("[role=group] section > button[aria-expanded=false]");
      while ((await folded.count()) > 0) await folded.first().click();
      await page.locator("[role=group] section").last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: "day-snooze",
    who: "agent",
    path: `${AT}/day`,
    looks: "two",
    then: async (page) => {
      await next(page);
      await page.locator("[data-act=snooze] button").last().click();
      await page.locator("[role=menu]").waitFor();
    },
  },
  {
    name: "day-lead",
    who: "agent",
    path: `${AT}/day`,
    looks: "two",
    then: async (page) => {
      await page.locator("[data-next] [data-row]").click();
      await page.locator("[data-panel] time").first().waitFor();
    },
  },
  { name: "day-keys", who: "agent", path: `${AT}/day`, looks: "wide", then: (page) => page.keyboard.press("?") },
  { name: "day-empty", who: "owner", path: `${AT}/day`, looks: "two" },
  { name: "day-loading", who: "agent", path: `${AT}/day`, looks: "two", before: (page) => never(page, READ) },
  { name: "day-error", who: "agent", path: `${AT}/day`, looks: "two", before: (page) => failing(page, READ) },
];

const EMPTY = {
  id: "019d0000-0004-7000-8000-000000000001",
  version: 0,
  name: "Creek Gardens",
  code: "CG",
  place: "Dubai Creek",
  status: "active",
};

/** The board, projects, and one of them. */
export const PROJECTS: readonly Shot[] = [
  { name: "board", who: "manager", path: `${AT}/board`, looks: "all" },
  { name: "board-empty", who: "manager", path: `${AT}/board?city=nowhere`, looks: "two" },
  { name: "projects", who: "owner", path: `${AT}/projects`, looks: "all" },
  {
    name: "projects-new",
    who: "owner",
    path: `${AT}/projects`,
    looks: "two",
    then: async (page) => {
      await page.locator("[data-project]").first().waitFor();
      await page.locator("main header button").last().click();
      await page.locator("[role=dialog] input").first().fill("Palm Villas II");
    },
  },
  { name: "projects-look", who: "agent", path: `${AT}/projects`, looks: "two" },
  {
    name: "project",
    who: "owner",
    path: `${AT}/projects`,
    looks: "all",
    then: async (page) => {
      await page.locator("[data-project] a").nth(1).click();
      await page.locator("[data-key]").first().waitFor();
    },
  },
  {
    name: "project-form",
    who: "owner",
    path: `${AT}/projects`,
    looks: "wide",
    then: async (page) => {
      await page.locator("[data-project] a").nth(1).click();
      await page.locator("aside button[aria-haspopup=menu]").last().click();
      await page.locator("[role=menu]").waitFor();
    },
  },
  {
    name: "project-empty",
    who: "owner",
    path: `${AT}/projects/${EMPTY.id}`,
    looks: "two",
    before: (page) =>
      page.evaluate(
        (project) =>
          fetch(`/api/w/marina-homes/projects/${project.id}`, {
            method: "PUT",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(project),
          }),
        EMPTY,
      ),
  },
  { name: "project-nowhere", who: "owner", path: `${AT}/projects/019c0000-0009-7000-8000-000000000999`, looks: "two" },
];

const screen = (name: string, path: string, rest: Partial<Shot> = {}): Shot => ({
  name: `settings-${name}`,
  who: "owner",
  path: `${AT}/settings/${path}`,
  looks: "all",
  ...rest,
});
const add = async (page: Page) => {
  await page.locator("[role=region] header button").last().click();
  await page.locator("[role=dialog]").waitFor();
};
const entries = (page: Page) => page.locator("[data-entry]").first().waitFor();
/** Everything about the first one. */
const details = (page: Page) => page.locator("[data-entry] button[aria-expanded]").first().click();
/** As a workspace starts. */
const fresh = (page: Page) => altered(page, "**/api/w/*/boot", { setup: DEFAULT_SETUP });

/** What is defined for the sales floor. */
export const FLOOR: readonly Shot[] = [
  screen("stages", "stages", { then: entries }),
  screen("stages-add", "stages", { looks: "two", then: add }),
  screen("stages-look", "stages", { who: "agent", looks: "two", then: entries }),
  screen("stages-refused", "stages", {
    looks: "two",
    then: async (page) => {
      await page.locator("[data-entry=contacted] button[aria-haspopup=menu]").click();
      await page.locator("[role=menuitem]").last().click();
      await page.locator("[data-entry=contacted] [role=alert]").waitFor();
    },
  }),
  screen("reasons", "reasons", { looks: "two", then: entries }),
  screen("fields", "fields", { then: details }),
  screen("fields-empty", "fields", { looks: "two", before: fresh }),
  screen("fields-add", "fields", {
    looks: "two",
    then: async (page) => {
      await add(page);
      await page.locator("[role=dialog] select").selectOption("choice");
    },
  }),
  screen("texts", "texts", { then: details }),
  screen("texts-empty", "texts", { looks: "two", before: fresh }),
  screen("texts-add", "texts", {
    looks: "two",
    then: async (page) => {
      await add(page);
      await page.locator("[role=dialog] textarea").fill("مرحبا {{name}}، معك {{sender}} بخصوص {{project}}.");
    },
  }),
];
