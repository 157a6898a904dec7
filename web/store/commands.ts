import { createSignal } from "solid-js";
import { ApiFailure } from "../connection/call.ts";
import type { Pending } from "./pending.ts";
import type { Outcome } from "./queue.ts";

const NONE: readonly never[] = [];

/** What carries changes out comes right after the first list is there: nobody changes anything before, and whoever does waits for it. */
export function createCommands(make: () => Promise<Pending>): Pending & { load(): Promise<Pending> } {
  const [made, setMade] = createSignal<Pending>();
  let asked: Promise<Pending> | null = null;
  const load = () => {
    asked ??= make().then(
      (one) => (setMade(() => one), one),
      (error: unknown) => {
        asked = null;
        throw error;
      },
    );
    return asked;
  };
  const missing = (): Outcome => ({ ok: false, mutation: "", code: "offline", failure: new ApiFailure("offline") });
  const act = <A extends readonly unknown[], T>(work: (one: Pending, ...args: A) => Promise<T>) => {
    return (...args: A): Promise<T | Outcome> => {
      const one = made();
      // At once where it is here: what is changed is on screen in the same moment.
      return one === undefined ? load().then((now) => work(now, ...args), missing) : work(one, ...args);
    };
  };
  return {
    load,
    waiting: () => made()?.waiting() ?? NONE,
    returned: () => made()?.returned() ?? NONE,
    ahead: (id) => made()?.ahead(id) ?? NONE,
    waits: (id) => made()?.waits(id) ?? false,
    deal: (mutation) => made()?.deal(mutation),
    giveBack: (one) => made()?.giveBack(one),
    did: (change) => void load().then((one) => one.did(change), missing),
    settle: (mutation) => made()?.settle(mutation),
    unsettle: (mutation) => made()?.unsettle(mutation),
    assign: act((one, ...args: Parameters<Pending["assign"]>) => one.assign(...args)),
    setStage: act((one, ...args: Parameters<Pending["setStage"]>) => one.setStage(...args)),
    attempt: act((one, ...args: Parameters<Pending["attempt"]>) => one.attempt(...args)),
    run: act((one, ...args: Parameters<Pending["run"]>) => one.run(...args)),
    undo: act((one, ...args: Parameters<Pending["undo"]>) => one.undo(...args)),
    again: act((one, ...args: Parameters<Pending["again"]>) => one.again(...args)),
    undoLast: async () => (await load().catch(() => null))?.undoLast() ?? null,
    queue: {
      resume: () => made()?.queue.resume(),
      keepIn: async (...kept) => (await load()).queue.keepIn(...kept),
      trust: (theirs) => made()?.queue.trust(theirs),
      close: () => made()?.queue.close(),
    },
  };
}
