import { onCleanup, onMount } from "solid-js";

export interface ListKeys {
  next(): void;
  previous(): void;
  open(): void;
  close(): void;
  top(): void;
  assign(): void;
  stage(): void;
  attempt(): void;
  create(): void;
  filter(): void;
  keys(): void;
}

const KEYS: Readonly<Record<string, keyof ListKeys>> = {
  ArrowDown: "next",
  j: "next",
  ArrowUp: "previous",
  k: "previous",
  Enter: "open",
  Escape: "close",
  Home: "top",
  a: "assign",
  s: "stage",
  l: "attempt",
  c: "create",
  "?": "keys",
};

/** Letters of another layout sit on the same keys: an Arabic keyboard assigns with the key that says A on a Latin one. */
const BY_PLACE: Readonly<Record<string, string>> = { KeyJ: "j", KeyK: "k", KeyA: "a", KeyS: "s", KeyL: "l", KeyC: "c" };

/** Keys of the whole screen. They are nobody's while something is typed, or while a menu or dialog has them. */
export function listenForKeys(keys: ListKeys): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"], [role="listbox"]')) return;
    const shifted = event.shiftKey && event.code === "KeyF" ? "filter" : undefined;
    const name = shifted ?? KEYS[event.key] ?? (/^[\x20-\x7e]$/.test(event.key) ? undefined : KEYS[BY_PLACE[event.code] ?? ""]);
    if (name === undefined) return;
    // Enter on a link or button is that one's own.
    if (name === "open" && target.closest("a, button")) return;
    // Arrows scroll a panel that has the focus.
    if (event.key.startsWith("Arrow") && target.closest("[data-panel]")) return;
    event.preventDefault();
    keys[name]();
  };
  onMount(() => document.addEventListener("keydown", onKey));
  onCleanup(() => document.removeEventListener("keydown", onKey));
}
