import type * as v from "valibot";
import type { FollowUp, FollowUpChange, followUpBody, Repeats } from "./followup.ts";
import { addMonths, momentOf, monthsBetween, wallAt } from "./localtime.ts";

/** When a follow-up is due, whose it is, and what becomes of it. Its shape, which every screen reads, is in `followup.ts`. */

/** Open ones of one lead. */
export const MAX_OPEN = 50;
const DAY_MS = 86_400_000;
/** Back to yesterday: what was to be done this morning may be written down in the evening. */
const MOST_PAST_MS = DAY_MS;
const MOST_AHEAD_MS = 5 * 366 * DAY_MS;

/** Why nothing can be due then. */
export function wrongDue(dueAt: number, now: number): "past" | "far" | null {
  if (dueAt < now - MOST_PAST_MS) return "past";
  return dueAt > now + MOST_AHEAD_MS ? "far" : null;
}

/** FU1: whose an open one is. */
export function personOf(lead: { readonly owner: string | null }, { createdBy }: Pick<FollowUp, "createdBy">): string {
  return lead.owner ?? createdBy;
}

/** NT1: when to remind of it: where that was to be before now, when it is due. Null: it is not wished, or due already. */
export function remindAt({ dueAt, remind: minutes }: Pick<FollowUp, "dueAt" | "remind">, now: number): number | null {
  if (minutes === null || dueAt <= now) return null;
  const at = dueAt - minutes * 60_000;
  return at > now ? at : dueAt;
}

/**
 * FU1: when a repeating one that was due then is due next: the first time of its series after now. The series keeps its hour by the
 * clocks of the zone, and its day of the month, or the month's last where a month has no such day: the 31st, then 28 February, then 31 March.
 */
export function nextDue(dueAt: number, { every, unit, from = dueAt, at: meant = from }: Repeats, timeZone: string, now: number): number {
  const start = wallAt(from, timeZone);
  const after = Math.max(dueAt, meant, now);
  const { day } = wallAt(after, timeZone);
  const passed = unit === "month" ? monthsBetween(start.day, day) : Math.floor((day - start.day) / (unit === "week" ? 7 : 1));
  const time = (n: number) =>
    momentOf(
      { day: unit === "month" ? addMonths(start.day, n) : start.day + n * (unit === "week" ? 7 : 1), minute: start.minute },
      timeZone,
    );
  // That many have gone by, give or take the one of today or of this month.
  for (let n = Math.max(0, Math.floor(passed / every) - 1); ; n++) {
    const at = time(n * every);
    if (at > after) return at;
  }
}

/** As it is set. */
export function newFollowUp(
  { id, way, note, dueAt, remind: minutes, repeats: again }: Omit<v.InferOutput<typeof followUpBody>, "mutation">,
  lead: { readonly id: string; readonly owner: string | null },
  by: string,
  now: number,
): FollowUp {
  return {
    id,
    lead: lead.id,
    person: personOf(lead, { createdBy: by }),
    way,
    note: note || null,
    dueAt,
    remind: minutes,
    repeats: again && { ...again, from: dueAt },
    state: "open",
    doneAt: null,
    createdBy: by,
    createdAt: now,
    version: 1,
  };
}

/** As it is after a change by that person. */
export function afterChange(one: FollowUp, change: FollowUpChange, by: string, now: number): FollowUp {
  const version = one.version + 1;
  switch (change.act) {
    case "done":
      return { ...one, version, state: "done", doneAt: now, person: by };
    case "drop":
      return { ...one, version, state: "dropped" };
    case "move":
      return {
        ...one,
        version,
        dueAt: change.dueAt,
        way: change.way ?? one.way,
        note: change.note === undefined ? one.note : change.note || null,
        remind: change.remind === undefined ? one.remind : change.remind,
        repeats: seriesAfter(one, change),
      };
  }
}

/** Put off once, a series stays where it is; told again how to repeat, it begins anew when it is due by then. */
function seriesAfter(one: FollowUp, { dueAt, repeats: again }: Extract<FollowUpChange, { act: "move" }>): Repeats | null {
  const was = one.repeats;
  if (again === undefined || again === null) return again === undefined ? was : null;
  const same = was !== null && was.every === again.every && was.unit === again.unit && dueAt === one.dueAt;
  return same ? was : { ...again, from: dueAt };
}

/** The one that follows one that is done; null where it does not repeat. */
export function followingOne(
  one: FollowUp,
  id: string,
  lead: { readonly owner: string | null },
  timeZone: string,
  now: number,
): FollowUp | null {
  if (one.repeats === null) return null;
  const dueAt = nextDue(one.dueAt, one.repeats, timeZone, now);
  return {
    ...one,
    id,
    dueAt,
    repeats: { ...one.repeats, at: dueAt },
    person: personOf(lead, one),
    state: "open",
    doneAt: null,
    createdAt: now,
    version: 1,
  };
}
