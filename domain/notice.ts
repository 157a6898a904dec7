import * as v from "valibot";
import { instant, uuid } from "./ids.ts";
import { momentOf, wallAt } from "./localtime.ts";
import { isTimeZone } from "./workspace.ts";

/**
 * NT1: what somebody is told of. A notice holds ids and a kind, nothing of the lead itself: its words are made when it is read or pushed,
 * by what its reader may see then.
 */

export const NOTICE_KINDS = ["assigned", "again", "over_goal", "follow_up", "mention", "taken"] as const;
export const noticeKind = v.picklist(NOTICE_KINDS);
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What a notice says besides whose lead: ids. */
export interface NoticeData {
  /** Who did it; left out where nobody did: routing, the clock. */
  readonly by?: string | undefined;
  /** The follow-up, or the entry in the story of a note or of a form that was sent again. */
  readonly entry?: string | undefined;
  /** That form. */
  readonly form?: string | undefined;
}

/** In the log, beside a change's fields: somebody whom a note names is told of it. */
const NAMES = "names:";
export const namingField = (person: string): string => `${NAMES}${person}`;

/** In the log, beside a change's fields: the lead sent a form again. */
export const SENT_AGAIN = "submissions";

/** Whom a change of a lead told something: who has it now, who had it, and whom it names; never who did it. */
export function toldOf(change: {
  readonly fields: readonly string[];
  readonly actor: string | null;
  readonly before: { readonly owner: string | null } | null;
  readonly after: { readonly owner: string | null } | null;
}): string[] {
  const [from, to] = [change.before?.owner ?? null, change.after?.owner ?? null];
  const named = change.fields.flatMap((field) => (field.startsWith(NAMES) ? [field.slice(NAMES.length)] : []));
  const again = from === to && change.fields.includes(SENT_AGAIN) ? [to] : [];
  return [...(from === to ? [] : [from, to]), ...again, ...named].flatMap((person) =>
    person === null || person === change.actor ? [] : [person],
  );
}

export const noticeRow = v.object({
  id: uuid,
  at: instant,
  kind: noticeKind,
  /** As its reader sees it now, with the form it is about or came by; null: it is out of their sight, or gone. */
  lead: v.nullable(v.object({ id: uuid, name: v.string(), form: v.nullable(v.string()) })),
  /** Who did it; null: nobody, or out of sight. */
  by: v.nullable(v.string()),
  /** The follow-up, or the entry in the lead's story. */
  entry: v.nullable(v.string()),
  read: v.boolean(),
});
export type NoticeRow = v.InferOutput<typeof noticeRow>;

export const NOTICES_PAGE = 50;
/** Unread ones are counted so far: that many is that many and more. */
export const UNREAD_MOST = 100;

/** `after` is the `next` of the page before: the newest come first. */
export const noticesQuery = v.object({ after: v.optional(uuid) });
export const noticesAnswer = v.object({ notices: v.array(noticeRow), next: v.nullable(uuid), unread: v.number() });
export type NoticesPage = v.InferOutput<typeof noticesAnswer>;

const someNotices = v.pipe(v.array(uuid), v.minLength(1), v.maxLength(NOTICES_PAGE * 2));

/** `all`: those that are there; `upTo`: not those that came after this one. */
export const noticesReadBody = v.union([
  v.strictObject({ ids: someNotices }),
  v.strictObject({ all: v.literal(true), upTo: v.optional(uuid) }),
]);
export type NoticesRead = v.InferOutput<typeof noticesReadBody>;
/** `at`: when those became read that were not yet; with it they are told from what was read before or since. */
export const noticesReadAnswer = v.object({ unread: v.number(), at: instant });

/** What was marked read then is unread again; `ids`: only of these. */
export const noticesUnreadBody = v.strictObject({ at: instant, ids: v.optional(someNotices) });
export type NoticesUnread = v.InferOutput<typeof noticesUnreadBody>;
export const noticesUnreadAnswer = v.object({ unread: v.number(), changed: v.number() });

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60 - 1));

/** Minutes after midnight by the person's own clock; over midnight where `to` is the earlier one. */
export const quietHours = v.pipe(
  v.object({ from: minute, to: minute, timeZone: v.pipe(v.string(), v.nonEmpty(), v.maxLength(60), v.check(isTimeZone)) }),
  v.check(({ from, to }) => from !== to),
);
export type QuietHours = v.InferOutput<typeof quietHours>;

/** What somebody wants pushed, and when. Notices themselves are kept whatever stands here. */
export const notifySettings = v.object({
  off: v.pipe(
    v.array(noticeKind),
    v.maxLength(NOTICE_KINDS.length),
    v.transform((kinds) => NOTICE_KINDS.filter((kind) => kinds.includes(kind))),
  ),
  quiet: v.nullable(quietHours),
});
export type NotifySettings = v.InferOutput<typeof notifySettings>;
export const DEFAULT_NOTIFY: NotifySettings = { off: [], quiet: null };

/** When the quiet hours that it is in end; null: it is in none. */
export function quietUntil(quiet: QuietHours | null, now: number): number | null {
  if (quiet === null) return null;
  const { from, to, timeZone } = quiet;
  const { day, minute: at } = wallAt(now, timeZone);
  const inside = from < to ? at >= from && at < to : at >= from || at < to;
  if (!inside) return null;
  const end = momentOf({ day: at < to ? day : day + 1, minute: to }, timeZone);
  // Clocks that are put back show an hour twice, and the end may have been in the first one.
  return end > now ? end : null;
}

/** With more than so many at once they are said together. */
export const FLOOD = 3;
/** Nobody used a session for this long: they are away. */
export const AWAY_MS = 30 * 60_000;
/** What was held back for longer than a push takes was held back with others. */
const HELD_MS = 10 * 60_000;

export interface Due {
  readonly id: string;
  readonly at: number;
  readonly kind: NoticeKind;
}

export interface Receiver extends NotifySettings {
  /** When a session of theirs was last used. */
  readonly seenAt: number;
}

export type Push<T extends Due> =
  | { readonly kind: "wait"; readonly until: number }
  | { readonly kind: "none" }
  | { readonly kind: "each"; readonly notices: readonly T[] }
  | { readonly kind: "digest"; readonly notices: readonly T[] };

/**
 * NT1: what is pushed of what is due. `unread`: all that the person has not read, those that are due among them. To somebody who is away,
 * each push says all there is since then, in place of the one before: they come back to one.
 */
export function decidePush<T extends Due>(due: readonly T[], unread: readonly T[], to: Receiver, now: number): Push<T> {
  const wanted = (some: readonly T[]) => some.filter((one) => !to.off.includes(one.kind));
  const pushed = wanted(due);
  if (pushed.length === 0) return { kind: "none" };
  const until = quietUntil(to.quiet, now);
  if (until !== null) return { kind: "wait", until };
  if (now - to.seenAt > AWAY_MS) {
    const missed = wanted(unread).filter((one) => one.at > to.seenAt);
    if (missed.length > 1) return { kind: "digest", notices: missed };
  }
  const held = pushed.length > 1 && pushed.some((one) => now - one.at > HELD_MS);
  return held || pushed.length > FLOOD ? { kind: "digest", notices: pushed } : { kind: "each", notices: pushed };
}
