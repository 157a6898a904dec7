import { type Browser, expect, type Page } from "@playwright/test";
import { MARINA, MARINA_PAGE, OPEN_DAY } from "../../worker/demo/cast.ts";
import { act, at, AT_ONCE, enter, isLive, NAME, newName, ownerOf, rain, rowOf, rows, test } from "./people.ts";
import { JOURNEY_META_PORT } from "./ports.ts";

test.beforeAll(() => act("stop"));

const PLACE = `/w/${MARINA.slug}`;
const HOUR = 3_600_000;

/** What the person in front of this page may ask of the server, as their own screens do. */
async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ([how, where, what]) => {
      const response = await fetch(where, {
        method: how,
        ...(what === null ? {} : { headers: { "content-type": "application/json" }, body: what }),
      });
      return { ok: response.ok, status: response.status, text: await response.text() };
    },
    [method, `/api${PLACE}/${path}`, body === undefined ? null : JSON.stringify(body)] as const,
  );
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
  return JSON.parse(answer.text) as T;
}

let made = 0;
const id = () => `019d0000-0000-7000-8000-${String(Date.now()).slice(-9)}${String(++made).padStart(3, "0")}`;

interface Lead {
  readonly id: string;
  readonly name: string;
  readonly firstAttemptAt: number | null;
  readonly closedAt?: number | null;
}

/** Somebody in front of their day. */
async function toDay(page: Page, who: string): Promise<void> {
  await page.goto(at(who, `${PLACE}/day`));
  await expect(page.getByRole("heading", { name: "My day" })).toBeVisible();
  await expect(page.locator("[data-live=live]")).toBeVisible();
}

const next = (page: Page) => page.locator("[data-next]");
const left = (page: Page) => page.locator("[data-state=here]").filter({ has: page.locator("[data-why]") });

async function set(page: Page, lead: string, dueAt: number, note: string): Promise<void> {
  const body = { mutation: id(), id: id(), way: "call", note, dueAt, remind: null, repeats: null };
  await ask(page, "POST", `leads/${lead}/follow-ups`, body);
}

test("FU1: an agent empties their day with the keyboard alone, the next best first", async ({ browser }) => {
  const agent = await enter(browser, "agent");
  const { rows: mine } = await ask<{ rows: Lead[] }>(agent, "GET", "leads?owner=me&limit=100");
  const [one, two, three] = mine.filter((lead) => lead.firstAttemptAt !== null && lead.closedAt == null);
  if (one === undefined || two === undefined || three === undefined) throw new Error("the agent has no leads");
  const note = `Send the floor plan ${newName()}`;
  await set(agent, one.id, Date.now() - HOUR, note);
  await set(agent, two.id, Date.now() - 2 * HOUR, "Ask about the budget");
  await set(agent, three.id, Date.now() + 26 * HOUR, "After their trip");
  await toDay(agent, "agent");
  await expect(next(agent)).toBeVisible();
  await expect(agent.getByText(note)).toBeVisible();

  // Who waits comes first, and is done with by a try; a follow-up is done with one key.
  await agent.keyboard.press("j");
  await expect(next(agent).locator("[data-row]")).toBeFocused();
  let snoozed = false;
  for (let things = await left(agent).count(); things > 0; things = await left(agent).count()) {
    const key = await next(agent).locator("xpath=ancestor::*[@data-key]").getAttribute("data-key");
    const waits = (await next(agent).locator("[data-why^=waiting]").count()) > 0;
    await agent.keyboard.press("Home");
    if (waits) {
      await agent.keyboard.press("l");
      await expect(agent.locator("[role=menu]:focus-within")).toBeVisible();
      await agent.keyboard.press("n");
    } else if (snoozed) await agent.keyboard.press("e");
    else {
      snoozed = true;
      await agent.keyboard.press("h");
      await expect(agent.locator("[role=menu]:focus-within")).toBeVisible();
      await agent.keyboard.type("Next");
      await agent.keyboard.press("Enter");
    }
    await expect(agent.locator(`[data-key="${key}"][data-state=here]`)).toHaveCount(0);
    await agent.waitForTimeout(250);
  }
  await expect(agent.getByText("That was everything for today")).toBeVisible();
  await expect(agent.getByRole("link", { name: /^My day$/ })).toBeVisible();
  await expect(agent.getByRole("button", { name: /^Tomorrow/ })).toBeVisible();

  // Taken back, it is there again: nothing that was pressed by mistake is lost.
  await agent.keyboard.press("Control+z");
  await expect(next(agent)).toBeVisible();
  await agent.keyboard.press("Home");
  await agent.keyboard.press("e");
  await expect(agent.getByText("That was everything for today")).toBeVisible();
});

interface Planned {
  readonly followUps: readonly { readonly state: string; readonly dueAt: number }[];
}
/** When what is open on that lead is due. */
const planned = async (page: Page, lead: string): Promise<number[]> => {
  const { followUps } = await ask<Planned>(page, "GET", `leads/${lead}`);
  return followUps.filter(({ state }) => state === "open").map(({ dueAt }) => dueAt);
};

test("FU1: no answer, logged from My day with the lead's page closed, moves the follow-up whose time it was", async ({ browser }) => {
  const agent = await enter(browser, "agent");
  const { rows: mine } = await ask<{ rows: (Lead & { nextFollowUpAt?: number | null })[] }>(agent, "GET", "leads?owner=me&limit=100");
  const lead = mine.find((one) => one.firstAttemptAt !== null && one.closedAt == null && one.nextFollowUpAt == null);
  if (lead === undefined) throw new Error("the agent has no lead that nothing is planned for");
  const note = `Call again ${newName()}`;
  await set(agent, lead.id, Date.now() - HOUR, note);
  await toDay(agent, "agent");
  const row = left(agent).filter({ hasText: note });
  await row.locator("[data-act=attempt]").click();
  await expect(agent.locator("[role=menu]:focus-within")).toBeVisible();
  await agent.keyboard.press("n");
  await agent.getByRole("button", { name: /^Try again / }).click();
  await expect.poll(async () => (await planned(agent, lead.id)).map((at) => at > Date.now()), AT_ONCE).toEqual([true]);
  await expect(agent.getByText(/^Follow-up moved to/)).toBeVisible();

  // Spoken to when it is time again: it is done with one press, and open again with another.
  const again = `Ask them ${newName()}`;
  await set(agent, lead.id, Date.now() - HOUR, again);
  const due = left(agent).filter({ hasText: again });
  await due.locator("[data-act=attempt]").click();
  await expect(agent.locator("[role=menu]:focus-within")).toBeVisible();
  await agent.keyboard.press("r");
  await agent.getByRole("button", { name: "Mark the follow-up done" }).click();
  await expect(due).toHaveCount(0);
  await agent
    .getByRole("listitem")
    .filter({ hasText: /^Follow-up done/ })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(due).toBeVisible();
});

test("ST1: a text is chosen from a row of the day, and what was sent stands in the lead's story", async ({ browser }) => {
  // The link is followed, and nothing opens.
  const noTab = async (page: Page) => {
    await page.addInitScript(() =>
      document.addEventListener("click", (event) => {
        if (event.target instanceof Element && event.target.closest('a[href^="https://wa.me"]')) event.preventDefault();
      }),
    );
  };
  const agent = await enter(browser, "agent", {}, noTab);
  const { rows: mine } = await ask<{ rows: (Lead & { phone: string | null; noContact?: string[] })[] }>(
    agent,
    "GET",
    "leads?owner=me&limit=100",
  );
  const lead = mine.find(
    (one) => one.firstAttemptAt !== null && one.closedAt == null && one.phone?.startsWith("+") && !one.noContact?.length,
  );
  if (lead === undefined) throw new Error("the agent has no lead with a telephone");
  await set(agent, lead.id, Date.now() - 3 * HOUR, `Send the floor plan ${newName()}`);
  await toDay(agent, "agent");
  await agent.locator(`[data-lead="${lead.id}"] [data-reach=whatsapp]`).first().click();
  const text = agent.getByRole("menuitem").first();
  const said = new URL((await text.getAttribute("href")) ?? "").searchParams.get("text") ?? "";
  expect(said).toContain(NAME.agent);
  await text.click();
  await expect(agent.getByRole("menu")).toHaveCount(0);
  const asked = agent.getByRole("listitem").filter({ hasText: "Was the WhatsApp message to" });
  await expect(asked.getByRole("button", { name: "Sent without the text" })).toBeVisible();
  await asked.getByRole("button", { name: "Sent", exact: true }).click();
  await expect(agent.getByText(/^Logged for/)).toBeVisible();
  const { timeline } = await ask<{ timeline: { data: { kind: string; text?: string } }[] }>(agent, "GET", `leads/${lead.id}`);
  expect(timeline.find(({ data }) => data.kind === "attempt")?.data.text).toBe(said);
});

test("EV3: a lead that is given to somebody leaves one day and stands in the other, without a reload", async ({ browser }) => {
  const agent = await enter(browser, "agent");
  const other = await enter(browser, "agent2");
  const manager = await enter(browser, "manager");
  const { rows: mine } = await ask<{ rows: Lead[] }>(agent, "GET", "leads?owner=me&limit=100");
  const lead = mine.findLast((one) => one.firstAttemptAt !== null && one.closedAt == null);
  if (lead === undefined) throw new Error("the agent has no leads");
  const note = `Ring back ${newName()}`;
  await set(agent, lead.id, Date.now() - HOUR, note);
  await Promise.all([toDay(agent, "agent"), toDay(other, "agent2")]);
  await expect(agent.getByText(note)).toBeVisible();
  await expect(other.getByText(note)).toHaveCount(0);

  await manager.goto(at("manager", `${PLACE}/leads/${lead.id}`));
  await manager.locator("[data-panel] [data-act=assign]").click();
  await manager.getByRole("combobox").fill(NAME.agent2);
  await manager.getByRole("option", { name: new RegExp(NAME.agent2) }).click();
  await expect(agent.getByText(note)).toHaveCount(0, AT_ONCE);
  await expect(other.getByText(note)).toBeVisible(AT_ONCE);
});

test("what comes in moves nothing under the pointer, and is told of until the pointer goes", async ({ browser }) => {
  const agent = await enter(browser, "agent");
  const { rows: mine } = await ask<{ rows: Lead[] }>(agent, "GET", "leads?owner=me&limit=100");
  const lead = mine.filter((one) => one.firstAttemptAt !== null && one.closedAt == null).at(-2);
  if (lead === undefined) throw new Error("the agent has no leads");
  const note = `Look at it ${newName()}`;
  await set(agent, lead.id, Date.now() - HOUR, note);
  await toDay(agent, "agent");
  const row = left(agent).filter({ hasText: note });
  await row.scrollIntoViewIfNeeded();
  await row.hover();
  const before = await row.boundingBox();

  // Two people's turns: one of the two leads is this agent's.
  const names = [newName(), newName()];
  for (const name of names) await rain(name);
  await expect(agent.locator("[data-above]")).toBeVisible();
  expect(await row.boundingBox()).toEqual(before);
  await agent.mouse.move(5, 5);
  await expect(agent.locator("[data-above]")).toHaveCount(0);
  await expect(left(agent).filter({ hasText: new RegExp(names.join("|")) })).toHaveCount(1);

  await row.locator("[data-act=done]").click();
  await expect(row).toHaveCount(0);
  await agent.getByRole("button", { name: /^Done today/ }).click();
  await expect(agent.getByText(`Call: ${note}`)).toBeVisible();
});

test("NT1: who fills in a form again is marked, told to whose the lead is, and in their day until somebody tries", async ({ browser }) => {
  const [manager, name] = [await enter(browser, "manager"), newName()];
  const phone = `+97152${String(Date.now()).slice(-7)}`;
  await rain(name, { phone });
  const who = await ownerOf(manager, name);
  const owner = await enter(browser, who);
  const find = async () => {
    const { rows: mine } = await ask<{ rows: Lead[] }>(owner, "GET", "leads?owner=me&limit=100");
    return mine.find((lead) => lead.name === name);
  };
  await ask(owner, "POST", `leads/${(await find())?.id}/attempts`, { mutation: id(), channel: "phone", outcome: "no_answer" });
  await toDay(owner, who);
  const items = owner.locator("[data-state=here]").filter({ hasText: name });
  await expect(items).toHaveCount(0);
  // Meta's times are whole seconds.
  await owner.waitForTimeout(1_100);
  await rain(name, { phone });
  await expect(items.locator("[data-why=again]")).toContainText(/sent the form again/i, AT_ONCE);
  await expect(rowOf(manager, name).locator("[data-fresh]")).toHaveCount(1);
  await expect(rowOf(manager, name)).toHaveCount(1);

  await owner.goto(at(who, `${PLACE}/notices`));
  const notice = rowOf(owner, name).filter({ hasText: "Sent the form again" });
  await expect(notice).toHaveAttribute("data-unread", "");
  await notice.getByRole("link").click();
  await expect(owner).toHaveURL(/\/notices\/[\w-]{36}\?at=[\w-]{36}$/);
  await toDay(owner, who);
  await ask(owner, "POST", `leads/${(await find())?.id}/attempts`, { mutation: id(), channel: "phone", outcome: "reached" });
  await expect(items).toHaveCount(0, AT_ONCE);
});

/** Somebody fills in the form of the open day, which no project has and no rule gives to anybody. */
async function rainOpenDay(name: string): Promise<void> {
  const phone = `+97150${String(Date.now()).slice(-7)}`;
  const person = { name, phone, email: `${phone.slice(1)}@example.com` };
  const body = { page: MARINA_PAGE, form: OPEN_DAY, count: 1, person };
  const answer = await fetch(`http://localhost:${JOURNEY_META_PORT}/_/rain`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`rain answered ${answer.status}: ${await answer.text()}`);
}

test("a manager makes a project and gives it a form: whoever fills it in lands on the project's page, live", async ({ browser }) => {
  const manager = await enter(browser, "manager");
  const owner = await enter(browser, "owner");
  const name = `Palm ${newName()}`;
  await manager.goto(at("manager", `${PLACE}/projects`));
  await manager.getByRole("button", { name: "New project" }).click();
  const dialog = manager.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Place").fill("Palm Jumeirah");
  await dialog.getByRole("button", { name: `Create ${name}` }).click();
  await expect(manager).toHaveURL(/\/projects\/[0-9a-f-]+$/);
  await expect(manager.getByText("No leads for it yet")).toBeVisible();

  // Its page is somebody else's too, before it was reloaded.
  const address = new URL(manager.url()).pathname;
  await owner.goto(at("owner", `${PLACE}/projects`));
  await owner.getByRole("link", { name, exact: true }).click();
  await expect(owner).toHaveURL(new RegExp(`${address}$`));

  await manager.getByRole("button", { name: "Add a form" }).click();
  await manager.getByRole("menuitem", { name: /Open day 2026/ }).click();
  await expect(manager.locator("[data-source]").filter({ hasText: "Open day 2026" })).toBeVisible();
  await expect(owner.locator("[data-source]").filter({ hasText: "Open day 2026" })).toBeVisible(AT_ONCE);

  const lead = newName();
  await rainOpenDay(lead);
  await expect(rowOf(manager, lead)).toBeVisible();
  await expect(rowOf(owner, lead)).toBeVisible();
  await expect(manager.getByRole("img", { name: /^1 lead: 1 New/ })).toBeVisible();

  // Moved on by keys, the bar follows on both screens.
  await manager.keyboard.press("j");
  await expect(rowOf(manager, lead).getByRole("link")).toBeFocused();
  await manager.keyboard.press("s");
  await expect(manager.locator("[role=menu]:focus-within")).toBeVisible();
  await manager.keyboard.type("Qual");
  await manager.keyboard.press("Enter");
  await expect(owner.getByRole("img", { name: /^1 lead: 1 Qualified/ })).toBeVisible(AT_ONCE);

  await manager.getByRole("button", { name: "Take Open day 2026 away" }).click();
  await expect(owner.locator("[data-source]").filter({ hasText: "Open day 2026" })).toHaveCount(0, AT_ONCE);
});

async function addNamed(owner: Page, screen: string, button: string, name: string): Promise<void> {
  await owner.goto(at("owner", `${PLACE}/settings/${screen}`));
  await owner.getByRole("button", { name: button }).click();
  await owner.getByRole("dialog").getByLabel("Name").fill(name);
  await owner
    .getByRole("dialog")
    .getByRole("button", { name: `Add ${name}` })
    .click();
  await expect(owner.locator("[data-entry]").filter({ hasText: name })).toBeVisible();
  await expect(owner.locator("[data-save=saved]")).toBeVisible();
}

async function retire(owner: Page, screen: string, name: string): Promise<void> {
  await owner.goto(at("owner", `${PLACE}/settings/${screen}`));
  await owner.getByRole("button", { name: `${name}: more actions` }).click();
  await owner.getByRole("menuitem", { name: "Retire" }).click();
  await expect(owner.locator("[data-retired]").filter({ hasText: name })).toBeVisible();
  await expect(owner.locator("[data-save=saved]")).toBeVisible();
}

async function agentWithLead(browser: Browser): Promise<Page> {
  const agent = await enter(browser, "agent");
  await rows(agent).nth(3).locator("[data-row]").click();
  await expect(agent.locator("[data-panel] [data-act=stage]")).toBeVisible();
  return agent;
}

test("SU2: a stage and a field that the owner adds are on an agent's screen without a reload", async ({ browser }) => {
  const owner = await enter(browser, "owner");
  const agent = await agentWithLead(browser);
  const [stage, field] = [`Offer ${newName()}`, `Tower ${newName()}`];

  await addNamed(owner, "stages", "Add a stage", stage);
  await agent.locator("[data-panel] [data-act=stage]").click();
  await expect(agent.getByRole("menuitemcheckbox", { name: stage })).toBeVisible(AT_ONCE);
  const first = (await agent.getByRole("menuitemcheckbox").allInnerTexts()).findIndex((text) => text.includes(stage));
  await agent.keyboard.press("Escape");

  await addNamed(owner, "fields", "Add a field", field);
  await expect(agent.locator("[data-panel]").getByText(field)).toBeVisible(AT_ONCE);

  // By keys alone, on its handle: the order is everybody's at once.
  await owner.goto(at("owner", `${PLACE}/settings/stages`));
  await owner.getByRole("button", { name: `Move ${stage}` }).focus();
  await owner.keyboard.press("ArrowUp");
  await expect(owner.locator("[data-save=saved]")).toBeVisible();
  await agent.locator("[data-panel] [data-act=stage]").click();
  const names = async () => (await agent.getByRole("menuitemcheckbox").allInnerTexts()).map((text) => text.trim());
  await expect.poll(async () => (await names()).indexOf(stage), AT_ONCE).toBe(first - 1);
  await agent.keyboard.press("Escape");

  // A stage with leads in it stays; one without is retired, and can be offered again.
  await owner.getByRole("button", { name: "Contacted: more actions" }).click();
  await owner.getByRole("menuitem", { name: "Retire" }).click();
  await expect(owner.getByText(/leads are in it: move them first/)).toBeVisible();
  await retire(owner, "stages", stage);
  await retire(owner, "fields", field);
  await expect(agent.locator("[data-panel]").getByText(field)).toHaveCount(0, AT_ONCE);
  await isLive(agent);
});
