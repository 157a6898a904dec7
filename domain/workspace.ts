import * as v from "valibot";
import { masks } from "./rights.ts";

const minuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));

/** One open stretch a weekday, minutes after midnight in the workspace's time zone; ISO weekdays, 1 = Monday. */
export const workingHours = v.record(v.picklist(["1", "2", "3", "4", "5", "6", "7"]), v.tuple([minuteOfDay, minuteOfDay]));
export type WorkingHours = v.InferOutput<typeof workingHours>;

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/** One line, as its people read it in menus and titles. */
export const workspaceName = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80), v.regex(/^[^\p{Cc}]+$/u));

/** Nothing but that there is one; the first name and the form; the whole name and the form. Never a telephone or an address (PV2). */
export const PUSH_SHOWS = ["less", "usual", "more"] as const;
export type PushShows = (typeof PUSH_SHOWS)[number];

export const workspaceSettings = v.object({
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  timeZone: v.pipe(v.string(), v.nonEmpty(), v.maxLength(60), v.check(isTimeZone)),
  language: v.picklist(["en", "ar"]),
  workingHours,
  /** Working minutes from Meta's submit to the first attempt: amber past it, red past twice of it. */
  goalMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
  agentsSeeUnclaimed: v.boolean(),
  /** Phone and email kept from these roles until a lead is theirs (PV2). */
  masks: v.optional(masks),
  /** Who has to have a second factor: owners always. */
  secondFactor: v.optional(v.picklist(["owners", "everybody"])),
  /** ISO 4217, of what leads are worth. */
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  /** Who adds a person that a colleague already has is told whose they are. */
  namesColleague: v.optional(v.boolean()),
  /** What a push says of a lead on a locked screen; "usual" where it is left out. */
  pushShows: v.optional(v.picklist(PUSH_SHOWS)),
  /** What a new workspace still lacks is not shown any more. */
  begun: v.optional(v.literal(true)),
});
export type WorkspaceSettings = v.InferOutput<typeof workspaceSettings>;

/** What leads are worth is counted in it where a workspace says nothing else. */
export const DEFAULT_CURRENCY = "AED";

/** Monday to Friday, 09:00 to 18:00, five minutes: what a workspace starts with. */
export const DEFAULT_SETTINGS: WorkspaceSettings = {
  country: "AE",
  timeZone: "Asia/Dubai",
  language: "en",
  workingHours: { "1": [540, 1080], "2": [540, 1080], "3": [540, 1080], "4": [540, 1080], "5": [540, 1080] },
  goalMinutes: 5,
  agentsSeeUnclaimed: true,
};
