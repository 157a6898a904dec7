import type { Fresh } from "../../domain/fresh.ts";
import { uuidv7 } from "./uuid.ts";

/** Time, ids and chance. Everything else in `connection` and `store` gets them from here, so that tests can hold them still. */
export interface Clock extends Fresh {
  /** Each returns what cancels it. */
  after(ms: number, work: () => void): () => void;
  every(ms: number, work: () => void): () => void;
}

export type Moment = "online" | "offline" | "visible" | "hidden";

/** What the browser knows about itself and the person in front of it. */
export interface Browser {
  online(): boolean;
  visible(): boolean;
  on(moment: Moment, work: () => void): () => void;
  recall(key: string): string | null;
  remember(key: string, value: string): void;
  /** The same for this tab alone, until it is closed; a tab that is made from this one begins with it too. Null: forgotten. */
  recallHere(key: string): string | null;
  rememberHere(key: string, value: string | null): void;
  /** Goes on to a page of somebody else's. */
  leaveFor(url: string): void;
  /** Loads the page anew, unless that was just done: false when it was. */
  reloadOnce(): boolean;
}

/** Where the page stands and when it is drawn: for measuring, so only the demo asks. */
export interface Page extends Browser {
  host(): string;
  /** Calls `work` once what has changed until now is on the screen. Returns what cancels it. */
  painted(work: () => void): () => void;
}

/** A page that still speaks the old protocol after a reload would reload for ever. */
const RELOAD_AGAIN_MS = 60_000;
const RELOADED = "leadoxe.reloaded";

export const clock: Clock = {
  now: () => Date.now(),
  id: () => uuidv7(Date.now()),
  random: () => Math.random(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};

export const browser: Page = {
  online: () => navigator.onLine,
  visible: () => document.visibilityState === "visible",
  on: (moment, work) => {
    if (moment === "online" || moment === "offline") {
      window.addEventListener(moment, work);
      return () => window.removeEventListener(moment, work);
    }
    const changed = () => {
      if (document.visibilityState === moment) work();
    };
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  },
  recall: (key) => kept(() => localStorage.getItem(key)),
  remember: (key, value) => void kept(() => localStorage.setItem(key, value)),
  recallHere: (key) => kept(() => sessionStorage.getItem(key)),
  rememberHere: (key, value) => void kept(() => (value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value))),
  leaveFor: (url) => location.assign(url),
  reloadOnce: () => {
    const last = Number(kept(() => sessionStorage.getItem(RELOADED)) ?? 0);
    if (clock.now() - last < RELOAD_AGAIN_MS) return false;
    void kept(() => sessionStorage.setItem(RELOADED, String(clock.now())));
    location.reload();
    return true;
  },
  host: () => location.hostname,
  painted: (work) => {
    // The first frame draws the change; at the beginning of the second it has been drawn.
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(work)));
    return () => cancelAnimationFrame(frame);
  },
};

/** Private windows may refuse storage; nothing kept there is needed to work. */
function kept<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
