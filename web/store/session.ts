import { type Accessor, createSignal } from "solid-js";
import type * as v from "valibot";
import type { sessionAnswer } from "../../domain/api.ts";
import type { Api } from "../connection/api.ts";
import { ApiFailure } from "../connection/call.ts";

export type SignedIn = v.InferOutput<typeof sessionAnswer>;

export type SessionState =
  | { readonly kind: "unknown" }
  | { readonly kind: "out" }
  | { readonly kind: "in"; readonly session: SignedIn }
  | { readonly kind: "failed"; readonly failure: ApiFailure };

export interface Session {
  readonly state: Accessor<SessionState>;
  load(): Promise<SessionState>;
  /** Null when it worked, else why not. */
  signOut(): Promise<ApiFailure | null>;
  /** The server said so, over a socket or to a request. */
  ended(): void;
}

export function createSession(api: Pick<Api, "session" | "signOut">): Session {
  const [state, setState] = createSignal<SessionState>({ kind: "unknown" });
  const load = async (): Promise<SessionState> => {
    const next = await api.session().then<SessionState, SessionState>((session) => ({ kind: "in", session }), notIn);
    setState(next);
    return next;
  };
  return {
    state,
    load,
    signOut: async () => {
      const failure = await api.signOut().then(() => null, asFailure);
      if (failure === null || failure.code === "not_signed_in") setState({ kind: "out" });
      return failure;
    },
    ended: () => setState({ kind: "out" }),
  };
}

function notIn(error: unknown): SessionState {
  const failure = asFailure(error);
  return failure.code === "not_signed_in" ? { kind: "out" } : { kind: "failed", failure };
}

function asFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure("internal");
}
