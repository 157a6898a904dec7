import type { JSX } from "solid-js";

/** Behind a sheet on a phone: what lies below it is quiet, and a press that ends the sheet does nothing else. */
export function Veil(): JSX.Element {
  return <div class="fixed inset-0 z-61 animate-late bg-veil [animation-delay:0ms] md:hidden" />;
}
