import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { team } from "../../worker/store/schema/platform.ts";
import { handOf } from "../support/commands.ts";
import { changeOf, deskOf, invited, newAddress, nobody, statusesOf } from "../support/desk.ts";
import { leadsOf, personIn, plantLead } from "../support/leads.ts";
import { outboxRows, platformAuditOf, projected } from "../support/outbox.ts";
import { ask } from "../support/signed.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld } from "../support/world.ts";

const db = databases.platform;
const wish = {
  people: {
    owner: { role: "owner" as const },
    admin: { role: "admin" as const },
    manager: { role: "manager" as const },
    agent: { role: "agent" as const },
    auditor: { role: "auditor" as const },
  },
};

const BY_HAND = () => ({ mutation: uuidv7(), id: uuidv7(), fields: { name: "Noor Haddad" }, source: "hand" });

describe("PE1: teams", () => {
  it("added, renamed and given to a member: on the platform, in the shard, in the audit", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const id = uuidv7();
    expect((await desk.ask("POST", "teams", { id, name: " North " })).json).toEqual({ version: 1, pending: false });
    expect((await desk.ask("PUT", `teams/${id}`, { version: 1, name: "Far North" })).json).toEqual({ version: 2, pending: false });
    const agent = await desk.see("agent");
    await desk.ask("PUT", `people/${agent.id}`, changeOf(agent, { teams: [id, id] }));
    expect((await desk.people()).teams).toEqual([{ id, name: "Far North", version: 2, pending: false }]);
    const now = await projected(world);
    expect([now.teams.get(id)?.name, now.members.get(agent.id)?.teams]).toEqual(["Far North", [id]]);
    expect((await platformAuditOf(world)).map((row) => row.record.act)).toEqual(["team.added", "team.renamed", "member.changed"]);
  });

  it("ED1: who renames one too late is told who was first", async () => {
    const world = await makeWorld(wish);
    const [desk, owner, id] = [await deskOf(world, "admin"), await deskOf(world, "owner"), uuidv7()];
    await desk.ask("POST", "teams", { id, name: "North" });
    await owner.ask("PUT", `teams/${id}`, { version: 1, name: "South" });
    const late = await desk.ask("PUT", `teams/${id}`, { version: 1, name: "West" });
    expect([late.status, late.json["error"]]).toMatchObject([
      409,
      { now: { id, name: "South", version: 2 }, by: personIn(world, "owner") },
    ]);
  });

  it("ED1: retired while nobody is in it or invited into it: it is given nothing any more, keeps what it has, and comes back", async () => {
    const world = await makeWorld(wish);
    const [desk, hand, id] = [await deskOf(world, "admin"), await handOf(world, "admin"), uuidv7()];
    await desk.ask("POST", "teams", { id, name: "North" });
    const retire = (version: number, retired = true) => desk.ask("PUT", `teams/${id}`, { version, name: "North", retired });
    const agent = await desk.see("agent");
    const given = await desk.ask("PUT", `people/${agent.id}`, changeOf(agent, { teams: [id] }));
    expect([given.status, (await retire(1)).code]).toEqual([200, "conflict"]);
    await desk.ask("PUT", `people/${agent.id}`, changeOf(await desk.see("agent"), { teams: [] }));
    const guest = await invited(desk, newAddress(), { teams: [id] });
    expect((await retire(1)).code).toBe("conflict");
    await desk.ask("POST", `invitations/${guest.id}/withdraw`, { version: guest.version });
    const lead = await plantLead(world);
    const give = (over: object) =>
      hand.send("PUT", `leads/${lead.id}/owner`, JSON.stringify({ mutation: uuidv7(), owner: null, team: id, ...over }));
    expect((await give({ version: 1 })).status).toBe(200);

    expect((await retire(1)).json).toEqual({ version: 2, pending: false });
    expect((await desk.people()).teams).toEqual([{ id, name: "North", version: 2, pending: false, retired: true }]);
    const boot = (await desk.ask("GET", "boot")).json;
    expect(boot["teams"]).toEqual([{ id, name: "North", retired: true }]);
    expect((await leadsOf(world)).map(({ team: of }) => of)).toEqual([id]);
    const other = await plantLead(world);
    const refused = [
      (await hand.send("PUT", `leads/${other.id}/owner`, JSON.stringify({ mutation: uuidv7(), owner: null, team: id, version: 1 }))).status,
      (await desk.ask("POST", "leads", { ...BY_HAND(), owner: null, team: id })).code,
      (await desk.ask("PUT", `people/${agent.id}`, changeOf(await desk.see("agent"), { teams: [id] }))).code,
      (await desk.ask("POST", "invitations", { id: uuidv7(), email: newAddress(), role: "agent", teams: [id] })).code,
    ];
    expect(refused).toEqual([422, "invalid_input", "invalid_input", "invalid_input"]);
    // Somebody took it out meanwhile: it is not put back where nobody is.
    const moved = { mutation: uuidv7(), owner: agent.id, version: 2 };
    expect((await hand.send("PUT", `leads/${lead.id}/owner`, JSON.stringify(moved))).status).toBe(200);
    const [{ team: where } = { team: null }] = (await leadsOf(world)).filter(({ id: of }) => of === lead.id);
    const back = await hand.send("POST", "undo", JSON.stringify({ mutation: uuidv7(), of: moved.mutation }));
    expect([where, back.status]).toEqual([null, 409]);

    expect((await retire(2, false)).json).toEqual({ version: 3, pending: false });
    expect((await desk.ask("PUT", `people/${agent.id}`, changeOf(await desk.see("agent"), { teams: [id] }))).status).toBe(200);
    const acts = (await platformAuditOf(world)).map((row) => row.record.act).filter((act) => act.startsWith("team."));
    expect(acts).toEqual(["team.added", "team.retired", "team.reopened"]);
  });

  it("sent twice it is one team; the same id with another name is a conflict that says what it is", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const id = uuidv7();
    const send = (name: string) => desk.ask("POST", "teams", { id, name });
    const first = await send("North");
    const again = await send("North");
    expect([again.status, again.json]).toEqual([200, first.json]);
    const other = await send("South");
    expect([other.status, other.json["error"]]).toMatchObject([409, { now: { id, name: "North", version: 1 } }]);
    expect([(await outboxRows(world)).length, (await platformAuditOf(world)).length]).toEqual([1, 1]);
  });

  it.each([
    ["North", "north"],
    ["Équipe", "equipe "],
    ["مبيعات أبوظبي", "مبيعات ابوظبي"],
  ])("a name is had once in a workspace, however it is spelled: %s, %s", async (name, spelled) => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const desk = await deskOf(world, "admin");
    const [first, second] = [uuidv7(), uuidv7()];
    await desk.ask("POST", "teams", { id: first, name });
    const told = await desk.ask("POST", "teams", { id: second, name: spelled });
    expect([told.status, told.json["error"]]).toMatchObject([409, { field: "name" }]);
    await desk.ask("POST", "teams", { id: second, name: "South" });
    expect((await desk.ask("PUT", `teams/${second}`, { version: 1, name: spelled })).status).toBe(409);
    // Its own name in another spelling, and the same name elsewhere, are free.
    expect((await desk.ask("PUT", `teams/${first}`, { version: 1, name: spelled })).status).toBe(200);
    expect((await (await deskOf(elsewhere, "admin")).ask("POST", "teams", { id: uuidv7(), name })).status).toBe(200);
  });

  it("two at once with one name: one of them", async () => {
    const world = await makeWorld(wish);
    const desks = [await deskOf(world, "admin"), await deskOf(world, "owner")];
    const told = await Promise.all(desks.map((desk) => desk.ask("POST", "teams", { id: uuidv7(), name: "North" })));
    expect(statusesOf(told)).toEqual([200, 409]);
    expect(await db.select().from(team).where(eq(team.workspaceId, world.id))).toHaveLength(1);
  });

  it("two admins at once: who is late is told the name as it is", async () => {
    const world = await makeWorld(wish);
    const desks = [await deskOf(world, "admin"), await deskOf(world, "owner")];
    const id = uuidv7();
    await desks[0]?.ask("POST", "teams", { id, name: "North" });
    const names = ["One", "Two"];
    const told = await Promise.all(desks.map((desk, n) => desk.ask("PUT", `teams/${id}`, { version: 1, name: names[n] })));
    expect(statusesOf(told)).toEqual([200, 409]);
    const won = names[told.findIndex((each) => each.status === 200)];
    expect(told.find((each) => each.status === 409)?.json["error"]).toMatchObject({ now: { id, name: won, version: 2 } });
  });

  it.each(["manager", "agent", "auditor"])("%s makes none", async (who) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, who);
    expect((await desk.ask("POST", "teams", { id: uuidv7(), name: "North" })).code).toBe("not_allowed");
    expect((await desk.ask("PUT", `teams/${nobody}`, { version: 1, name: "North" })).code).toBe("not_allowed");
  });

  it("PM1: another workspace's team is none, and keeps its name", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const id = uuidv7();
    await (await deskOf(elsewhere, "admin")).ask("POST", "teams", { id, name: "Theirs" });
    const desk = await deskOf(world, "owner");
    const [foreign, missing] = [
      await desk.ask("PUT", `teams/${id}`, { version: 1, name: "Mine" }),
      await desk.ask("PUT", `teams/${nobody}`, { version: 1, name: "Mine" }),
    ];
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    const taken = await desk.ask("POST", "teams", { id, name: "Mine" });
    expect([taken.status, taken.text]).toEqual([404, missing.text]);
    expect(await db.select().from(team).where(eq(team.id, id))).toMatchObject([{ workspaceId: elsewhere.id, name: "Theirs", version: 1 }]);
  });

  it.each([
    ["POST", null],
    ["PUT", 1],
  ] as const)("three round trips for %s", async (method, version) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const id = uuidv7();
    if (version !== null) await desk.ask("POST", "teams", { id, name: "North" });
    const [path, body] = version === null ? ["teams", { id, name: "North" }] : [`teams/${id}`, { version, name: "South" }];
    const answer = await answerWithin(3, () =>
      ask(`/api/w/${world.slug}/${path}`, { method, cookie: desk.signed.cookie, body: JSON.stringify(body) }),
    );
    expect([answer.status, await answer.json()]).toEqual([200, { version: (version ?? 0) + 1, pending: true }]);
  });
});
