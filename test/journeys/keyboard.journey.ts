import { expect } from "@playwright/test";
import { act, enter, newName, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

test("a lead is found, opened, moved through its stages and logged with keys alone", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();

  await manager.keyboard.press("j");
  await expect(rowOf(manager, name).getByRole("link")).toBeFocused();
  await manager.keyboard.press("Enter");
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();

  // Letters go to the menu once it has the focus, some milliseconds after it is seen.
  const listening = manager.locator("[role=menu]:focus-within");
  await manager.keyboard.press("s");
  await expect(listening).toBeVisible();
  await manager.keyboard.type("Qual");
  await manager.keyboard.press("Enter");
  await expect(panel.locator("[data-act=stage]")).toContainText("Qualified");

  await manager.keyboard.press("l");
  await expect(listening).toBeVisible();
  await manager.keyboard.press("Enter");
  await expect(rowOf(manager, name).locator("[data-wait=stopped]")).toBeVisible();
  await expect(panel.getByText("Called, reached")).toBeVisible();

  await manager.keyboard.press("j");
  await expect(panel.getByRole("heading", { name })).toHaveCount(0);
  await manager.keyboard.press("k");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  await manager.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  await manager.keyboard.press("?");
  await expect(manager.getByRole("dialog", { name: "Keyboard keys" })).toBeVisible();
  await manager.keyboard.press("Escape");
  await expect(manager.getByRole("dialog")).toHaveCount(0);
});

test("who is looking at the same lead is seen, and gone when they leave", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const name = newName();
  await rain(name);
  await rowOf(manager, name).getByRole("link").click();
  await rowOf(owner, name).getByRole("link").click();
  const faces = manager.locator("[data-panel]").getByRole("img", { name: /Khalid Al Mansoori/ });
  await expect(faces.first()).toBeVisible();
  await owner.keyboard.press("Escape");
  await expect(faces).toHaveCount(0);
});
