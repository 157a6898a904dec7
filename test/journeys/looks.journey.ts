import AxeBuilder from "@axe-core/playwright";
import { type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { MARINA, SARA } from "../../worker/demo/cast.ts";
import { act, at, enter, rows, test } from "./people.ts";
import { JOURNEY_PORT } from "./ports.ts";

// It looks and changes nothing: its tests are spread over all systems.
test.describe.configure({ mode: "parallel" });

test.beforeAll(() => act("stop"));

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Two languages, two grounds, two sizes; each value of each at least twice. */
const LOOKS: readonly (readonly [string, "en" | "ar", BrowserContextOptions])[] = [
  ["English, light, wide", "en", { colorScheme: "light" }],
  ["English, dark, phone", "en", { colorScheme: "dark", ...PHONE }],
  ["Arabic, dark, wide", "ar", { colorScheme: "dark" }],
  ["Arabic, light, phone", "ar", { colorScheme: "light", ...PHONE }],
];

async function clean(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
    what,
  ).toEqual([]);
}

/** Clean, and no wider than the screen, itself and whatever scrolls in it. */
async function fits(page: Page, what: string): Promise<void> {
  await clean(page, what);
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>("[role=region][tabindex='0'], main, [role=dialog]")]
      .filter((part) => part.scrollWidth > part.clientWidth && part.querySelector(":scope > table") === null)
      // A place for a finger may reach beyond what does not scroll.
      .filter((part) => part === document.documentElement || getComputedStyle(part).overflowX !== "visible")
      .map((part) => part.tagName),
  );
  expect(wide, what).toEqual([]);
}

/** In that language from the first screen on. */
const speaking =
  (lang: string) =>
  async (page: Page): Promise<void> => {
    await page.addInitScript((chosen) => localStorage.setItem("leadoxe.language", chosen), lang);
  };

const SETTINGS = ["general", "people", "teams", "rights", "stages", "reasons", "fields", "texts", "audit", "support"] as const;

for (const [title, lang, options] of LOOKS) {
  test(`settings and account are clean and fit: ${title}`, async ({ browser }) => {
    test.setTimeout(180_000);
    const page = await enter(browser, "owner", options, speaking(lang));
    for (const screen of SETTINGS) {
      await page.goto(at("owner", `/w/${MARINA.slug}/settings/${screen}`));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator(".animate-breathe")).toHaveCount(0);
      await fits(page, screen);
    }
    await page.goto(at("owner", `/w/${MARINA.slug}/settings/people`));
    await page.locator(`[data-person="${SARA.id}"] [data-more]`).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await fits(page, "what can be done about a person");
    await page.getByRole("menuitem").last().click();
    await expect(page.getByRole("dialog").getByRole("combobox")).toBeVisible();
    await fits(page, "a removal");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.locator(`[data-person="${SARA.id}"] [data-more]`)).toBeFocused();

    for (const screen of ["fields", "texts"]) {
      await page.goto(at("owner", `/w/${MARINA.slug}/settings/${screen}`));
      await page.locator("[data-entry] button[aria-expanded]").first().click();
      await fits(page, `the details of one of the ${screen}`);
      await page.locator("[role=region] header button").last().click();
      await expect(page.getByRole("dialog").locator("input").first()).toBeVisible();
      await fits(page, `one more of the ${screen}`);
      await page.keyboard.press("Escape");
    }

    await page.goto(at("owner", "/account"));
    await expect(page.locator("main section").last().getByRole("listitem").first()).toBeVisible();
    await fits(page, "the account");
    await page.goto(at("owner", "/new"));
    await expect(page.locator("form input").first()).toBeFocused();
    await page.locator("button[type=submit]").click();
    await fits(page, "a new workspace with nothing in it");
    await page.goto(at("owner", "/demo/mail"));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await fits(page, "the mails");
  });

  test(`My day and projects are clean and fit: ${title}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const page = await enter(browser, "agent", options, speaking(lang));
    await page.goto(at("agent", `/w/${MARINA.slug}/day`));
    await expect(page.locator("[data-live=live]")).toBeVisible();
    await expect(page.locator(".animate-breathe")).toHaveCount(0);
    await fits(page, "My day");

    const owner = await enter(browser, "owner", options, speaking(lang));
    await owner.goto(at("owner", `/w/${MARINA.slug}/projects`));
    await expect(owner.locator("[data-project]").first()).toBeVisible();
    await fits(owner, "the projects");
    await owner.locator("main header button").last().click();
    await expect(owner.getByRole("dialog").locator("input").first()).toBeVisible();
    await fits(owner, "a new project");
    await owner.keyboard.press("Escape");
    await owner.locator("[data-project] a").nth(1).click();
    await expect(rows(owner).first()).toBeVisible();
    await fits(owner, "a project");
  });

  test(`signing in is clean and fits, step by step: ${title}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage();
    await speaking(lang)(page);
    const next = page.locator("button[type=submit]");
    await page.goto(`http://localhost:${JOURNEY_PORT}/login`);
    await next.click();
    await fits(page, "no email");
    await page.locator("input[name=email]").fill(SARA.email);
    await next.click();
    await expect(page.locator("input[name=password]")).toBeFocused();
    await fits(page, "the password");
    await page.route("**/api/auth/sign-in/email", (route) => route.fulfill({ json: { ok: true, next: "second_factor" } }));
    await page.locator("input[name=password]").fill("a password that is taken");
    await next.click();
    await expect(page.locator("input[name=code]")).toBeFocused();
    await fits(page, "the code");
    for (const path of [
      "/login/forgot",
      "/reset#a-link-that-is-long-enough",
      "/verify#a-link-that-is-long-enough",
      "/recover#a-link-that-is-long-enough",
    ]) {
      await page.goto(`http://localhost:${JOURNEY_PORT}${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await fits(page, path);
    }
  });

  test(`axe finds nothing and nothing overflows: ${title}`, async ({ browser }) => {
    const page = await enter(browser, "manager", options);
    await page.evaluate((chosen) => localStorage.setItem("leadoxe.language", chosen), lang);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
    await expect(rows(page).first()).toBeVisible();
    await clean(page, "the list");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

    await rows(page).nth(2).locator("[data-row]").click();
    await expect(page.locator("[data-panel] [data-act=assign]")).toBeVisible();
    await expect(page.locator("[data-panel] time").first()).toBeVisible();
    await clean(page, "the open lead");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

    await page.locator("[data-panel] [data-act=assign]").click();
    await expect(page.getByRole("combobox")).toBeVisible();
    await clean(page, "the person picker");
    await page.keyboard.press("Escape");

    await page.locator("[data-panel] [data-act=stage]").click();
    await expect(page.getByRole("menu")).toBeVisible();
    await clean(page, "the stage menu");

    await page.goto(at("manager", "/demo"));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("main a[href*='/demo/enter']").first()).toBeVisible();
    await clean(page, "the demo page");

    await page.goto(`http://localhost:${JOURNEY_PORT}/login`);
    await expect(page.locator("form")).toBeVisible();
    await clean(page, "signing in");
  });
}
