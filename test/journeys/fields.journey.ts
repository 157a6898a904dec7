import { type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";
import { clean } from "./axe.ts";
import { act, choose, enter, newName, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function open(page: Page, name: string): Promise<Locator> {
  await rowOf(page, name).getByRole("link").click();
  const panel = page.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Source" })).toBeVisible();
  return panel;
}

/** Own fields of the workspace, as its owner sets them up. */
async function setUpFields(owner: Page): Promise<void> {
  const status = await owner.evaluate(async () => {
    const place = `/api/w/${location.pathname.split("/")[2]}`;
    const { setup } = (await (await fetch(`${place}/boot`)).json()) as { setup: { version: number; fields: { id: string }[] } };
    const ours = [
      { id: "rooms", name: "Rooms", type: "number", options: [], filterable: true },
      { id: "move_in", name: "Moves in", type: "date", options: [], filterable: true },
      {
        id: "wishes",
        name: "Wishes",
        type: "choices",
        options: [
          { id: "sea", name: "Sea view" },
          { id: "pool", name: "Pool" },
        ],
        filterable: true,
      },
    ];
    const answer = await fetch(`${place}/setup/fields`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      // What is there stays: nothing of a setup is ever removed.
      body: JSON.stringify({
        version: setup.version,
        // Ours stand first: of many empty ones the panel opens only some.
        value: [...ours.filter(({ id }) => setup.fields.every((one) => one.id !== id)), ...setup.fields],
      }),
    });
    return answer.status;
  });
  expect(status).toBe(200);
}

test("ED1: a lead is written anew where it stands, by keys alone, and the others see it at once", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  await setUpFields(owner);
  const name = newName();
  await rain(name);
  const panel = await open(manager, name);
  await clean(manager, "the open lead");

  await panel.getByRole("button", { name, exact: true }).press("Enter");
  await manager.keyboard.type(`${name} Haddad`);
  await manager.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: `${name} Haddad` })).toBeFocused();
  await expect(rowOf(owner, `${name} Haddad`)).toBeVisible();
  await manager.getByRole("button", { name: "Undo" }).click();
  await expect(rowOf(owner, name)).toBeVisible();

  await panel.getByRole("button", { name: /^Value:/ }).press("F2");
  await manager.keyboard.type("1.2m");
  await manager.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: /^Value: AED/ })).toBeVisible();

  await panel.getByRole("button", { name: /^Priority:/ }).press("Enter");
  await expect(manager.getByRole("menuitemcheckbox", { name: "Urgent" })).toBeFocused();
  await manager.keyboard.press("ArrowDown");
  await manager.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: "Priority: High" })).toBeFocused();

  await panel.getByRole("button", { name: /^Tags:/ }).press("Enter");
  await expect(manager.getByRole("combobox", { name: "Find or add a tag" })).toBeFocused();
  await manager.keyboard.type("cash buyer");
  await manager.keyboard.press("Enter");
  await manager.keyboard.press("Escape");
  await expect(panel.getByRole("button", { name: "Tags: cash buyer" })).toBeFocused();

  await panel.getByRole("button", { name: /^Rooms:/ }).press("Enter");
  await manager.keyboard.type("three");
  await manager.keyboard.press("Enter");
  await expect(panel.getByRole("alert")).toHaveText("Write a number");
  await manager.keyboard.press("ControlOrMeta+a");
  await manager.keyboard.type("3");
  await manager.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: "Rooms: 3" })).toBeFocused();

  await panel.getByRole("button", { name: /^Moves in:/ }).press("Enter");
  await expect(manager.getByRole("textbox", { name: "Moves in" })).toBeFocused();
  await manager.keyboard.type("24/12/2030");
  await manager.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: "Moves in: 24 Dec 2030" })).toBeFocused();

  await panel.getByRole("button", { name: /^Wishes:/ }).press("Enter");
  await expect(manager.getByRole("combobox", { name: "Find" })).toBeFocused();
  await manager.keyboard.press("Enter");
  await clean(manager, "several choices");
  await manager.keyboard.press("Escape");
  await expect(panel.getByRole("button", { name: "Wishes: Sea view" })).toBeFocused();

  // Somebody else reads what the server kept.
  const theirs = await open(owner, name);
  for (const told of ["Rooms: 3", "Moves in: 24 Dec 2030", "Wishes: Sea view", "Tags: cash buyer", "Priority: High"])
    await expect(theirs.getByRole("button", { name: told })).toBeVisible();
});

test("ED1: what is typed stays while somebody else changes the field, and both values stay in the story", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const name = newName();
  await rain(name);
  const [mine, theirs] = [await open(manager, name), await open(owner, name)];
  await mine.getByRole("button", { name: /^City:/ }).press("Enter");
  await manager.keyboard.type("Sharjah, by the lagoon");
  await theirs.getByRole("button", { name: /^City:/ }).press("Enter");
  await owner.keyboard.type("Ajman Corniche");
  await owner.keyboard.press("Enter");
  await expect(mine.getByRole("status").filter({ hasText: "Khalid Al Mansoori just changed it to Ajman Corniche" })).toBeVisible();
  await expect(mine.getByRole("textbox", { name: "City" })).toBeFocused();
  await expect(mine.getByRole("textbox", { name: "City" })).toHaveValue("Sharjah, by the lagoon");
  await manager.keyboard.press("Enter");
  await expect(theirs.getByRole("button", { name: "City: Sharjah, by the lagoon" })).toBeVisible();
});

test("DN1: they ask not to be called, and every way to call them is closed for everybody", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const name = newName();
  await rain(name);
  const [mine, theirs] = [await open(manager, name), await open(owner, name)];
  await expect(theirs.getByRole("link", { name: "Call", exact: true })).toBeVisible();
  await mine.getByRole("button", { name: "More actions", exact: true }).press("Enter");
  await choose(manager.getByRole("menuitem", { name: "Do not contact" }));
  const dialog = manager.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await clean(manager, "do not contact");
  await dialog.getByLabel("Email").uncheck();
  await dialog.getByLabel("Messenger").uncheck();
  await dialog.getByLabel("Note").fill("Asked us twice to stop calling");
  await dialog.getByRole("button", { name: "Do not contact" }).click();
  for (const panel of [mine, theirs]) {
    await expect(panel.getByText("Do not contact by phone and WhatsApp")).toBeVisible();
    await expect(panel.getByText("Asked not to be called").first()).toBeVisible();
    await expect(panel.locator("a[href^='tel:'], a[href*='wa.me'], [data-reach=phone], [data-reach=whatsapp]")).toHaveCount(0);
    await expect(panel.locator("[data-reach=email]").first()).toBeVisible();
  }
  await clean(manager, "a lead that is not to be contacted");
  // Lifting takes a right of its own.
  await mine.getByRole("button", { name: "More actions", exact: true }).press("Enter");
  await expect(manager.getByRole("menuitem", { name: "Archive" })).toBeVisible();
  await expect(manager.getByRole("menuitem", { name: /Lift/ })).toHaveCount(0);
});

test("a lead is lost with its reason in one key and won with its value, and put away and brought back", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const name = newName();
  await rain(name);
  const panel = await open(manager, name);
  const stage = panel.locator("[data-act=stage]");
  await stage.press("Enter");
  await choose(manager.getByRole("menuitemcheckbox", { name: "Lost" }));
  await expect(manager.getByRole("menu", { name: "Why was it lost" })).toBeVisible();
  await expect(manager.getByRole("menuitem", { name: /^Price/ })).toBeFocused();
  await clean(manager, "why it was lost");
  await manager.keyboard.press("3");
  await expect(panel.getByRole("button", { name: "Lost because: Not interested" })).toBeVisible();
  await expect(stage).toBeFocused();
  await stage.press("Enter");
  await choose(manager.getByRole("menuitemcheckbox", { name: "Won" }));
  await expect(manager.getByRole("textbox", { name: "What is it worth" })).toBeFocused();
  await manager.keyboard.type("850k");
  await manager.keyboard.press("Enter");
  await expect(stage).toContainText("Won");
  await expect(panel.getByRole("button", { name: /^Value: AED.850,000$/ })).toBeVisible();

  await panel.getByRole("button", { name: "More actions", exact: true }).press("Enter");
  await choose(manager.getByRole("menuitem", { name: "Archive" }));
  await expect(panel.getByText("Archived. It stands in no list")).toBeVisible();
  await expect(rowOf(manager, name)).toHaveCount(0);
  await expect(panel.getByRole("button", { name: /^Value:/ })).toHaveCount(0);
  await panel.getByRole("button", { name: "Restore" }).click();
  await expect(rowOf(manager, name)).toBeVisible();
  await expect(panel.getByRole("button", { name: /^Value:/ })).toBeVisible();
});

test("a lead is added by hand; a person somebody has already is said, and added all the same", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const name = newName();
  const phone = `+97155${String(Date.now()).slice(-7)}`;
  await rain(name, { phone });
  await expect(rowOf(manager, name)).toBeVisible();
  await manager.locator("body").press("c");
  const dialog = manager.getByRole("dialog", { name: "Add a lead" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await clean(manager, "adding a lead");
  const twin = newName();
  await manager.keyboard.type(twin);
  await dialog.getByLabel("Phone").fill(phone.replace("+971", "0"));
  await dialog.getByLabel("Where they came from").selectOption("walk_in");
  await dialog.getByLabel("Note").fill("Saw the hoarding on Sheikh Zayed Road");
  await manager.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog.getByRole("alert")).toContainText("has this person already");
  await expect(dialog.getByRole("button", { name: "Open that lead" })).toBeVisible();
  await dialog.getByRole("button", { name: "Add all the same" }).click();
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name: twin })).toBeVisible();
  await expect(panel.getByText("Walk-in").first()).toBeVisible();
  await expect(panel.getByText("Saw the hoarding on Sheikh Zayed Road")).toBeVisible();
  await expect(panel.getByText(`May be the same person as ${name}`)).toBeVisible();
});

test("on a phone a lead is added on a whole screen, and its fields are within a thumb's reach", async ({ browser }) => {
  const agent = await enter(browser, "agent", PHONE);
  await agent.getByRole("button", { name: "Add a lead" }).tap();
  const dialog = agent.getByRole("dialog", { name: "Add a lead" });
  await expect(dialog).toBeVisible();
  const box = await dialog.boundingBox();
  expect([box?.width ?? 0, box?.height ?? 0].map(Math.round)).toEqual([390, 844]);
  await clean(agent, "adding a lead on a phone");
  const name = newName();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Add the lead" }).tap();
  const panel = agent.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  const heights = () =>
    panel.locator("dl button:not([data-acts])").evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().height)));
  // The fields are drawn after the heading, and once more when the lead has come: of one that has just made room nothing is left to measure.
  await expect.poll(async () => (await heights()).length).toBeGreaterThan(8);
  await expect.poll(async () => (await heights()).filter((height) => height < 44)).toEqual([]);
  await panel.getByRole("button", { name: /^Priority:/ }).tap();
  await expect(agent.getByRole("menuitemcheckbox", { name: "Urgent" })).toBeVisible();
  await clean(agent, "choosing a priority on a phone");
});
