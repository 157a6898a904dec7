import { beforeAll, describe, expect, it } from "vitest";
import { AUTH_ACTS, type AuthAct } from "../../domain/account.ts";
import { Browser, seated, setUpTotp, somebody } from "../support/account.ts";

/** Who asks. "old": longer ago than a change of the account wants. */
const WHO = ["nobody", "just signed in", "signed in long ago", "factor proven long ago", "factor just proven"] as const;
type Who = (typeof WHO)[number];
const LONG_AGO = 15 * 60_000 + 1_000;

const anybody: readonly (string | null)[] = [null, null, null, null, null];
const signedIn: readonly (string | null)[] = ["not_signed_in", null, null, null, null];
const proven: readonly (string | null)[] = ["not_signed_in", null, "step_up_needed", "step_up_needed", null];
const token = "a-link-that-was-never-sent";

/** SI1: of whom each act asks what, before it looks at anything else; null: nothing more. A new act without a line fails to compile. */
const TABLE: Readonly<Record<AuthAct, readonly [unknown, readonly (string | null)[]]>> = {
  "POST /sign-in/email": [{ email: "nobody@example.com", password: "not a password" }, anybody],
  "POST /sign-out": [{}, anybody],
  "POST /request-password-reset": [{ email: "nobody@example.com" }, anybody],
  "POST /reset-password": [{ token, newPassword: "a password of nobody" }, anybody],
  "POST /verify-email": [{ token }, anybody],
  "GET /passkey/generate-authenticate-options": [{}, anybody],
  "POST /passkey/verify-authentication": [{ response: { id: "x" } }, anybody],
  // Whoever proves a factor needs no proof; whoever sets the first one up has just signed in.
  "POST /two-factor/verify-totp": [{ code: "000000" }, ["not_signed_in", null, "step_up_needed", null, null]],
  "POST /two-factor/verify-backup-code": [{ code: "aaaaa-bbbbb" }, signedIn],
  "POST /send-verification-email": [{}, signedIn],
  // Without a factor the password that is shown with it is the proof.
  "POST /change-password": [
    { currentPassword: "not the password", newPassword: "not the password" },
    ["not_signed_in", null, null, "step_up_needed", null],
  ],
  "POST /change-email": [{ newEmail: "another@example.com" }, proven],
  "POST /two-factor/enable": [{ password: "not the password" }, proven],
  "POST /two-factor/disable": [{ password: "not the password" }, proven],
  "POST /two-factor/generate-backup-codes": [{ password: "not the password" }, proven],
  "GET /passkey/generate-register-options": [{}, proven],
  "POST /passkey/verify-registration": [{ response: { id: "x" } }, proven],
  "POST /passkey/delete-passkey": [{ id: "x" }, proven],
  "POST /passkey/update-passkey": [{ id: "x", name: "X" }, proven],
};

const people = { without: "", with: "" };

beforeAll(async () => {
  people.without = (await somebody()).id;
  people.with = (await somebody()).id;
  await setUpTotp(await seated(people.with));
});

async function asWho(who: Who): Promise<Browser> {
  const old = Date.now() - LONG_AGO;
  if (who === "nobody") return new Browser();
  if (who === "just signed in") return seated(people.without);
  if (who === "signed in long ago") return seated(people.without, { createdAt: old });
  // A session that began just now is no proof where there is a factor.
  return seated(people.with, { secondFactorAt: who === "factor just proven" ? Date.now() : old });
}

describe("who may do what to their account", () => {
  it.each(Object.keys(AUTH_ACTS) as AuthAct[])("SI1: %s", async (act) => {
    const [body, expected] = TABLE[act];
    const told: (string | null)[] = [];
    for (const who of WHO) {
      const { code } = await (await asWho(who)).act(act, body);
      told.push(code === "not_signed_in" || code === "step_up_needed" ? code : null);
    }
    expect(told).toEqual(expected);
  });

  it.each(Object.keys(AUTH_ACTS) as AuthAct[])("%s takes nothing but what its schema names", async (act) => {
    if (act.startsWith("GET ") || act === "POST /sign-out" || act === "POST /send-verification-email") return;
    const browser = await seated(people.with, { secondFactorAt: Date.now() });
    for (const body of [{}, null, [], "text", 5])
      expect(await browser.act(act, body)).toMatchObject({ status: 422, code: "invalid_input" });
  });

  it("an act by another method, or a path beside it, is not there", async () => {
    const browser = await seated(people.with, { secondFactorAt: Date.now() });
    for (const act of Object.keys(AUTH_ACTS)) {
      const [method, path] = act.split(" ");
      for (const [other, at] of [
        [method === "GET" ? "POST" : "PUT", path],
        [method, `${path}/`],
        [method, `${path}/x`],
      ])
        expect(
          (await browser.ask(`/api/auth${at}`, { method: other ?? "PUT", ...(other === "GET" ? {} : { body: "{}" }) })).status,
          `${other} ${at}`,
        ).toBe(404);
    }
  });
});
