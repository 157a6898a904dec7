import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Below it a phone has two lines a lead instead of columns; and an open lead covers the list. */
export const PHONE = "48rem";
export const COVERED = "64rem";
/** How high one lead is, pixels: as a row of the table, and as a phone's two lines. */
export const ROW = 36;
export const CARD = 64;

export function isNarrow(width: typeof PHONE | typeof COVERED): boolean {
  return window.matchMedia(`(width < ${width})`).matches;
}

/** Whether the screen is narrower than that. */
export function createNarrow(width: typeof PHONE | typeof COVERED): Accessor<boolean> {
  const query = window.matchMedia(`(width < ${width})`);
  const [narrow, setNarrow] = createSignal(query.matches);
  const changed = () => setNarrow(query.matches);
  query.addEventListener("change", changed);
  onCleanup(() => query.removeEventListener("change", changed));
  return narrow;
}
