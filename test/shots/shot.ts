import type { Page } from "@playwright/test";
import type { Meta } from "./meta.ts";

/** One screen in one state: who looks, where, and what is done before the picture. */
export interface Shot {
  readonly name: string;
  /** The demo's door; null: nobody is signed in. */
  readonly who: "agent" | "manager" | "owner" | "super" | null;
  readonly path: string;
  /** "all": each language on each ground in each size. "two": English light and wide, Arabic dark on a phone. "wide": what a phone does not have. */
  readonly looks: "all" | "two" | "wide";
  /** The picture is meant to be of an address where nothing is. */
  readonly nothing?: true;
  /** The page itself scrolls: the picture is of all of it. */
  readonly whole?: true;
  /** Before the page is opened: what its requests are answered with. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Once it is open. */
  readonly then?: (page: Page, meta: Meta) => Promise<unknown>;
}

/** No answer comes: the picture is of what is shown while waiting. */
export const never = (page: Page, what: string) => page.route(what, () => new Promise<void>(() => undefined));

export const failing = (page: Page, what: string) =>
  page.route(what, (route) => route.fulfill({ status: 503, json: { error: { code: "unavailable", request: "0193-7a41" } } }));

export const answering = (page: Page, what: string, json: unknown) => page.route(what, (route) => route.fulfill({ json }));

/** The server's own answer with something else in it. Node knows no hosts below localhost, so it is asked by that name. */
export const altered = (page: Page, what: string, over: Readonly<Record<string, unknown>>) =>
  page.route(what, async (route) => {
    const url = new URL(route.request().url());
    url.hostname = "localhost";
    const read = (await (await route.fetch({ url: url.href })).json()) as Record<string, unknown>;
    await route.fulfill({ json: { ...read, ...over } });
  });

export const emptied = (page: Page, what: string) => altered(page, what, { rows: [], next: null });

export async function offline(page: Page): Promise<void> {
  // What is not loaded by then never is.
  await page.locator("[data-live=live]").waitFor();
  await page.context().setOffline(true);
  await page.locator("[data-live=offline]").waitFor();
}

/** What does not fit on the screen is scrolled by one part of it. */
export const toTheEnd = (page: Page, part: string) =>
  page
    .locator(part)
    .first()
    .evaluate((element) => element.scrollTo({ top: element.scrollHeight }));

/** A list that stands at its newest takes new rows in at once; one that is scrolled says how many came in above. */
export const newAbove = (of: "marina" | "nile") => async (page: Page, meta: Meta) => {
  await page
    .locator("[data-key]")
    .first()
    .evaluate((row) => row.parentElement?.parentElement?.scrollTo({ top: 3 * row.clientHeight }));
  await meta.rain(of, 2);
  await page.locator("[data-above]").waitFor();
};
