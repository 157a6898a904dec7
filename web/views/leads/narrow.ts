import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Whether the screen is a phone's: two lines a lead instead of columns. */
export function createNarrow(): Accessor<boolean> {
  const query = window.matchMedia("(width < 48rem)");
  const [narrow, setNarrow] = createSignal(query.matches);
  const changed = () => setNarrow(query.matches);
  query.addEventListener("change", changed);
  onCleanup(() => query.removeEventListener("change", changed));
  return narrow;
}
