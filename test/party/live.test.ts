import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { deliver } from "../support/deliver.ts";
import { createOne } from "../support/intake.ts";
import { personIn } from "../support/leads.ts";
import { ask, type Signed } from "../support/signed.ts";
import type { Client } from "../support/socket.ts";
import type { World } from "../support/world.ts";
import { createLead, rowOf } from "./acts.ts";
import { enter, makeFloor, positionNow, roomIn } from "./floor.ts";

/** Gives a lead to somebody as the screen does, over HTTP. */
async function giveOverHttp(world: World, signed: Signed, lead: string, owner: string | null): Promise<void> {
  const { version } = await rowOf(world, lead);
  const body = JSON.stringify({ mutation: uuidv7(), version, owner });
  const answer = await ask(`/api/w/${world.slug}/leads/${lead}/owner`, { method: "PUT", cookie: signed.cookie, body });
  expect(answer.status).toBe(200);
}

/** Frames with news that came and were not read yet. */
function news(client: Client) {
  return client.unread().filter((frame) => frame.t === "changes" && frame.upserts.length + frame.removals.length > 0);
}

describe("from a commit to the sockets", () => {
  it("EV3: a delivered lead reaches its owner and their manager as one row in one frame, and nobody of another team", async () => {
    const floor = await makeFloor(({ north, south }) => ({
      people: {
        manager: { role: "manager", teams: [north], away: true },
        sara: { role: "agent", teams: [north] },
        omar: { role: "agent", teams: [south] },
      },
      rules: [{ match: {}, pool: { kind: "team", team: north } }],
    }));
    const [manager, sara, omar] = [await enter(floor, "manager"), await enter(floor, "sara"), await enter(floor, "omar")];
    expect((await deliver([await createOne(floor)])).status).toBe(200);
    for (const client of [manager, sara]) {
      const frame = await client.next("changes", (one) => one.upserts.length > 0);
      expect(frame.upserts).toMatchObject([{ row: { owner: personIn(floor, "sara"), team: floor.north }, created: true, by: null }]);
    }
    await Promise.all([roomIn(floor).poke(), omar.ping(), sara.ping()]);
    expect([news(omar), news(sara), news(manager)]).toEqual([[], [], []]);
    const told = omar.frames.filter((frame) => frame.t === "changes");
    expect(told.flatMap((frame) => [...frame.upserts, ...frame.removals])).toEqual([]);
  });

  it("NT1: who is named in a note, and who loses a lead, hear in its frame that there is something to read; who did it hears nothing", async () => {
    const floor = await makeFloor(({ north }) => ({
      people: {
        owner: { role: "owner" },
        manager: { role: "manager", teams: [north] },
        sara: { role: "agent", teams: [north] },
        omar: { role: "agent", teams: [north] },
      },
    }));
    const [saraId, omarId] = [personIn(floor, "sara"), personIn(floor, "omar")];
    const lead = await createLead(floor, { owner: saraId, team: floor.north });
    const [manager, sara, omar] = [await enter(floor, "manager"), await enter(floor, "sara"), await enter(floor, "omar")];
    const body = JSON.stringify({ mutation: uuidv7(), text: "Call them, @Sara", mentions: [saraId] });
    const noted = await ask(`/api/w/${floor.slug}/leads/${lead.id}/notes`, { method: "POST", cookie: manager.signed.cookie, body });
    expect(noted.status).toBe(200);
    for (const client of [sara, manager]) expect((await client.next("changes", (one) => one.upserts.length > 0)).told).toEqual([saraId]);
    await giveOverHttp(floor, manager.signed, lead.id, omarId);
    expect((await sara.next("changes", (one) => one.removals.length > 0)).told).toEqual([saraId, omarId]);
    expect((await omar.next("changes", (one) => one.upserts.length > 0)).told).toEqual([saraId, omarId]);
  });

  it("EV3: a manager moves a lead: within one frame each, it leaves the loser, comes to the gainer and changes for the manager", async () => {
    const floor = await makeFloor(({ north }) => ({
      people: {
        owner: { role: "owner" },
        manager: { role: "manager", teams: [north] },
        sara: { role: "agent", teams: [north] },
        omar: { role: "agent", teams: [north] },
      },
    }));
    const [saraId, omarId] = [personIn(floor, "sara"), personIn(floor, "omar")];
    const lead = await createLead(floor, { owner: saraId, team: floor.north });
    const [manager, sara, omar] = [await enter(floor, "manager"), await enter(floor, "sara"), await enter(floor, "omar")];
    await giveOverHttp(floor, manager.signed, lead.id, omarId);
    const by = personIn(floor, "manager");
    const row = await rowOf(floor, lead.id);
    expect(await sara.next("changes")).toMatchObject({ upserts: [], removals: [{ id: lead.id, why: "moved", to: omarId, by }] });
    expect(await omar.next("changes")).toMatchObject({ upserts: [{ row, by }], removals: [] });
    expect(await manager.next("changes")).toMatchObject({ upserts: [{ row, by }], removals: [] });
    await Promise.all([roomIn(floor).poke(), ...[sara, omar, manager].map((client) => client.ping())]);
    expect([news(sara), news(omar), news(manager)]).toEqual([[], [], []]);
  });

  it("EV3: a frame with one lead takes at most 1 KiB: a full row, a long Arabic name, a long address", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    await createLead(floor, {
      name: "عبدالرحمن بن محمد بن عبدالعزيز الهاشمي القرشي".padEnd(60, "ي"),
      phone: "+971501234567890",
      email: `${"a".repeat(50)}@${"b".repeat(20)}.example`,
      owner: personIn(floor, "sara"),
      team: floor.north,
      form: floor.form,
      projects: [uuidv7()],
      campaign: "120210000000000123",
      page: "120210000000000",
      adSet: "9999",
      ad: "99999",
      city: "أبو ظبي",
      language: "ar",
      priority: "urgent",
      value: 1_250_000,
      nextFollowUpAt: Date.now(),
      reachedAt: Date.now(),
      source: "instagram",
      sameAs: uuidv7(),
      reason: { code: "by_hand", by: personIn(floor, "owner") },
      firstAttemptAt: Date.now(),
    });
    await roomIn(floor).poke();
    expect((await owner.next("changes", (frame) => frame.to > frame.from)).upserts).toHaveLength(1);
    expect(new TextEncoder().encode(owner.texts.at(-1)).length).toBeLessThanOrEqual(1024);
  });

  it("EV2: frames join: each begins where the one before it ended, and many commits make no more frames than pokes", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    const from = await positionNow(floor);
    owner.unread();
    for (let n = 0; n < 3; n++) await createLead(floor);
    await Promise.all(Array.from({ length: 5 }, () => roomIn(floor).poke()));
    await owner.ping();
    const frames = owner.unread().filter((frame) => frame.t === "changes");
    expect(frames.map((frame) => [frame.from, frame.to, frame.upserts.length])).toEqual([[from.seq, (await positionNow(floor)).seq, 3]]);
  });
});
