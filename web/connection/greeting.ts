import { type Position, PROTOCOL, type UpFrame } from "../../domain/wire.ts";
import type { Clock } from "./edge.ts";

/** The room answers a hello in two round trips to its database. */
const ANSWER_MS = 10_000;
/** A hello that moved nothing is not repeated at once: an answer we cannot read would come again, and again. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export interface Greeting {
  ask(): void;
  answered(): void;
  /** The connection is gone, and with it whatever was asked on it. */
  forget(): void;
}

/** Says where this client stands and waits for what it missed; at most one hello is unanswered at any time. */
export function createGreeting(deps: {
  readonly clock: Clock;
  position(): Position | null;
  send(hello: UpFrame): void;
  lost(): void;
}): Greeting {
  let cancelAnswer: (() => void) | null = null;
  let cancelWait: (() => void) | null = null;
  let last: { readonly at: number; readonly position: Position } | null = null;
  let wait = FIRST_WAIT_MS;

  const ask = () => {
    const position = deps.position();
    if (cancelAnswer !== null || cancelWait !== null || position === null) return;
    if (last !== null && same(last.position, position)) {
      const left = last.at + wait - deps.clock.now();
      if (left > 0) {
        cancelWait = deps.clock.after(left, () => {
          cancelWait = null;
          wait = Math.min(wait * 2, LONGEST_WAIT_MS);
          ask();
        });
        return;
      }
    } else {
      wait = FIRST_WAIT_MS;
    }
    last = { at: deps.clock.now(), position };
    cancelAnswer = deps.clock.after(ANSWER_MS, () => {
      cancelAnswer = null;
      deps.lost();
    });
    deps.send({ t: "hello", v: PROTOCOL, position });
  };
  const answered = () => {
    cancelAnswer?.();
    cancelAnswer = null;
  };
  return {
    ask,
    answered,
    forget: () => {
      answered();
      cancelWait?.();
      cancelWait = null;
      last = null;
    },
  };
}

function same(a: Position, b: Position): boolean {
  return a.epoch === b.epoch && a.seq === b.seq;
}
