/**
 * Which cron does what. wrangler.toml and the local system tick exactly these strings; imported by the latter outside the Worker, so it
 * imports nothing.
 */
export const EVERY_MINUTE = "* * * * *";
export const SCHEDULE = {
  [EVERY_MINUTE]: ["sweep", "outbox", "mails", "routing", "jobs", "notices", "seals"],
  /** At night where most of our workspaces are, and not at the full hour, when everybody's crons run. */
  "17 1 * * *": ["purge", "heads"],
} as const satisfies Record<string, readonly string[]>;

export type CronString = keyof typeof SCHEDULE;
export type CronName = (typeof SCHEDULE)[CronString][number];

export const CRON_STRINGS = Object.keys(SCHEDULE) as readonly CronString[];
export const CRON_NAMES: readonly CronName[] = CRON_STRINGS.flatMap((cron) => namesOf(cron));

export function namesOf(cron: string): readonly CronName[] {
  return (SCHEDULE as Readonly<Record<string, readonly CronName[]>>)[cron] ?? [];
}

export function stringOf(name: CronName): CronString {
  const found = CRON_STRINGS.find((cron) => namesOf(cron).includes(name));
  if (found === undefined) throw new Error(`no cron is called ${name}`);
  return found;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Rhythm {
  readonly every: number;
  readonly offset: number;
}

/** Our strings are "each minute" and "each day at"; another kind has to be taught here first. Cron times are UTC. */
function rhythmOf(cron: string): Rhythm {
  if (cron === EVERY_MINUTE) return { every: MINUTE_MS, offset: 0 };
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(cron) ?? [];
  if (minute === undefined || hour === undefined) throw new Error(`not one of our cron strings: ${cron}`);
  return { every: DAY_MS, offset: (Number(hour) * 60 + Number(minute)) * MINUTE_MS };
}

/** The last time at or before `at` for which the cron was scheduled. */
export function lastTime(cron: string, at: number): number {
  const { every, offset } = rhythmOf(cron);
  return Math.floor((at - offset) / every) * every + offset;
}

/** The first time after `at`. */
export function nextTime(cron: string, at: number): number {
  return lastTime(cron, at) + rhythmOf(cron).every;
}

/** ms between two ticks. */
export function periodOf(cron: string): number {
  return rhythmOf(cron).every;
}
