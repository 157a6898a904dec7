import type { WorkingHours } from "../../../domain/workspace.ts";

export type Day = keyof WorkingHours;
const DAYS = ["1", "2", "3", "4", "5", "6", "7"] as const satisfies readonly Day[];
const STEP = 30;
const DAY_MINUTES = 1440;
const USUAL: readonly [number, number] = [540, 1080];
/** A Monday, at noon: the same day in every zone. */
const MONDAY = Date.UTC(2024, 0, 1, 12);

/** Where the week begins on another day than Monday, its days are listed from that one on. */
const BEGINS: Readonly<Record<string, Day>> = {
  AE: "1",
  EG: "6",
  SA: "7",
  KW: "7",
  QA: "7",
  BH: "7",
  OM: "7",
  JO: "7",
  IQ: "7",
  YE: "6",
  US: "7",
};

export function ordered(country: string | undefined): readonly Day[] {
  const first = DAYS.indexOf(BEGINS[country ?? ""] ?? "1");
  return [...DAYS.slice(first), ...DAYS.slice(0, first)];
}

export function dayNames(locale: string): Readonly<Record<Day, string>> {
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return Object.fromEntries(DAYS.map((day, index) => [day, name.format(MONDAY + index * 86_400_000)])) as Record<Day, string>;
}

/** The hours of that day, else what is usual. */
export function stretchOf(hours: WorkingHours, day: Day | undefined): readonly [number, number] {
  return (day === undefined ? undefined : hours[day]) ?? USUAL;
}

/** Half hours, and the one that stands now though it is none of them. */
export function timesFor(now: number): readonly number[] {
  const half = Array.from({ length: DAY_MINUTES / STEP + 1 }, (_, index) => index * STEP);
  return half.includes(now) ? half : [...half, now].sort((a, b) => a - b);
}

/** 09:00; the end of a day is 24:00. */
export function timeWords(minutes: number, locale: string): string {
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  return `${two.format(Math.floor(minutes / 60))}:${two.format(minutes % 60)}`;
}
