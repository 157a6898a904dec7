import { createSignal } from "solid-js";

/** What is on screen about what waits: the list of it, whether to sign out all the same; or how the app is installed. */
export type KeptAsked = "list" | "install" | { readonly leave: () => void };
export const [keptAsked, askKept] = createSignal<KeptAsked | null>(null);
