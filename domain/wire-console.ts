import * as v from "valibot";
import { deliveryRow } from "./console.ts";

/**
 * Raised with every change of a frame; a test holds the schemas' hash against it.
 * 1: hello; welcome, deliveries, head.
 */
export const CONSOLE_PROTOCOL = 1;

export const consoleUp = v.object({ t: v.literal("hello"), v: v.number() });
export type ConsoleUp = v.InferOutput<typeof consoleUp>;

/** From here on everything new or changed is sent. What came before is read over HTTP, after this. */
const welcome = v.object({ t: v.literal("welcome"), v: v.number(), at: v.number() });
/** Deliveries that are new, or whose changes moved on, as they are now. `more`: too many at once, the list has to be read anew. */
const deliveries = v.object({ t: v.literal("deliveries"), at: v.number(), rows: v.array(deliveryRow), more: v.boolean() });
/** The room looked at this time and everything before it was sent. */
const head = v.object({ t: v.literal("head"), at: v.number() });

export const consoleDown = v.variant("t", [welcome, deliveries, head]);
export type ConsoleDown = v.InferOutput<typeof consoleDown>;
