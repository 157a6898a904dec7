import { expect } from "@playwright/test";
import { MARINA } from "../../worker/demo/cast.ts";
import { tabTo } from "./keys.ts";
import { act, at, enter, newName, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

test("a lead is found, opened, moved through its stages and logged with keys alone", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();

  await manager.keyboard.press("j");
  await expect(rowOf(manager, name).getByRole("link")).toBeFocused();
  await manager.keyboard.press("Enter");
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();

  // Letters go to the menu once it has the focus, some milliseconds after it is seen.
  const listening = manager.locator("[role=menu]:focus-within");
  await manager.keyboard.press("s");
  await expect(listening).toBeVisible();
  await manager.keyboard.type("Qual");
  await manager.keyboard.press("Enter");
  await expect(panel.locator("[data-act=stage]")).toContainText("Qualified");

  await manager.keyboard.press("l");
  await expect(listening).toBeVisible();
  await manager.keyboard.press("Enter");
  await expect(rowOf(manager, name).locator("[data-wait=stopped]")).toBeVisible();
  await expect(panel.getByText("Called, reached")).toBeVisible();

  await manager.keyboard.press("j");
  await expect(panel.getByRole("heading", { name })).toHaveCount(0);
  await manager.keyboard.press("k");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  await manager.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  await manager.keyboard.press("?");
  await expect(manager.getByRole("dialog", { name: "Keyboard keys" })).toBeVisible();
  await manager.keyboard.press("Escape");
  await expect(manager.getByRole("dialog")).toHaveCount(0);
});

test("who is looking at the same lead is seen, and gone when they leave", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const name = newName();
  await rain(name);
  await rowOf(manager, name).getByRole("link").click();
  await rowOf(owner, name).getByRole("link").click();
  const faces = manager.locator("[data-panel]").getByRole("img", { name: /Khalid Al Mansoori/ });
  await expect(faces.first()).toBeVisible();
  await owner.keyboard.press("Escape");
  await expect(faces).toHaveCount(0);
});

test("a lead is added, written to, given a project, put away and brought back without a mouse", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const { keyboard } = manager;
  const name = newName();
  await keyboard.press("c");
  const dialog = manager.getByRole("dialog", { name: "Add a lead" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await keyboard.type(name);
  await tabTo(manager, dialog.getByLabel("Phone"), 5);
  await keyboard.type(`05${String(Date.now()).slice(-8)}`);
  await tabTo(manager, dialog.getByRole("button", { name: "Add the lead" }), 20);
  await keyboard.press("Enter");
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  await expect(dialog).toHaveCount(0);

  await tabTo(manager, panel.getByRole("button", { name: "More fields" }));
  await keyboard.press("Enter");
  await tabTo(manager, panel.getByRole("button", { name: /^City/ }));
  await keyboard.press("Enter");
  await keyboard.type("Sharjah");
  await keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: "City: Sharjah" })).toBeFocused();
  await tabTo(manager, panel.getByRole("button", { name: /^Projects/ }), 200);
  await keyboard.press("Enter");
  await expect(manager.getByRole("combobox", { name: "Find a project" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: /: more actions$/ }).first()).toBeVisible();

  await keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(rowOf(manager, name).getByRole("link")).toBeFocused();
  await keyboard.press("Enter");
  await tabTo(manager, panel.getByRole("button", { name: "More actions", exact: true }));
  await keyboard.press("Enter");
  await expect(manager.locator("[role=menu]:focus-within")).toBeVisible();
  await keyboard.type("Arch");
  await keyboard.press("Enter");
  await expect(rowOf(manager, name)).toHaveCount(0);
  await keyboard.press("ControlOrMeta+z");
  await expect(rowOf(manager, name)).toBeVisible();
});

test("KY1: a lead that is only gone to is written to, planned, linked to and put away by single keys, and the next row has the focus", async ({
  browser,
}) => {
  const manager = await enter(browser, "manager");
  const { keyboard } = manager;
  const [below, above] = [newName(), newName()];
  await rain(below);
  await rain(above);
  await expect(rowOf(manager, above)).toBeVisible();
  const panel = manager.locator("[data-panel]");
  const link = (name: string) => rowOf(manager, name).getByRole("link");
  await link(above).focus();
  await keyboard.press("n");
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeFocused();
  await keyboard.type("asks for the sea view");
  await keyboard.press("ControlOrMeta+Enter");
  await expect(panel.getByRole("article").filter({ hasText: "asks for the sea view" })).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(link(above)).toBeFocused();

  await keyboard.press("f");
  await expect(panel.getByRole("heading", { name: above })).toBeVisible();
  await expect(panel.locator("form [role=radio]:focus")).toHaveCount(1);
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  await link(above).focus();
  await keyboard.press("Shift+a");
  await expect(rowOf(manager, above)).toHaveCount(0);
  await expect(link(below)).toBeFocused();
  // By the palette as by the key.
  await keyboard.press("ControlOrMeta+k");
  await expect(manager.getByRole("dialog", { name: "Search and do" }).getByRole("combobox")).toBeFocused();
  await keyboard.type("archive");
  await expect(manager.locator("[role=option][aria-selected=true]")).toContainText("Archive");
  await keyboard.press("Enter");
  await expect(rowOf(manager, below)).toHaveCount(0);
  await expect(manager.locator("[data-row]:focus")).toHaveCount(1);
});

test("SU2: a stage is added, called something else and retired without a mouse", async ({ browser }) => {
  const owner = await enter(browser, "owner");
  const { keyboard } = owner;
  await owner.goto(at("owner", `/w/${MARINA.slug}/settings/stages`));
  const stage = `Stage ${newName()}`;
  await tabTo(owner, owner.getByRole("button", { name: "Add a stage" }));
  await keyboard.press("Enter");
  const dialog = owner.getByRole("dialog");
  // What it is about is read first.
  await tabTo(owner, dialog.getByLabel("Name"), 2);
  await keyboard.type(stage);
  await keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(owner.locator("[data-save=saved]")).toBeVisible();
  await tabTo(owner, owner.getByRole("button", { name: `Name: ${stage}` }));
  await keyboard.press("F2");
  await keyboard.press("End");
  await keyboard.type(" two");
  await keyboard.press("Enter");
  const renamed = `${stage} two`;
  await expect(owner.getByRole("button", { name: `Name: ${renamed}` })).toBeFocused();
  await tabTo(owner, owner.getByRole("button", { name: `${renamed}: more actions` }), 5);
  await keyboard.press("Enter");
  await expect(owner.locator("[role=menu]:focus-within")).toBeVisible();
  await keyboard.type("Retire");
  await keyboard.press("Enter");
  await expect(owner.locator("[data-retired]").filter({ hasText: renamed })).toBeVisible();
});
