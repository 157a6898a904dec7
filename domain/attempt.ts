/** When somebody tried to reach a lead, or was reached by it: told after it happened, and sometimes long after. */

const DAY_MS = 86_400_000;
/** Further back nobody logs a call by heart, and no device waits for its connection. */
export const ATTEMPT_BACK_MS = 7 * DAY_MS;
/** Sooner it is the way of the command through the network, and nothing to tell of. */
const LATE_MS = 60_000;

/** As whoever did it says: when it was, and when that was sent, both by the clock in front of them. */
export interface Said {
  readonly at?: number | undefined;
  readonly sent?: number | undefined;
}

/**
 * ED1: the moment it counts from. What a clock says that is ahead or behind is no matter where it also said when it sent: the time between
 * is the same by any clock. Never to come, never before the form was sent, and not further back than is kept in mind.
 */
export function attemptAt({ at, sent }: Said, submittedAt: number, now: number): number {
  if (at === undefined) return now;
  const said = sent === undefined ? at : now - Math.max(0, sent - at);
  return Math.min(now, Math.max(said, submittedAt, now - ATTEMPT_BACK_MS));
}

/** It is told so much after it was that the story says when. */
export function isLate(at: number, now: number): boolean {
  return now - at >= LATE_MS;
}
