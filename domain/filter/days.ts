import { dayStart, momentOf, wallAt } from "../localtime.ts";
import type { Condition } from "./condition.ts";

const DAY_MS = 86_400_000;
const DAY = /^(19|20|21)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A day of the calendar that there is, `2026-11-26`. */
export function isDay(text: string): boolean {
  return DAY.test(text) && dayOf(numberOf(text)) === text;
}

/** Both ends belong to it; null: open. */
export interface Range<T> {
  readonly from: T | null;
  readonly to: T | null;
}

export interface Now {
  /** Ms UTC. */
  readonly now: number;
  /** The workspace's: it is where a day begins. */
  readonly timeZone: string;
}

/** The moments that a condition on moments means, whole days where it says days. */
export function momentsOf({ op, values }: Pick<Condition, "op" | "values">, { now, timeZone }: Now): Range<number> {
  if (op === "overdue") return { from: null, to: now - 1 };
  const { from, to } = numbersOf({ op, values }, wallAt(now, timeZone).day);
  const starts = (day: number) => momentOf({ day, minute: 0 }, timeZone);
  return { from: from === null ? null : starts(from), to: to === null ? null : starts(to + 1) - 1 };
}

/** The same for days as they are written. */
export function daysOf({ op, values }: Pick<Condition, "op" | "values">, { now, timeZone }: Now): Range<string> {
  const today = wallAt(now, timeZone).day;
  const { from, to } = op === "overdue" ? { from: null, to: today - 1 } : numbersOf({ op, values }, today);
  return { from: from === null ? null : dayOf(from), to: to === null ? null : dayOf(to) };
}

/** When what a filter says of days changes by itself: the end of today. */
export function nextDay({ now, timeZone }: Now): number {
  return dayStart(now, timeZone, 1);
}

/** Today is the first of the next days and the last of the last ones. */
function numbersOf({ op, values }: Pick<Condition, "op" | "values">, today: number): Range<number> {
  const [first = "", second = ""] = values;
  switch (op) {
    case "today":
      return { from: today, to: today };
    case "last":
      return { from: today - Number(first) + 1, to: today };
    case "next":
      return { from: today, to: today + Number(first) - 1 };
    case "before":
      return { from: null, to: numberOf(first) - 1 };
    case "after":
      return { from: numberOf(first) + 1, to: null };
    case "between":
      return { from: numberOf(first), to: numberOf(second) };
    default:
      return { from: numberOf(first), to: numberOf(first) };
  }
}

function numberOf(day: string): number {
  return Date.parse(day) / DAY_MS;
}

function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
