import type { Page } from "@playwright/test";
import type { Account, AuthAnswer, SessionRow } from "../../domain/account.ts";
import type { InvitationLook } from "../../domain/people.ts";
import { PASSWORD } from "../../worker/demo/cast.ts";
import { answering, failing, never, type Shot } from "./shot.ts";

/** What the screens of signing in and of one's own account are shown with: answers that no demo could hold all of. */

const NOW = Date.now();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TOKEN = "#picture-picture-picture-picture";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/604.1";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0";

const BARE: Account = {
  person: { id: "p", name: "Khalid Al Mansoori", email: "khalid@marina-homes.example", emailVerified: false, language: null },
  totp: false,
  passkeys: [],
  mustHaveSecondFactor: true,
  secondFactorAt: null,
  provenFor: 0,
};
const FULL: Account = {
  ...BARE,
  person: { ...BARE.person, emailVerified: true, language: "en" },
  totp: true,
  passkeys: [
    { id: "a", name: "Chrome on macOS", createdAt: NOW - 9 * DAY, backedUp: true },
    { id: "b", name: "مفتاح المكتب", createdAt: NOW - 400 * DAY, backedUp: false },
  ],
  secondFactorAt: NOW,
};
const session = (id: string, over: Partial<SessionRow>): SessionRow => ({
  id,
  current: false,
  browser: MAC,
  ip: "94.200.12.7",
  country: "AE",
  city: "Dubai",
  createdAt: NOW - 9 * DAY,
  seenAt: NOW - HOUR,
  secondFactor: true,
  ...over,
});
const SESSIONS = {
  sessions: [
    session("1", { current: true }),
    session("2", { browser: IPHONE, seenAt: NOW - 2 * HOUR }),
    session("3", { browser: WINDOWS, ip: "2001:db8:85a3::8a2e:370:7334", country: "EG", city: null, seenAt: NOW - 4 * DAY }),
  ],
};
const LOOK: InvitationLook = {
  workspace: "Marina Homes",
  email: "omar@new.example",
  role: "agent",
  invitedBy: "Khalid Al Mansoori",
  expiresAt: NOW + DAY,
  isNew: true,
};
const ENABLED: AuthAnswer = {
  ok: true,
  totp: "otpauth://totp/LEADOXE:khalid%40marina-homes.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=LEADOXE",
  recoveryCodes: ["a3k9p-x7m2q", "b8n4r-t6w1z", "c5j2s-y9v3h", "d7f6g-q4k8m", "e1p3x-n5b7c", "f9t2w-r8d4j", "g6z5v-h1s9y", "h4m7k-c3x6n"],
};
const DONE: AuthAnswer = { ok: true };

const SIGN_IN = "**/api/auth/sign-in/email";
const TOTP = "**/api/auth/two-factor/verify-totp";
const refusing = (page: Page, what: string, code: string, status: number, detail: object = {}) =>
  page.route(what, (route) => route.fulfill({ status, json: { error: { code, request: "0193-7a41", ...detail } } }));

const press = (page: Page) => page.locator("button[type=submit]").click();
async function byPassword(page: Page): Promise<void> {
  await page.locator("input[name=email]").fill(BARE.person.email);
  await press(page);
  await page.locator("input[name=password]").fill(PASSWORD);
}
async function signIn(page: Page): Promise<void> {
  await byPassword(page);
  await press(page);
}

export const SIGNING_IN: readonly Shot[] = [
  { name: "sign-in-password", who: null, path: "/login", looks: "all", then: byPassword },
  {
    name: "sign-in-wait",
    who: null,
    path: "/login",
    looks: "two",
    before: (page) => refusing(page, SIGN_IN, "too_many", 429, { retryAfter: 250 }),
    then: signIn,
  },
  {
    name: "sign-in-code",
    who: null,
    path: "/login",
    looks: "all",
    before: (page) => answering(page, SIGN_IN, { ok: true, next: "second_factor" } satisfies AuthAnswer),
    then: signIn,
  },
  {
    name: "sign-in-code-wrong",
    who: null,
    path: "/login",
    looks: "two",
    before: async (page) => {
      await answering(page, SIGN_IN, { ok: true, next: "second_factor" } satisfies AuthAnswer);
      await refusing(page, TOTP, "wrong_code", 401);
    },
    then: async (page) => {
      await signIn(page);
      await page.locator("input[name=code]").pressSequentially("123456");
    },
  },
  { name: "forgot", who: null, path: "/login/forgot", looks: "two" },
  {
    name: "forgot-sent",
    who: null,
    path: "/login/forgot",
    looks: "two",
    before: (page) => answering(page, "**/api/auth/request-password-reset", DONE),
    then: async (page) => {
      await page.locator("input[name=email]").fill(BARE.person.email);
      await press(page);
    },
  },
  {
    name: "reset",
    who: null,
    path: `/reset${TOKEN}`,
    looks: "two",
    then: (page) => page.locator("input").fill("harbour lamp se"),
  },
  { name: "reset-over", who: null, path: "/reset", looks: "two" },
  { name: "verify", who: null, path: `/verify${TOKEN}`, looks: "two" },
  { name: "recover", who: null, path: `/recover${TOKEN}`, looks: "two" },
  ...(
    [
      ["invited", null, LOOK],
      ["invited-known", null, { ...LOOK, isNew: false }],
      ["invited-other", "agent", LOOK],
    ] as const
  ).map(([name, who, look]): Shot => ({
    name,
    who,
    path: `/invite${TOKEN}`,
    looks: name === "invited" ? "all" : "two",
    before: (page) => answering(page, "**/api/invitations/look", look),
  })),
  {
    name: "invited-loading",
    who: null,
    path: `/invite${TOKEN}`,
    looks: "two",
    before: (page) => never(page, "**/api/invitations/look"),
  },
];

const ACCOUNT = "**/api/account";
const shown = (account: Account) => async (page: Page) => {
  await answering(page, ACCOUNT, account);
  await answering(page, "**/api/account/sessions", SESSIONS);
};
const inSection = (page: Page, section: number) => page.locator("main section").nth(section).locator("button");
async function setUp(page: Page): Promise<void> {
  await answering(page, "**/api/auth/two-factor/enable", ENABLED);
  await answering(page, TOTP, DONE);
  await inSection(page, 2).first().click();
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("section:has(input[name=password]) button[type=submit]").click();
  await page.locator("input[name=code]").waitFor();
}

export const ACCOUNTS: readonly Shot[] = [
  { name: "own-account", who: "owner", path: "/account", looks: "all", whole: true, before: shown(FULL) },
  {
    name: "own-account-needed",
    who: "owner",
    path: "/account?why=second_factor&to=/w/marina-homes/leads",
    looks: "two",
    whole: true,
    before: shown(BARE),
  },
  { name: "own-account-app", who: "owner", path: "/account", looks: "all", before: shown(BARE), then: setUp },
  {
    name: "own-account-codes",
    who: "owner",
    path: "/account",
    looks: "two",
    before: shown(BARE),
    then: async (page) => {
      await setUp(page);
      await page.locator("input[name=code]").pressSequentially("123456");
    },
  },
  {
    name: "own-account-confirm",
    who: "owner",
    path: "/account?why=second_factor&to=/w/marina-homes/leads",
    looks: "two",
    before: shown({ ...FULL, secondFactorAt: null }),
  },
  {
    name: "own-account-password",
    who: "owner",
    path: "/account",
    looks: "two",
    before: shown(FULL),
    then: async (page) => {
      await inSection(page, 1).first().click();
      await page.locator("input[name=new-password]").fill("harbour lamp seven green");
    },
  },
  {
    name: "own-account-passkey",
    who: "owner",
    path: "/account",
    looks: "two",
    before: shown(FULL),
    then: (page) => inSection(page, 3).last().click(),
  },
  {
    name: "own-account-end",
    who: "owner",
    path: "/account",
    looks: "two",
    before: shown(FULL),
    then: (page) => inSection(page, 4).last().click(),
  },
  { name: "own-account-loading", who: "owner", path: "/account", looks: "two", before: (page) => never(page, ACCOUNT) },
  { name: "own-account-error", who: "owner", path: "/account", looks: "two", before: (page) => failing(page, ACCOUNT) },
];
