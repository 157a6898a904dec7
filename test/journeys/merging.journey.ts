import { expect } from "@playwright/test";
import { clean } from "./axe.ts";
import { byPalette, walkTo } from "./keys.ts";
import { act, AT_ONCE, enter, newName, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

test("LM1: two leads that are one person become one by keys alone, here and there, and are two again", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const { keyboard } = manager;
  const [first, second] = [newName(), newName()];
  const phone = `+97150${String(Date.now()).slice(-7)}`;
  await rain(first, { phone });
  await expect(rowOf(manager, first)).toBeVisible();
  await rain(second, { phone });
  for (const name of [first, second]) await expect(rowOf(owner, name)).toBeVisible();

  await walkTo(manager, second);
  await keyboard.press("Enter");
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("link", { name: `May be the same person as ${first}` })).toBeVisible();
  await byPalette(manager, "duplicate", "Merge with another lead");
  const dialog = manager.getByRole("dialog", { name: `Merge ${second} with another lead` });
  await expect(dialog.getByRole("combobox")).toBeFocused();
  // The twin is there before anything is typed; any other is found by its name.
  await expect(dialog.getByRole("option")).toContainText(first);
  await keyboard.type(first);
  await expect(dialog.locator("[role=option][aria-selected=true]")).toContainText(first);
  await clean(manager, "which other lead", "[role=dialog]");
  await keyboard.press("Enter");
  const both = manager.getByRole("dialog", { name: "Two leads become one" });
  await expect(both.getByRole("radio", { name: first })).toBeFocused();
  await expect(both.getByText("It gains")).toBeVisible();
  await clean(manager, "which one stays", "[role=dialog]");
  // The other one, and back to the older.
  await keyboard.press("ArrowUp");
  await expect(both.getByRole("radio", { name: second })).toBeChecked();
  await keyboard.press("ArrowDown");
  await expect(both.getByRole("radio", { name: first })).toBeChecked();
  await keyboard.press("Enter");

  await expect(rowOf(owner, second)).toHaveCount(0, AT_ONCE);
  await expect(manager.getByText(`${first} and ${second} are one lead now`)).toBeVisible();
  await expect(both).toHaveCount(0);
  // The opened one went: its page goes on to the one that stays, with what both sent.
  await expect(panel.getByRole("heading", { name: first })).toBeVisible();
  await expect(panel.getByText(`${second} came into this lead`)).toBeVisible();
  await expect(panel.getByText(/^Sent the form/)).toHaveCount(2);
  await expect(rowOf(manager, second)).toHaveCount(0);

  await keyboard.press("Control+z");
  for (const page of [owner, manager]) await expect(rowOf(page, second)).toBeVisible(AT_ONCE);
  await expect(panel.getByText(`${second} is a lead of its own again`)).toBeVisible();
  await expect(panel.getByText(/^Sent the form/)).toHaveCount(1);
});
