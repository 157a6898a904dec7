/**
 * Wall clocks of a time zone, by `Intl` alone: screens use it too, and a date library would be theirs to load. To the minute; a day is its
 * number since 1 January 1970.
 */
export interface Wall {
  readonly day: number;
  /** After midnight. */
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function wallAt(at: number, timeZone: string): Wall {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Readonly<Record<"year" | "month" | "day" | "hour" | "minute", number>>;
  return { day: Date.UTC(part.year, part.month - 1, part.day) / DAY_MS, minute: part.hour * 60 + part.minute };
}

/** The moment at which the clocks show it: the first of two where they are put back, as much later as they jump where they skip it. */
export function momentOf({ day, minute }: Wall, timeZone: string): number {
  const asUtc = day * DAY_MS + minute * MINUTE_MS;
  // No zone changes its clocks twice within two days.
  const before = asUtc - offsetAt(asUtc - DAY_MS, timeZone);
  const after = asUtc - offsetAt(asUtc + DAY_MS, timeZone);
  const shows = (at: number) => at + offsetAt(at, timeZone) === asUtc;
  return [before, after].filter(shows).sort((a, b) => a - b)[0] ?? before;
}

/** The first moment of the day that is so many days from this one. */
export function dayStart(at: number, timeZone: string, days = 0): number {
  return momentOf({ day: wallAt(at, timeZone).day + days, minute: 0 }, timeZone);
}

/** ISO: 1 is Monday. */
export function weekdayOf(day: number): number {
  // 1 January 1970 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** So many months on, the last day of the month where it has no such day. */
export function addMonths(day: number, months: number): number {
  const from = new Date(day * DAY_MS);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / DAY_MS;
}

/** From one day to another, by the calendar's months alone. */
export function monthsBetween(from: number, to: number): number {
  const [a, b] = [new Date(from * DAY_MS), new Date(to * DAY_MS)];
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
}

function offsetAt(at: number, timeZone: string): number {
  const { day, minute } = wallAt(at, timeZone);
  return day * DAY_MS + minute * MINUTE_MS - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = formatIn(timeZone);
  formats.set(timeZone, made);
  return made;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const shape = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", { ...shape, timeZone });
  } catch (error) {
    // A zone that this runtime does not know costs somebody an hour, not their day.
    if (error instanceof RangeError) return new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", { ...shape, timeZone: "UTC" });
    throw error;
  }
}
