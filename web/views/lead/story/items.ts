import { lastFirst, type Note, notesOf, type TimelineData, type TimelineEntry, withdrawnOf } from "../../../../domain/story.ts";
import type { Sending } from "../../../store/floor/notes.ts";

export type FieldChanges = Extract<TimelineData, { kind: "fields" }>["changes"];

/** What a timeline shows as one thing. `key` tells it from all others and stays. `waits`: for the connection, and did not happen yet. */
export type Item =
  | { readonly kind: "note"; readonly key: string; readonly at: number; readonly note: Note; readonly sending: boolean }
  | {
      readonly kind: "talk";
      readonly key: string;
      readonly at: number;
      readonly entry: TimelineEntry;
      readonly withdrawn: boolean;
      readonly waits?: true;
    }
  /** `since`: when the first of them was made. */
  | {
      readonly kind: "fields";
      readonly key: string;
      readonly at: number;
      readonly since: number;
      readonly by: string | null;
      readonly changes: FieldChanges;
      readonly waits?: true;
    }
  | {
      readonly kind: "change";
      readonly key: string;
      readonly at: number;
      readonly entry: TimelineEntry;
      readonly of: "attempt" | "note" | null;
      readonly waits?: true;
    };

export const FILTERS = ["all", "notes", "talks", "changes"] as const;
export type Filter = (typeof FILTERS)[number];

export interface Day {
  readonly key: string;
  readonly at: number;
  readonly items: readonly Item[];
}

/** One person's edits within so long of each other are one thing to whoever reads. */
const FOLDS_MS = 5 * 60_000;

/** The story as it is read, newest first, with what is on its way. `me` writes what is on its way; `waiting` is what waits beside notes. */
export function itemsOf(
  entries: readonly TimelineEntry[],
  sending: readonly Sending[],
  me: string,
  waiting: readonly TimelineEntry[] = [],
): Item[] {
  const notes = notesOf(entries);
  const kinds = new Map(entries.map(({ id, data }) => [id, data.kind]));
  const withdrawn = withdrawnOf(entries);
  const items: Item[] = sending.flatMap((one) => (one.of === null ? [onItsWay(one, me)] : [])).toReversed();
  // Each for itself: one may be taken back, or refused, without the others.
  if (waiting.length > 0) items.push(...waiting.flatMap((entry) => itemsOf([entry], [], me).map(asWaiting)));
  items.sort((a, b) => b.at - a.at);
  for (const entry of lastFirst(entries)) {
    const { id, at, actor, data } = entry;
    const last = items.at(-1);
    const before = last?.kind === "fields" && last.waits ? undefined : last;
    if (data.kind === "rewritten") continue;
    if (data.kind === "note") {
      const note = notes.get(id);
      const will = sending.findLast((one) => one.of === id);
      if (note !== undefined)
        items.push({ kind: "note", key: id, at, note: will === undefined ? note : rewritten(note, will), sending: will !== undefined });
    } else if (data.kind === "attempt") {
      items.push({ kind: "talk", key: id, at, entry, withdrawn: withdrawn.has(id) });
    } else if (data.kind === "fields") {
      if (before?.kind === "fields" && before.by === actor && before.since - at < FOLDS_MS)
        // Newest first here too; the key is the oldest one's, so that the next edit that joins them does not make it another thing.
        items[items.length - 1] = { ...before, key: id, since: at, changes: [...before.changes, ...data.changes] };
      else items.push({ kind: "fields", key: id, at, since: at, by: actor, changes: data.changes });
    } else {
      const of = data.kind === "withdrawn" ? kinds.get(data.of) : undefined;
      items.push({ kind: "change", key: id, at, entry, of: of === "note" || of === "attempt" ? of : null });
    }
  }
  return items;
}

function asWaiting(item: Item): Item {
  return item.kind === "note" ? item : { ...item, waits: true };
}

export function takes(filter: Filter, { kind }: Item): boolean {
  switch (filter) {
    case "all":
      return true;
    case "notes":
      return kind === "note";
    case "talks":
      return kind === "talk";
    case "changes":
      return kind === "change" || kind === "fields";
  }
}

/** Items under the day they fall on, the newest day first; within a day in the order they come, what is on its way before the others. */
export function byDay(items: readonly Item[], dayOf: (at: number) => string | number): Day[] {
  const days = new Map<string, { key: string; at: number; items: Item[] }>();
  for (const item of items) {
    const key = String(dayOf(item.at));
    const day = days.get(key);
    if (day === undefined) days.set(key, { key, at: item.at, items: [item] });
    else day.items.push(item);
  }
  return [...days.values()].sort((a, b) => b.at - a.at);
}

type Talk = Extract<Item, { kind: "talk" }>;
export interface Thread {
  readonly key: Extract<TimelineData, { kind: "attempt" }>["channel"];
  readonly items: readonly Talk[];
}

/** The conversations: each channel's messages, the one with the newest first. */
export function threadsOf(items: readonly Item[]): Thread[] {
  const threads = new Map<Thread["key"], Talk[]>();
  for (const item of items) {
    if (item.kind !== "talk" || item.entry.data.kind !== "attempt") continue;
    const { channel } = item.entry.data;
    threads.set(channel, [...(threads.get(channel) ?? []), item]);
  }
  return [...threads].map(([key, talks]) => ({ key, items: talks }));
}

function onItsWay({ key, text, mentions, at }: Sending, me: string): Item {
  const note: Note = { id: key, at, by: me, text: text ?? "", mentions, since: at, edits: [], withdrawn: false };
  return { kind: "note", key, at, note, sending: true };
}

function rewritten(note: Note, { text, mentions, at }: Sending): Note {
  return text === null
    ? { ...note, withdrawn: true }
    : { ...note, text, mentions, since: at, edits: [...note.edits, { text: note.text, at: note.since }] };
}
