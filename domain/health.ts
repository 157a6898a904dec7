import * as v from "valibot";
import { instant } from "./ids.ts";

/** What the console's first screen is made of: facts from the databases, and what they mean. */

const waitingMost = 2_000;
/** Counts stop here and say so: nobody needs to know of 2,317 how many exactly. */
export const MOST_COUNTED = waitingMost;

const pending = v.object({ count: v.number(), oldest: v.nullable(instant) });
export const minuteRow = v.object({
  /** The minute's beginning, ms UTC. */
  at: instant,
  colo: v.nullable(v.string()),
  country: v.nullable(v.string()),
  deliveries: v.number(),
  leads: v.number(),
});
export type MinuteRow = v.InferOutput<typeof minuteRow>;

export const healthQuery = v.object({ since: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number))) });
export const healthAnswer = v.object({
  at: instant,
  /** Minutes from this one on; the hour's where nothing else was asked. */
  since: instant,
  minutes: v.array(minuteRow),
  lastDelivery: v.nullable(instant),
  /** Changes that are due and unsettled, and those that wait for a later try. */
  queue: v.object({ due: pending, later: v.number() }),
  parked: pending,
  /** News for shards and rooms that has not arrived. */
  news: pending,
  crons: v.array(v.object({ name: v.string(), scheduledAt: instant, every: v.number(), failed: v.boolean() })),
  /** Jobs that only a person sets going again, and those under way. */
  jobs: v.object({ failed: v.number(), running: v.number() }),
  databases: v.array(v.object({ name: v.string(), well: v.boolean() })),
});
export type Health = v.InferOutput<typeof healthAnswer>;

export const LAMPS = ["queue", "parked", "databases", "rooms", "crons", "jobs"] as const;
/** `slow` will pass by itself; `unwell` waits for a person. */
export type LampState = "well" | "slow" | "unwell";
export interface Lamp {
  readonly key: (typeof LAMPS)[number];
  readonly state: LampState;
  /** What is behind it: seconds, changes, databases, pieces of news, crons, jobs. */
  readonly count: number;
  /** Since when, ms UTC. */
  readonly since: number | null;
}

const MINUTE = 60_000;
/** The sweep comes each minute: what is older was missed by it, and after five of them something is broken. */
const QUEUE_SLOW_MS = MINUTE;
const QUEUE_UNWELL_MS = 5 * MINUTE;
/** A tick may come late; two periods and a minute are none. */
const late = (every: number) => 2 * every + MINUTE;

/** Nothing unwell means nothing to do. */
export function lampsOf(health: Health): Lamp[] {
  const { at, queue, parked, news, crons, jobs, databases } = health;
  const bad = crons.filter((cron) => cron.failed || at - cron.scheduledAt > late(cron.every));
  const down = databases.filter((one) => !one.well);
  return [
    { key: "queue", state: byAge(at, queue.due.oldest), count: queue.due.count, since: queue.due.oldest },
    { key: "parked", state: parked.count > 0 ? "unwell" : "well", count: parked.count, since: parked.oldest },
    { key: "databases", state: down.length > 0 ? "unwell" : "well", count: down.length, since: null },
    { key: "rooms", state: byAge(at, news.oldest), count: news.count, since: news.oldest },
    { key: "crons", state: bad.length > 0 ? "unwell" : "well", count: bad.length, since: null },
    {
      key: "jobs",
      state: jobs.failed > 0 ? "unwell" : jobs.running > 0 ? "slow" : "well",
      count: jobs.failed || jobs.running,
      since: null,
    },
  ];
}

function byAge(at: number, oldest: number | null): LampState {
  const age = oldest === null ? 0 : at - oldest;
  if (age < QUEUE_SLOW_MS) return "well";
  return age < QUEUE_UNWELL_MS ? "slow" : "unwell";
}
