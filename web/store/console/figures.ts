import { type Health, type MinuteRow } from "../../../domain/health.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The hour's minutes with the newest ones read again: those are replaced, those older than an hour go. */
export function joinMinutes(before: Health | undefined, read: Health): Health {
  const kept = (before?.minutes ?? []).filter((minute) => minute.at < read.since && minute.at > read.at - HOUR_MS);
  return { ...read, minutes: [...kept, ...read.minutes] };
}

/** From where the minutes have to be read again: the last one was not over, nor perhaps the one before it written. */
export function readFrom(before: Health | undefined): number | undefined {
  return before === undefined ? undefined : Math.floor(before.at / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
}

export interface Bar {
  /** The minute's beginning, ms UTC. */
  readonly at: number;
  readonly deliveries: number;
  readonly leads: number;
}

/** One bar a minute, also where nothing came, the newest last. */
export function barsOf(health: Health): Bar[] {
  const last = Math.floor(health.at / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: HOUR_MS / MINUTE_MS }, (_, n) => {
    const at = last - (HOUR_MS / MINUTE_MS - 1 - n) * MINUTE_MS;
    const parts = health.minutes.filter((minute) => minute.at === at);
    return { at, deliveries: sum(parts, "deliveries"), leads: sum(parts, "leads") };
  });
}

export interface Place {
  readonly colo: string | null;
  readonly country: string | null;
  readonly deliveries: number;
}

/** Where the hour's deliveries came in, the most first. */
export function placesOf(health: Health): Place[] {
  const places = new Map<string, Place>();
  for (const { colo, country, deliveries } of health.minutes) {
    const key = `${colo ?? ""} ${country ?? ""}`;
    places.set(key, { colo, country, deliveries: (places.get(key)?.deliveries ?? 0) + deliveries });
  }
  return [...places.values()].sort((a, b) => b.deliveries - a.deliveries);
}

function sum(rows: readonly MinuteRow[], key: "deliveries" | "leads"): number {
  return rows.reduce((all, row) => all + row[key], 0);
}
