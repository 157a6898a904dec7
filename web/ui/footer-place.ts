import { createSignal, onCleanup } from "solid-js";

/** The place in the footer on screen for what the frame has to say there; undefined where the screen has none. */
export const [footerPlace, setFooterPlace] = createSignal<HTMLElement>();

/** Whether a bar with buttons stands above the footer: what comes up for a moment must not lie over it. */
export const [aboveFooter, setAboveFooter] = createSignal(false);

const [sheets, setSheets] = createSignal(0);
/** How many sheets stand at a phone's bottom edge: what comes up for a moment keeps clear of them. */
export { sheets };

/** For as long as its owner is there. */
export function standAsSheet(): void {
  setSheets((n) => n + 1);
  onCleanup(() => setSheets((n) => n - 1));
}
