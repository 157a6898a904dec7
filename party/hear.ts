import type { WSMessage } from "partyserver";
import * as v from "valibot";
import { PROTOCOL, type UpFrame, upFrame } from "../domain/wire.ts";

/** All that every protocol's hello has in common: an old page is known by its number, whatever else its hello holds. */
const anyHello = v.object({ t: v.literal("hello"), v: v.number() });

/** What a workspace's socket said. */
export function hear(message: WSMessage): UpFrame | "stale client" | "unreadable" {
  return hearAs(upFrame, PROTOCOL, message);
}

/** What a socket of that protocol said. */
export function hearAs<T>(schema: v.GenericSchema<unknown, T>, protocol: number, message: WSMessage): T | "stale client" | "unreadable" {
  const said = parse(message);
  const greeting = v.safeParse(anyHello, said);
  if (greeting.success && greeting.output.v !== protocol) return "stale client";
  const frame = v.safeParse(schema, said);
  return frame.success ? frame.output : "unreadable";
}

function parse(message: WSMessage): unknown {
  if (typeof message !== "string") return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
