import * as v from "valibot";
import { textWithout } from "./answers.ts";
import { followUpWay } from "./followup.ts";
import { instant, uuid } from "./ids.ts";
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
  v.object({ kind: v.literal("assignment"), from: v.nullable(v.string()), to: v.nullable(v.string()), reason: routeReason }),
  v.object({
    kind: v.literal("stage"),
    from: setupId,
    to: setupId,
    lostReason: v.nullish(setupId),
    value: v.nullish(v.number()),
  }),
  /** A call, a message, a meeting. `way` is "in" where they reached us; the messages of one channel are its conversation. */
  v.object({
    kind: v.literal("attempt"),
    channel: v.picklist(CHANNELS),
    outcome: v.picklist(OUTCOMES),
    way: v.optional(v.picklist(["in", "out"])),
    text: v.optional(v.string()),
  }),
  v.object({ kind: v.literal("note"), text: v.string(), mentions }),
  /** The note `of` reads like this from then on; how it read before stays. */
  v.object({ kind: v.literal("rewritten"), of: uuid, text: v.string(), mentions }),
  /** `of` is the id of the attempt's or the note's entry, which stays. */
  v.object({ kind: v.literal("withdrawn"), of: uuid }),
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
]);
export type TimelineData = v.InferOutput<typeof timelineData>;

export const timelineEntry = v.object({ id: uuid, at: instant, actor: v.nullable(v.string()), data: timelineData });
export type TimelineEntry = v.InferOutput<typeof timelineEntry>;

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
          masked.some((field) => change.field === field || change.field === "contacts") ? { ...change, from: null, to: null } : change,
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
    default:
      return data;
  }
}
