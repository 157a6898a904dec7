import { createECDH, randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Env, settingsOf } from "../env.ts";
import { Stop } from "./stop.ts";

/** Those that are ours to invent; the others come from Meta's dashboard. */
const MADE: Readonly<Record<string, () => string>> = {
  META_VERIFY_TOKEN: () => word(24),
  TOKEN_KEYS: () => `k${randomBytes(3).join("")}:${base64(randomBytes(32))}`,
  SESSION_SECRET: () => word(48),
  ERASURE_KEY: () => word(48),
  PUSH_KEYS: pushPair,
};

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** A pair of P-256, as browsers subscribe with its public half. */
function pushPair(): string {
  const pair = createECDH("prime256v1");
  const point = pair.generateKeys("base64url");
  // A number that begins with a zero byte is shorter by it.
  const scalar = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return `${point}.${scalar.toString("base64url")}`;
}

/** Without letters that a dashboard's field or a shell reads otherwise. */
function word(bytes: number): string {
  return base64(randomBytes(bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

export function makeSecret(name: string): string | null {
  return MADE[name]?.() ?? null;
}

/** Nobody can read a secret back from Cloudflare, and without these two tokens stay closed and erased people could return. */
export function keepCopy(path: string, name: string, value: string): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${name}=${value}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
}

/** Stands for a secret that is set already, which only Cloudflare knows: fit for anything. */
const UNSEEN: Readonly<Record<string, string>> = {
  TOKEN_KEYS: `unseen:${base64(new Uint8Array(32))}`,
  PUSH_KEYS: pushPair(),
};
const ANY = "set-already-and-known-to-cloudflare-only";

/** The Worker's own judgement, before anything is deployed: what it would refuse to run with is named here. */
export function refuseUnfit(vars: Readonly<Record<string, string>>, given: ReadonlyMap<string, string>, needed: readonly string[]): void {
  const secrets = Object.fromEntries(needed.map((name) => [name, given.get(name) ?? UNSEEN[name] ?? ANY]));
  try {
    settingsOf({ ...vars, ...secrets, ...Object.fromEntries(given) } as unknown as Env);
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}
