import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { act, enter, inOrder, isLive, NAME, newName, ownerOf, rain, rowOf, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

const above = (page: Page) => page.getByRole("button", { name: /new leads? above/ });
const focusedRow = (page: Page) => page.locator("[data-row]:focus");
const list = (page: Page) => page.locator("[role=rowgroup].overflow-y-auto");
const keyOf = async (row: Locator) => (await row.getAttribute("data-key")) ?? "";
const byKey = (page: Page, key: string) => page.locator(`[data-key="${key}"]`);
/** The row that stands at the very top of what is on screen. */
const topRow = (page: Page) =>
  list(page).evaluate((element) => {
    const { x, y, width } = element.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + 2)?.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? null;
  });

/** An agent with a new lead on top of their list, and the manager who is about to give it to the other agent. */
async function taker(browser: Browser): Promise<{ agent: Page; name: string; take: () => Promise<void> }> {
  const [manager, sara, yousef] = await Promise.all([enter(browser, "manager"), enter(browser, "agent"), enter(browser, "agent2")]);
  const name = newName();
  await rain(name);
  const has = await ownerOf(manager, name);
  const agent = has === "agent" ? sara : yousef;
  await expect(rowOf(agent, name)).toBeVisible();
  const take = async () => {
    await rowOf(manager, name).locator("[data-act=assign]").click();
    await manager.getByRole("option", { name: new RegExp(has === "agent" ? NAME.agent2 : NAME.agent) }).click();
    await expect(rowOf(agent, name)).toHaveCount(0);
  };
  return { agent, name, take };
}

test("while a lead comes in, an open picker stands still and gives the lead to the person pointed at", async ({ browser }) => {
  // Sees every lead, whoever has it.
  const owner = await enter(browser, "owner");
  const [name, next] = [newName(), newName()];
  await rain(name);
  await rowOf(owner, name).locator("[data-act=assign]").click();
  const option = owner.getByRole("option", { selected: false }).nth(1);
  await option.hover();
  const chosen = (await option.locator("bdi").first().innerText()).trim();
  const pointed = owner.locator("[role=option]:hover bdi").first();
  await expect(pointed).toHaveText(chosen);
  await rain(next);
  await expect(rowOf(owner, next)).toHaveCount(1);
  // As long as a slide would take, and more.
  await owner.waitForTimeout(500);
  await expect(pointed).toHaveText(chosen);
  await owner.mouse.down();
  await owner.mouse.up();
  await expect(rowOf(owner, name).locator("[data-act=assign]")).toContainText(chosen);
});

test("a lead that leaves while its picker is open takes the picker with it, and the focus is on the row that took its place", async ({
  browser,
}) => {
  const { agent, name, take } = await taker(browser);
  await inOrder(agent);
  const below = await keyOf(rows(agent).nth(1));
  await agent.keyboard.press("j");
  await expect(rowOf(agent, name).getByRole("link")).toBeFocused();
  await agent.keyboard.press("a");
  await expect(agent.getByRole("combobox")).toBeFocused();
  await take();
  await expect(agent.getByRole("combobox")).toHaveCount(0);
  await expect(byKey(agent, below).getByRole("link")).toBeFocused();
});

test("Tab reaches a lead from a fresh load, and one row alone, wherever the list is scrolled to", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  await manager.reload();
  await isLive(manager);
  await expect(async () => {
    await manager.keyboard.press("Tab");
    await expect(focusedRow(manager)).toHaveCount(1, { timeout: 50 });
  }).toPass({ intervals: [10] });
  await expect(rows(manager).first().getByRole("link")).toBeFocused();
  const tabbable = manager.locator("[data-row][tabindex='0']");
  await expect(tabbable).toHaveCount(1);
  await list(manager).hover();
  await manager.mouse.wheel(0, 36 * 30);
  await expect(byKey(manager, (await topRow(manager)) ?? "").locator("[data-row][tabindex='0']")).toHaveCount(1);
  await expect(tabbable).toHaveCount(1);
});

test("Escape from a picker opened by a key goes back to the row, and Enter opens the lead", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  await manager.keyboard.press("j");
  const link = rows(manager).first().getByRole("link");
  for (const [key, role] of [
    ["a", "combobox"],
    ["s", "menu"],
    ["l", "menu"],
  ] as const) {
    await manager.keyboard.press(key);
    await expect(manager.getByRole(role)).toBeVisible();
    await manager.keyboard.press("Escape");
    await expect(manager.getByRole(role)).toHaveCount(0);
    await expect(link).toBeFocused();
    await expect(manager.locator("[data-tip-layer]")).toHaveCount(0);
  }
  await manager.keyboard.press("?");
  await expect(manager.getByRole("dialog").getByRole("heading", { level: 2 })).toBeFocused();
  await manager.keyboard.press("Escape");
  await expect(link).toBeFocused();
  await manager.keyboard.press("Enter");
  await expect(manager.locator("[data-panel]").getByRole("heading", { level: 2 })).toHaveText(await link.innerText());
});

test("a lead that came in above is still marked when the list goes back to its top", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  await list(manager).hover();
  await manager.mouse.wheel(0, 36 * 3);
  const name = newName();
  await rain(name);
  await expect(above(manager)).toBeVisible();
  await manager.waitForTimeout(9_000);
  await above(manager).click();
  const marked = rowOf(manager, name).locator("[data-fresh]");
  await expect(marked).toBeInViewport();
  await manager.waitForTimeout(5_000);
  await expect(marked).toBeVisible();
  await expect(marked).toHaveCount(0, { timeout: 5_000 });
});

test("where many come at once their marks stand still: a layer for each would cost more than all else", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const marks = () =>
    manager.evaluate(() => document.getAnimations().filter((one) => "animationName" in one && one.animationName === "marker").length);
  const [first, ...others] = Array.from({ length: 9 }, newName);
  await rain(first ?? "");
  await expect.poll(marks).toBeGreaterThan(0);
  // One after the other: those of one moment would have one telephone, be one person's, and go to one owner while other tests look on.
  for (const name of others) await rain(name);
  // Asked while they are marked: marks that are over do not move either.
  const whileMarked = async () => ((await manager.locator("[data-key] [data-fresh]").count()) > 6 ? marks() : "not many");
  await expect.poll(whileMarked).toBe(0);
});

test("a mouse that was left lying on the list lets go, and the new lead comes on screen", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  await rows(manager).nth(6).hover();
  const name = newName();
  await rain(name);
  await expect(above(manager)).toBeVisible();
  await expect(above(manager)).toHaveCount(0);
  await expect(rowOf(manager, name)).toBeInViewport();
  await expect.poll(() => list(manager).evaluate((element) => element.scrollTop)).toBe(0);
});

test("rows that leave above the pointer do not move what is under it, and leave no gap once it is still", async ({ browser }) => {
  const { agent, take } = await taker(browser);
  await inOrder(agent);
  const row = rows(agent).nth(4);
  const held = byKey(agent, await keyOf(row));
  const first = await keyOf(rows(agent).first());
  const second = await keyOf(rows(agent).nth(1));
  await held.hover();
  const before = await held.boundingBox();
  // Looked at in the frame after the row has gone: a second of stillness later the room above is given back.
  const then = held.evaluate(
    (element, gone) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(`[data-key="${gone}"]`) !== null) requestAnimationFrame(look);
          else requestAnimationFrame(() => resolve(element.getBoundingClientRect().y));
        };
        look();
      }),
    first,
  );
  await take();
  expect(await then).toBe(before?.y);
  await expect.poll(() => topRow(agent), { timeout: 4_000 }).toBe(second);
});

test("Back finds the list where it was left", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  await list(manager).hover();
  await manager.mouse.wheel(0, 1_100);
  await expect.poll(() => list(manager).evaluate((element) => element.scrollTop)).toBeGreaterThan(1_000);
  const left = await topRow(manager);
  await inOrder(manager);
  await rows(manager).nth(14).getByRole("link").click();
  await expect(manager.locator("[data-panel]").getByRole("heading", { level: 2 })).toBeVisible();
  await manager.getByRole("link", { name: "Unassigned leads" }).click();
  await expect(manager.getByRole("heading", { level: 1 })).toHaveText("Unassigned leads");
  await manager.goBack();
  await expect(manager.getByRole("heading", { level: 1 })).toHaveText("All leads");
  await expect.poll(() => topRow(manager)).toBe(left);
});

test("loaded anew with a lead open, the list shows its row", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  await list(manager).hover();
  await manager.mouse.wheel(0, 36 * 20);
  await expect.poll(() => list(manager).evaluate((element) => element.scrollTop)).toBe(36 * 20);
  const row = byKey(manager, (await topRow(manager)) ?? "")
    .locator("~ [data-key]")
    .nth(14);
  const key = await keyOf(row);
  await row.getByRole("link").click();
  await expect(manager).toHaveURL(new RegExp(key));
  await manager.reload();
  await isLive(manager);
  await expect(byKey(manager, key)).toBeInViewport({ ratio: 1 });
});

test("when the open lead is taken away, its panel has the focus and j goes on with the row that took its place", async ({ browser }) => {
  const { agent, name, take } = await taker(browser);
  const newer = newName();
  await rowOf(agent, name).getByRole("link").click();
  const panel = agent.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  const key = await keyOf(rowOf(agent, name));
  const below = await keyOf(byKey(agent, key).locator("~ [data-key]").first());
  await take();
  await expect(panel.getByRole("status").filter({ hasText: /./ }).first()).toBeFocused();
  // What comes in above meanwhile changes nothing about where the person is.
  await rain(newer);
  await agent.waitForTimeout(1_000);
  await agent.keyboard.press("j");
  await expect(agent).toHaveURL(new RegExp(below));
  await expect(byKey(agent, below).getByRole("link")).toBeFocused();
});

test("another list asked for by keys over an open lead: the panel goes, and the focus is on a row of that list", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  await rain(newName());
  await expect(rows(manager).nth(3)).toBeVisible();
  await manager.keyboard.press("j");
  await expect(focusedRow(manager)).toHaveCount(1);
  await manager.keyboard.press("Enter");
  // Two keys make one where they follow each other at once: a page that is still making the panel answers the first too late.
  await expect(manager.locator("[data-panel]").getByRole("heading", { name: "Source" })).toBeVisible();
  await manager.keyboard.press("g");
  await manager.keyboard.press("u");
  await expect(manager.getByRole("heading", { level: 1, name: "Unassigned" })).toBeVisible();
  await expect(manager.locator("[data-panel]")).toHaveCount(0);
  await expect(focusedRow(manager)).toHaveCount(1);
});

test("a view's name stands over its leads, and while it is on its way no other list's does", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const heading = manager.getByRole("heading", { level: 1 });
  await manager.getByRole("link", { name: "Hot today" }).click();
  await expect(heading).toHaveText("Hot today");
  await manager.locator('nav a[href$="?owner=none"]').first().click();
  await expect(heading).toHaveText("Unassigned leads");
  await manager.route("**/views/019d*", () => undefined);
  await manager.evaluate(() => {
    history.pushState({}, "", "?view=019d0000-0000-7000-8000-000000000001");
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  await expect(heading).toHaveText("Leads");
});
