/** Days without a time, written as `2026-11-26`: a birthday is the same day in every time zone. */

const DAY_MS = 86_400_000;

export function dayOf(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same date of another month; the 31st becomes its last day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = partsOf(day);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(year, month + months, Math.min(date, last));
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay() || 7;
}

/** Where the week of a day starts, by what the reader's country starts its weeks with. */
export function startOfWeek(day: string, first: number): string {
  return addDays(day, -((weekdayOf(day) - first + 7) % 7));
}

/** Six weeks that hold the whole month: every month is as high as the others. */
export function weeksOf(day: string, first: number): string[][] {
  const [year, month] = partsOf(day);
  const start = startOfWeek(dayOf(year, month, 1), first);
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, index) => addDays(start, week * 7 + index)));
}

interface WeekInfo {
  getWeekInfo(): { readonly firstDay: number };
}

export function firstWeekday(locale: string): number {
  const told = new Intl.Locale(locale);
  // Firefox does not tell.
  return "getWeekInfo" in told ? (told as Intl.Locale & WeekInfo).getWeekInfo().firstDay : 1;
}

export function partsOf(day: string): [year: number, month: number, date: number] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return [year, month, date];
}

/** A day as somebody types it, day first: `26/11`, `26.11.26`, `26 11 2026`, or `2026-11-26`. Without a year it is this one. */
export function readDay(text: string, today: string): string | null {
  const numbers = latinDigits(text).match(/\d+/g) ?? [];
  if (numbers.length < 2 || numbers.length > 3 || numbers.some((one) => one.length > 4)) return null;
  const [a = "", b = "", c] = numbers;
  const [thisYear] = partsOf(today);
  const [year, month, date] = a.length === 4 ? [a, b, c] : [c ?? String(thisYear), b, a];
  const whole = year.length === 2 ? Number(`${String(thisYear).slice(0, 2)}${year}`) : Number(year);
  if (date === undefined || whole < 1000) return null;
  const found = dayOf(whole, Number(month), Number(date));
  // 31 February is no day: it would become one in March.
  return found === `${whole}-${month.padStart(2, "0")}-${date.padStart(2, "0")}` ? found : null;
}

/** Digits of Arabic and Persian keyboards as the others. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

/** 26 Nov 2026; what is no day is left as it is. */
export function dayWords(locale: string, day: string): string {
  const at = Date.parse(day);
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(at);
}
