import { expect, type Page } from "@playwright/test";
import { FREE_FORM, FREE_PAGE } from "../../worker/demo/cast.ts";
import { at, AT_ONCE, enter, newName, rain, rowOf, test } from "./people.ts";

const steps = (page: Page) => page.locator("[data-first-steps]");
const offer = (page: Page) => page.getByRole("dialog", { name: "Which Pages' leads come here?" });

/** A workspace of the owner's own, with nothing in it. */
async function founded(owner: Page): Promise<string> {
  await owner.goto(at("owner", "/new"));
  const slug = `creek-${Date.now().toString(36)}`;
  await owner.getByLabel("Company or brand").fill("Creek Side");
  await owner.getByLabel("Address", { exact: true }).fill(slug);
  await owner.keyboard.press("Enter");
  await expect(steps(owner)).toBeVisible();
  return slug;
}

test("MC1, ST2: a new workspace connects a Page by keys, and its first lead is on every screen of it; disconnected, no more come", async ({
  browser,
}) => {
  const owner = await enter(browser, "owner");
  const slug = await founded(owner);
  const second = await enter(browser, "owner");
  await second.goto(at("owner", `/w/${slug}/leads`));
  await expect(steps(second).getByText("Connect a Facebook Page")).toBeVisible();

  // Whoever says no at Meta reads that nothing happened, and goes again from there.
  await steps(owner).getByRole("button", { name: "Connect a Page" }).press("Enter");
  await owner.getByRole("link", { name: "Cancel" }).press("Enter");
  await expect(owner.getByText("Nothing was connected")).toBeVisible();
  await owner.getByRole("button", { name: "Connect a Page" }).press("Enter");
  await owner.getByRole("link", { name: "Continue as Khalid" }).press("Enter");
  await expect(offer(owner).getByText("Another workspace has it.").first()).toBeVisible();
  await offer(owner)
    .getByRole("checkbox", { name: /^Palm Court Residences/ })
    .press("Space");
  await offer(owner).getByRole("button", { name: "Connect 1 Page" }).press("Enter");
  await expect(owner.getByText("Connected: Palm Court Residences")).toBeVisible();
  // Back where the next step is.
  await expect(steps(owner).getByText("1 Page is connected")).toBeVisible();

  const first = newName();
  await rain(first, { of: { page: FREE_PAGE, form: FREE_FORM } });
  for (const page of [owner, second]) await expect(rowOf(page, first)).toBeVisible(AT_ONCE);
  for (const page of [owner, second]) await expect(steps(page).locator("[data-step=done]")).toHaveCount(2);

  await owner.goto(at("owner", `/w/${slug}/settings/pages`));
  await owner.getByRole("button", { name: "Disconnect Palm Court Residences" }).press("Enter");
  await owner.getByRole("dialog").getByRole("button", { name: "Disconnect" }).press("Enter");
  await expect(owner.getByText("Palm Court Residences is disconnected")).toBeVisible();
  await expect(owner.locator(`[data-page="${FREE_PAGE}"] [data-state=disconnected]`)).toBeVisible();
  await expect(owner.getByText("Leads that came before are still here.")).toBeVisible();
  // Until it is connected again, by two presses; what came between stays unread.
  const [between, after] = [newName(), newName()];
  await rain(between, { of: { page: FREE_PAGE, form: FREE_FORM } });
  await owner.getByRole("button", { name: "Connect again: Palm Court Residences" }).press("Enter");
  await owner.getByRole("link", { name: "Continue as Khalid" }).press("Enter");
  await offer(owner)
    .getByRole("checkbox", { name: /^Palm Court Residences/ })
    .press("Space");
  await offer(owner).getByRole("button", { name: "Connect 1 Page" }).press("Enter");
  await expect(owner.getByText("Connected: Palm Court Residences")).toBeVisible();
  await rain(after, { of: { page: FREE_PAGE, form: FREE_FORM } });
  await expect(rowOf(second, after)).toBeVisible(AT_ONCE);
  await expect(rowOf(second, first)).toBeVisible();
  await expect(rowOf(second, between)).toHaveCount(0);
});
