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

/** Intl objects are asked for on every tick and take up to a millisecond to make: each is made once a language and time zone, when it is first needed. */
export function createFormat(locale: string, timeZone: string | undefined, t: Translate): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const grouped = lazily(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const relative = lazily(() => new Intl.RelativeTimeFormat(locale, { style: "short", numeric: "always" }));
  const list = lazily(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const dated = (options: Intl.DateTimeFormatOptions, language = locale) => {
    const made = lazily(() => new Intl.DateTimeFormat(language, { ...options, ...zone }));
    return (at: number) => made().format(at);
  };
  const day = dated({ day: "numeric", month: "short" });
  const dayYear = dated({ day: "numeric", month: "short", year: "numeric" });
  const time = dated({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const seconds = dated({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const weekday = dated({ weekday: "long" });
  const named = dated({ weekday: "short", day: "numeric", month: "short" });
  const namedYear = dated({ weekday: "short", day: "numeric", month: "short", year: "numeric" });

  const yearOf = kept(dated({ year: "numeric" }, "en"), QUARTER);
  const dayOf = kept(day, QUARTER);
  const dayYearOf = kept(dayYear, QUARTER);
  /** All languages here write Western digits: where there is nothing to group they write a number alike, and no formatter is needed. */
  const number = (value: number) => (Number.isInteger(value) && value >= 0 && value < 1_000 ? String(value) : grouped().format(value));
  const digits = (value: number) => number(value).padStart(2, "0");
  const sameYear = (at: number, now: number) => yearOf(at) === yearOf(now);
  const date = (at: number, now: number) => (sameYear(at, now) ? dayOf : dayYearOf)(at);
  const clock = (ms: number) => {
    const past = Math.max(0, ms);
    if (past < HOUR) return `${number(Math.floor(past / MINUTE))}:${digits(Math.floor((past % MINUTE) / SECOND))}`;
    if (past < DAY) return t("time.hours", { h: number(Math.floor(past / HOUR)), m: digits(Math.floor((past % HOUR) / MINUTE)) });
    return t("time.days", { n: number(Math.floor(past / DAY)) });
  };
  return {
    number,
    clock,
    duration(ms) {
      if (ms < SECOND) return t("time.ms", { n: number(Math.round(ms)) });
      return ms < MINUTE ? t("time.seconds", { n: number(ms / SECOND) }) : clock(ms);
    },
    relative(at, now) {
      const past = now - at;
      // A server's clock may run ahead of this one by seconds: "in 2 sec." would only confuse.
      if (past < 45 * SECOND) return t("time.now");
      if (past < HOUR) return relative().format(-Math.max(1, Math.floor(past / MINUTE)), "minute");
      if (past < DAY) return relative().format(-Math.floor(past / HOUR), "hour");
      return date(at, now);
    },
    date,
    day: (at, now) => (sameYear(at, now) ? named : namedYear)(at),
    weekday,
    time,
    clockTime: seconds,
    exact: (at) => t("time.at", { day: dayYear(at), time: seconds(at) }),
    list: (names) => list().format(names),
  };
}

/** A list says the same few days on each of its rows, and a formatter takes as long as the rest of a cell. */
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

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
