import { expect } from "@playwright/test";
import { act, enter, newName, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

test("KY1: keys pressed faster than what they open appears are all done, on a slow machine too", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const { keyboard } = manager;
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  await keyboard.press("j");
  await keyboard.press("Enter");
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  // Each opened once: its code is here from then on.
  for (const [key, opened] of [
    ["s", "[role=menu]:focus-within"],
    ["l", "[role=menu]:focus-within"],
    ["a", "[role=dialog] input:focus"],
  ] as const) {
    await keyboard.press(key);
    await expect(manager.locator(opened)).toBeVisible();
    await keyboard.press("Escape");
    await expect(manager.locator(opened)).toHaveCount(0);
  }

  const session = await manager.context().newCDPSession(manager);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const hasty = "s q u a l Enter l r a Y o u s e f Enter".split(" ");
  await Promise.all(hasty.map((key) => keyboard.press(key)));

  await expect(panel.locator("[data-act=stage]")).toContainText("Qualified");
  await expect(panel.getByText("Called, reached")).toBeVisible();
  await expect(rowOf(manager, name).locator("[data-act=assign]")).toContainText("Yousef");
});

test("KY1: keys pressed before what answers them is here are all done", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const { keyboard } = manager;
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  const slow = Promise.withResolvers<void>();
  await manager.route(/\/(CellKeys|Choosing|Everywhere)[-.\w]*\.js/, async (route) => {
    await slow.promise;
    await route.continue();
  });
  await manager.reload();
  const line = rowOf(manager, name);
  await line.getByRole("link").focus();
  for (const key of ["x", "ArrowRight", "ArrowRight"]) await keyboard.press(key);
  slow.resolve();
  await expect(line.getByRole("gridcell").nth(2)).toBeFocused();
  await expect(line).toHaveAttribute("aria-selected", "true");
});
