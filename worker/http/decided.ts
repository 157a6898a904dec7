import * as v from "valibot";
import type { DecidedAnswer } from "../../domain/people.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Capability } from "../../domain/rights.ts";
import { carryOn } from "../identity/carry.ts";
import type { By, Decided } from "../store/decisions.ts";
import { actorOf, type DoorContext, doerOf } from "./door.ts";
import { refused } from "./need.ts";

/** What every decision of an admin has in common: who decides, a record of what was refused, and whether it is in force yet. */

export function byOf(c: DoorContext): By {
  return { actor: actorOf(c), doer: doerOf(c) };
}

/** Does what the capability is for; a refusal because of whom it is about is recorded like one by the table. */
export async function asking<T>(c: DoorContext, capability: Capability, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refusal && error.code === "not_allowed" && error.detail === undefined ? refused(c, capability) : error;
  }
}

/** Decides, carries it to the shard and the rooms at once, and tells whether all of them confirmed it (EV4). */
export async function decided(
  c: DoorContext,
  capability: Capability,
  subjects: readonly string[],
  work: () => Promise<Decided & { readonly job?: string }>,
): Promise<Response> {
  const { version, job } = await asking(c, capability, work);
  const pending = await carryOn(c.env, c.executionCtx, { workspace: actorOf(c).workspace, subjects });
  return c.json({ version, pending, ...(job === undefined ? {} : { job }) } satisfies DecidedAnswer);
}

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64));

/** An id of the path. One that is none names nothing: the same answer as for what is not there. */
export function idIn(c: DoorContext, name: string): string {
  const given = c.req.param(name);
  if (!v.is(id, given)) throw new Refusal("not_found");
  return given;
}

/** Each recovery that is asked for writes to several people: nobody asks, and stops it, and asks, all day. */
const RECOVERIES = { limit: 20, windowMs: 24 * 3_600_000 };

export function takeRecovery(c: DoorContext, asker: string): Promise<void> {
  return take(c, `recoveries asked by ${asker}`, RECOVERIES.limit, RECOVERIES.windowMs);
}

/** Takes one of so many tries of that name. */
export async function take(c: DoorContext, name: string, limit: number, windowMs: number): Promise<void> {
  const retryAfter = await c.env.THROTTLE.getByName(name).take(limit, windowMs);
  if (retryAfter > 0) throw new Refusal("too_many", { retryAfter });
}
