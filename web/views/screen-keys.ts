import { onCleanup, onMount } from "solid-js";

/** Where keys are somebody else's: what is typed in, and what lies over the screen. */
const TAKEN = 'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"], [role="listbox"]';

/**
 * Keys of a whole screen, each by the name of its act. Letters of another layout sit on the same keys: an Arabic keyboard assigns with the
 * key that says A on a Latin one.
 */
export function listenForScreenKeys<Act extends string>(
  keys: Readonly<Record<string, Act>>,
  acts: Readonly<Record<Act, () => void>>,
): void {
  const named = (event: KeyboardEvent): Act | undefined => {
    if (Object.hasOwn(keys, event.key)) return keys[event.key];
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
    const latin = /^[\x20-\x7e]$/.test(event.key);
    return letter === undefined || latin || !Object.hasOwn(keys, letter) ? undefined : keys[letter];
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const act = target.closest(TAKEN) === null ? named(event) : undefined;
    if (act === undefined) return;
    // Enter on a link or button is that one's own; arrows scroll a panel that has the focus.
    if (event.key === "Enter" && target.closest("a, button")) return;
    if (event.key.startsWith("Arrow") && target.closest("[data-panel]")) return;
    event.preventDefault();
    acts[act]();
  };
  onMount(() => document.addEventListener("keydown", pressed));
  onCleanup(() => document.removeEventListener("keydown", pressed));
}
