import { HOUR_MS } from "./lasts.ts";
import type { Mail } from "./kinds.ts";

type Language = Mail["language"];

/** As the app writes: Western digits in both. */
const LOCALE: Readonly<Record<Language, string>> = { en: "en-GB", ar: "ar-AE-u-nu-latn" };
const SAID: Readonly<Record<Language, (day: string, time: string) => string>> = {
  en: (day, time) => `${day}, ${time} UTC`,
  ar: (day, time) => `${day}، ${time} بالتوقيت العالمي (UTC)`,
};
const MINUTE_MS = 60_000;

/** A mail is read anywhere: its times are the world's, and say so. */
export function momentIn(language: Language): (at: number) => string {
  const locale = LOCALE[language];
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
  return (at) => SAID[language](day.format(at), time.format(at));
}

/** Whole hours and minutes, in words. */
export function spanIn(language: Language): (ms: number) => string {
  const locale = LOCALE[language];
  const unit = (name: "hour" | "minute") => new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" });
  const [hours, minutes] = [unit("hour"), unit("minute")];
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  return (ms) => {
    const [h, m] = [Math.floor(ms / HOUR_MS), Math.round((ms % HOUR_MS) / MINUTE_MS)];
    return list.format([...(h > 0 ? [hours.format(h)] : []), ...(m > 0 || h === 0 ? [minutes.format(m)] : [])]);
  };
}

export function countIn(language: Language): (n: number) => string {
  const number = new Intl.NumberFormat(LOCALE[language]);
  return (n) => number.format(n);
}
