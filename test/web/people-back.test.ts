import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { People, PersonRow } from "../../domain/people.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { MemberBody, PeopleApi } from "../../web/connection/people.ts";
import { createPeople, type PeopleChange } from "../../web/store/settings/people.ts";
import type { Done } from "../../web/store/taking-back.ts";
import { clock, person, uuidOf } from "./support.ts";

const browser = { visible: () => true };

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server that holds Sara and a team, compare-and-set; `becomes` is what another admin makes of her, and the room has not told yet. */
async function deciding(stands = person("sara", { teams: ["a", "b"] })) {
  let team: People["teams"][number] = { id: "a", name: "North", version: 1, pending: false };
  const server = {
    stands: () => stands,
    team: () => team,
    renames: (name: string) => (team = { ...team, name, version: team.version + 1 }),
    becomes: (over: Partial<PersonRow>) => (stands = { ...stands, ...over, version: stands.version + 1 }),
    refuses: null as ApiFailure | null,
  };
  const api = {
    people: async () => ({ people: [stands], invitations: [], teams: [team], flagged: [], pending: false }),
    addTeam: async (id: string, name: string) => {
      if (server.refuses !== null) throw server.refuses;
      team = { id, name, version: 1, pending: false };
      return { version: 1, pending: false };
    },
    changeTeam: async (_: string, version: number, to: { readonly name: string; readonly retired?: boolean }) => {
      if (server.refuses !== null) throw server.refuses;
      if (version !== team.version) throw new ApiFailure("conflict", { by: "omar" });
      team = { ...team, ...to, version: version + 1 };
      return { version: team.version, pending: false };
    },
    setMember: async (_: string, { version, ...body }: MemberBody) => decided(version, body),
    suspend: async (_: string, version: number) => decided(version, { status: "suspended" }),
    reopen: async (_: string, version: number) => decided(version, { status: "active" }),
  } as unknown as PeopleApi;
  const decided = (version: number, over: Partial<PersonRow>) => {
    if (server.refuses !== null) throw server.refuses;
    if (version !== stands.version) throw new ApiFailure("conflict", { by: "omar" });
    stands = { ...stands, ...over, version: version + 1 };
    return { version: stands.version, pending: false };
  };
  const people = createPeople({ api, clock, browser });
  await people.read.read();
  const done: Done<PeopleChange>[] = [];
  people.hear((change) => done.push(change));
  return { server, people, done, change: (over: Partial<PersonRow>) => people.change(people.people()[0] as PersonRow, over) };
}

describe("ED1: what was decided about somebody is taken back", () => {
  const undone = { ok: true };
  const theirs = { ok: false, why: "changed", by: "omar" };
  it.each<[string, Partial<PersonRow>, Partial<PersonRow>, object, Partial<PersonRow>]>([
    ["a role", { role: "manager" }, {}, undone, { role: "agent" }],
    ["teams", { teams: ["b", "c"] }, {}, undone, { teams: ["a", "b"] }],
    ["rights by name", { rights: ["privacy"] }, {}, undone, { rights: [] }],
    ["a share of the leads", { weight: 4 }, {}, undone, { weight: 1 }],
    ["away", { away: true }, {}, undone, { away: false }],
    ["away, and what else somebody changed since stays", { away: true }, { weight: 9 }, undone, { away: false, weight: 9 }],
    ["teams, in another order since", { teams: ["b", "c"] }, { teams: ["c", "b"] }, undone, { teams: ["a", "b"] }],
    ["not a role that somebody changed since", { role: "manager" }, { role: "admin" }, theirs, { role: "admin" }],
    ["not teams that somebody changed since", { teams: ["b", "c"] }, { teams: ["c"] }, theirs, { teams: ["c"] }],
    ["not of somebody who left", { role: "manager" }, { status: "removed" }, { ...theirs, by: null }, { role: "manager" }],
  ])("%s", async (_, mine, since, became, stands) => {
    const { server, people, done, change } = await deciding();
    await change(mine);
    if (Object.keys(since).length > 0) server.becomes(since);
    const { version } = server.stands();
    expect(await done[0]?.undo()).toEqual(became);
    expect(server.stands()).toMatchObject({ ...stands, version: became === undone ? version + 1 : version });
    expect(done.map(({ of }) => of)).toEqual([{ kind: "person", id: "sara", name: "sara" }]);
    people.close();
  });

  it.each<[string, "suspend" | "reopen", Partial<PersonRow>, object, Partial<PersonRow>]>([
    ["a suspension", "suspend", {}, undone, { status: "active" }],
    ["letting in again", "reopen", {}, undone, { status: "suspended" }],
    [
      "a suspension, and what else somebody changed since stays",
      "suspend",
      { role: "manager" },
      undone,
      { status: "active", role: "manager" },
    ],
    ["not a suspension that somebody ended", "suspend", { status: "active" }, theirs, { status: "active" }],
    ["not letting in somebody whom somebody suspended since", "reopen", { status: "suspended" }, theirs, { status: "suspended" }],
    ["not the suspension of somebody who left", "suspend", { status: "removed" }, { ...theirs, by: null }, { status: "removed" }],
  ])("%s", async (_, act, since, became, stands) => {
    const { server, people, done } = await deciding(person("sara", { status: act === "suspend" ? "active" : "suspended" }));
    const [sara] = people.people();
    // Sent twice at once it is done once, and said once.
    expect(await Promise.all([people[act](sara as PersonRow), people[act](sara as PersonRow)])).toEqual([null, null]);
    if (Object.keys(since).length > 0) server.becomes(since);
    expect(await done[0]?.undo()).toEqual(became);
    expect(server.stands()).toMatchObject(stands);
    const what = act === "suspend" ? "suspended" : "reopened";
    expect(done.map(({ of }) => of)).toEqual([{ kind: "person", id: "sara", name: "sara", what }]);
    people.close();
  });

  it("one after the other, the last first, and what changed nothing not at all", async () => {
    const { server, people, done, change } = await deciding();
    await change({ role: "manager" });
    await change({ away: true });
    await change({ weight: 1, teams: ["b", "a"] });
    expect(done).toHaveLength(2);
    expect([await done[1]?.undo(), await done[0]?.undo()]).toEqual([undone, undone]);
    expect(server.stands()).toMatchObject({ role: "agent", away: false });
    people.close();
  });

  it("what is refused is not said as done, and what nobody heard can be taken back later", async () => {
    const { server, people, done, change } = await deciding();
    await change({ role: "manager" });
    server.refuses = new ApiFailure("offline");
    await change({ role: "owner" });
    expect(done).toHaveLength(1);
    expect(await done[0]?.undo()).toMatchObject({ ok: false, why: "failed", failure: { code: "offline" } });
    expect([server.stands().role, people.people()[0]?.role]).toEqual(["manager", "manager"]);
    server.refuses = null;
    expect(await done[0]?.undo()).toEqual(undone);
    expect(server.stands().role).toBe("agent");
    people.close();
  });
});

describe("ED1: another name for a team is taken back", () => {
  it.each<[string, readonly string[], ApiFailure | null, object, string]>([
    ["once", [], null, { ok: true }, "North"],
    ["where somebody gave it another name and this one again", ["South", "Far North"], null, { ok: true }, "North"],
    ["not where somebody gave it another name since", ["South"], null, { ok: false, why: "changed", by: "omar" }, "South"],
    [
      "not where another team has the name by now",
      [],
      new ApiFailure("conflict", { field: "name" }),
      { ok: false, why: "failed", failure: null },
      "Far North",
    ],
  ])("%s", async (_, since, refuses, became, stands) => {
    const { server, people, done } = await deciding();
    expect(await people.renameTeam(server.team(), "Far North")).toBeNull();
    for (const name of since) server.renames(name);
    server.refuses = refuses;
    expect(await done[0]?.undo()).toEqual(became);
    expect([server.team().name, people.read.value()?.teams[0]?.name]).toEqual([stands, stands]);
    expect(done.map(({ of }) => of)).toEqual([{ kind: "team", id: "a", name: "Far North" }]);
    people.close();
  });

  it("and not said where it has it already", async () => {
    const { server, people, done } = await deciding();
    await people.renameTeam(server.team(), "North");
    expect(done).toEqual([]);
    people.close();
  });
});

describe("ED1: invitations are taken back together, but for whoever has joined", () => {
  /** Those addresses are invited by one act; `withdraw` is how each is answered when it is taken back. */
  async function inviting(emails: readonly string[], withdraw: (id: string, version: number) => Promise<unknown>) {
    let next = 0;
    let rows: PersonRow[] = [];
    const asked: string[] = [];
    const api = {
      people: async () => ({ people: rows, invitations: [], teams: [], flagged: [], pending: false }),
      invite: async ({ id, email }: { readonly id: string; readonly email: string }) => {
        if (email === "in@x.example") throw new ApiFailure("conflict", { why: "member" });
        return { id, email, version: 1 };
      },
      withdraw: (id: string, version: number) => (asked.push(id), withdraw(id, version)),
    } as unknown as PeopleApi;
    const people = createPeople({ api, clock: { ...clock, id: () => uuidOf(++next) }, browser });
    await people.read.read();
    const done: Done<PeopleChange>[] = [];
    people.hear((change) => done.push(change));
    await people.invite(emails, "agent", [], () => undefined);
    return { people, done, asked, join: (...now: PersonRow[]) => (rows = now) };
  }

  it("each that was sent, and said as one; what was refused is none of them", async () => {
    const { people, done, asked } = await inviting(["a@x.example", "in@x.example", "b@x.example"], async () => ({}));
    expect(done.map(({ of }) => of)).toEqual([{ kind: "invitation", id: uuidOf(1), name: "a@x.example", what: "invited", n: 2 }]);
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect(asked).toEqual([uuidOf(1), uuidOf(3)]);
    people.close();
    const none = await inviting(["in@x.example"], async () => ({}));
    expect(none.done).toEqual([]);
    none.people.close();
  });

  it("who has joined since stays, and is named", async () => {
    const late = (id: string) => (id === uuidOf(1) ? Promise.reject(new ApiFailure("conflict", { by: "anna" })) : Promise.resolve({}));
    const { people, done, asked, join } = await inviting(["a@x.example", "b@x.example"], late);
    join(person("anna", { name: "Anna", email: "a@x.example" }));
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "joined", who: ["Anna"] });
    expect(asked).toHaveLength(2);
    people.close();
  });

  it("not one that somebody sent again since", async () => {
    const { people, done } = await inviting(["a@x.example"], () => Promise.reject(new ApiFailure("conflict", { by: "omar" })));
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "changed", by: "omar", called: "a@x.example" });
    people.close();
  });

  it("those that nobody heard of are asked for again, and no other", async () => {
    let up = false;
    const { people, done, asked } = await inviting(["a@x.example", "b@x.example"], (id) =>
      up || id === uuidOf(1) ? Promise.resolve({}) : Promise.reject(new ApiFailure("offline")),
    );
    expect(await done[0]?.undo()).toMatchObject({ ok: false, why: "failed", failure: { code: "offline" } });
    up = true;
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect(asked).toEqual([uuidOf(1), uuidOf(2), uuidOf(2)]);
    people.close();
  });
});

describe("ED1: a team that was added or retired is taken back", () => {
  it("added, it is retired, under the name it has by then", async () => {
    const { server, people, done } = await deciding();
    expect(await people.addTeam("South")).toBeNull();
    expect(done.map(({ of }) => of)).toEqual([{ kind: "team", id: server.team().id, name: "South", what: "added" }]);
    server.renames("Deep South");
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect(server.team()).toMatchObject({ name: "Deep South", retired: true });
    people.close();
  });

  it("not where somebody is in it by now, nor where nobody was reached", async () => {
    const { server, people, done } = await deciding();
    await people.addTeam("South");
    server.becomes({ teams: [server.team().id] });
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "joined", who: ["sara"] });
    server.becomes({ teams: [] });
    // Invited into it: whose decision that was is not said.
    server.refuses = new ApiFailure("conflict");
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "changed", by: null });
    server.refuses = new ApiFailure("offline");
    expect(await done[0]?.undo()).toMatchObject({ ok: false, why: "failed" });
    expect(server.team().retired).toBeUndefined();
    people.close();
  });

  it.each([true, false])("retired or brought back (%s), it is as it was; not where somebody did that since", async (retired) => {
    const { server, people, done } = await deciding(person("sara", { teams: [] }));
    if (!retired) await people.retireTeam(server.team(), true);
    expect(await people.retireTeam(server.team(), retired)).toBeNull();
    expect(done.at(-1)?.of).toEqual({ kind: "team", id: "a", name: "North", what: retired ? "retired" : "broughtBack" });
    expect(await done.at(-1)?.undo()).toEqual({ ok: true });
    expect(server.team().retired).toBe(!retired);
    expect(await done.at(-1)?.undo()).toMatchObject({ ok: false, why: "changed" });
    people.close();
  });
});
