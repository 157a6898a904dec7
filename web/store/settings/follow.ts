import type { Browser, Clock } from "../../connection/edge.ts";

const FIRST_MS = 700;
const LONGEST_MS = 15_000;

/** Reads again, ever less often, until nothing that was decided waits to be in force everywhere. */
export function createFollow(
  deps: { readonly clock: Clock; readonly browser: Pick<Browser, "visible"> },
  read: () => Promise<void>,
  waits: () => boolean,
) {
  let cancel: (() => void) | null = null;
  let closed = false;
  const plan = (ms: number) => {
    cancel?.();
    cancel = null;
    if (closed || !waits()) return;
    cancel = deps.clock.after(ms, () => {
      // Nobody looks: no reason to ask, and every reason to go on later.
      if (!deps.browser.visible()) return plan(LONGEST_MS);
      void read().then(() => plan(Math.min(ms * 2, LONGEST_MS)));
    });
  };
  return {
    /** Something was decided, or read. */
    look: () => plan(FIRST_MS),
    close: () => {
      closed = true;
      cancel?.();
    },
  };
}
