import { batch } from "solid-js";
import type { Clock } from "./edge.ts";

/** A frame of a screen. */
export const FRAME_MS = 16;
/** Of a burst so much is taken in one go: whoever presses a key meanwhile waits no longer than that. */
const MOST_MS = 10;

export interface Gathering {
  push(data: unknown): void;
  /** The connection that they came by is gone; where this client stands is said anew on the next. */
  forget(): void;
}

/** Messages that come faster than a screen is drawn are taken together, in order: two hundred changes a second move a list sixty times. */
export function createGathering(clock: Pick<Clock, "now" | "after">, take: (data: unknown) => void): Gathering {
  let waiting: unknown[] = [];
  let cancel: (() => void) | null = null;
  let tookAt = Number.NEGATIVE_INFINITY;

  function flush(): void {
    cancel = null;
    const until = clock.now() + MOST_MS;
    batch(() => {
      while (waiting.length > 0) {
        const [first] = waiting.splice(0, 1);
        take(first);
        if (clock.now() >= until) break;
      }
    });
    tookAt = clock.now();
    if (waiting.length > 0) cancel = clock.after(FRAME_MS, flush);
  }

  return {
    push: (data) => {
      waiting.push(data);
      if (cancel !== null) return;
      const left = tookAt + FRAME_MS - clock.now();
      if (left <= 0) flush();
      else cancel = clock.after(left, flush);
    },
    forget: () => {
      waiting = [];
      cancel?.();
      cancel = null;
    },
  };
}
