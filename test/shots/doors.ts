import type { Page } from "@playwright/test";
import { PASSWORD, SARA } from "../../worker/demo/cast.ts";
import { ACCOUNTS, SIGNING_IN } from "./access.ts";
import { SEVERAL } from "./leads.ts";
import { answering, failing, never, type Shot } from "./shot.ts";

const SESSION = "**/api/session";
const SIGN_IN = "**/api/auth/sign-in/email";

/** One field at a time; `before` the password is sent. */
async function signIn(page: Page, password: string, before: () => Promise<void> = async () => undefined): Promise<void> {
  const next = page.locator("button[type=submit]");
  await page.locator("input[name=email]").fill(SARA.email);
  await next.click();
  await page.locator("input[name=password]").fill(password);
  await before();
  await next.click();
}

/** Coming in, and where one ends who came to the wrong place. */
export const DOORS: readonly Shot[] = [
  { name: "sign-in", who: null, path: "/login", looks: "all" },
  {
    name: "sign-in-wrong",
    who: null,
    path: "/login",
    looks: "two",
    then: (page) => signIn(page, `not ${PASSWORD}`),
  },
  {
    name: "sign-in-empty",
    who: null,
    path: "/login",
    looks: "two",
    then: (page) => page.locator("button[type=submit]").click(),
  },
  ...(
    [
      ["loading", never],
      ["error", failing],
    ] as const
  ).map(([state, answer]): Shot => ({
    name: `sign-in-${state}`,
    who: null,
    path: "/login",
    looks: "two",
    before: (page) => answer(page, SIGN_IN),
    then: (page) => signIn(page, PASSWORD),
  })),
  {
    name: "sign-in-offline",
    who: null,
    path: "/login",
    looks: "two",
    then: (page) => signIn(page, PASSWORD, () => page.context().setOffline(true)),
  },
  ...SIGNING_IN,
  ...ACCOUNTS,
  { name: "home", who: "agent", path: "/", looks: "all", before: (page) => answering(page, SESSION, SEVERAL) },
  {
    name: "home-empty",
    who: "agent",
    path: "/",
    looks: "two",
    before: (page) => answering(page, SESSION, { ...SEVERAL, workspaces: [], console: undefined }),
  },
  { name: "home-loading", who: "agent", path: "/", looks: "two", before: (page) => never(page, SESSION) },
  {
    name: "home-offline",
    who: "agent",
    path: "/",
    looks: "two",
    before: (page) => page.route(SESSION, (route) => route.abort()),
  },
  { name: "home-error", who: "agent", path: "/", looks: "two", before: (page) => failing(page, SESSION) },
  { name: "demo", who: null, path: "/demo", looks: "all", whole: true },
  { name: "demo-loading", who: null, path: "/demo", looks: "two", before: (page) => never(page, "**/demo/doors") },
  {
    name: "demo-offline",
    who: null,
    path: "/demo",
    looks: "two",
    then: async (page) => {
      await page.context().setOffline(true);
      await page.locator("main button:not([role=switch])").first().click();
    },
  },
  { name: "demo-error", who: null, path: "/demo", looks: "two", before: (page) => failing(page, "**/demo/doors") },
  { name: "policy", who: null, path: "/privacy-policy", looks: "all", whole: true },
  { name: "no-workspace", who: "agent", path: "/w/never-there/leads", looks: "all" },
  { name: "not-found", who: "agent", path: "/nowhere", looks: "all", nothing: true },
  { name: "not-found-framed", who: "agent", path: "/w/marina-homes/nowhere", looks: "two", nothing: true },
  {
    name: "broken",
    who: "agent",
    path: "/w/marina-homes/leads",
    looks: "two",
    before: (page) => page.route("**/assets/WorkspaceFrame*", (route) => route.abort()),
  },
];

/** The demo's buttons make leads: last, as those that arrive. */
export const ACTED: readonly Shot[] = [
  {
    name: "demo-acted",
    who: null,
    path: "/demo",
    looks: "all",
    whole: true,
    then: async (page) => {
      // Somebody has to look on for a time to be measured.
      const other = await page.context().newPage();
      await other.goto(
        page
          .url()
          .replace("//localhost", "//manager.localhost")
          .replace(/\/demo$/, "/demo/enter?door=manager"),
      );
      await other.locator("[data-live=live]").waitFor();
      for (const nth of [0, 2]) await page.locator("main button:not([role=switch])").nth(nth).click();
      await page.waitForTimeout(3_000);
    },
  },
];
