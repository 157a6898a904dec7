import { createSignal } from "solid-js";

/** Whether the form for a new lead is on screen: opened by a key, from the head of the list or the palette. */
export const [creating, setCreating] = createSignal(false);
export const createLead = (): void => void setCreating(true);
