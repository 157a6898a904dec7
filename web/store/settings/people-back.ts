import type { InvitationRow, People, PersonRow } from "../../../domain/people.ts";
import { ApiFailure } from "../../connection/call.ts";
import type { PeopleApi } from "../../connection/people.ts";
import { asFailure, type Resource } from "../console/resource.ts";
import type { TakenBack } from "../taking-back.ts";
import type { Change, Outcome, Team } from "./people.ts";

interface PeopleBackDeps {
  readonly api: PeopleApi;
  readonly read: Pick<Resource<People>, "read" | "value" | "failure">;
  busy(id: string): boolean;
  act(id: string, send: () => Promise<unknown>): Outcome;
  put(person: PersonRow, change: Change): Promise<unknown>;
}

/** ED1: what was decided about people is as it was, unless it is not any more as it was left; what else was decided since stays. */
export function createPeopleBack({ api, read, busy, act, put }: PeopleBackDeps) {
  /** As it stands by now, or why that is not known. */
  async function now<T>(find: (all: People) => T | undefined): Promise<T | TakenBack> {
    await read.read();
    const [failure, all] = [read.failure(), read.value()];
    if (failure !== null || all === undefined) return { ok: false, why: "failed", failure };
    return find(all) ?? { ok: false, why: "changed", by: null };
  }
  // They left: nobody's decision about them is taken back.
  const here = (id: string) => now((all) => all.people.find((one) => one.id === id && one.status !== "removed"));

  async function sendBack(id: string, send: () => Promise<unknown>): Promise<TakenBack> {
    // Something else about it is on its way: it can be asked again.
    if (busy(id)) return { ok: false, why: "failed", failure: new ApiFailure("unavailable") };
    const failure = await act(id, send);
    if (failure === null) return { ok: true };
    // Another team has the name by now.
    if (failure.field === "name") return { ok: false, why: "failed", failure: null };
    return failure.code === "conflict" ? { ok: false, why: "changed", by: failure.by } : { ok: false, why: "failed", failure };
  }

  /** It is another one since: asked for upon the version that one's own decision made, it is refused with who made it so. */
  async function overtaken(stands: { readonly version: number }, version: number, ask: () => Promise<unknown>): Promise<TakenBack> {
    return { ok: false, why: "changed", by: stands.version <= version ? null : await whoWas(ask()) };
  }

  return {
    change: async (person: PersonRow, change: Change, version: number): Promise<TakenBack> => {
      const found = await here(person.id);
      if ("ok" in found) return found;
      const fields = Object.keys(change) as (keyof Change)[];
      if (fields.some((field) => !same(found[field], change[field])))
        return overtaken(found, version, () => put({ ...found, version }, pick(person, fields)));
      return sendBack(person.id, () => put(found, pick(person, fields)));
    },
    state: async (id: string, status: "active" | "suspended", version: number): Promise<TakenBack> => {
      const found = await here(id);
      if ("ok" in found) return found;
      const send = status === "suspended" ? api.reopen : api.suspend;
      if (found.status !== status) return overtaken(found, version, () => send(id, version));
      return sendBack(id, () => send(id, found.version));
    },
    name: async ({ id, name }: Team, called: string, version: number): Promise<TakenBack> => {
      const found = await now((all) => all.teams.find((team) => team.id === id));
      if ("ok" in found) return found;
      if (found.name !== called) return overtaken(found, version, () => api.changeTeam(id, version, { name }));
      return sendBack(id, () => api.changeTeam(id, found.version, { name }));
    },
    /** It is retired, or not any more, as it was before; one that somebody is in stays. */
    team: async ({ id, name }: Pick<Team, "id" | "name">, retired: boolean, version: number): Promise<TakenBack> => {
      const found = await now((all) => all.teams.find((team) => team.id === id));
      if ("ok" in found) return found;
      // Whoever was taken into it since would see none of its leads any more.
      const inIt = (read.value()?.people ?? []).filter((one) => one.teams.includes(id));
      if (!retired && inIt.length > 0) return { ok: false, why: "joined", who: inIt.map((one) => one.name) };
      const to = { name: found.name, retired: !retired };
      if ((found.retired ?? false) !== retired) return overtaken(found, version, () => api.changeTeam(id, version, { ...to, name }));
      return sendBack(id, () => api.changeTeam(id, found.version, to));
    },
    /** All that were sent by one act are withdrawn; who has come in since stays. */
    invitations: (sent: readonly InvitationRow[]): (() => Promise<TakenBack>) => {
      const left = new Set(sent);
      const met: { readonly email: string; readonly by: string | null }[] = [];
      return async () => {
        let lost: ApiFailure | null = null;
        for (const one of left) {
          const failure = await api.withdraw(one.id, one.version).then(() => null, asFailure);
          // Those that nobody heard of are asked for again with the next try.
          if (failure === null || failure.code === "conflict") left.delete(one);
          else lost ??= failure;
          if (failure?.code === "conflict") met.push({ email: one.email, by: failure.by });
        }
        await read.read();
        if (lost !== null) return { ok: false, why: "failed", failure: lost };
        const [first] = met;
        if (first === undefined) return { ok: true };
        const joined = (read.value()?.people ?? []).filter(
          ({ email, status }) => status === "active" && met.some((one) => one.email === email),
        );
        if (joined.length > 0) return { ok: false, why: "joined", who: joined.map(({ name }) => name) };
        return { ok: false, why: "changed", by: first.by, called: first.email };
      };
    },
  };
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
export function same(a: unknown, b: unknown): boolean {
  const said = (value: unknown) => (Array.isArray(value) ? value.map(String).sort().join() : value);
  return said(a) === said(b);
}
