import { createSignal } from "solid-js";
import type { Browser, Clock } from "../../connection/edge.ts";
import { type Place, type Vault, VaultGone } from "../../connection/vault.ts";
import { KEEPS, type Keeper, type Keeping } from "../keeping.ts";
import type { Queue } from "../queue.ts";
import { createKeeping } from "./keeping.ts";

export interface KeeperDeps {
  readonly slug: string;
  readonly clock: Pick<Clock, "now" | "after">;
  readonly browser: Pick<Browser, "recall" | "remember">;
  /** Rejects where the browser gives no place. */
  vault(): Promise<Vault>;
  alone(work: () => Promise<void>, what?: "under_way"): Promise<void>;
  readonly tabs: { say(): void; hear(work: () => void): () => void; close(): void };
  /** The browser is asked to clear nothing away. */
  persist(): void;
  /** Every tab of this browser hears that what was kept is over. */
  readonly over: { say(): void; hear(work: () => void): () => void; close(): void };
  readonly queue: Pick<Queue, "keepIn" | "trust">;
}

const AGAIN_MS = 1_000;

/** When one workspace keeps what, and when it is destroyed. */
export function createKeeper(deps: KeeperDeps): Keeper {
  const { slug, clock, browser } = deps;
  const [now, setNow] = createSignal<Keeping | null>(null);
  const [refused, setRefused] = createSignal(false);
  let person: string | null = null;
  let opening: Promise<void> | null = null;
  let ended = false;
  let destroying: Promise<void> = Promise.resolve();
  let cancel: (() => void) | null = null;
  let asked = false;
  const persist = () => {
    // Once: some browsers ask the person.
    if (!asked) deps.persist();
    asked = true;
  };

  async function keepIn(place: Place, unasked?: "unasked"): Promise<void> {
    const keeping = createKeeping({
      place,
      clock,
      alone: deps.alone,
      tabs: deps.tabs,
      persist,
      lost: (error) => {
        if (ended || now() !== keeping) return;
        if (!(error instanceof VaultGone)) return void setRefused(true);
        // Another tab began anew, as this one is about to: what is in memory here is kept under its key too.
        drop();
        cancel = clock.after(AGAIN_MS, () => person !== null && void begin(person));
      },
    });
    person = place.person;
    setNow(() => keeping);
    await deps.queue.keepIn(keeping.queue, unasked);
  }

  function drop(): void {
    cancel?.();
    setNow(null);
    void deps.queue.keepIn(null);
  }

  function begin(who: string): Promise<void> {
    opening ??= open(who).finally(() => (opening = null));
    return opening;
  }

  async function open(who: string): Promise<void> {
    await destroying;
    if (ended) return;
    browser.remember(KEEPS, slug);
    if (now() !== null && person === who) return deps.queue.trust(true);
    // Found without a connection, and it is somebody else's.
    if (now() !== null) {
      drop();
      deps.queue.trust(false);
    }
    // What could be found by nobody later could be destroyed by nobody.
    if (browser.recall(KEEPS) === null) return void setRefused(true);
    try {
      const place = await (await deps.vault()).open(slug, who);
      if (!ended) await keepIn(place);
    } catch {
      setRefused(true);
    }
  }

  function end(): void {
    ended = true;
    drop();
  }
  const stopHearing = deps.over.hear(end);

  return {
    now,
    refused,
    begin,
    stand: async () => {
      try {
        await destroying;
        if (ended || now() !== null) return (await now()?.day()) ?? null;
        const place = await (await deps.vault()).find(slug);
        if (place === null || ended) return null;
        await keepIn(place, "unasked");
        return (await now()?.day()) ?? null;
      } catch {
        return null;
      }
    },
    destroy: async (again) => {
      const who = person;
      if (again === undefined) end();
      else drop();
      const gone = deps.vault().then((vault) => vault.destroy(slug));
      // Nobody finds the old key meanwhile.
      destroying = gone.catch(() => undefined);
      await destroying;
      if (again !== undefined && who !== null) await begin(who);
    },
    close: () => {
      ended = true;
      cancel?.();
      stopHearing();
      deps.tabs.close();
      deps.over.close();
    },
  };
}
