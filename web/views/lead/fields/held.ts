import { type Accessor, createEffect, createSignal, on } from "solid-js";
import type { Outcome } from "../../../store/pending.ts";
import type { Waiting } from "../../../store/queue.ts";
import type { Workspace } from "../../../store/workspace.ts";

/** Longer than a detail takes to be read again after its row has changed. */
const SHOWN_MS = 2_000;

/**
 * What the open lead's detail tells, with one's own change over it until the detail was read again: it is no part of the row, which the
 * store overlays by itself. A refused change goes at once; what waits for the connection stays over whatever is read meanwhile, also where
 * the lead was opened anew: `over` is what one of those makes of it.
 */
export function createHeld<T>(
  told: Accessor<T>,
  {
    commands,
    lead,
    over,
  }: { readonly commands: Workspace["commands"]; readonly lead: () => string; readonly over: (told: T, one: Waiting) => T },
): readonly [Accessor<T>, (own: T, sent: Promise<Outcome>) => void] {
  const [own, setOwn] = createSignal<{ readonly value: T } | null>(null);
  createEffect(on(told, () => setOwn(null), { defer: true }));
  const hold = (value: T, sent: Promise<Outcome>) => {
    const mine = { value };
    setOwn(mine);
    const end = () => setOwn((now) => (now === mine ? null : now));
    void sent.then(async (outcome) => {
      const became = outcome.ok || outcome.waits === undefined ? outcome : await outcome.waits;
      if (became.ok) setTimeout(end, SHOWN_MS);
      else end();
    });
  };
  const waiting = () => commands.waiting().filter((one) => one.lead === lead());
  return [() => own()?.value ?? waiting().reduce(over, told()), hold];
}
