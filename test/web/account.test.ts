import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Account } from "../../domain/account.ts";
import { createAccountApi } from "../../web/connection/account.ts";
import { createApi } from "../../web/connection/api.ts";
import { PasskeyFailure, type Passkeys } from "../../web/connection/passkey.ts";
import { createAccount } from "../../web/store/account.ts";
import { createSession } from "../../web/store/session.ts";
import { createWorkspace } from "../../web/store/workspace.ts";
import { inFours, secretOf } from "../../web/views/account/authenticator.ts";
import { browserWords } from "../../web/views/account/browser-words.ts";
import { needOf } from "../../web/views/account/need.ts";
import { en } from "../../web/words/en.ts";
import { account as accountWords } from "../../web/words/en/account.ts";
import { createTranslate } from "../../web/words/translate.ts";
import { at, boot, clock, fakeBrowser, FakeSocket, nothingKept, pass, row } from "./support.ts";

const said = { ...en, ...accountWords };
const t = createTranslate([() => said], () => "en-GB");
const account = (over: Partial<Account> = {}): Account => ({
  person: { id: "p", name: "P", email: "p@x.example", emailVerified: true, language: null },
  totp: false,
  passkeys: [],
  mustHaveSecondFactor: false,
  secondFactorAt: null,
  provenFor: 0,
  ...over,
});
const PASSKEY = { id: "k1", name: "Phone", createdAt: 1, backedUp: true };
const refused = (code: string, status: number) => Response.json({ error: { code, request: "r1" } }, { status });

/** One's own account, before a server that gives each of these answers once and then the last of them. */
function setUp(answers: Record<string, readonly (() => Response)[]>, over: Partial<Passkeys> = {}) {
  const asked: string[] = [];
  const bodies: unknown[] = [];
  const fetcher = async (path: string, init: RequestInit) => {
    const ask = `${init.method ?? "GET"} ${path}`;
    const before = asked.filter((one) => one === ask).length;
    asked.push(ask);
    if (init.method === "PUT" && typeof init.body === "string") bodies.push(JSON.parse(init.body));
    const all = answers[ask] ?? [];
    return (all[before] ?? all.at(-1))?.() ?? Response.json(ask === "GET /api/account" ? account() : { ok: true, sessions: [] });
  };
  const session = createSession({ api: createApi(fetcher), left: async () => undefined, entered: () => undefined });
  const passkeys: Passkeys = {
    usable: () => true,
    autofills: async () => false,
    prove: async () => ({ id: "k1" }),
    add: async () => ({ id: "k1" }),
    ...over,
  };
  return { own: createAccount({ api: createAccountApi(fetcher), passkeys, session }), session, asked, bodies };
}
const REMOVE = "POST /api/auth/passkey/delete-passkey";
const OPTIONS = "GET /api/auth/passkey/generate-authenticate-options";
const CODE = "POST /api/auth/two-factor/verify-totp";
const settled = () => new Promise((resume) => setTimeout(resume));

describe("ED1: one's own name and language are taken back", () => {
  const person = (over: Partial<Account["person"]>) => () => Response.json(account({ person: { ...account().person, ...over } }));
  const PUT = "PUT /api/account";
  const [BEFORE, AFTER] = [
    { name: "P", language: null },
    { name: "Palm", language: null },
  ];

  it("as far as that change changed them; what else was changed since stays", async () => {
    const { own, bodies } = setUp({ [PUT]: [person({})], "GET /api/account": [person({ name: "Palm", language: "ar" })] });
    expect(await own.setProfileBack(BEFORE, AFTER)).toEqual({ ok: true });
    expect(bodies).toEqual([{ name: "P", language: "ar" }]);
  });

  it("not where they were changed since, in another browser", async () => {
    const { own, bodies } = setUp({ "GET /api/account": [person({ name: "Pearl" })] });
    expect(await own.setProfileBack(BEFORE, AFTER)).toEqual({ ok: false, why: "changed", by: null });
    expect(bodies).toEqual([]);
  });

  it("says why it was refused", async () => {
    const { own } = setUp({ [PUT]: [() => refused("second_factor_needed", 403)], "GET /api/account": [person({ name: "Palm" })] });
    expect(await own.setProfileBack(BEFORE, AFTER)).toMatchObject({ ok: false, why: "failed", failure: { code: "second_factor_needed" } });
  });
});

describe("an act that asks for a younger proof", () => {
  const once = { [REMOVE]: [() => refused("step_up_needed", 403), () => Response.json({ ok: true })] };

  it("SI1: waits for the proof and then happens by itself", async () => {
    const { own, asked } = setUp(once);
    const removing = own.removePasskey("k1");
    await settled();
    expect(own.confirming()).toBe(true);
    expect(await own.proofs.code("123456")).toMatchObject({ ok: true });
    expect(await removing).toMatchObject({ ok: true });
    expect(own.confirming()).toBe(false);
    expect(asked.filter((ask) => ask.startsWith("POST"))).toEqual([REMOVE, CODE, REMOVE]);
  });

  it("goes on waiting while the proof is wrong", async () => {
    const { own } = setUp({ ...once, [CODE]: [() => refused("wrong_code", 401), () => Response.json({ ok: true })] });
    const removing = own.removePasskey("k1");
    await settled();
    expect(await own.proofs.code("000000")).toMatchObject({ ok: false, trouble: { code: "wrong_code" } });
    expect(own.confirming()).toBe(true);
    await own.proofs.code("123456");
    expect(await removing).toMatchObject({ ok: true });
  });

  it("is given up with the dialog, and nothing happened", async () => {
    const { own, asked } = setUp(once);
    const removing = own.removePasskey("k1");
    await settled();
    own.stopConfirming();
    expect(await removing).toMatchObject({ ok: false, trouble: { code: "cancelled" } });
    expect(asked).toEqual([REMOVE]);
  });

  it("is refused for good where the proof did not help", async () => {
    const { own } = setUp({ [REMOVE]: [() => refused("step_up_needed", 403)], [OPTIONS]: [() => Response.json({ challenge: "c" })] });
    const removing = own.removePasskey("k1");
    await settled();
    await own.proofs.passkey();
    expect(await removing).toMatchObject({ ok: false });
    expect(own.confirming()).toBe(false);
  });
});

describe("a proof by somebody who has no second factor yet", () => {
  const ENABLE = "POST /api/auth/two-factor/enable";
  const SIGN_IN = "POST /api/auth/sign-in/email";
  const OLD = { [ENABLE]: [() => refused("step_up_needed", 403), () => Response.json({ ok: true, totp: "otpauth://totp/x" })] };

  it("SI1: is the password that setting up an app asked for anyway", async () => {
    const { own, asked } = setUp(OLD);
    await own.account.read();
    expect(await own.setUpApp("x")).toMatchObject({ ok: true, answer: { totp: "otpauth://totp/x" } });
    expect(own.confirming()).toBe(false);
    expect(asked.filter((ask) => ask.startsWith("POST"))).toEqual([ENABLE, SIGN_IN, ENABLE]);
  });

  it("says what is wrong with it, and asks for nothing else", async () => {
    const { own } = setUp({ ...OLD, [SIGN_IN]: [() => refused("bad_password", 401)] });
    await own.account.read();
    expect(await own.setUpApp("x")).toMatchObject({ ok: false, trouble: { code: "bad_password" } });
    expect(own.confirming()).toBe(false);
  });

  it("is never the password of somebody who has one", async () => {
    const { own, asked } = setUp({ ...OLD, "GET /api/account": [() => Response.json(account({ totp: true }))] });
    await own.account.read();
    const enabling = own.setUpApp("x");
    await settled();
    expect(own.confirming()).toBe(true);
    own.stopConfirming();
    await enabling;
    expect(asked).not.toContain(SIGN_IN);
  });
});

describe("one's own account", () => {
  it("shows what a change changed when the change is done", async () => {
    const { own } = setUp({
      "GET /api/auth/passkey/generate-register-options": [() => Response.json({ challenge: "c" })],
      "GET /api/account": [() => Response.json(account()), () => Response.json(account({ passkeys: [PASSKEY] }))],
    });
    await own.account.read();
    expect(await own.addPasskey("Phone")).toMatchObject({ ok: true });
    expect(own.account.value()?.passkeys).toEqual([PASSKEY]);
  });

  it("says so where the device holds a passkey already", async () => {
    const { own } = setUp(
      { "GET /api/auth/passkey/generate-register-options": [() => Response.json({ challenge: "c" })] },
      { add: () => Promise.reject(new PasskeyFailure("passkey_known")) },
    );
    expect(await own.addPasskey("Phone")).toMatchObject({ ok: false, trouble: { code: "passkey_known" } });
  });

  it("EV4: is over with the session, whichever request finds out", async () => {
    const out = () => refused("not_signed_in", 401);
    const reading = setUp({ "GET /api/account": [out] });
    await reading.own.account.read();
    expect(reading.session.state().kind).toBe("out");
    const acting = setUp({ "POST /api/account/sessions/end": [out] });
    await acting.own.endSessions(null);
    expect(acting.session.state().kind).toBe("out");
  });
});

describe("SI1: what is still missing of a second factor", () => {
  it.each([
    ["nothing is asked", account(), false, "none"],
    ["the role asks and there is none", account({ mustHaveSecondFactor: true }), false, "set_up"],
    ["the same in the demo, whose doors count as one", account({ mustHaveSecondFactor: true, secondFactorAt: 1 }), false, "set_up"],
    ["a workspace asks and there is none", account(), true, "set_up"],
    ["a workspace asks and it is not proven", account({ totp: true }), true, "confirm"],
    ["the role asks and it is not proven", account({ mustHaveSecondFactor: true, passkeys: [PASSKEY] }), false, "confirm"],
    ["a workspace asked and it is proven", account({ totp: true, secondFactorAt: 1 }), true, "met"],
    ["the role asks and it is proven", account({ mustHaveSecondFactor: true, totp: true, secondFactorAt: 1 }), false, "none"],
  ] as const)("%s", (_title, given, asked, need) => {
    expect(needOf(given, asked)).toBe(need);
  });
});

describe("SI1: a workspace that asks for a second factor", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Opens it before a server that answers as a workspace does until it asks. */
  async function open(asks: () => boolean) {
    const asked: string[] = [];
    const api = createApi(async (path) => {
      asked.push(path);
      if (asks()) return refused("second_factor_needed", 403);
      if (path.endsWith("/boot")) return Response.json(boot());
      return Response.json(path.endsWith("/waiting") ? { count: 0, oldest: null } : { position: at(1), rows: [row(1)], next: null });
    });
    const ends = { signedOut: vi.fn(), secondFactorNeeded: vi.fn() };
    const chime = { prime: () => undefined, ring: () => undefined };
    const socket = { origin: "ws://x", WebSocket: FakeSocket };
    const workspace = createWorkspace("north", {
      api,
      clock,
      browser: fakeBrowser(),
      chime,
      socket,
      openKeeper: nothingKept,
      ...ends,
    });
    await pass();
    return { workspace, ends, asked };
  }

  it("leads away once, neither denied nor tried again", async () => {
    const { workspace, ends, asked } = await open(() => true);
    await pass(60_000);
    expect(ends.secondFactorNeeded).toHaveBeenCalledTimes(1);
    expect(ends.signedOut).not.toHaveBeenCalled();
    expect(workspace.state()).toBe("loading");
    expect(asked).toHaveLength(1);
  });

  it("does so while it is open too, and keeps nothing of what it showed", async () => {
    let asks = false;
    const { workspace, ends } = await open(() => asks);
    expect(workspace.leads.row(row(1).id)?.name).toBe("lead 1");
    asks = true;
    FakeSocket.last().close(1006);
    await pass(60_000);
    expect(ends.secondFactorNeeded).toHaveBeenCalledTimes(1);
    expect(workspace.state()).not.toBe("denied");
    expect(workspace.leads.row(row(1).id)).toBeUndefined();
  });
});

describe("an authenticator app", () => {
  it("is told the key of its address, in fours", () => {
    expect(secretOf("otpauth://totp/LEADOXE:p%40x.example?secret=JBSWY3DPEHPK3PXP&issuer=LEADOXE")).toBe("JBSWY3DPEHPK3PXP");
    expect(secretOf("https://evil.example/?secret=A")).toBeNull();
    expect(inFours("JBSWY3DPEHPK3PXP")).toBe("JBSW Y3DP EHPK 3PXP");
    expect(inFours("JBSWY")).toBe("JBSW Y");
  });
});

describe("a browser in words", () => {
  const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)";
  it.each([
    [`${MAC} Chrome/140.0.0.0 Safari/537.36`, "Chrome on macOS"],
    [`${MAC} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, "Edge on macOS"],
    [`${MAC} Version/18.5 Safari/605.1.15`, "Safari on macOS"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
      "Chrome on iPhone",
    ],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0", "Firefox on Windows"],
    [
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36",
      "Samsung Internet on Android",
    ],
    ["Mozilla/5.0 (compatible)", "Unknown browser"],
    ["curl/8.9", "curl/8.9"],
    [null, "Unknown browser"],
  ])("%j is %s", (agent, words) => {
    expect(browserWords(t, agent).replace(/[\u2068\u2069]/g, "")).toBe(words);
  });
});
