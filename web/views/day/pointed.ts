import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";

/** A pointer that rests so long is only lying there. */
const RESTS_MS = 5_000;

/** Whether somebody is about to press on something in there: a mouse moves over it. A finger is only there while it presses. */
export function createPointed(area: Accessor<HTMLElement | undefined>): Accessor<boolean> {
  const [pointed, setPointed] = createSignal(false);
  let timer = 0;
  const leave = () => {
    window.clearTimeout(timer);
    setPointed(false);
  };
  const point = (event: PointerEvent) => {
    window.clearTimeout(timer);
    setPointed(true);
    timer = window.setTimeout(leave, event.pointerType === "mouse" ? RESTS_MS : 0);
  };
  onMount(() => {
    const element = area();
    if (element === undefined) return;
    element.addEventListener("pointermove", point);
    element.addEventListener("pointerdown", point);
    element.addEventListener("pointerleave", leave);
  });
  onCleanup(() => window.clearTimeout(timer));
  return pointed;
}
