import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * axe finds nothing in the page, or in the part of it that is new: what stands around a screen was looked at with the first one. Without a
 * second page beside it to gather frames in, of which there are none.
 */
export async function clean(page: Page, what: string, within?: string): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
    what,
  ).toEqual([]);
}

/** Clean, and no wider than the screen, itself and whatever scrolls in it. */
export async function fits(page: Page, what: string, within?: string): Promise<void> {
  await clean(page, what, within);
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>("[role=region][tabindex='0'], main, [role=dialog]")]
      .filter((part) => part.scrollWidth > part.clientWidth && part.querySelector(":scope > table") === null)
      // A place for a finger may reach beyond what does not scroll.
      .filter((part) => part === document.documentElement || getComputedStyle(part).overflowX !== "visible")
      .map((part) => part.tagName),
  );
  expect(wide, what).toEqual([]);
}
