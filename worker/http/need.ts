import type { MiddlewareHandler } from "hono";
import { Refusal } from "../../domain/errors.ts";
import { canOnPlatform, type PlatformCapability } from "../../domain/platform.ts";
import { can, type Capability } from "../../domain/rights.ts";
import { actorOf, type Door } from "./door.ts";

/** What a route asks for, as tests read it from the app's own list of routes. */
export type Need = { readonly workspace: Capability } | { readonly platform: PlatformCapability } | { readonly anybody: string };

const needs = new WeakMap<object, Need>();

/** PM1: the first handler of every route below `/api/w/:workspace`. The subject, where there is one, is asked about by what reads it. */
export function need(capability: Capability): MiddlewareHandler<Door> {
  return marked({ workspace: capability }, async (c, next) => {
    if (!can(actorOf(c), capability)) throw new Refusal("not_allowed");
    await next();
  });
}

/** The same below `/api/console`. */
export function needOnPlatform(capability: PlatformCapability): MiddlewareHandler<Door> {
  return marked({ platform: capability }, async (c, next) => {
    if (!canOnPlatform(c.var.platform.role, capability)) throw new Refusal("not_allowed");
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

function marked(what: Need, handler: MiddlewareHandler<Door>): MiddlewareHandler<Door> {
  needs.set(handler, what);
  return handler;
}
