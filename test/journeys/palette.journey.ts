import { type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";
import { MARINA } from "../../worker/demo/cast.ts";
import { clean } from "./axe.ts";
import { byPalette as choose } from "./keys.ts";
import { act, at, enter, NAME, newName, rain, rowOf, test } from "./people.ts";

test.beforeAll(() => act("stop"));

const PLACE = `/w/${MARINA.slug}`;
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const palette = (page: Page): Locator => page.getByRole("dialog", { name: "Search and do" });
const field = (page: Page): Locator => palette(page).getByRole("combobox");
const options = (page: Page): Locator => palette(page).getByRole("option");
/** The one that Enter chooses. */
const chosen = (page: Page): Locator => palette(page).locator("[role=option][aria-selected=true]");

async function open(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field(page)).toBeFocused();
}

async function step(page: Page, typed: string, first: string | RegExp): Promise<void> {
  await page.keyboard.type(typed);
  await expect(chosen(page)).toContainText(first);
  await page.keyboard.press("Enter");
}

/** What the person in front of this page may ask of the server. */
async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ([how, where, what]) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(where, { method: how, ...(what === null ? {} : { headers, body: what }) });
      return { ok: response.ok, text: await response.text() };
    },
    [method, `/api${PLACE}/${path}`, body === undefined ? null : JSON.stringify(body)] as const,
  );
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.text}`);
  return JSON.parse(answer.text) as T;
}

/** Every key that the list of keys says here, none of them twice. */
async function keysHere(page: Page): Promise<readonly string[]> {
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard keys" });
  await expect(dialog).toBeVisible();
  const said = await dialog
    .locator("kbd")
    .evaluateAll((caps) => caps.map((cap) => [...cap.children].map((one) => one.textContent).join(" ")));
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  expect(said.length).toBe(new Set(said).size);
  return said;
}

test("KY1, FL1: the palette from anywhere: a lead is found by whatever is known of it, worked, and every screen reached, by keys alone", async ({
  browser,
}) => {
  const owner = await enter(browser, "owner");
  const known = newName();
  const name = `${known} أحمد المنصوري`;
  const phone = `+97155${String(Date.now()).slice(-7)}`;
  await rain(name, { phone });
  await expect(rowOf(owner, name)).toBeVisible();
  const panel = owner.locator("[data-panel]");
  const isOpen = () => expect(panel.getByRole("heading", { level: 2 })).toContainText(known);

  // From the list, by a name in Arabic as nobody spells it, beside a word of another script.
  await choose(owner, `${known} احمد`, known);
  await isOpen();
  await expect(palette(owner)).toHaveCount(0);

  // From the open panel: its stage, its owner, how a call went, a field of it.
  await choose(owner, "qual", "Move to Qualified");
  await expect(panel.locator("[data-act=stage]")).toContainText("Qualified");
  await choose(owner, "assign", "Assign to");
  await step(owner, NAME.manager.slice(0, 4), NAME.manager);
  await expect(panel.locator("[data-act=assign]")).toContainText(NAME.manager);
  await choose(owner, "left a message", "Phone: Left a message");
  await expect(panel.getByText("Called, left a message")).toBeVisible();

  await choose(owner, "change company", "Change: Company");
  await expect(panel.getByRole("textbox", { name: "Company" })).toBeFocused();
  await owner.keyboard.type("Quince Works");
  await owner.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: /Quince Works/ })).toBeFocused();

  // While a note is typed, which stays as it is and has the focus again.
  await choose(owner, "write a note", "Write a note");
  const note = panel.getByRole("textbox", { name: "Note" });
  await expect(note).toBeFocused();
  await owner.keyboard.type("half a pistachio");
  await open(owner);
  await owner.keyboard.press("Escape");
  await expect(note).toBeFocused();
  await expect(note).toHaveValue("half a pistachio");
  await owner.keyboard.press("ControlOrMeta+Enter");
  await expect(panel.getByRole("article").filter({ hasText: "half a pistachio" })).toBeVisible();

  // From the settings, by a word of that note; from My day, by figures of the telephone, opened over it.
  await owner.goto(at("owner", `${PLACE}/settings/people`));
  await expect(owner.getByRole("heading", { level: 1 })).toBeVisible();
  await open(owner);
  await owner.keyboard.type(`pistachio ${known}`);
  await expect(chosen(owner)).toContainText(known);
  await expect(chosen(owner)).toContainText("In its story");
  await owner.keyboard.press("Enter");
  await isOpen();
  await choose(owner, "my day", "My day");
  await expect(owner).toHaveURL(/\/day$/);
  await choose(owner, `0${phone.slice(4)}`, known);
  await isOpen();
  await expect(owner).toHaveURL(/\/day\/[\w-]{36}$/);
  await open(owner);
  await clean(owner, "what can be done with a lead");
  await expect(palette(owner).getByText(known, { exact: false }).first()).toBeVisible();
  await owner.keyboard.press("Escape");

  // Nobody is found: everything is searched, or the person is added.
  await open(owner);
  await owner.keyboard.type("Zzyzx Quill");
  await expect(palette(owner).getByText("Nothing found for “Zzyzx Quill”").first()).toBeVisible();
  await owner.keyboard.press("ArrowDown");
  await owner.keyboard.press("Enter");
  const form = owner.getByRole("dialog", { name: "Add a lead" });
  await expect(form.getByLabel("Name")).toHaveValue("Zzyzx Quill");
  await owner.keyboard.press("ControlOrMeta+k");
  await expect(palette(owner)).toHaveCount(0);
  await owner.keyboard.press("Escape");
  await expect(form).toHaveCount(0);

  // Screens by name and by keys, and the keys that are said there.
  const { projects } = await ask<{ projects: { id: string; name: string }[] }>(owner, "GET", "boot");
  for (const [typed, first, url] of [
    [`project ${projects[0]?.name ?? ""}`, projects[0]?.name ?? "", new RegExp(`/projects/${projects[0]?.id}$`)],
    ["settings audit", "Settings: Audit log", /\/settings\/audit$/],
  ] as const) {
    await choose(owner, typed, first);
    await expect(owner).toHaveURL(url);
  }
  for (const [keys, url, more] of [
    ["gb", /\/board$/, ["J", "→", "⇧ F", "C"]],
    ["gs", /\/settings/, ["G S"]],
  ] as const) {
    await owner.locator("body").press(keys.charAt(0));
    await owner.keyboard.press(keys.charAt(1));
    await expect(owner).toHaveURL(url);
    await expect(owner.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect.poll(() => keysHere(owner)).toEqual(expect.arrayContaining([...more, "?"]));
  }
  // What was offered on the screens before went with them.
  expect(await keysHere(owner)).not.toContain("J");

  // All that was found, on a screen of its own: by typing there, and gone through by keys.
  await owner.keyboard.press("/");
  await expect(owner.getByRole("searchbox")).toBeFocused();
  await owner.keyboard.type(known);
  await expect(rowOf(owner, name)).toBeVisible();
  await expect(owner).toHaveURL(new RegExp(`\\?q=${known.split(" ")[0]}`));
  await owner.keyboard.press("ArrowDown");
  await expect(rowOf(owner, name).getByRole("link")).toBeFocused();
  await owner.keyboard.press("Enter");
  await isOpen();
  await owner.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  // Looks and language, from wherever one is.
  await choose(owner, "theme dark", "Theme: dark");
  await expect(owner.locator("html")).toHaveAttribute("data-theme", "dark");
  await choose(owner, "العربية", "العربية");
  await expect(owner.locator("html")).toHaveAttribute("dir", "rtl");
  await owner.locator("body").press("ControlOrMeta+k");
  await expect(owner.getByRole("dialog", { name: "البحث والأوامر" }).getByRole("combobox")).toBeFocused();
  await owner.keyboard.type("احمد");
  await expect(owner.getByRole("option").filter({ hasText: known })).toBeVisible();
  await clean(owner, "the palette in Arabic, dark");
  await owner.keyboard.press("Escape");
  await expect(owner.getByRole("dialog")).toHaveCount(0);
  // What lay over the page hides it from screen readers a moment longer.
  await expect(owner.getByRole("main")).toHaveCount(1);
  await clean(owner, "the search screen in Arabic, dark");
});

test("PV2: who may not see a telephone finds no lead by it, on a phone neither, and sees that it is hidden", async ({ browser }) => {
  const [owner, agent] = await Promise.all([enter(browser, "owner"), enter(browser, "agent", PHONE)]);
  const name = newName();
  const phone = `+97156${String(Date.now()).slice(-7)}`;
  const { leads } = await rain(name, { phone });
  await expect(rowOf(owner, name)).toBeVisible();
  expect(leads).toHaveLength(1);
  // Nobody's, so that it is not the agent's own.
  await choose(owner, name, name);
  await choose(owner, "leave un", "Leave unassigned");
  const mask = async (phoneFor: readonly string[]) => {
    const now = await ask<{ version: number; name: string; settings: Record<string, unknown> }>(owner, "GET", "settings");
    const settings = { ...now.settings, masks: { phone: phoneFor, email: [] } };
    await ask(owner, "PUT", "settings", { version: now.version, name: now.name, settings });
  };
  const search = agent.getByRole("navigation", { name: "Main" }).getByRole("button", { name: "Search" });
  const seen = options(agent).filter({ hasText: name, has: agent.getByRole("img") });
  try {
    await search.tap();
    await field(agent).fill(phone.slice(4));
    await expect(seen).toBeVisible();
    await mask(["agent"]);
    await expect(seen).toHaveCount(0);
    await field(agent).fill(name);
    await expect(seen).toBeVisible();
    await expect(seen.getByRole("img", { name: "Hidden until the lead is yours" })).toBeVisible();
    await field(agent).fill(phone.slice(4));
    await expect(
      palette(agent)
        .getByText(`Nothing found for “${phone.slice(4)}”`)
        .first(),
    ).toBeVisible();
    await expect(seen).toHaveCount(0);
    await options(agent).filter({ hasText: "Search all leads for" }).tap();
    await expect(agent.getByText(`Nobody found for “${phone.slice(4)}”`)).toBeVisible();
    await agent.getByRole("searchbox").fill(name);
    await expect(rowOf(agent, name)).toBeVisible();
    await clean(agent, "the search screen on a phone");
    await rowOf(agent, name).getByRole("link").tap();
    await expect(agent.locator("[data-panel]").getByRole("heading", { level: 2 })).toHaveText(name);
    await agent.getByRole("button", { name: "Back" }).first().tap();
    // Given to somebody else, it leaves the results.
    await choose(owner, "assign", "Assign to");
    await step(owner, NAME.agent2.slice(0, 6), NAME.agent2);
    await expect(rowOf(agent, name)).toHaveCount(0);
  } finally {
    await mask([]);
  }
});

test("PL1: from the palette alone a list is grouped and kept as a view, looked at as a board, and somebody invited, by keys", async ({
  browser,
}) => {
  const owner = await enter(browser, "owner");
  const kept = newName();
  const heads = (folded: boolean) => owner.locator(`main [data-row][aria-expanded=${String(!folded)}]`);
  await expect(owner.locator("main [data-row]").first()).toBeVisible();

  await choose(owner, "group owner", "Group by: Owner");
  await expect(owner).toHaveURL(/\?group=owner$/);
  await expect(heads(false).first()).toBeVisible();
  await choose(owner, "fold all", "Fold all groups");
  await expect(heads(false)).toHaveCount(0);
  await expect(heads(true).first()).toBeVisible();
  await choose(owner, "unfold", "Unfold all groups");
  await expect(heads(false).first()).toBeVisible();
  await choose(owner, "filter stage", "Filter by: Stage");
  await expect(owner.getByRole("combobox", { name: "Find", exact: true })).toBeFocused();
  await owner.keyboard.press("Enter");
  await owner.keyboard.press("Escape");
  await expect(owner.getByRole("button", { name: "Filter: Stage is New" })).toBeVisible();
  await choose(owner, "show city", "Show or hide columns: City");
  await expect(owner.getByRole("columnheader", { name: "City" })).toBeVisible();

  await choose(owner, "save as", "Save as a view");
  const dialog = owner.getByRole("dialog", { name: "Save view" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await owner.keyboard.press("ControlOrMeta+a");
  await owner.keyboard.type(kept);
  await owner.keyboard.press("Enter");
  await expect(owner.getByRole("heading", { name: kept })).toBeVisible();
  await choose(owner, "shown as", "Shown as: Board");
  await expect(owner).toHaveURL(/\/board\?view=/);
  await expect(owner.getByRole("button", { name: "Filter: Stage is New" })).toBeVisible();
  await choose(owner, `view ${kept}`, `View ${kept}`);
  await expect(owner).toHaveURL(/\/leads\?view=/);
  await choose(owner, "remove the view", "Remove the view");
  await expect(owner.getByRole("heading", { name: kept })).toHaveCount(0);

  await open(owner);
  await owner.keyboard.type("leads of");
  await expect(chosen(owner)).toContainText("Leads of a colleague");
  await owner.keyboard.press("Enter");
  await clean(owner, "whose leads are looked at");
  await step(owner, NAME.manager.slice(0, 4), NAME.manager);
  await expect(owner).toHaveURL(/\/leads\?owner=[\w-]+$/);

  // On a screen that is not open: what is typed at once is typed there.
  await choose(owner, "invite", "Invite people");
  await expect(owner).toHaveURL(/\/settings\/people$/);
  const invite = owner.getByRole("dialog", { name: "Invite people" });
  await expect(invite.getByRole("textbox", { name: "Email addresses" })).toBeFocused();
  await owner.keyboard.type(`${kept.toLowerCase().replaceAll(/[^a-z0-9]+/g, ".")}@example.com`);
  const send = invite.getByRole("button", { name: "Send 1 invitation" });
  for (let tabs = 0; tabs < 20 && !(await send.evaluate((button) => button === document.activeElement)); tabs++)
    await owner.keyboard.press("Tab");
  await owner.keyboard.press("Enter");
  await expect(invite.getByRole("button", { name: "Done" })).toBeVisible();
  await owner.keyboard.press("Escape");
  await expect(invite).toHaveCount(0);
  // The list of them says it as well.
  await expect(owner.getByText(/@example\.com/).first()).toBeVisible();
});
