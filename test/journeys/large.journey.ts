import { join } from "node:path";
import { expect } from "@playwright/test";
import type { LeadsPage } from "../../domain/api.ts";
import { ROOT } from "../local/processes.ts";
import { firstJs } from "../support/first-js.ts";
import { act, enter, inOrder, partsAreHere, test } from "./people.ts";

test.beforeAll(() => act("stop"));

const LEADS = 50_000;
/** A screen of 900 px shows 23 rows; with what is drawn beyond its edges it stays far below this. */
const MOST_ROWS = 70;

test("a list of 50,000 leads draws only the rows on screen, from its top to its end", async ({ browser }) => {
  const page = await enter(browser, "owner");
  const answer = await page.evaluate(async () => (await (await fetch("/api/w/marina-homes/leads?limit=1")).json()) as LeadsPage);
  const [first] = answer.rows;
  if (first === undefined) throw new Error("the demo has no leads");
  await page.route("**/api/w/*/leads?*", async (route) => {
    const rows = Array.from({ length: LEADS }, (_, n) => ({
      ...first,
      id: `019c0000-0000-7000-8000-${String(n).padStart(12, "0")}`,
      n: LEADS - n,
      name: `Lead ${n}`,
      submittedAt: first.submittedAt - n * 1_000,
    }));
    await route.fulfill({ json: { position: answer.position, rows, next: null } satisfies LeadsPage });
  });
  await page.reload();
  const list = page.locator("[data-key]");
  // So many in one answer, where a hundred are asked for, take a busy machine a while to read.
  await expect(page.getByRole("link", { name: "Lead 0", exact: true })).toBeVisible({ timeout: 45_000 });
  expect(await list.count()).toBeLessThan(MOST_ROWS);
  const frames = await page.evaluate(async () => {
    const scroller = document.querySelector<HTMLElement>("[role=rowgroup].overflow-y-auto");
    if (scroller === null) throw new Error("no list");
    const took: number[] = [];
    for (let step = 0; step < 60; step++) {
      const began = performance.now();
      scroller.scrollTop += 1_500;
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      took.push(performance.now() - began);
    }
    scroller.scrollTop = scroller.scrollHeight;
    return took.sort((a, b) => a - b);
  });
  process.stdout.write(
    `  50,000 rows: two frames after a jump of 42 rows take ${Math.round(frames[Math.floor(frames.length / 2)] ?? 0)} ms in the middle\n`,
  );
  await expect(page.getByRole("link", { name: `Lead ${LEADS - 1}`, exact: true })).toBeVisible();
  expect(await list.count()).toBeLessThan(MOST_ROWS);
  // Rows that were others are put in order once they rest: whoever is read them hears them from top to bottom.
  await inOrder(page);
});

test("nothing that holds a list is styled by what is in it: each row that changes would style the whole anew", async ({ browser }) => {
  const page = await enter(browser, "owner");
  await expect(page.locator("[data-key] [data-row]").first()).toBeVisible();
  const asking = await page.evaluate(() => {
    const found: string[] = [];
    let all = 0;
    const holdsRows = (anchor: string) =>
      [...document.querySelectorAll(anchor)].some((one) => one.querySelectorAll("[data-key]").length > 1);
    const look = (rules: CSSRuleList) => {
      for (const rule of rules) {
        if (rule instanceof CSSStyleRule)
          for (const [, anchor = ""] of rule.selectorText.matchAll(/((?:\\.|[^\s>+~,(\\])*):has\(/g)) {
            all += 1;
            if (anchor === "" || holdsRows(anchor.replace(/\)+$/, ""))) found.push(rule.selectorText);
          }
        if ("cssRules" in rule) look(rule.cssRules as CSSRuleList);
      }
    };
    for (const sheet of document.styleSheets) look(sheet.cssRules);
    return { all, found };
  });
  expect(asking.all).toBeGreaterThan(0);
  expect(asking.found).toEqual([]);
});

/** The page's own few scripts and answers; what stands beside the list is a hundred more. */
const MOST_ASKED = 24;

test("nothing that stands beside the first list is asked for before its leads are drawn", async ({ browser }) => {
  const page = await enter(browser, "owner");
  await page.addInitScript(() => {
    performance.setResourceTimingBufferSize(1_000);
    const rows = new MutationObserver(() => {
      if (document.querySelector("[data-key] [data-row]") === null) return;
      rows.disconnect();
      performance.mark("rows");
    });
    rows.observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  // Only what was answered is in the browser's list: by then all of it is.
  await partsAreHere(page);
  const asked = await page.evaluate(() => {
    const at = performance.getEntriesByName("rows")[0]?.startTime ?? 0;
    const all = performance.getEntriesByType("resource").filter(({ startTime }) => startTime < at);
    return all.map(({ name }) => new URL(name).pathname);
  });
  expect(asked.filter((path) => path.startsWith("/api/")).sort()).toEqual([
    "/api/session",
    "/api/w/marina-homes/boot",
    "/api/w/marina-homes/leads",
    "/api/w/marina-homes/waiting",
  ]);
  expect(asked.length).toBeLessThan(MOST_ASKED);
});

test("the workspace's first JavaScript stays within 100 KiB, compressed", async () => {
  const { bytes, files } = await firstJs(join(ROOT, "dist/web"));
  process.stdout.write(`  first JavaScript: ${bytes} bytes in ${files} files\n`);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(100 * 1024);
});
