import { createSignal, onCleanup } from "solid-js";

/** Of what floats over its control: on a phone it rises from the bottom edge instead, as wide as the screen. */
export const SHEET =
  "max-md:w-full max-md:max-w-none max-md:max-h-[75dvh] max-md:animate-rise max-md:rounded-none max-md:rounded-t-large max-md:pb-[max(4px,env(safe-area-inset-bottom))]";

const [sheets, setSheets] = createSignal(0);
/** How many dialogs stand at a phone's bottom edge: what comes up for a moment keeps clear of them. */
export { sheets };

/** For as long as its owner is there. */
export function standAsSheet(): void {
  setSheets((n) => n + 1);
  onCleanup(() => setSheets((n) => n - 1));
}
