import { onCleanup, onMount } from "solid-js";

/**
 * Letters that do something on the open lead. They are nobody's while something is typed, or while a menu or dialog has them; letters of
 * another layout sit on the same keys.
 */
export function listenForStoryKeys(acts: Readonly<Record<string, () => void>>): void {
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"], [role="listbox"]')) return;
    const latin = /^[\x20-\x7e]$/.test(event.key) ? event.key : event.code.replace(/^Key/, "").toLowerCase();
    const act = acts[latin];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  onMount(() => document.addEventListener("keydown", pressed));
  onCleanup(() => document.removeEventListener("keydown", pressed));
}
