import type { Context, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { matchedRoutes } from "hono/route";
import * as v from "valibot";
import type { Doer } from "../../domain/change.ts";
import { ERROR_STATUS, Refusal } from "../../domain/errors.ts";
import type { Actor } from "../../domain/rights.ts";
import { databasesOf, type Env, fresh, type Settings } from "../env.ts";
import { type Admitted, requireActor, touchSession } from "../identity/actor.ts";
import { type PlatformAdmitted, requirePlatformActor } from "../identity/platform.ts";
import { log } from "../log.ts";
import { causeOf } from "../store/cause.ts";
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
  await next();
};

/** The console's own: before anything else of a request is looked at. */
export const admitPlatform: MiddlewareHandler<Door> = async (c, next) => {
  const now = fresh.now();
  const admitted = await requirePlatformActor(c.var.databases, c.req.raw, c.var.settings, now);
  c.set("platform", admitted);
  c.executionCtx.waitUntil(touchSession(c.var.databases, admitted, now).catch(() => undefined));
  await next();
};

export function actorOf(c: DoorContext): Actor {
  return c.var.admitted.actor;
}

export function shardOf(c: DoorContext): Shard {
  return c.var.databases.shard(c.var.admitted.workspace.shard);
}

/** Who asks, and from where: for the audit. */
export function doerOf(c: DoorContext, person: string = c.var.admitted.actor.person): Doer {
  return {
    person,
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
  const headers = { "cache-control": "no-store" };
  return Response.json({ error: { code: refusal.code, request, ...refusal.detail } }, { status: ERROR_STATUS[refusal.code], headers });
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
  if (error instanceof Refusal) return error;
  // How the library says that a form came from another site.
  return error instanceof HTTPException && error.status === 403 ? new Refusal("not_allowed") : new Refusal("internal");
}
