import type { ApiFailure, FailureCode } from "../connection/call.ts";
import type { CommandKind } from "../connection/command.ts";
import type { Returned, Waiting } from "./waiting.ts";
import { writtenIn } from "./written.ts";

/** No answer at all, or one that says to come again: nothing was decided. */
export const LOST: ReadonlySet<FailureCode> = new Set<FailureCode>(["offline", "unavailable"]);
export const ENDED: ReadonlySet<FailureCode> = new Set<FailureCode>(["not_signed_in", "second_factor_needed"]);
/** The lead went, or the right to it: where something was written there may be nothing left on screen. */
const WENT: ReadonlySet<FailureCode> = new Set<FailureCode>(["not_found", "not_allowed"]);
/** Refused at once, these are before the person as they were written for as long as the lead is. */
const BEFORE_ONE: ReadonlySet<CommandKind> = new Set<CommandKind>(["note", "no_contact"]);

/** OF1: a refused change as it comes back to its author; null: it does not. `held`: it had waited. `isHere`: its lead still is. */
export function comingBack(one: Waiting, failure: ApiFailure, { held, isHere }: { held: boolean; isHere: boolean }): Returned | null {
  const { code, by, why, lead } = failure;
  if (one.silent || !(held ? !ENDED.has(code) : WENT.has(code) && isLostOtherwise(one, isHere))) return null;
  return { ...one, code, by, why, known: lead };
}

/** A lead that is added is asked for until the answer is here, and goes on being asked for. */
function isLostOtherwise({ command }: Waiting, isHere: boolean): boolean {
  if (command.kind === "create" || writtenIn(command).length === 0) return false;
  return !isHere || !BEFORE_ONE.has(command.kind);
}

/** How a change that came back can be made once more; null: it would be refused again. */
export function wayOn({ command, code }: Returned): "all_the_same" | "anyway" | "again" | null {
  if (code === "internal") return "again";
  if (command.kind === "create" && code === "known_person") return "anyway";
  // Upon the lead as it is now; what is meant for anything else's version, or takes one change back, stays what it was.
  return code === "conflict" && command.versioned ? "all_the_same" : null;
}
