import type { Page } from "@playwright/test";
import { KHALID, MARINA, NADIA } from "../../worker/demo/cast.ts";
import { altered, answering, failing, never, type Shot } from "./shot.ts";

const HOUR = 3_600_000;
const grantId = (n: number) => `019c0000-0009-7000-8000-${String(n).padStart(12, "0")}`;

/** A grant as it is shown: the pictures are of every state, which no demo of an hour has. */
function grant(n: number, state: string, over: Readonly<Record<string, unknown>> = {}) {
  const now = Date.now();
  return {
    id: grantId(n),
    workspace: { id: MARINA.id, slug: MARINA.slug, name: MARINA.name },
    person: { id: NADIA.id, name: NADIA.name },
    reason: "Leads of the Villas form come in twice since Monday, and routing gives them to two people",
    edit: false,
    minutes: 120,
    state,
    version: 1,
    askedAt: now - 20 * 60_000,
    decidedAt: state === "asked" ? null : now - 15 * 60_000,
    decidedBy: state === "asked" ? null : KHALID.name,
    expiresAt: state === "approved" ? now + HOUR : null,
    endedAt: state === "ended" ? now - 60_000 : null,
    ...over,
  };
}

const GRANTS = {
  grants: [
    grant(1, "asked", { edit: true, minutes: 30 }),
    grant(2, "approved"),
    grant(3, "refused", { reason: "تصل العملاء مرتين منذ يوم الاثنين" }),
    grant(4, "ended"),
  ],
};
const OWN = "**/api/console/grants";
const DESK = "**/api/w/*/support";

const seated = (edit: boolean) => (page: Page) =>
  altered(page, "**/api/w/*/boot", {
    support: [{ grant: grantId(2), person: NADIA.id, name: NADIA.name, edit, until: Date.now() + HOUR }],
  });

const ACCOUNT = {
  person: { id: NADIA.id, name: NADIA.name, email: NADIA.email, emailVerified: true, language: null },
  totp: true,
  passkeys: [{ id: "1", name: null, createdAt: null, backedUp: true }],
  mustHaveSecondFactor: true,
  secondFactorAt: null,
  provenFor: 0,
};

/** The console session ran out, and its owner has an authenticator app. */
const gate = async (page: Page) => {
  await page.context().clearCookies({ name: "leadoxe-console" });
  await answering(page, "**/api/account", ACCOUNT);
};

/** The console's door, and support seen from both sides. */
export const SUPPORT: readonly Shot[] = [
  {
    name: "gate",
    who: "super",
    path: "/console/support",
    looks: "all",
    before: gate,
    then: (page) => page.locator("input[name=code]").waitFor(),
  },
  {
    name: "gate-recovery",
    who: "super",
    path: "/console",
    looks: "two",
    before: gate,
    then: (page) => page.locator("form button").last().click(),
  },
  {
    name: "gate-none",
    who: "super",
    path: "/console",
    looks: "two",
    before: (page) => page.context().clearCookies({ name: "leadoxe-console" }),
    then: (page) => page.locator("main a").waitFor(),
  },
  { name: "support-entries", who: "super", path: "/console/support", looks: "all", before: (page) => answering(page, OWN, GRANTS) },
  { name: "support-empty", who: "super", path: "/console/support", looks: "two" },
  { name: "support-loading", who: "super", path: "/console/support", looks: "two", before: (page) => never(page, OWN) },
  { name: "support-error", who: "super", path: "/console/support", looks: "two", before: (page) => failing(page, OWN) },
  {
    name: "support-ask",
    who: "super",
    path: "/console/support",
    looks: "all",
    then: async (page) => {
      await page.locator("[data-workspace] button").first().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "console-people",
    who: "super",
    path: "/console/people",
    looks: "all",
    then: async (page) => {
      await page.locator("input[name=email]").fill(NADIA.email);
      await page.locator("main button[type=submit]").click();
      await page.locator("[data-session]").first().waitFor();
    },
  },
  {
    name: "console-people-nobody",
    who: "super",
    path: "/console/people",
    looks: "two",
    then: async (page) => {
      await page.locator("input[name=email]").fill("nobody@example.com");
      await page.locator("main button[type=submit]").click();
    },
  },
  {
    name: "console-audit",
    who: "super",
    path: "/console/audit",
    looks: "all",
    then: (page) => page.locator("[data-record] button").first().click(),
  },
  {
    name: "console-audit-error",
    who: "super",
    path: "/console/audit",
    looks: "two",
    before: (page) => failing(page, "**/api/console/audit*"),
  },
  { name: "support-looks", who: "agent", path: `/w/${MARINA.slug}/leads`, looks: "all", before: seated(false) },
  { name: "support-works", who: "owner", path: `/w/${MARINA.slug}/leads`, looks: "two", before: seated(true) },
  {
    name: "support-asked",
    who: "owner",
    path: `/w/${MARINA.slug}/leads`,
    looks: "two",
    before: (page) => answering(page, DESK, GRANTS),
  },
  {
    name: "support-desk",
    who: "owner",
    path: `/w/${MARINA.slug}/settings/support`,
    looks: "all",
    before: (page) => answering(page, DESK, GRANTS),
  },
  { name: "support-desk-empty", who: "owner", path: `/w/${MARINA.slug}/settings/support`, looks: "two" },
  {
    name: "support-desk-error",
    who: "owner",
    path: `/w/${MARINA.slug}/settings/support`,
    looks: "two",
    before: (page) => failing(page, DESK),
  },
];
