import { expect } from "@playwright/test";
import { PASSWORD } from "../../worker/demo/cast.ts";
import { test } from "./people.ts";
import { JOURNEY_PORT } from "./ports.ts";

const EMAIL = "priya@marina-homes.example";

test("signing in: a wrong password says so beside the field, the right one goes where one wanted to go", async ({ browser }) => {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await page.goto(`http://localhost:${JOURNEY_PORT}/w/marina-homes/leads?owner=none`);
  await expect(page).toHaveURL(/\/login\?to=/);
  await page.getByLabel("Email").fill(EMAIL);
  await page.keyboard.press("Enter");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The email or the password is wrong")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/w\/marina-homes\/leads\?owner=none/);
  await expect(page.getByRole("heading", { name: "Unassigned leads" })).toBeVisible();
});

test("PM1: another workspace's address says the same as one that was never there", async ({ browser }) => {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await page.goto(`http://agent.localhost:${JOURNEY_PORT}/demo/enter?door=agent`);
  for (const slug of ["nile-autos", "never-there"]) {
    await page.goto(`http://agent.localhost:${JOURNEY_PORT}/w/${slug}/leads`);
    await expect(page.getByText("This workspace is not open to you")).toBeVisible();
  }
});
