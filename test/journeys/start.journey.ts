import { type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { clean } from "./axe.ts";
import { at, choose, enter, rows, test } from "./people.ts";

const steps = (page: Page) => page.locator("[data-first-steps]");

test("ST2: a new workspace leads its owner by keys: demo leads come live, people are invited, all of it goes again", async ({
  browser,
}) => {
  const owner = await enter(browser, "owner");
  await owner.goto(at("owner", "/new"));
  await expect(owner.getByLabel("Company or brand")).toBeFocused();
  const slug = `palm-${Date.now().toString(36)}`;
  await owner.keyboard.type("Palm Court");
  await owner.keyboard.press("Tab");
  await owner.keyboard.press("ControlOrMeta+a");
  await owner.keyboard.type(slug);
  await owner.keyboard.press("Enter");
  await expect(steps(owner).getByRole("heading", { name: "First steps in Palm Court" })).toBeVisible();
  // Where the person goes on: the form went with what had the focus.
  await expect(steps(owner).getByRole("heading", { name: "First steps in Palm Court" })).toBeFocused();
  await clean(owner, "the first steps");

  // The same person, in a browser that speaks Arabic in the dark.
  const dark: BrowserContextOptions = { colorScheme: "dark", viewport: { width: 390, height: 844 } };
  const speaks = (page: Page) => page.addInitScript(() => localStorage.setItem("leadoxe.language", "ar")).then(() => undefined);
  const second = await enter(browser, "owner", dark, speaks);
  await second.goto(at("owner", `/w/${slug}/leads`));
  await expect(steps(second).getByRole("heading", { name: /الخطوات الأولى/ })).toBeVisible();
  await clean(second, "the first steps in Arabic, dark, on a phone");

  await steps(owner).getByRole("button", { name: "Load demo leads" }).press("Enter");
  await expect(owner.getByText("30 demo leads are here", { exact: true })).toBeVisible();
  for (const page of [owner, second]) {
    await expect(rows(page).first()).toBeVisible();
    await expect(steps(page).locator("[data-step=done]")).toHaveCount(1);
  }
  // Test leads are in lists and in no count, and say so.
  await expect(steps(owner).getByText("30 demo leads are here: marked as tests, in lists and in no count.")).toBeVisible();
  await expect(owner.getByText("0 leads, nobody waiting")).toBeVisible();
  await clean(owner, "a list of demo leads");

  await steps(owner).getByRole("link", { name: "Invite people" }).press("Enter");
  await owner.getByRole("button", { name: "Invite", exact: true }).press("Enter");
  const invite = owner.getByRole("dialog", { name: "Invite people" });
  await invite.getByLabel("Email addresses").fill(`first-${slug}@example.com`);
  await invite.getByRole("button", { name: "Send 1 invitation" }).press("Enter");
  await expect(invite.getByRole("button", { name: "Done" })).toBeVisible();
  await owner.keyboard.press("Escape");

  // ED1: what is set up is taken back by the key; what was added is retired.
  await owner.goto(at("owner", `/w/${slug}/settings/stages`));
  await owner.getByRole("button", { name: "Add a stage" }).press("Enter");
  const add = owner.getByRole("dialog");
  await add.getByLabel("Name").fill("Offer made");
  await add.getByLabel("Name").press("Enter");
  await expect(owner.getByText("Added: Offer made")).toBeVisible();
  await owner.keyboard.press("ControlOrMeta+z");
  await expect(owner.getByText("Offer made is retired. What was added once keeps its name for the leads that have it.")).toBeVisible();
  await owner.goto(at("owner", `/w/${slug}/settings/teams`));
  await owner.getByRole("button", { name: "Add a team" }).press("Enter");
  await owner.getByRole("dialog").getByLabel("Name of the team").fill("North");
  await owner.getByRole("dialog").getByLabel("Name of the team").press("Enter");
  await expect(owner.getByText("Added: North")).toBeVisible();
  await owner.keyboard.press("ControlOrMeta+z");
  await expect(owner.getByText("North is retired. What was added once keeps its name for the leads that have it.")).toBeVisible();
  await clean(owner, "a retired team");
  await owner.getByRole("button", { name: "Bring back North" }).press("Enter");
  await expect(owner.getByText("North is back")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Retire North" })).toBeVisible();

  await owner.goto(at("owner", `/w/${slug}/leads`));
  await expect(steps(owner).getByRole("heading", { name: "Palm Court is ready" })).toBeVisible();
  await expect(steps(owner).getByText("1 invitation is on its way")).toBeVisible();
  await steps(owner).getByRole("button", { name: "Remove the demo leads" }).press("Enter");
  const sure = owner.getByRole("dialog", { name: "Remove the demo leads?" });
  await expect(sure).toBeVisible();
  await clean(owner, "asking before demo leads are removed");
  await choose(sure.getByRole("button", { name: "Remove the demo leads" }));
  for (const page of [owner, second]) await expect(rows(page)).toHaveCount(0);
  await expect(owner.getByText("No leads yet")).toBeVisible();

  await steps(owner).getByRole("button", { name: "Put away for good" }).press("Enter");
  await expect(steps(owner)).toHaveCount(0);
  await expect(owner.getByText("The first steps are put away")).toBeVisible();
  await owner.reload();
  await expect(owner.getByText("No leads yet")).toBeVisible();
  await expect(steps(owner)).toHaveCount(0);
});
