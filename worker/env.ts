import * as v from "valibot";
import { Unfit } from "../domain/errors.ts";
import type { Fresh } from "../domain/fresh.ts";
import { emailAddress } from "../domain/person.ts";
import type { ConsoleRoom } from "../party/console.ts";
import type { Room } from "../party/room.ts";
import type { Throttle } from "../party/throttle.ts";
import { readPushKeys } from "./push/keys.ts";
import { type Databases, openPlatform, openShard, type Shard } from "./store/database.ts";
import { uuidv7 } from "uuidv7";

/** Bindings and settings as wrangler.toml names them. */
export interface Env extends Cloudflare.Env {
  readonly ASSETS: Fetcher;
  readonly PLATFORM_DB: D1Database;
  readonly WORKSPACE_DB_1: D1Database;
  readonly INTAKE: Queue;
  readonly ROOM: DurableObjectNamespace<Room>;
  readonly CONSOLE: DurableObjectNamespace<ConsoleRoom>;
  readonly THROTTLE: DurableObjectNamespace<Throttle>;
  readonly ENVIRONMENT: string;
  readonly DEMO: string;
  readonly META_APP_ID: string;
  readonly META_APP_SECRET: string;
  readonly META_APP_SECRET_PREVIOUS?: string;
  readonly META_VERIFY_TOKEN: string;
  readonly META_GRAPH_URL: string;
  readonly META_GRAPH_VERSION: string;
  readonly META_DIALOG_URL: string;
  readonly META_CONFIG_ID?: string;
  readonly TOKEN_KEYS: string;
  readonly SESSION_SECRET: string;
  readonly ERASURE_KEY: string;
  readonly PUSH_KEYS: string;
  readonly PRIVACY_OPERATOR: string;
  readonly PRIVACY_EMAIL: string;
  readonly PRIVACY_EFFECTIVE: string;
  readonly PRIVACY_URL: string;
  /** Production's only: in development mails are looked at, at /demo/mail. */
  readonly EMAIL?: SendEmail;
  readonly MAIL_FROM: string;
}

const secret = v.pipe(v.string(), v.minLength(16));
const settingsSchema = v.object({
  ENVIRONMENT: v.picklist(["development", "production"]),
  DEMO: v.optional(v.picklist(["on", "off"]), "off"),
  META_APP_ID: v.pipe(v.string(), v.regex(/^\d+$/)),
  META_APP_SECRET: secret,
  /** Accepted beside the current one while a rotation is under way. */
  META_APP_SECRET_PREVIOUS: v.optional(secret),
  META_VERIFY_TOKEN: secret,
  META_GRAPH_URL: v.pipe(v.string(), v.url()),
  META_GRAPH_VERSION: v.pipe(v.string(), v.regex(/^v\d+\.\d+$/)),
  META_DIALOG_URL: v.pipe(v.string(), v.url()),
  /** A configuration of Facebook Login for Business: an app of that type knows no other way to ask. */
  META_CONFIG_ID: v.optional(v.pipe(v.string(), v.regex(/^\d+$/))),
  /** `id:base64` of 32 bytes each, comma separated; the first one encrypts, all decrypt. */
  TOKEN_KEYS: v.pipe(v.string(), v.check(areKeys), v.regex(/^[\w-]+:[A-Za-z0-9+/]+=*(,[\w-]+:[A-Za-z0-9+/]+=*)*$/)),
  SESSION_SECRET: v.pipe(v.string(), v.minLength(32)),
  ERASURE_KEY: v.pipe(v.string(), v.minLength(32)),
  /** What pushes are signed with, `public.private` of P-256 in base64url. With another pair every browser has to subscribe again. */
  PUSH_KEYS: v.pipe(
    v.string(),
    v.check((pair) => readPushKeys(pair) !== null),
  ),
  /** Who answers for the platform, and what the public policy says of them. */
  PRIVACY_OPERATOR: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200)),
  PRIVACY_EMAIL: v.pipe(v.string(), v.email()),
  PRIVACY_EFFECTIVE: v.pipe(v.string(), v.isoDate(), v.check(isDay)),
  PRIVACY_URL: v.pipe(v.string(), v.url(), v.startsWith("https://")),
  /** Whom mails come from: an address of a domain that Cloudflare's Email Service sends for. Empty: none is sent, and `/healthz` says so. */
  MAIL_FROM: v.optional(v.union([v.literal(""), emailAddress]), ""),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** The 31st of February has the form of a date, and no day. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** AES-256 wants 32 bytes: another length would open no token, one Page after another. */
function areKeys(keys: string): boolean {
  return keys.split(",").every((pair) => {
    try {
      return atob(pair.slice(pair.indexOf(":") + 1)).length === 32;
    } catch {
      return false;
    }
  });
}

const checked = new WeakMap<Env, Settings>();

/**
 * The settings, checked once an isolate. Throws with the names of what is wrong (never the values); production refuses development
 * secrets, the stand-in's address and the demo doors.
 */
export function settingsOf(env: Env): Settings {
  const known = checked.get(env);
  if (known !== undefined) return known;
  const parsed = v.safeParse(settingsSchema, env);
  if (!parsed.success) {
    const names = [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? "?"))];
    throw new Unfit(`these settings are missing or malformed: ${names.join(", ")}`);
  }
  const settings = parsed.output;
  if (settings.ENVIRONMENT === "production") {
    const unfit = Object.entries(settings).flatMap(([name, value]) => (unfitForProduction(name, String(value)) ? [name] : []));
    if (unfit.length > 0) throw new Unfit(`refusing to run as production with development settings: ${unfit.join(", ")}`);
  }
  checked.set(env, settings);
  return settings;
}

/** Development secrets are in the repository and its doors are open: whatever name leads here from elsewhere is refused. */
export function refuseStrangers(settings: Settings, hostname: string): void {
  if (settings.ENVIRONMENT !== "development" || isLocalHost(hostname)) return;
  throw new Unfit(
    "development settings answer on this machine only: deploy with the production environment (wrangler deploy --env production)",
  );
}

function isLocalHost(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "127.0.0.1" || hostname === "[::1]";
}

/** The stand-in's app, as wrangler.toml names it. */
const DEVELOPMENT_APP = "100000000000001";
/** The public half of the pair in wrangler.toml. */
const DEVELOPMENT_PUSH = "BCn6sLzVdqtXdSt4OHgfgaOOIQ3Xc84r-_92LolvTzQWTHmhhHSJDHsbXBpbMR8bNMDKRWQn5L4dNS0oUCrrn20";

function unfitForProduction(name: string, value: string): boolean {
  switch (name) {
    case "DEMO":
      return value === "on";
    case "META_APP_ID":
      return value === DEVELOPMENT_APP;
    // A token goes there: in the clear, or to this machine, it goes to somebody else.
    case "META_GRAPH_URL":
    case "META_DIALOG_URL":
      return !value.startsWith("https://") || value.includes("localhost");
    // Any of the keys opens tokens, not only the first.
    case "TOKEN_KEYS":
      return /(^|,)dev1:/.test(value);
    case "PUSH_KEYS":
      return value.startsWith(`${DEVELOPMENT_PUSH}.`);
    default:
      return value.startsWith("development-");
  }
}

export const fresh: Fresh = { now: () => Date.now(), id: uuidv7, random: () => Math.random() };

/** A new shard is a new binding here and in wrangler.toml. */
const SHARDS: Readonly<Record<number, "WORKSPACE_DB_1">> = { 1: "WORKSPACE_DB_1" };

/** Both kinds of database. */
export function databasesOf(env: Env): Databases {
  const shards: Readonly<Record<number, Shard>> = Object.fromEntries(
    Object.entries(SHARDS).map(([n, binding]) => [n, openShard(env[binding])]),
  );
  return {
    platform: openPlatform(env.PLATFORM_DB),
    numbers: Object.keys(shards).map(Number),
    shard(n) {
      const found = shards[n];
      if (found === undefined) throw new Error(`no database is bound for shard ${n}`);
      return found;
    },
  };
}
