import { createSignal, type JSX } from "solid-js";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

const [polite, setPolite] = createSignal("");
const [urgent, setUrgent] = createSignal("");

/** Says something to screen readers only. The same words twice are said twice. */
export function announce(text: string, how: "polite" | "urgent" = "polite"): void {
  const set = how === "urgent" ? setUrgent : setPolite;
  set("");
  queueMicrotask(() => set(text));
}

/** Once, near the root: a live region must exist before it has something to say. */
export function Announcer(): JSX.Element {
  return (
    <VisuallyHidden>
      <span aria-live="polite">{polite()}</span>
      <span aria-live="assertive">{urgent()}</span>
    </VisuallyHidden>
  );
}
