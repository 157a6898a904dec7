import { type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";
import type { Boot, LeadsPage } from "../../domain/api.ts";
import { clean } from "./axe.ts";
import { act, at, enter, newName, rain, rowOf, rows, test, type Who } from "./people.ts";

test.beforeAll(() => act("stop"));

const BOARD = "/w/marina-homes/board";
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

const column = (page: Page, stage: string): Locator => page.locator(`[data-column=${stage}]`);
const cardIn = (page: Page, stage: string, name: string): Locator =>
  column(page, stage)
    .locator("[data-key]")
    .filter({ has: page.getByRole("link", { name, exact: true }) });

async function toBoard(page: Page, who: Who, search = ""): Promise<void> {
  await page.goto(at(who, `${BOARD}${search}`));
  await expect(page.locator("[data-live=live]")).toBeVisible();
  await expect(page.locator("[data-card]").first()).toBeVisible();
}

/** How many leads a column says it has, and what they are worth. */
async function told(page: Page, stage: string): Promise<{ readonly count: number; readonly value: number }> {
  const words = (await column(page, stage).getAttribute("aria-label")) ?? "";
  const [count = 0, value = 0] = [...words.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(",", "")));
  return { count, value };
}

/** Takes a card by the pointer and lets it go over a column. */
async function drag(page: Page, name: string, stage: string): Promise<void> {
  const card = await rowOf(page, name).boundingBox();
  const to = await column(page, stage).boundingBox();
  if (card === null || to === null) throw new Error("nothing to drag, or nowhere to");
  await page.mouse.move(card.x + 60, card.y + 50);
  await page.mouse.down();
  await page.mouse.move(card.x + 90, card.y + 56, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + 200, { steps: 6 });
  await expect(column(page, stage)).toHaveClass(/outline-accent/);
  await page.mouse.up();
}

test("FL1, ED1: a card that is dragged moves on everybody's board, counted and summed; Won asks first, and given up it goes back", async ({
  browser,
}) => {
  // Wide enough for all stages: what is carried past an edge is another thing.
  const wide = { viewport: { width: 2200, height: 900 } };
  const [manager, owner] = await Promise.all([enter(browser, "manager", wide), enter(browser, "owner", wide)]);
  const name = newName();
  await rain(name);
  await Promise.all([toBoard(manager, "manager"), toBoard(owner, "owner")]);
  await expect(cardIn(manager, "new", name)).toBeVisible();
  await expect(cardIn(owner, "new", name)).toBeVisible();
  const [fresh, contacted, won] = await Promise.all(["new", "contacted", "won"].map((stage) => told(owner, stage)));
  if (fresh === undefined || contacted === undefined || won === undefined) throw new Error("three columns were read");

  await drag(manager, name, "contacted");
  await expect(cardIn(manager, "contacted", name)).toBeVisible();
  await expect(cardIn(owner, "contacted", name)).toBeVisible();
  await expect.poll(() => told(owner, "new")).toMatchObject({ count: fresh.count - 1 });
  await expect.poll(() => told(owner, "contacted")).toMatchObject({ count: contacted.count + 1 });
  const said = manager.getByRole("listitem").filter({ hasText: `${name} moved to Contacted` });
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(cardIn(manager, "new", name)).toBeVisible();
  await expect(cardIn(owner, "new", name)).toBeVisible();

  // It stands where it was dropped while that is asked about, for whoever dropped it and nobody else.
  await drag(manager, name, "won");
  const worth = manager.getByRole("textbox", { name: "What is it worth" });
  await expect(worth).toBeFocused();
  await expect(cardIn(manager, "won", name)).toBeVisible();
  await expect(cardIn(owner, "new", name)).toBeVisible();
  await manager.keyboard.press("Escape");
  await expect(cardIn(manager, "new", name)).toBeVisible();
  await drag(manager, name, "won");
  await worth.fill("2500000");
  await manager.keyboard.press("Enter");
  await expect(cardIn(manager, "won", name)).toBeVisible();
  await expect(cardIn(owner, "won", name)).toContainText("2,500,000");
  await expect.poll(() => told(owner, "won")).toEqual({ count: won.count + 1, value: won.value + 2_500_000 });

  const { count: visits } = await told(manager, "visit");
  // Moved by somebody else while it is in one's hand, it stays where they put it, until whoever holds it says again.
  const card = await rowOf(manager, name).boundingBox();
  const qualified = await column(manager, "qualified").boundingBox();
  if (card === null || qualified === null) throw new Error("nothing to drag");
  await manager.mouse.move(card.x + 60, card.y + 50);
  await manager.mouse.down();
  await manager.mouse.move(card.x + 20, card.y + 50, { steps: 3 });
  await manager.mouse.move(qualified.x + 100, qualified.y + 200, { steps: 6 });
  await owner.locator(`[data-key] [data-row]`, { hasText: name }).focus();
  await owner.keyboard.press("m");
  await owner.getByRole("menu").getByText("Visit", { exact: true }).click();
  await expect(cardIn(owner, "visit", name)).toBeVisible();
  await expect(cardIn(manager, "won", name)).toBeVisible();
  await expect.poll(() => told(manager, "visit")).toMatchObject({ count: visits + 1 });
  await manager.mouse.up();
  await expect(cardIn(manager, "visit", name)).toBeVisible();
  await manager.getByRole("button", { name: "Move to Qualified" }).click();
  await expect(cardIn(owner, "qualified", name)).toBeVisible();
});

test("the board by keys alone, on a phone, and in Arabic", async ({ browser }) => {
  const page = await enter(browser, "owner");
  const name = newName();
  await rain(name);
  await expect(rowOf(page, name)).toBeVisible();
  await page.getByRole("link", { name: "Board", exact: true }).first().press("Enter");
  const card = cardIn(page, "new", name);
  await expect(card).toBeVisible();
  await clean(page, "the board");
  await expect(page.locator('[data-column] [data-row][tabindex="0"]')).toHaveCount(1);

  await card.getByRole("link").focus();
  await page.keyboard.press("ArrowRight");
  await expect(column(page, "contacted").locator("[data-row]:focus")).toHaveCount(1);
  await page.keyboard.press("ArrowLeft");
  await expect(card.getByRole("link")).toBeFocused();
  await page.keyboard.press("m");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.type("cont");
  await page.keyboard.press("Enter");
  await expect(cardIn(page, "contacted", name).getByRole("link")).toBeFocused();
  await expect(page.getByRole("listitem").filter({ hasText: `${name} moved to Contacted` })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(card.getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card.getByRole("link")).toBeFocused();

  const phone = await enter(browser, "manager", PHONE);
  await toBoard(phone, "manager");
  await expect(phone.locator("[data-column]")).toHaveCount(1);
  await clean(phone, "the board on a phone");
  await cardIn(phone, "new", name).locator("[data-act=stage]").tap();
  await phone.getByRole("menu").getByText("Qualified", { exact: true }).tap();
  await expect(cardIn(phone, "new", name)).toHaveCount(0);
  await phone.getByRole("navigation", { name: "Stages" }).getByRole("button", { name: "Qualified" }).tap();
  await expect(cardIn(phone, "qualified", name)).toBeVisible();

  const agent = await enter(browser, "agent", { colorScheme: "dark" }, async (made) => {
    await made.addInitScript(() => localStorage.setItem("leadoxe.language", "ar"));
  });
  await toBoard(agent, "agent");
  await clean(agent, "the board in Arabic, dark");
});

test("FL1: a stage of 10,000 leads draws the cards on screen; groups of more leads than are held are read when they are opened", async ({
  browser,
}) => {
  const page = await enter(browser, "owner");
  const [found, boot] = await page.evaluate(async () => {
    const read = async (path: string): Promise<unknown> => (await fetch(`/api/w/marina-homes/${path}`)).json();
    return [(await read("leads?stage=new&limit=1")) as LeadsPage, (await read("boot")) as Boot] as const;
  });
  const [first] = found.rows;
  if (first === undefined) throw new Error("the demo has new leads");
  await page.route("**/api/w/*/leads?stage=new&*", (route) => {
    const many = Array.from({ length: 10_000 }, (_, n) => ({
      ...first,
      id: `019c0000-0000-7000-8000-${String(n).padStart(12, "0")}`,
      n: 1_000_000 - n,
      name: `Lead ${n}`,
      // Older than all others.
      submittedAt: first.submittedAt - TEN_YEARS_MS - n * 1_000,
    }));
    return route.fulfill({ json: { position: found.position, rows: many, next: null } satisfies LeadsPage });
  });
  await toBoard(page, "owner");
  await expect(column(page, "new").locator("[data-key]").first()).toHaveAttribute("aria-setsize", /^\d{5}$/);
  await column(page, "new")
    .getByRole("list")
    .evaluate((list) => (list.scrollTop = list.scrollHeight));
  await expect(cardIn(page, "new", "Lead 9999")).toBeVisible();
  expect(await column(page, "new").locator("[data-key]").count()).toBeLessThan(60);
  await page.unroute("**/api/w/*/leads?stage=new&*");

  // With more leads in sight than are held at once, each group is counted by the server and read once it is opened.
  await page.route("**/api/w/*/boot", (route) => route.fulfill({ json: { ...boot, total: 5_000 } satisfies Boot }));
  await page.goto(at("owner", "/w/marina-homes/leads?group=stage"));
  const head = page.getByRole("button", { name: /^Qualified/ });
  await expect(head).toHaveAttribute("aria-expanded", "false");
  await expect(head).toContainText(/\d/);
  await head.press("Enter");
  await expect(head).toHaveAttribute("aria-expanded", "true");
  await expect.poll(() => rows(page).count()).toBeGreaterThan(15);
  await clean(page, "groups");
});
