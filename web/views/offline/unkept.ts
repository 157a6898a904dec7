import { createEffect, onCleanup } from "solid-js";
import { useWorkspace } from "../context.tsx";

/** Whether something waits that this device keeps nothing of: a private window, somebody of support, a full disk. */
export function useUnkept(): () => boolean {
  const { commands, kept } = useWorkspace();
  return () => commands.waiting().length > 0 && (kept()?.now() == null || kept()?.refused() === true);
}

/** Leaving would lose it without a word: the browser asks first. */
export function askBeforeLeaving(isLost: () => boolean): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  createEffect(() => {
    if (!isLost()) return;
    window.addEventListener("beforeunload", ask);
    onCleanup(() => window.removeEventListener("beforeunload", ask));
  });
}
