import { createSignal } from "solid-js";

/** Whether the list of keys is on screen: opened by a key, from a menu, closed by itself. */
export const [keysShown, setKeysShown] = createSignal(false);
export const showKeys = (): void => void setKeysShown(true);
