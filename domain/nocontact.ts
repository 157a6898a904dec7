import * as v from "valibot";
import type { FollowUpWay } from "./followup.ts";
import { instant, uuid } from "./ids.ts";
import { BANNABLE, type Bannable } from "./lead.ts";

/** "Do not contact": set by whoever may edit the lead, lifted with the privacy right only. It binds every control. */

export const BAN_SOURCES = ["call", "message", "email", "form", "in_person", "letter", "other"] as const;
export const banSource = v.picklist(BAN_SOURCES);

/** One channel that somebody asked not to be reached by, how they asked, and who wrote it down. */
export const ban = v.object({
  channel: v.picklist(BANNABLE),
  source: banSource,
  note: v.nullable(v.string()),
  at: instant,
  by: v.string(),
});
export type Ban = v.InferOutput<typeof ban>;

export const noContactBody = v.object({
  mutation: uuid,
  channels: v.pipe(v.array(v.picklist(BANNABLE)), v.minLength(1), v.maxLength(BANNABLE.length)),
  on: v.boolean(),
  source: banSource,
  note: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(300)))),
});

/** The channel a way of following up goes by; null: it reaches nobody by itself. */
export function channelOf(way: FollowUpWay): Bannable | null {
  switch (way) {
    case "call":
      return "phone";
    case "whatsapp":
    case "email":
    case "messenger":
      return way;
    case "meeting":
    case "other":
      return null;
  }
}

/** Nothing is left to reach them by. */
export function isBannedFromAll(noContact: readonly Bannable[] | null | undefined): boolean {
  return BANNABLE.every((channel) => noContact?.includes(channel));
}

/** The channels among these that are not banned yet: who asked first is who is kept. */
export function notYetBanned(bans: readonly Ban[], channels: readonly Bannable[]): Bannable[] {
  return BANNABLE.filter((channel) => channels.includes(channel) && !bans.some((one) => one.channel === channel));
}

/** Those of these channels that are banned. */
export function bannedOf(bans: readonly Ban[], channels: readonly Bannable[]): Bannable[] {
  return BANNABLE.filter((channel) => channels.includes(channel) && bans.some((one) => one.channel === channel));
}

/** What a lead's row says of its bans: in one order, however they came. */
export function channelsOf(bans: readonly Ban[]): Bannable[] {
  return bannedOf(bans, BANNABLE);
}

/** The lead has it from somebody to be left alone this way. */
export function isBanned(noContact: readonly Bannable[] | null | undefined, way: FollowUpWay): boolean {
  const channel = channelOf(way);
  return channel !== null && (noContact?.includes(channel) ?? false);
}
