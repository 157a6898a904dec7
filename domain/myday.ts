import * as v from "valibot";
import { type FollowUp, followUp } from "./followup.ts";
import { leadRow } from "./lead.ts";
import { position } from "./wire.ts";

/** One person's day: what is overdue, what is to be done now, what comes later; the next best first, with why. */

/** `rows` holds every lead that is named: those with an open follow-up of this person, and those of theirs that wait for a first attempt. */
export const myDayAnswer = v.object({
  position,
  rows: v.array(leadRow),
  followUps: v.array(followUp),
  /** Done since midnight in the workspace's time zone, the last one first. */
  done: v.array(followUp),
  /** There are more than were read. */
  more: v.boolean(),
});
export type MyDay = v.InferOutput<typeof myDayAnswer>;

/** Why something stands where it does; the words are in `web/words`. `at` is the moment it is about, ms UTC. */
export interface Why {
  readonly code: "waiting_red" | "waiting_amber" | "waiting" | "overdue" | "due" | "later";
  readonly at: number;
}

export interface DayItem {
  /** The follow-up's id, or the lead's where it only waits. */
  readonly key: string;
  readonly lead: string;
  readonly followUp: FollowUp | null;
  readonly group: "overdue" | "now" | "later";
  readonly why: Why;
}
