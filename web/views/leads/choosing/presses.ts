import { type Accessor, createEffect, onCleanup } from "solid-js";
import type { Chosen } from "./useChoice.ts";

/** As long as a telephone's own long press. */
const LONG_MS = 450;
/** A finger that lies still moves less, pixels. */
const STILL = 10;
const TYPED = 'input, textarea, select, [contenteditable="true"]';

/**
 * Choosing by the pointer: Ctrl or Cmd toggles the row, Shift reaches to it; a finger that stays toggles it, and from then on each tap does.
 * One listener for all rows, before theirs.
 */
export function usePresses(
  list: Accessor<HTMLElement | undefined>,
  chosen: Chosen,
  at: () => string | null,
  go: (lead: string) => void,
): void {
  const leadOf = (event: Event): string | null => {
    const { target } = event;
    if (!(target instanceof Element) || target.closest(TYPED) !== null) return null;
    const key = target.closest<HTMLElement>("[data-key]")?.dataset["key"];
    return key !== undefined && chosen.may(key) ? key : null;
  };
  createEffect(() => {
    const element = list();
    if (element === undefined) return;
    const ends = new AbortController();
    onCleanup(() => ends.abort());
    const on = <K extends keyof HTMLElementEventMap>(name: K, work: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(name, work, { capture: true, signal: ends.signal });

    let long: { readonly x: number; readonly y: number; readonly timer: number; readonly lead: string } | null = null;
    /** A finger has just chosen by staying: the press that follows it is no other one. */
    let swallow = false;
    let touched = false;
    const lift = () => {
      if (long !== null) window.clearTimeout(long.timer);
      long = null;
    };
    const stayed = () => {
      if (long === null) return;
      const { lead } = long;
      lift();
      swallow = true;
      chosen.toggle(lead);
    };
    onCleanup(lift);
    on("pointerdown", (event) => {
      lift();
      swallow = false;
      touched = event.pointerType === "touch";
      const lead = touched && event.isPrimary ? leadOf(event) : null;
      if (lead !== null) long = { x: event.clientX, y: event.clientY, lead, timer: window.setTimeout(stayed, LONG_MS) };
    });
    on("pointermove", ({ clientX, clientY }) => {
      if (long !== null && Math.hypot(clientX - long.x, clientY - long.y) > STILL) lift();
    });
    // A list that is scrolled by the finger takes the pointer from it.
    for (const name of ["pointerup", "pointercancel"] as const) on(name, lift);
    // Android's own sign of a long press, and what would open a menu over the row.
    on("contextmenu", (event) => {
      if (!touched || (long === null && !swallow)) return;
      event.preventDefault();
      stayed();
    });
    // Shift would mark text from row to row, Ctrl would take the focus from where one is.
    on("mousedown", (event) => {
      if ((event.shiftKey || event.ctrlKey || event.metaKey) && event.button === 0 && leadOf(event) !== null) event.preventDefault();
    });
    on("click", (event) => {
      const take = () => {
        event.preventDefault();
        event.stopPropagation();
      };
      if (swallow) {
        swallow = false;
        return take();
      }
      const lead = leadOf(event);
      if (lead === null) return;
      // A key on what has the focus is no press of a pointer.
      const pressed = event.detail > 0;
      const tapped = touched && chosen.size() > 0;
      if (!pressed || !(event.shiftKey || event.ctrlKey || event.metaKey || tapped)) return;
      take();
      if (event.shiftKey) chosen.reach(lead, at(), "press");
      else chosen.toggle(lead);
      // The keys go on from there.
      if (!touched) go(lead);
    });
    // A finger that stays marks no text and opens nothing of the browser's own.
    if (window.matchMedia("(pointer: coarse)").matches) {
      element.style.setProperty("-webkit-touch-callout", "none");
      element.style.setProperty("user-select", "none");
      element.style.setProperty("-webkit-user-select", "none");
    }
  });
}
