import { expect, type Page } from "@playwright/test";
import { act, enter, isLive, NAME, newName, ownerOf, rain, rowOf, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

const clock = (page: Page, name: string, state: "stopped" | "fresh") => rowOf(page, name).locator(`[data-wait=${state}]`);

test("ED1: a logged attempt is taken back: the clock runs again here and there, and the story keeps both", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const name = newName();
  await rain(name);
  await expect(clock(owner, name, "fresh")).toBeVisible();
  await rowOf(manager, name).getByRole("link").click();
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  await panel.locator("[data-act=attempt]").click();
  await manager.getByRole("menuitem", { name: "Reached" }).first().click();
  await expect(clock(owner, name, "stopped")).toBeVisible();
  await expect(clock(manager, name, "stopped")).toBeVisible();
  await expect(manager.getByRole("button", { name: "Move to Contacted" })).toBeVisible();

  await manager.getByRole("button", { name: "Undo" }).click();
  await expect(clock(manager, name, "fresh")).toBeVisible();
  await expect(clock(owner, name, "fresh")).toBeVisible();
  await expect(panel.getByText("Called, reached (withdrawn)")).toBeVisible();
  await expect(panel.getByText("Withdrew an attempt")).toBeVisible();
});

test("ST1: a call is taken back from the timeline by who logged it, and put back", async ({ browser }) => {
  const agent = await enter(browser, "agent");
  await rows(agent).nth(3).locator("[data-row]").click();
  const panel = agent.locator("[data-panel]");
  await expect(panel.getByRole("region", { name: "Timeline" })).toBeVisible();
  await agent.keyboard.press("l");
  await expect(agent.locator("[role=menu]:focus-within")).toBeVisible();
  await agent.keyboard.press("r");
  await panel.getByRole("button", { name: "Called, reached: more actions" }).first().click();
  await agent.getByRole("menuitem", { name: "Take back" }).click();
  await expect(panel.getByText("Called, reached (withdrawn)")).toBeVisible();
  await agent.getByRole("listitem").filter({ hasText: "Taken back" }).getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByText("Put an attempt back")).toBeVisible();
});

test("stage and clock agree: who was reached is offered to be moved, who was moved untried to be logged", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const [reached, moved] = [newName(), newName()];
  for (const name of [reached, moved]) await rain(name);
  await expect(rowOf(manager, moved)).toBeVisible();

  await rowOf(manager, reached).getByRole("link").click();
  const panel = manager.locator("[data-panel]");
  await panel.locator("[data-act=attempt]").click();
  await manager.getByRole("menuitem", { name: "Reached" }).first().click();
  await manager.getByRole("button", { name: "Move to Contacted" }).click();
  await expect(rowOf(manager, reached)).toContainText("Contacted");
  await manager.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  await rowOf(manager, moved).locator("[data-act=stage]").click();
  await manager.getByRole("menuitemcheckbox", { name: "Contacted" }).click();
  await expect(clock(manager, moved, "fresh")).toBeVisible();
  await manager.getByRole("button", { name: "Log a call" }).click();
  await manager.getByRole("menuitem", { name: "No answer" }).first().click();
  await expect(clock(manager, moved, "stopped")).toBeVisible();

  // ED1: also once the page was loaded anew.
  await manager.reload();
  await isLive(manager);
  await expect(clock(manager, moved, "stopped")).toBeVisible();
  await manager.keyboard.press("Control+z");
  await expect(manager.getByText(`Taken back for ${moved}`)).toBeVisible();
  await expect(clock(manager, moved, "fresh")).toBeVisible();
});

test("EV3: an assignment undone: the old reason is back, and nobody is told what is no longer true", async ({ browser }) => {
  const [manager, agent, agent2] = await Promise.all([enter(browser, "manager"), enter(browser, "agent"), enter(browser, "agent2")]);
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  const has = await ownerOf(manager, name);
  const [loser, to] = has === "agent" ? [agent, NAME.agent2] : [agent2, NAME.agent];
  await expect(rowOf(loser, name)).toBeVisible();
  await rowOf(manager, name).getByRole("link").click();
  const panel = manager.locator("[data-panel]");
  await expect(panel.getByText(/^Their turn by the rule/).first()).toBeVisible();

  await panel.locator("[data-act=assign]").click();
  await manager.getByRole("option", { name: new RegExp(to) }).click();
  const left = loser.getByText(`${NAME.manager} moved ${name} to ${to}`);
  await expect(left).toBeVisible();
  await expect(panel.getByText(`Assigned by ${NAME.manager}`)).toBeVisible();

  await manager.getByRole("button", { name: "Undo" }).click();
  await expect(rowOf(loser, name)).toBeVisible();
  await expect(left).toHaveCount(0);
  await expect(panel.getByText(`Assigned by ${NAME.manager}`)).toHaveCount(0);
  await expect(panel.getByText(/^Their turn by the rule/).first()).toBeVisible();
});

test("ED1: a conflict says who was first, and with which lead", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  await expect(rowOf(owner, name)).toBeVisible();
  // Held back on its way, so that the owner's change is committed first.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resume) => (release = resume));
  await manager.route("**/leads/*/stage", async (route) => {
    await held;
    await route.continue();
  });
  await rowOf(manager, name).locator("[data-act=stage]").click();
  await manager.getByRole("menuitemcheckbox", { name: "Visit" }).click();
  // Their own screen shows it before the server has it.
  const committed = owner.waitForResponse((answer) => answer.url().endsWith("/stage"));
  await rowOf(owner, name).locator("[data-act=stage]").click();
  await owner.getByRole("menuitemcheckbox", { name: "Qualified" }).click();
  await expect(rowOf(owner, name)).toContainText("Qualified");
  await committed;
  release();
  await expect(manager.getByText(`${NAME.owner} changed ${name} first. It is in Qualified now.`)).toBeVisible();
  await expect(rowOf(manager, name)).toContainText("Qualified");
  // Who read that may insist on it.
  await manager.getByRole("button", { name: "Move to Visit anyway" }).press("Enter");
  for (const page of [manager, owner]) await expect(rowOf(page, name)).toContainText("Visit");
});
