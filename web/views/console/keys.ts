import { onCleanup, onMount } from "solid-js";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";

export interface LogKeys {
  next(): void;
  previous(): void;
  close(): void;
  top(): void;
}

const KEYS: Readonly<Record<string, keyof LogKeys>> = {
  ArrowDown: "next",
  j: "next",
  ArrowUp: "previous",
  k: "previous",
  Escape: "close",
  Home: "top",
};
/** Letters of another layout sit on the same keys. */
const BY_PLACE: Readonly<Record<string, keyof LogKeys>> = { KeyJ: "next", KeyK: "previous" };

/** Keys of the log. They are nobody's while something is typed, or while a menu or dialog has them. */
export function listenForLogKeys(keys: LogKeys): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('input, textarea, select, [role="menu"], [role="dialog"], [role="listbox"]')) return;
    const name = KEYS[event.key] ?? BY_PLACE[event.code];
    // Arrows scroll a panel that has the focus.
    if (name === undefined || (event.key.startsWith("Arrow") && target.closest("[data-panel]"))) return;
    event.preventDefault();
    keys[name]();
  };
  const { t } = useWords();
  // Said here and done below: they are there before anything else is.
  const said = (way: keyof LogKeys | "open", ...written: string[]) =>
    ({ id: `log.${way}`, label: t(`console.keys.${way}`), group: "list", keys: written }) as const;
  offerActions(() => [
    said("next", "down", "j"),
    said("previous", "up", "k"),
    said("open", "enter"),
    said("close", "esc"),
    said("top", "home"),
  ]);
  onMount(() => document.addEventListener("keydown", onKey));
  onCleanup(() => document.removeEventListener("keydown", onKey));
}
