import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { MARINA_PAGE } from "../../worker/demo/cast.ts";
import { clean, fits } from "./axe.ts";
import { act, at, newName, rain, test } from "./people.ts";
import { JOURNEY_META_PORT, JOURNEY_PORT } from "./ports.ts";
import { PANEL, PHONE, Walk } from "./walk.ts";

test.beforeAll(() => act("stop"));
test.afterEach(() => faults("DELETE"));

/** The super-admin, in a browser of their own, by the demo's door. */
async function enterConsole(
  browser: Browser,
  path = "/console",
  lang: "en" | "ar" = "en",
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
  await context.addInitScript((chosen) => localStorage.setItem("leadoxe.language", chosen), lang);
  const page = await context.newPage();
  await page.goto(at("super", "/demo/enter?door=super"));
  await expect(page).toHaveURL(/\/console$/);
  if (path !== "/console") await page.goto(at("super", path));
  await expect(page.locator("[data-live=live]")).toBeVisible();
  return page;
}

async function faults(method: "POST" | "DELETE", body?: unknown): Promise<void> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await fetch(`http://localhost:${JOURNEY_META_PORT}/_/faults`, { method, ...init });
  if (!answer.ok) throw new Error(`the stand-in answered ${answer.status}`);
}

const newest = (page: Page) => page.locator("[data-key]").first();

test("enters by the demo's door; others find nothing there", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://localhost:${JOURNEY_PORT}/demo`);
  await expect(page.getByRole("link", { name: /Nadia Rahman.*Super-admin/s })).toBeVisible();
  const console = await enterConsole(browser);
  await expect(console.getByRole("heading", { level: 1 })).toHaveText("Overview");
  await expect(console.locator("[data-lamp]")).toHaveCount(6);

  const agent = await (await browser.newContext()).newPage();
  await agent.goto(at("agent", "/demo/enter?door=agent"));
  await agent.goto(at("agent", "/console"));
  await expect(agent.getByRole("heading", { level: 1 })).toHaveText("Nothing is at this address");
  await page.goto(`http://localhost:${JOURNEY_PORT}/console/deliveries`);
  await expect(page).toHaveURL(/\/login\?to=/);
});

test("a lead rains: its delivery appears by itself with its change done, above a row that does not move", async ({ browser }) => {
  const page = await enterConsole(browser, "/console/deliveries");
  await rain(newName());
  await expect(newest(page).locator("[data-state=done]")).toBeVisible();
  const key = await newest(page).getAttribute("data-key");
  const held = page.locator(`[data-key="${key}"]`);
  await held.hover();
  const before = await held.boundingBox();
  await rain(newName());
  await expect(page.getByRole("button", { name: /new above/ })).toBeVisible();
  expect((await held.boundingBox())?.y).toBe(before?.y);
});

test("the keyboard goes through the log, opens a delivery, and comes back", async ({ browser }) => {
  const page = await enterConsole(browser, "/console/deliveries");
  await rain(newName());
  await rain(newName());
  await expect(page.locator("[data-key] [data-state=done]").nth(1)).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.locator("[data-panel]");
  await expect(panel.locator("[data-state=done]")).toBeVisible();
  await expect(panel).toContainText("facebookexternalua");
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(page).toHaveURL(/\/console\/deliveries$/);
});

test("KY1: the palette leads through the console and out of it, and its keys are listed", async ({ browser }) => {
  const page = await enterConsole(browser, "/console/deliveries");
  await expect(newest(page)).toBeVisible();
  const asked = page.getByRole("dialog", { name: "Search and do" }).getByRole("combobox");
  const chosen = page.locator("[role=option][aria-selected=true]");
  await expect.poll(async () => (await page.keyboard.press("?"), page.getByRole("dialog", { name: "Keyboard keys" }).count())).toBe(1);
  await expect(page.getByRole("term").filter({ hasText: "Next delivery" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  for (const [typed, first, url] of [
    ["crons", "Crons and jobs", /\/console\/work$/],
    ["account", "Your account", /\/account\?to=/],
    ["console", "Console", /\/console$/],
  ] as const) {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(asked).toBeFocused();
    await page.keyboard.type(typed);
    await expect(chosen).toContainText(first);
    await clean(page, `the palette, asked for ${typed}`);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(url);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("what Meta refuses is parked with its reason; once mended, a retry makes it a lead", async ({ browser }) => {
  await faults("POST", { share: 1, kinds: ["refused"], page: MARINA_PAGE, of: "lead" });
  const log = await enterConsole(browser, "/console/deliveries?state=parked");
  await rain(newName());
  await expect(log.locator("[data-key]").filter({ hasText: "Marina Homes" }).locator("[data-state=parked]").first()).toBeVisible();

  const page = await enterConsole(browser, "/console/parked");
  const group = page.locator("section", { hasText: "Meta refuses to answer" });
  await expect(group).toContainText("Look up Meta's trace");
  const retry = group.locator(`[data-parked="${MARINA_PAGE}"]`);
  await retry.getByRole("button", { name: "Show each" }).click();
  await expect(retry).toContainText(/Meta trace A\w+standin/);

  // Not mended: it is parked again, and says so.
  await retry.getByRole("button", { name: "Retry it" }).click();
  await expect(retry.getByRole("status").filter({ hasText: "1 parked again." }).first()).toBeVisible();
  await faults("DELETE");
  await retry.getByRole("button", { name: "Retry it" }).click();
  await expect(group).toHaveCount(0);
  await expect(log.locator("[data-key]").filter({ hasText: "Meta refuses" })).toHaveCount(0);
});

test("a cron runs when it is asked to, after a question", async ({ browser }) => {
  const page = await enterConsole(browser, "/console/work");
  const purge = page.locator("[data-cron=purge]");
  await purge.getByRole("button", { name: "Run now" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Run “");
  await dialog.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByText(/Purge.* ran/)).toBeVisible();
  await expect(page.locator("[data-job]").first()).toBeVisible();
  await expect(purge).toContainText("by hand");
});

test("offline, it says so and keeps what it shows; back again, it is live", async ({ browser }) => {
  const page = await enterConsole(browser, "/console/deliveries");
  await expect(newest(page)).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.locator("[data-live=offline]")).toBeVisible();
  await expect(newest(page)).toBeVisible();
  await rain(newName());
  await page.context().setOffline(false);
  await expect(page.locator("[data-live=live]")).toBeVisible();
  await expect(newest(page).locator("[data-state=done]")).toBeVisible();
});

const LOOKS: readonly (readonly [string, "en" | "ar", BrowserContextOptions])[] = [
  ["English, light, wide", "en", { colorScheme: "light" }],
  ["English, dark, phone", "en", { colorScheme: "dark", ...PHONE }],
  ["Arabic, dark, wide", "ar", { colorScheme: "dark" }],
  ["Arabic, light, phone", "ar", { colorScheme: "light", ...PHONE }],
];

for (const [title, lang, options] of LOOKS) {
  test(`axe finds nothing and nothing overflows: ${title}`, async ({ browser }) => {
    const page = await enterConsole(browser, "/console", lang, options);
    const walk = new Walk(page, "super");
    await expect(page.locator("html")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
    await rain(newName());
    await expect(page.locator("[data-lamp]").first()).toBeVisible();
    // The frame, once for all screens in it.
    await fits(page, "the overview");
    for (const [path, there] of [
      ["/console/deliveries", "[data-key]"],
      ["/console/deliveries?place=ZZ", "[role=group] button"],
      ["/console/parked", "[data-parked]"],
      ["/console/work", "[data-cron]"],
      ["/console/support", "[data-workspace]"],
      ["/console/people", "input[name=email]"],
      ["/console/audit", "[data-record]"],
      ["/console/elsewhere", "main a"],
    ] as const) {
      await walk.to(path, there);
      await walk.fits(path);
    }
    await walk.to("/console/deliveries", "[data-row]");
    await page.locator("[data-row]").first().click();
    await expect(page.locator(`${PANEL} [data-state]`).first()).toBeVisible();
    await walk.fits("an open delivery", PANEL);
    await walk.to("/console/parked", "[data-parked] button[aria-expanded]");
    await page.locator("[data-parked] button[aria-expanded]").first().click();
    await expect(page.locator("[data-parked] [data-state=parked]").first()).toBeVisible();
    await walk.fits("parked changes one by one");
    await walk.to("/console/work", "[data-cron] button");
    await walk.over("the question before a run", () => page.locator("[data-cron] button").first().click());
    await walk.over("the palette", () => page.keyboard.press("ControlOrMeta+k"));
  });
}
