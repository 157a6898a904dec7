import { runInDurableObject } from "cloudflare:test";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { CALLING_MS } from "../../domain/wire.ts";
import { reseat, type Seat, seatOf } from "../../party/sockets.ts";
import { personIn } from "../support/leads.ts";
import { signIn } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { archive, assign, changeMember, createLead, erase, tellRooms } from "./acts.ts";
import { enter, evict, type Floor, look, makeFloor, positionNow, roomIn } from "./floor.ts";

const calls = (client: Client) => client.frames.flatMap((frame) => (frame.t === "calls" ? [[frame.lead, frame.people]] : []));
const call = (client: Client, lead: string, on = true) => client.say({ t: "calling", lead, on });
/** The room takes one thing after another: this is over after whatever was said before, and told who says hello what stands. */
const settled = async (floor: Floor, ...clients: Client[]) => {
  for (const client of clients) await client.greet(await positionNow(floor));
  await roomIn(floor).poke();
  await Promise.all(clients.map((client) => client.ping()));
};

async function scene(over: Parameters<typeof createLead>[1] = {}) {
  const floor = await makeFloor();
  const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north, ...over });
  const [owner, manager, sara, omar] = await Promise.all(["owner", "manager", "sara", "omar"].map((key) => enter(floor, key)));
  if (owner === undefined || manager === undefined || sara === undefined || omar === undefined) throw new Error("somebody is missing");
  return { floor, lead: lead.id, owner, manager, sara, omar, id: (key: string) => personIn(floor, key) };
}

/** Lets the calls that stand in a room end at that time, as the clock would. */
async function endCallsAt(floor: Floor, until: number): Promise<void> {
  await runInDurableObject(roomIn(floor), (room) => {
    for (const socket of room.getConnections<Seat>()) {
      const calling = seatOf(socket)?.calling ?? null;
      if (calling !== null) reseat(socket, { calling: { ...calling, until } });
    }
  });
}

const nextLook = (floor: Floor) => runInDurableObject(roomIn(floor), (_, state) => state.storage.getAlarm());

describe("EV3: who is on the telephone with a lead", () => {
  it("is told to everybody who sees it, one's own other tabs too, whatever they have open, and to nobody else; the log knows nothing", async () => {
    const { floor, lead, owner, manager, sara, omar, id } = await scene();
    const tab = await Client.open(floor.slug, sara.signed);
    const before = await positionNow(floor);
    await tab.greet(before);
    call(sara, lead);
    for (const client of [owner, manager, sara, tab])
      expect(await client.next("calls")).toEqual({ t: "calls", lead, people: [id("sara")] });
    call(sara, lead, false);
    for (const client of [owner, manager, sara, tab]) expect(await client.next("calls")).toEqual({ t: "calls", lead, people: [] });
    await settled(floor, omar);
    expect(calls(omar)).toEqual([]);
    expect(await positionNow(floor)).toEqual(before);
  });

  it("is everybody who says so: two at once, and one person on two tabs once, until both have hung up", async () => {
    const { floor, lead, owner, manager, sara, id } = await scene();
    const tab = await Client.open(floor.slug, sara.signed);
    await tab.greet(await positionNow(floor));
    const told: string[][] = [];
    const both = [id("sara"), id("manager")];
    for (const [client, on] of [
      [sara, true],
      [manager, true],
      [tab, true],
      [sara, false],
      [tab, false],
      [manager, false],
    ] as const) {
      call(client, lead, on);
      told.push((await owner.next("calls")).people);
    }
    expect(told.map((people) => new Set(people))).toEqual(
      [[id("sara")], both, both, both, [id("manager")], []].map((people) => new Set(people)),
    );
    expect(told.map((people) => people.length)).toEqual([1, 2, 2, 2, 1, 0]);
  });

  it("is nobody who does not see it, of a lead that is not there, or that is another workspace's", async () => {
    const { floor, lead, owner, omar } = await scene();
    const other = await scene();
    for (const who of [lead, uuidv7(), other.lead]) {
      call(omar, who);
      call(omar, who, false);
    }
    for (const who of [uuidv7(), other.lead]) call(owner, who);
    await settled(floor, owner, omar);
    await settled(other.floor, other.owner, other.sara);
    expect([owner, omar, other.owner, other.sara].map(calls)).toEqual([[], [], [], []]);
  });

  it("PM1: is nobody who may only look, though they see it", async () => {
    const { floor, lead, sara, owner, id } = await scene();
    await changeMember(floor, "manager", { role: "auditor", teams: [] });
    const eye = await enter(floor, "manager");
    call(eye, lead);
    call(sara, lead);
    expect((await owner.next("calls")).people).toEqual([id("sara")]);
    expect((await eye.next("calls")).people).toEqual([id("sara")]);
  });

  it("has one telephone: a call with another lead ends the one before, one with a lead that is out of sight does not", async () => {
    const { floor, lead, sara, manager, id } = await scene();
    const next = await createLead(floor, { owner: id("sara"), team: floor.north });
    const foreign = await createLead(floor, { owner: id("omar"), team: floor.south });
    call(sara, lead);
    call(sara, foreign.id);
    call(sara, next.id);
    await settled(floor, sara, manager);
    expect(calls(manager)).toEqual([
      [lead, [id("sara")]],
      [lead, []],
      [next.id, [id("sara")]],
      // Told anew to whoever says hello.
      [next.id, [id("sara")]],
    ]);
  });

  it("is not told again for every time it is said: within a second it is not heard, later it is, and tells that it goes on", async () => {
    const { floor, lead, sara, owner } = await scene();
    for (let said = 0; said < 20; said++) call(sara, lead);
    // Where nothing is on there is nothing to end.
    for (let said = 0; said < 5; said++) call(owner, lead, false);
    await settled(floor, sara, owner);
    expect(calls(owner)).toHaveLength(2);
    await endCallsAt(floor, Date.now() + CALLING_MS - 1_001);
    owner.unread();
    call(sara, lead);
    await owner.next("calls");
    // It was hung up and taken up again: that is news.
    call(sara, lead, false);
    call(sara, lead);
    expect([(await owner.next("calls")).people, (await owner.next("calls")).people]).toEqual([[], [personIn(floor, "sara")]]);
  });
});

describe("EV3: a call ends", () => {
  it("with the socket that said so", async () => {
    const { lead, sara, owner, id } = await scene();
    call(sara, lead);
    expect((await owner.next("calls")).people).toEqual([id("sara")]);
    sara.leave();
    expect((await owner.next("calls")).people).toEqual([]);
  });

  it("EV4: with the session, and with the membership", async () => {
    const { floor, lead, sara, manager, owner, id } = await scene();
    call(sara, lead);
    await owner.next("calls");
    await roomIn(floor).sessionEnded(sara.signed.session);
    expect((await owner.next("calls")).people).toEqual([]);
    call(manager, lead);
    expect((await owner.next("calls")).people).toEqual([id("manager")]);
    await changeMember(floor, "manager", { status: "removed" });
    await tellRooms();
    await manager.closed();
    expect((await owner.next("calls")).people).toEqual([]);
  });

  it("by itself when its time is up, exactly then, though nobody says anything", async () => {
    const { floor, lead, sara, owner } = await scene();
    call(sara, lead);
    await owner.next("calls");
    const until = Date.now() + 1_500;
    await endCallsAt(floor, until);
    await look(floor);
    expect(await nextLook(floor)).toBe(until);
    const ended = await owner.next("calls");
    expect([ended.people, Date.now() >= until, Date.now() - until < 1_000]).toEqual([[], true, true]);
    // Then the room looks as seldom as ever.
    expect((await nextLook(floor)) ?? 0).toBeGreaterThan(until + 5_000);
    // It was over: who comes in hears of none.
    const back = await enter(floor, "manager");
    await roomIn(floor).poke();
    await back.ping();
    expect(calls(back)).toEqual([]);
  });

  it("not before, nor for somebody else who said so later", async () => {
    const { floor, lead, sara, manager, owner, id } = await scene();
    call(sara, lead);
    await owner.next("calls");
    await endCallsAt(floor, Date.now() - 1);
    call(manager, lead);
    // What is past counts for nothing, whether or not the room has looked since.
    expect((await owner.next("calls")).people).toEqual([id("manager")]);
    await look(floor);
    expect((await owner.next("calls")).people).toEqual([id("manager")]);
    const alarm = (await nextLook(floor)) ?? 0;
    expect([alarm > Date.now(), alarm <= Date.now() + 10_000]).toEqual([true, true]);
  });

  it("with one's sight of the lead: no frame tells the loser of it, the others see them go", async () => {
    const { floor, lead, sara, omar, owner, manager, id } = await scene();
    call(sara, lead);
    for (const client of [owner, sara, manager]) await client.next("calls");
    const heard = calls(sara).length;
    await assign(floor, lead, id("omar"));
    await roomIn(floor).poke();
    expect((await owner.next("calls")).people).toEqual([]);
    await settled(floor, sara);
    expect(calls(sara)).toHaveLength(heard);
    // Saying it again brings nothing back.
    call(sara, lead);
    await settled(floor, sara, omar, owner);
    expect([calls(omar), calls(sara).length, calls(owner).length]).toEqual([[[lead, []]], heard, 2]);
  });

  it.each(["archived", "erased"])("when the lead is %s: whose it was is told no more", async (how) => {
    const { floor, lead, sara, owner } = await scene();
    call(sara, lead);
    await owner.next("calls");
    await (how === "archived" ? archive(floor, lead) : erase(floor, lead));
    await roomIn(floor).poke();
    await owner.next("changes", (frame) => frame.removals.length > 0);
    call(sara, lead);
    await settled(floor, sara, owner);
    expect(calls(owner)).toHaveLength(1);
  });

  it("when one starts again with other rights; it can be said again after the next hello", async () => {
    const { floor, lead, sara, owner, id } = await scene();
    call(sara, lead);
    await owner.next("calls");
    await changeMember(floor, "sara", { role: "manager" });
    await tellRooms();
    expect((await sara.next("reset")).why).toBe("rights");
    expect((await owner.next("calls")).people).toEqual([]);
    call(sara, lead);
    await sara.greet(await positionNow(floor));
    call(sara, lead);
    expect((await owner.next("calls")).people).toEqual([id("sara")]);
    await owner.ping();
    expect(calls(owner)).toHaveLength(3);
  });
});

describe("EV3: calls that stand", () => {
  it("are told to who comes in later, of leads that they see", async () => {
    const { floor, lead, sara, omar, owner, id } = await scene();
    const souths = await createLead(floor, { owner: id("omar"), team: floor.south });
    call(sara, lead);
    call(omar, souths.id);
    await owner.next("calls", (frame) => frame.lead === souths.id);
    const [tab, manager] = [await enter(floor, "owner"), await enter(floor, "manager")];
    await roomIn(floor).poke();
    await Promise.all([tab.ping(), manager.ping()]);
    expect(new Map(calls(tab) as [string, string[]][])).toEqual(
      new Map([
        [lead, [id("sara")]],
        [souths.id, [id("omar")]],
      ]),
    );
    expect(calls(manager)).toEqual([[lead, [id("sara")]]]);
  });

  it("are told to who sees the lead from now on, after the lead itself", async () => {
    const { floor, lead, owner, omar, id } = await scene();
    call(owner, lead);
    await owner.next("calls");
    await assign(floor, lead, id("omar"));
    await roomIn(floor).poke();
    const told = await omar.next("calls");
    expect(told).toEqual({ t: "calls", lead, people: [id("owner")] });
    expect(omar.frames.findIndex((frame) => frame.t === "changes" && frame.upserts.some(({ row }) => row.id === lead))).toBeLessThan(
      omar.frames.indexOf(told),
    );
  });

  it("are said after what changed before them, though its news was lost: the loser hears nothing, the gainer has the lead first", async () => {
    const { floor, lead, owner, sara, omar, id } = await scene();
    await assign(floor, lead, id("omar"));
    call(owner, lead);
    expect((await omar.next("changes")).upserts.map(({ row }) => row.id)).toEqual([lead]);
    expect((await omar.next("calls")).people).toEqual([id("owner")]);
    await settled(floor, sara);
    expect([calls(sara), sara.frames.some((frame) => frame.t === "changes" && frame.removals.length > 0)]).toEqual([[], true]);
  });

  it("survive the room's eviction, and end in time after it", async () => {
    const { floor, lead, sara, owner, id } = await scene();
    call(sara, lead);
    await owner.next("calls");
    await evict(floor);
    const manager = await enter(floor, "manager");
    expect((await manager.next("calls")).people).toEqual([id("sara")]);
    call(manager, lead);
    expect(new Set((await owner.next("calls")).people)).toEqual(new Set([id("sara"), id("manager")]));
    const until = Date.now() + 1_500;
    await endCallsAt(floor, until);
    await look(floor);
    await evict(floor);
    const ended = await owner.next("calls");
    expect([ended.people, Date.now() >= until, Date.now() - until < 1_500]).toEqual([[], true, true]);
  });

  it("end with a socket that is gone while the room was away", async () => {
    const { floor, lead, sara, owner, id } = await scene();
    call(sara, lead);
    await owner.next("calls");
    await evict(floor);
    sara.leave();
    expect((await owner.next("calls")).people).toEqual([]);
    const again = await Client.open(floor.slug, await signIn(id("sara")));
    await again.greet(await positionNow(floor));
    await roomIn(floor).poke();
    await again.ping();
    expect(calls(again)).toEqual([]);
  });
});
