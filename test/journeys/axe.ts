import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What axe is asked for, as itself takes it. */
interface Asked {
  readonly resultTypes: ["violations"];
  readonly runOnly?: { type: "tag"; values: string[] };
}

interface Found {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: readonly unknown[] }[] }[];
}

interface WithAxe {
  readonly axe?: { run: (context: object, options: object) => Promise<Found> };
}

/**
 * axe finds nothing in the page, or in the part of it that is new: what stands around a screen was looked at with the first one. `tags`
 * choose other rules than those it has by itself.
 */
export async function clean(page: Page, what: string, within?: string, tags?: readonly string[]): Promise<void> {
  const options: Asked = { resultTypes: ["violations"], ...(tags === undefined ? {} : { runOnly: { type: "tag", values: [...tags] } }) };
  await page.evaluate(atRest);
  const { violations } = (await askedAgain(page, options, within)) ?? (await broughtAlong(page, options, within));
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
    what,
  ).toEqual([]);
}

/** Half faded in, a colour is none of those that were chosen. What goes round for ever is not waited for. */
async function atRest(): Promise<void> {
  const moving = document
    .getAnimations()
    .filter((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.race([Promise.allSettled(moving.map((one) => one.finished)), new Promise((over) => setTimeout(over, 1_000))]);
}

/** Without a second page beside it to gather frames in, of which there are none. */
function broughtAlong(page: Page, options: Asked, within: string | undefined): Promise<Found> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options(options);
  return (within === undefined ? axe : axe.include(within)).analyze();
}

/** By the axe that the last look left in the page: to bring half a megabyte of it costs as much as to look. Null where there is none yet. */
function askedAgain(page: Page, options: Asked, within: string | undefined): Promise<Found | null> {
  return page.evaluate(
    async ([how, selector]) => {
      const { axe } = window as unknown as WithAxe;
      if (axe === undefined) return null;
      const { violations } = await axe.run(selector === null ? document : { include: [[selector]] }, how);
      return { violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) })) };
    },
    [options, within ?? null] as const,
  );
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
