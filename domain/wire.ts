import * as v from "valibot";
import { uuid } from "./ids.ts";
import { leadRow } from "./lead.ts";
import { memberStatus, role } from "./rights.ts";
import { supportSeat } from "./support.ts";

/**
 * Raised with every change of a frame; a test holds the schemas' hash against it.
 * 1: hello, watch, typing; welcome, changes, head, presence, reset.
 * 2: fields kept from a role (`masked`), suspended members, support that was let in.
 * 3: the reason of a lead whose owner left.
 * 4: all of a lead's own fields; who is calling; that names behind ids have to be read again.
 * 5: whom changes told something (`told`).
 * 6: leads that sent a form again (`again`), and since when they wait (`againAt`).
 * 7: a lead's Page, ad set and ad; of another lead that may be the same person only that there is one (`twin`); `created` where it is so.
 * 8: that a team is retired.
 * 9: no other frames; the stories that are read beside them tell of leads that became one.
 */
export const PROTOCOL = 9;

/** A place in a workspace's change log. Opaque: compare only within one epoch; numbers may be missing between two entries. */
export const position = v.object({ epoch: v.string(), seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });
export type Position = v.InferOutput<typeof position>;

export const memberRow = v.object({
  id: v.string(),
  name: v.string(),
  role,
  teams: v.array(v.string()),
  status: memberStatus,
  away: v.boolean(),
  /** Open leads, kept by counters. Colleagues see how loaded each other is: whoever hands over a lead has to. */
  open: v.number(),
});
export type MemberRow = v.InferOutput<typeof memberRow>;

/** `retired`: it keeps the leads it has, and is given none; absent: it is not. */
export const teamRow = v.object({ id: v.string(), name: v.string(), retired: v.optional(v.boolean()) });
export type TeamRow = v.InferOutput<typeof teamRow>;

export const hello = v.object({ t: v.literal("hello"), v: v.number(), position: v.nullable(position) });
/** Which lead this person has open, for "who else is here". Presence is outside the log. */
export const watch = v.object({ t: v.literal("watch"), lead: v.nullable(uuid) });
export const typing = v.object({ t: v.literal("typing"), lead: uuid });
/** This person is on the telephone with the lead, or (`on` false) no more. It ends by itself after `CALLING_MS`, and is said again until then. */
export const calling = v.object({ t: v.literal("calling"), lead: uuid, on: v.boolean() });
export const CALLING_MS = 90_000;
export const upFrame = v.variant("t", [hello, watch, typing, calling]);
export type UpFrame = v.InferOutput<typeof upFrame>;

export const welcome = v.object({ t: v.literal("welcome"), v: v.number(), position, serverTime: v.number() });

export const upsert = v.object({
  row: leadRow,
  /** Who did the last of these changes; null for the system. */
  by: v.nullable(v.string()),
  /** The lead came into being within this frame: it gets the marker and the chime. */
  created: v.optional(v.literal(true)),
  /** It sent a form again within this frame and waits for an answer to it: the marker and the chime too. */
  again: v.optional(v.literal(true)),
});
export type Upsert = v.InferOutput<typeof upsert>;

export const removal = v.object({
  id: uuid,
  why: v.picklist(["moved", "archived", "erased"]),
  to: v.nullable(v.string()),
  by: v.nullable(v.string()),
});
export type Removal = v.InferOutput<typeof removal>;

/** The state, after `to`, of everything that changed after `from`: rows that may be seen, removals of those that no longer may. */
export const changes = v.object({
  t: v.literal("changes"),
  from: v.number(),
  to: v.number(),
  upserts: v.array(upsert),
  removals: v.array(removal),
  members: v.array(memberRow),
  teams: v.array(teamRow),
  /** Who of support is in, where that changed. */
  support: v.optional(v.array(supportSeat)),
  /** The setup, a project, a form, a campaign or a saved view changed: `boot` has to be read again. */
  names: v.optional(v.literal(true)),
  /** NT1: people who have a new notice of one of these leads, besides the owners of those that are new. What it says, each reads for themselves. */
  told: v.optional(v.array(v.string())),
});
export type Changes = v.InferOutput<typeof changes>;

/** The log's head as the room read it at `at` (ms UTC): the footer's truth. */
export const head = v.object({ t: v.literal("head"), seq: v.number(), at: v.number() });

export const presence = v.object({
  t: v.literal("presence"),
  lead: uuid,
  people: v.array(v.object({ id: v.string(), typing: v.boolean() })),
});
export type Presence = v.InferOutput<typeof presence>;

/** Everybody who is on the telephone with a lead that this person may see: a soft word, no lock. */
export const calls = v.object({ t: v.literal("calls"), lead: uuid, people: v.array(v.string()) });
export type Calls = v.InferOutput<typeof calls>;

/** Start again: too far behind, another epoch, or one's own rights changed. */
export const reset = v.object({ t: v.literal("reset"), why: v.picklist(["behind", "epoch", "rights"]) });

export const downFrame = v.variant("t", [welcome, changes, head, presence, calls, reset]);
export type DownFrame = v.InferOutput<typeof downFrame>;

/** Plain text, answered by the runtime without waking the room. */
export const PING = "ping";
export const PONG = "pong";

/** Close codes of the application's range. */
export const CLOSE = { signedOut: 4401, noAccess: 4403, comeAgain: 4408, staleClient: 4426, badFrame: 4400 } as const;
