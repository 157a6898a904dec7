import type { Translate } from "./translate.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Time zones differ by whole quarters of an hour: within one it is the same day everywhere. */
const QUARTER = 15 * MINUTE;
const MOST_KEPT = 2_000;

export interface Format {
  number(value: number): string;
  /** A waiting clock's face: 0:42, 59:03, then 1h 05m, then 3d. */
  clock(ms: number): string;
  /** How long something took: 12 ms, 1.4 s, then as the clock. */
  duration(ms: number): string;
  /** "3 min. ago" within a day, then the date. The exact time belongs on hover. */
  relative(at: number, now: number): string;
  /** 12 Nov, with the year where it is another one. */
  date(at: number, now: number): string;
  /** Wed 12 Nov, with the year where it is another one. */
  day(at: number, now: number): string;
  /** Wednesday */
  weekday(at: number): string;
  time(at: number): string;
  /** The time to the second, for a log. */
  clockTime(at: number): string;
  /** Date and time to the second, for hover and audit. */
  exact(at: number): string;
  /** "Sara, Omar and Layla" */
  list(names: readonly string[]): string;
}

/** Intl objects cost about 50 µs each to make and are asked for on every tick: made once a language and time zone. */
export function createFormat(locale: string, timeZone: string | undefined, t: Translate): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const relative = new Intl.RelativeTimeFormat(locale, { style: "short", numeric: "always" });
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", ...zone });
  const dayYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", ...zone });
  const year = new Intl.DateTimeFormat("en", { year: "numeric", ...zone });
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...zone });
  const seconds = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", ...zone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", ...zone });
  const named = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", ...zone });
  const namedYear = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric", ...zone });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });

  const yearOf = kept(year.format, QUARTER);
  const dayOf = kept(day.format, QUARTER);
  const dayYearOf = kept(dayYear.format, QUARTER);
  const whole = kept(number.format, 1);
  const digits = kept(two.format, 1);
  const sameYear = (at: number, now: number) => yearOf(at) === yearOf(now);
  const date = (at: number, now: number) => (sameYear(at, now) ? dayOf : dayYearOf)(at);
  const clock = (ms: number) => {
    const past = Math.max(0, ms);
    if (past < HOUR) return `${whole(Math.floor(past / MINUTE))}:${digits(Math.floor((past % MINUTE) / SECOND))}`;
    if (past < DAY) return t("time.hours", { h: whole(Math.floor(past / HOUR)), m: digits(Math.floor((past % HOUR) / MINUTE)) });
    return t("time.days", { n: whole(Math.floor(past / DAY)) });
  };
  return {
    number: (value) => number.format(value),
    clock,
    duration(ms) {
      if (ms < SECOND) return t("time.ms", { n: number.format(Math.round(ms)) });
      return ms < MINUTE ? t("time.seconds", { n: number.format(ms / SECOND) }) : clock(ms);
    },
    relative(at, now) {
      const past = now - at;
      // A server's clock may run ahead of this one by seconds: "in 2 sec." would only confuse.
      if (past < 45 * SECOND) return t("time.now");
      if (past < HOUR) return relative.format(-Math.max(1, Math.floor(past / MINUTE)), "minute");
      if (past < DAY) return relative.format(-Math.floor(past / HOUR), "hour");
      return date(at, now);
    },
    date,
    day: (at, now) => (sameYear(at, now) ? named : namedYear).format(at),
    weekday: (at) => weekday.format(at),
    time: (at) => time.format(at),
    clockTime: (at) => seconds.format(at),
    exact: (at) => t("time.at", { day: dayYear.format(at), time: seconds.format(at) }),
    list: (names) => list.format(names),
  };
}

/** A list says the same few numbers and days on each of its rows, and a formatter takes as long as the rest of a cell. */
function kept(format: (value: number) => string, step: number): (value: number) => string {
  const said = new Map<number, string>();
  return (value) => {
    const at = Math.floor(value / step);
    const known = said.get(at);
    if (known !== undefined) return known;
    if (said.size >= MOST_KEPT) said.clear();
    const text = format(value);
    said.set(at, text);
    return text;
  };
}
