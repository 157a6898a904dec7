import { type Accessor, createEffect, createSignal, on } from "solid-js";
import type { Outcome } from "../../../store/pending.ts";

/** Longer than a detail takes to be read again after its row has changed. */
const SHOWN_MS = 2_000;

/**
 * What the open lead's detail tells, with one's own change over it until the detail was read again: it is no part of the row, which the
 * store overlays by itself. A refused change goes at once.
 */
export function createHeld<T>(told: Accessor<T>): readonly [Accessor<T>, (own: T, sent: Promise<Outcome>) => void] {
  const [own, setOwn] = createSignal<{ readonly value: T } | null>(null);
  createEffect(on(told, () => setOwn(null), { defer: true }));
  const hold = (value: T, sent: Promise<Outcome>) => {
    const mine = { value };
    setOwn(mine);
    const end = () => setOwn((now) => (now === mine ? null : now));
    void sent.then((outcome) => (outcome.ok ? void setTimeout(end, SHOWN_MS) : end()));
  };
  return [() => own()?.value ?? told(), hold];
}
