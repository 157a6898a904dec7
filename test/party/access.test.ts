import { eq } from "drizzle-orm";
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { CLOSE } from "../../domain/wire.ts";
import { fresh } from "../../worker/env.ts";
import { setMember, suspendWorkspace } from "../../worker/store/membership.ts";
import { findMember } from "../../worker/store/people.ts";
import { outbox, session } from "../../worker/store/schema/platform.ts";
import { personIn } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { Client, knock } from "../support/socket.ts";
import { databases, type World } from "../support/world.ts";
import { changeSettings, createLead, SYSTEM, tellRooms } from "./acts.ts";
import { enter, evict, look, makeFloor, positionNow, roomIn } from "./floor.ts";

const db = databases.platform;
const SECOND = 1_000;

async function removeMember(world: World, key: string): Promise<void> {
  const person = personIn(world, key);
  const known = await findMember(db, world.id, person);
  if (known === undefined) throw new Error("not a member");
  await setMember(db, { ...known, workspace: world.id, person, status: "removed" }, SYSTEM, fresh);
}

/** Carries the platform's decision on to the rooms, and says when they had acted. */
async function carriedOn(): Promise<number> {
  expect((await tellRooms()).pending).toEqual([]);
  return Date.now();
}

/** How every request with that cookie is answered. */
async function refusals(world: World, cookie: string): Promise<number[]> {
  const answers = [await ask(`/api/w/${world.slug}/boot`, { cookie }), await ask(`/api/w/${world.slug}/leads`, { cookie })];
  return [...answers, await knock(world.slug, { cookie })].map((answer) => answer.status);
}

/** As the room would do after a minute: it looks after the sessions again. */
async function lookAMinuteLater(world: World): Promise<void> {
  await evict(world);
  await look(world);
}

describe("who loses access", () => {
  it("EV4: a session that ended: its sockets close within a second, the person's other session stays", async () => {
    const floor = await makeFloor();
    const [first, second] = [await enter(floor, "sara"), await enter(floor, "sara")];
    const twin = await Client.open(floor.slug, first.signed);
    await db.delete(session).where(eq(session.id, first.signed.session));
    const at = await carriedOn();
    for (const client of [first, twin]) {
      const closed = await client.closed();
      expect([closed.code, closed.at - at < SECOND]).toEqual([CLOSE.signedOut, true]);
    }
    expect(await refusals(floor, first.signed.cookie)).toEqual([401, 401, 401]);
    await second.ping();
    expect(second.open).toBe(true);
  });

  it.each(["made an owner", "in a workspace that asks everybody for a second factor"])(
    "SI1: EV4: %s without one: their socket closes within a second, and the door says why; who has shown one stays",
    async (how) => {
      const floor = await makeFloor();
      const sara = personIn(floor, "sara");
      const bare = await signIn(sara, { secondFactorAt: null });
      const [without, shown] = [await Client.open(floor.slug, bare), await enter(floor, "sara")];
      const late = await Client.open(floor.slug, bare);
      await without.greet(await positionNow(floor));
      if (how === "made an owner") {
        const known = await findMember(db, floor.id, sara);
        if (known === undefined) throw new Error("not a member");
        await setMember(db, { ...known, workspace: floor.id, person: sara, role: "owner" }, SYSTEM, fresh);
      } else await changeSettings(floor, { secondFactor: "everybody" });
      const at = await carriedOn();
      for (const client of [without, late]) {
        const closed = await client.closed();
        expect([closed.code, closed.at - at < SECOND]).toEqual([CLOSE.comeAgain, true]);
      }
      const again = await knock(floor.slug, { cookie: bare.cookie });
      expect([again.status, ((await again.json()) as { error: { code: string } }).error.code]).toEqual([403, "second_factor_needed"]);
      await createLead(floor, { owner: personIn(floor, "omar") });
      await roomIn(floor).poke();
      await shown.ping();
      expect(shown.open).toBe(true);
      expect(without.frames.filter((frame) => frame.t === "changes" && frame.upserts.length > 0)).toEqual([]);
    },
  );

  it("EV4: signing out over HTTP does all of it by itself", async () => {
    const floor = await makeFloor();
    const sara = await enter(floor, "sara");
    const answer = await ask("/api/auth/sign-out", { method: "POST", cookie: sara.signed.cookie, body: "{}" });
    const at = Date.now();
    expect(answer.status).toBe(200);
    const closed = await sara.closed();
    expect([closed.code, closed.at - at < SECOND]).toEqual([CLOSE.signedOut, true]);
    expect(await refusals(floor, sara.signed.cookie)).toEqual([401, 401, 401]);
  });

  it("EV4: a session whose end the room was never told of is found by its own review", async () => {
    const floor = await makeFloor();
    const [sara, owner] = [await enter(floor, "sara"), await enter(floor, "owner")];
    await db.delete(session).where(eq(session.id, sara.signed.session));
    await db.delete(outbox).where(eq(outbox.session, sara.signed.session));
    await lookAMinuteLater(floor);
    expect((await sara.closed()).code).toBe(CLOSE.signedOut);
    await owner.next("head");
    expect(owner.open).toBe(true);
  });

  it("EV4: a session that runs out ends its sockets too", async () => {
    const floor = await makeFloor();
    const sara = await enter(floor, "sara");
    await db
      .update(session)
      .set({ expiresAt: new Date(0) })
      .where(eq(session.id, sara.signed.session));
    await lookAMinuteLater(floor);
    expect((await sara.closed()).code).toBe(CLOSE.signedOut);
  });

  it("EV4: a review that failed is made up for with the next look, not in a minute", async () => {
    const floor = await makeFloor();
    const sara = await enter(floor, "sara");
    await db.delete(session).where(eq(session.id, sara.signed.session));
    await evict(floor);
    const failed = await runInDurableObject(roomIn(floor), async (instance) => {
      const { prepare } = db.$client;
      db.$client.prepare = (text) => {
        if (text.includes('from "session"')) throw new Error("the platform is away");
        return prepare.call(db.$client, text);
      };
      try {
        return await instance.onAlarm().then(() => "no failure", String);
      } finally {
        db.$client.prepare = prepare;
      }
    });
    expect(failed).not.toBe("no failure");
    await look(floor);
    expect((await sara.closed()).code).toBe(CLOSE.signedOut);
  });

  it("EV4: a session that ended while its socket was on the way in gets no further than hello", async () => {
    const floor = await makeFloor();
    const sara = await Client.open(floor.slug, await signIn(personIn(floor, "sara")));
    await db.delete(session).where(eq(session.id, sara.signed.session));
    await db.delete(outbox).where(eq(outbox.session, sara.signed.session));
    sara.hello(await positionNow(floor));
    expect((await sara.closed()).code).toBe(CLOSE.signedOut);
    expect(sara.frames).toEqual([]);
  });

  it.each([true, false])("EV4: a member who is removed is put out within a second (said hello before: %s)", async (greeted) => {
    const floor = await makeFloor();
    const signed = await signIn(personIn(floor, "sara"));
    const [sara, owner] = [await Client.open(floor.slug, signed), await enter(floor, "owner")];
    if (greeted) await sara.greet(await positionNow(floor));
    await removeMember(floor, "sara");
    const at = await carriedOn();
    const closed = await sara.closed();
    expect([closed.code, closed.at - at < SECOND]).toEqual([CLOSE.noAccess, true]);
    expect(await refusals(floor, signed.cookie)).toEqual([404, 404, 404]);
    await owner.ping();
    expect(owner.open).toBe(true);
  });

  it("EV4: in a suspended workspace everybody is put out within a second and refused; reopened, they come in again", async () => {
    const floor = await makeFloor();
    const clients = [await enter(floor, "owner"), await enter(floor, "sara")];
    await suspendWorkspace(db, { workspace: floor.id, status: "suspended" }, SYSTEM, fresh);
    const at = await carriedOn();
    for (const client of clients) {
      const closed = await client.closed();
      expect([closed.code, closed.at - at < SECOND]).toEqual([CLOSE.noAccess, true]);
      expect(await refusals(floor, client.signed.cookie)).toEqual([403, 403, 403]);
    }
    await suspendWorkspace(db, { workspace: floor.id, status: "active" }, SYSTEM, fresh);
    await tellRooms();
    await enter(floor, "sara");
  });

  it("EV4: who is out of one workspace stays in the others", async () => {
    const [here, there] = [await makeFloor(), await makeFloor()];
    const [sara, other] = [await enter(here, "sara"), await enter(there, "sara")];
    await removeMember(here, "sara");
    await tellRooms();
    await sara.closed();
    await createLead(there, { owner: personIn(there, "sara") });
    await roomIn(there).poke();
    expect((await other.next("changes", (frame) => frame.upserts.length > 0)).upserts).toHaveLength(1);
  });
});
