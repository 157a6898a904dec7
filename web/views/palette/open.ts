import { createSignal } from "solid-js";

/** Whether the palette is on screen: opened by a key or the search button, closed by itself. */
export const [paletteShown, setPaletteShown] = createSignal(false);
export const openPalette = (): void => void setPaletteShown(true);
