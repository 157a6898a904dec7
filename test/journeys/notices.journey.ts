import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";
import { MARINA } from "../../worker/demo/cast.ts";
import { clean } from "./axe.ts";
import { act, at, AT_ONCE, enter, NAME, newName, ownerOf, rain, rowOf, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

/** The way to the notices, with how many are unread. */
const bell = (page: Page): Locator => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Notifications/ });

/** Nothing unread, whatever the demo's clock has told them until now. */
async function upToDate(page: Page): Promise<void> {
  await page.keyboard.press("Shift+E");
  await expect(bell(page)).toHaveText("Notifications");
  await expect(page.locator("[data-unread]")).toHaveCount(0);
}

test("NT1: a mention counts at once, is opened by keys at its note and read in every tab; of a lead that was taken only that is told", async ({
  browser,
}) => {
  const manager = await enter(browser, "manager");
  const name = newName();
  await rain(name);
  await expect(rowOf(manager, name)).toBeVisible();
  const who = await ownerOf(manager, name);
  const person = await enter(browser, who);
  await bell(person).press("Enter");
  await expect(person.getByRole("heading", { level: 1, name: "Notifications" })).toBeVisible();
  // That it was given to them stands there already.
  await expect(rowOf(person, name)).toContainText("It is now yours");
  await expect(rowOf(person, name)).toHaveAttribute("data-unread", "");
  await upToDate(person);
  const other = await person.context().newPage();
  await other.goto(at(who, `/w/${MARINA.slug}/leads`));
  await expect(rows(other).first()).toBeVisible();

  await rowOf(manager, name).getByRole("link", { name }).click();
  // The key means it once it is there.
  await expect(manager.getByRole("textbox", { name: "Write a note" })).toBeVisible();
  await manager.keyboard.press("n");
  await manager.keyboard.type(`Wants the garden flat, @${NAME[who].slice(0, 3)}`);
  await expect(manager.getByRole("option", { name: NAME[who] })).toBeVisible();
  await manager.keyboard.press("Enter");
  await manager.keyboard.press("ControlOrMeta+Enter");
  await expect(manager.getByRole("article").filter({ hasText: "garden flat" })).toBeVisible();
  const mention = rowOf(person, name).filter({ hasText: "mentioned you in a note" });
  await expect(mention).toBeVisible(AT_ONCE);
  await expect(bell(person)).toHaveText(/\d/, AT_ONCE);
  await expect(bell(other)).toHaveText(/\d/, AT_ONCE);
  await expect(mention).toContainText(NAME.manager);
  await clean(person, "unread notices");

  // By keys alone: to it, into it, out of it.
  await person.keyboard.press("j");
  await expect(mention.getByRole("link", { name })).toBeFocused();
  await person.keyboard.press("Enter");
  await expect(person).toHaveURL(/\/notices\/[\w-]{36}\?at=[\w-]{36}$/);
  await expect(person.getByRole("article").filter({ hasText: "garden flat" })).toBeInViewport();
  await expect(mention).not.toHaveAttribute("data-unread");
  await expect(bell(person)).toHaveText("Notifications");
  await expect(bell(other)).toHaveText("Notifications", AT_ONCE);
  await person.keyboard.press("Escape");
  await expect(person).toHaveURL(/\/notices$/);
  await expect(mention.getByRole("link", { name })).toBeFocused();

  // Taken away: it says so, and the lead has no name here any more.
  const next = who === "agent" ? "agent2" : "agent";
  await manager.locator("[data-panel] [data-act=assign]").click();
  await expect(manager.getByRole("combobox", { name: "Find a person" })).toBeFocused();
  await manager.keyboard.type(NAME[next]);
  await manager.keyboard.press("Enter");
  const gone = rows(person)
    .filter({ hasText: "it is no longer yours" })
    .or(rows(person).filter({ hasText: "It is no longer yours" }));
  await expect(gone.first()).toBeVisible(AT_ONCE);
  await expect(bell(person)).toHaveText(/\d/, AT_ONCE);
  await expect(rowOf(person, name)).toHaveCount(0);
  await expect(gone.first()).toContainText("A lead that you no longer see");
  await person.keyboard.press("Home");
  await person.keyboard.press("e");
  await expect(gone.first()).not.toHaveAttribute("data-unread");
  await upToDate(person);

  // On the page of whoever has it now, in Arabic on a dark ground, and as a phone shows it.
  const options: BrowserContextOptions = { colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const phone = await enter(browser, next, options, async (page) => {
    await page.addInitScript(() => localStorage.setItem("leadoxe.language", "ar"));
  });
  const more = phone.getByRole("button", { name: /المزيد/ });
  await expect(more).toHaveAccessibleName(/غير مقروء/);
  await more.click();
  await phone.getByRole("menuitemcheckbox", { name: /الإشعارات/ }).click();
  await expect(rowOf(phone, name)).toContainText(new RegExp(`أسنده إليك .?${NAME.manager}`));
  await clean(phone, "notices in Arabic on a phone");
  await rowOf(phone, name).getByRole("button", { name: "تعليم كمقروء" }).click();
  await expect(rowOf(phone, name)).not.toHaveAttribute("data-unread");
});

/** The service worker begins once it has all of the app's files: on a busy machine a while after the page. */
const INSTALLED = { timeout: 40_000 };

/** A push service that the page can reach: the real ones cannot be, here. */
async function withPushService(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const place = window as unknown as { pushed: string[] };
    place.pushed = [];
    let made: PushSubscription | null = null;
    const encoded = (bytes: ArrayBuffer) =>
      btoa(String.fromCharCode(...new Uint8Array(bytes)))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
    PushManager.prototype.getSubscription = async () => made;
    PushManager.prototype.subscribe = async (options) => {
      place.pushed.push(`subscribed, seen by its person: ${String(options?.userVisibleOnly)}`);
      const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
      const p256dh = encoded(await crypto.subtle.exportKey("raw", pair.publicKey));
      const auth = encoded(crypto.getRandomValues(new Uint8Array(16)).buffer);
      const endpoint = `https://fcm.googleapis.com/fcm/send/${crypto.randomUUID()}`;
      made = {
        endpoint,
        toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
        unsubscribe: async () => {
          place.pushed.push("taken back");
          made = null;
          return true;
        },
      } as unknown as PushSubscription;
      return made;
    };
  });
}

async function toSettings(browser: Browser, who: "agent" | "agent2", before: (page: Page) => Promise<void> = async () => undefined) {
  const page = await enter(browser, who, { permissions: ["notifications"], serviceWorkers: "allow" }, before);
  await bell(page).click();
  await page.getByRole("link", { name: "Notification settings" }).click();
  const section = page.getByRole("region", { name: "Notifications" });
  await expect(section.getByRole("heading", { name: "Notifications" })).toBeFocused();
  return { page, section, here: section.locator("[data-push]") };
}

test("NT1: pushes are turned on by a press, and off; what is pushed and when is saved as one goes; leaving takes it back", async ({
  browser,
}) => {
  // No push service answers here, and it says so.
  const { page: without, section: refused } = await toSettings(browser, "agent");
  await refused.getByRole("button", { name: "Turn on notifications in this browser" }).click();
  await expect(refused.getByRole("alert")).toContainText("could not reach its notification service", INSTALLED);
  await clean(without, "no push service");
  await without.context().close();

  const { page, section, here } = await toSettings(browser, "agent", withPushService);
  await section.getByRole("button", { name: "Turn on notifications in this browser" }).press("Enter");
  await expect(here).toHaveAttribute("data-push", "on", INSTALLED);
  await expect(section.getByRole("button", { name: "Turn off notifications in this browser" })).toBeVisible();
  expect(await page.evaluate("window.pushed")).toEqual(["subscribed, seen by its person: true"]);

  // Another browser of theirs is listed, and removed from here.
  const second = await toSettings(browser, "agent", withPushService);
  await second.section.getByRole("button", { name: "Turn on notifications in this browser" }).click();
  await expect(second.here).toHaveAttribute("data-push", "on", INSTALLED);
  await expect(second.section.getByRole("listitem")).toHaveCount(1);
  await second.section.getByRole("button", { name: /^Remove / }).click();
  await expect(second.section.getByRole("listitem")).toHaveCount(0);

  await section.getByRole("checkbox", { name: "a lead is taken from me" }).uncheck();
  await section.getByRole("switch", { name: "Quiet hours" }).click();
  await section.getByRole("combobox", { name: "From" }).selectOption("22:30");
  await expect(section.locator("[data-save]")).toHaveAttribute("data-save", "saved");
  await clean(page, "the settings of notifications");
  await page.reload();
  await expect(section.getByRole("checkbox", { name: "a lead is taken from me" })).not.toBeChecked();
  await expect(section.getByRole("combobox", { name: "From" })).toHaveValue(String(22 * 60 + 30));
  await section.getByRole("checkbox", { name: "a lead is taken from me" }).check();
  await section.getByRole("switch", { name: "Quiet hours" }).click();
  await expect(section.locator("[data-save]")).toHaveAttribute("data-save", "saved");

  await second.page.getByRole("button", { name: "Sign out" }).click();
  await expect(second.page).toHaveURL(/\/login/);
  await expect.poll(() => second.page.evaluate("window.pushed")).toContain("taken back");
});
