import { type Accessor, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { InvitationRow, People, PersonRow } from "../../../domain/people.ts";
import type { Role } from "../../../domain/rights.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { Browser, Clock } from "../../connection/edge.ts";
import type { MemberBody, PeopleApi, Recovery } from "../../connection/people.ts";
import { asFailure, createResource, type Resource } from "../console/resource.ts";
import { createFollow } from "./follow.ts";

type Change = Partial<Omit<MemberBody, "version">>;
/** Null when it is decided, else why not. */
export type Outcome = Promise<ApiFailure | null>;

export interface Invited {
  readonly email: string;
  readonly state: "sending" | "sent" | "failed";
  readonly failure: ApiFailure | null;
}

export interface PeopleStore {
  readonly read: Resource<People>;
  /** Who is in or suspended, as decided here, in the order of their names. */
  readonly people: Accessor<readonly PersonRow[]>;
  /** A decision about it is on its way: a person's, an invitation's or a team's id. */
  busy(id: string): boolean;
  change(person: PersonRow, change: Change): Outcome;
  suspend(person: PersonRow): Outcome;
  reopen(person: PersonRow): Outcome;
  /** `to`: who gets their leads; null: nobody, they wait unassigned. */
  remove(person: PersonRow, to: string | null): Outcome;
  /** When the link begins to work, or why there is none. */
  recover(person: PersonRow, reason: string): Promise<number | ApiFailure>;
  /** Links that are on their way, or work already, for those who may stop them. */
  readonly recoveries: Accessor<readonly Recovery[]>;
  readRecoveries(): Promise<void>;
  cancelRecovery(person: string): Outcome;
  transfer(to: PersonRow): Outcome;
  /** Each address by itself: one that is refused stops no other. `told` hears of each step. */
  invite(emails: readonly string[], role: Role, teams: readonly string[], told: (all: readonly Invited[]) => void): Promise<void>;
  resend(invitation: InvitationRow): Outcome;
  withdraw(invitation: InvitationRow): Outcome;
  addTeam(name: string): Outcome;
  renameTeam(team: People["teams"][number], name: string): Outcome;
  close(): void;
}

export function createPeople(deps: {
  readonly api: PeopleApi;
  readonly clock: Clock;
  readonly browser: Pick<Browser, "visible">;
}): PeopleStore {
  const { api, clock } = deps;
  const read = createResource(
    () => api.people(),
    () => undefined,
  );
  /** What was decided here and not read back yet. */
  const [over, setOver] = createStore<Record<string, Change | undefined>>({});
  const recoveries = createResource(
    () => api.recoveries(),
    () => undefined,
  );
  const [busy, setBusy] = createSignal<ReadonlySet<string>>(new Set());
  const waits = () => {
    const now = read.value();
    return now !== undefined && (now.pending || now.people.some((one) => one.pending) || now.teams.some((one) => one.pending));
  };
  const again = () => read.read();
  const follow = createFollow(deps, again, waits);
  const people = () =>
    (read.value()?.people ?? [])
      .filter((person) => person.status !== "removed")
      .map((person): PersonRow => ({ ...person, ...changed(over[person.id]) }))
      .sort((a, b) => a.name.localeCompare(b.name));

  async function act(id: string, send: () => Promise<unknown>): Outcome {
    if (busy().has(id)) return null;
    setBusy((now) => new Set(now).add(id));
    try {
      await send();
      return null;
    } catch (error) {
      return asFailure(error);
    } finally {
      // What was refused because somebody was first is shown as they left it.
      await again();
      setOver(id, undefined);
      setBusy((now) => new Set([...now].filter((one) => one !== id)));
      follow.look();
    }
  }

  return {
    read: { ...read, read: () => read.read().then(() => follow.look()) },
    people,
    busy: (id) => busy().has(id),
    change: (person, change) => {
      if (!busy().has(person.id)) setOver(person.id, reconcile<Change | undefined, Change | undefined>(change));
      return act(person.id, () => {
        const { version, role, teams, rights, weight, away } = { ...person, ...change };
        return api.setMember(person.id, { version, role, teams: [...teams], rights: [...rights], weight, away });
      });
    },
    suspend: (person) => act(person.id, () => api.suspend(person.id, person.version)),
    reopen: (person) => act(person.id, () => api.reopen(person.id, person.version)),
    remove: (person, to) => act(person.id, () => api.remove(person.id, person.version, to)),
    recover: async (person, reason) => {
      let startsAt = 0;
      const failure = await act(person.id, async () => {
        ({ startsAt } = await api.recover(person.id, reason));
        await recoveries.read();
      });
      return failure ?? startsAt;
    },
    recoveries: () => recoveries.value()?.recoveries ?? [],
    readRecoveries: recoveries.read,
    cancelRecovery: (person) =>
      act(person, async () => {
        await api.cancelRecovery(person);
        await recoveries.read();
      }),
    transfer: (to) => act(to.id, () => api.transfer(to.id, to.version)),
    invite: async (emails, role, teams, told) => {
      let all = emails.map((email): Invited => ({ email, state: "sending", failure: null }));
      told(all);
      for (const email of emails) {
        const done = await api.invite({ id: clock.id(), email, role, teams: [...teams] }).then(
          (): Pick<Invited, "state" | "failure"> => ({ state: "sent", failure: null }),
          (error: unknown) => ({ state: "failed" as const, failure: asFailure(error) }),
        );
        all = all.map((one) => (one.email === email ? { ...one, ...done } : one));
        told(all);
      }
      await again();
      follow.look();
    },
    resend: (invitation) => act(invitation.id, () => api.resend(invitation.id, invitation.version)),
    withdraw: (invitation) => act(invitation.id, () => api.withdraw(invitation.id, invitation.version)),
    addTeam: (name) => {
      const id = clock.id();
      return act(id, () => api.addTeam(id, name));
    },
    renameTeam: (team, name) => act(team.id, () => api.renameTeam(team.id, team.version, name)),
    close: follow.close,
  };
}

function changed(over: Change | undefined): Partial<PersonRow> {
  return over === undefined ? {} : { ...over, pending: true };
}
