import { expect, type Page } from "@playwright/test";
import { clean } from "./axe.ts";
import { act, enter, NAME, newName, partsAreHere, rain, rowOf, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

const bar = (page: Page) => page.locator("[data-chosen-bar]");
const chosen = (page: Page) => page.locator("[data-key][data-chosen]");
const stageOf = (page: Page, name: string) => rowOf(page, name).locator("[data-act=stage]");

async function rained(count: number, ...pages: readonly Page[]): Promise<string[]> {
  const names: string[] = [];
  for (let n = 0; n < count; n++) {
    const name = newName();
    await rain(name);
    names.push(name);
  }
  for (const page of pages) {
    for (const name of names) await expect(rowOf(page, name)).toBeVisible();
    // What chooses is among them.
    await partsAreHere(page);
  }
  return names;
}

async function choose(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) await rowOf(page, name).click({ modifiers: ["ControlOrMeta"], position: { x: 200, y: 18 } });
  await expect(bar(page).getByRole("status")).toHaveText(`${names.length} chosen`);
}

test("BK1, ED1: of three leads that get a stage at once one was moved by somebody meanwhile: it is told once, insisted on, and all of it taken back", async ({
  browser,
}) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const names = await rained(3, manager, owner);
  const [first = "", second = "", third = ""] = names;
  await choose(manager, names);
  await expect(chosen(manager)).toHaveCount(3);
  await expect(rowOf(manager, first)).toHaveAttribute("aria-selected", "true");
  await clean(manager, "several leads chosen");

  // Held back on their way, so that the owner's change is committed first.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resume) => (release = resume));
  await manager.route("**/leads/*/stage", async (route) => {
    await held;
    await route.continue();
  });
  await manager.keyboard.press("s");
  await manager.getByRole("menuitemcheckbox", { name: "Visit" }).click();
  for (const name of names) await expect(stageOf(manager, name)).toContainText("Visit");
  const committed = owner.waitForResponse((answer) => answer.url().endsWith("/stage"));
  await stageOf(owner, second).click();
  await owner.getByRole("menuitemcheckbox", { name: "Qualified" }).click();
  await committed;
  await expect(bar(manager).getByRole("progressbar")).toBeVisible();
  release();
  await expect(manager.getByText("2 leads moved to Visit. 1 was changed by somebody meanwhile and stays as it is")).toBeVisible();
  await expect(stageOf(manager, second)).toContainText("Qualified");
  for (const name of [first, third]) await expect(stageOf(owner, name)).toContainText("Visit");

  // Who read that may insist on it.
  await manager.getByRole("button", { name: "Change it anyway" }).click();
  for (const page of [manager, owner]) await expect(stageOf(page, second)).toContainText("Visit");
  await expect(manager.getByText("1 lead moved to Visit")).toBeVisible();

  // Each press takes one whole act back; what somebody changed since stays theirs.
  await manager.keyboard.press("ControlOrMeta+z");
  for (const page of [manager, owner]) await expect(stageOf(page, second)).toContainText("Qualified");
  await stageOf(owner, third).click();
  await owner.getByRole("menuitemcheckbox", { name: "Contacted" }).click();
  await expect(stageOf(manager, third)).toContainText("Contacted");
  await manager.keyboard.press("ControlOrMeta+z");
  await expect(manager.getByText("Taken back for 1 lead. 1 was changed by somebody since and stays as it is")).toBeVisible();
  for (const page of [manager, owner]) {
    await expect(stageOf(page, first)).toContainText("New");
    await expect(stageOf(page, third)).toContainText("Contacted");
  }
  await manager.keyboard.press("Escape");
  await expect(bar(manager)).toHaveCount(0);
  await expect(chosen(manager)).toHaveCount(0);
});

test("BK1: chosen by keys, given by the palette, tagged and archived; what left is chosen no more, another list begins with none", async ({
  browser,
}) => {
  const manager = await enter(browser, "manager");
  const names = await rained(3, manager);
  const keys = await Promise.all(names.map((name) => rowOf(manager, name).getAttribute("data-key")));
  // Newest first, as they stand.
  const order = await rows(manager).evaluateAll((all) =>
    all
      .toSorted((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .map((row) => row.getAttribute("data-key")),
  );
  const from = Math.min(...keys.map((key) => order.indexOf(key)));
  expect(new Set(order.slice(from, from + 3))).toEqual(new Set(keys));
  await manager.locator(`[data-key="${order[from]}"] [data-row]`).focus();
  await manager.keyboard.press("x");
  await manager.keyboard.press("Shift+ArrowDown");
  await manager.keyboard.press("Shift+ArrowDown");
  await manager.keyboard.press("Shift+ArrowDown");
  await expect(bar(manager).getByRole("status")).toHaveText("4 chosen");
  await manager.keyboard.press("Shift+ArrowUp");
  await expect(bar(manager).getByRole("status")).toHaveText("3 chosen");

  await manager.keyboard.press("?");
  for (const said of ["Choose all loaded leads", "Choose none", "Assign 3 leads", "Set the stage of 3 leads"])
    await expect(manager.getByRole("dialog").getByText(said, { exact: true })).toBeVisible();
  await expect(manager.getByRole("dialog").getByText("Assign", { exact: true })).toHaveCount(0);
  await manager.keyboard.press("Escape");
  await expect(manager.getByRole("dialog")).toHaveCount(0);
  await expect(bar(manager).getByRole("status")).toHaveText("3 chosen");

  await manager.keyboard.press("ControlOrMeta+k");
  await manager.getByRole("combobox").fill("assign 3 leads");
  await manager.getByRole("option", { name: /^Assign 3 leads/ }).click();
  await manager.getByRole("option", { name: new RegExp(NAME.agent2) }).click();
  for (const name of names) await expect(rowOf(manager, name).locator("[data-act=assign]")).toContainText(NAME.agent2);

  await bar(manager).locator("[data-chosen-act=tags]").click();
  await manager.getByRole("combobox").fill("of one form");
  await manager.keyboard.press("Enter");
  await manager.keyboard.press("Escape");
  await expect(manager.getByText("Tags of 3 leads changed")).toBeVisible();

  await bar(manager).locator("[data-chosen-act=archive]").click();
  await expect(manager.getByText("3 leads archived")).toBeVisible();
  for (const name of names) await expect(rowOf(manager, name)).toHaveCount(0);
  await expect(bar(manager)).toHaveCount(0);
  // Of acts one after the other the last is said: its toast took the place of those before.
  await manager.getByRole("button", { name: "Undo" }).click();
  for (const name of names) await expect(rowOf(manager, name)).toBeVisible();

  await manager.locator("[data-row][tabindex='0']").focus();
  await manager.keyboard.press("ControlOrMeta+a");
  await expect(bar(manager)).toContainText("There may be more");
  await manager.goto(manager.url().replace(/\/leads.*$/, "/leads"));
  await partsAreHere(manager);
  await choose(manager, names.slice(0, 1));
  await manager.keyboard.press("g");
  await manager.keyboard.press("u");
  await expect(manager.getByRole("heading", { level: 1, name: "Unassigned leads" })).toBeVisible();
  await expect(bar(manager)).toHaveCount(0);
});

test("BK1: on a telephone a finger that stays begins choosing and a tap goes on; who may not do it to many sees nothing of it", async ({
  browser,
}) => {
  const [phone, agent] = await Promise.all([
    enter(browser, "manager", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }),
    enter(browser, "agent"),
  ]);
  const [first = "", second = ""] = await rained(2, phone);
  const card = rowOf(phone, first);
  await card.dispatchEvent("pointerdown", { pointerType: "touch", isPrimary: true, clientX: 100, clientY: 100 });
  await expect(bar(phone).getByRole("status")).toHaveText("1 chosen");
  await card.dispatchEvent("pointerup", { pointerType: "touch", isPrimary: true });
  await rowOf(phone, second).tap();
  await expect(bar(phone).getByRole("status")).toHaveText("2 chosen");
  await expect(phone.locator("[data-panel]")).toHaveCount(0);
  await expect(rowOf(phone, second).locator("[data-row]")).toHaveAttribute("aria-description", "Chosen");
  await clean(phone, "several leads chosen on a phone");
  await rowOf(phone, second).tap();
  await rowOf(phone, first).tap();
  await expect(bar(phone)).toHaveCount(0);
  await rowOf(phone, first).tap();
  await expect(phone.locator("[data-panel]")).toBeVisible();

  await agent.locator("[data-row][tabindex='0']").focus();
  await agent.keyboard.press("x");
  await agent.keyboard.press("ControlOrMeta+a");
  await agent.keyboard.press("?");
  await expect(agent.getByRole("dialog")).toContainText("Filter the list");
  await expect(agent.getByRole("dialog")).not.toContainText("Choose");
  await expect(bar(agent)).toHaveCount(0);
});
