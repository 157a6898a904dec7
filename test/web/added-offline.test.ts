import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { createFieldCommands } from "../../web/store/floor/fields.ts";
import { createFloorApi } from "../../web/connection/floor.ts";
import { Shelf } from "./kept-device.ts";
import { Server } from "./queue-server.ts";
import { open } from "./queue-tab.ts";
import { at, clock, pass, uuidOf } from "./support.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const NEW = uuidOf(9);
const directory = { me: () => ({ id: "me" }) as never, member: () => ({ teams: ["north"] }) as never, setup: () => DEFAULT_SETUP };

/** One tab, and how its person adds a lead. */
async function adding(server: Server, shelf: Shelf | null = null) {
  const tab = await open(server, shelf);
  const api = createFloorApi(async () => Promise.reject(new Error("only for its commands")), "north");
  const fields = createFieldCommands({ api, clock, commands: tab.commands, directory });
  const add = () =>
    void fields.create({ id: NEW, fields: { name: "Rana", phone: "050 123 4567" }, source: "call", owner: "me", projects: ["p1"] });
  return { ...tab, add };
}

/** The connection is gone, and then a lead was added. */
async function added(server: Server, shelf: Shelf | null = null) {
  const tab = await adding(server, shelf);
  server.up = false;
  tab.browser.say("offline");
  tab.add();
  await pass();
  return tab;
}

describe("OF1: a lead that was added without a connection", () => {
  it("stands in the lists as what it waits to be, is worked on, and is one lead once the connection is back", async () => {
    const server = new Server(2);
    const tab = await added(server);
    expect(tab.leads.ids()).toEqual([NEW, uuidOf(2), uuidOf(1)]);
    expect(tab.leads.row(NEW)).toMatchObject({ name: "Rana", owner: "me", team: "north", source: "call", projects: ["p1"], version: 0 });
    expect([tab.commands.waits(NEW), tab.leads.base(NEW)]).toEqual([true, undefined]);
    void tab.commands.attempt(NEW, "phone", "reached");
    void tab.commands.setStage(NEW, "contacted");
    await pass();
    expect(tab.leads.row(NEW)).toMatchObject({ stage: "contacted", reachedAt: expect.any(Number) });
    expect(tab.commands.ahead(NEW).map(({ data }) => data.kind)).toEqual(["stage", "attempt", "created"]);
    // What is read anew meanwhile knows nothing of it.
    tab.leads.restart({ position: at(2), rows: [...server.rows.values()], next: null });
    expect(tab.leads.ids()[0]).toBe(NEW);
    server.up = true;
    tab.commands.queue.resume();
    await pass();
    expect([tab.commands.waiting(), tab.told, tab.leads.ids().filter((id) => id === NEW)]).toEqual([[], [], [NEW]]);
    expect(tab.leads.row(NEW)).toMatchObject({ stage: "contacted", version: 3 });
    expect(tab.leads.row(NEW)).toBe(tab.leads.base(NEW));
  });

  it("is there again after a killed tab", async () => {
    const server = new Server(1);
    const shelf = new Shelf();
    const tab = await added(server, shelf);
    tab.kill();
    const next = await open(server, shelf);
    expect(next.leads.row(NEW)).toMatchObject({ name: "Rana", owner: "me" });
  });

  it("is gone from them when it is taken back, and when a colleague turns out to have this person, which comes back", async () => {
    const server = new Server(1);
    const tab = await added(server);
    const [waiting] = tab.commands.waiting();
    void tab.commands.undo(waiting?.command.body.mutation ?? "");
    await pass();
    expect([tab.leads.ids(), tab.leads.row(NEW), tab.commands.waiting()]).toEqual([[uuidOf(1)], undefined, []]);
    tab.add();
    await pass();
    expect(tab.leads.ids()).toHaveLength(2);
    server.up = true;
    server.known = true;
    tab.commands.queue.resume();
    await pass();
    expect([tab.leads.ids(), tab.commands.returned().map(({ code }) => code)]).toEqual([[uuidOf(1)], ["known_person"]]);
  });

  it("taken back, takes with it what was to be done to it; what was written comes back", async () => {
    const server = new Server(1);
    const tab = await added(server);
    void tab.commands.setStage(NEW, "contacted");
    const note = tab.note(NEW, "she wants the corner flat");
    await pass();
    const [made] = tab.commands.waiting();
    void tab.commands.undo(made?.command.body.mutation ?? "");
    await pass();
    expect([tab.leads.row(NEW), tab.commands.waiting()]).toEqual([undefined, []]);
    expect(tab.commands.returned().map(({ command, code }) => [command.body.mutation, code])).toEqual([[note, "not_found"]]);
    server.up = true;
    tab.commands.queue.resume();
    await pass(60_000);
    expect(server.asked).toEqual([]);
  });

  it("is nowhere any more once the workspace is left", async () => {
    const tab = await added(new Server(1));
    tab.leads.clear();
    expect([...tab.leads.rows()]).toEqual([]);
  });

  it("with one is in no list before the answer: it may be that a colleague has this person", async () => {
    const server = new Server(1);
    server.slowMs = 500;
    const tab = await adding(server);
    tab.add();
    await pass(100);
    expect(tab.leads.ids()).toEqual([uuidOf(1)]);
    await pass(600);
    expect(tab.leads.ids()).toHaveLength(2);
  });
});
