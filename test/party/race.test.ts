import { afterEach, describe, expect, it, vi } from "vitest";
import { personIn } from "../support/leads.ts";
import { signIn } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { testEnv } from "../support/world.ts";
import { changeMember, createLead, stage } from "./acts.ts";
import { enter, makeFloor, positionNow, roomIn } from "./floor.ts";

/** A hello reads the log for the room, then the rights, then the log for the client: as these trips of the workspace's database. */
const TRIP = { rights: 1, log: 2 } as const;

let restore: (() => void) | null = null;
afterEach(() => restore?.());

/** Keeps the answer of one of the next trips back until it is let go. */
function hold(trip: number) {
  const gate = Promise.withResolvers<void>();
  const database = testEnv.WORKSPACE_DB_1;
  const { batch } = database;
  let trips = 0;
  let reached = false;
  database.batch = async <T>(statements: D1PreparedStatement[]) => {
    const mine = trips++;
    const results = await batch.call(database, statements);
    if (mine === trip) {
      reached = true;
      await gate.promise;
    }
    return results as D1Result<T>[];
  };
  restore = () => {
    database.batch = batch;
  };
  // Asked for again and again: whoever awaits a promise that the room resolves goes on as the room, and may not use its own sockets.
  return { held: () => vi.waitUntil(() => reached, { timeout: 5_000, interval: 5 }), letGo: () => gate.resolve() };
}

describe("while a hello is being answered", () => {
  it("EV2: what is committed and poked meanwhile is sent after the welcome, without waiting for a look", async () => {
    const floor = await makeFloor();
    const watcher = await enter(floor, "owner");
    const late = await Client.open(floor.slug, await signIn(personIn(floor, "owner")));
    const { held, letGo } = hold(TRIP.log);
    late.hello(await positionNow(floor));
    await held();
    const lead = await createLead(floor);
    const poked = roomIn(floor).poke();
    for (let n = 0; n < 10; n++) await watcher.ping();
    letGo();
    await poked;
    await late.next("welcome");
    expect((await late.next("changes")).upserts.map((one) => one.row.id)).toEqual([lead.id]);
    await watcher.next("changes", (frame) => frame.upserts.length === 1);
  });

  it("EV3: rights that change between its two readings send it back to the start, not rows by the old ones", async () => {
    const floor = await makeFloor();
    const lead = await createLead(floor, { owner: personIn(floor, "sara"), team: floor.north });
    const manager = await Client.open(floor.slug, await signIn(personIn(floor, "manager")));
    const { held, letGo } = hold(TRIP.rights);
    manager.hello(await positionNow(floor));
    await held();
    await changeMember(floor, "manager", { teams: [floor.south] });
    await stage(floor, lead.id, "won");
    letGo();
    expect((await manager.next("reset")).why).toBe("rights");
    await roomIn(floor).poke();
    await manager.ping();
    expect(manager.frames.filter((frame) => frame.t === "changes")).toEqual([]);
  });

  it("EV4: a session that ends meanwhile closes the socket before anything else is sent", async () => {
    const floor = await makeFloor();
    const signed = await signIn(personIn(floor, "owner"));
    const owner = await Client.open(floor.slug, signed);
    const { held, letGo } = hold(TRIP.log);
    owner.hello(await positionNow(floor));
    await held();
    await roomIn(floor).sessionEnded(signed.session);
    letGo();
    await owner.closed();
    expect(owner.frames).toEqual([]);
  });
});
