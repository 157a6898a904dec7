import { type Accessor, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { InvitationRow, People, PersonRow } from "../../../domain/people.ts";
import type { Role } from "../../../domain/rights.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { Browser, Clock } from "../../connection/edge.ts";
import type { MemberBody, PeopleApi, Recovery } from "../../connection/people.ts";
import { asFailure, createResource, type Resource } from "../console/resource.ts";
import type { Done } from "../taking-back.ts";
import { createFollow } from "./follow.ts";
import { createPeopleBack, same } from "./people-back.ts";

export type Change = Partial<Omit<MemberBody, "version">>;
/** Null when it is decided, else why not. */
export type Outcome = Promise<ApiFailure | null>;

export interface Invited {
  readonly email: string;
  readonly state: "sending" | "sent" | "failed";
  readonly failure: ApiFailure | null;
}

export type Team = People["teams"][number];

/** Somebody whom one decision was about, a team, or invitations that were sent: by the name it has now. */
export interface PeopleChange {
  readonly kind: "person" | "team" | "invitation";
  readonly id: string;
  /** An invitation's address. */
  readonly name: string;
  /** Left out: it was changed. */
  readonly what?: "suspended" | "reopened" | "invited" | "added" | "retired" | "broughtBack";
  /** Of so many invitations this was the first. */
  readonly n?: number;
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
  /** It is given nothing any more, or it is again; what it has it keeps. */
  retireTeam(team: Team, retired: boolean): Outcome;
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

  async function setState(person: PersonRow, status: "active" | "suspended"): Outcome {
    if (busy().has(person.id)) return null;
    const { id, name } = person;
    const send = status === "suspended" ? api.suspend : api.reopen;
    let version = 0;
    const failure = await act(id, async () => ({ version } = await send(id, person.version)));
    const what = status === "suspended" ? "suspended" : "reopened";
    if (failure === null) heard?.({ of: { kind: "person", id, name, what }, undo: () => back.state(id, status, version) });
    return failure;
  }

  const back = createPeopleBack({ api, read, busy: (id) => busy().has(id), act, put });

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
        heard?.({ of: { kind: "person", id: person.id, name: person.name }, undo: () => back.change(person, change, version) });
      return failure;
    },
    suspend: (person) => setState(person, "suspended"),
    reopen: (person) => setState(person, "active"),
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
      const sent: InvitationRow[] = [];
      let all = emails.map((email): Invited => ({ email, state: "sending", failure: null }));
      told(all);
      for (const email of emails) {
        const done = await api.invite({ id: clock.id(), email, role, teams: [...teams] }).then(
          (row): Pick<Invited, "state" | "failure"> => (sent.push(row), { state: "sent", failure: null }),
          (error: unknown) => ({ state: "failed" as const, failure: asFailure(error) }),
        );
        all = all.map((one) => (one.email === email ? { ...one, ...done } : one));
        told(all);
      }
      await again();
      follow.look();
      const [first] = sent;
      if (first === undefined) return;
      const { id, email: name } = first;
      heard?.({ of: { kind: "invitation", id, name, what: "invited", n: sent.length }, undo: back.invitations(sent) });
    },
    resend: (invitation) => act(invitation.id, () => api.resend(invitation.id, invitation.version)),
    withdraw: (invitation) => act(invitation.id, () => api.withdraw(invitation.id, invitation.version)),
    addTeam: async (name) => {
      const id = clock.id();
      let version = 0;
      const failure = await act(id, async () => ({ version } = await api.addTeam(id, name)));
      // What was added keeps its name for what it was given meanwhile: it is retired.
      if (failure === null) heard?.({ of: { kind: "team", id, name, what: "added" }, undo: () => back.team({ id, name }, false, version) });
      return failure;
    },
    retireTeam: async (team, retired) => {
      if (busy().has(team.id)) return null;
      let version = 0;
      const { id, name } = team;
      const failure = await act(id, async () => ({ version } = await api.changeTeam(id, team.version, { name, retired })));
      if (failure === null)
        heard?.({
          of: { kind: "team", id, name, what: retired ? "retired" : "broughtBack" },
          undo: () => back.team(team, retired, version),
        });
      return failure;
    },
    renameTeam: async (team, name) => {
      if (busy().has(team.id)) return null;
      let version = 0;
      const failure = await act(team.id, async () => ({ version } = await api.changeTeam(team.id, team.version, { name })));
      if (failure === null && name !== team.name)
        heard?.({ of: { kind: "team", id: team.id, name }, undo: () => back.name(team, name, version) });
      return failure;
    },
    hear: (did) => (heard = did),
    close: follow.close,
  };
}

function changed(over: Change | undefined): Partial<PersonRow> {
  return over === undefined ? {} : { ...over, pending: true };
}
