import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { People, PersonRow } from "../../domain/people.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { MemberBody, PeopleApi, SettingsBody, SettingsRead } from "../../web/connection/people.ts";
import type { Done } from "../../web/store/taking-back.ts";
import { createGeneral, type FormField } from "../../web/store/settings/general.ts";
import { createPeople, type Invited, type PeopleChange } from "../../web/store/settings/people.ts";
import { clock, uuidOf } from "./support.ts";

const browser = { visible: () => true };

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server that holds one workspace's settings, compare-and-set; `first` is what another admin does just before the next save. */
function settingsServer() {
  let stands: SettingsRead = { version: 1, slug: "north", name: "North", settings: DEFAULT_SETTINGS, pending: false };
  const sent: SettingsBody[] = [];
  const server = {
    sent,
    refuses: null as ApiFailure | null,
    becomes: (over: Partial<SettingsRead>) => (stands = { ...stands, version: stands.version + 1, ...over }),
    inForce: () => (stands = { ...stands, pending: false }),
    api: {
      settings: async () => stands,
      setSettings: async (body: SettingsBody) => {
        sent.push(body);
        if (server.refuses !== null) throw server.refuses;
        if (body.version !== stands.version) throw new ApiFailure("conflict", { by: "sara" });
        stands = { ...stands, name: body.name, settings: body.settings, version: body.version + 1, pending: true };
        return { version: stands.version, pending: true };
      },
    },
  };
  return server;
}

async function opened(server: ReturnType<typeof settingsServer>) {
  const general = createGeneral({ api: server.api, clock, browser });
  await general.read.read();
  return general;
}
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("settings that are saved as one goes", () => {
  it("PE1: shows a change at once, says pending until it is in force everywhere, and then that it is saved", async () => {
    const server = settingsServer();
    const general = await opened(server);
    general.set("goalMinutes", 9);
    expect(general.form()?.goalMinutes).toBe(9);
    expect(general.state()).toBe("saving");
    await settle();
    expect(general.state()).toBe("pending");
    server.inForce();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(general.state()).toBe("saved");
    general.close();
  });

  it("sends changes of one moment one after the other, each upon the version before", async () => {
    const server = settingsServer();
    const general = await opened(server);
    general.set("goalMinutes", 9);
    general.set("country", "SA");
    general.set("country", "QA");
    await settle();
    expect(server.sent.map(({ version, settings }) => [version, settings.goalMinutes, settings.country])).toEqual([
      [1, 9, "AE"],
      [2, 9, "QA"],
    ]);
    general.close();
  });

  it("ED1: a setting is taken back, once, unless somebody changed it since; what else they did stays", async () => {
    const server = settingsServer();
    const general = await opened(server);
    const done: Done<FormField>[] = [];
    general.hear((change) => done.push(change));
    general.set("goalMinutes", 9);
    await settle();
    server.becomes({ name: "Palm" });
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect([general.form()?.goalMinutes, general.form()?.name]).toEqual([5, "Palm"]);
    expect(done.map(({ of }) => of)).toEqual(["goalMinutes"]);
    general.set("goalMinutes", 9);
    await settle();
    server.becomes({ settings: { ...DEFAULT_SETTINGS, goalMinutes: 7 } });
    expect(await done[1]?.undo()).toEqual({ ok: false, why: "changed", by: "sara" });
    expect(general.form()?.goalMinutes).toBe(7);
    general.close();
  });

  it("ED1: is not taken back while one's own next change of it waits to be sent: asking who was first changes nothing", async () => {
    const server = settingsServer();
    const general = await opened(server);
    const done: Done<FormField>[] = [];
    general.hear((change) => done.push(change));
    general.set("goalMinutes", 9);
    await settle();
    server.refuses = new ApiFailure("offline");
    general.set("goalMinutes", 12);
    await settle();
    server.refuses = null;
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "changed", by: null });
    expect((await server.api.settings()).settings.goalMinutes).toBe(9);
    general.retry();
    await settle();
    expect([(await server.api.settings()).settings.goalMinutes, general.overtaken()]).toEqual([12, null]);
    general.close();
  });

  it("sends nothing that the server would refuse, and says which field it is", async () => {
    const server = settingsServer();
    const general = await opened(server);
    general.set("name", "");
    general.set("goalMinutes", Number.NaN);
    await settle();
    expect([general.wrong("name"), general.wrong("goalMinutes"), general.wrong("country")]).toEqual([true, true, false]);
    expect(server.sent).toEqual([]);
    general.set("name", "South");
    expect(general.wrong("name")).toBe(false);
    general.close();
  });

  it("PE1: overtaken elsewhere, tells what the other admin changed and saves one's own upon it", async () => {
    const server = settingsServer();
    const general = await opened(server);
    server.becomes({ settings: { ...DEFAULT_SETTINGS, country: "SA" } });
    general.set("goalMinutes", 9);
    await settle();
    expect(general.overtaken()).toMatchObject({ by: "sara", changed: [{ field: "country" }], gaveWay: {} });
    expect(server.sent.at(-1)).toMatchObject({ version: 2, settings: { country: "SA", goalMinutes: 9 } });
    expect(general.form()).toMatchObject({ country: "SA", goalMinutes: 9 });
    general.close();
  });

  it("PE1: overtaken in the same field, theirs stands until one insists", async () => {
    const server = settingsServer();
    const general = await opened(server);
    server.becomes({ settings: { ...DEFAULT_SETTINGS, goalMinutes: 30 } });
    general.set("goalMinutes", 9);
    await settle();
    expect(general.form()?.goalMinutes).toBe(30);
    expect(general.overtaken()?.gaveWay).toEqual({ goalMinutes: 9 });
    expect(server.sent).toHaveLength(1);
    general.insist();
    await settle();
    expect(general.overtaken()).toBeNull();
    expect(server.sent.at(-1)).toMatchObject({ version: 2, settings: { goalMinutes: 9 } });
    general.close();
  });

  it("a failure keeps what was written, and trying again sends it", async () => {
    const server = settingsServer();
    const general = await opened(server);
    server.refuses = new ApiFailure("unavailable", { request: "r1" });
    general.set("goalMinutes", 9);
    await settle();
    expect([general.state(), general.failure()?.request, general.form()?.goalMinutes]).toEqual(["failed", "r1", 9]);
    server.refuses = null;
    general.retry();
    await settle();
    expect(general.state()).toBe("pending");
    general.close();
  });
});

const person = (id: string, over: Partial<PersonRow> = {}): PersonRow => ({
  id,
  name: id,
  email: `${id}@x.example`,
  role: "agent",
  status: "active",
  teams: [],
  rights: [],
  weight: 1,
  away: false,
  version: 1,
  secondFactor: false,
  seenAt: null,
  sessions: 0,
  pending: false,
  ...over,
});

/** A server that holds these people; what it is asked is written down. */
function peopleServer(rows: PersonRow[]) {
  const asked: unknown[][] = [];
  const said =
    (name: string, answer: (...args: never[]) => unknown) =>
    async (...args: unknown[]) => {
      asked.push([name, ...args]);
      return answer(...(args as never[]));
    };
  const decided = { version: 2, pending: true };
  const api = {
    people: async () => ({ people: rows, invitations: [], teams: [], flagged: [], pending: false }),
    setMember: said("setMember", () => decided),
    remove: said("remove", () => decided),
    recover: said("recover", () => ({ startsAt: 5 })),
    invite: said("invite", (body: { email: string }) => {
      if (body.email === "in@x.example") throw new ApiFailure("conflict", { why: "member" });
      return {};
    }),
  } as unknown as PeopleApi;
  return { api, asked, become: (next: PersonRow[]) => (rows = next) };
}

async function peopleOf(server: ReturnType<typeof peopleServer>) {
  const people = createPeople({ api: server.api, clock: { ...clock, id: () => uuidOf(1) }, browser });
  await people.read.read();
  return people;
}

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
    renameTeam: async (_: string, version: number, name: string) => {
      if (server.refuses !== null) throw server.refuses;
      if (version !== team.version) throw new ApiFailure("conflict", { by: "omar" });
      return { version: server.renames(name).version, pending: false };
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

describe("people and what is decided about them", () => {
  it("PE1: shows a decision at once as pending and compares the version it was made from", async () => {
    const server = peopleServer([person("sara"), person("omar", { status: "removed" })]);
    const people = await peopleOf(server);
    expect(people.people().map(({ id }) => id)).toEqual(["sara"]);
    const sara = people.people()[0] as PersonRow;
    const done = people.change(sara, { role: "manager" });
    expect(people.people()[0]).toMatchObject({ role: "manager", pending: true });
    server.become([person("sara", { role: "manager", version: 2, pending: false })]);
    expect(await done).toBeNull();
    expect(server.asked).toEqual([["setMember", "sara", { version: 1, role: "manager", teams: [], rights: [], weight: 1, away: false }]]);
    expect(people.people()[0]).toMatchObject({ role: "manager", version: 2, pending: false });
    people.close();
  });

  it("PE1: a refused decision shows what stands, and says why", async () => {
    const server = peopleServer([person("sara")]);
    const refusing = { ...server, api: { ...server.api, setMember: () => Promise.reject(new ApiFailure("conflict")) } as PeopleApi };
    const people = await peopleOf(refusing);
    const failure = await people.change(people.people()[0] as PersonRow, { role: "owner" });
    expect(failure?.code).toBe("conflict");
    expect(people.people()[0]?.role).toBe("agent");
    people.close();
  });

  it("PE1: reads again until nothing waits to be in force", async () => {
    const server = peopleServer([person("sara", { pending: true })]);
    const people = await peopleOf(server);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(people.people()[0]?.pending).toBe(true);
    server.become([person("sara")]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(people.people()[0]?.pending).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    people.close();
  });

  it("PE1: each address that is invited has its own result", async () => {
    const server = peopleServer([]);
    const people = await peopleOf(server);
    let last: readonly Invited[] = [];
    await people.invite(["a@x.example", "in@x.example", "b@x.example"], "agent", [], (all) => (last = all));
    expect(last.map(({ email, state, failure }) => [email, state, failure?.why ?? null])).toEqual([
      ["a@x.example", "sent", null],
      ["in@x.example", "failed", "member"],
      ["b@x.example", "sent", null],
    ]);
    people.close();
  });
});
