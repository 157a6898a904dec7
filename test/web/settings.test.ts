import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PersonRow } from "../../domain/people.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { PeopleApi, SettingsBody, SettingsRead } from "../../web/connection/people.ts";
import type { Done } from "../../web/store/taking-back.ts";
import { createGeneral, type FormField } from "../../web/store/settings/general.ts";
import { createPeople, type Invited } from "../../web/store/settings/people.ts";
import { clock, person, uuidOf } from "./support.ts";

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
