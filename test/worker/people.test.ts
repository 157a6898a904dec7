import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, describe, expect, it } from "vitest";
import { type Role, ROLES } from "../../domain/rights.ts";
import { audit, job, outbox, page, passkey, session } from "../../worker/store/schema/platform.ts";
import { changeOf, type Desk, deskOf, memberRow, nobody, statusesOf } from "../support/desk.ts";
import { personIn } from "../support/leads.ts";
import { outboxRows, platformAuditOf, projected } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, testEnv, type World } from "../support/world.ts";

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
const WHO = ["owner", "admin", "manager", "agent", "auditor"] as const;

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

async function change(desk: Desk, world: World, who: string, over: Parameters<typeof changeOf>[1] = {}) {
  const row = (await (await deskOf(world, "owner")).people()).people.find((one) => one.id === personIn(world, who));
  if (row === undefined) throw new Error("no such member");
  return desk.ask("PUT", `people/${row.id}`, changeOf(row, over));
}

describe("GET people", () => {
  it.each(WHO)("PM1: %s sees who is there; addresses, sessions and invitations are for who manages people", async (who) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, who);
    const told = await desk.ask("GET", "people");
    if (who === "agent") return expect([told.status, told.code]).toEqual([403, "not_allowed"]);
    expect(told.status).toBe(200);
    const { people } = await desk.people();
    expect(people.map((row) => row.role).sort()).toEqual(
      Object.values(wish.people)
        .map((one) => one.role)
        .sort(),
    );
    const manages = who === "owner" || who === "admin";
    const own = people.find((row) => row.id === personIn(world, who));
    expect(own).toMatchObject(
      manages
        ? { email: `${personIn(world, who)}@example.com`, secondFactor: false, sessions: 1 }
        : { email: null, secondFactor: null, sessions: null, seenAt: null },
    );
    if (!manages) expect(told.text).not.toContain("@example.com");
  });

  it("tells a second factor, sessions that stand, what is pending, and flagged Pages", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const agent = personIn(world, "agent");
    await db.insert(passkey).values({
      id: uuidv7(),
      userId: agent,
      publicKey: "k",
      credentialID: uuidv7(),
      counter: 0,
      deviceType: "singleDevice",
      backedUp: false,
    });
    await signIn(agent);
    await signIn(agent, { expiresAt: 1 });
    await db.update(page).set({ flaggedAt: 5, connectedBy: agent }).where(eq(page.id, world.page));
    await db.insert(outbox).values({ kind: "member", workspaceId: world.id, subject: agent, createdAt: 0, dueAt: Number.MAX_SAFE_INTEGER });
    const { people, flagged, pending } = await desk.people();
    const row = people.find((one) => one.id === agent);
    expect(row).toMatchObject({ secondFactor: true, sessions: 1, pending: true });
    expect(row?.seenAt).toBeTypeOf("number");
    expect(people.filter((one) => one.pending)).toHaveLength(1);
    expect([flagged, pending]).toEqual([[{ id: world.page, name: `Page of ${world.slug}`, connectedBy: agent, flaggedAt: 5 }], false]);
  });

  it.each(["people", "settings"])("two round trips in all for GET %s", async (path) => {
    const world = await makeWorld(wish);
    const { cookie } = await signIn(personIn(world, "admin"));
    watching = watchSql(testEnv);
    const answer = await ask(`/api/w/${world.slug}/${path}`, { cookie });
    expect([answer.status, watching.trips.map((trip) => trip.database)]).toEqual([200, ["platform", "platform"]]);
  });
});

describe("PE1: who may change whom into what", () => {
  const cases = ROLES.flatMap((doer) => ROLES.flatMap((target) => ROLES.map((becomes) => [doer, target, becomes] as const)));
  const keyOf = (role: Role) => role;

  it.each(ROLES)("%s, every role, into every role", async (doer) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, doer);
    for (const [, target, becomes] of cases.filter(([one]) => one === doer)) {
      const key = target === doer ? (doer === "owner" ? "second" : doer === "admin" ? "other" : keyOf(target)) : keyOf(target);
      const told = await change(desk, world, key, { role: becomes });
      const may = doer === "owner" || (doer === "admin" && target !== "owner" && becomes !== "owner");
      expect([doer, target, becomes, told.status]).toEqual([doer, target, becomes, may ? 200 : 403]);
      if (may && becomes !== target) await change(await deskOf(world, "owner"), world, key, { role: target });
    }
  });

  it.each<[string, string, string, number]>([
    ["an owner", "owner", "agent", 200],
    ["an owner to themselves", "owner", "owner", 200],
    ["an admin", "admin", "agent", 403],
    ["an admin to themselves", "admin", "admin", 403],
  ])("rights by name are given by owners only: %s", async (_title, doer, target, status) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, doer);
    expect((await change(desk, world, target, { rights: ["security", "privacy"] })).status).toBe(status);
    expect((await memberRow(world, personIn(world, target)))?.rights).toEqual(status === 200 ? ["privacy", "security"] : []);
    // Nor taken: an admin changes the rest and leaves them as they are.
    if (status !== 200 || target !== "agent") return;
    const admin = await deskOf(world, "admin");
    expect((await change(admin, world, "agent", { rights: [] })).status).toBe(403);
    expect((await change(admin, world, "agent", { weight: 4 })).status).toBe(200);
    expect((await memberRow(world, personIn(world, target)))?.rights).toEqual(["privacy", "security"]);
  });

  it("nobody raises themselves: an admin becomes no owner", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const told = await change(desk, world, "admin", { role: "owner" });
    expect([told.status, (await memberRow(world, personIn(world, "admin")))?.role]).toEqual([403, "admin"]);
  });

  it.each(["suspend", "remove", "reopen"])("an admin does not %s an owner; nobody below an admin does any of it", async (act) => {
    const world = await makeWorld(wish);
    for (const who of ["admin", "manager", "agent", "auditor"]) {
      const told = await (await deskOf(world, who)).ask("POST", `people/${personIn(world, "second")}/${act}`, { version: 1, to: null });
      expect([who, told.status, told.code]).toEqual([who, 403, "not_allowed"]);
    }
    expect(await memberRow(world, personIn(world, "second"))).toMatchObject({ role: "owner", status: "active", version: 1 });
  });
});

describe("a decision compares the version it was made from", () => {
  it("PE1: of two admins at once one is told the row as it is", async () => {
    const world = await makeWorld(wish);
    const [one, two] = [await deskOf(world, "admin"), await deskOf(world, "other")];
    const row = await one.see("agent");
    const told = await Promise.all([
      one.ask("PUT", `people/${row.id}`, changeOf(row, { role: "manager" })),
      two.ask("PUT", `people/${row.id}`, changeOf(row, { weight: 7 })),
    ]);
    expect(statusesOf(told)).toEqual([200, 409]);
    const late = told.find((each) => each.status === 409);
    const stands = await one.see("agent");
    expect(late?.json["error"]).toMatchObject({
      code: "conflict",
      now: { id: row.id, version: 2, role: stands.role, weight: stands.weight },
      by: personIn(world, told[0]?.status === 200 ? "admin" : "other"),
    });
    expect([stands.version, [stands.role, stands.weight]]).toEqual([2, told[0]?.status === 200 ? ["manager", 1] : ["agent", 7]]);
  });

  it("ED1: who comes too late is told who was first here, and not who decided about the same person elsewhere", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const row = await desk.see("agent");
    const first = await (await deskOf(world, "other")).ask("PUT", `people/${row.id}`, changeOf(row, { away: true }));
    expect(first.status).toBe(200);
    await db.insert(audit).values({
      id: uuidv7(),
      at: Date.now() + 1_000,
      actor: "somebody elsewhere",
      act: "member.changed",
      subjectKind: "member",
      subject: row.id,
      workspaceId: uuidv7(),
      detailHash: "x",
    });
    const late = await desk.ask("PUT", `people/${row.id}`, changeOf(row, { weight: 3 }));
    expect([late.status, late.json["error"]]).toMatchObject([409, { by: personIn(world, "other") }]);
  });

  it("of two owners who unmake each other at once, one stays one", async () => {
    const world = await makeWorld(wish);
    const [one, two] = [await deskOf(world, "owner"), await deskOf(world, "second")];
    const [a, b] = [await one.see("owner"), await one.see("second")];
    const told = await Promise.all([
      one.ask("PUT", `people/${b.id}`, changeOf(b, { role: "agent" })),
      two.ask("PUT", `people/${a.id}`, changeOf(a, { role: "agent" })),
    ]);
    expect(statusesOf(told)).toEqual([200, 403]);
  });

  it.each([
    ["PUT", "", { role: "admin" }],
    ["POST", "/remove", { to: null }],
    ["POST", "/suspend", {}],
  ] as const)("PE1: the last owner stays: %s%s", async (method, path, over) => {
    const world = await makeWorld({ people: { owner: { role: "owner" }, agent: { role: "agent" } } });
    const desk = await deskOf(world, "owner");
    const row = await desk.see("owner");
    const told = await desk.ask(method, `people/${row.id}${path}`, { ...changeOf(row), ...over });
    expect([told.status, told.code]).toEqual([409, "last_owner"]);
    expect(await memberRow(world, row.id)).toMatchObject({ role: "owner", status: "active", version: 1 });
    expect([await outboxRows(world), await platformAuditOf(world)]).toEqual([[], []]);
    expect(await db.select().from(job).where(eq(job.scope, world.id))).toEqual([]);
  });

  it.each(["suspend", "remove"])("%s sent twice happens once", async (act) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const { id, version } = await desk.see("agent");
    const send = () => desk.ask("POST", `people/${id}/${act}`, { version, to: null });
    expect((await send()).status).toBe(200);
    const again = await send();
    expect([again.status, again.code]).toEqual(act === "remove" ? [404, "not_found"] : [409, "conflict"]);
    expect(await memberRow(world, id)).toMatchObject({ version: 2 });
    expect((await platformAuditOf(world)).map((row) => row.record.act)).toEqual([
      act === "suspend" ? "member.suspended" : "member.removed",
    ]);
  });

  it("suspended and reopened, they keep what they were", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const before = await desk.see("agent");
    const suspended = await desk.ask("POST", `people/${before.id}/suspend`, { version: 1 });
    expect(suspended.json).toEqual({ version: 2, pending: false });
    expect(await desk.see("agent")).toMatchObject({ status: "suspended", role: "agent" });
    expect((await projected(world)).members.get(before.id)?.status).toBe("suspended");
    expect((await desk.ask("POST", `people/${before.id}/reopen`, { version: 2 })).json).toEqual({ version: 3, pending: false });
    expect(await desk.see("agent")).toEqual({ ...before, version: 3 });
    expect((await platformAuditOf(world)).map((row) => row.record.act)).toEqual(["member.suspended", "member.reopened"]);
  });

  it("AU1: who, what, before and after, in the batch of the change", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    await change(desk, world, "agent", { role: "manager", weight: 3 });
    const [record] = await platformAuditOf(world);
    expect(record?.record).toMatchObject({
      act: "member.changed",
      actor: personIn(world, "admin"),
      subject: personIn(world, "agent"),
      ip: "203.0.113.7",
    });
    expect(record?.detail).toEqual({
      version: 2,
      before: { role: "agent", status: "active", rights: [], weight: 1, away: false, teams: [] },
      after: { role: "manager", status: "active", rights: [], weight: 3, away: false, teams: [] },
    });
  });
});

describe("PM1: ids of another workspace name nobody here", () => {
  it.each([
    ["PUT", "", { version: 1, role: "agent", teams: [], rights: [], weight: 1, away: false }],
    ["POST", "/suspend", { version: 1 }],
    ["POST", "/reopen", { version: 1 }],
    ["POST", "/remove", { version: 1, to: null }],
    ["GET", "/sessions", undefined],
    ["POST", "/sessions/end", { session: null }],
    ["POST", "/recover", { reason: "They lost their telephone" }],
  ] as const)("%s people/:person%s", async (method, path, body) => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const desk = await deskOf(world, "owner");
    await signIn(personIn(elsewhere, "agent"));
    const [foreign, missing] = [
      await desk.ask(method, `people/${personIn(elsewhere, "agent")}${path}`, body),
      await desk.ask(method, `people/${nobody}${path}`, body),
    ];
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    expect(await memberRow(elsewhere, personIn(elsewhere, "agent"))).toMatchObject({ version: 1, status: "active" });
    expect(
      await db
        .select()
        .from(session)
        .where(eq(session.userId, personIn(elsewhere, "agent"))),
    ).toHaveLength(1);
  });

  it("in a body too: another workspace's team and heir", async () => {
    const team = `team-${uuidv7()}`;
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld({ people: { owner: { role: "owner", teams: [team] } } })];
    const desk = await deskOf(world, "owner");
    expect((await change(desk, world, "agent", { teams: [team] })).code).toBe("invalid_input");
    for (const to of [personIn(elsewhere, "owner"), nobody, personIn(world, "auditor"), personIn(world, "agent")]) {
      const told = await desk.ask("POST", `people/${personIn(world, "agent")}/remove`, { version: 1, to });
      expect([to, told.code]).toEqual([to, "invalid_input"]);
    }
    expect(await memberRow(world, personIn(world, "agent"))).toMatchObject({ version: 1, status: "active" });
  });
});
