import * as v from "valibot";
import { type FollowUp, followUp } from "./followup.ts";
import { BANNABLE, isWaiting, type LeadRow, leadRow, type Priority } from "./lead.ts";
import { dayStart, wallAt } from "./localtime.ts";
import { isBanned, isBannedFromAll } from "./nocontact.ts";
import { position } from "./wire.ts";

/** One person's day: what is overdue, what is to be done now, what comes later; the next best first, with why. */

/** `rows` holds every lead that is named: those with an open follow-up of this person, and those of theirs that wait for a first attempt or sent a form again. */
export const myDayAnswer = v.object({
  position,
  rows: v.array(leadRow),
  followUps: v.array(followUp),
  /** Those of them that somebody else set who cannot do them any more, on leads that nobody has. */
  inherited: v.optional(v.array(v.string()), []),
  /** The channels that its person left unticked on a form, by lead; those of done ones are not told. */
  unticked: v.optional(v.record(v.string(), v.array(v.picklist(BANNABLE))), {}),
  /** Done since midnight in the workspace's time zone, the last one first. */
  done: v.array(followUp),
  /** There are more than were read. */
  more: v.boolean(),
});
export type MyDay = v.InferOutput<typeof myDayAnswer>;

/** Why something stands where it does; the words are in `web/words`. `at`: since when they wait, or when it is due, ms UTC. */
export interface Why {
  readonly code: "waiting_red" | "waiting_amber" | "waiting" | "again" | "overdue" | "due" | "later";
  readonly at: number;
}

export interface DayItem {
  /** The follow-up's id, or the lead's where it only waits. */
  readonly key: string;
  readonly lead: string;
  readonly followUp: FollowUp | null;
  readonly group: "overdue" | "now" | "later";
  readonly why: Why;
  /** What else there is to be done about this lead, less urgent. */
  readonly others: number;
  /** Whoever set it cannot do it any more. */
  readonly inherited?: true;
}

/** How far ahead follow-ups are read: to the end of the seventh day from now. */
export const DAYS_AHEAD = 7;
/** Nobody answers more in a day: of those who only wait, so many are read and planned, whoever waits longest. */
export const WAITING_LEADS = 100;

const NOBODYS: ReadonlySet<string> = new Set();

interface Thing {
  readonly row: LeadRow;
  readonly followUp: FollowUp | null;
  readonly why: Why;
  /** Of the workspace's calendar, on which it was due; of what is overdue only. */
  readonly day: number;
}

/**
 * What to do next, the best first. Who waits for a first answer comes before everything, those over the goal before the others, whoever
 * waits longest first. Then who sent a form again and was not tried since. Then what is overdue: the oldest day first, within a day by the lead's priority. Then what is due today and
 * after, by its time. A lead stands once, where its most urgent thing does. `rows` may be fresher than `followUps`: what a lead's row says of
 * its owner, its archiving and "do not contact" is what counts.
 */
export function planDay({
  me,
  rows,
  followUps,
  inherited = NOBODYS,
  now,
  settings: { timeZone },
}: {
  readonly me: string;
  readonly rows: readonly LeadRow[];
  readonly followUps: readonly FollowUp[];
  /** FU1: what else falls to them, by the follow-ups' ids. */
  readonly inherited?: ReadonlySet<string>;
  readonly now: number;
  readonly settings: { readonly timeZone: string };
}): DayItem[] {
  const known = new Map(rows.map((row) => [row.id, row]));
  const tomorrow = dayStart(now, timeZone, 1);
  // Nobody is urged to answer whom there is no way left to reach.
  const waiting = [...known.values()]
    .filter((row) => row.owner === me && row.archivedAt == null && isWaiting(row) && !isBannedFromAll(row.noContact))
    .sort((a, b) => a.submittedAt - b.submittedAt || a.n - b.n)
    .slice(0, WAITING_LEADS);
  const things: Thing[] = waiting.map((row) => ({ row, followUp: null, why: whyWaiting(row, now), day: 0 }));
  for (const row of known.values()) {
    const again = row.againAt ?? null;
    if (again === null || row.owner !== me || row.archivedAt != null || isWaiting(row) || isBannedFromAll(row.noContact)) continue;
    things.push({ row, followUp: null, why: { code: "again", at: again }, day: 0 });
  }
  for (const followUp of new Map(followUps.map((one) => [one.id, one])).values()) {
    const row = known.get(followUp.lead);
    const falls = followUp.person !== me && inherited.has(followUp.id);
    if (row === undefined || !isToDo(row, followUp, falls ? followUp.person : me, me)) continue;
    const at = followUp.dueAt;
    const code = at < now ? "overdue" : at < tomorrow ? "due" : "later";
    things.push({ row, followUp, why: { code, at }, day: code === "overdue" ? wallAt(at, timeZone).day : 0 });
  }
  const items = new Map<string, DayItem>();
  for (const { row, followUp, why } of things.sort(inTurn)) {
    const first = items.get(row.id);
    if (first !== undefined) items.set(row.id, { ...first, others: first.others + 1 });
    else {
      const falls = followUp !== null && row.owner === null && followUp.person !== me;
      const item = { key: followUp?.id ?? row.id, lead: row.id, followUp, group: GROUP[why.code], why, others: 0 };
      items.set(row.id, falls ? { ...item, inherited: true } : item);
    }
  }
  return [...items.values()];
}

/** The row decides: a follow-up goes with its lead, rests while it is archived, and is dropped where it would reach them against their wish. */
function isToDo(row: LeadRow, followUp: FollowUp, setter: string, me: string): boolean {
  const mine = row.owner === null ? followUp.person === setter : row.owner === me;
  return mine && followUp.state === "open" && row.archivedAt == null && !isBanned(row.noContact, followUp.way);
}

function whyWaiting({ submittedAt: at, amberAt, redAt }: LeadRow, now: number): Why {
  const past = (deadline: number | undefined) => deadline !== undefined && deadline > 0 && deadline <= now;
  if (past(redAt)) return { code: "waiting_red", at };
  return { code: past(amberAt) ? "waiting_amber" : "waiting", at };
}

const GROUP: Readonly<Record<Why["code"], DayItem["group"]>> = {
  waiting_red: "now",
  waiting_amber: "now",
  waiting: "now",
  again: "now",
  overdue: "overdue",
  due: "now",
  later: "later",
};

const TURN: readonly Why["code"][] = ["waiting_red", "waiting_amber", "waiting", "again", "overdue", "due", "later"];
const PRIORITY: Readonly<Record<Priority | "none", number>> = { urgent: 0, high: 1, medium: 2, none: 2, low: 3 };

function inTurn(a: Thing, b: Thing): number {
  const overdue = a.why.code === "overdue" && b.why.code === "overdue";
  return (
    TURN.indexOf(a.why.code) - TURN.indexOf(b.why.code) ||
    (overdue
      ? a.day - b.day || priorityOf(a) - priorityOf(b) || a.why.at - b.why.at
      : a.why.at - b.why.at || priorityOf(a) - priorityOf(b)) ||
    a.row.n - b.row.n ||
    // Of one lead and one moment; a follow-up's id is in the order in which they were set.
    ((a.followUp?.id ?? "") < (b.followUp?.id ?? "") ? -1 : 1)
  );
}

function priorityOf({ row }: Thing): number {
  return PRIORITY[row.priority ?? "none"];
}
