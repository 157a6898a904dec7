import { createStore } from "solid-js/store";
import type { RetryProgress, RetryWish } from "../../../domain/console.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { ConsoleApi } from "../../connection/console.ts";
import type { Clock } from "../../connection/edge.ts";
import { asFailure } from "./resource.ts";

/** One retry on its way: asked, followed until each of its changes was looked at, then told. */
export interface Retry {
  readonly state: "asking" | "running" | "over" | "failed";
  readonly progress: RetryProgress | null;
  /** More of the same are parked than one command takes. */
  readonly left: number;
  readonly failure: ApiFailure | null;
}

export interface Retries {
  /** `key` is what the retry is about, as the screen names it. */
  of(key: string): Retry | undefined;
  one(key: string, lead: string): Promise<void>;
  many(key: string, wish: RetryWish): Promise<void>;
  forget(key: string): void;
}

const LOOK_MS = 700;
/** Longer than a Page's drain takes; what is not looked at by then, the sweep takes. */
const PATIENCE_MS = 60_000;

export function createRetries(
  deps: { readonly api: Pick<ConsoleApi, "retry" | "retryParked" | "progress">; readonly clock: Clock },
  moved: () => void,
): Retries {
  const { api, clock } = deps;
  const [all, set] = createStore<Record<string, Retry | undefined>>({});
  const pause = () => new Promise<void>((resolve) => clock.after(LOOK_MS, resolve));

  async function run(key: string, send: (mutation: string) => ReturnType<ConsoleApi["retry"]>): Promise<void> {
    const now = all[key]?.state;
    if (now === "asking" || now === "running") return;
    set(key, { state: "asking", progress: null, left: 0, failure: null });
    const mutation = clock.id();
    try {
      const { asked, left } = await send(mutation);
      const until = clock.now() + PATIENCE_MS;
      let progress: RetryProgress = { asked, pending: asked, later: 0, done: 0, parked: 0, unread: 0 };
      set(key, { state: "running", progress, left });
      moved();
      while (progress.pending > 0 && clock.now() < until) {
        await pause();
        // One look that failed says nothing about the retry.
        progress = await api.progress(mutation).catch(() => progress);
        set(key, { progress });
      }
      set(key, { state: "over" });
    } catch (error) {
      set(key, { state: "failed", failure: asFailure(error) });
    }
    moved();
  }

  return {
    of: (key) => all[key],
    one: (key, lead) => run(key, (mutation) => api.retry(lead, mutation)),
    many: (key, wish) => run(key, (mutation) => api.retryParked(wish, mutation)),
    forget: (key) => set(key, undefined),
  };
}
