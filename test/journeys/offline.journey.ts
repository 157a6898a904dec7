import { expect, test } from "@playwright/test";
import { act, at, enter, isLive, newName, ownerOf, rain, rowOf } from "./people.ts";

test.beforeAll(() => act("stop"));

test("EV2: offline a while, then exactly caught up; the footer tells the truth all along", async ({ browser }) => {
  const [manager, owner] = await Promise.all([enter(browser, "manager"), enter(browser, "owner")]);
  const before = newName();
  await rain(before);
  await expect(rowOf(owner, before)).toBeVisible();

  await owner.context().setOffline(true);
  await expect(owner.locator("[data-live=offline]")).toBeVisible();
  const missed = [newName(), newName(), newName()];
  for (const name of missed) {
    await rain(name);
    await expect(rowOf(manager, name)).toBeVisible();
  }
  const has = await ownerOf(manager, before);
  const to = has === "agent" ? "Yousef Karam" : "Sara Khan";
  await rowOf(manager, before).locator("[data-act=assign]").click();
  await manager.getByRole("option", { name: new RegExp(to) }).click();
  await expect(rowOf(manager, before).locator("[data-act=assign]")).toContainText(to);
  for (const name of missed) await expect(rowOf(owner, name)).toHaveCount(0);

  await owner.context().setOffline(false);
  await isLive(owner);
  for (const name of missed) await expect(rowOf(owner, name)).toHaveCount(1);
  await expect(rowOf(owner, before).locator("[data-act=assign]")).toContainText(to);

  // What the screen shows is what the server says, lead by lead.
  const said = await owner.evaluate(async () => {
    const answer = (await (await fetch("/api/w/marina-homes/leads?limit=20")).json()) as { rows: { id: string }[] };
    return answer.rows.map((row) => row.id);
  });
  const shown = await owner.locator("[data-key]").evaluateAll((all) =>
    all
      .map((row) => ({ id: row.getAttribute("data-key"), top: row.getBoundingClientRect().top }))
      .sort((a, b) => a.top - b.top)
      .map((row) => row.id),
  );
  expect(shown.slice(0, 20)).toEqual(said);
});

test("EV4: signing out in one place ends every screen of that session within a second", async ({ browser }) => {
  const owner = await enter(browser, "owner");
  const other = await owner.context().newPage();
  await other.goto(at("owner", "/w/marina-homes/leads"));
  await isLive(other);
  await owner.getByRole("button", { name: "Khalid Al Mansoori" }).click();
  await owner.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(owner).toHaveURL(/\/login/);
  await expect(other).toHaveURL(/\/login\?to=/);
  const refused = await other.evaluate(async () => (await fetch("/api/w/marina-homes/leads")).status);
  expect(refused).toBe(401);
});
