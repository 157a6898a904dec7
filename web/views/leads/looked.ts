import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Whether the page can be looked at: not in another tab, not minimised. */
export function createLooked(): Accessor<boolean> {
  const visible = () => document.visibilityState === "visible";
  const [looked, setLooked] = createSignal(visible());
  const changed = () => setLooked(visible());
  document.addEventListener("visibilitychange", changed);
  onCleanup(() => document.removeEventListener("visibilitychange", changed));
  return looked;
}
