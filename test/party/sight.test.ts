import { describe, expect, it } from "vitest";
import { personIn } from "../support/leads.ts";
import { Client } from "../support/socket.ts";
import { archive, assign, changeMember, changeSettings, createLead, stage, tellRooms } from "./acts.ts";
import { enter, type Floor, listOf, look, makeFloor, positionNow, roomIn } from "./floor.ts";

/** Everything a socket was told of leads, as ids: rows and removals. */
function told(client: Client): { readonly rows: string[]; readonly gone: string[] } {
  const frames = client.frames.filter((frame) => frame.t === "changes");
  return {
    rows: frames.flatMap((frame) => frame.upserts.map((one) => one.row.id)),
    gone: frames.flatMap((frame) => frame.removals.map((one) => one.id)),
  };
}

/** Disconnects somebody; what it returns brings them back with the position they had. */
async function leave(floor: Floor, client: Client): Promise<() => Promise<Client>> {
  const { position } = await listOf(floor, client.signed);
  client.leave();
  return async () => {
    const back = await Client.open(floor.slug, client.signed);
    back.hello(position);
    return back;
  };
}

describe("a lead that leaves somebody's sight", () => {
  it("EV3: taken away while they were offline, it is removed when they return", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const comeBack = await leave(floor, await enter(floor, "sara"));
    await assign(floor, lead.id, personIn(floor, "omar"));
    const sara = await comeBack();
    expect((await sara.next("changes")).removals).toEqual([
      { id: lead.id, why: "moved", to: personIn(floor, "omar"), by: personIn(floor, "owner") },
    ]);
  });

  it("EV3: archived, it is removed for everybody who saw it and told to nobody else", async () => {
    const floor = await makeFloor();
    const saraId = personIn(floor, "sara");
    const lead = await createLead(floor, { owner: saraId, team: floor.north });
    const clients = await Promise.all(["owner", "manager", "sara", "omar"].map((key) => enter(floor, key)));
    await archive(floor, lead.id);
    await roomIn(floor).poke();
    await Promise.all(clients.map((client) => client.ping()));
    const removals = clients.map((client) => client.unread().flatMap((frame) => (frame.t === "changes" ? frame.removals : [])));
    const removed = [{ id: lead.id, why: "archived", to: saraId, by: null }];
    expect(removals).toEqual([removed, removed, removed, []]);
  });

  it("EV3: followed to another team, it is removed for the manager of the first", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const manager = await enter(floor, "manager");
    await assign(floor, lead.id, personIn(floor, "omar"));
    await roomIn(floor).poke();
    expect((await manager.next("changes", (frame) => frame.to > frame.from)).removals).toMatchObject([{ id: lead.id, why: "moved" }]);
    await stage(floor, lead.id, "won");
    await roomIn(floor).poke();
    await manager.ping();
    expect(told(manager)).toEqual({ rows: [], gone: [lead.id] });
  });
});

describe("a lead that is given to a team", () => {
  it("EV3: it leaves whoever sees it by its owner or its team alone, and comes to those who see nobody's", async () => {
    const floor = await makeFloor((teams) => ({
      people: {
        owner: { role: "owner" },
        sara: { role: "agent", teams: [teams.north] },
        omar: { role: "agent", teams: [teams.south] },
        manager: { role: "manager", teams: [teams.north] },
        other: { role: "manager", teams: [teams.south] },
      },
    }));
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const clients = await Promise.all(["manager", "other", "sara", "omar"].map((key) => enter(floor, key)));
    await assign(floor, lead.id, null, floor.south);
    await roomIn(floor).poke();
    await Promise.all(clients.map((client) => client.ping()));
    expect(clients.map(told)).toEqual([
      { rows: [lead.id], gone: [] },
      { rows: [lead.id], gone: [] },
      { rows: [], gone: [lead.id] },
      { rows: [], gone: [] },
    ]);
    // Taken by somebody of that team, it leaves the managers of the others.
    await assign(floor, lead.id, personIn(floor, "omar"));
    await roomIn(floor).poke();
    await Promise.all(clients.map((client) => client.ping()));
    expect(clients.map((client) => told(client).gone)).toEqual([[lead.id], [], [lead.id], []]);
    expect(told(clients[3] as Client).rows).toEqual([lead.id]);
  });

  it("EV3: where agents see what nobody has, those of that team and of the others see it and may take it", async () => {
    const floor = await makeFloor(() => ({ settings: { agentsSeeUnclaimed: true } }));
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const [sara, omar] = [await enter(floor, "sara"), await enter(floor, "omar")];
    await assign(floor, lead.id, null, floor.south);
    await roomIn(floor).poke();
    await Promise.all([sara.ping(), omar.ping()]);
    expect([told(sara), told(omar)]).toEqual([1, 2].map(() => ({ rows: [lead.id], gone: [] })));
  });
});

describe("a person whose own sight changes", () => {
  it.each<[string, (floor: Floor) => Promise<void>]>([
    ["another team", (floor) => changeMember(floor, "manager", { teams: [floor.south] })],
    ["another role", (floor) => changeMember(floor, "manager", { role: "agent" })],
  ])("EV3: %s: they start again, and get nothing until they say hello", async (_title, change) => {
    const floor = await makeFloor();
    const [manager, owner] = [await enter(floor, "manager"), await enter(floor, "owner")];
    await change(floor);
    await tellRooms();
    expect((await manager.next("reset")).why).toBe("rights");
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    await roomIn(floor).poke();
    await look(floor);
    manager.say({ t: "watch", lead: lead.id });
    await Promise.all([owner.next("head"), manager.ping()]);
    expect(manager.unread()).toEqual([]);
    await manager.greet((await listOf(floor, manager.signed)).position);
    const theirs = await createLead(floor, { owner: personIn(floor, "manager"), team: null });
    await roomIn(floor).poke();
    expect((await manager.next("changes", (frame) => frame.upserts.length > 0)).upserts.map((one) => one.row.id)).toEqual([theirs.id]);
    expect(owner.frames.filter((frame) => frame.t === "reset")).toEqual([]);
  });

  it("EV3: agents start again when the workspace shows them unclaimed leads, or stops; nobody else does", async () => {
    const floor = await makeFloor();
    const [sara, manager] = [await enter(floor, "sara"), await enter(floor, "manager")];
    const lead = await createLead(floor);
    for (const agentsSeeUnclaimed of [true, false]) {
      await changeSettings(floor, { agentsSeeUnclaimed });
      await tellRooms();
      expect((await sara.next("reset")).why).toBe("rights");
      const page = await listOf(floor, sara.signed);
      expect(page.rows.map((row) => row.id)).toEqual(agentsSeeUnclaimed ? [lead.id] : []);
      await sara.greet(page.position);
    }
    await manager.ping();
    expect(manager.frames.filter((frame) => frame.t === "reset")).toEqual([]);
  });

  it("EV3: a poke that comes before the news of changed rights sends by the new ones", async () => {
    const floor = await makeFloor();
    const manager = await enter(floor, "manager");
    await changeMember(floor, "manager", { teams: [floor.south] });
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    await roomIn(floor).poke();
    expect((await manager.next("reset")).why).toBe("rights");
    await manager.ping();
    expect(told(manager).rows).not.toContain(lead.id);
  });

  it("EV3: rights that change far behind a frame's end bind the rows in it: those are as they are now", async () => {
    const floor = await makeFloor();
    const manager = await enter(floor, "manager");
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    for (let n = 0; n < 520; n += 26) {
      await Promise.all(Array.from({ length: 26 }, () => createLead(floor, { owner: personIn(floor, "omar"), team: floor.south })));
    }
    await changeMember(floor, "manager", { teams: [] });
    await roomIn(floor).poke();
    expect((await manager.next("reset")).why).toBe("rights");
    await manager.ping();
    expect(told(manager).rows).not.toContain(lead.id);
  });

  it("EV3: changed while they were away, a position from before it is told to start again: it stands for what they saw then", async () => {
    const floor = await makeFloor();
    await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const comeBack = await leave(floor, await enter(floor, "manager"));
    await changeMember(floor, "manager", { teams: [floor.south] });
    await tellRooms();
    const manager = await comeBack();
    expect((await manager.next("reset")).why).toBe("rights");
    const page = await listOf(floor, manager.signed);
    expect(page.rows).toEqual([]);
    await manager.greet(page.position);
  });

  it("EV3: a switch for agents that was turned while they were away is found by the next hello", async () => {
    const floor = await makeFloor(() => ({ settings: { agentsSeeUnclaimed: true } }));
    await createLead(floor);
    const [sara, manager] = [await leave(floor, await enter(floor, "sara")), await leave(floor, await enter(floor, "manager"))];
    await changeSettings(floor, { agentsSeeUnclaimed: false });
    await tellRooms();
    expect((await (await sara()).next("reset")).why).toBe("rights");
    await (await manager()).next("welcome");
  });

  it("EV2: what others' rights become does not send anybody back to the start; their row is in the frame", async () => {
    const floor = await makeFloor();
    const [owner, sara] = [await leave(floor, await enter(floor, "owner")), await enter(floor, "sara")];
    await changeMember(floor, "manager", { teams: [floor.south], away: true });
    await tellRooms();
    const back = await owner();
    const changed = { id: personIn(floor, "manager"), teams: [floor.south], away: true };
    expect((await back.next("changes")).members).toMatchObject([changed]);
    await back.next("welcome");
    expect((await sara.next("changes", (frame) => frame.members.length > 0)).members).toMatchObject([changed]);
    expect(sara.frames.filter((frame) => frame.t === "reset")).toEqual([]);
  });

  it("EV3: a hello between the change and its news is answered by the new rights", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const manager = await enter(floor, "manager");
    const from = await positionNow(floor);
    await changeMember(floor, "manager", { teams: [floor.south] });
    await stage(floor, lead.id, "contacted");
    manager.hello(from);
    expect((await manager.next("reset")).why).toBe("rights");
    await manager.ping();
    expect(told(manager).rows).toEqual([]);
  });

  it("EV2: rights that changed and made no difference to them interrupt nobody", async () => {
    const floor = await makeFloor();
    const sara = await enter(floor, "sara");
    await changeMember(floor, "omar", { teams: [floor.north] });
    const lead = await createLead(floor, { owner: personIn(floor, "sara") });
    await roomIn(floor).poke();
    expect((await sara.next("changes", (frame) => frame.to > frame.from)).upserts.map((one) => one.row.id)).toEqual([lead.id]);
    expect(sara.frames.filter((frame) => frame.t === "reset")).toEqual([]);
  });
});
