import { type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { clean } from "./axe.ts";
import { act, enter, newName, rain, rowOf, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Opens the list of fields, and goes on with one of them. */
async function filterBy(page: Page, field: string): Promise<void> {
  await page.keyboard.press("Shift+F");
  await expect(page.getByRole("combobox", { name: "Filter by" })).toBeFocused();
  await page.keyboard.type(field);
  await page.keyboard.press("Enter");
}

async function moveTo(page: Page, name: string, stage: string): Promise<void> {
  await rowOf(page, name).locator("[data-act=stage]").click();
  await page.getByRole("menu").getByText(stage, { exact: true }).click();
}

test("VW1, FL1: a view is built and shared by keys alone; a colleague sees it come, and its leads come and go", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const [stays, goes, comes] = [newName(), newName(), newName()];
  for (const name of [stays, goes, comes]) {
    await rain(name);
    await expect(rowOf(manager, name)).toBeVisible();
  }
  await moveTo(manager, comes, "Qualified");
  const view = `Fresh ${stays}`;

  await filterBy(manager, "sta");
  await expect(manager.getByRole("combobox", { name: "Find", exact: true })).toBeFocused();
  await manager.keyboard.press("Enter");
  await expect(rowOf(manager, stays)).toBeVisible();
  await expect(rowOf(manager, comes)).toHaveCount(0);
  await clean(manager, "what a condition is made of");
  await manager.keyboard.press("Escape");
  await expect(manager.getByRole("button", { name: "Filter: Stage is New" })).toBeVisible();
  await filterBy(manager, "received");
  await manager.keyboard.press("Escape");
  await filterBy(manager, "name");
  await manager.keyboard.type("Journey");
  await manager.keyboard.press("Enter");
  await expect(manager.getByRole("button", { name: "Filter: Name contains “Journey”" })).toBeVisible();
  await clean(manager, "a filtered list");

  await manager.getByRole("button", { name: "Save view" }).press("Enter");
  const dialog = manager.getByRole("dialog", { name: "Save view" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await manager.keyboard.press("ControlOrMeta+a");
  await manager.keyboard.type(view);
  await dialog.getByRole("combobox", { name: "Who sees it" }).selectOption("workspace");
  await dialog.getByRole("textbox", { name: "Name" }).press("Enter");
  await expect(manager.getByRole("heading", { name: view })).toBeVisible();
  await expect(manager).toHaveURL(/\?view=[\w-]+$/);

  // It came to the colleague by itself.
  await owner.getByRole("link", { name: view }).click();
  await expect(owner.getByRole("heading", { name: view })).toBeVisible();
  await expect(rowOf(owner, stays)).toBeVisible();
  await expect(rowOf(owner, goes)).toBeVisible();
  await moveTo(manager, goes, "Contacted");
  await expect(rowOf(owner, goes)).toHaveCount(0);
  const late = newName();
  await rain(late);
  await expect(rowOf(owner, late)).toBeVisible();

  // Backspace takes a condition away; what is not the view any more says so, and goes back.
  await manager.getByRole("button", { name: "Filter: Stage is New" }).press("Backspace");
  await expect(rowOf(manager, comes)).toBeVisible();
  await expect(manager.getByRole("button", { name: "Save changes" })).toBeVisible();
  await manager.getByRole("button", { name: "Reset" }).click();
  await expect(rowOf(manager, comes)).toHaveCount(0);

  // A link is the list.
  const url = manager.url();
  const again = await manager.context().newPage();
  await again.goto(url);
  await expect(rowOf(again, stays)).toBeVisible();
  await expect(rowOf(again, comes)).toHaveCount(0);
  await again.close();

  // Removed, it is gone from everybody's menu; taken back, it is there again.
  await manager.getByRole("button", { name: "Views" }).click();
  await manager.getByRole("menuitem", { name: "Remove the view" }).click();
  await expect(owner.getByRole("link", { name: view })).toHaveCount(0);
  await manager
    .getByRole("listitem")
    .filter({ hasText: `${view} was removed` })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(owner.getByRole("link", { name: view })).toBeVisible();
});

test("FL1: a list is sorted, grouped and folded, and stays live while it is", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  await filterBy(manager, "name");
  await manager.keyboard.type(name);
  await manager.keyboard.press("Enter");
  await expect(rows(manager)).toHaveCount(1);
  const second = `${name} Zayed`;
  await rain(second);
  await expect(rows(manager)).toHaveCount(2);

  await manager.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await manager.getByRole("menuitemcheckbox", { name: "Name, ascending" }).click();
  await expect(manager.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await expect(rows(manager).first()).toContainText(name);
  await expect(rows(manager).first()).not.toContainText("Zayed");

  await manager.getByRole("button", { name: "Display" }).click();
  await manager.getByRole("combobox", { name: "Group by" }).selectOption("stage");
  await manager.keyboard.press("Escape");
  const head = manager.getByRole("button", { name: /^New 2/ });
  await expect(head).toBeVisible();
  await moveTo(manager, second, "Qualified");
  await expect(manager.getByRole("button", { name: /^Qualified 1/ })).toBeVisible();
  await expect(manager.getByRole("button", { name: /^New 1/ })).toBeVisible();
  await clean(manager, "a grouped list");
  await manager.getByRole("button", { name: /^New 1/ }).press("ArrowLeft");
  await expect(rowOf(manager, name)).toHaveCount(0);
  await manager.reload();
  await expect(manager.getByRole("button", { name: /^New 1/ })).toBeVisible();
  await expect(rowOf(manager, second)).toBeVisible();
});

test("columns are chosen and kept, and cells are read and changed by arrows and Enter", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  await manager.getByRole("button", { name: "Display" }).click();
  for (const column of ["Phone", "Source", "Project", "Waiting"]) await manager.getByRole("checkbox", { name: column }).uncheck();
  for (const column of ["City", "Value", "Email"]) await manager.getByRole("checkbox", { name: column }).check();
  await manager.keyboard.press("Escape");
  await expect(manager.getByRole("columnheader", { name: "Value" })).toBeVisible();
  await expect(manager.getByRole("columnheader", { name: "Phone" })).toHaveCount(0);
  await clean(manager, "chosen columns");
  await manager.reload();
  await expect(manager.getByRole("columnheader", { name: "City" })).toBeVisible();

  const line = rowOf(manager, name);
  await line.getByRole("link").focus();
  // Owner, stage, received, city.
  for (let n = 0; n < 4; n++) await manager.keyboard.press("ArrowRight");
  await expect(line.getByRole("button", { name: /^Change City/ })).toBeFocused();
  await manager.keyboard.press("Enter");
  await manager.keyboard.type("Sharjah");
  await manager.keyboard.press("Enter");
  await expect(line.getByRole("button", { name: "Change City: Sharjah" })).toBeFocused();
  await manager.keyboard.press("ArrowRight");
  await manager.keyboard.press("Enter");
  await manager.keyboard.type("much");
  await manager.keyboard.press("Enter");
  await expect(line.getByRole("alert")).toHaveText("Write a whole number");
  await manager.keyboard.press("ControlOrMeta+a");
  await manager.keyboard.type("1.2m");
  await manager.keyboard.press("Enter");
  await expect(line).toContainText("AED");
  await manager.keyboard.press("Escape");
  await expect(line.getByRole("link")).toBeFocused();
  await manager.keyboard.press("Enter");
  await expect(manager.locator("[data-panel]").getByRole("button", { name: "City: Sharjah" })).toBeVisible();

  // FL1: where the lead came from is columns too, and a filter: of all that came by this ad set, other forms' of the same name aside.
  await manager.keyboard.press("Escape");
  await manager.getByRole("button", { name: "Display" }).click();
  for (const column of ["Page", "Ad set", "Ad"]) await manager.getByRole("checkbox", { name: column, exact: true }).check();
  await manager.keyboard.press("Escape");
  await expect(line).toContainText(/Marina Homes.*(Retargeting|Lookalike 1%|Broad 25-45).*, video \d/);
  const [inSet = ""] = /Retargeting|Lookalike 1%|Broad 25-45/.exec((await line.textContent()) ?? "") ?? [];
  await filterBy(manager, "ad set");
  const options = manager.getByRole("option", { name: inSet });
  await expect(options.first()).toBeVisible();
  for (const option of await options.all()) await option.click();
  await manager.keyboard.press("Escape");
  await expect(line).toBeVisible();
  await manager.getByRole("button", { name: /^Filter: Ad set is/ }).press("Backspace");

  // Whose columns they are is nobody else's.
  await expect(owner.getByRole("columnheader", { name: "Phone" })).toBeVisible();
});

test("FL1: on a phone a filter is made on a sheet", async ({ browser }) => {
  const manager = await enter(browser, "manager", PHONE);
  await manager.getByRole("button", { name: "Filter" }).tap();
  await manager.getByRole("option", { name: "Stage" }).tap();
  await manager.getByRole("option", { name: "Won" }).tap();
  await clean(manager, "a condition on a phone");
  await manager.keyboard.press("Escape");
  await expect(manager.getByRole("button", { name: "Filter: Stage is Won" })).toBeVisible();
  await expect(rows(manager).first()).toContainText("Won");
  await manager.getByRole("button", { name: "Clear" }).tap();
  await expect(manager.getByRole("heading", { name: "All leads" })).toBeVisible();
});
