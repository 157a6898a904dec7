import * as v from "valibot";
import { instant, uuid } from "./ids.ts";

/** What somebody means to do about a lead, and when. It is its lead's owner's to do and goes with the lead. */

export const FOLLOW_UP_WAYS = ["call", "whatsapp", "email", "messenger", "meeting", "other"] as const;
export const followUpWay = v.picklist(FOLLOW_UP_WAYS);
export type FollowUpWay = (typeof FOLLOW_UP_WAYS)[number];

/** Every `every` days, weeks or months from when it was due, in the workspace's time zone. */
export const repeats = v.object({
  every: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90)),
  unit: v.picklist(["day", "week", "month"]),
});
/**
 * As it is kept. `from` is what the series is counted from, written by the server: counted from one another, its times would stay where a
 * short month or a skipped hour once put them. `at`: which time of the series this one is for, where it is not the first, also when it was
 * moved: done before that time, it is not followed by itself.
 */
const series = v.object({ ...repeats.entries, from: v.optional(instant), at: v.optional(instant) });
export type Repeats = v.InferOutput<typeof series>;

export const FOLLOW_UP_STATES = ["open", "done", "dropped"] as const;
export const followUpNote = v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(500)));

export const followUp = v.object({
  id: uuid,
  lead: uuid,
  /** Whose it is to do: the lead's owner, or whoever set it where nobody has the lead. Once it is done, whoever did it. */
  person: v.string(),
  way: followUpWay,
  note: v.nullable(v.string()),
  dueAt: instant,
  /** Minutes before it is due; null: no reminder. */
  remind: v.nullable(v.number()),
  repeats: v.nullable(series),
  state: v.picklist(FOLLOW_UP_STATES),
  doneAt: v.nullable(instant),
  createdBy: v.string(),
  createdAt: instant,
  version: v.number(),
});
export type FollowUp = v.InferOutput<typeof followUp>;

/** Minutes before the due time; at most a week. */
export const remind = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7 * 24 * 60)));

/** `id` is made by who sets it. */
export const followUpBody = v.object({
  mutation: uuid,
  id: uuid,
  way: followUpWay,
  note: v.optional(followUpNote, null),
  dueAt: instant,
  remind: v.optional(remind, null),
  repeats: v.optional(v.nullable(repeats), null),
});

/** Compare-and-set on the follow-up's version. A repeating one that is done is followed by its next. */
export const followUpChangeBody = v.variant("act", [
  v.object({ act: v.literal("done"), mutation: uuid, version: v.number() }),
  v.object({ act: v.literal("drop"), mutation: uuid, version: v.number() }),
  /** Snoozed, or changed in any other way. */
  v.object({
    act: v.literal("move"),
    mutation: uuid,
    version: v.number(),
    dueAt: instant,
    way: v.optional(followUpWay),
    note: v.optional(followUpNote),
    remind: v.optional(remind),
    repeats: v.optional(v.nullable(repeats)),
  }),
]);
export type FollowUpChange = v.InferOutput<typeof followUpChangeBody>;
