import { createSignal } from "solid-js";

/** The place in the footer on screen for what the frame has to say there; undefined where the screen has none. */
export const [footerPlace, setFooterPlace] = createSignal<HTMLElement>();
