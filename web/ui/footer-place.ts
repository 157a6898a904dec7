import { createSignal } from "solid-js";

/** The place in the footer on screen for what the frame has to say there; undefined where the screen has none. */
export const [footerPlace, setFooterPlace] = createSignal<HTMLElement>();

/** Whether a bar with buttons stands above the footer: what comes up for a moment must not lie over it. */
export const [aboveFooter, setAboveFooter] = createSignal(false);
