import { expect, type Locator, type Page } from "@playwright/test";
import { rows } from "./people.ts";

const holdsFocus = (place: Locator): Promise<boolean> => place.evaluate((element) => element.contains(document.activeElement));

/** Goes there as who has no mouse does: a place that Tab does not come to within a screenful is not reached. */
export async function tabTo(page: Page, place: Locator, most = 90, way: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(place).toBeVisible();
  for (let n = 0; n < most; n++) {
    if (await holdsFocus(place)) return;
    await page.keyboard.press(way);
  }
  throw new Error(`${way} does not come to ${String(place)}`);
}

/** Goes there and presses it. */
export async function pressOn(page: Page, place: Locator, most?: number, way?: "Tab" | "Shift+Tab"): Promise<void> {
  await tabTo(page, place, most, way);
  await page.keyboard.press("Enter");
}

/** To a row of the list that is shown, down or up from where one is. */
export async function walkTo(page: Page, name: string): Promise<void> {
  const link = rows(page).getByRole("link", { name, exact: true }).first();
  await expect(link).toBeVisible();
  for (let n = 0; n < 40; n++) {
    const way = await link.evaluate((wanted) => {
      const here = document.activeElement?.closest("[data-key] a") ?? null;
      if (here === wanted) return null;
      return here !== null && here.getBoundingClientRect().top > wanted.getBoundingClientRect().top ? "k" : "j";
    });
    if (way === null) return;
    await page.keyboard.press(way);
    await expect(page.locator("[data-key] a:focus")).toHaveCount(1);
  }
  throw new Error(`no way to ${name} by keys`);
}

/** Chooses in what was opened by a key, once it listens: by the beginning of a menu's item, or by what a list of people is filtered by. */
export async function chooseBy(page: Page, typed: string): Promise<void> {
  await expect(page.locator(":is([role=menu], [role=dialog]):focus-within")).toBeVisible();
  await page.keyboard.type(typed);
  await page.keyboard.press("Enter");
}

/** What was just said has a button, which is gone to by its key and pressed. */
export async function answerSaid(page: Page, button: Locator): Promise<void> {
  await expect(button).toBeVisible();
  await page.keyboard.press("t");
  await pressOn(page, button, 4);
}

/** Opens the palette, types, and chooses what comes first once that is what was meant. */
export async function byPalette(page: Page, typed: string, first: string | RegExp): Promise<void> {
  const palette = page.getByRole("dialog", { name: "Search and do" });
  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(typed);
  await expect(palette.locator("[role=option][aria-selected=true]")).toContainText(first);
  await page.keyboard.press("Enter");
}
