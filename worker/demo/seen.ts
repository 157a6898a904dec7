import * as v from "valibot";
import type { Shard } from "../store/database.ts";
import { sourcesOf } from "../store/demo.ts";
import { DOOR_KEYS, DOORS } from "./cast.ts";
import type { MetaControl } from "./meta.ts";

/** From Meta's send to the row on screen, measured: the send is noted by the button, the paint by each screen. */

const KEPT = 20;
const rainsNote = v.fallback(v.array(v.object({ lead: v.string(), sentAt: v.number(), failing: v.boolean() })), []);
const paintsNote = v.fallback(v.array(v.object({ lead: v.string(), at: v.number() })), []);

export const seenBody = v.object({
  lead: v.pipe(v.string(), v.uuid()),
  door: v.picklist(DOOR_KEYS),
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type Seen = v.InferOutput<typeof seenBody>;

/** Newest first, milliseconds. */
export interface Times {
  readonly door: string;
  readonly times: readonly { readonly lead: string; readonly ms: number; readonly failing: boolean }[];
}

const failsNote = v.fallback(v.object({ until: v.number() }), { until: 0 });

/** Until when Meta is made to fail: how long a lead of that time takes says nothing about us. */
export async function noteFailing(meta: MetaControl, until: number): Promise<void> {
  await meta.note("fails", { until });
}

export async function noteRain(meta: MetaControl, lead: string, sentAt: number): Promise<void> {
  const notes = await meta.notes();
  const failing = sentAt < v.parse(failsNote, notes["fails"]).until;
  await meta.note("rains", [{ lead, sentAt, failing }, ...v.parse(rainsNote, notes["rains"])].slice(0, KEPT));
}

/** A row was painted. It may come before the rain is noted, so the two meet only when they are read. */
export async function notePaint(meta: MetaControl, shard: Shard, seen: Seen): Promise<void> {
  const workspace = DOORS.find((door) => door.key === seen.door)?.workspace?.id;
  const sources = workspace === undefined ? [] : await sourcesOf(shard, workspace, seen.lead);
  const lead = sources[0]?.replace(/^meta:/, "");
  if (lead === undefined) return;
  const paints = v.parse(paintsNote, (await meta.notes())[paintsOf(seen.door)]);
  if (paints.some((paint) => paint.lead === lead)) return;
  await meta.note(paintsOf(seen.door), [{ lead, at: seen.at }, ...paints].slice(0, KEPT));
}

export async function readTimes(meta: MetaControl): Promise<Times[]> {
  const notes = await meta.notes();
  const sent = new Map(v.parse(rainsNote, notes["rains"]).map((rain) => [rain.lead, rain]));
  // Who runs the platform has no leads on the screen.
  return DOORS.filter((door) => door.workspace !== null).map(({ key: door }) => ({
    door,
    times: v.parse(paintsNote, notes[paintsOf(door)]).flatMap(({ lead, at }) => {
      const rain = sent.get(lead);
      return rain === undefined ? [] : [{ lead, ms: Math.max(0, at - rain.sentAt), failing: rain.failing }];
    }),
  }));
}

const paintsOf = (door: string) => `paints-${door}`;
