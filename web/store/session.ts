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

export interface SessionDeps {
  readonly api: Pick<Api, "session" | "signOut">;
  /** EV4: nobody is signed in here (any more): what whoever was kept on this device is destroyed. Never rejects. */
  left(): Promise<void>;
  /** What is not theirs is destroyed. */
  entered(session: SignedIn): void;
}

export function createSession({ api, left, entered }: SessionDeps): Session {
  const [state, setState] = createSignal<SessionState>({ kind: "unknown" });
  const load = async (): Promise<SessionState> => {
    const next = await api.session().then<SessionState, SessionState>((session) => ({ kind: "in", session }), notIn);
    if (next.kind === "out") await left();
    if (next.kind === "in") entered(next.session);
    setState(next);
    return next;
  };
  return {
    state,
    load,
    signOut: async () => {
      // First: whatever stops this from here on leaves nothing that can be read.
      await left();
      const failure = await api.signOut().then(() => null, asFailure);
      if (failure === null || failure.code === "not_signed_in") setState({ kind: "out" });
      return failure;
    },
    ended: () => {
      void left();
      setState({ kind: "out" });
    },
  };
}

function notIn(error: unknown): SessionState {
  const failure = asFailure(error);
  return failure.code === "not_signed_in" ? { kind: "out" } : { kind: "failed", failure };
}

function asFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure("internal");
}
