import { type Accessor, createComputed, on, onCleanup } from "solid-js";

/** Whatever happens to what was to have the focus: keys are nobody's prisoners. */
const LONGEST_MS = 600;
/** Code that is longer on its way may not come at all. */
const COMING_MS = 8_000;
/** The browser's own: half of a letter, too, or what an input method makes one of. */
const BROWSERS = /^(Tab|Dead|Process|F\d+)$/;
const OVER = '[role="menu"], [role="dialog"], [role="listbox"]';
const TYPED = 'input, textarea, select, [contenteditable="true"]';
/** What the browser scrolls by is not ours to do again. */
const ANSWERED = /^([^ ]|Arrow(Up|Down|Left|Right)|Enter|Escape)$/u;
/** On a link it does nothing. */
const PRESSED_BY_SPACE = 'button, [type="checkbox"], [type="radio"]';

const travels = new Set<object>();
const held: KeyboardEvent[] = [];

/**
 * What opens over the screen has the focus some moments after it is asked for, and gives it back some moments after it closed. Somebody who
 * knows the keys is quicker: what they press on the way waits, and is pressed once the focus is there. `leave` is called where something was
 * chosen and the closing only follows, `arrived` when the focus was given back.
 */
export function createTravel(open: Accessor<boolean>): { readonly leave: () => void; readonly arrived: () => void } {
  let end: (() => void) | null = null;
  let leaving = false;
  const begin = (to: "over" | "away") => {
    end?.();
    end = travel(to);
  };
  createComputed(
    on(open, (now, before = false) => {
      if (now !== before && !(leaving && !now)) begin(now ? "over" : "away");
      leaving = false;
      return now;
    }),
  );
  onCleanup(() => end?.());
  return {
    leave: () => {
      leaving = true;
      begin("away");
    },
    arrived: () => end?.(),
  };
}

/** What answers keys and is on its way. */
const coming = new Set<object>();
let came: () => void = () => undefined;

/**
 * What answers keys on this screen is on its way: the first that is pressed waits, with all after it, until what this returns was called for
 * everything that is. What is typed into a field is the field's.
 */
export function keysComing(): () => void {
  const one = {};
  coming.add(one);
  window.addEventListener("keydown", beginToHold, true);
  return () => {
    if (!coming.delete(one) || coming.size > 0) return;
    window.removeEventListener("keydown", beginToHold, true);
    came();
  };
}

function beginToHold(event: KeyboardEvent): void {
  if (isNotOurs(event) || !ANSWERED.test(event.key)) return;
  if (event.target instanceof Element && event.target.closest(TYPED) !== null) return;
  window.removeEventListener("keydown", beginToHold, true);
  came = travel("away", COMING_MS);
  hold(event);
}

/** Holds the keys until what it returns is called, or, on the way to what lies over the screen, until the focus is in that. */
export function travel(to: "over" | "away", most = LONGEST_MS): () => void {
  const one = {};
  const enters = ({ target }: FocusEvent) => {
    // An item of it takes the focus from it at once.
    if (target instanceof Element && target.closest(OVER) !== null) setTimeout(end);
  };
  const end = () => {
    clearTimeout(late);
    document.removeEventListener("focusin", enters);
    if (travels.delete(one)) go();
  };
  window.addEventListener("keydown", hold, true);
  travels.add(one);
  if (to === "over") document.addEventListener("focusin", enters);
  const late = setTimeout(end, most);
  return end;
}

/** What a program presses was meant for where it is pressed; what the browser does with the others cannot be done for it. */
const isNotOurs = (event: KeyboardEvent): boolean =>
  !event.isTrusted || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || BROWSERS.test(event.key);

function hold(event: KeyboardEvent): void {
  if (isNotOurs(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(event);
}

let pressing = false;

/** One after the other, each with a task of its own as a keyboard's have: what the first of them does to the focus is done before the next. */
function go(): void {
  if (travels.size > 0 || pressing) return;
  const event = held.shift();
  if (event === undefined) return window.removeEventListener("keydown", hold, true);
  pressing = true;
  press(event);
  setTimeout(() => {
    pressing = false;
    go();
  });
}

function press({ key, code, location, shiftKey, repeat }: KeyboardEvent): void {
  const target = document.activeElement ?? document.body;
  const again = new KeyboardEvent("keydown", {
    key,
    code,
    location,
    shiftKey,
    repeat,
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  if (!target.dispatchEvent(again)) return;
  if (target.matches(key === "Enter" ? "button, a[href]" : PRESSED_BY_SPACE)) {
    if (target instanceof HTMLElement && (key === "Enter" || key === " ")) target.click();
  } else if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    // The one way to type that an input takes for typing, its own undo included.
    if (key === "Backspace") document.execCommand("delete");
    else if (Array.from(key).length === 1) document.execCommand("insertText", false, key);
    else if (key === "Enter" && target instanceof HTMLInputElement) target.form?.requestSubmit();
  }
}
