import type { KeptQueue } from "./waiting.ts";

/**
 * What one tab has under way is kept on the device, in case that tab is killed. Whoever finds it there cannot see whether it was: the tab
 * holds a lock as long as something is on its way, which goes when the tab does.
 */
export interface UnderWay {
  /** Before it is kept: whoever learns of it asks for the lock after this tab. */
  claim(): void;
  release(): void;
  /** Those are under way in another tab; once that is done with them, or gone, `left` hears which they were. */
  watch(mutations: readonly string[]): void;
}

export function createUnderWay(port: () => KeptQueue | null, left: (mutations: readonly string[]) => Promise<void>): UnderWay {
  let free: (() => void) | null = null;
  let watching = false;
  let next: readonly string[] = [];

  const watch = (mutations: readonly string[]): void => {
    const place = port();
    next = mutations;
    if (watching || place === null || mutations.length === 0) return;
    watching = true;
    void place
      .alone(() => left(mutations), "under_way")
      .catch(() => undefined)
      .finally(() => {
        watching = false;
        // What was learnt of meanwhile may be on its way still: it is asked for again.
        const more = next.filter((one) => !mutations.includes(one));
        watch(more);
      });
  };

  return {
    claim: () => {
      const place = port();
      if (free !== null || place === null) return;
      const held = new Promise<void>((done) => (free = done));
      void place.alone(() => held, "under_way").catch(() => undefined);
    },
    release: () => {
      free?.();
      free = null;
    },
    watch,
  };
}
