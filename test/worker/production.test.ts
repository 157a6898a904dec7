import { describe, expect, it } from "vitest";
import { exports } from "cloudflare:workers";
import { type Env, refuseStrangers, settingsOf } from "../../worker/env.ts";
import { ANOTHER_PAIR } from "../support/browser.ts";
import { testEnv } from "../support/world.ts";

const KEY = "ZGV2ZWxvcG1lbnQta2V5LWRldmVsb3BtZW50LWtleS0=";

/** Settings a production could run with; `over` spoils one, and `undefined` takes it away. */
function production(over: Partial<Record<keyof Env, string | undefined>> = {}): Env {
  const env: Record<string, unknown> = {
    ...testEnv,
    ENVIRONMENT: "production",
    DEMO: "off",
    META_APP_ID: "120232362357810000",
    META_APP_SECRET: "5f0d5b3c1a7e4f60",
    META_VERIFY_TOKEN: "a-verify-token-of-ours",
    META_GRAPH_URL: "https://graph.facebook.com",
    META_GRAPH_VERSION: "v26.0",
    META_DIALOG_URL: "https://www.facebook.com",
    TOKEN_KEYS: `k1:${KEY}`,
    SESSION_SECRET: "0123456789abcdef0123456789abcdef",
    ERASURE_KEY: "fedcba9876543210fedcba9876543210",
    PUSH_KEYS: ANOTHER_PAIR,
    MAIL_FROM: "crm@example.com",
    ...over,
  };
  return env as unknown as Env;
}

function refusal(env: Env): string {
  try {
    settingsOf(env);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "accepted";
}

describe("SC1: production refuses to run with what development runs with", () => {
  it("fit settings are accepted, without DEMO too", () => {
    expect(refusal(production())).toBe("accepted");
    expect(settingsOf(production({ DEMO: undefined })).DEMO).toBe("off");
  });

  it.each<[keyof Env, string]>([
    ["DEMO", "on"],
    ["META_APP_SECRET", "development-app-secret"],
    ["META_APP_SECRET_PREVIOUS", "development-app-secret"],
    ["META_VERIFY_TOKEN", "development-verify-token"],
    ["META_GRAPH_URL", "http://localhost:8788"],
    ["META_DIALOG_URL", "http://localhost:8788"],
    ["TOKEN_KEYS", `dev1:${KEY}`],
    ["TOKEN_KEYS", `k1:${KEY},dev1:${KEY}`],
    ["SESSION_SECRET", "development-session-secret-development"],
    ["ERASURE_KEY", "development-erasure-key-development"],
    ["PUSH_KEYS", testEnv.PUSH_KEYS],
    ["META_GRAPH_URL", "http://127.0.0.1:8788"],
    ["META_GRAPH_URL", "http://graph.facebook.com"],
    ["META_APP_ID", "100000000000001"],
  ])("%s = %s is refused by its name, not its value", (name, value) => {
    const said = refusal(production({ [name]: value }));
    expect(said).toBe(`refusing to run as production with development settings: ${name}`);
  });

  it("all that is unfit is named at once", () => {
    const said = refusal({ ...testEnv, ENVIRONMENT: "production" });
    for (const name of ["DEMO", "META_APP_SECRET", "META_VERIFY_TOKEN", "META_GRAPH_URL", "TOKEN_KEYS", "SESSION_SECRET", "ERASURE_KEY"]) {
      expect(said).toContain(name);
    }
    expect(said).not.toMatch(/development-|localhost|dev1:/);
  });

  it.each<[keyof Env, string | undefined]>([
    ["ENVIRONMENT", "staging"],
    ["META_APP_SECRET", "short"],
    ["META_APP_ID", "not a number"],
    ["META_GRAPH_URL", "not an address"],
    ["META_GRAPH_VERSION", "26"],
    ["TOKEN_KEYS", "no-key-here"],
    ["TOKEN_KEYS", `k1:${btoa("too short")}`],
    ["TOKEN_KEYS", `k1:${KEY},k2:${btoa("too short")}`],
    ["SESSION_SECRET", "fifteen letters"],
    ["ERASURE_KEY", undefined],
    ["PUSH_KEYS", undefined],
    ["PUSH_KEYS", "no-pair"],
    ["META_VERIFY_TOKEN", undefined],
    ["PRIVACY_OPERATOR", " "],
    ["PRIVACY_EMAIL", "nowhere"],
    ["PRIVACY_EFFECTIVE", "2026-02-31"],
    ["PRIVACY_EFFECTIVE", "14 May 2026"],
    ["PRIVACY_URL", "http://leadoxe.com/privacy-policy"],
    ["PRIVACY_URL", "javascript:alert(1)//https://"],
  ])("%s = %s is refused as missing or malformed, by name", (name, value) => {
    const said = refusal(production({ [name]: value }));
    expect(said).toBe(`these settings are missing or malformed: ${name}`);
  });

  it("development runs with its own", () => {
    const settings = settingsOf({ ...testEnv });
    expect([settings.ENVIRONMENT, settings.DEMO]).toEqual(["development", "on"]);
  });

  it("development answers on this machine only: its secrets and doors are everybody's", async () => {
    const ask = (host: string) => exports.default.fetch(`http://${host}/healthz`);
    for (const host of ["localhost", "agent.localhost:8787", "127.0.0.1"]) expect((await ask(host)).status).toBe(200);
    for (const host of ["leadoxe.example.workers.dev", "localhost.example.com"]) expect((await ask(host)).status).toBe(500);
    expect(() => refuseStrangers(settingsOf(production()), "leadoxe.com")).not.toThrow();
  });

  it("what is accepted is read once; what is refused is refused every time", () => {
    const env = production();
    expect(settingsOf(env)).toBe(settingsOf(env));
    const unfit = production({ DEMO: "on" });
    expect([refusal(unfit), refusal(unfit)]).toEqual([refusal(unfit), refusal(unfit)]);
    expect(refusal(unfit)).toContain("DEMO");
  });
});
