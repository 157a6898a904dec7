import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { CATCH_UP_LIMIT } from "../../worker/store/log.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { personIn } from "../support/leads.ts";
import { signIn } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { shard, testEnv, type World } from "../support/world.ts";
import { archive, assign, createLead, erase, rowOf, stage, writeLog } from "./acts.ts";
import { enter, listOf, look, makeFloor, positionNow, roomIn } from "./floor.ts";

const state = tables.workspaceState;

describe("after a gap", () => {
  it("EV2: who comes back with an old position gets what changed meanwhile, as it is now, then the welcome", async () => {
    const floor = await makeFloor();
    const saraId = personIn(floor, "sara");
    const [kept, lost, gone, closed] = [
      await createLead(floor, { owner: saraId }),
      await createLead(floor, { owner: saraId }),
      await createLead(floor, { owner: saraId }),
      await createLead(floor, { owner: saraId }),
    ];
    const sara = await enter(floor, "sara");
    const { position } = await listOf(floor, sara.signed);
    sara.leave();
    const passing = await createLead(floor);
    const foreign = await createLead(floor, { owner: personIn(floor, "omar") });
    await assign(floor, passing.id, saraId);
    await assign(floor, passing.id, personIn(floor, "omar"));
    await stage(floor, kept.id, "contacted");
    await stage(floor, kept.id, "qualified");
    await assign(floor, lost.id, null);
    await archive(floor, closed.id);
    await erase(floor, gone.id);
    await stage(floor, foreign.id, "won");
    await roomIn(floor).poke();

    const back = await Client.open(floor.slug, sara.signed);
    back.hello(position);
    const frame = await back.next("changes");
    expect(frame).toMatchObject({ from: position.seq, to: (await positionNow(floor)).seq });
    expect(frame.upserts.map((one) => one.row)).toEqual([await rowOf(floor, kept.id)]);
    const removals = new Map(frame.removals.map((one) => [one.id, [one.why, one.to]]));
    expect(removals).toEqual(
      new Map([
        [lost.id, ["moved", null]],
        [closed.id, ["archived", saraId]],
        [gone.id, ["erased", null]],
        [passing.id, ["moved", personIn(floor, "omar")]],
      ]),
    );
    const welcome = await back.next("welcome");
    expect(welcome.position).toEqual(await positionNow(floor));
    expect(back.frames.map((one) => one.t)).toEqual(["changes", "welcome"]);
  });

  it("EV2: a commit whose Worker died before its poke comes with the next hello of somebody else, to everybody", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const lead = await createLead(floor);
    const manager = await enter(floor, "manager");
    expect((await owner.next("changes", (frame) => frame.upserts.length > 0)).upserts[0]?.row.id).toBe(lead.id);
    await roomIn(floor).poke();
    await Promise.all([owner.ping(), manager.ping()]);
    expect([owner.unread(), manager.unread()]).toEqual([[], []]);
  });

  it("EV2: a hello of one who is live already catches up again and harms nobody", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const from = await positionNow(floor);
    const lead = await createLead(floor);
    await roomIn(floor).poke();
    await owner.next("changes", (frame) => frame.upserts.length > 0);
    await owner.greet(from);
    await stage(floor, lead.id, "won");
    await roomIn(floor).poke();
    expect(await owner.next("changes")).toMatchObject({ upserts: [{ row: { stage: "won" } }] });
    await owner.ping();
    expect(owner.unread()).toEqual([]);
  });

  it("EV2: commits, pokes and hellos at once leave no hole: what was missed comes before the welcome that names its end", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const start = await positionNow(floor);
    for (let round = 0; round < 5; round++) {
      const at = await positionNow(floor);
      owner.hello(at);
      await Promise.all([createLead(floor), roomIn(floor).poke(), createLead(floor), roomIn(floor).poke()]);
      await owner.greet(at);
    }
    await roomIn(floor).poke();
    await owner.ping();
    const seen = new Set<string>();
    let position = start.seq;
    for (const frame of owner.frames) {
      if (frame.t === "welcome") expect(frame.position.seq).toBeLessThanOrEqual(position);
      if (frame.t !== "changes") continue;
      expect(frame.from).toBeLessThanOrEqual(position);
      position = Math.max(position, frame.to);
      for (const { row } of frame.upserts) seen.add(row.id);
    }
    expect([position, seen.size]).toEqual([(await positionNow(floor)).seq, 10]);
  });
});

describe("who has to start again", () => {
  const reset = async (world: World, seq: number, epoch?: string) => {
    const client = await Client.open(world.slug, await signIn(personIn(world, "owner")));
    client.hello({ epoch: epoch ?? (await positionNow(world)).epoch, seq });
    return { client, why: (await client.next("reset")).why };
  };

  it("EV2: further behind than the limit: behind, and nothing until the next hello", async () => {
    const floor = await makeFloor();
    const { seq } = await positionNow(floor);
    await writeLog(floor, CATCH_UP_LIMIT + 1);
    const { client, why } = await reset(floor, seq);
    expect(why).toBe("behind");
    await createLead(floor);
    await roomIn(floor).poke();
    await client.ping();
    expect(client.unread()).toEqual([]);
    await client.greet((await listOf(floor, client.signed)).position);
    await createLead(floor);
    await roomIn(floor).poke();
    expect((await client.next("changes", (frame) => frame.upserts.length > 0)).upserts).toHaveLength(1);
  });

  it("EV2: exactly at the limit it is still caught up", async () => {
    const floor = await makeFloor();
    const { seq, epoch } = await positionNow(floor);
    await writeLog(floor, CATCH_UP_LIMIT);
    const owner = await enter(floor, "owner", { seq, epoch });
    expect(owner.frames.map((frame) => frame.t)).toEqual(["changes", "welcome"]);
  });

  it("EV2: from another epoch of the log, though the number fits", async () => {
    const floor = await makeFloor();
    const { seq } = await positionNow(floor);
    expect((await reset(floor, seq, uuidv7())).why).toBe("epoch");
  });

  it("EV2: from before what the log still holds", async () => {
    const floor = await makeFloor();
    const { seq } = await positionNow(floor);
    await createLead(floor);
    const { seq: floorSeq } = await positionNow(floor);
    await createLead(floor);
    await shard.update(state).set({ logFloor: floorSeq }).where(eq(state.workspaceId, floor.id));
    expect((await reset(floor, seq)).why).toBe("behind");
  });

  it("EV2: a quiet workspace whose whole log was purged welcomes who has just loaded", async () => {
    const floor = await makeFloor();
    await createLead(floor);
    const { seq } = await positionNow(floor);
    await shard.delete(tables.changeLog).where(eq(tables.changeLog.workspaceId, floor.id));
    await shard.update(state).set({ logFloor: seq }).where(eq(state.workspaceId, floor.id));
    const signed = await signIn(personIn(floor, "owner"));
    const client = await Client.open(floor.slug, signed);
    client.hello((await listOf(floor, signed)).position);
    expect((await client.next("welcome")).position.seq).toBe(seq);
    const lead = await createLead(floor);
    await roomIn(floor).poke();
    expect((await client.next("changes", (frame) => frame.upserts.length > 0)).upserts[0]?.row.id).toBe(lead.id);
  });

  it("EV2: everybody who is connected when the database is restored, and then gets the new history", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const [first] = [await createLead(floor), await createLead(floor)];
    await roomIn(floor).poke();
    owner.unread();
    const { seq } = await positionNow(floor);
    await testEnv.WORKSPACE_DB_1.prepare("DELETE FROM change_log WHERE workspace_id = ? AND seq = ?").bind(floor.id, seq).run();
    await shard.update(state).set({ epoch: uuidv7() }).where(eq(state.workspaceId, floor.id));
    await look(floor);
    expect((await owner.next("reset")).why).toBe("epoch");
    await owner.greet((await listOf(floor, owner.signed)).position);
    await stage(floor, first.id, "won");
    await roomIn(floor).poke();
    expect(await owner.next("changes")).toMatchObject({ upserts: [{ row: { id: first.id, stage: "won" } }] });
  });
});
