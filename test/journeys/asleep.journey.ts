import { expect, type Page } from "@playwright/test";
import type { LeadsPage } from "../../domain/api.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { MARINA, SARA, YOUSEF } from "../../worker/demo/cast.ts";
import { act, enter, newName, rain, rowOf, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

/** What a person gives a screen that they come back to, by that screen's own clock. */
const BUDGET_MS = 1_500;
/** Rows that are on screen. */
const COMPARED = 20;
const STEP_MS = 50;

/** A network that can die without anybody being told, as it does under a lid that is shut. */
class Line {
  #dead = false;
  #asked = 0;
  #answered = 0;

  async lay(page: Page): Promise<void> {
    // Sockets of before the lid was shut stay dead after it was opened.
    await page.routeWebSocket(/\/live\//, (socket) => {
      const server = socket.connectToServer();
      let gone = false;
      const passes = () => !(gone ||= this.#dead);
      socket.onMessage((text) => {
        if (!passes()) return;
        if (String(text).includes('"hello"')) this.#asked++;
        server.send(text);
      });
      server.onMessage((text) => {
        if (!passes()) return;
        if (/"t":"(welcome|reset)"/.test(String(text))) this.#answered++;
        socket.send(text);
      });
    });
    page.on("request", () => this.#asked++);
    page.on("requestfinished", () => this.#answered++);
    page.on("requestfailed", () => this.#answered++);
  }

  cut(): void {
    this.#dead = true;
  }

  mend(): void {
    this.#dead = false;
  }

  /** Nothing that was asked is on its way. How long the machine takes for it is not the page's time. */
  async quiet(): Promise<void> {
    await expect.poll(() => this.#asked <= this.#answered).toBe(true);
  }
}

async function command(page: Page, method: string, path: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async ([how, where, what]) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(where, { method: how, headers, body: JSON.stringify({ mutation: crypto.randomUUID(), ...what }) })).status;
    },
    [method, `/api/w/${MARINA.slug}/${path}`, body] as const,
  );
  expect(status, `${method} ${path}`).toBe(200);
}

const read = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (where) => (await (await fetch(where)).json()) as T, `/api/w/${MARINA.slug}/${path}`);

const listed = async (page: Page) => (await read<LeadsPage>(page, "leads?limit=40")).rows;

/** The rows on screen from the top down, as they read. Two pages show the same leads as many pixels high. */
const rowsOf = (page: Page) =>
  page.locator("[data-key]").evaluateAll(
    (all, compared) =>
      all
        .map((row) => ({ row, top: new DOMMatrix(getComputedStyle(row).transform).f }))
        .sort((a, b) => a.top - b.top)
        .slice(0, compared)
        // Times go on between two looks at them, and a new lead's mark fades.
        .map(({ row }) => {
          const cells = [...row.querySelectorAll<HTMLElement>("[data-row], [data-act=assign], [data-act=stage]")];
          return [row.getAttribute("data-key"), ...cells.map((cell) => cell.innerText.trim())].join(" | ");
        }),
    COMPARED,
  );

test("EV2, EV3: after an hour asleep a screen is right within 1.5 s of waking, by nothing but its clock", async ({ browser }) => {
  const line = new Line();
  const owner = await enter(browser, "owner");
  const sara = await enter(browser, "agent", {}, async (page) => {
    await page.clock.install();
    await line.lay(page);
  });
  // Some that are hers, to be lost, moved on and changed; one of a colleague's, to be hers.
  const names = Array.from({ length: 6 }, newName);
  for (const name of names) {
    await rain(name);
    await expect(rowOf(owner, name)).toBeVisible();
  }
  const byName = async (name: string): Promise<LeadRow> => {
    const found = (await listed(owner)).find((row) => row.name === name);
    if (found === undefined) throw new Error(`${name} is not there`);
    return found;
  };
  const give = async (name: string, to: string | null) => {
    const { id, version, owner: has } = await byName(name);
    if (has !== to) await command(owner, "PUT", `leads/${id}/owner`, { version, owner: to });
  };
  const [lost = "", moved = "", changed = "", archived = "", gained = "", kept = ""] = names;
  for (const name of [lost, moved, changed, archived, kept]) await give(name, SARA.id);
  await give(gained, YOUSEF.id);
  await expect(rowOf(sara, kept)).toBeVisible();
  await expect(rowOf(sara, gained)).toHaveCount(0);
  await line.quiet();

  line.cut();
  await sara.clock.pauseAt(Date.now() + 1_000);
  const before = await read<{ version: number; name: string; settings: { agentsSeeUnclaimed: boolean } }>(owner, "settings");
  const seesUnclaimed = async (on: boolean) => {
    const { version } = await read<{ version: number }>(owner, "settings");
    const { name, settings } = before;
    await command(owner, "PUT", "settings", { version, name, settings: { ...settings, agentsSeeUnclaimed: on } });
  };
  try {
    await give(lost, YOUSEF.id);
    await give(gained, SARA.id);
    const [toMove, toChange, toArchive] = await Promise.all([moved, changed, archived].map(byName));
    await command(owner, "PUT", `leads/${toMove?.id}/stage`, { version: toMove?.version, stage: "contacted" });
    await command(owner, "PUT", `leads/${toChange?.id}/fields`, { fields: { name: `${changed} Renamed` } });
    await command(owner, "PUT", `leads/${toArchive?.id}/archived`, { archived: true });
    const [hers, unclaimed] = [newName(), newName()];
    for (const [name, to] of [[hers, SARA.id] as const, [unclaimed, null] as const]) {
      await rain(name);
      await expect(rowOf(owner, name)).toBeVisible();
      await give(name, to);
    }
    // With other rights she sees fewer leads than she has on screen.
    await seesUnclaimed(false);
    await expect(rowOf(sara, lost)).toHaveCount(1);

    line.mend();
    // As a lid that is opened: the clock has jumped, each timer that was due comes once, and nothing says why.
    await sara.clock.fastForward("01:00:00");
    // In a browser of its own, whose clock goes on: hers stands, and draws nothing.
    const storageState = await sara.context().storageState();
    const fresh = await (await browser.newContext({ viewport: sara.viewportSize(), locale: "en-GB", storageState })).newPage();
    await fresh.goto(sara.url());
    await expect(rowOf(fresh, hers)).toBeVisible();
    // A new list is drawn over some frames.
    await expect.poll(() => rows(fresh).count()).toBeGreaterThanOrEqual(COMPARED);
    const right = await rowsOf(fresh);
    expect(right.some((row) => row.includes(unclaimed))).toBe(false);
    let took = 0;
    for (; took <= BUDGET_MS; took += STEP_MS) {
      await line.quiet();
      if (JSON.stringify(await rowsOf(sara)) === JSON.stringify(right)) break;
      await sara.clock.runFor(STEP_MS);
    }
    expect(await rowsOf(sara)).toEqual(right);
    expect(took).toBeLessThanOrEqual(BUDGET_MS);
    await expect(rowOf(sara, lost)).toHaveCount(0);
    await expect(rowOf(sara, archived)).toHaveCount(0);
    await expect(rowOf(sara, `${changed} Renamed`)).toHaveCount(1);
    await expect(rowOf(sara, moved).locator("[data-act=stage]")).toContainText("Contacted");
  } finally {
    await seesUnclaimed(before.settings.agentsSeeUnclaimed);
  }
});
