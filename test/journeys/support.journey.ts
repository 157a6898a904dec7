import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { MARINA, NADIA, PASSWORD } from "../../worker/demo/cast.ts";
import { totpCode } from "../support/totp.ts";
import { clean } from "./axe.ts";
import { act, at, enter, rows, test } from "./people.ts";
import { JOURNEY_PORT } from "./ports.ts";

test.beforeAll(() => act("stop"));

/** The authenticator app, once it is set up: the journeys of this file share one world. */
let authenticator: string | undefined;

/** Whoever runs the platform, in a browser of their own, in the console by the demo's door. */
async function openConsole(browser: Browser, path = "/console"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(at("super", "/demo/enter?door=super"));
  await page.goto(at("super", path));
  await expect(page.locator("[data-live=live]")).toBeVisible();
  return page;
}

/** As the account's screen does it: the password, then a first code. */
async function setUpAuthenticator(page: Page): Promise<string> {
  if (authenticator !== undefined) return authenticator;
  const uri = await page.evaluate(async (password) => {
    const post = (path: string, body: unknown) =>
      fetch(`/api/auth/two-factor/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const answer = await post("enable", { password });
    return ((await answer.json()) as { totp?: string }).totp ?? `answered ${answer.status}`;
  }, PASSWORD);
  expect(uri).toContain("otpauth://");
  const code = await totpCode(uri, -1);
  const status = await page.evaluate(
    async (first) =>
      (
        await fetch("/api/auth/two-factor/verify-totp", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ code: first }),
        })
      ).status,
    code,
  );
  expect(status).toBe(200);
  authenticator = uri;
  return uri;
}

/** What fifteen minutes unused do: the console session opens nothing any more. */
async function runIdle(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: "leadoxe-console" });
}

test("SU1: a console that ran idle hides what was on screen, asks for a code, and goes on where one was", async ({ browser }) => {
  const page = await openConsole(browser, "/console/work");
  const app = await setUpAuthenticator(page);
  // Setting it up was a proof of its own, and opens nothing by itself that is open already.
  await expect(page.locator("[data-cron]").first()).toBeVisible();
  await runIdle(page.context());
  await page.reload();
  // The proof of the set-up is a moment old: it opens the console once.
  await expect(page.locator("[data-cron]").first()).toBeVisible();
  await page
    .getByRole("button", { name: /Run now/ })
    .first()
    .click();
  const run = page.getByRole("dialog").getByRole("button", { name: "Run now" });
  await expect(run).toBeVisible();
  await runIdle(page.context());
  // What the screen reads by itself may find out before the press does.
  await run.click({ timeout: 2_000 }).catch(() => undefined);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm that it is you");
  await expect(page.locator("[data-cron]")).toHaveCount(0);
  await expect(page).toHaveURL(/\/console\/work$/);
  await clean(page, "the gate");
  const code = page.locator("input[name=code]");
  await code.fill(wrongOf(await totpCode(app, 1)));
  await expect(page.locator("form")).toContainText("That code is wrong");
  await code.fill(await totpCode(app, 1));
  await expect(page.locator("[data-cron]").first()).toBeVisible();
  await expect(page).toHaveURL(/\/console\/work$/);
});

test("SU1: support asks, the owner lets them in, sees it and ends it: they are out within a second, and the log says what they saw", async ({
  browser,
}) => {
  const support = await openConsole(browser, "/console/support");
  const marina = support.locator(`[data-workspace=${MARINA.slug}]`);
  await marina.getByRole("button", { name: "Ask to come in" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByRole("button", { name: "Ask the owners" }).click();
  await expect(dialog).toContainText("Write at least 10 letters");
  await dialog.getByLabel("Reason").fill("Leads of the Villas form come in twice since Monday");
  await dialog.getByLabel("For how long").selectOption("120");
  await dialog.getByRole("button", { name: "Ask the owners" }).click();
  const entry = support.locator("[data-grant]").first();
  await expect(entry).toHaveAttribute("data-grant", "asked");
  await expect(marina.getByRole("button", { name: "Ask to come in" })).toBeDisabled();

  const owner = await enter(browser, "owner");
  await owner.locator("[data-support=asked]").getByRole("link").click();
  const request = owner.locator("[data-grant=asked]");
  await expect(request).toContainText(`${NADIA.name} asks to come in for 2 hours, to look only`);
  await expect(request).toContainText("Leads of the Villas form come in twice since Monday");
  await clean(owner, "a request that waits");
  await request.getByRole("button", { name: "Let in for 2 hours" }).click();
  await expect(owner.locator("[data-support=looks]")).toContainText(`${NADIA.name} from LEADOXE support is in this workspace until`);

  await clean(owner, "support that is in");
  const agent = await enter(browser, "agent");
  await expect(agent.locator("[data-support=looks]")).toBeVisible();
  await expect(agent.getByRole("button", { name: "End now" })).toHaveCount(0);

  await expect(entry).toHaveAttribute("data-grant", "approved", { timeout: 20_000 });
  await entry.getByRole("link", { name: "Open the workspace" }).click();
  await expect(support.locator("[data-support=me]")).toContainText("Each page you see is recorded there");
  await expect(rows(support).first()).toBeVisible();
  await rows(support).first().getByRole("link").first().click();
  await expect(support.locator("[data-panel]")).toBeVisible();
  await expect(support.locator("[data-panel] [data-act=stage], [data-panel] [data-act=attempt]")).toHaveCount(0);
  const refused = await support.evaluate(async (slug) => {
    const [lead] = ((await (await fetch(`/api/w/${slug}/leads?limit=1`)).json()) as { rows: { id: string; version: number }[] }).rows;
    const body = JSON.stringify({ mutation: "01920000-0000-7000-8000-000000000001", version: lead?.version, stage: "won" });
    return (await fetch(`/api/w/${slug}/leads/${lead?.id}/stage`, { method: "PUT", headers: { "content-type": "application/json" }, body }))
      .status;
  }, MARINA.slug);
  expect(refused).toBe(403);

  const out = support.getByRole("heading", { name: "This workspace is not open to you" });
  // By their own page's word: whoever looks from outside looks at longer and longer intervals.
  const gone = support.evaluate(
    () =>
      new Promise<number>((tell) => {
        new MutationObserver(() => document.querySelector("[data-key]") === null && tell(Date.now())).observe(document.body, {
          subtree: true,
          childList: true,
          attributeFilter: ["data-key"],
        });
      }),
  );
  const ended = owner.waitForResponse((response) => /\/support\/[^/]+\/end$/.test(response.url()));
  await owner.locator("[data-support=looks]").getByRole("button", { name: "End now" }).click();
  expect((await ended).status()).toBe(200);
  const from = Date.now();
  await expect(rows(support)).toHaveCount(0);
  expect((await gone) - from).toBeLessThan(1_000);
  await expect(out).toBeVisible();
  await expect(owner.locator("[data-support=looks]")).toHaveCount(0);
  await expect(agent.locator("[data-support=looks]")).toHaveCount(0);
  expect(await support.evaluate(async (slug) => (await fetch(`/api/w/${slug}/boot`)).status, MARINA.slug)).toBe(404);

  const seen = await owner.evaluate(async (slug) => {
    const answer = await fetch(`/api/w/${slug}/audit?act=support.viewed`);
    return ((await answer.json()) as { rows: { actor: { name: string } | null; subjectKind: string; detail: { route?: string } }[] }).rows;
  }, MARINA.slug);
  const routes = seen.map((row) => row.detail.route);
  for (const route of ["boot", "leads", "leads/:lead"]) expect(routes).toContain(`/api/w/:workspace/${route}`);
  expect(seen.every((row) => row.actor?.name === NADIA.name)).toBe(true);
  await owner.goto(`http://owner.localhost:${JOURNEY_PORT}/w/${MARINA.slug}/settings/audit?act=support`);
  await expect(owner.getByText("Support saw a page").first()).toBeVisible();
});

/** Another six digits. */
function wrongOf(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, "0");
}
