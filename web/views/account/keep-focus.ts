import { onCleanup, onMount } from "solid-js";
import { focusBack } from "../../ui/anchor.ts";

/** A part with so few buttons has one that what was closed was opened with. */
const FEW = 2;

/** What had the focus goes with a form that closes or a line that ends: the part it stood in keeps it, so that nobody begins at the top. */
export function keepFocus(part: () => HTMLElement, head: () => HTMLElement): (event: FocusEvent) => void {
  let last: EventTarget | null = null;
  onMount(() => {
    const watch = new MutationObserver(() => {
      if (!(last instanceof HTMLElement) || last.isConnected) return;
      last = null;
      const buttons = part().querySelectorAll<HTMLElement>("button:not(:disabled)");
      focusBack(buttons.length <= FEW ? (buttons[0] ?? head()) : head());
    });
    watch.observe(part(), { childList: true, subtree: true });
    onCleanup(() => watch.disconnect());
  });
  return (event) => (last = event.target);
}
