import type { Fresh } from "../domain/fresh.ts";
import { causeOf } from "./store/cause.ts";

/** What a line may tell, and all it may tell (SC1): numbers, ids and words of ours. A name that is not here does not compile and is not printed. */
interface Known {
  readonly request: string;
  readonly workspace: string;
  readonly page: string;
  readonly session: string;
  readonly method: string;
  /** The route's pattern, never the address that was asked for. */
  readonly route: string;
  readonly queue: string;
  readonly kind: string;
  readonly attempts: number;
  readonly cron: string;
  readonly job: string;
  readonly room: string;
  /** As `causeOf` tells it: without values. */
  readonly cause: string;
  readonly count: number;
  readonly ms: number;
}
type Name = keyof Known;

const NAMES: Readonly<Record<Name, "string" | "number">> = {
  request: "string",
  workspace: "string",
  page: "string",
  session: "string",
  method: "string",
  route: "string",
  queue: "string",
  kind: "string",
  attempts: "number",
  cron: "string",
  job: "string",
  room: "string",
  cause: "string",
  count: "number",
  ms: "number",
};

export type Level = "info" | "warn" | "error";
export type LogEvent =
  | "request_failed"
  | "diagnosis_failed"
  | "queue_failed"
  | "message_failed"
  | "message_buried"
  | "message_unreadable"
  | "intake_failed"
  | "cron_failed"
  | "job_failed"
  | "room_failed"
  | "connect_failed";

type Fields<F> = Partial<Known> & { readonly [K in Exclude<keyof F, Name>]: never };

/** Longer than any cause; a line stays a line. */
const LONGEST = 400;

/** One line of JSON an event: `{at, level, event, ...}`. */
export function log<F extends Partial<Known>>(clock: Pick<Fresh, "now">, level: Level, event: LogEvent, fields: F & Fields<F>): void {
  const line = JSON.stringify({ at: new Date(clock.now()).toISOString(), level, event, ...known(fields) });
  if (level === "error") console.error(line);
  else if (level === "warn") console.warn(line);
  else console.log(line);
}

function known(fields: object): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
      const kind = Object.hasOwn(NAMES, name) ? NAMES[name as Name] : undefined;
      if (kind === undefined || typeof value !== kind) return [];
      return [[name, typeof value === "string" ? value.slice(0, LONGEST) : Number(value)]];
    }),
  );
}

/** Does the work; where it fails, says so, a line for each cause, and fails all the same. */
export async function aloud<T, F extends Partial<Known>>(
  clock: Pick<Fresh, "now">,
  event: LogEvent,
  fields: F & Fields<F>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    for (const cause of causes) log(clock, "error", event, { ...(fields as Partial<Known>), cause: causeOf(cause) });
    throw error;
  }
}
