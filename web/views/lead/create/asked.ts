import { createSignal } from "solid-js";

/** What is known of the new lead before its form is open. */
export type Begun = Partial<Readonly<Record<"name" | "phone" | "email", string>>>;

/** Whether the form for a new lead is on screen: opened by a key, from the head of the list or the palette. */
export const [creating, setCreating] = createSignal(false);
const [begun, setBegun] = createSignal<Begun>({});
export { begun };

export function createLead(known: Begun = {}): void {
  setBegun(known);
  setCreating(true);
}
