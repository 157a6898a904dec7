import type { Due, Push } from "../../domain/notice.ts";
import { digestText, directionOf, type PushLanguage, type PushPayload, pushText } from "../../domain/pushtext.ts";
import { type Actor, masksFor } from "../../domain/rights.ts";
import type { PushShows } from "../../domain/workspace.ts";
import { leadSeen, type Noticed } from "../store/notices.ts";
import type { Held } from "../store/pushing.ts";
import type { PushMessage } from "./post.ts";

/** What a browser is sent of somebody's notices, by what they may see now. */

interface Reader {
  readonly slug: string;
  /** Away: what came before is replaced by what comes after. */
  readonly away: boolean;
  readonly language: PushLanguage;
}

/** Half a day: whoever opens their telephone later reads the list. */
const TTL_S = 12 * 3_600;
/** These are about somebody who waits. */
const URGENT = new Set<string>(["assigned", "again", "over_goal", "follow_up"]);

export function messagesOf(push: Push<Noticed>, held: Held, reader: Reader): PushMessage[] {
  const shows = held.settings.pushShows ?? "usual";
  if (push.kind === "digest") return [digest(push.notices, shows, held, reader)];
  return push.kind === "each" ? push.notices.map((one) => single(one, shows, held, reader)) : [];
}

function single(one: Noticed, shows: PushShows, held: Held, { slug, away, language }: Reader): PushMessage {
  const seen = leadSeen(readerOf(held), one);
  const { entry } = one.data;
  // Among the other notices, so that what is opened from a locked screen is read there too.
  const place = seen === null ? noticesOf(slug) : `${noticesOf(slug)}/${seen.id}${entry === undefined ? "" : `?at=${entry}`}`;
  const topic = topicOf(away ? held.workspace : one.id);
  return message({ ...pushText(one.kind, seen, shows, language), url: place, tag: topic, at: one.at }, language, URGENT.has(one.kind));
}

function digest(notices: readonly Noticed[], shows: PushShows, held: Held, { slug, language }: Reader): PushMessage {
  const words = digestText(notices, shows, language);
  const latest = Math.max(...notices.map((one: Due) => one.at));
  const urgent = notices.some((one) => URGENT.has(one.kind));
  return message({ ...words, url: noticesOf(slug), tag: topicOf(held.workspace), at: latest }, language, urgent);
}

function message(says: Omit<PushPayload, "lang" | "dir">, lang: PushLanguage, urgent: boolean): PushMessage {
  const payload: PushPayload = { ...says, lang, dir: directionOf(lang) };
  return { text: JSON.stringify(payload), topic: says.tag, urgent, ttl: TTL_S };
}

function noticesOf(slug: string): string {
  return `/w/${slug}/notices`;
}

/** An id without its hyphens is the 32 letters that a topic may have. */
function topicOf(id: string): string {
  return id.replaceAll("-", "").slice(0, 32);
}

/** Whoever it goes to, as their rights stand. */
export function readerOf({ workspace, person, seat, settings }: Held): Actor {
  const { role, rights, teams } = seat;
  return {
    workspace,
    person,
    role,
    rights,
    teams,
    agentsSeeUnclaimed: settings.agentsSeeUnclaimed,
    masked: masksFor(role, settings.masks),
  };
}
