import { expect } from "@playwright/test";
import { act, enter, newName, ownerOf, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

test("EV2: a lead rains, and its row stands marked on two signed-in screens, on top", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const name = newName();
  await rain(name);
  for (const page of [manager, owner]) {
    await expect(rowOf(page, name)).toBeVisible();
    await expect(rowOf(page, name).locator("[data-fresh]")).toBeVisible();
    await expect(rowOf(page, name).locator("[data-wait=fresh]")).toContainText(/0:0\d/);
  }
  await expect(manager.locator("[data-key]").first()).toContainText(name);
});

test("IN2: sent twice, it is one row and one submission", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const [name, after] = [newName(), newName()];
  await rain(name, { repeat: 3 });
  await expect(rowOf(manager, name)).toBeVisible();
  // Whatever the repeats do has happened before the next lead is here.
  await rain(after);
  await expect(rowOf(manager, after)).toBeVisible();
  await expect(rowOf(manager, name)).toHaveCount(1);
  await rowOf(manager, name).getByRole("link").click();
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  await expect(panel.getByText("Sent the form")).toHaveCount(1);
});

test("IN1: while Meta fails nothing is lost; once it answers the lead arrives", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const [lost, after] = [newName(), newName()];
  await act("fail");
  await rain(lost);
  await act("mend");
  await rain(after);
  await expect(rowOf(manager, after)).toBeVisible();
  await expect(rowOf(manager, lost)).toBeVisible({ timeout: 90_000 });
});

test("EV3: a lead given to one agent is on nobody else's list but the manager's", async ({ browser }) => {
  const [manager, agent, agent2] = await Promise.all([enter(browser, "manager"), enter(browser, "agent"), enter(browser, "agent2")]);
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  const has = await ownerOf(manager, name);
  await expect(rowOf(has === "agent" ? agent : agent2, name)).toBeVisible();
  await expect(rowOf(has === "agent" ? agent2 : agent, name)).toHaveCount(0);
});

test("a new lead never moves the row under the pointer, and says that it is above", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const row = manager.locator("[data-key]").nth(6);
  const key = await row.getAttribute("data-key");
  const held = manager.locator(`[data-key="${key}"]`);
  await held.hover();
  const before = await held.boundingBox();
  const name = newName();
  await rain(name);
  await expect(manager.getByRole("button", { name: /new lead above/ })).toBeVisible();
  expect((await held.boundingBox())?.y).toBe(before?.y);
  await manager.getByRole("button", { name: /new lead above/ }).click();
  await expect(rowOf(manager, name)).toBeInViewport();
});

test("a page that is not looked at counts new leads in its title", async ({ browser }) => {
  const owner = await enter(browser, "owner");
  await owner.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await rain(newName());
  await expect(owner).toHaveTitle(/^\(1\) /);
  await owner.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(owner).toHaveTitle(/^Leads/);
});
