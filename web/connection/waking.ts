import type { Clock } from "./edge.ts";

/** Within this a machine that slept is found out: half of what a person waits before they look twice. */
const LOOK_MS = 500;
/** No timer of a page in use is that late. Those of a hidden one may be, and asking once too often costs a ping. */
const SLEPT_MS = 5_000;

/** A lid that was shut tells nobody: no socket closes, no event comes, and timers go on where they stopped. Only the clock has moved. */
export function onWaking(clock: Pick<Clock, "now" | "every">, woke: () => void): () => void {
  let last = clock.now();
  return clock.every(LOOK_MS, () => {
    const slept = clock.now() - last >= SLEPT_MS;
    last = clock.now();
    if (slept) woke();
  });
}
