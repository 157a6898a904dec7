import { momentOf, wallAt, weekdayOf } from "./localtime.ts";
import type { WorkingHours } from "./workspace.ts";

/** When to try again to reach somebody who did not answer. */

const HOUR_MS = 3_600_000;
const SOON_MS = 2 * HOUR_MS;
/** Proposed times are ones that people say. */
const QUARTER = 15;
const QUARTER_MS = QUARTER * 60_000;
const DAYS_A_WEEK = 7;
/** Where a workspace says of no day that it works: nobody is called at night. */
const ANY_DAY: readonly [number, number] = [9 * 60, 18 * 60];

type Stretch = readonly [opens: number, closes: number];

/**
 * `tries`: how often nobody answered in a row, the last time now. After the first two hours later; after the second on the next working day,
 * after the third on the one after it, then a week later: those in the other half of the day, since who is busy in the morning may not be
 * in the afternoon. Always within working hours.
 */
export function proposeNextTry({
  now,
  tries,
  hours,
  timeZone,
}: {
  readonly now: number;
  readonly tries: number;
  readonly hours: WorkingHours;
  readonly timeZone: string;
}): number {
  const { day, minute } = wallAt(now, timeZone);
  const open = stretches(hours);
  if (tries <= 1) return fromThen(Math.ceil((now + SOON_MS) / QUARTER_MS) * QUARTER_MS, open, timeZone);
  const then = tries === 2 ? workingDay(day, 1, open) : tries === 3 ? workingDay(day, 2, open) : workingDay(day + DAYS_A_WEEK - 1, 1, open);
  return momentOf({ day: then, minute: otherHalf(minute, openOn(then, open)) }, timeZone);
}

type Open = readonly (Stretch | null)[];

/** By weekday, Monday first. */
function stretches(hours: WorkingHours): Open {
  const week = Array.from({ length: DAYS_A_WEEK }, (_, n) => {
    const stretch = hours[String(n + 1) as keyof WorkingHours];
    return stretch !== undefined && stretch[1] > stretch[0] ? stretch : null;
  });
  return week.some((stretch) => stretch !== null) ? week : week.map(() => ANY_DAY);
}

function openOn(day: number, open: Open): Stretch {
  return open[weekdayOf(day) - 1] ?? ANY_DAY;
}

function isOpen(day: number, open: Open): boolean {
  return open[weekdayOf(day) - 1] !== null;
}

/** That moment, where it is within working hours, else when they begin next. */
function fromThen(at: number, open: Open, timeZone: string): number {
  const { day, minute } = wallAt(at, timeZone);
  const [opens, closes] = openOn(day, open);
  if (isOpen(day, open) && minute < closes) return minute >= opens ? at : momentOf({ day, minute: opens }, timeZone);
  const next = workingDay(day, 1, open);
  return momentOf({ day: next, minute: openOn(next, open)[0] }, timeZone);
}

/** The n-th working day after that day. */
function workingDay(after: number, n: number, open: Open): number {
  let day = after;
  for (let left = n; left > 0;) {
    day += 1;
    if (isOpen(day, open)) left -= 1;
  }
  return day;
}

/** The middle of the half that the minute is not in. */
function otherHalf(minute: number, [opens, closes]: Stretch): number {
  const long = closes - opens;
  const middle = opens + long * (minute < opens + long / 2 ? 3 / 4 : 1 / 4);
  return Math.max(opens, Math.floor(middle / QUARTER) * QUARTER);
}
