import { createSignal } from "solid-js";
import type { Outcome, Trouble } from "../../store/outcome.ts";
import { createNow } from "../../ui/now.ts";
import { isQuiet } from "../trouble.ts";

/** One form's act: whether it is on its way, why it did not happen, and how long it has to wait. */
export function createSubmit() {
  const now = createNow();
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble | null>(null);
  const [until, setUntil] = createSignal(0);
  /** Seconds. */
  const waits = () => Math.max(0, Math.ceil((until() - now()) / 1_000));

  function say(said: Trouble | null): void {
    setTrouble(said === null || isQuiet(said) ? null : said);
    if (said?.code === "too_many") setUntil(now() + (said.retryAfter ?? 60) * 1_000);
  }
  return {
    busy,
    waits,
    /** Gone by itself once there is nothing left to wait for. */
    trouble: () => (trouble()?.code === "too_many" && waits() === 0 ? null : trouble()),
    say,
    /** Null: not now, the one before is on its way or has to wait. */
    run: async <A extends readonly unknown[], T>(work: (...given: A) => Promise<Outcome<T>>, ...given: A): Promise<Outcome<T> | null> => {
      if (busy() || waits() > 0) return null;
      say(null);
      setBusy(true);
      const outcome = await work(...given);
      setBusy(false);
      if (!outcome.ok) say(outcome.trouble);
      return outcome;
    },
  };
}

export type Submit = ReturnType<typeof createSubmit>;
