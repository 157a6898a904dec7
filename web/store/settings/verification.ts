import { type Accessor, createSignal } from "solid-js";
import type { VerifyAnswer } from "../../../domain/records.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { RecordsApi, Walked } from "../../connection/records.ts";
import { asFailure } from "../console/resource.ts";

export type Verified = Exclude<VerifyAnswer, { kind: "more" }>;
export type VerificationState =
  | { readonly kind: "still" }
  | { readonly kind: "running"; readonly records: number }
  | { readonly kind: "done"; readonly result: Verified }
  | { readonly kind: "failed"; readonly failure: ApiFailure };

export interface Verification {
  readonly state: Accessor<VerificationState>;
  run(): Promise<void>;
  stop(): void;
}

/** Follows the chain of seals through as many requests as it takes. One that failed on the way is gone on from. */
export function createVerification(api: Pick<RecordsApi, "verify">): Verification {
  const [state, setState] = createSignal<VerificationState>({ kind: "still" });
  let walking: AbortController | null = null;
  let reached: Walked | null = null;
  return {
    state,
    run: async () => {
      if (walking !== null) return;
      const mine = (walking = new AbortController());
      if (state().kind !== "failed") reached = null;
      try {
        for (;;) {
          setState({ kind: "running", records: reached?.records ?? 0 });
          const answer: VerifyAnswer = await api.verify(reached, mine.signal);
          if (walking !== mine) return;
          if (answer.kind !== "more") {
            setState({ kind: "done", result: answer });
            break;
          }
          reached = answer.after;
        }
      } catch (error) {
        if (walking !== mine) return;
        setState({ kind: "failed", failure: asFailure(error) });
      }
      walking = null;
    },
    stop: () => {
      walking?.abort();
      walking = null;
      setState({ kind: "still" });
    },
  };
}
