import { type Browser, expect, type Page } from "@playwright/test";
import { act, enter, NAME, newName, ownerOf, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

interface Scene {
  readonly name: string;
  readonly manager: Page;
  readonly loser: Page;
  readonly gainer: Page;
  readonly to: string;
}

/** A new lead with one of two agents, both looking on; the manager is about to give it to the other. */
async function scene(browser: Browser): Promise<Scene> {
  const [manager, agent, agent2] = await Promise.all([enter(browser, "manager"), enter(browser, "agent"), enter(browser, "agent2")]);
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  const has = await ownerOf(manager, name);
  const [loser, gainer] = has === "agent" ? [agent, agent2] : [agent2, agent];
  await expect(rowOf(loser, name)).toBeVisible();
  return { name, manager, loser, gainer, to: has === "agent" ? NAME.agent2 : NAME.agent };
}

async function moved({ name, manager, loser, gainer, to }: Scene): Promise<void> {
  await expect(rowOf(gainer, name)).toBeVisible();
  await expect(rowOf(loser, name)).toHaveCount(0);
  await expect(loser.getByText(`${NAME.manager} moved ${name} to ${to}`)).toBeVisible();
  await expect(rowOf(manager, name).locator("[data-act=assign]")).toContainText(to);
}

test("EV3: reassigned from the row, it is gone here and there now; undo brings it back; a team has it until one takes it", async ({
  browser,
}) => {
  const stage = await scene(browser);
  const { name, manager, loser, gainer, to } = stage;
  await rowOf(manager, name).locator("[data-act=assign]").click();
  await manager.getByRole("option", { name: new RegExp(to) }).click();
  await moved(stage);
  await manager.getByRole("button", { name: "Undo" }).click();
  await expect(rowOf(loser, name)).toBeVisible();
  await expect(rowOf(gainer, name)).toHaveCount(0);

  // To a team until somebody takes it: here agents see what nobody has.
  await rowOf(manager, name).locator("[data-act=assign]").click();
  await manager
    .getByRole("group", { name: /^Teams/ })
    .getByRole("option", { name: "Downtown desk" })
    .click();
  await expect(manager.getByText(`${name} given to the team Downtown desk`)).toBeVisible();
  for (const page of [manager, loser, gainer]) await expect(rowOf(page, name).locator("[data-act=assign]")).toContainText("Unassigned");
  await rowOf(gainer, name).locator("[data-act=assign]").click();
  await gainer.getByRole("option", { name: new RegExp(to) }).click();
  await expect(rowOf(manager, name).locator("[data-act=assign]")).toContainText(to);
  await expect(rowOf(loser, name)).toHaveCount(0);
});

test("EV3: reassigned from the panel, an open panel of the one who lost it says where it went", async ({ browser }) => {
  const stage = await scene(browser);
  const { name, manager, loser, to } = stage;
  await rowOf(loser, name).getByRole("link").click();
  await expect(loser.locator("[data-panel]").getByRole("heading", { name })).toBeVisible();
  await rowOf(manager, name).getByRole("link").click();
  await expect(
    manager
      .locator("[data-panel]")
      .getByRole("img", { name: new RegExp(`${NAME.agent}|${NAME.agent2}`) })
      .first(),
  ).toBeVisible();
  await manager.locator("[data-panel] [data-act=assign]").click();
  await manager.getByRole("option", { name: new RegExp(to) }).click();
  await moved(stage);
  await expect(loser.locator("[data-panel]")).toContainText("no longer in your sight");
});

test("EV3: reassigned by keys alone", async ({ browser }) => {
  const stage = await scene(browser);
  const { name, manager, to } = stage;
  await rowOf(manager, name).getByRole("link").focus();
  await manager.keyboard.press("a");
  await expect(manager.getByRole("combobox")).toBeFocused();
  await manager.keyboard.type(to);
  await manager.keyboard.press("Enter");
  await moved(stage);
});

test("ED1: of two who move it at once one wins, and the other sees the winner's choice", async ({ browser }) => {
  const stage = await scene(browser);
  const { name, manager, to } = stage;
  const owner = await enter(browser, "owner");
  // Held back on its way, so that the owner's change is committed first.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resume) => (release = resume));
  await manager.route("**/leads/*/owner", async (route) => {
    await held;
    await route.continue();
  });
  await rowOf(manager, name).locator("[data-act=assign]").click();
  await manager.getByRole("option", { name: /Elena Petrova/ }).click();
  await expect(rowOf(manager, name).locator("[data-act=assign]")).toContainText("Elena Petrova");
  // Their own screen shows it before the server has it.
  const committed = owner.waitForResponse((answer) => answer.url().endsWith("/owner"));
  await rowOf(owner, name).locator("[data-act=assign]").click();
  await owner.getByRole("option", { name: new RegExp(to) }).click();
  await expect(rowOf(owner, name).locator("[data-act=assign]")).toContainText(to);
  await committed;
  release();
  await expect(manager.getByText(`${NAME.owner} changed ${name} first`)).toBeVisible();
  await expect(rowOf(manager, name).locator("[data-act=assign]")).toContainText(to);
});
