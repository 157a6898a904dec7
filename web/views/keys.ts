import { createEffect, on, onCleanup, onMount } from "solid-js";
import { type Action, actionsNow, allOffered, type KeyPlace } from "./actions.ts";

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: "down",
  ArrowUp: "up",
  ArrowLeft: "left",
  ArrowRight: "right",
  Enter: "enter",
  Escape: "esc",
  Home: "home",
  Backspace: "backspace",
  "؟": "?",
};

const TYPED = 'input, textarea, select, [contenteditable="true"]';
const OVER = '[role="menu"], [role="dialog"], [role="listbox"]';
/** Between the two keys of a sequence. */
const SEQUENCE_MS = 1_500;

/**
 * What was pressed, as an action writes it; null: nothing that any could mean. Letters of another layout sit on the same keys: an Arabic
 * keyboard assigns with the key that says A on a Latin one.
 */
export function pressOf(event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string | null {
  const held = `${event.ctrlKey || event.metaKey ? "mod+" : ""}${event.altKey ? "alt+" : ""}`;
  const shift = event.shiftKey ? "shift+" : "";
  const name = NAMES[event.key] ?? (/^[\x21-\x7e]$/.test(event.key) && !isBracket(event) ? event.key.toLowerCase() : byPlace(event));
  if (name === undefined) return null;
  // A sign that takes shift to be written is that sign.
  return /^[^a-z]$/.test(name) ? `${held}${name}` : `${held}${shift}${name}`;
}

/** Arabic keyboards have brackets where others have capital letters, and no act is called by one. */
function isBracket({ key, code }: Pick<KeyboardEvent, "key" | "code">): boolean {
  return /^[[\]{}~`]$/.test(key) && code.startsWith("Key");
}

function byPlace({ key, code, shiftKey }: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string | undefined {
  if (Array.from(key).length !== 1 && key !== "لا" && key !== "لأ" && key !== "لإ" && key !== "لآ") return undefined;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
}

type Taken = "free" | "over" | "typed";

function takenBy(target: Element): Taken {
  if (target.closest(TYPED) !== null) return "typed";
  return target.closest(OVER) === null ? "free" : "over";
}

function reaches(where: KeyPlace | undefined, taken: Taken): boolean {
  switch (where) {
    case "anywhere":
      // What must be decided before anything else is.
      return taken === "free" || document.querySelector("[data-modal]") === null;
    case "untyped":
      return taken !== "typed";
    default:
      return taken === "free";
  }
}

/** The keys of whatever is offered now, on whichever screen one is. One listener, so that no key does two things. */
export function listenForActions(): void {
  let begun: { readonly press: string; readonly at: number } | null = null;
  /** Pressed before it was offered: somebody who knows the keys is quicker than the page. */
  let early: string | null = null;
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const press = pressOf(event);
    if (press === null) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const taken = takenBy(target);
    // Nothing is looked up while somebody types.
    if (taken === "typed" && !event.ctrlKey && !event.metaKey) return;
    const after = begun !== null && event.timeStamp - begun.at < SEQUENCE_MS ? begun.press : null;
    begun = null;
    early = null;
    const offered = actionsNow().filter(({ run, where }) => run !== undefined && reaches(where, taken));
    const action = actionFor(offered, after === null ? press : `${after} ${press}`);
    if (action === undefined) {
      if (after === null && offered.some(({ keys = [] }) => keys.some((one) => one.startsWith(`${press} `))))
        begun = { press, at: event.timeStamp };
      else if (!allOffered()) early = press;
      return;
    }
    // Enter on a link or button is that one's own; arrows scroll a panel that has the focus.
    if (event.key === "Enter" && target.closest("a, button") !== null) return;
    if (event.key.startsWith("Arrow") && target.closest("[data-panel]") !== null) return;
    event.preventDefault();
    action.run?.();
  };
  createEffect(
    on(allOffered, (here) => {
      if (!here || early === null || takenBy(document.activeElement ?? document.body) !== "free") return;
      actionFor(actionsNow(), early)?.run?.();
      early = null;
    }),
  );
  onMount(() => document.addEventListener("keydown", pressed));
  onCleanup(() => document.removeEventListener("keydown", pressed));
}

/** The one registered last, as among those of one id. */
function actionFor(offered: readonly Action[], press: string): Action | undefined {
  return offered.findLast(({ keys }) => keys?.includes(press));
}
