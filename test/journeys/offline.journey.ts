import { expect, type Page, type Route } from "@playwright/test";
import { act, at, enter, isLive, newName, ownerOf, partsAreHere, rain, rowOf, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

/** What the first screen fetches by itself is here: a script that is cut short on its way is not asked for again by Chromium. */
async function firstScreenIsHere(page: Page, quiet: () => boolean): Promise<void> {
  await page.waitForFunction(() => {
    const fetched = performance.getEntriesByType("resource");
    return ["/panel-", "/views-", "/board-", "/kept-", "/pending-"].every((part) => fetched.some(({ name }) => name.includes(part)));
  });
  await expect.poll(quiet).toBe(true);
}

const QUIET_MS = 1_500;

/** Whether nothing is on its way, nor was for a while: "networkidle" stays true once it was. */
function watchRequests(page: Page): () => boolean {
  const now = { open: 0, since: Date.now() };
  const count = (by: 1 | -1) => () => Object.assign(now, { open: now.open + by, since: Date.now() });
  page.on("request", count(1));
  page.on("requestfinished", count(-1));
  page.on("requestfailed", count(-1));
  return () => now.open === 0 && Date.now() - now.since > QUIET_MS;
}

test("EV2: offline a while, then exactly caught up; the footer tells the truth all along", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const before = newName();
  await rain(before);
  await expect(rowOf(owner, before)).toBeVisible();

  await owner.context().setOffline(true);
  await expect(owner.locator("[data-live=offline]")).toBeVisible();
  const missed = [newName(), newName(), newName()];
  for (const name of missed) {
    await rain(name);
    await expect(rowOf(manager, name)).toBeVisible();
  }
  const has = await ownerOf(manager, before);
  const to = has === "agent" ? "Yousef Karam" : "Sara Khan";
  await rowOf(manager, before).locator("[data-act=assign]").click();
  await manager.getByRole("option", { name: new RegExp(to) }).click();
  await expect(rowOf(manager, before).locator("[data-act=assign]")).toContainText(to);
  for (const name of missed) await expect(rowOf(owner, name)).toHaveCount(0);

  await owner.context().setOffline(false);
  await isLive(owner);
  for (const name of missed) await expect(rowOf(owner, name)).toHaveCount(1);
  await expect(rowOf(owner, before).locator("[data-act=assign]")).toContainText(to);

  // What the screen shows is what the server says, lead by lead.
  const said = await owner.evaluate(async () => {
    const answer = (await (await fetch("/api/w/marina-homes/leads?limit=20")).json()) as { rows: { id: string }[] };
    return answer.rows.map((row) => row.id);
  });
  const shown = () =>
    owner.locator("[data-key]").evaluateAll((all) =>
      all
        .map((row) => ({ id: row.getAttribute("data-key"), top: row.getBoundingClientRect().top }))
        .sort((a, b) => a.top - b.top)
        .map((row) => row.id)
        .slice(0, 20),
    );
  // Rows that came in above slide to their places.
  await expect.poll(shown).toEqual(said);
});

test("a lead opened offline: the app stays, says what it cannot show, and shows it once it can", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  await partsAreHere(manager);
  await manager.context().setOffline(true);
  await expect(manager.locator("[data-live=offline]")).toBeVisible();
  await rowOf(manager, name).getByRole("link").click();
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  await expect(panel.getByText("This lead could not be loaded")).toBeVisible();
  await panel.locator("[data-act=stage]").click();
  await manager.getByRole("menuitemcheckbox", { name: "Qualified" }).click();
  await expect(panel.locator("[data-act=stage]")).toContainText("Qualified");
  await expect(manager.getByRole("button", { name: "1 change waits for the connection" })).toBeVisible();
  await expect(rowOf(manager, name).locator("[data-waits]")).toBeVisible();

  await manager.context().setOffline(false);
  await isLive(manager);
  await expect(panel.getByRole("heading", { name: "Timeline" })).toBeVisible();
  await expect(panel.locator("[data-act=stage]")).toContainText("Qualified");
  await expect(manager.locator("[data-kept]")).toHaveCount(0);
});

test("a part that was not fetched before the connection went: the app stays, says so, and opens it when it is back", async ({
  browser,
}) => {
  let quiet = () => false;
  const manager = await enter(browser, "manager", { viewport: { width: 1440, height: 900 } }, async (page) => {
    quiet = watchRequests(page);
    // What stands beside the list is asked for in the first idle moment; there is no other.
    await page.addInitScript(() => {
      const first = window.requestIdleCallback.bind(window);
      window.requestIdleCallback = (...asked) => {
        window.requestIdleCallback = () => 0;
        return first(...asked);
      };
    });
  });
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  await firstScreenIsHere(manager, quiet);
  await manager.context().setOffline(true);
  await expect(manager.locator("[data-live=offline]")).toBeVisible();
  await rowOf(manager, name).locator("[data-act=stage]").click();
  const said = manager.getByText("this part is not loaded yet");
  await expect(said).toBeVisible();
  await rowOf(manager, name).getByRole("link").click();
  await expect(said).toHaveCount(1);
  await expect(rowOf(manager, name)).toBeVisible();

  await manager.context().setOffline(false);
  await expect(manager.locator("[data-panel]").getByRole("heading", { name })).toBeVisible();
  await expect(said).toHaveCount(0);
  await expect(manager.getByRole("menu")).toHaveCount(0);
});

test("a newer version on the server: what is missing here is offered with a reload, and nothing is lost", async ({ browser }) => {
  const manager = await enter(browser, "manager", { viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.addInitScript(() => (window.requestIdleCallback = () => 0));
    await page.route("**/assets/StageMenu-*.js", (route) => route.fulfill({ status: 404 }));
  });
  await rows(manager).first().locator("[data-act=stage]").click();
  await expect(manager.getByText("a newer version is out")).toBeVisible();
  await expect(rows(manager).first()).toBeVisible();
  await manager.unroute("**/assets/StageMenu-*.js");
  await manager.getByRole("button", { name: "Reload the page" }).click();
  await isLive(manager);
  await rows(manager).first().locator("[data-act=stage]").click();
  await expect(manager.getByRole("menu")).toBeVisible();
});

test("a newer version on the server: a screen that is missing says so and offers a reload, and the way back stays", async ({ browser }) => {
  const owner = await enter(browser, "owner", {}, async (page) => {
    await page.addInitScript(() => (window.requestIdleCallback = () => 0));
    // As the server answers for a file that is not of its version.
    const gone = (route: Route) => route.continue({ url: at("owner", "/assets/gone.js") });
    for (const screen of ["PeopleView", "AccountView"]) await page.route(`**/assets/${screen}-*.js`, gone);
  });
  await owner.getByRole("link", { name: "Settings" }).click();
  await owner.getByRole("link", { name: "People", exact: true }).click();
  await expect(owner.getByText("a newer version is out")).toBeVisible();
  await owner.goBack();
  await owner.getByRole("link", { name: "All leads" }).click();
  await expect(rows(owner).first()).toBeVisible();
  await owner.getByRole("button", { name: "Khalid Al Mansoori" }).click();
  await owner.getByRole("menuitem", { name: "Your account" }).click();
  await expect(owner).toHaveURL(/\/account/);
  await owner.unrouteAll();
  await owner.getByRole("button", { name: "Reload the page" }).click();
  await expect(owner.getByRole("heading", { name: "Your account" })).toBeVisible();
});

test("words that were cut short on their way: what needs them says so and offers a reload", async ({ browser }) => {
  let cut = true;
  const manager = await enter(browser, "manager", { viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.route("**/assets/panel-*.js", (route) => (cut ? route.abort("internetdisconnected") : route.continue()));
  });
  await expect(manager.getByText("This part did not load")).toBeVisible();
  cut = false;
  await manager.getByRole("button", { name: "Reload the page" }).click();
  await rows(manager).first().getByRole("link").click();
  await expect(manager.locator("[data-panel]").getByRole("heading", { name: "Timeline" })).toBeVisible();
  await expect(manager.getByText("This part did not load")).toHaveCount(0);
});

test("EV4: signing out in one place ends every screen of that session within a second", async ({ browser }) => {
  const owner = await enter(browser, "owner");
  const other = await owner.context().newPage();
  await other.goto(at("owner", "/w/marina-homes/leads"));
  await isLive(other);
  await owner.getByRole("button", { name: "Khalid Al Mansoori" }).click();
  await owner.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(owner).toHaveURL(/\/login/);
  await expect(other).toHaveURL(/\/login\?to=/);
  const refused = await other.evaluate(async () => (await fetch("/api/w/marina-homes/leads")).status);
  expect(refused).toBe(401);
});
