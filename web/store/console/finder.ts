import { type Accessor, createSignal } from "solid-js";
import type { SessionRow } from "../../../domain/account.ts";
import type { FoundPerson } from "../../../domain/console-people.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { ConsoleApi } from "../../connection/console.ts";
import { asFailure, createResource, type Resource } from "./resource.ts";

export type { FoundPerson } from "../../../domain/console-people.ts";
export type { SessionRow } from "../../../domain/account.ts";

/** One person at a time, found by their address, with where they are signed in. */
export interface Finder {
  /** Undefined: not asked yet; null: nobody. */
  readonly person: Accessor<FoundPerson | null | undefined>;
  readonly finding: Accessor<boolean>;
  readonly failure: Accessor<ApiFailure | null>;
  find(email: string): Promise<void>;
  readonly sessions: Resource<readonly SessionRow[]>;
  /** The session that is being ended; "all". */
  readonly ending: Accessor<string | null>;
  end(session: string | "all"): Promise<{ readonly ended: number; readonly pending: boolean } | ApiFailure>;
  /** From when the link in their mailbox works. */
  recover(reason: string): Promise<{ readonly startsAt: number } | ApiFailure>;
}

export function createFinder(api: ConsoleApi, failed: (failure: ApiFailure) => void): Finder {
  const [person, setPerson] = createSignal<FoundPerson | null>();
  const [finding, setFinding] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [ending, setEnding] = createSignal<string | null>(null);
  const sessions = createResource(async () => {
    const found = person();
    return found ? (await api.sessions(found.id)).sessions : [];
  }, failed);

  async function find(email: string): Promise<void> {
    setFinding(true);
    setFailure(null);
    try {
      const found = (await api.person(email)).person;
      setPerson(found);
      if (found !== null) await sessions.read();
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setFinding(false);
    }
  }
  /** What was done shows in both: how many sessions there are, and whether a recovery runs. */
  async function again(): Promise<void> {
    const known = person();
    if (known) await find(known.email);
  }

  return {
    person,
    finding,
    failure,
    find,
    sessions,
    ending,
    end: async (session) => {
      const id = person()?.id ?? "";
      setEnding(session);
      const told = await api.endSessions(id, session === "all" ? null : session).catch(asFailure);
      await again();
      setEnding(null);
      return told;
    },
    recover: async (reason) => {
      const told = await api.recover(person()?.id ?? "", reason).catch(asFailure);
      await again();
      return told;
    },
  };
}
