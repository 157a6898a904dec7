import { type Browser, expect, type Page } from "@playwright/test";
import { answerSaid, chooseBy, pressOn, walkTo } from "./keys.ts";
import { act, choose, enter, NAME, newName, ownerOf, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));
// Several people, one after another, on a machine that may have much else to do.

const panel = (page: Page) => page.locator("[data-panel]");
const timeline = (page: Page) => panel(page).getByRole("region", { name: "Timeline" });
const composer = (page: Page) => panel(page).getByRole("textbox", { name: "Write a note" });
const followUps = (page: Page) => panel(page).getByRole("region", { name: "Follow-ups" });

interface Scene {
  readonly name: string;
  readonly manager: Page;
  /** Who got the lead, and the colleague who did not. */
  readonly holder: Page;
  readonly other: Page;
  readonly holderName: string;
  readonly otherName: string;
}

/** A lead that just came in, in front of whoever got it and of their manager. */
async function scene(browser: Browser): Promise<Scene> {
  // No dialler here: the link is followed, and nothing opens.
  const noDialler = async (page: Page) => {
    await page.addInitScript(() =>
      document.addEventListener("click", (event) => {
        if (event.target instanceof Element && event.target.closest('a[href^="tel:"], a[href^="https://wa.me"]')) event.preventDefault();
      }),
    );
  };
  const [manager, agent, agent2] = await Promise.all([
    enter(browser, "manager"),
    enter(browser, "agent", {}, noDialler),
    enter(browser, "agent2", {}, noDialler),
  ]);
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  const has = await ownerOf(manager, name);
  const [holder, other] = has === "agent" ? [agent, agent2] : [agent2, agent];
  await expect(rowOf(holder, name)).toBeVisible();
  return { name, manager, holder, other, holderName: NAME[has], otherName: NAME[has === "agent" ? "agent2" : "agent"] };
}

/** Nobody in these journeys has a mouse. */
async function open(page: Page, name: string): Promise<void> {
  await walkTo(page, name);
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { name })).toBeVisible();
  await expect(timeline(page)).toBeVisible();
}

test("FU1, ST1: rain, called, no answer, next try, reached, noted, won: each step at once on everybody's screen", async ({ browser }) => {
  const { name, manager, holder, holderName } = await scene(browser);
  await open(holder, name);

  // Called: others see it while it lasts, and whoever calls is asked how it went.
  await holder.keyboard.press("p");
  await expect(rowOf(manager, name).getByRole("img", { name: `${holderName} is calling now` })).toBeVisible();
  await open(manager, name);
  await expect(panel(manager).getByText(`${holderName} is calling now`)).toBeVisible();
  await expect(rowOf(holder, name).locator("[data-wait=stopped]")).toHaveCount(0);
  await expect(panel(holder).getByText("How did the call go?")).toBeVisible();

  // No answer: the clock stops, and the next try is proposed.
  await pressOn(holder, panel(holder).getByRole("button", { name: "No answer" }), 6, "Shift+Tab");
  await expect(rowOf(manager, name).locator("[data-wait=stopped]")).toBeVisible();
  await expect(panel(manager).getByText(`${holderName} is calling now`)).toHaveCount(0);
  await expect(timeline(manager).getByText("Called, no answer")).toBeVisible();
  await expect(panel(holder).getByRole("link", { name: "Call", exact: true })).toBeFocused();
  await answerSaid(holder, holder.getByRole("button", { name: /^Try again / }));
  await expect(followUps(holder).getByRole("button", { name: "Done: Call" })).toBeVisible();
  await expect(followUps(manager).getByText("Call", { exact: true })).toBeVisible();

  // Reached, in three keys and what was said.
  await holder.keyboard.press("l");
  await expect(holder.locator("[role=menu]:focus-within")).toBeVisible();
  await holder.keyboard.press("t");
  await holder.keyboard.type("Wants two bedrooms");
  await holder.keyboard.press("Enter");
  await holder.keyboard.press("r");
  await answerSaid(holder, holder.getByRole("button", { name: "Move to Contacted" }));
  await expect(timeline(manager).getByText("Called, reached")).toBeVisible();
  await expect(timeline(manager).getByText("Wants two bedrooms")).toBeVisible();
  await expect(rowOf(manager, name)).toContainText("Contacted");

  // The follow-up is done with one press.
  await pressOn(holder, followUps(holder).getByRole("button", { name: "Done: Call" }));
  await expect(followUps(holder).getByText("Nothing is planned")).toBeVisible();
  await expect(timeline(manager).getByText(/^Follow-up done: Call/)).toBeVisible();

  // Noted, with a colleague named by keys.
  await holder.keyboard.press("n");
  await holder.keyboard.type("Price list to @pri");
  await expect(holder.getByRole("option", { name: NAME.manager })).toBeVisible();
  await holder.keyboard.press("Enter");
  await holder.keyboard.press("Control+Enter");
  await expect(timeline(holder).getByText("Price list to")).toBeVisible();
  await expect(timeline(manager).getByText(`@${NAME.manager}`)).toBeVisible();

  // Won.
  await holder.keyboard.press("Escape");
  await holder.keyboard.press("s");
  await chooseBy(holder, "Won");
  await expect(holder.getByRole("textbox", { name: "What is it worth" })).toBeFocused();
  await holder.keyboard.type("1200000");
  await holder.keyboard.press("Enter");
  await expect(rowOf(manager, name)).toContainText("Won");
  await expect(timeline(manager).getByText(/AED.1,200,000/)).toBeVisible();
});

test("ST1: two people on one lead see each other type, and each other's notes, edits and withdrawals", async ({ browser }) => {
  const { name, manager, holder, holderName } = await scene(browser);
  await Promise.all([open(manager, name), open(holder, name)]);

  await holder.keyboard.press("n");
  await holder.keyboard.type("She calls back ton", { delay: 20 });
  await expect(panel(manager).getByText(`${holderName} is typing`)).toBeVisible();
  await manager.keyboard.press("n");
  await manager.keyboard.type("I know her");
  await manager.keyboard.press("Control+Enter");
  await expect(timeline(holder).getByText("I know her")).toBeVisible();
  // What is being typed is nobody else's, and stays.
  await expect(panel(manager).getByText("She calls back")).toHaveCount(0);
  await expect(composer(holder)).toHaveValue("She calls back ton");
  await holder.keyboard.press("Control+Enter");
  await expect(timeline(manager).getByText("She calls back ton")).toBeVisible();

  const mine = timeline(holder).getByRole("article", { name: /She calls back/ });
  await pressOn(holder, mine.getByRole("button", { name: /more actions/ }));
  await chooseBy(holder, "Edit");
  await expect(mine.getByRole("textbox", { name: "Change the note" })).toBeFocused();
  await holder.keyboard.press("ControlOrMeta+a");
  await holder.keyboard.type("She calls back tonight");
  await pressOn(holder, mine.getByRole("button", { name: "Save" }), 3);
  const seen = timeline(manager).getByRole("article", { name: /She calls back/ });
  await expect(seen.getByText("She calls back tonight")).toBeVisible();
  await pressOn(manager, seen.getByRole("button", { name: "edited" }));
  await expect(seen.getByText("She calls back ton", { exact: true })).toBeVisible();
  // Somebody else's note is not theirs to change.
  await expect(seen.getByRole("button", { name: /more actions/ })).toHaveCount(0);

  await pressOn(holder, mine.getByRole("button", { name: /more actions/ }));
  await chooseBy(holder, "Take back");
  await expect(timeline(manager).getByText("Took back a note")).toBeVisible();
  await expect(holder.getByText("Note taken back")).toBeVisible();
  await holder.keyboard.press("ControlOrMeta+z");
  await expect(seen.locator(".line-through")).toHaveCount(0);

  await pressOn(manager, timeline(manager).getByRole("button", { name: "Notes", exact: true }), 8, "Shift+Tab");
  await expect(timeline(manager).getByRole("article")).toHaveCount(2);
  await expect(timeline(manager).getByText(/^Sent the form/)).toHaveCount(0);
});

/** The open lead is somebody else's now. */
async function give(page: Page, to: string): Promise<void> {
  await page.keyboard.press("a");
  await chooseBy(page, to);
}

test("EV3: a lead is taken away while its note is unsaved: the text is its author's, comes back with the lead or goes after it", async ({
  browser,
}) => {
  const { name, manager, holder, other, holderName, otherName } = await scene(browser);
  await Promise.all([open(manager, name), open(holder, name)]);
  await holder.keyboard.press("n");
  await holder.keyboard.type("Do not tell anybody yet");
  await give(manager, otherName);

  await expect(panel(holder)).toContainText("no longer in your sight");
  const draft = panel(holder).getByRole("region", { name: "Your unsaved note" });
  await expect(draft.getByText("Do not tell anybody yet")).toBeVisible();
  await expect(draft.getByRole("button", { name: "Copy" })).toBeVisible();
  await open(other, name);
  for (const page of [manager, other]) await expect(panel(page).getByText("Do not tell anybody yet")).toHaveCount(0);

  await pressOn(holder, draft.getByRole("button", { name: "Discard" }));
  await expect(draft).toHaveCount(0);
  await expect(holder.getByRole("button", { name: "Undo" })).toBeVisible();
  await holder.keyboard.press("ControlOrMeta+z");
  await expect(draft).toBeVisible();

  await give(manager, holderName);
  await expect(composer(holder)).toHaveValue("Do not tell anybody yet");

  // ST1: it is left for who has the lead now, by who sees it no more.
  await give(manager, otherName);
  await pressOn(holder, draft.getByRole("button", { name: "Send as a handover note" }));
  await expect(holder.getByText("Note handed over")).toBeVisible();
  await expect(draft).toHaveCount(0);
  for (const page of [manager, other]) {
    const left = timeline(page).locator("[data-entry]", { hasText: "Do not tell anybody yet" });
    await expect(left.getByText("Handover note")).toBeVisible();
  }
});

test("DN1: a text is sent by WhatsApp and logged; whom they asked not to, no link reaches", async ({ browser }) => {
  const owner = await enter(browser, "owner");
  await owner.evaluate(async () => {
    const at = "/api/w/marina-homes/";
    const { setup } = (await (await fetch(`${at}boot`)).json()) as { setup: { version: number; templates: { id: string }[] } };
    if (setup.templates.some(({ id }) => id === "journey")) return;
    const text = "Hello {{name}}, this is {{sender}}.";
    const value = [...setup.templates, { id: "journey", name: "Journey hello", channel: "whatsapp", language: "en", text }];
    await fetch(`${at}setup/templates`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ version: setup.version, value }),
    });
  });
  const { name, holder, holderName } = await scene(browser);
  await open(holder, name);
  await holder.keyboard.press("w");
  const text = holder.getByRole("menuitem", { name: /Journey hello/ });
  await expect(text).toContainText(`Hello ${name}, this is ${holderName}.`);
  expect(new URL((await text.getAttribute("href")) ?? "").searchParams.get("text")).toBe(`Hello ${name}, this is ${holderName}.`);
  await choose(text);
  await expect(panel(holder).getByText("Was the WhatsApp message sent?")).toBeVisible();
  await pressOn(holder, panel(holder).getByRole("button", { name: "Sent", exact: true }), 8, "Shift+Tab");
  await pressOn(holder, timeline(holder).getByRole("button", { name: "Conversations" }));
  await expect(timeline(holder).getByText("WhatsApp, 1 entry")).toBeVisible();
  // What was sent, not only that something was.
  await expect(timeline(holder).getByText(`Hello ${name}, this is ${holderName}.`)).toBeVisible();

  await holder.evaluate(async (lead) => {
    const body = { mutation: crypto.randomUUID(), channels: ["whatsapp"], on: true, source: "call" };
    const headers = { "content-type": "application/json" };
    await fetch(`/api/w/marina-homes/leads/${lead}/no-contact`, { method: "PUT", headers, body: JSON.stringify(body) });
  }, new URL(holder.url()).pathname.split("/").at(-1));
  await expect(panel(holder).getByRole("button", { name: "WhatsApp: Asked for no WhatsApp messages" }).last()).toBeVisible();
  await expect(panel(holder).locator('a[href^="https://wa.me"], [data-reach=whatsapp]')).toHaveCount(0);
});

test("FU1: a follow-up is set, put off, changed and dropped by keys alone", async ({ browser }) => {
  const { name, holder } = await scene(browser);
  await open(holder, name);
  await holder.keyboard.press("f");
  await expect(followUps(holder).getByRole("radio", { name: "Call" })).toBeFocused();
  // To the meeting, and from there to the times.
  for (let step = 0; step < 4; step++) await holder.keyboard.press("ArrowRight");
  await expect(followUps(holder).getByRole("radio", { name: "Meeting" })).toBeChecked();
  await holder.keyboard.press("Control+Enter");
  const done = followUps(holder).getByRole("button", { name: "Done: Meeting" });
  await expect(done).toBeVisible();

  await followUps(holder).getByRole("button", { name: "Snooze: Meeting" }).focus();
  await holder.keyboard.press("Enter");
  await expect(holder.locator("[role=menu]:focus-within")).toBeVisible();
  await holder.keyboard.type("Next");
  await holder.keyboard.press("Enter");
  await expect(holder.getByText(/^Follow-up moved to/)).toBeVisible();

  await followUps(holder).getByRole("button", { name: "Meeting: more actions" }).focus();
  await holder.keyboard.press("Enter");
  await choose(holder.getByRole("menuitem", { name: "Edit" }));
  await followUps(holder).getByRole("textbox", { name: "Note" }).fill("at the site");
  await holder.keyboard.press("Enter");
  await expect(followUps(holder).getByText("at the site")).toBeVisible();

  await followUps(holder).getByRole("button", { name: "Meeting: at the site: more actions" }).focus();
  await holder.keyboard.press("Enter");
  await choose(holder.getByRole("menuitem", { name: "Drop" }));
  await expect(followUps(holder).getByText("Nothing is planned")).toBeVisible();
});
