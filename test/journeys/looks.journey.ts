import { type BrowserContextOptions, expect } from "@playwright/test";
import { MARINA, SARA } from "../../worker/demo/cast.ts";
import { clean, fits } from "./axe.ts";
import { act, at, enter, rows, test } from "./people.ts";
import { JOURNEY_PORT } from "./ports.ts";
import { OVER, PANEL, PHONE, speaking, Walk } from "./walk.ts";

// It looks and changes nothing: its tests are spread over all systems.
test.describe.configure({ mode: "parallel" });

test.beforeAll(() => act("stop"));

const PLACE = `/w/${MARINA.slug}`;

/** Two languages, two grounds, two sizes; each value of each at least twice. */
const LOOKS: readonly (readonly [string, "en" | "ar", BrowserContextOptions])[] = [
  ["English, light, wide", "en", { colorScheme: "light" }],
  ["English, dark, phone", "en", { colorScheme: "dark", ...PHONE }],
  ["Arabic, dark, wide", "ar", { colorScheme: "dark" }],
  ["Arabic, light, phone", "ar", { colorScheme: "light", ...PHONE }],
];

const SETTINGS = ["general", "people", "teams", "pages", "rights", "stages", "reasons", "fields", "texts", "audit", "support"] as const;

for (const [title, lang, options] of LOOKS) {
  const wide = options.viewport === undefined;

  test(`settings, account and projects are clean and fit: ${title}`, async ({ browser }) => {
    const page = await enter(browser, "owner", options, speaking(lang));
    const walk = new Walk(page, "owner");
    const button = (selector: string) => page.locator(selector);
    const heading = page.locator("h1").first();
    for (const screen of SETTINGS) {
      const before = await heading.innerText();
      await walk.to(`${PLACE}/settings/${screen}`, "h1");
      // The one before stands there until this one's code has come.
      await expect(heading).not.toHaveText(before);
      await walk.fits(screen);
      if (screen === "people") {
        const more = button(`[data-person="${SARA.id}"] [data-more]`);
        await more.click();
        await expect(page.getByRole("menu")).toBeVisible();
        await walk.fits("what can be done about a person", OVER);
        await page.getByRole("menuitem").last().click();
        await expect(page.getByRole("dialog").getByRole("combobox")).toBeVisible();
        await walk.fits("a removal", OVER);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
        await expect(more).toBeFocused();
      }
      if (screen === "pages") {
        await walk.over("what disconnecting does", () => button("[data-page] button").last().click());
        await button("main header button").last().click();
        await page.locator("a[href*='code=']").click();
        await expect(page.getByRole("dialog").getByRole("checkbox").first()).toBeVisible();
        await walk.fits("the Pages to choose from", OVER);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
        await page.goto(at("owner", `${PLACE}/settings/pages?connect=denied`));
        await expect(button("[data-connect]")).toBeVisible();
        await walk.fits("Pages, with nothing connected");
      }
      if (screen === "fields" || screen === "texts") {
        await button("[data-entry] button[aria-expanded]").first().click();
        await walk.fits(`the details of one of the ${screen}`);
        await walk.over(`one more of the ${screen}`, () => button("[role=region] header button").last().click());
      }
      if (screen === "stages" || screen === "reasons")
        await walk.over(`one more of the ${screen}`, () => button("[role=region] header button").last().click());
    }
    await walk.to(`${PLACE}/projects`, "[data-project]");
    await walk.fits("the projects");
    await walk.over("a new project", () => button("main header button").last().click());
    await button("[data-project] a").nth(1).click();
    await expect(rows(page).first()).toBeVisible();
    await walk.fits("a project");

    await walk.to("/account", "main section");
    await expect(page.locator("main section").last().getByRole("listitem").first()).toBeVisible();
    await fits(page, "the account");
    await walk.to("/new", "form input");
    await page.locator("button[type=submit]").click();
    await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
    await fits(page, "a new workspace with nothing in it");
    await walk.to("/demo/mail", 'main a[href="/demo"]');
    await fits(page, "the mails");
  });

  test(`the sales floor is clean and fits: ${title}`, async ({ browser }) => {
    const page = await enter(browser, "agent", options, speaking(lang));
    const walk = new Walk(page, "agent");
    await expect(page.locator("html")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
    // The frame, once for all screens in it.
    await fits(page, "the list");
    await walk.over("a filter's fields", () => page.keyboard.press("Shift+F"));
    await walk.over("how it is shown", async () => {
      await page.locator("main header button:has(.lucide-sliders-horizontal)").click();
      // Another column makes a table of one's own.
      if (wide) await page.getByRole("dialog").getByRole("checkbox").last().click();
    });
    if (wide) {
      await expect(page.locator("[style*='--table-width']")).toBeVisible();
      await walk.fits("columns of one's own");
    }
    await walk.over("adding a lead", () => page.keyboard.press("c"));
    await walk.over("the keys", () => page.keyboard.press("?"));

    await rows(page).nth(2).locator("[data-row]").click();
    await expect(page.locator(`${PANEL} time`).first()).toBeVisible();
    await walk.fits("the open lead", PANEL);
    await walk.over("the stages", () => page.locator(`${PANEL} [data-act=stage]`).click());
    await walk.over("logging", () => page.locator(`${PANEL} [data-act=attempt]`).first().click());
    await page.keyboard.press("f");
    await expect(page.locator(`${PANEL} [role=radiogroup]`).first()).toBeVisible();
    await walk.fits("a follow-up being planned", PANEL);

    await walk.to(`${PLACE}/leads?stage=new&group=source`, "[data-key]");
    await walk.fits("a filtered list in groups");
    if (wide) await walk.over("a view being saved", () => page.getByRole("button", { name: /^(Save view|حفظ العرض)$/ }).click());
    await page
      .locator("main button[aria-haspopup=dialog]")
      .filter({ hasText: /New|جديد/ })
      .first()
      .click();
    await expect(page.locator(OVER).first()).toBeVisible();
    await walk.fits("a condition", OVER);
    await page.keyboard.press("Escape");
    await walk.to(`${PLACE}/day`, "h1");
    await walk.fits("My day");
    await walk.to(`${PLACE}/board`, "[data-card]");
    await walk.fits("the board");
    await walk.to(`${PLACE}/notices`, "h1");
    await walk.fits("the notices");
    await walk.to(`${PLACE}/search?q=al`, "[data-key]");
    await walk.fits("what was found");
    await walk.over("the palette", async () => {
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type("al");
      await expect(page.getByRole("option").first()).toBeVisible();
    });
  });

  test(`signing in and the doors are clean and fit: ${title}`, async ({ browser }) => {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage();
    await speaking(lang)(page);
    const next = page.locator("button[type=submit]");
    await page.goto(`http://localhost:${JOURNEY_PORT}/demo`);
    await expect(page.locator("main a[href*='/demo/enter']").first()).toBeVisible();
    await clean(page, "the demo page");
    await page.goto(`http://localhost:${JOURNEY_PORT}/login`);
    await next.click();
    await expect(page.locator("[aria-invalid=true]")).toBeVisible();
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
}
