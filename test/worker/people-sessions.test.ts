import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { CLOSE } from "../../domain/wire.ts";
import { session } from "../../worker/store/schema/platform.ts";
import { changeOf, type Desk, deskOf, mailsTo, memberRow, nobody } from "../support/desk.ts";
import { personIn } from "../support/leads.ts";
import { outboxRows, platformAuditOf, projected } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { databases, makeWorld, type World } from "../support/world.ts";

const db = databases.platform;
const wish = {
  people: {
    owner: { role: "owner" as const },
    second: { role: "owner" as const },
    admin: { role: "admin" as const },
    other: { role: "admin" as const },
    manager: { role: "manager" as const },
    agent: { role: "agent" as const },
    auditor: { role: "auditor" as const },
  },
};

async function change(desk: Desk, world: World, who: string, over: Parameters<typeof changeOf>[1] = {}) {
  const row = (await (await deskOf(world, "owner")).people()).people.find((one) => one.id === personIn(world, who));
  if (row === undefined) throw new Error("no such member");
  return desk.ask("PUT", `people/${row.id}`, changeOf(row, over));
}

describe("POST transfer", () => {
  it("PE1: both at once: the other one owns it, and the giver is an admin", async () => {
    const world = await makeWorld({ people: { owner: { role: "owner" }, admin: { role: "admin" } } });
    const desk = await deskOf(world, "owner");
    const told = await desk.ask("POST", "transfer", { to: personIn(world, "admin"), version: 1 });
    expect([told.status, told.json]).toEqual([200, { version: 2, pending: false }]);
    expect(await memberRow(world, personIn(world, "admin"))).toMatchObject({ role: "owner", version: 2 });
    expect(await memberRow(world, personIn(world, "owner"))).toMatchObject({ role: "admin", version: 2 });
    const now = await projected(world);
    expect([now.members.get(personIn(world, "admin"))?.role, now.members.get(personIn(world, "owner"))?.role]).toEqual(["owner", "admin"]);
    expect((await platformAuditOf(world)).map((row) => row.record.act)).toEqual(["member.changed", "member.changed"]);
    expect((await outboxRows(world)).every((row) => row.doneAt !== null)).toBe(true);
    // Sent again, it is no longer theirs to give.
    expect((await desk.ask("POST", "transfer", { to: personIn(world, "admin"), version: 1 })).status).toBe(403);
  });

  it.each<[string, string, number, string]>([
    ["an admin", "admin", 1, "not_allowed"],
    ["an owner, to themselves", "owner", 1, "invalid_input"],
    ["an owner, of somebody who changed meanwhile", "owner", 9, "conflict"],
  ])("refused: %s", async (title, who, version, code) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, who);
    const to = personIn(world, title.includes("themselves") ? "owner" : "agent");
    expect((await desk.ask("POST", "transfer", { to, version })).code).toBe(code);
    expect([await outboxRows(world), await platformAuditOf(world)]).toEqual([[], []]);
  });

  it("PM1: not to a stranger, nor to who is suspended", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const desk = await deskOf(world, "owner");
    const [foreign, missing] = [
      await desk.ask("POST", "transfer", { to: personIn(elsewhere, "owner"), version: 1 }),
      await desk.ask("POST", "transfer", { to: nobody, version: 1 }),
    ];
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    await desk.ask("POST", `people/${personIn(world, "agent")}/suspend`, { version: 1 });
    expect((await desk.ask("POST", "transfer", { to: personIn(world, "agent"), version: 2 })).code).toBe("invalid_input");
  });
});

describe("SI2: sessions of members", () => {
  it("an admin sees browser and country; addresses take the security right, and leave a record that names whom", async () => {
    const world = await makeWorld(wish);
    const agent = personIn(world, "agent");
    const { session: id } = await signIn(agent);
    await db
      .update(session)
      .set({ ipAddress: "198.51.100.9", userAgent: "Their browser", country: "AE", city: "Dubai" })
      .where(eq(session.id, id));
    const admin = await deskOf(world, "admin");
    const plain = await admin.ask("GET", `people/${agent}/sessions`);
    expect(plain.json["sessions"]).toMatchObject([{ id, browser: "Their browser", country: "AE", city: null, ip: null, current: false }]);
    expect((await admin.ask("GET", `people/${agent}/sessions?addresses=1`)).code).toBe("not_allowed");
    await change(await deskOf(world, "owner"), world, "admin", { rights: ["security"] });
    const whole = await admin.ask("GET", `people/${agent}/sessions?addresses=1`);
    expect(whole.json["sessions"]).toMatchObject([{ ip: "198.51.100.9" }]);
    const records = (await platformAuditOf(world)).filter((row) => row.record.act === "sessions.addresses_read");
    expect(records.map((row) => row.record)).toMatchObject([{ actor: personIn(world, "admin"), subject: agent }]);
    expect((await (await deskOf(world, "manager")).ask("GET", `people/${agent}/sessions`)).status).toBe(403);
  });

  it.each([false, true])("EV4: ended by an admin: gone, recorded, and its socket closed within a second (all: %s)", async (all) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const signed = await signIn(personIn(world, "agent"));
    const [agent, kept] = [await Client.open(world.slug, signed), await signIn(personIn(world, "agent"))];
    await agent.greet(null);
    const told = await desk.ask("POST", `people/${personIn(world, "agent")}/sessions/end`, { session: all ? null : signed.session });
    const at = Date.now();
    expect(told.json).toEqual({ ended: all ? 2 : 1, pending: false });
    const closed = await agent.closed();
    expect([closed.code, closed.at - at < 1_000]).toEqual([CLOSE.signedOut, true]);
    expect((await ask(`/api/w/${world.slug}/boot`, { cookie: kept.cookie })).status).toBe(all ? 401 : 200);
    const [record] = await platformAuditOf(world);
    expect(record?.record).toMatchObject({ act: "session.revoked", actor: personIn(world, "admin"), subject: personIn(world, "agent") });
    expect(record?.detail["sessions"]).toHaveLength(all ? 2 : 1);
  });

  it("not an owner's by an admin, not one that is somebody else's, and of one's own all but the one in use", async () => {
    const world = await makeWorld(wish);
    const [admin, owner] = [await deskOf(world, "admin"), await deskOf(world, "owner")];
    expect((await admin.ask("POST", `people/${personIn(world, "owner")}/sessions/end`, { session: null })).code).toBe("not_allowed");
    const theirs = `people/${personIn(world, "agent")}/sessions/end`;
    expect((await admin.ask("POST", theirs, { session: owner.signed.session })).code).toBe("not_found");
    expect((await admin.ask("POST", theirs, { session: null })).json).toEqual({ ended: 0, pending: false });
    await signIn(personIn(world, "admin"));
    expect((await admin.ask("POST", `people/${personIn(world, "admin")}/sessions/end`, { session: null })).json["ended"]).toBe(1);
    expect((await admin.ask("GET", "people")).status).toBe(200);
  });
});

describe("POST recover", () => {
  it("SI1: an admin asks for a member's way back in, never for an owner's; the mail goes to the member", async () => {
    const world = await makeWorld(wish);
    const admin = await deskOf(world, "admin");
    const reason = "They lost their telephone";
    const told = await admin.ask("POST", `people/${personIn(world, "agent")}/recover`, { reason });
    expect([told.status, told.json]).toEqual([200, { startsAt: expect.any(Number) }]);
    expect((await mailsTo(`${personIn(world, "agent")}@example.com`)).map((says) => says.kind)).toEqual(["recovery"]);
    expect((await admin.ask("POST", `people/${personIn(world, "owner")}/recover`, { reason })).code).toBe("not_allowed");
    expect((await admin.ask("POST", `people/${personIn(world, "agent")}/recover`, { reason: "lost" })).code).toBe("invalid_input");
  });
});
