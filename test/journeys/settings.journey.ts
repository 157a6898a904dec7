import { type Browser, expect, type Page } from "@playwright/test";
import { MARINA } from "../../worker/demo/cast.ts";
import { linkTo, newEmail, stranger } from "./mails.ts";
import { act, at, AT_ONCE, enter, isLive, NAME, newName, rain, rowOf, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

// Invitations are accepted and passwords hashed on the way: long on a machine with much else to do.

const PASSWORD = "harbour lamp seven green";
const SETTINGS = `/w/${MARINA.slug}/settings`;
const DENIED = "This workspace is not open to you";

/** By the dialog on the screen of the people: whoever is invited gets a mail. */
async function invite(owner: Page, email: string, role: string): Promise<void> {
  await owner.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("Email addresses").fill(email);
  await dialog.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await dialog.getByRole("button", { name: "Send 1 invitation" }).click();
  await expect(dialog.getByRole("listitem").filter({ hasText: email })).toContainText("Sent");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(owner.locator("[data-invitation]").filter({ hasText: email })).toBeVisible();
}

/** Opens the mail and joins, in a browser of their own. */
async function accept(browser: Browser, email: string, name: string): Promise<Page> {
  const page = await stranger(browser);
  await page.goto(await linkTo(email, "invitation"));
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  return page;
}

const lineOf = (page: Page, name: string) => page.locator("[data-person]").filter({ hasText: name });
/** What the frame says one is, below one's name. */
const roleOf = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });

async function more(owner: Page, name: string, item: string): Promise<void> {
  await owner.getByRole("button", { name: `More for ${name}` }).click();
  await owner.getByRole("menuitem", { name: item, exact: true }).click();
}

async function give(owner: Page, name: string, role: string): Promise<void> {
  await owner.getByRole("button", { name: `Role of ${name}` }).click();
  await owner.getByRole("menuitemcheckbox", { name: role, exact: true }).click();
}

test("PE1, EV4: invited, given another role, suspended, let in, and removed while they look on: no lead is lost", async ({ browser }) => {
  const person = `Rami ${newName()}`;
  const owner = await enter(browser, "owner");
  await owner.goto(at("owner", `${SETTINGS}/people`));
  const email = newEmail("rami");
  await invite(owner, email, "Agent");
  const rami = await accept(browser, email, person);
  await isLive(rami);
  await expect(lineOf(owner, person)).toBeVisible();
  await expect(owner.locator("[data-invitation]").filter({ hasText: email })).toHaveCount(0);

  await expect(roleOf(rami, person)).toContainText("Agent");
  const settled = owner.waitForResponse((answer) => answer.request().method() === "PUT" && answer.url().includes("/people/"));
  await give(owner, person, "Admin");
  expect((await settled).status()).toBe(200);
  await expect(roleOf(rami, person)).toContainText("Admin", AT_ONCE);
  await give(owner, person, "Agent");
  await expect(roleOf(rami, person)).toContainText("Agent", AT_ONCE);

  const lead = newName();
  await rain(lead);
  const manager = await enter(browser, "manager");
  await rowOf(manager, lead).locator("[data-act=assign]").click();
  await manager.getByRole("combobox").fill(person);
  await manager.getByRole("option", { name: new RegExp(person) }).click();
  await expect(rowOf(rami, lead)).toBeVisible();

  await more(owner, person, "Suspend");
  await owner
    .getByRole("dialog")
    .getByRole("button", { name: `Suspend ${person}` })
    .click();
  await expect(lineOf(owner, person)).toContainText("Suspended");
  await expect(rami.getByText(DENIED)).toBeVisible(AT_ONCE);
  await expect(rows(rami)).toHaveCount(0);
  // ED1: taken back, and what took it back is not taken back itself.
  await owner
    .getByRole("listitem")
    .filter({ hasText: `Suspended: ${person}` })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(owner.getByText(`Taken back: ${person}`)).toBeVisible();
  await expect(lineOf(owner, person)).not.toContainText("Suspended");
  await rami.goto(`${new URL(rami.url()).origin}/w/${MARINA.slug}/leads`);
  await isLive(rami);
  await expect(rowOf(rami, lead)).toBeVisible();

  const agent = await enter(browser, "agent");
  await expect(rowOf(agent, lead)).toHaveCount(0);
  await more(owner, person, "Remove");
  const dialog = owner.getByRole("dialog");
  await expect(dialog).toContainText("1 open lead is theirs");
  await dialog.getByLabel("Who gets their leads").selectOption({ label: NAME.agent });
  await dialog.getByRole("button", { name: `Remove ${person}` }).click();
  await expect(lineOf(owner, person)).toHaveCount(0);
  await expect(rami.getByText(DENIED)).toBeVisible(AT_ONCE);
  await expect(rowOf(agent, lead)).toBeVisible();
  await expect(rowOf(manager, lead).locator("[data-act=assign]")).toContainText(NAME.agent);
});

test("PE1, SI1: a workspace is made, somebody invited, and handed over: both screens follow at once", async ({ browser }) => {
  const owner = await enter(browser, "owner");
  await owner.goto(at("owner", "/new"));
  const name = newName();
  await owner.getByLabel("Company or brand").fill(name);
  await owner.getByRole("button", { name: `Create ${name}` }).click();
  await expect(owner).toHaveURL(/\/w\/journey-[^/]+\/leads$/);
  await owner.goto(owner.url().replace(/leads$/, "settings/people"));

  // ED1: an invitation is withdrawn by the key.
  const wrong = newEmail("nobody");
  await invite(owner, wrong, "Agent");
  await expect(owner.getByRole("dialog")).toHaveCount(0);
  await expect(owner.getByText(`Invited: ${wrong}`)).toBeVisible();
  await owner.keyboard.press("Control+z");
  await expect(owner.getByText(`The invitation to ${wrong} no longer works`)).toBeVisible();
  await expect(owner.locator("[data-invitation]")).toHaveCount(0);

  const person = `Dana ${newName()}`;
  const email = newEmail("dana");
  await invite(owner, email, "Admin");
  const dana = await accept(browser, email, person);
  await expect(dana.locator("[data-live=live]")).toBeVisible();
  await more(owner, person, "Hand the workspace over");
  const dialog = owner.getByRole("dialog");
  await expect(dialog).toContainText("you become an admin");
  await dialog.getByRole("button", { name: `Hand over to ${person}` }).click();
  await expect(roleOf(owner, "Khalid Al Mansoori")).toContainText("Admin", AT_ONCE);
  await expect(lineOf(owner, person)).toContainText("Owner");
  // An owner needs a second factor, and is led to where one is set up.
  await expect(dana).toHaveURL(/\/account\?why=second_factor/);
  await expect(owner.getByRole("button", { name: `More for ${person}` })).toHaveCount(0);
});

test("PV2: what the settings hide from agents leaves their open list at once, and comes back", async ({ browser }) => {
  const agent = await enter(browser, "agent");
  await agent.goto(at("agent", `/w/${MARINA.slug}/leads?owner=none`));
  await isLive(agent);
  const hidden = agent.getByRole("img", { name: "Hidden until the lead is yours" });
  await expect(hidden).toHaveCount(0);
  const shown = await rows(agent).count();

  const owner = await enter(browser, "owner");
  await owner.goto(at("owner", `${SETTINGS}/general`));
  const box = owner.getByRole("group", { name: "Hide phone numbers from" }).getByRole("checkbox", { name: "Agent" });
  await box.check();
  await expect(owner.locator("[data-save=saved]")).toBeVisible();
  await expect(hidden).toHaveCount(shown);
  await expect(agent.locator("[data-live=live]")).toBeVisible();
  await rows(agent).first().getByRole("link").first().click();
  await expect(agent.locator("[data-panel]")).toContainText("Hidden until the lead is yours");
  await expect(agent.locator("[data-panel] a[href^='tel:']")).toHaveCount(0);
  await agent.keyboard.press("Escape");

  await box.uncheck();
  await expect(owner.locator("[data-save=saved]")).toBeVisible();
  await expect(hidden).toHaveCount(0);
});
