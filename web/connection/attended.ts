import type { Clock } from "./edge.ts";
import type { Fetch } from "./call.ts";

/** Somebody who does nothing for this long is not there: what a page reads by itself then keeps no console open (SU1). */
const THERE_MS = 60_000;
const USES = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Says of each request whether somebody uses the page. Returns what ends the watching too. */
export function attendedFetch(fetch: Fetch, clock: Pick<Clock, "now">): { readonly fetch: Fetch; readonly end: () => void } {
  let usedAt = clock.now();
  const used = () => (usedAt = clock.now());
  for (const use of USES) window.addEventListener(use, used, { capture: true, passive: true });
  return {
    fetch: (path, init) => {
      if (clock.now() - usedAt < THERE_MS) return fetch(path, init);
      const headers = new Headers(init.headers);
      headers.set("x-leadoxe-unattended", "1");
      return fetch(path, { ...init, headers });
    },
    end: () => {
      for (const use of USES) window.removeEventListener(use, used, { capture: true });
    },
  };
}
