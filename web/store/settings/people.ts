import { type Accessor, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { InvitationRow, People, PersonRow } from "../../../domain/people.ts";
import type { Role } from "../../../domain/rights.ts";
import { ApiFailure } from "../../connection/call.ts";
import type { Browser, Clock } from "../../connection/edge.ts";
import type { MemberBody, PeopleApi, Recovery } from "../../connection/people.ts";
import { asFailure, createResource, type Resource } from "../console/resource.ts";
import type { Done, TakenBack } from "../taking-back.ts";
import { createFollow } from "./follow.ts";

type Change = Partial<Omit<MemberBody, "version">>;
/** Null when it is decided, else why not. */
export type Outcome = Promise<ApiFailure | null>;

export interface Invited {
  readonly email: string;
  readonly state: "sending" | "sent" | "failed";
  readonly failure: ApiFailure | null;
}

type Team = People["teams"][number];

/** Somebody whose role, teams, rights or share of the leads one decision changed, or a team that was renamed: by the name it has now. */
export interface PeopleChange {
  readonly kind: "person" | "team";
  readonly id: string;
  readonly name: string;
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
  renameTeam(team: Team, name: string): Outcome;
  /** Whoever asks hears of each change that can be taken back, once it is decided. */
  hear(did: (change: Done<PeopleChange>) => void): void;
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

  let heard: ((change: Done<PeopleChange>) => void) | undefined;

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

  const put = (person: PersonRow, change: Change) => {
    const { version, role, teams, rights, weight, away } = { ...person, ...change };
    return api.setMember(person.id, { version, role, teams: [...teams], rights: [...rights], weight, away });
  };

  /** ED1: what that decision changed is as it was, unless it is not any more as it was left; what else was decided since stays. */
  async function takeBack(person: PersonRow, change: Change, version: number): Promise<TakenBack> {
    await again();
    const failure = read.failure();
    if (failure !== null) return { ok: false, why: "failed", failure };
    const now = read.value()?.people.find(({ id }) => id === person.id);
    // They left: nobody's decision about them is taken back.
    if (now === undefined || now.status === "removed") return { ok: false, why: "changed", by: null };
    const fields = Object.keys(change) as (keyof Change)[];
    if (fields.some((field) => !same(now[field], change[field]))) {
      if (now.version <= version) return { ok: false, why: "changed", by: null };
      return { ok: false, why: "changed", by: await whoWas(put({ ...now, version }, pick(person, fields))) };
    }
    return sendBack(person.id, () => put(now, pick(person, fields)));
  }

  /** The same of a team's name. */
  async function nameBack({ id, name }: Team, called: string, version: number): Promise<TakenBack> {
    await again();
    const failure = read.failure();
    if (failure !== null) return { ok: false, why: "failed", failure };
    const now = read.value()?.teams.find((team) => team.id === id);
    if (now === undefined) return { ok: false, why: "changed", by: null };
    if (now.name === called) return sendBack(id, () => api.renameTeam(id, now.version, name));
    if (now.version <= version) return { ok: false, why: "changed", by: null };
    return { ok: false, why: "changed", by: await whoWas(api.renameTeam(id, version, name)) };
  }

  async function sendBack(id: string, send: () => Promise<unknown>): Promise<TakenBack> {
    // Something else about it is on its way: it can be asked again.
    if (busy().has(id)) return { ok: false, why: "failed", failure: new ApiFailure("unavailable") };
    const failure = await act(id, send);
    if (failure === null) return { ok: true };
    // Another team has the name by now.
    if (failure.field === "name") return { ok: false, why: "failed", failure: null };
    return failure.code === "conflict" ? { ok: false, why: "changed", by: failure.by } : { ok: false, why: "failed", failure };
  }

  return {
    read: { ...read, read: () => read.read().then(() => follow.look()) },
    people,
    busy: (id) => busy().has(id),
    change: async (person, change) => {
      if (busy().has(person.id)) return null;
      setOver(person.id, reconcile<Change | undefined, Change | undefined>(change));
      let version = 0;
      const failure = await act(person.id, async () => ({ version } = await put(person, change)));
      const changes = (Object.keys(change) as (keyof Change)[]).some((field) => !same(person[field], change[field]));
      if (failure === null && changes)
        heard?.({ of: { kind: "person", id: person.id, name: person.name }, undo: () => takeBack(person, change, version) });
      return failure;
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
    renameTeam: async (team, name) => {
      if (busy().has(team.id)) return null;
      let version = 0;
      const failure = await act(team.id, async () => ({ version } = await api.renameTeam(team.id, team.version, name)));
      if (failure === null && name !== team.name)
        heard?.({ of: { kind: "team", id: team.id, name }, undo: () => nameBack(team, name, version) });
      return failure;
    },
    hear: (did) => (heard = did),
    close: follow.close,
  };
}

function changed(over: Change | undefined): Partial<PersonRow> {
  return over === undefined ? {} : { ...over, pending: true };
}

/** Asked for upon the version that one's own decision made, it is refused with who made another one since. */
function whoWas(asked: Promise<unknown>): Promise<string | null> {
  return asked.then(
    () => null,
    (error: unknown) => asFailure(error).by,
  );
}

function pick(person: PersonRow, fields: readonly (keyof Change)[]): Change {
  return Object.fromEntries(fields.map((field) => [field, person[field]]));
}

/** Teams and rights are the same in whatever order they stand. */
function same(a: unknown, b: unknown): boolean {
  const said = (value: unknown) => (Array.isArray(value) ? value.map(String).sort().join() : value);
  return said(a) === said(b);
}
