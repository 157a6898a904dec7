import { ApiFailure, type FailureCode } from "../connection/call.ts";
import { PasskeyFailure, type PasskeyTrouble } from "../connection/passkey.ts";

/** Why an act did not happen, whichever side said so. `retryAfter`: seconds. */
export interface Trouble {
  readonly code: FailureCode | PasskeyTrouble;
  readonly request: string | null;
  readonly retryAfter: number | null;
  /** What the server says beyond the code. */
  readonly why: string | null;
}

/** What became of an act that a person waits for. */
export type Outcome<T> = { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly trouble: Trouble };

export const GIVEN_UP: Outcome<never> = { ok: false, trouble: new PasskeyFailure("cancelled") };

export function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  return work().then(
    (answer) => ({ ok: true, answer }),
    (error: unknown) => ({ ok: false, trouble: troubleOf(error) }),
  );
}

function troubleOf(error: unknown): Trouble {
  return error instanceof ApiFailure || error instanceof PasskeyFailure ? error : new ApiFailure("internal");
}
