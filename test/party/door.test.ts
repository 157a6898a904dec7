import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { CLOSE, PROTOCOL } from "../../domain/wire.ts";
import { ADMITTED_HEADER, type Seat } from "../../party/sockets.ts";
import { personIn } from "../support/leads.ts";
import { signIn } from "../support/signed.ts";
import { Client, knock } from "../support/socket.ts";
import type { World } from "../support/world.ts";
import { createLead } from "./acts.ts";
import { enter, evict, listOf, makeFloor, positionNow, roomIn } from "./floor.ts";

/** Of an actor, what no test here is about. */
const NOTHING_ELSE = { rights: [], agentsSeeUnclaimed: true, masked: [] } as const;

/** Who sits in the room, by what their sockets remember. */
function seats(world: World): Promise<(Seat | null)[]> {
  return runInDurableObject(roomIn(world), (room) => [...room.getConnections<Seat>()].map((socket) => socket.state));
}

describe("before the room", () => {
  it("EV4: without a session, from another site, into somebody else's workspace, or by plain HTTP nobody gets to it", async () => {
    const [floor, other] = [await makeFloor(), await makeFloor()];
    const { cookie } = await signIn(personIn(floor, "owner"));
    const answers = await Promise.all([
      knock(floor.slug),
      knock(floor.slug, { cookie: "leadoxe=forged.forged" }),
      knock(floor.slug, { cookie, origin: "https://evil.example" }),
      knock(floor.slug, { cookie, origin: "http://localhost.evil.example" }),
      knock(floor.slug, { cookie, origin: null }),
      knock(floor.slug, { cookie, origin: "null" }),
      knock(other.slug, { cookie }),
      knock(other.id, { cookie }),
      knock("no-such-workspace", { cookie }),
      knock(floor.slug, { cookie, headers: { upgrade: "h2c" } }),
    ]);
    expect(answers.map((answer) => [answer.status, answer.webSocket])).toEqual(
      [401, 401, 403, 403, 403, 403, 404, 404, 404, 422].map((status) => [status, null]),
    );
    expect([await seats(floor), await seats(other)]).toEqual([[], []]);
  });

  it("PM1: a workspace of others and one that is not there are refused with the same bytes", async () => {
    const [floor, other] = [await makeFloor(), await makeFloor()];
    const { cookie } = await signIn(personIn(floor, "owner"));
    const headers = { "cf-ray": "same" };
    const answers = await Promise.all([other.slug, other.id, "nobody"].map((slug) => knock(slug, { cookie, headers })));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies)).toEqual(new Set(['{"error":{"code":"not_found","request":"same"}}']));
  });

  it("EV3: who was admitted is the Worker's word: what comes from outside under its header is overwritten", async () => {
    const floor = await makeFloor();
    const signed = await signIn(personIn(floor, "sara"));
    const owner = { person: personIn(floor, "owner"), workspace: floor.id, role: "owner", teams: [], ...NOTHING_ELSE };
    const forged = { [ADMITTED_HEADER]: JSON.stringify({ session: "none", proven: true, actor: owner }) };
    expect((await knock(floor.slug, { headers: forged })).status).toBe(401);
    const sara = await Client.open(floor.slug, signed, { headers: forged });
    expect(await seats(floor)).toMatchObject([{ session: signed.session, actor: { person: personIn(floor, "sara"), role: "agent" } }]);
    await sara.greet((await listOf(floor, signed)).position);
    await createLead(floor, { owner: personIn(floor, "omar") });
    await roomIn(floor).poke();
    await sara.ping();
    expect(sara.frames.flatMap((frame) => (frame.t === "changes" ? frame.upserts : []))).toEqual([]);
  });

  it("EV3: a room lets nobody in who was admitted to another workspace, or to none", async () => {
    const [floor, other] = [await makeFloor(), await makeFloor()];
    const actor = { person: personIn(other, "owner"), workspace: other.id, role: "owner", teams: [], ...NOTHING_ELSE };
    const signed = { session: "none", token: "none", cookie: "" };
    for (const header of [JSON.stringify({ session: "none", proven: true, actor }), "{}", null]) {
      const headers = new Headers({ upgrade: "websocket" });
      if (header !== null) headers.set(ADMITTED_HEADER, header);
      const { webSocket } = await roomIn(floor).fetch("http://localhost/live", { headers });
      if (webSocket === null) throw new Error("no socket");
      const client = new Client(webSocket, signed);
      expect((await client.closed()).code).toBe(CLOSE.noAccess);
      expect(client.texts).toEqual([]);
    }
  });
});

describe("what a socket may say", () => {
  const stranger = "0190f3a2-0000-7000-8000-000000000000";
  it.each<[string, string | ArrayBuffer]>([
    ["no JSON", "{"],
    ["no object", "7"],
    ["an unknown frame", JSON.stringify({ t: "assign", lead: stranger })],
    ["a hello without its position", JSON.stringify({ t: "hello", v: PROTOCOL })],
    ["a position that is none", JSON.stringify({ t: "hello", v: PROTOCOL, position: { epoch: "e", seq: -1 } })],
    ["a lead's id that is none", JSON.stringify({ t: "watch", lead: "1 OR 1=1" })],
    ["bytes", new Uint8Array([1, 2, 3]).buffer],
  ])("closes with 4400: %s", async (_title, text) => {
    const floor = await makeFloor();
    const [bad, good] = [await enter(floor, "owner"), await enter(floor, "owner")];
    bad.sayText(text);
    expect((await bad.closed()).code).toBe(CLOSE.badFrame);
    await good.ping();
    expect(good.open).toBe(true);
  });

  it.each([
    ["the same hello", { position: null }],
    ["a hello of another form", { at: [1, 2, 3] }],
  ])("closes with 4426 whoever speaks another protocol, so that the page loads anew: %s", async (_title, body) => {
    const floor = await makeFloor();
    const client = await Client.open(floor.slug, await signIn(personIn(floor, "owner")));
    client.sayText(JSON.stringify({ t: "hello", v: PROTOCOL + 1, ...body }));
    expect((await client.closed()).code).toBe(CLOSE.staleClient);
    expect(client.frames).toEqual([]);
  });

  it("a ping is answered while the room sleeps on", async () => {
    const floor = await makeFloor();
    const owner = await enter(floor, "owner");
    await evict(floor);
    await owner.ping();
    await expect(evictDurableObject(roomIn(floor))).rejects.toThrow();
    await createLead(floor);
    await roomIn(floor).poke();
    await owner.next("changes", (frame) => frame.upserts.length > 0);
    await evictDurableObject(roomIn(floor));
  });

  it("EV3: before its hello a socket is sent nothing", async () => {
    const floor = await makeFloor();
    const [silent, owner] = [await Client.open(floor.slug, await signIn(personIn(floor, "owner"))), await enter(floor, "owner")];
    const lead = await createLead(floor);
    silent.say({ t: "watch", lead: lead.id });
    await roomIn(floor).poke();
    await owner.greet(await positionNow(floor));
    await silent.ping();
    expect(silent.frames).toEqual([]);
  });

  it("a hello without a position is welcomed to where the log stands, without a past", async () => {
    const floor = await makeFloor();
    await createLead(floor);
    const client = await Client.open(floor.slug, await signIn(personIn(floor, "owner")));
    expect((await client.greet(null)).position).toEqual(await positionNow(floor));
    expect(client.frames.map((frame) => frame.t)).toEqual(["welcome"]);
    const lead = await createLead(floor);
    await roomIn(floor).poke();
    expect((await client.next("changes")).upserts.map((one) => one.row.id)).toEqual([lead.id]);
  });
});
