import { Temporal } from "temporal-polyfill";
import type { WorkingHours } from "./workspace.ts";

/** Looking further ahead than this means there are no working hours worth the name. */
const MAX_DAYS_AHEAD = 14;

/**
 * The instant at which `minutes` of working time have passed since `from` (ms UTC). Without any working hours in the next
 * fortnight, plain time is used: a clock that can never turn amber would hide waiting people.
 */
export function afterWorkingMinutes(from: number, minutes: number, hours: WorkingHours, timeZone: string): number {
  try {
    return afterOpenMinutes(from, minutes, hours, timeZone);
  } catch (error) {
    // A zone that this runtime does not know may cost a clock its colours, and no lead (IN4).
    if (error instanceof RangeError) return from + minutes * 60_000;
    throw error;
  }
}

function afterOpenMinutes(from: number, minutes: number, hours: WorkingHours, timeZone: string): number {
  let left = minutes * 60_000;
  let day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone).toPlainDate();
  for (let n = 0; n <= MAX_DAYS_AHEAD; n++, day = day.add({ days: 1 })) {
    const stretch = hours[String(day.dayOfWeek) as keyof WorkingHours];
    if (stretch === undefined) continue;
    const opens = Math.max(from, atMinute(day, stretch[0], timeZone));
    const closes = atMinute(day, stretch[1], timeZone);
    if (closes <= opens) continue;
    if (closes - opens >= left) return opens + left;
    left -= closes - opens;
  }
  return from + minutes * 60_000;
}

/** When the waiting clock turns amber (the goal) and red (twice the goal), ms UTC. */
export function waitingDeadlines(
  submittedAt: number,
  settings: { readonly goalMinutes: number; readonly workingHours: WorkingHours; readonly timeZone: string },
): { amberAt: number; redAt: number } {
  const { goalMinutes, workingHours, timeZone } = settings;
  return {
    amberAt: afterWorkingMinutes(submittedAt, goalMinutes, workingHours, timeZone),
    redAt: afterWorkingMinutes(submittedAt, goalMinutes * 2, workingHours, timeZone),
  };
}

function atMinute(day: Temporal.PlainDate, minute: number, timeZone: string): number {
  const midnight = day.toPlainDateTime();
  return midnight.add({ minutes: minute }).toZonedDateTime(timeZone).epochMilliseconds;
}
