import { PING } from "../../domain/wire.ts";
import type { Browser, Clock } from "./edge.ts";

const PING_MS = 5_000;
const LOST_MS = 10_000;
/** Of so many round trips the middle one is shown: one slow packet should not make a number jump. */
const SAMPLES = 5;

export interface Heartbeat {
  start(): void;
  stop(): void;
  ping(): void;
  pong(): void;
}

/** Notices a connection that is dead without having been closed, and measures the others. */
export function createHeartbeat(deps: {
  readonly clock: Clock;
  readonly browser: Browser;
  send(text: string): void;
  measured(ms: number): void;
  lost(): void;
}): Heartbeat {
  let unanswered: number[] = [];
  let samples: number[] = [];
  let cancel: (() => void) | null = null;

  const ping = () => {
    const first = unanswered[0];
    if (first !== undefined && deps.clock.now() - first >= LOST_MS) return deps.lost();
    unanswered.push(deps.clock.now());
    deps.send(PING);
  };
  const stop = () => {
    cancel?.();
    cancel = null;
    unanswered = [];
  };
  return {
    ping,
    stop,
    start: () => {
      stop();
      ping();
      // Hidden pages have their timers slowed down: their round trips would measure the browser.
      cancel = deps.clock.every(PING_MS, () => deps.browser.visible() && ping());
    },
    pong: () => {
      const sent = unanswered.shift();
      if (sent === undefined) return;
      samples = [...samples.slice(1 - SAMPLES), deps.clock.now() - sent];
      deps.measured(median(samples));
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
