import { momentOf, wallAt, weekdayOf } from "../../../../domain/localtime.ts";
import type { WorkspaceSettings } from "../../../../domain/workspace.ts";

type Hours = Pick<WorkspaceSettings, "workingHours" | "timeZone">;
export type ChoiceId = "hour" | "afternoon" | "tomorrow" | "morning" | "days3" | "week";

export interface Choice {
  readonly id: ChoiceId;
  readonly at: number;
}

const HOUR_MS = 60 * 60_000;
const FIVE_MS = 5 * 60_000;
const AFTERNOON = 15 * 60;
/** Later than this it is no afternoon of today any more. */
const AFTERNOON_UNTIL = 14 * 60 + 30;
/** Where a workspace has said no hours, or works around the clock: nobody means midnight by the morning. */
const MORNING = 9 * 60;
const EARLIEST = 6 * 60;
const WEEK = 7;

/** Moments that people mean most often, within the hours in which this workspace works; none twice, the soonest first. */
export function timeChoices(now: number, { workingHours, timeZone }: Hours): Choice[] {
  const { day: today, minute } = wallAt(now, timeZone);
  const stretch = (day: number) => workingHours[String(weekdayOf(day)) as keyof typeof workingHours];
  const none = Object.keys(workingHours).length === 0;
  const works = (day: number) => none || stretch(day) !== undefined;
  const opening = (day: number) => {
    const [opens, closes] = stretch(day) ?? [MORNING, 24 * 60];
    return momentOf({ day, minute: opens < EARLIEST && MORNING < closes ? MORNING : opens }, timeZone);
  };
  const firstFrom = (from: number, is: (day: number) => boolean = works) =>
    [0, 1, 2, 3, 4, 5, 6].map((ahead) => from + ahead).find(is) ?? from + WEEK - 1;

  const [opens, closes] = stretch(today) ?? (none ? [MORNING, 24 * 60] : [0, 0]);
  const inAfternoon = minute < AFTERNOON_UNTIL && opens <= AFTERNOON && AFTERNOON < closes;
  const nextDay = firstFrom(today + 1);
  // A week begins after a day on which nobody works; where there is none, this day of the next one is meant.
  const nextWeek = firstFrom(today + 1, (day) => works(day) && !works(day - 1));

  const choices: Choice[] = [
    { id: "hour", at: Math.ceil((now + HOUR_MS) / FIVE_MS) * FIVE_MS },
    ...(inAfternoon ? [{ id: "afternoon" as const, at: momentOf({ day: today, minute: AFTERNOON }, timeZone) }] : []),
    { id: nextDay === today + 1 ? "tomorrow" : "morning", at: opening(nextDay) },
    { id: "days3", at: opening(firstFrom(today + 3)) },
    { id: "week", at: opening(nextWeek) },
  ];
  return choices.filter(({ at }, index) => choices.findIndex((one) => one.at === at) === index).sort((a, b) => a.at - b.at);
}
