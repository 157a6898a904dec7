import { createSignal } from "solid-js";

/** How much of My day is left for today, and whether any of it is late. Its store comes after the first screen, and says so here. */
export const [dayCount, setDayCount] = createSignal({ left: 0, late: false });
