import { test as base, type Browser, type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";
import { HEIGHTS_EN, MARINA_PAGE } from "../../worker/demo/cast.ts";
import { JOURNEY_META_PORT, JOURNEY_PORT } from "./ports.ts";

/** Whoever was signed in for one journey leaves with it: open pages go on receiving every lead that the next ones rain. */
export const test = base.extend<{ leave: void }>({
  leave: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});

/** Live: sooner than a screen that was not told would find out, when its room looks by itself every ten seconds. */
export const AT_ONCE = { timeout: 8_000 };

export type Who = "agent" | "agent2" | "manager" | "owner";

/** Their names in the demo's data. */
export const NAME = { agent: "Sara Khan", agent2: "Yousef Karam", manager: "Priya Nair", owner: "Khalid Al Mansoori" } as const;

export const at = (who: string, path: string) => `http://${who}.localhost:${JOURNEY_PORT}${path}`;

/** Somebody signed in, in a browser of their own, with the live list in front of them. */
export async function enter(
  browser: Browser,
  who: Who,
  options: BrowserContextOptions = {},
  before: (page: Page) => Promise<void> = async () => undefined,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  await before(page);
  await page.goto(at(who, `/demo/enter?door=${who}`));
  await isLive(page);
  return page;
}

export async function isLive(page: Page): Promise<void> {
  await expect(page.locator("[data-live=live]")).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
}

/** Every part of the screen, and its words, were fetched while nothing else was to be done. */
export async function partsAreHere(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName("leadoxe: all parts are here").length > 0);
}

export function rows(page: Page): Locator {
  return page.locator("[data-key]");
}

/** Rows stand as they are read, one after the other: those that were others a moment ago are put there once the list rests. */
export async function inOrder(page: Page): Promise<void> {
  const places = () => rows(page).evaluateAll((all) => all.map((row) => Number(row.getAttribute("aria-rowindex"))));
  await expect.poll(async () => (await places()).every((index, at, all) => at === 0 || index > (all[at - 1] ?? 0))).toBe(true);
}

/** The row of the lead with this name. */
export function rowOf(page: Page, name: string): Locator {
  return rows(page).filter({ has: page.getByRole("link", { name, exact: true }) });
}

/**
 * Presses Enter on what stands in a menu or a dialog. What just opened gives the focus to something of its own first, and takes it from
 * whatever had it a moment sooner than any person can: the key would be pressed there.
 */
export async function choose(item: Locator): Promise<void> {
  await expect(item).toBeVisible();
  await expect.poll(() => item.evaluate((it) => it.closest("[role=menu], [role=dialog]")?.contains(document.activeElement))).toBe(true);
  await item.press("Enter");
}

let made = 0;

/** A name that no other lead of this run has. */
export function newName(): string {
  made += 1;
  return `Journey ${made}x${Date.now().toString(36)}`;
}

interface Rained {
  readonly leads: readonly { readonly id: string }[];
}

/** Somebody of that name fills in the form, and Meta tells us `repeat` times. */
export async function rain(
  name: string,
  asked: { readonly repeat?: number; readonly phone?: string; readonly of?: { readonly page: string; readonly form: string } } = {},
): Promise<Rained> {
  const phone = asked.phone ?? `+97150${String(Date.now() + made).slice(-7)}`;
  const body = {
    ...(asked.of ?? { page: MARINA_PAGE, form: HEIGHTS_EN }),
    count: 1,
    repeat: asked.repeat ?? 1,
    person: { name, phone, email: `${phone.slice(1)}@example.com` },
  };
  return post(`http://localhost:${JOURNEY_META_PORT}/_/rain`, body);
}

/** Presses a button of the demo page. */
export async function act(what: "stop" | "go" | "fail" | "mend"): Promise<void> {
  await post(`http://localhost:${JOURNEY_PORT}/demo/act`, { act: what });
}

/** Which of the two agents a lead was given to, as the manager's screen says. */
export async function ownerOf(manager: Page, name: string): Promise<"agent" | "agent2"> {
  const owner = rowOf(manager, name).locator("[data-act=assign]");
  await expect(owner).toContainText(/Sara Khan|Yousef Karam/);
  return (await owner.innerText()).includes(NAME.agent) ? "agent" : "agent2";
}

async function post<T>(url: string, body: unknown): Promise<T> {
  const ask = () => fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  let answer = await ask();
  // The development server's own proxy loses a connection that lay idle; what it says then is no answer of ours.
  if (answer.status >= 500 && answer.headers.get("content-type")?.includes("json") !== true) answer = await ask();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
