import { type Browser, expect, type Page } from "@playwright/test";
import { uuidv7 } from "uuidv7";
import { MARINA } from "../../worker/demo/cast.ts";
import { totpCode } from "../support/totp.ts";
import { linkTo, newEmail, stranger } from "./mails.ts";
import { act, at, AT_ONCE, enter, rows, test } from "./people.ts";

test.beforeAll(() => act("stop"));

const PASSWORD = "harbour lamp seven green";
const NAME = "Noor Saleh";
const WORKSPACE = `/w/${MARINA.slug}/leads`;

/** Asked as somebody who is signed in. */
async function post(page: Page, path: string, body: unknown): Promise<void> {
  const status = await page.evaluate(
    async ([to, what]) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(to, { method: "POST", headers, body: JSON.stringify(what) })).status;
    },
    [path, body] as const,
  );
  expect(status, path).toBe(200);
}

/** A device with a fingerprint reader that always knows its owner. */
async function withPasskeys(page: Page): Promise<void> {
  // This one takes whatever is offered the moment it is offered: who signs in with it is the button alone.
  const offersNone = () => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  };
  await page.addInitScript(offersNone);
  await page.evaluate(offersNone);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Invited by the demo's owner and accepted in a new browser, which stands where that leads. */
async function join(browser: Browser, email: string, role: "owner" | "agent"): Promise<Page> {
  const owner = await enter(browser, "owner");
  await post(owner, `/api/w/${MARINA.slug}/invitations`, { id: uuidv7(), email, role, teams: [] });
  const page = await stranger(browser);
  await page.goto(await linkTo(email, "invitation"));
  await expect(page.getByRole("heading", { name: `Join ${MARINA.name}` })).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  await page.getByLabel("Your name").fill(NAME);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  return page;
}

// Passwords are hashed and screens loaded several times over: long on a machine with much else to do.

test("SI1, PE1: invited, accepted, a second factor, a passkey, in by passkey, out everywhere", async ({ browser }) => {
  const email = newEmail("noor");
  const page = await join(browser, email, "owner");

  // An owner is refused everything but to set up a second factor.
  await expect(page).toHaveURL(/\/account\?why=second_factor/);
  await expect(page.getByText("Your role in this workspace asks for a second factor")).toBeVisible();
  await page.getByRole("button", { name: "Set up the app" }).click();
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
  const app = `otpauth://totp/x?secret=${(await page.locator("main code").innerText()).replaceAll(" ", "")}`;
  await page.getByLabel("Six-digit code").pressSequentially(await totpCode(app));
  await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeVisible();
  await expect(page.locator("ul[dir=ltr] li")).toHaveCount(10);
  await page.getByRole("button", { name: "I have kept them" }).click();

  // Back to where they wanted to go; a passkey is added from there.
  await expect(page).toHaveURL(new RegExp(`${WORKSPACE}$`));
  await expect(rows(page).first()).toBeVisible();
  await withPasskeys(page);
  await page.getByRole("button", { name: NAME }).click();
  await page.getByRole("menuitem", { name: "Your account" }).click();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("Name of the passkey").fill("Noor's laptop");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Passkeys" }).getByText("Noor's laptop")).toBeVisible();

  // Out, and in again without a password: straight into the workspace, since a passkey is a second factor.
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
  await page.goto(at("owner", WORKSPACE));
  await expect(page.locator("[data-live=live]")).toBeVisible();

  // A second browser, by password and code, looks at the live list.
  const other = await stranger(browser);
  await other.goto(at("owner", WORKSPACE));
  await other.getByLabel("Email").fill(email);
  await other.keyboard.press("Enter");
  await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await other.keyboard.press("Enter");
  // Each code is taken once: the next one is taken too, though its time has not come.
  await other.getByLabel("Six-digit code").pressSequentially(await totpCode(app, 1));
  await expect(other.locator("[data-live=live]")).toBeVisible();

  // EV4: out everywhere at once, the open socket included.
  await page.goto(at("owner", "/account"));
  await page.getByRole("button", { name: "End all others" }).click();
  const ended = page.waitForResponse((answer) => answer.url().endsWith("/api/account/sessions/end"));
  await page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
  await ended;
  await expect(other).toHaveURL(/\/login\?to=/, AT_ONCE);
  await expect(page.getByText("1 session ended")).toBeVisible();
});

test("SI1: a password that was forgotten is set anew by a link that opens once, and signs in", async ({ browser }) => {
  const email = newEmail("rana");
  const page = await join(browser, email, "agent");
  await expect(page.locator("[data-live=live]")).toBeVisible();

  const other = await stranger(browser);
  await other.goto(at("owner", "/login"));
  await other.getByLabel("Email").fill(email);
  await other.keyboard.press("Enter");
  await other.getByRole("link", { name: "Forgot your password" }).click();
  await expect(other.getByRole("heading", { name: "Forgot your password" })).toBeVisible();
  await expect(other.getByLabel("Email")).toHaveValue(email);
  await other.keyboard.press("Enter");
  await expect(other.getByText("a link is on its way")).toBeVisible();
  const link = await linkTo(email, "reset_password");
  await other.goto(link);
  await other.getByLabel("New password").fill("too short");
  await other.keyboard.press("Enter");
  await expect(other.getByText("Use at least 12 characters")).toBeVisible();
  await other.getByLabel("New password").fill("another lamp in the harbour");
  await other.keyboard.press("Enter");
  await expect(other.getByText("Your new password is set")).toBeVisible();
  // EV4: whoever was in with the old one is out.
  await expect(page).toHaveURL(/\/login/);

  await other.getByLabel("Email").fill(email);
  await other.keyboard.press("Enter");
  await other.getByLabel("Password", { exact: true }).fill("another lamp in the harbour");
  await other.keyboard.press("Enter");
  await expect(other.locator("[data-live=live]")).toBeVisible();
  await page.goto(link);
  await page.getByLabel("New password").fill("a third lamp in the harbour");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});
