const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

const CAPS: Readonly<Record<string, string>> = {
  mod: MAC ? "⌘" : "Ctrl",
  shift: "⇧",
  alt: MAC ? "⌥" : "Alt",
  enter: "↵",
  esc: "Esc",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  backspace: "⌫",
  home: "Home",
};

/** `"mod+k"` as its caps on this machine: `["⌘", "K"]`. A sequence is written with spaces: `"g l"`. */
export function keyCaps(keys: string): string[] {
  return keys.split(/[+ ]/).map((key) => CAPS[key] ?? (key.length > 1 ? key : key.toUpperCase()));
}

/** The same keys as `aria-keyshortcuts` wants them. */
export function ariaKeys(keys: string): string {
  return keys
    .replace("mod", MAC ? "Meta" : "Control")
    .replace("shift", "Shift")
    .replace("alt", "Alt")
    .replace("enter", "Enter")
    .replace("esc", "Escape");
}
