import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import * as v from "valibot";
import type { Doer } from "../../domain/change.ts";
import { ERROR_STATUS, Refusal } from "../../domain/errors.ts";
import type { Actor } from "../../domain/rights.ts";
import { databasesOf, type Env, fresh, type Settings, settingsOf } from "../env.ts";
import { type Admitted, requireActor, touchSession } from "../identity/actor.ts";
import { carryOn } from "../identity/carry.ts";
import { type PlatformAdmitted, requirePlatformActor, requirePlatformPerson } from "../identity/platform.ts";
import { endIfReused, rotateSession } from "../identity/rotation.ts";
import { log } from "../log.ts";
import { causeOf } from "../store/cause.ts";
import { markConsoleSeen } from "../store/consolesession.ts";
import type { Databases, Shard } from "../store/database.ts";
import { diagnose } from "../store/diagnostics.ts";

/** What every route below `/api/w/:workspace` knows before it starts. */
export interface Door {
  Bindings: Env;
  Variables: {
    request: string;
    settings: Settings;
    databases: Databases;
    admitted: Admitted;
    /** Below `/api/console` and on `/live/console` only. */
    platform: PlatformAdmitted;
  };
}

export type DoorContext = Context<Door>;

/** The demo's routes are an app of their own. */
type Failed = DoorContext | Context<{ Bindings: Env }>;

/** For hono's body limit. */
export function tooLarge(): never {
  throw new Refusal("too_large");
}

/** Everything is refused unless allowed: no route below this runs without a signed-in member of the workspace. */
export const admit: MiddlewareHandler<Door> = async (c, next) => {
  const slug = c.req.param("workspace");
  if (slug === undefined) throw new Refusal("not_found");
  const now = fresh.now();
  const admitted = await requireActor(c.var.databases, c.req.raw, c.var.settings, slug, now);
  c.set("admitted", admitted);
  c.executionCtx.waitUntil(touchSession(c.var.databases, admitted, now).catch(() => undefined));
  // Beside the request and not before it: the round trip is nobody's wait. A socket's answer takes no cookie.
  const renewing = admitted.worn === null || c.req.header("upgrade") !== undefined ? null : renewedCookie(c, admitted.worn, now);
  await next();
  const cookie = await renewing;
  if (cookie !== null) c.header("set-cookie", cookie, { append: true });
};

async function renewedCookie(c: DoorContext, worn: string, now: number): Promise<string | null> {
  const { admitted, databases, settings } = c.var;
  const renewal = rotateSession(databases.platform, { session: admitted.session, worn }, new URL(c.req.url), settings.SESSION_SECRET, now);
  return renewal.catch(() => null);
}

/** The console's own: before anything else of a request is looked at. */
export const admitPlatform: MiddlewareHandler<Door> = async (c, next) => {
  const now = fresh.now();
  const admitted = await requirePlatformActor(c.var.databases, c.req.raw, c.var.settings, now);
  c.set("platform", admitted);
  c.executionCtx.waitUntil(touchPlatform(c, admitted, now).catch(() => undefined));
  await next();
};

/** At the console's door: a role is asked for, and what is to be proven there is not. */
export const admitAtDoor: MiddlewareHandler<Door> = async (c, next) => {
  c.set("platform", await requirePlatformPerson(c.var.databases, c.req.raw, c.var.settings, fresh.now()));
  await next();
};

/** A page says so of what it reads by itself, with nobody using it: that keeps no console open (SU1). */
const UNATTENDED_HEADER = "x-leadoxe-unattended";

async function touchPlatform(c: DoorContext, { console, ...session }: PlatformAdmitted, now: number): Promise<void> {
  const used = console !== null && c.req.header(UNATTENDED_HEADER) === undefined && c.req.header("upgrade") === undefined;
  if (used) await markConsoleSeen(c.var.databases.platform, console, now);
  await touchSession(c.var.databases, session, now);
}

export function actorOf(c: DoorContext): Actor {
  return c.var.admitted.actor;
}

export function shardOf(c: DoorContext): Shard {
  return c.var.databases.shard(c.var.admitted.workspace.shard);
}

/** Who asks, and from where: for the audit. */
export function doerOf(c: DoorContext, person: string = c.var.admitted.actor.person): Doer {
  // Absent in the console; support's own commands in a workspace name what let it in (SU1).
  const admitted = (c.var as Partial<Door["Variables"]>).admitted;
  return {
    person,
    onBehalf: admitted?.grant?.id,
    ip: c.req.header("cf-connecting-ip") ?? null,
    browser: c.req.header("user-agent")?.slice(0, 300) ?? null,
    request: c.var.request,
  };
}

/** Reads the body with its schema, or refuses with the names of the fields that are wrong (never their values). */
export async function readBody<T>(c: DoorContext, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const json: unknown = await c.req.json().catch(() => undefined);
  return parseInput(schema, json);
}

export function parseInput<T>(schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const fields = [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? "body"))];
  throw new Refusal("invalid_input", { fields });
}

/** The one place where a refusal becomes an answer, and where anything else becomes "internal" with nothing of its inside. */
export function answerError(error: unknown, c: Failed, request: string): Response {
  const refusal = refusalOf(error);
  if (refusal.code === "internal") tellInternal(error, c, request);
  if (refusal.code === "not_signed_in") c.executionCtx.waitUntil(lookForCopy(c, request).catch(() => undefined));
  const headers = { "cache-control": "no-store" };
  return Response.json({ error: { code: refusal.code, request, ...refusal.detail } }, { status: ERROR_STATUS[refusal.code], headers });
}

/** SI2: whoever shows a token that was given up longer than a minute ago ends the session, wherever they show it. */
async function lookForCopy(c: Failed, request: string): Promise<void> {
  const doer = {
    person: null,
    ip: c.req.header("cf-connecting-ip") ?? null,
    browser: c.req.header("user-agent")?.slice(0, 300) ?? null,
    request,
  };
  const person = await endIfReused(databasesOf(c.env), c.req.raw, settingsOf(c.env).SESSION_SECRET, doer, fresh);
  if (person !== null) await carryOn(c.env, c.executionCtx, { workspace: null, subjects: [person] });
}

/** A line for now and a diagnosis by cause for later; neither may cost the answer, and the database may be what failed. */
function tellInternal(error: unknown, c: Failed, request: string): void {
  // Set by `admit`, so not there on every way to here.
  const workspace = (c.var as Partial<Door["Variables"]> | undefined)?.admitted?.workspace.id;
  const seen = { request, method: c.req.method, route: routeOf(c), ...(workspace === undefined ? {} : { workspace }) };
  const cause = causeOf(error);
  log(fresh, "error", "request_failed", { ...seen, cause });
  const told = async () => diagnose(databasesOf(c.env).platform, { kind: "error", cause, workspace: workspace ?? null, data: seen }, fresh);
  c.executionCtx.waitUntil(told().catch((lost: unknown) => log(fresh, "warn", "diagnosis_failed", { request, cause: causeOf(lost) })));
}

/** The pattern that fits the request best: what was asked for may hold anything. */
function routeOf(c: Failed): string {
  return matchedRoutes(c).reduce((best, route) => (route.path.length > best.length ? route.path : best), "");
}

function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal("internal");
}
