import { type Accessor, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { ApiFailure } from "../connection/call.ts";
import type { WrittenMail } from "../connection/demo.ts";
import type { DemoDeps } from "./demo-watch.ts";

export type { WrittenMail };

/** The mails of development, read again and again while somebody looks. */
export interface Outbox {
  /** Newest first; null until they were read once. */
  mails(): readonly WrittenMail[] | null;
  /** Why they could not be read the last time. */
  readonly failure: Accessor<ApiFailure | null>;
  read(): Promise<void>;
  close(): void;
}

const READ_EVERY_MS = 2_000;

export function followMails({ api, clock, browser }: DemoDeps): Outbox {
  const [kept, setKept] = createStore<{ mails: readonly WrittenMail[] | null }>({ mails: null });
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  let reading = false;
  async function read(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      const { mails } = await api.mails();
      // By id: whoever reads one must not see it drawn anew because another one came.
      setKept("mails", reconcile(mails, { key: "id" }));
      setFailure(null);
    } catch (error) {
      setFailure(error instanceof ApiFailure ? error : new ApiFailure("internal"));
    } finally {
      reading = false;
    }
  }
  const readIfSeen = () => {
    if (browser.visible()) void read();
  };
  readIfSeen();
  const ends = [clock.every(READ_EVERY_MS, readIfSeen), browser.on("visible", readIfSeen)];
  return {
    mails: () => kept.mails,
    failure,
    read,
    close: () => {
      for (const end of ends) end();
    },
  };
}
