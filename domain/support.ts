import * as v from "valibot";
import { instant, uuid } from "./ids.ts";

/** Support in a workspace, as the shard and the screens know it: who, how far, until when. */
export const supportSeat = v.object({ grant: v.string(), person: v.string(), name: v.string(), edit: v.boolean(), until: instant });
export type SupportSeat = v.InferOutput<typeof supportSeat>;

/** No grant lasts longer. */
export const LONGEST_GRANT_MINUTES = 8 * 60;
/** Nobody answers a request for days: asked again, it says what it is for now. */
export const ASKED_FOR_MS = 3 * 24 * 3_600_000;

export const grantState = v.picklist(["asked", "approved", "refused", "withdrawn", "ended", "expired"]);
export type GrantState = v.InferOutput<typeof grantState>;

export const grantRow = v.object({
  id: uuid,
  workspace: v.object({ id: v.string(), slug: v.string(), name: v.string() }),
  person: v.object({ id: v.string(), name: v.string() }),
  reason: v.string(),
  edit: v.boolean(),
  minutes: v.number(),
  /** `expired` is told by the clock: an approval past its time, a request nobody answered. */
  state: grantState,
  version: v.number(),
  askedAt: instant,
  decidedAt: v.nullable(instant),
  decidedBy: v.nullable(v.string()),
  expiresAt: v.nullable(instant),
  endedAt: v.nullable(instant),
});
export type GrantRow = v.InferOutput<typeof grantRow>;
export const grantsAnswer = v.object({ grants: v.array(grantRow) });

export const reason = v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(500));
/** Of the console: asks a workspace's owners to let this person in. */
export const askGrantBody = v.object({
  id: uuid,
  workspace: v.pipe(v.string(), v.maxLength(64)),
  reason,
  edit: v.boolean(),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(LONGEST_GRANT_MINUTES)),
});
/** Compare-and-set: two owners may answer at once. */
export const grantBody = v.object({ version: v.number() });

/** What a grant is at that time. */
export function grantStateAt(
  row: { readonly state: Exclude<GrantState, "expired">; readonly askedAt: number; readonly expiresAt: number | null },
  now: number,
): GrantState {
  if (row.state === "approved" && row.expiresAt !== null && row.expiresAt <= now) return "expired";
  if (row.state === "asked" && row.askedAt + ASKED_FOR_MS <= now) return "expired";
  return row.state;
}
