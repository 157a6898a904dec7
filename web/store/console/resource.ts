import { type Accessor, createSignal } from "solid-js";
import { ApiFailure } from "../../connection/call.ts";

/** Something read from the server: what was read last stays on screen while it is read again, and when that fails. */
export interface Resource<T> {
  readonly value: Accessor<T | undefined>;
  /** Why the last reading failed; null once one works. */
  readonly failure: Accessor<ApiFailure | null>;
  read(): Promise<void>;
}

/** Asked again while it is being read, it is read once more afterwards, so that what is shown is younger than the asking. */
export function createResource<T>(ask: (before: T | undefined) => Promise<T>, failed: (failure: ApiFailure) => void): Resource<T> {
  const [value, setValue] = createSignal<T>();
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  async function once(): Promise<void> {
    try {
      const read = await ask(value());
      setValue(() => read);
      setFailure(null);
    } catch (error) {
      const known = asFailure(error);
      setFailure(known);
      failed(known);
    }
  }
  function read(): Promise<void> {
    if (running === null) {
      running = once().finally(() => (running = null));
      return running;
    }
    next ??= running.then(() => {
      next = null;
      return read();
    });
    return next;
  }
  return { value, failure, read };
}

export function asFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure("internal");
}
