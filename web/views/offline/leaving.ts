import { createSignal } from "solid-js";
import { useApp } from "../context.tsx";

/** Whoever is about to sign out where no workspace is open, and how many changes of theirs wait on the device. */
export const [leaving, setLeaving] = createSignal<{ readonly n: number; readonly leave: () => void } | null>(null);

/** Signing out takes with it what was not sent (OF1): where something waits, whoever goes is asked first. */
export function useLeaving(): (leave: () => void) => Promise<void> {
  const app = useApp();
  return async (leave) => {
    // Where the device cannot be read there is nothing that could still be sent from it.
    const n = await app.keptWaiting().catch(() => 0);
    if (n === 0) leave();
    else setLeaving({ n, leave });
  };
}
