import type { Browser, CDPSession, Locator, Page } from "@playwright/test";
import type { LeadsPage } from "../../../domain/api.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import { routeJs } from "../../support/first-js.ts";
import { type Desk, launch, type Screen, SLOWED, sit, withApp } from "../browser/desk.ts";
import { machine } from "../browser/machine.ts";
import { type Watched, watch } from "../browser/probe.ts";
import { morning, paced } from "../browser/room.ts";
import { type Figure, median, percentile } from "../figures.ts";
import type { Lab } from "../lab.ts";
import { ask } from "../load.ts";
import type { Part } from "../part.ts";
import type { BenchWorld } from "../world.ts";

const LEADS = 50_000;
/** Groups need all of their leads: so many are read in a moment. */
const FEW = 400;
const MOST_MS = 50;
const FIRST_LIST_MS = 1_500;
const COLD_RUNS = 5;
/** A tab's process is there, and still. */
const STARTED_MS = 2_000;
const CLICKS = 12;
const AIMED_MS = 150;
/** What going back brings about is done. */
const RESTED_MS = 500;
const CHANGES_A_SECOND = 200;
const SECONDS = 4;
/** So many goes of each: no frame of any of them may be late. The middle one says what of it is the machine doing something else for a moment. */
const GOES = 3;
/** All leads are read well within. */
const READ_MS = 60_000;
const KIB = 1024;
const SCROLLER = "[role=rowgroup].overflow-y-auto, [role=list].overflow-y-auto";

/**
 * What a person at a slow machine sees of a large workspace: the built app in Chromium, its thread slowed four times, the network as fast as
 * it is here. Frames and tasks are the browser's own counts.
 */
export const browser: Part = async ({ open, say }) =>
  withApp(async (app) => {
    const lab = await open({ app });
    say(`${LEADS.toLocaleString("en")} leads`);
    const [world, few] = [await peopled(lab, LEADS, 0), await peopled(lab, FEW, LEADS)];
    const owners = Object.values(world.people).map(({ id }) => id);
    const chromium = await launch();
    try {
      const figures: Figure[] = await machine(chromium);
      for (const screen of ["wide", "phone"] as const) {
        say(`${screen}: the first list`);
        figures.push(...(await cold(`cold_first_list_${screen}`, world, () => sit(chromium, lab, world, "owner", screen))));
        const running = async () => {
          const desk = await sit(chromium, lab, world, "owner", screen);
          await desk.page.goto("/healthz");
          await desk.page.waitForTimeout(STARTED_MS);
          return desk;
        };
        figures.push(...(await cold(`cold_first_list_warm_tab_${screen}`, world, running)));
        // As of now: to whoever knows of later changes an older page is no news.
        const all = await everything(lab, world);
        const desk = await sit(chromium, lab, world, "owner", screen);
        await firstList(desk, world);
        figures.push(...(await scrolled(desk, all, screen, say)));
        figures.push(...(await changed(desk, all, owners, screen, say)));
        if (screen === "wide") figures.push(...(await clicked(desk, world, say)));
        await desk.leave();
        if (screen === "wide") figures.push(...(await folded(chromium, lab, few, say)));
      }
      return [...figures, ...(await routeSizes(app))];
    } finally {
      await chromium.close();
    }
  });

async function peopled(lab: Lab, size: number, from: number): Promise<BenchWorld> {
  const world = await lab.act<BenchWorld>("world", { people: { owner: { role: "owner" }, agent: { role: "agent", teams: ["north"] } } });
  const owners = Object.values(world.people).map(({ id }) => id);
  await lab.act("crowd", { world, size, owners, teams: ["north"], from });
  return world;
}

/** With nothing cached, in a tab whose process and connection have yet to be, or, as where the browser keeps one at hand, are there. */
async function cold(name: string, world: BenchWorld, sitDown: () => Promise<Desk>): Promise<Figure[]> {
  const taken: number[] = [];
  for (let n = 0; n < COLD_RUNS; n++) {
    const desk = await sitDown();
    taken.push(await firstList(desk, world));
    await desk.leave();
  }
  return times(name, taken, FIRST_LIST_MS);
}

/** From asking for the address until leads are drawn. */
async function firstList(desk: Desk, world: BenchWorld): Promise<number> {
  await desk.slow(SLOWED);
  await desk.page.goto(`/w/${world.slug}/leads`, { waitUntil: "commit" });
  return desk.page.evaluate(() => window.leadoxeProbe.drawn("[data-key] [data-row]", null));
}

/** Every lead as its list has them, read by two hundred as the server lets one. */
async function everything(lab: Lab, world: BenchWorld): Promise<LeadsPage> {
  const rows: LeadRow[] = [];
  for (let after: string | null = ""; after !== null;) {
    const answer = await ask(lab.url, {
      path: `/api/w/${world.slug}/leads?limit=200${after === "" ? "" : `&after=${after}`}`,
      method: "GET",
      headers: { cookie: world.cookies["owner"] ?? "" },
    });
    if (answer.status !== 200) throw new Error(`the list answered ${answer.status}`);
    const page = JSON.parse(answer.text) as LeadsPage;
    rows.push(...page.rows);
    if (page.next === null) return { ...page, rows };
    after = page.next;
  }
  throw new Error("the list has no end");
}

async function scrolled(desk: Desk, all: LeadsPage, screen: Screen, say: (doing: string) => void): Promise<Figure[]> {
  const { page, cdp } = desk;
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.move(size.width / 2, size.height / 2);
  const wheel = (by: number, turns: number) => async () => {
    for (let n = 0; n < turns; n++) await page.mouse.wheel(0, by);
  };
  say(`${screen}: scrolling while pages come`);
  const coming = await goes(page, cdp, wheel(600, 90));
  say(`${screen}: reading ${LEADS.toLocaleString("en")} leads`);
  await desk.slow(1);
  await readAll(desk, all);
  // What an hour of reading leaves behind is collected within that hour, and not in the seconds that are watched.
  await cdp.send("HeapProfiler.collectGarbage");
  await desk.slow(SLOWED);
  say(`${screen}: scrolling through all of them`);
  const toEnd = await goes(page, cdp, async () => {
    await jump(desk, 1);
    await wheel(-400, 60)();
    await wheel(2_000, 30)();
  });
  // As who drags the bar: each frame is somewhere else.
  const dragged = await goes(page, cdp, () => drag(desk));
  const back = await goes(page, cdp, async () => {
    await jump(desk, 0);
    await wheel(400, 60)();
  });
  return [
    ...frames(`scroll_while_read_${screen}`, coming),
    ...frames(`scroll_50k_end_${screen}`, toEnd),
    ...frames(`scroll_50k_drag_${screen}`, dragged),
    ...frames(`scroll_50k_top_${screen}`, back),
  ];
}

/** Each time its end comes into sight the list reads on: from here in large pages, which is what an hour of scrolling comes to. */
async function readAll(desk: Desk, all: LeadsPage): Promise<void> {
  const { page } = desk;
  let answered = false;
  await page.route(/\/leads\?.*after=/, async (route) => {
    const after = new URL(route.request().url()).searchParams.get("after");
    const from = all.rows.findIndex((row) => `${row.submittedAt}.${row.n}` === after) + 1;
    const rows = all.rows.slice(from, from + 5_000);
    const last = rows.at(-1);
    const next = last === undefined || from + rows.length >= all.rows.length ? null : `${last.submittedAt}.${last.n}`;
    await route.fulfill({ json: { ...all, rows, next } satisfies LeadsPage });
    answered = next === null;
  });
  const height = () => page.evaluate((selector) => document.querySelector(selector)?.scrollHeight ?? 0, SCROLLER);
  // A page that large may take longer than any pause one would take for the end; what was answered last is taken in a moment.
  const began = performance.now();
  for (let before = 0, same = 0; !answered || same < 10;) {
    if (performance.now() - began > READ_MS) throw new Error("the list does not come to its end");
    await jump(desk, 1);
    await page.waitForTimeout(40);
    const now = await height();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

async function jump({ page }: Desk, to: number): Promise<void> {
  await page.evaluate(
    ([selector, share]) => {
      const list = document.querySelector<HTMLElement>(selector);
      if (list !== null) list.scrollTop = list.scrollHeight * share;
    },
    [SCROLLER, to] as const,
  );
}

const drag = ({ page }: Desk) =>
  page.evaluate(async (selector) => {
    const list = document.querySelector<HTMLElement>(selector);
    if (list === null) throw new Error("no list");
    for (let step = 0; step < 120; step++) {
      list.scrollTop = (list.scrollHeight * (step < 60 ? step : 120 - step)) / 60;
      await new Promise((drawn) => requestAnimationFrame(drawn));
    }
  }, SCROLLER);

async function changed(
  desk: Desk,
  all: LeadsPage,
  owners: readonly string[],
  screen: Screen,
  say: (doing: string) => void,
): Promise<Figure[]> {
  const { page, room, cdp } = desk;
  const one = morning(room, [...all.rows], owners);
  const figures: Figure[] = [];
  let told = 0;
  for (const [where, to] of [
    ["top", 0],
    ["middle", 0.5],
  ] as const) {
    say(`${screen}: ${CHANGES_A_SECOND} changes a second, at the ${where}`);
    await jump(desk, to);
    const seen = await goes(page, cdp, () => paced(CHANGES_A_SECOND, SECONDS, () => one(told++)));
    figures.push(...frames(`changes_200_a_second_${where}_${screen}`, seen));
  }
  return figures;
}

/** From letting the button go until what it does is drawn. The first time fetches what it needs, and is not counted. */
async function pressed(name: string, say: (doing: string) => void, one: (n: number) => Promise<number>): Promise<Figure[]> {
  say(`pressing: ${name}`);
  const taken: number[] = [];
  for (let n = 0; n <= CLICKS; n++) {
    const ms = await one(n);
    if (n > 0) taken.push(ms);
  }
  return times(`click_${name}`, taken, MOST_MS);
}

/** The button itself, and nothing of what a test driver asks the page before it presses one. */
async function press({ page }: Desk, at: Locator): Promise<void> {
  const box = await at.boundingBox();
  if (box === null) throw new Error(`${String(at)} is not drawn`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // What the pointer alone brings about is done, as it is for who aims before pressing.
  await page.waitForTimeout(AIMED_MS);
  await page.mouse.down();
  await page.mouse.up();
}

const drawn = ({ page }: Desk, selector: string, text: string | null = null) =>
  page.evaluate(([what, words]) => window.leadoxeProbe.drawn(what, words), [selector, text] as const);

async function clicked(desk: Desk, world: BenchWorld, say: (doing: string) => void): Promise<Figure[]> {
  const { page } = desk;
  const figures: Figure[] = [];
  await page.goto(`/w/${world.slug}/leads`);
  await drawn(desk, "[data-key] [data-row]");
  const row = page.locator("[data-key]").nth(3);
  const key = (await row.getAttribute("data-key")) ?? "";
  const opening = async (n: number) => {
    const link = page
      .locator("[data-key]")
      .nth(2 + (n % 8))
      .locator("[data-row]");
    const seen = drawn(desk, "[data-panel] h2", await link.innerText());
    await press(desk, link);
    return seen;
  };
  figures.push(
    ...(await pressed("stage", say, async (n) => {
      const name = n % 2 === 0 ? "Contacted" : "Qualified";
      await row.locator("[data-act=stage]").click();
      const item = page.getByRole("menu").getByText(name, { exact: true });
      await item.waitFor();
      const seen = drawn(desk, `[data-key="${key}"] [data-act=stage]`, name);
      await press(desk, item);
      return seen;
    })),
    ...(await pressed("open_lead", say, opening)),
  );
  // As the first one of a list is opened, with nothing beside the list yet.
  await page.keyboard.press("Escape");
  figures.push(
    ...(await pressed("open_page", say, async (n) => {
      const ms = await opening(n);
      await page.locator("[data-panel] time").first().waitFor();
      await page.keyboard.press("Escape");
      await page.locator("[data-panel]").waitFor({ state: "detached" });
      return ms;
    })),
  );
  const unassigned = await leadsOf(desk, `/w/${world.slug}/leads?owner=none`);
  const all = await leadsOf(desk, `/w/${world.slug}/leads`);
  const only = (here: readonly string[], there: readonly string[]) => here.find((key) => !there.includes(key)) ?? "";
  const followed: number[] = [];
  const other = await pressed("another_list", say, async (n) => {
    const [path, title, lead] =
      n % 2 === 0 ? ["?owner=none", "Unassigned", only(unassigned, all)] : ["leads", "All leads", only(all, unassigned)];
    const link = page.locator(`nav a[href$="${path}"]`).first();
    const named = drawn(desk, "h1", title);
    const filled = drawn(desk, `[data-key="${lead}"]`);
    await press(desk, link);
    if (n > 0) followed.push(await filled);
    else await filled;
    return named;
  });
  // What answers the press is the heads; the leads follow.
  figures.push(...other, { name: "click_another_list_leads_ms", value: median(followed), unit: "ms", runs: followed.length });
  return figures;
}

/** Those drawn of a list that has just been opened. */
async function leadsOf(desk: Desk, address: string): Promise<string[]> {
  await desk.page.goto(address);
  await drawn(desk, "[data-key] [data-row]");
  return desk.page.locator("[data-key]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-key") ?? ""));
}

async function folded(chromium: Browser, lab: Lab, world: BenchWorld, say: (doing: string) => void): Promise<Figure[]> {
  const desk = await sit(chromium, lab, world, "owner", "wide");
  const { page } = desk;
  await page.goto(`/w/${world.slug}/leads?group=stage`);
  await desk.slow(SLOWED);
  await drawn(desk, "[data-key] [aria-expanded=true]");
  const head = page.locator("[data-key] button[aria-expanded]").first();
  const fold = await pressed("fold_group", say, async (n) => {
    const seen = drawn(desk, `[data-key] button[aria-expanded=${n % 2 === 0 ? "false" : "true"}]`);
    await press(desk, head);
    return seen;
  });
  await page.goto(`/w/${world.slug}/leads?stage=new&priority=high`);
  await drawn(desk, "[data-key] [data-row]");
  const filter = await pressed("filter_chip", say, async () => {
    const chip = page.getByRole("button", { name: /^Filter: Stage/ });
    await chip.focus();
    await drawn(desk, "[data-key] [data-row]");
    await page.waitForTimeout(RESTED_MS);
    const seen = page.evaluate(() => window.leadoxeProbe.gone("[data-condition]", "Stage"));
    await page.waitForTimeout(AIMED_MS);
    await page.keyboard.press("Backspace");
    const ms = await seen;
    await page.goBack();
    await chip.waitFor();
    return ms;
  });
  await desk.leave();
  return [...fold, ...filter];
}

function times(name: string, taken: readonly number[], most: number): Figure[] {
  return [
    { name: `${name}_ms`, value: median(taken), unit: "ms", runs: taken.length, target: { most } },
    { name: `${name}_worst_ms`, value: Math.max(...taken), unit: "ms", runs: taken.length, target: { most } },
  ];
}

async function goes(page: Page, cdp: CDPSession, work: () => Promise<void>): Promise<Watched[]> {
  const all: Watched[] = [];
  for (let n = 0; n < GOES; n++) all.push(await watch(page, cdp, work));
  return all;
}

function frames(name: string, all: readonly Watched[]): Figure[] {
  const runs = all.length;
  const middle = (of: (seen: Watched) => number) => median(all.map(of));
  const sum = (of: (seen: Watched) => number) => all.reduce((before, seen) => before + of(seen), 0);
  return [
    { name: `${name}_p95_ms`, value: middle(({ frames: each }) => percentile(each, 0.95)), unit: "ms", runs },
    { name: `${name}_worst_ms`, value: Math.max(...all.flatMap(({ frames: each }) => each)), unit: "ms", runs, target: { most: MOST_MS } },
    { name: `${name}_worst_middle_ms`, value: middle(({ frames: each }) => Math.max(...each)), unit: "ms", runs },
    { name: `${name}_long_frames`, value: sum(({ longFrames }) => longFrames.length), unit: "count", runs, target: { most: 0 } },
    { name: `${name}_long_frames_middle`, value: middle(({ longFrames }) => longFrames.length), unit: "count", runs },
    { name: `${name}_long_tasks`, value: sum(({ tasks }) => tasks.length), unit: "count", runs, target: { most: 0 } },
    { name: `${name}_long_tasks_middle`, value: middle(({ tasks }) => tasks.length), unit: "count", runs },
    { name: `${name}_layouts_a_frame`, value: middle(({ layouts, frames: each }) => layouts / each.length), unit: "ratio", runs },
  ];
}

async function routeSizes(app: string): Promise<Figure[]> {
  const sizes = await routeJs(app);
  return sizes.map(({ route, bytes }) => ({
    name: `route_js_${route}_bytes`,
    value: bytes,
    unit: "bytes",
    runs: 1,
    target: { most: 60 * KIB },
  }));
}
