import type { FollowUp, Repeats } from "../../../../domain/followup.ts";
import { wallAt } from "../../../../domain/localtime.ts";
import type { Format, Translate } from "../../../words/index.ts";

/** What is needed to say a moment: the words, and the zone that the workspace lives in. */
export interface Saying {
  readonly t: Translate;
  readonly format: Format;
  readonly now: number;
  readonly zone: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A moment to come or just past, as people say it: in 20 minutes, today at 15:30, Thu 27 Nov at 10:00. */
export function whenWords({ t, format, now, zone }: Saying, at: number): string {
  const away = Math.abs(at - now);
  if (away < HOUR) {
    const time = t("followUps.minutes", { n: Math.max(1, Math.round(away / MINUTE)) });
    return t(at >= now ? "followUps.in" : "followUps.ago", { time });
  }
  return atWords({ t, format, now, zone }, at);
}

/** The same as a place on the calendar, for what was decided and stays so. */
export function atWords({ t, format, now, zone }: Saying, at: number): string {
  const time = format.time(at);
  switch (wallAt(at, zone).day - wallAt(now, zone).day) {
    case 0:
      return t("followUps.at", { day: t("followUps.today"), time });
    case 1:
      return t("followUps.at", { day: t("followUps.tomorrow"), time });
    case -1:
      return t("followUps.at", { day: t("followUps.yesterday"), time });
    default:
      return t("followUps.at", { day: format.day(at, now), time });
  }
}

const REPEATS = { day: "followUps.repeats.days", week: "followUps.repeats.weeks", month: "followUps.repeats.months" } as const;

export function repeatWords(t: Translate, { every, unit }: Repeats): string {
  return every === 1 ? t(`followUps.repeats.${unit}`) : t(REPEATS[unit], { n: every });
}

const DAY_MINUTES = 24 * 60;

export function remindWords(t: Translate, minutes: FollowUp["remind"]): string {
  if (minutes === null) return t("followUps.remind.none");
  if (minutes === 0) return t("followUps.remind.at");
  const whole = (unit: number) => minutes % unit === 0;
  const time = whole(DAY_MINUTES)
    ? t("followUps.days", { n: minutes / DAY_MINUTES })
    : whole(60)
      ? t("followUps.hours", { n: minutes / 60 })
      : t("followUps.minutes", { n: minutes });
  return t("followUps.remind.before", { time });
}

/** A key that is called "other" would be a plural's. */
export function wayWords(t: Translate, way: FollowUp["way"]): string {
  return t(`followUps.way.${way === "other" ? "something" : way}`);
}

/** What a follow-up is called where it is named: its way, and its note if there is one. */
export function followUpWords(t: Translate, of: Pick<FollowUp, "way" | "note">): string {
  const way = wayWords(t, of.way);
  return of.note === null || of.note === "" ? way : t("followUps.called", { way, note: of.note });
}
