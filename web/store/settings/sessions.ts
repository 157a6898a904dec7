import { type Accessor, createSignal } from "solid-js";
import type { ApiFailure } from "../../connection/call.ts";
import type { PeopleApi, Sessions } from "../../connection/people.ts";
import { asFailure, createResource, type Resource } from "../console/resource.ts";

export interface MemberSessions {
  readonly read: Resource<Sessions>;
  /** Whether addresses were asked for, which is a record of its own. */
  readonly addresses: Accessor<boolean>;
  readonly ending: Accessor<string | null>;
  /** Rooms that did not confirm yet. */
  readonly pending: Accessor<boolean>;
  readonly failure: Accessor<ApiFailure | null>;
  showAddresses(): void;
  /** One of them, or "all". */
  end(session: string): Promise<void>;
}

/** Where a member is signed in, and the end of it. */
export function createSessions(api: Pick<PeopleApi, "sessions" | "endSessions">, person: string): MemberSessions {
  const [addresses, setAddresses] = createSignal(false);
  const [ending, setEnding] = createSignal<string | null>(null);
  const [pending, setPending] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const read = createResource(
    () => api.sessions(person, addresses()),
    () => undefined,
  );
  return {
    read,
    addresses,
    ending,
    pending,
    failure,
    showAddresses: () => {
      setAddresses(true);
      void read.read();
    },
    end: async (session) => {
      if (ending() !== null) return;
      setEnding(session);
      setFailure(null);
      await api.endSessions(person, session === "all" ? null : session).then(
        (done) => setPending(done.pending),
        (error: unknown) => setFailure(asFailure(error)),
      );
      await read.read();
      setEnding(null);
    },
  };
}
