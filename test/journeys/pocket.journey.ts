import { type BrowserContext, expect, type Page } from "@playwright/test";
import { HURRY } from "../../web/connection/summons.ts";
import { clean } from "./axe.ts";
import { answerSaid, byPalette, chooseBy, pressOn, walkTo } from "./keys.ts";
import { act, at, enter, isLive, NAME, newName, partsAreHere, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

/** A telephone: what is kept on it outlives its pages. */
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, serviceWorkers: "allow" } as const;

/** What stands in the browser's database, as a page of ours reads it: the keys' places, and how many records of each kind. */
function keptOn(page: Page): Promise<{ readonly keys: readonly string[]; readonly records: Readonly<Record<string, number>> }> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const asked = indexedDB.open("leadoxe");
        asked.addEventListener("error", () => reject(new Error("no database")));
        asked.addEventListener("success", () => {
          const tx = asked.result.transaction(["keys", "records"]);
          const [keys, records] = [tx.objectStore("keys").getAllKeys(), tx.objectStore("records").getAll()];
          tx.addEventListener("complete", () => {
            asked.result.close();
            const kinds: Record<string, number> = {};
            for (const { kind } of records.result as { kind: string }[]) kinds[kind] = (kinds[kind] ?? 0) + 1;
            resolve({ keys: keys.result as string[], records: kinds });
          });
        });
      }),
  );
}

async function give(manager: Page, name: string, to: "agent" | "agent2"): Promise<void> {
  const owner = rowOf(manager, name).locator("[data-act=assign]");
  await expect(owner).toContainText(/Sara Khan|Yousef Karam/);
  if ((await owner.innerText()).includes(NAME[to])) return;
  await walkTo(manager, name);
  await manager.keyboard.press("a");
  await chooseBy(manager, NAME[to]);
  await expect(owner).toContainText(NAME[to]);
}

async function openLead(page: Page, name: string): Promise<void> {
  await walkTo(page, name);
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-panel]").getByRole("heading", { name })).toBeVisible();
}

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Write a note" })).toBeFocused();
  await page.keyboard.type(text);
}

async function note(page: Page, text: string): Promise<void> {
  await write(page, text);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText(text)).toBeVisible();
}

/** Those that axe leaves out by itself too. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The app's files are here, and answered from here. */
async function isInstalled(page: Page): Promise<void> {
  const is = () =>
    page.evaluate(async (hurry) => {
      const { serviceWorker } = navigator;
      const found = await serviceWorker.getRegistration();
      found?.installing?.postMessage(hurry);
      return found?.active?.state === "activated" && serviceWorker.controller !== null;
    }, HURRY);
  await expect.poll(is, { timeout: 40_000 }).toBe(true);
}

async function again(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(at("agent", path));
  return page;
}

test("ED1, OF1, EV4: a call, a note and a stage without a connection outlive a killed tab and are sent once; what cannot be taken comes back; signing out leaves nothing", async ({
  browser,
}) => {
  const manager = await enter(browser, "manager");
  const [hers, lost] = [newName(), newName()];
  for (const name of [hers, lost]) {
    await rain(name);
    await expect(rowOf(manager, name)).toBeVisible();
    await give(manager, name, "agent");
  }
  const first = await enter(browser, "agent", PHONE);
  const context = first.context();
  await first.goto(at("agent", "/w/marina-homes/day"));
  for (const name of [hers, lost]) await expect(first.getByRole("link", { name, exact: true })).toBeVisible();
  await isInstalled(first);
  // Keys that come while a part is on its way to be opened are meant for it.
  await partsAreHere(first);
  await expect.poll(() => keptOn(first)).toMatchObject({ keys: ["marina-homes"], records: { day: 1 } });

  await context.setOffline(true);
  await expect(first.locator("[data-live=offline]")).toBeVisible();
  await openLead(first, hers);
  const herPage = new URL(first.url()).pathname;
  await first.keyboard.press("l");
  await expect(first.locator("[role=menu]:focus-within")).toBeVisible();
  await first.keyboard.press("n");
  await note(first, "She wants the corner flat");
  await first.keyboard.press("Escape");
  await first.keyboard.press("s");
  await chooseBy(first, "Contacted");
  await write(first, "half a thought");
  await first.keyboard.press("Escape");
  await first.keyboard.press("Escape");
  await openLead(first, lost);
  await note(first, "He only answers after six");
  await expect.poll(() => keptOn(first)).toMatchObject({ records: { waiting: 4, draft: 1 } });
  await first.close();
  await give(manager, lost, "agent2");

  const second = await again(context, "/");
  await expect(second).toHaveURL(/\/w\/marina-homes\/day$/);
  await expect(second.getByText(/offline: as of \d\d:\d\d/)).toBeVisible();
  await expect(second.getByRole("button", { name: "4 changes wait for the connection" })).toBeVisible();
  await byPalette(second, "wait for", "4 changes wait for the connection");
  const list = second.getByRole("dialog", { name: "Changes of yours" });
  await expect(list.getByRole("listitem")).toHaveText([/A try: no answer/, /Note.*corner flat/, /Move to Contacted/, /Note.*after six/]);
  await clean(second, "what waits", undefined, TAGS);
  await second.keyboard.press("Escape");
  // She was tried: she is not of this day any more, and still where one was with her.
  await second.goto(at("agent", herPage));
  await expect(second.getByText("She wants the corner flat")).toBeVisible();
  await expect(second.getByRole("textbox", { name: "Write a note" })).toHaveValue("half a thought");

  await context.setOffline(false);
  await expect(second.getByRole("textbox", { name: "Write a note" })).toHaveValue("half a thought");
  await expect(rowOf(manager, hers).locator("[data-act=stage]")).toContainText("Contacted");
  await walkTo(manager, hers);
  await manager.keyboard.press("Enter");
  const story = manager.locator("[data-panel]");
  await expect(story.getByText("She wants the corner flat")).toHaveCount(1);
  await expect(story.getByText("half a thought")).toHaveCount(0);
  await answerSaid(second, second.getByRole("button", { name: "Show" }));
  const back = second.getByRole("dialog", { name: "Changes of yours" }).getByRole("listitem");
  await expect(back).toHaveText([/He only answers after six/]);
  await expect(back).toContainText("out of your sight");
  await clean(second, "what came back", undefined, TAGS);
  await pressOn(second, back.getByRole("button", { name: /^Discard/ }), 8);
  await expect(second.getByText("Nothing waits")).toBeVisible();
  await second.keyboard.press("Escape");
  await expect.poll(() => keptOn(second)).toMatchObject({ keys: ["marina-homes"], records: { draft: 1, day: 1 } });

  await second.goBack();
  await isLive(second);
  await byPalette(second, "sign out", "Sign out");
  await expect(second).toHaveURL(/\/login/);
  expect(await keptOn(second)).toEqual({ keys: [], records: {} });
  await second.close();
  await context.setOffline(true);
  const third = await again(context, "/w/marina-homes/day");
  await expect(third.getByText("No connection, and nothing kept")).toBeVisible();
  await clean(third, "nothing kept", undefined, TAGS);
});

test("OF1: what two tabs did without a connection waits in both, and is sent once and in the order of its making", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  await give(manager, name, "agent");
  const one = await enter(browser, "agent", { serviceWorkers: "allow" });
  const context = one.context();
  await isInstalled(one);
  const other = await again(context, "/w/marina-homes/leads");
  await isLive(other);
  await isInstalled(other);
  for (const tab of [one, other]) await openLead(tab, name);

  const answered: number[] = [];
  context.on(
    "response",
    (answer) => answer.request().method() === "POST" && answer.url().endsWith("/notes") && answered.push(answer.status()),
  );

  await context.setOffline(true);
  for (const tab of [one, other]) await expect(tab.locator("[data-live=offline]")).toBeVisible();
  const said = ["First, in the one", "Second, in the other", "Third, in the one again"];
  for (const [at, text] of said.entries()) {
    const tab = [one, other][at % 2] ?? one;
    await note(tab, text);
    // What is pressed next is a key again and no letter.
    await tab.keyboard.press("Escape");
  }
  for (const tab of [one, other]) await expect(tab.getByRole("button", { name: "3 changes wait for the connection" })).toBeVisible();

  await context.setOffline(false);
  for (const tab of [one, other]) {
    await expect(tab.locator("[data-live=live]")).toBeVisible();
    await expect(tab.getByRole("button", { name: /wait for the connection/ })).toHaveCount(0);
  }
  await walkTo(manager, name);
  await manager.keyboard.press("Enter");
  const notes = manager.locator("[data-panel]").getByText(/^(First|Second|Third), in the /);
  // The newest is first.
  await expect(notes).toHaveText([...said].reverse());
  for (const tab of [one, other]) await expect(tab.getByText(/^(First|Second|Third), in the /)).toHaveCount(3);
  expect(answered).toEqual([200, 200, 200]);
});
