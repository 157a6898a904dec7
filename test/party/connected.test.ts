import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { Client } from "../support/socket.ts";
import { watchSql } from "../support/sql.ts";
import { testEnv } from "../support/world.ts";
import { createLead, stage, writeLog } from "./acts.ts";
import { enter, evict, look, makeFloor, positionNow, roomIn } from "./floor.ts";

describe("while connected", () => {
  it("EV2: a room evicted between commit and poke goes on where it was: nothing is lost or sent twice", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const [first, second] = [await createLead(floor), await createLead(floor)];
    await evict(floor);
    await roomIn(floor).poke();
    expect((await owner.next("changes", (frame) => frame.upserts.length > 0)).upserts.map((one) => one.row.id)).toEqual([
      first.id,
      second.id,
    ]);
    await evict(floor);
    await stage(floor, first.id, "won");
    await roomIn(floor).poke();
    expect((await owner.next("changes")).upserts).toMatchObject([{ row: { id: first.id, stage: "won" } }]);
    await roomIn(floor).poke();
    await owner.ping();
    expect(owner.unread()).toEqual([]);
  });

  it("EV2: a poke that never came is made good by the room's next look, which says where the log stands", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const lead = await createLead(floor);
    await look(floor);
    const frame = await owner.next("changes", (one) => one.upserts.length > 0);
    expect(frame.upserts[0]?.row.id).toBe(lead.id);
    expect((await owner.next("head")).seq).toBe(frame.to);
    expect(frame.to).toBe((await positionNow(floor)).seq);
  });

  it("EV2: the head is said with every look, also when nothing happened and after eviction", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    for (let n = 0; n < 3; n++) {
      await look(floor);
      const { seq, at } = await owner.next("head");
      expect([seq, Math.abs(at - Date.now()) < 5_000]).toEqual([(await positionNow(floor)).seq, true]);
      await evict(floor);
    }
  });

  it("EV2: a look that fails is not the last one, and the next one sends what it left", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const lead = await createLead(floor);
    const room = roomIn(floor);
    const failed = await runInDurableObject(room, async (instance, context) => {
      await context.storage.deleteAlarm();
      const { batch } = testEnv.WORKSPACE_DB_1;
      testEnv.WORKSPACE_DB_1.batch = () => Promise.reject(new Error("the database is away"));
      try {
        await instance.onAlarm();
      } catch (error) {
        return String(error);
      } finally {
        testEnv.WORKSPACE_DB_1.batch = batch;
      }
      return "no failure";
    });
    expect(failed).toContain("away");
    await look(floor);
    expect((await owner.next("changes", (frame) => frame.upserts.length > 0)).upserts[0]?.row.id).toBe(lead.id);
  });

  it("a room that everybody has left looks no more, until somebody comes", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    await look(floor);
    owner.leave();
    await owner.closed();
    await look(floor);
    expect(await runDurableObjectAlarm(roomIn(floor))).toBe(false);
    const back = await Client.open(floor.slug, owner.signed);
    await back.greet(await positionNow(floor));
    await look(floor);
    await back.next("head");
  });

  it("EV2: more news than a frame holds come in several that join, ending at the head", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const from = await positionNow(floor);
    owner.unread();
    await writeLog(floor, 1_100);
    const lead = await createLead(floor);
    await roomIn(floor).poke();
    await owner.ping();
    const frames = owner.unread().filter((frame) => frame.t === "changes");
    expect(frames.length).toBeGreaterThan(1);
    let at = from.seq;
    for (const frame of frames) {
      expect(frame.from).toBe(at);
      at = frame.to;
    }
    expect(at).toBe((await positionNow(floor)).seq);
    expect(frames.at(-1)?.upserts.map((one) => one.row.id)).toEqual([lead.id]);
  });

  it("EV2: a room that nobody is in skips what it missed: the next hello brings its own position", async () => {
    const floor = await makeFloor();
    const before = await positionNow(floor);
    await roomIn(floor).poke();
    await writeLog(floor, 1_600);
    const lead = await createLead(floor);
    const watching = watchSql(testEnv);
    await roomIn(floor).poke();
    watching.stop();
    expect(watching.trips.filter((trip) => trip.database === "workspace").length).toBeLessThanOrEqual(2);
    const owner = await enter(floor, "owner", before);
    const caught = owner.frames.flatMap((frame) => (frame.t === "changes" ? frame.upserts : []));
    expect(caught.map((one) => one.row.id)).toEqual([lead.id]);
  });
});
