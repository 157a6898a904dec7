import AxeBuilder from "@axe-core/playwright";
import { type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { act, at, enter, rows, test } from "./people.ts";
import { JOURNEY_PORT } from "./ports.ts";

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

for (const [title, lang, options] of LOOKS) {
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
