import { type BrowserContextOptions, expect, type Page, type Route } from "@playwright/test";
import { KHALID, MARINA, SARA } from "../../worker/demo/cast.ts";
import { act, enter, test } from "./people.ts";
import { OVER, PANEL, PHONE, speaking, Walk } from "./walk.ts";

// It looks and changes nothing, as the looks of all screens do: what a server would say is said in its place.
test.describe.configure({ mode: "parallel" });

test.beforeAll(() => act("stop"));

const PLACE = `/w/${MARINA.slug}`;
const SAID = "section:has(> [data-toasts])";
const [MINUTE, DAY] = [60_000, 86_400_000];

/** Each of these on both grounds, in both directions and sizes. */
const LOOKS: readonly (readonly [string, "en" | "ar", BrowserContextOptions])[] = [
  ["English, light, wide", "en", { colorScheme: "light" }],
  ["Arabic, dark, phone", "ar", { colorScheme: "dark", ...PHONE }],
];

type Json = Readonly<Record<string, unknown>>;
interface Row extends Json {
  readonly id: string;
  readonly stage: string;
  readonly version: number;
}
interface Sent extends Json {
  readonly submittedAt: number;
}

/** The server's own answer with something else in it. Node knows no hosts below localhost, so it is asked by that name. */
function altered<T>(page: Page, what: string | RegExp, change: (read: T) => unknown): Promise<unknown> {
  return page.route(what, async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const url = new URL(route.request().url());
    url.hostname = "localhost";
    const answer = await route.fetch({ url: url.href });
    if (!answer.ok()) return route.fulfill({ response: answer });
    await route.fulfill({ json: change((await answer.json()) as T) });
  });
}

const refused = (code: string, more: Json = {}) => ({ json: { error: { code, request: "0193-7a41", ...more } } });

/** Leads in states that are seldom seen, by what they are here for. */
class Leads {
  readonly #rows = new Map<string, Row>();
  again = "";
  unwanted = "";
  plain = "";
  archived = "";

  /** The first ones of the list are those from then on. */
  async prepare(page: Page): Promise<void> {
    await altered<{ rows: Row[] }>(page, /\/api\/w\/[^/]+\/leads\?/, (read) => ({ ...read, rows: this.#listed(read.rows) }));
    await altered<Json & { row: Row; submissions: Sent[] }>(page, /\/api\/w\/[^/]+\/leads\/[0-9a-f-]{36}$/, (read) => this.#detail(read));
    await altered<{ rows: Row[] }>(page, /\/my-day$/, (read) => ({ ...read, rows: [...read.rows, this.row(this.again)] }));
  }

  row(id: string): Row {
    const row = this.#rows.get(id);
    if (row === undefined) throw new Error(`no lead ${id}`);
    return row;
  }

  #listed(read: readonly Row[]): Row[] {
    // Newer than whatever else is heard of them.
    const [first, second, third, fourth] = read.map((row) => ({ ...row, version: row.version + 1_000 }));
    if (this.again === "" && first && second && third && fourth) {
      const owner = { owner: KHALID.id, reason: { code: "by_hand", by: SARA.id } };
      this.#rows.set((this.again = first.id), {
        ...first,
        ...owner,
        phone: null,
        email: null,
        masked: ["phone", "email"],
        firstAttemptAt: Date.now() - DAY,
        againAt: Date.now() - 2 * MINUTE,
        sameAs: third.id,
      });
      this.#rows.set((this.unwanted = second.id), { ...second, noContact: ["phone", "whatsapp"] });
      this.#rows.set((this.plain = third.id), third);
      this.#rows.set((this.archived = fourth.id), { ...fourth, archivedAt: Date.now() - DAY });
    }
    return read.filter(({ id }) => id !== this.archived).map((row) => this.#rows.get(row.id) ?? row);
  }

  #detail(read: Json & { row: Row; submissions: Sent[] }): Json {
    const row = this.#rows.get(read.row.id) ?? read.row;
    const bans = [
      { channel: "phone", source: "call", note: "Rang twice at night", at: Date.now() - DAY, by: SARA.id },
      { channel: "whatsapp", source: "call", note: null, at: Date.now() - DAY, by: SARA.id },
    ];
    if (row.id === this.unwanted) return { ...read, row, bans };
    if (row.id !== this.again) return { ...read, row };
    const [sent] = read.submissions;
    const before =
      sent === undefined ? [] : [1, 2].map((n) => ({ ...sent, id: `${row.id.slice(0, -1)}${n}`, submittedAt: sent.submittedAt - n * DAY }));
    const twin = this.row(this.plain);
    return { ...read, row, submissions: [...read.submissions, ...before], sameAs: { id: twin.id, name: twin["name"], owner: SARA.id } };
  }
}

for (const [title, lang, options] of LOOKS)
  test(`what is seldom seen is clean and fits: ${title}`, async ({ browser }) => {
    const leads = new Leads();
    const page = await enter(browser, "owner", options, async (made) => {
      await speaking(lang)(made);
      await leads.prepare(made);
      await prepareAccount(made);
      // Nobody leaves for a message that is not sent.
      await made.addInitScript(() =>
        document.addEventListener("click", (event) => {
          if (event.target instanceof Element && event.target.closest("a[target=_blank]")) event.preventDefault();
        }),
      );
    });
    const walk = new Walk(page, "owner");
    await ofLeads(walk, leads, options.viewport === undefined);
    await ofWhatWaited(walk, leads);
    await ofPeople(walk);
    await ofAccount(walk);
  });

async function ofLeads(walk: Walk, leads: Leads, wide: boolean): Promise<void> {
  const { page } = walk;
  const { keyboard } = page;
  const lead = async (id: string, what: string) => {
    await walk.to(`${PLACE}/leads/${id}`, `${PANEL} time`);
    await walk.fits(what, PANEL);
  };
  await lead(leads.archived, "an archived lead");
  await lead(leads.unwanted, "one that is not to be called");
  await lead(leads.again, "one that sent forms again, of whom something is hidden");

  await lead(leads.plain, "one that is written to");
  await page.locator(`${PANEL} [data-reach=whatsapp]`).last().click();
  await expect(page.locator("[role=menu] [role=menuitem]").first()).toBeFocused();
  await walk.fits("texts to choose from", OVER);
  await keyboard.press("Enter");
  await page.evaluate(() => ["blur", "focus"].map((name) => window.dispatchEvent(new Event(name))));
  await expect(page.locator(`${PANEL} [role=status] textarea`)).toBeVisible();
  await walk.fits("what came of a message", PANEL);
  await page.locator(PANEL).press("Escape");
  await expect(page.locator(`${SAID} li`)).toHaveCount(1);
  await walk.fits("what came of it, asked in passing", SAID);

  // Somebody else was first.
  const plain = leads.row(leads.plain);
  const now = { ...plain, version: 1_000_000, stage: plain.stage === "lost" ? "won" : "lost" };
  await page.route("**/leads/*/stage", (route) => route.fulfill({ status: 409, ...refused("conflict", { row: now, by: SARA.id }) }));
  const link = page.locator(`[data-key="${leads.plain}"] a`).first();
  await link.focus();
  await keyboard.press("s");
  await page.locator("[role=menu]:focus-within [role=menuitemcheckbox][aria-checked=false]").first().press("Enter");
  await expect(page.locator(`${SAID} li .text-overdue`)).toBeVisible();
  await walk.fits("a change that somebody else was first with", SAID);
  await page.unroute("**/leads/*/stage");
  for (const left of [1, 0]) {
    await keyboard.press("t");
    await expect(page.locator(`${SAID} li:focus-within`)).toBeVisible();
    await keyboard.press("Escape");
    await expect(page.locator(`${SAID} li`)).toHaveCount(left);
  }

  await link.focus();
  await keyboard.press("x");
  await expect(page.locator("[data-chosen-bar]")).toBeVisible();
  await walk.fits("a chosen lead, and what is done with all");
  await walk.over("tags for all", () => page.locator("[data-chosen-act=tags]").click());
  await link.focus();
  await keyboard.press("Escape");
  await expect(page.locator("[data-chosen-bar]")).toHaveCount(0);
  if (wide) {
    await link.focus();
    await keyboard.press("ArrowRight");
    await keyboard.press("F2");
    await expect(page.locator("[role=gridcell][data-editing]")).toBeVisible();
    await expect(page.locator("input:focus")).toBeVisible();
    await walk.fits("a cell that is written in");
    await keyboard.press("Escape");
  }
  await walk.to(`${PLACE}/day`, `main a[href$="${leads.again}"]`);
  await walk.fits("who sent a form again");
}

/** A note and a stage that wait for the connection, and come back once it is there. */
async function ofWhatWaited(walk: Walk, leads: Leads): Promise<void> {
  const { page } = walk;
  await walk.to(`${PLACE}/leads/${leads.plain}`, `${PANEL} time`);
  let answer: "none" | "refused" = "none";
  await page.route(/\/leads\/[^/]+\/(notes|stage)$/, (route) =>
    answer === "none" ? route.abort("internetdisconnected") : route.fulfill({ status: 404, ...refused("not_found") }),
  );
  await page.context().setOffline(true);
  await page.locator("[data-live=offline]").first().waitFor();
  await page.locator(PANEL).focus();
  await page.keyboard.press("n");
  await page.keyboard.type("She wants the corner flat");
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.locator("[data-kept]").waitFor();
  await walk.fits("a lead with a note that waits", PANEL);
  await walk.over("what waits", () => page.locator("[data-kept]").press("Enter"));
  answer = "refused";
  await page.context().setOffline(false);
  await expect(page.locator(`${SAID} li .text-overdue`)).toBeVisible();
  await walk.over("what came back", () => page.locator(`${SAID} li button`).first().press("Enter"));
}

async function ofPeople(walk: Walk): Promise<void> {
  const { page } = walk;
  const dialog = page.getByRole("dialog");
  await walk.to(`${PLACE}/settings/people`, `[data-person="${SARA.id}"]`);
  await walk.over("an invitation", async () => {
    await page.locator("[role=region] header button").click();
    await dialog.locator("textarea").fill("nora@palm.example, omar@palm.example, nobody");
  });
  const acts = page.getByRole("menuitem").or(page.getByRole("menuitemcheckbox"));
  const about = (item: number) => async () => {
    await page.locator(`[data-person="${SARA.id}"] [data-more]`).click();
    await acts.nth(item).click();
    await expect(dialog.or(page.locator(PANEL)).first()).toBeVisible();
  };
  await walk.over("somebody's teams", about(0));
  await walk.over("somebody's share", about(1));
  await walk.to(`${PLACE}/settings/teams`, "[data-team]");
  await walk.over("a new team", () => page.locator("[role=region] header button").click());
  await walk.over("who is in a team", () => page.locator("[data-team] button").nth(0).click());
  await walk.over("another name for a team", () => page.locator("[data-team] button").nth(1).click());
}

/** One's passkey, two more sessions, and what changing them is answered. */
async function prepareAccount(page: Page): Promise<void> {
  const passkey = { id: "passkey", name: "Nora’s telephone", createdAt: Date.now() - 90 * DAY, backedUp: true };
  await altered<Json>(page, "**/api/account", (read) => ({ ...read, passkeys: [passkey] }));
  await altered<{ sessions: Json[] }>(page, "**/api/account/sessions", ({ sessions: [own] }) => ({
    sessions: [own, { ...own, id: "2", current: false, city: "Dubai", country: "AE", seenAt: Date.now() - DAY }],
  }));
  const answers: Readonly<Record<string, Parameters<Route["fulfill"]>[0]>> = {
    "change-password": { status: 403, ...refused("weak_password") },
    "update-passkey": { status: 403, ...refused("step_up_needed") },
    enable: { json: { ok: true, totp: "otpauth://totp/LEADOXE:owner?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", recoveryCodes: ["1"] } },
  };
  for (const [act, answer] of Object.entries(answers)) await page.route(`**/api/auth/*/${act}`, (route) => route.fulfill(answer));
}

async function ofAccount(walk: Walk): Promise<void> {
  const { page } = walk;
  await walk.to("/account", "main section li");
  await walk.over("the palette where one is in no workspace", async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(page.getByRole("option").first()).toBeVisible();
  });
  const part = (nth: number) => page.locator("main section").nth(nth);
  const [profile, password, factor, passkeys, sessions] = [part(0), part(-4), part(-3), part(-2), part(-1)];
  // All its forms at once, as nobody opens them: each is what it is by itself.
  await profile.getByRole("button").last().click();
  await profile.locator("input[type=email]").fill("nowhere");
  await profile.locator("input[type=email]").press("Enter");
  await password.getByRole("button").click();
  await password.locator("input[type=password]").first().fill("the one before");
  await password.locator("input[type=password]").last().fill("short");
  await password.locator("input[type=password]").last().press("Enter");
  await factor.getByRole("button").click();
  await passkeys.getByRole("button").last().click();
  await passkeys.locator("li button").first().click();
  await expect(page.locator("main [aria-invalid=true]")).toHaveCount(2);
  await walk.fits("the forms of an account");

  await factor.locator("input[type=password]").fill("the one before");
  await factor.locator("input[type=password]").press("Enter");
  await expect(factor.locator("svg[role=img], [role=img] svg, img").first()).toBeVisible();
  await walk.fits("an authenticator app being set up");
  await walk.over("a younger proof that is asked for", async () => {
    await passkeys.locator("li input").fill("Another name");
    await passkeys.locator("li input").press("Enter");
  });
  await walk.over("the other sessions being ended", () => sessions.getByRole("button").last().click());
}
