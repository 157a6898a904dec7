import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAccountApi } from "../../web/connection/account.ts";
import { createApi } from "../../web/connection/api.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { PasskeyFailure, type Passkeys } from "../../web/connection/passkey.ts";
import { createEntry } from "../../web/store/entry.ts";
import { createSession } from "../../web/store/session.ts";
import { digitsOf } from "../../web/views/signin/digits.ts";
import { returnPath } from "../../web/views/signin/return-path.ts";
import { startOf } from "../../web/views/signin/start.ts";
import { missing, strengthOf } from "../../web/views/signin/strength.ts";
import { wrongBefore, wrongOf } from "../../web/views/signin/wrong.ts";
import { troubleAdvice, waitWords } from "../../web/views/trouble.ts";
import { en } from "../../web/words/en.ts";
import { account as accountWords } from "../../web/words/en/account.ts";
import { createTranslate } from "../../web/words/translate.ts";
import { clock, held, pass } from "./support.ts";

const ORIGIN = "https://crm.example";
const said = { ...en, ...accountWords };
const t = createTranslate([() => said], () => "en-GB");

describe("returnPath", () => {
  it.each([
    ["/w/north/leads?owner=me#x", "/w/north/leads?owner=me#x"],
    ["/invite", "/invite"],
    ["//evil.example", null],
    ["/\\evil.example", null],
    ["/\t/evil.example", null],
    ["https://evil.example/w", null],
    ["javascript:alert(1)", null],
    ["w/north", null],
    ["", null],
    ["/", null],
    ["/login?to=/w/north", null],
    [undefined, null],
    [["/w/north", "/w/south"], null],
  ])("%j leads to %j", (to, path) => {
    expect(returnPath(to, ORIGIN)).toBe(path);
  });
});

const SARA = { id: "p", name: "P", email: "p@x.example" };
const signedIn = (...slugs: string[]) => ({
  person: SARA,
  workspaces: slugs.map((slug) => ({ slug, name: slug })),
  secondFactor: false,
  secondFactorNeeded: false,
});

describe("startOf", () => {
  it.each([
    [signedIn("north"), "/w/north"],
    [signedIn("north", "south"), "/"],
    [signedIn(), "/"],
  ])("%#", (given, path) => {
    expect(startOf(given)).toBe(path);
  });
});

describe("what is wrong with a sign-in", () => {
  it("is said beside the field it is about, and else below both", () => {
    expect(wrongBefore({ email: "sara", password: "x" })?.at).toBe("email");
    expect(wrongBefore({ email: "sara@x.example", password: "" })?.at).toBe("password");
    expect(wrongBefore({ email: "sara@x.example", password: "x" })).toBeNull();
    expect(wrongOf(new ApiFailure("bad_password"))).toEqual({ at: "password", key: "error.bad_password.title" });
    expect(wrongOf(new ApiFailure("offline"))).toBeNull();
    expect(troubleAdvice(t, new PasskeyFailure("passkey_known"))).toBe("This device already has a passkey for your account.");
    expect(troubleAdvice(t, new ApiFailure("aborted"))).toMatch(/^Something broke on our side/);
  });

  it("SI1: a wait counts down in words", () => {
    expect([900, 91, 90, 2, 1].map((seconds) => waitWords(t, seconds))).toEqual([
      "Wait 15 minutes, then try again.",
      "Wait 2 minutes, then try again.",
      "Wait 90 seconds, then try again.",
      "Wait 2 seconds, then try again.",
      "Wait 1 second, then try again.",
    ]);
  });
});

describe("a code", () => {
  it.each([
    ["123 456", "123456"],
    [" 12-34-56 78", "123456"],
    ["١٢٣٤٥٦", "123456"],
    ["۱۲۳۴۵۶", "123456"],
    ["12a", "12"],
    ["", ""],
  ])("%j is read as %j", (typed, code) => {
    expect(digitsOf(typed)).toBe(code);
  });
});

describe("a new password", () => {
  it.each([
    ["", "empty"],
    ["elevenchars", "short"],
    ["aaaaaaaaaaaa", "easy"],
    ["abababababab", "easy"],
    ["abcdefghijkl", "easy"],
    ["123456789012", "easy"],
    ["harbour-lamp", "fine"],
    ["four words in a row then", "strong"],
  ] as const)("%j is %s", (password, strength) => {
    expect(strengthOf(password)).toBe(strength);
  });

  it("counts what a person sees, not what a string is made of", () => {
    expect(missing("🙂🙂")).toBe(10);
    expect(missing("long enough by far")).toBe(0);
  });
});

/** The ways in, before a server that answers as told and a browser that has the passkeys it is told. */
function setUp(answers: Record<string, unknown>, over: Partial<Passkeys> = {}) {
  const asked: string[] = [];
  const fetcher = async (path: string, init: RequestInit) => {
    const ask = `${init.method ?? "GET"} ${path}`;
    asked.push(ask);
    const answer = (await answers[ask]) ?? new Response("", { status: 404 });
    return answer instanceof Response ? answer : Response.json(answer);
  };
  const session = createSession({ api: createApi(fetcher), left: async () => undefined, entered: () => undefined });
  const passkeys: Passkeys = {
    usable: () => true,
    autofills: async () => true,
    prove: async () => ({ id: "k1" }),
    add: async () => ({ id: "k1" }),
    ...over,
  };
  return { entry: createEntry({ api: createAccountApi(fetcher), passkeys, session, clock }), session, asked };
}
const refused = (code: string, status: number, detail: object = {}) =>
  Response.json({ error: { code, request: "r1", ...detail } }, { status });
const PASSWORD = "POST /api/auth/sign-in/email";
const OPTIONS = "GET /api/auth/passkey/generate-authenticate-options";
const PROVE = "POST /api/auth/passkey/verify-authentication";
const SESSION = "GET /api/session";

describe("the ways in", () => {
  it("a password alone ends signed in", async () => {
    const { entry, session } = setUp({ [PASSWORD]: { ok: true }, [SESSION]: signedIn("north") });
    expect(await entry.signIn("p@x.example", "x")).toEqual({ ok: true, answer: "in" });
    expect(session.state()).toMatchObject({ kind: "in" });
  });

  it("SI1: who has a second factor is asked for it before anything is read", async () => {
    const { entry, session, asked } = setUp({
      [PASSWORD]: { ok: true, next: "second_factor" },
      "POST /api/auth/two-factor/verify-totp": { ok: true },
      [SESSION]: signedIn("north"),
    });
    expect(await entry.signIn("p@x.example", "x")).toEqual({ ok: true, answer: "second_factor" });
    expect(session.state().kind).toBe("unknown");
    expect(asked).toEqual([PASSWORD]);
    expect(await entry.code("123456")).toEqual({ ok: true, answer: "in" });
  });

  it.each([
    [refused("bad_password", 401), "bad_password", null],
    [new Response("", { status: 401 }), "bad_password", null],
    [refused("too_many", 429, { retryAfter: 300 }), "too_many", 300],
  ])("a refusal says why and how long: %#", async (answer, code, retryAfter) => {
    const { entry } = setUp({ [PASSWORD]: answer });
    expect(await entry.signIn("p@x.example", "x")).toMatchObject({ ok: false, trouble: { code, retryAfter } });
  });

  it("a cookie that did not stay is nothing the person typed wrong", async () => {
    const { entry } = setUp({ [PASSWORD]: { ok: true }, [SESSION]: refused("not_signed_in", 401) });
    expect(await entry.signIn("p@x.example", "x")).toMatchObject({ ok: false, trouble: { code: "internal" } });
  });

  it("a passkey signs in; one that the server does not know is not called a wrong code", async () => {
    const known = setUp({ [OPTIONS]: { challenge: "c" }, [PROVE]: { ok: true }, [SESSION]: signedIn("north") });
    expect(await known.entry.passkey()).toEqual({ ok: true, answer: "in" });
    const unknown = setUp({ [OPTIONS]: { challenge: "c" }, [PROVE]: refused("wrong_code", 401) });
    expect(await unknown.entry.passkey()).toMatchObject({ ok: false, trouble: { code: "passkey_refused" } });
    const closed = setUp({ [OPTIONS]: { challenge: "c" } }, { prove: () => Promise.reject(new PasskeyFailure("cancelled")) });
    expect(await closed.entry.passkey()).toMatchObject({ ok: false, trouble: { code: "cancelled" } });
  });
});

describe("passkeys offered where an email is typed", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A browser in which the person has not chosen yet. */
  function waiting() {
    const choices: { quietly: boolean; signal: AbortSignal; take(): void }[] = [];
    const prove: Passkeys["prove"] = (_options, { quietly, signal }) => {
      const chosen = held<{ id: string }>();
      signal.addEventListener("abort", () => chosen.fail(new PasskeyFailure("cancelled")));
      choices.push({ quietly, signal, take: () => chosen.give({ id: "k1" }) });
      return chosen.promise;
    };
    return { prove, choices };
  }
  const answers = { [OPTIONS]: { challenge: "c" }, [PROVE]: { ok: true }, [SESSION]: signedIn("north") };

  it("are taken by choosing one, and end with the field", async () => {
    const browser = waiting();
    const { entry } = setUp(answers, browser);
    const took = vi.fn();
    const end = entry.offer(took);
    await pass();
    expect(browser.choices.map(({ quietly }) => quietly)).toEqual([true]);
    browser.choices[0]?.take();
    await pass();
    expect(took.mock.calls).toEqual([[{ ok: true, answer: "in" }]]);
    end();
  });

  it("give way to the button, come back when it was closed, and are renewed before the challenge is too old", async () => {
    const browser = waiting();
    const { entry } = setUp(answers, browser);
    const took = vi.fn();
    const end = entry.offer(took);
    await pass();
    const pressed = entry.passkey();
    await pass();
    expect(browser.choices.map(({ quietly, signal }) => [quietly, signal.aborted])).toEqual([
      [true, true],
      [false, false],
    ]);
    // The browser's own window is open: nothing may close it but the person.
    await pass(5 * 60_000);
    expect(browser.choices).toHaveLength(2);
    browser.choices[1]?.take();
    expect(await pressed).toEqual({ ok: true, answer: "in" });
    await pass(5 * 60_000);
    expect(browser.choices.map(({ quietly }) => quietly)).toEqual([true, false, true]);
    end();
    expect(browser.choices[2]?.signal.aborted).toBe(true);
    expect(took).not.toHaveBeenCalled();
  });

  it("SI1: the button pressed while one that was taken is on its way signs in once, not twice", async () => {
    const browser = waiting();
    const proved = held<Response>();
    const { entry, asked } = setUp({ ...answers, [PROVE]: proved.promise }, browser);
    const took = vi.fn();
    entry.offer(took);
    await pass();
    browser.choices[0]?.take();
    await pass();
    const pressed = entry.passkey();
    await pass();
    proved.give(Response.json({ ok: true }));
    expect(await pressed).toEqual({ ok: true, answer: "in" });
    await pass();
    expect(took.mock.calls).toEqual([[{ ok: true, answer: "in" }]]);
    expect(asked.filter((ask) => ask === PROVE)).toHaveLength(1);
    expect(browser.choices).toHaveLength(1);
  });

  it("are silent where they cannot be offered", async () => {
    const { entry, asked } = setUp({ [OPTIONS]: refused("too_many", 429) });
    const took = vi.fn();
    entry.offer(took)();
    entry.offer(took);
    await pass();
    expect(took).not.toHaveBeenCalled();
    expect(asked).toEqual([OPTIONS]);
  });
});
