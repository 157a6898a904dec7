import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { personIn } from "../support/leads.ts";
import { Client } from "../support/socket.ts";
import { assign, createLead } from "./acts.ts";
import { enter, evict, makeFloor, positionNow, roomIn } from "./floor.ts";

const people = (client: Client) => client.frames.flatMap((frame) => (frame.t === "presence" ? [frame.people] : []));

describe("who has a lead open", () => {
  it("EV3: is told to the others who have it open, to nobody else, and leaves no trace in the log", async () => {
    const floor = await makeFloor();
    const [ownerId, managerId] = [personIn(floor, "owner"), personIn(floor, "manager")];
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const [owner, manager, sara] = [await enter(floor, "owner"), await enter(floor, "manager"), await enter(floor, "sara")];
    const before = await positionNow(floor);
    owner.say({ t: "watch", lead: lead.id });
    expect((await owner.next("presence")).people).toEqual([]);
    manager.say({ t: "watch", lead: lead.id });
    expect(await manager.next("presence")).toEqual({ t: "presence", lead: lead.id, people: [{ id: ownerId, typing: false }] });
    expect((await owner.next("presence")).people).toEqual([{ id: managerId, typing: false }]);
    manager.say({ t: "typing", lead: lead.id });
    expect((await owner.next("presence")).people).toEqual([{ id: managerId, typing: true }]);
    manager.say({ t: "watch", lead: null });
    expect((await owner.next("presence")).people).toEqual([]);
    await sara.ping();
    expect(people(sara)).toEqual([]);
    expect(await positionNow(floor)).toEqual(before);
  });

  it("EV3: a lead that is not theirs to see, and one that is not there, are not watched", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const [owner, omar] = [await enter(floor, "owner"), await enter(floor, "omar")];
    owner.say({ t: "watch", lead: lead.id });
    await owner.next("presence");
    for (const id of [lead.id, uuidv7()]) {
      omar.say({ t: "watch", lead: id });
      omar.say({ t: "typing", lead: id });
    }
    // Its answer comes after whatever these brought: the room takes one thing after another.
    await omar.greet(await positionNow(floor));
    await owner.ping();
    expect([people(omar), people(owner)]).toEqual([[], [[]]]);
  });

  it("EV3: who loses sight of the lead is out of it, and the others see them go", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const [owner, sara] = [await enter(floor, "owner"), await enter(floor, "sara")];
    for (const client of [owner, sara]) {
      client.say({ t: "watch", lead: lead.id });
      await client.next("presence");
    }
    expect((await owner.next("presence")).people).toHaveLength(1);
    await assign(floor, lead.id, personIn(floor, "omar"));
    await roomIn(floor).poke();
    expect((await owner.next("presence")).people).toEqual([]);
    const heard = people(sara).length;
    owner.say({ t: "typing", lead: lead.id });
    await owner.next("presence");
    await sara.ping();
    expect(people(sara)).toHaveLength(heard);
  });

  it("EV3: who loses sight of it while the room catches them up is out of it too", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const from = await positionNow(floor);
    const [owner, sara] = [await enter(floor, "owner"), await enter(floor, "sara")];
    await assign(floor, lead.id, personIn(floor, "omar"));
    sara.say({ t: "watch", lead: lead.id });
    sara.hello(from);
    expect((await sara.next("changes", (frame) => frame.removals.length > 0)).removals[0]?.id).toBe(lead.id);
    owner.say({ t: "watch", lead: lead.id });
    expect((await owner.next("presence")).people).toEqual([]);
  });

  it("survives eviction, and ends with the socket: of one that came back under the same name, only the old one goes", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const [owner, first] = [await enter(floor, "owner"), await enter(floor, "manager")];
    first.leave();
    const query = `?_pk=${uuidv7()}`;
    const old = await Client.open(floor.slug, first.signed, { query });
    for (const client of [owner, old]) {
      await client.greet(await positionNow(floor));
      client.say({ t: "watch", lead: lead.id });
      await client.next("presence");
    }
    await owner.next("presence", (frame) => frame.people.length === 1);
    await evict(floor);
    const back = await Client.open(floor.slug, first.signed, { query });
    await back.greet(await positionNow(floor));
    back.say({ t: "watch", lead: lead.id });
    expect((await back.next("presence")).people).toEqual([{ id: personIn(floor, "owner"), typing: false }]);
    await owner.next("presence", (frame) => frame.people.length === 1);
    old.leave();
    expect((await owner.next("presence")).people).toHaveLength(1);
    back.leave();
    expect((await owner.next("presence")).people).toEqual([]);
  });

  it("of several leads opened in a row, the last one counts", async () => {
    const floor = await makeFloor();
    const leads = await Promise.all(Array.from({ length: 6 }, () => createLead(floor)));
    const [owner, manager] = [await enter(floor, "owner"), await enter(floor, "manager")];
    const last = leads.at(-1)?.id ?? "";
    for (const { id } of leads) manager.say({ t: "watch", lead: id });
    await manager.next("presence", (frame) => frame.lead === last);
    for (const { id } of leads) owner.say({ t: "watch", lead: id });
    await owner.next("presence", (frame) => frame.lead === last);
    const met = owner.frames.flatMap((frame) => (frame.t === "presence" && frame.people.length > 0 ? [frame.lead] : []));
    expect(met).toEqual([last]);
  });

  it("two who type at once are both seen typing, and one who comes in then sees it", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const [owner, manager, sara] = [await enter(floor, "owner"), await enter(floor, "manager"), await enter(floor, "sara")];
    for (const client of [owner, manager]) {
      client.say({ t: "watch", lead: lead.id });
      await client.next("presence");
    }
    owner.say({ t: "typing", lead: lead.id });
    manager.say({ t: "typing", lead: lead.id });
    await owner.next("presence", (frame) => frame.people.some((one) => one.typing));
    sara.say({ t: "watch", lead: lead.id });
    const typing = ["owner", "manager"].map((key) => ({ id: personIn(floor, key), typing: true }));
    expect(new Set((await sara.next("presence")).people)).toEqual(new Set(typing));
  });
});
