import * as v from "valibot";
import { followUpWay } from "./followup.ts";
import { instant, uuid } from "./ids.ts";
import { textWithout, valueFor } from "./kept.ts";
import { BANNABLE, CHANNELS, OUTCOMES } from "./lead.ts";
import { interest } from "./project.ts";
import type { Maskable } from "./rights.ts";
import { routeReason } from "./routing.ts";
import { fieldValue, setupId } from "./setup.ts";

/** A lead's story: one entry for everything that happened, never changed. What is taken back or rewritten is told by another entry. */

export const MAX_NOTE = 5_000;
/** Any text a person wrote about a lead. */
export const noteText = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(MAX_NOTE));
export const mentions = v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(20));

const told = v.object({ interest: v.nullable(interest), note: v.nullable(v.string()) });
const value = v.nullable(fieldValue);

export const timelineData = v.variant("kind", [
  v.object({ kind: v.literal("submission"), submission: uuid, form: v.nullable(v.string()), repeat: v.boolean() }),
  /** Added by hand. */
  v.object({ kind: v.literal("created") }),
  /** `team`: whose it is while nobody has it, where it was given to that team; null: it is in none any more. */
  v.object({
    kind: v.literal("assignment"),
    from: v.nullable(v.string()),
    to: v.nullable(v.string()),
    reason: routeReason,
    team: v.optional(v.nullable(v.string())),
  }),
  v.object({
    kind: v.literal("stage"),
    from: setupId,
    to: setupId,
    lostReason: v.nullish(setupId),
    value: v.nullish(v.number()),
  }),
  /**
   * A call, a message, a meeting. `way` is "in" where they reached us; the messages of one channel are its conversation. The entry's time is
   * when it was; `logged`: when that was written down, where it was later.
   */
  v.object({
    kind: v.literal("attempt"),
    channel: v.picklist(CHANNELS),
    outcome: v.picklist(OUTCOMES),
    way: v.optional(v.picklist(["in", "out"])),
    text: v.optional(v.string()),
    logged: v.optional(instant),
  }),
  /** `handover`: by who had the lead before, after it was taken from them. */
  v.object({ kind: v.literal("note"), text: v.string(), mentions, handover: v.optional(v.literal(true)) }),
  /** The note `of` reads like this from then on; how it read before stays. */
  v.object({ kind: v.literal("rewritten"), of: uuid, text: v.string(), mentions }),
  /** `of` is the id of the attempt's or the note's entry, which stays. `off`: the attempt is taken back no more. */
  v.object({ kind: v.literal("withdrawn"), of: uuid, off: v.optional(v.literal(true)) }),
  /** Fields that were edited, with both values. One of the workspace's own is `custom:<id>`. */
  v.object({ kind: v.literal("fields"), changes: v.array(v.object({ field: v.string(), from: value, to: value })) }),
  v.object({ kind: v.literal("project"), project: v.string(), from: v.nullable(told), to: v.nullable(told) }),
  v.object({
    kind: v.literal("follow_up"),
    followUp: uuid,
    act: v.picklist(["set", "moved", "done", "dropped", "reopened"]),
    way: followUpWay,
    due: instant,
    note: v.nullable(v.string()),
  }),
  v.object({
    kind: v.literal("no_contact"),
    channels: v.array(v.picklist(BANNABLE)),
    on: v.boolean(),
    source: v.nullable(v.string()),
    note: v.nullable(v.string()),
  }),
  v.object({ kind: v.literal("archived"), on: v.boolean() }),
  /**
   * LM1: another lead, which was called so, came into this one. `went`: this one went into another, which the lead itself names to who may
   * see it. Not `on`: they are apart again.
   */
  v.object({ kind: v.literal("merged"), name: v.optional(v.string()), went: v.boolean(), on: v.boolean() }),
]);
export type TimelineData = v.InferOutput<typeof timelineData>;

export const timelineEntry = v.object({ id: uuid, at: instant, actor: v.nullable(v.string()), data: timelineData });
export type TimelineEntry = v.InferOutput<typeof timelineEntry>;

/** Attempts and notes that are taken back, as far as these entries tell: the last word counts. */
export function withdrawnOf(entries: readonly TimelineEntry[]): ReadonlySet<string> {
  const gone = new Set<string>();
  for (const { data } of inOrder(entries)) {
    if (data.kind !== "withdrawn") continue;
    if (data.off) gone.delete(data.of);
    else gone.add(data.of);
  }
  return gone;
}

/** What happened last first: what was written down later than it was stands where it was. */
export function lastFirst(entries: readonly TimelineEntry[]): TimelineEntry[] {
  return [...entries].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/** PV2: a story without what is kept from its reader, also where somebody wrote it into a note. */
export function storyWithout(masked: readonly Maskable[], entries: readonly TimelineEntry[]): TimelineEntry[] {
  return masked.length === 0 ? [...entries] : entries.map((entry) => ({ ...entry, data: dataWithout(masked, entry.data) }));
}

function dataWithout(masked: readonly Maskable[], data: TimelineData): TimelineData {
  switch (data.kind) {
    case "fields":
      return {
        ...data,
        changes: data.changes.map((change) =>
          masked.some((field) => change.field === field || change.field === "contacts")
            ? { ...change, from: null, to: null }
            : { ...change, from: valueFor(masked, change.from), to: valueFor(masked, change.to) },
        ),
      };
    case "note":
    case "rewritten":
      return { ...data, text: textWithout(masked, data.text) };
    case "attempt":
      return data.text === undefined ? data : { ...data, text: textWithout(masked, data.text) };
    case "follow_up":
    case "no_contact":
      return data.note === null ? data : { ...data, note: textWithout(masked, data.note) };
    case "merged":
      return data.name === undefined ? data : { ...data, name: textWithout(masked, data.name) };
    case "project":
      return { ...data, from: saidWithout(masked, data.from), to: saidWithout(masked, data.to) };
    default:
      return data;
  }
}

type Said = v.InferOutput<typeof told> | null;

function saidWithout(masked: readonly Maskable[], said: Said): Said {
  return said === null || said.note === null ? said : { ...said, note: textWithout(masked, said.note) };
}

/** PV2: the same of what else stands beside a lead with a note of somebody's. */
export function notesWithout<T extends { readonly note: string | null }>(masked: readonly Maskable[], ones: readonly T[]): T[] {
  return ones.map((one) => (one.note === null ? one : { ...one, note: textWithout(masked, one.note) }));
}

/** A note as the entries that tell of it leave it. */
export interface Note {
  readonly id: string;
  readonly at: number;
  readonly by: string | null;
  /** As it reads, or read when it was taken back. */
  readonly text: string;
  readonly mentions: readonly string[];
  /** Since when it reads so. */
  readonly since: number;
  /** How it read before, the oldest first, each with when it was written. */
  readonly edits: readonly { readonly text: string; readonly at: number }[];
  readonly withdrawn: boolean;
  /** Left by who had the lead before. */
  readonly handover?: true;
}

/** ST1: the notes that these entries tell of, in whatever order and however often they came. One whose own entry is on an older page is not among them. */
export function notesOf(entries: readonly TimelineEntry[]): ReadonlyMap<string, Note> {
  const notes = new Map<string, Note>();
  for (const { id, at, actor, data } of inOrder(entries)) {
    if (data.kind === "note")
      notes.set(id, {
        id,
        at,
        by: actor,
        text: data.text,
        mentions: data.mentions,
        since: at,
        edits: [],
        withdrawn: false,
        ...(data.handover && { handover: data.handover }),
      });
    const note = data.kind === "rewritten" || data.kind === "withdrawn" ? notes.get(data.of) : undefined;
    if (note === undefined) continue;
    if (data.kind === "withdrawn") notes.set(note.id, { ...note, withdrawn: true });
    if (data.kind === "rewritten") notes.set(note.id, rewritten(note, data, at));
  }
  return notes;
}

function rewritten(note: Note, { text, mentions: to }: { readonly text: string; readonly mentions: readonly string[] }, at: number): Note {
  const again = { ...note, mentions: to, withdrawn: false };
  return text === note.text ? again : { ...again, text, since: at, edits: [...note.edits, { text: note.text, at: note.since }] };
}

function inOrder(entries: readonly TimelineEntry[]): TimelineEntry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
