import { type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { fits } from "./axe.ts";
import { at } from "./people.ts";

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** In that language from the first screen on. */
export const speaking =
  (lang: string) =>
  async (page: Page): Promise<void> => {
    await page.addInitScript((chosen) => localStorage.setItem("leadoxe.language", chosen), lang);
  };

export const OVER = "[role=dialog], [role=menu], [role=listbox]";
export const PANEL = "[data-panel]";

/** Somebody's own walk through the app in one look: signed in once, loaded once. */
export class Walk {
  readonly page: Page;
  readonly #who: string;

  constructor(page: Page, who: string) {
    this.page = page;
    this.#who = who;
    // What is not there is said, rather than waited for until the walk is over.
    page.setDefaultTimeout(30_000);
  }

  /** Goes on to an address as a link would, and waits for what stands there. */
  async to(path: string, there: string): Promise<void> {
    await this.page.evaluate((href) => {
      history.pushState(null, "", href);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }, path);
    await expect(this.page).toHaveURL(at(this.#who, path));
    await expect(this.page.locator(there).first()).toBeVisible();
    await expect(this.page.locator(".animate-breathe, .animate-skeleton")).toHaveCount(0);
  }

  /** A whole screen, or what lies over it. */
  async fits(what: string, within = "main"): Promise<void> {
    await fits(this.page, what, within);
  }

  /** What `press` opens over the screen is there, with the focus in it; it is looked at and closed again. */
  async over(what: string, press: () => Promise<unknown>): Promise<void> {
    await press();
    await expect(this.page.locator(OVER).first()).toBeVisible();
    await this.fits(what, OVER);
    await this.page.keyboard.press("Escape");
    await expect(this.page.locator(OVER)).toHaveCount(0);
  }
}
