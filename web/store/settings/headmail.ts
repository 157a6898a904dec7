import { type Accessor, createSignal } from "solid-js";
import type { ApiFailure } from "../../connection/call.ts";
import type { RecordsApi } from "../../connection/records.ts";
import { asFailure } from "../console/resource.ts";

export interface HeadMail {
  /** Null until it is known. */
  readonly on: Accessor<boolean | null>;
  readonly busy: Accessor<boolean>;
  readonly failure: Accessor<ApiFailure | null>;
  read(): Promise<void>;
  set(on: boolean): Promise<void>;
}

/** Whether the log's seal is mailed to oneself each day. */
export function createHeadMail(api: Pick<RecordsApi, "mail" | "setMail">): HeadMail {
  const [on, setOn] = createSignal<boolean | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const ask = async (send: Promise<{ readonly on: boolean }>) => {
    setBusy(true);
    setFailure(null);
    await send.then(
      (now) => setOn(now.on),
      (error: unknown) => setFailure(asFailure(error)),
    );
    setBusy(false);
  };
  return { on, busy, failure, read: () => ask(api.mail()), set: (next) => ask(api.setMail(next)) };
}
