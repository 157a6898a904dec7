import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { Refusal } from "../../domain/errors.ts";
import { canOnPlatform, type PlatformCapability } from "../../domain/platform.ts";
import { isPrivileged } from "../../domain/records.ts";
import { can, type Capability } from "../../domain/rights.ts";
import { fresh } from "../env.ts";
import { type Home, keepRecord } from "../store/audit.ts";
import { causeOf } from "../store/cause.ts";
import { diagnose } from "../store/diagnostics.ts";
import { actorOf, type Door, type DoorContext, doerOf } from "./door.ts";

/** What a route asks for, as tests read it from the app's own list of routes. */
export type Need = { readonly workspace: Capability } | { readonly platform: PlatformCapability } | { readonly anybody: string };

const needs = new WeakMap<object, Need>();

/** PM1: the first handler of every route below `/api/w/:workspace`. The subject, where there is one, is asked about by what reads it. */
export function need(capability: Capability): MiddlewareHandler<Door> {
  return marked({ workspace: capability }, async (c, next) => {
    if (!can(actorOf(c), capability)) throw refused(c, capability);
    await next();
  });
}

/** The same below `/api/console`. */
export function needOnPlatform(capability: PlatformCapability): MiddlewareHandler<Door> {
  return marked({ platform: capability }, async (c, next) => {
    if (!canOnPlatform(c.var.platform.role, capability)) {
      tellRefused(c, capability, null, c.var.platform.person);
      throw new Refusal("not_allowed");
    }
    await next();
  });
}

/** A route that asks for no right, and why it may. */
export function openTo(anybody: string): MiddlewareHandler<Door> {
  return marked({ anybody }, (_, next) => next());
}

/** What a handler of the app's routes asks for; undefined for every other handler. */
export function needOf(handler: object): Need | undefined {
  return needs.get(handler);
}

/**
 * AU1: for a handler that refuses because of whom or what it is about: `throw refused(c, "people.manage")`. An attempt at something
 * privileged leaves a record in the workspace; after the answer, which does not wait for it.
 */
export function refused(c: DoorContext, capability: Capability): Refusal {
  const { workspace, actor } = c.var.admitted;
  if (isPrivileged(capability)) tellRefused(c, capability, workspace, actor.person);
  return new Refusal("not_allowed");
}

/** The first ones of an hour are records of their own, the rest is counted where nothing is forgotten. */
function tellRefused(c: DoorContext, capability: string, home: Home, person: string): void {
  const onBehalf = home === null ? undefined : c.var.admitted.grant?.id;
  const doer = { ...doerOf(c, person), onBehalf };
  const detail = { capability, route: `${c.req.method} ${routePath(c)}` };
  const audited = { act: "access.refused", subjectKind: "capability", subject: capability, detail };
  const place = home === null ? null : { id: home.id, shard: home.shard };
  const tell = async () => {
    const single = await c.env.THROTTLE.getByName(`refused ${person}`).refused(person, place);
    if (single) await keepRecord(c.var.databases, place, audited, doer, fresh);
  };
  const lost = (error: unknown) =>
    diagnose(c.var.databases.platform, { kind: "error", cause: `refusal: ${causeOf(error)}`, workspace: place?.id ?? null }, fresh);
  c.executionCtx.waitUntil(
    tell()
      .catch(lost)
      .catch(() => undefined),
  );
}

function marked(what: Need, handler: MiddlewareHandler<Door>): MiddlewareHandler<Door> {
  needs.set(handler, what);
  return handler;
}
