import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { endedAnswer, sessionsAnswer } from "../../domain/account.ts";
import { foundAnswer, workspacesAnswer } from "../../domain/console-people.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { staffOf } from "../support/console.ts";
import { personIn } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { databases, makeWorld } from "../support/world.ts";

const db = databases.platform;
const ROLES = ["platform:super_admin", "platform:support", "platform:privacy_officer", "platform:auditor"];

async function recordsOf(person: string) {
  const rows = await db.select().from(platform.audit).where(eq(platform.audit.subject, person));
  return rows.map(({ act, actor }) => [act, actor]);
}

describe("people in the console", () => {
  it("PM1: who may look for people, end sessions and ask into workspaces is the table's", async () => {
    const world = await makeWorld();
    const person = personIn(world, "owner");
    const may: Record<string, number[]> = {};
    for (const role of ROLES) {
      const staff = await staffOf(role);
      const told = [
        await staff.ask("GET", `people?email=${person}@example.com`),
        await staff.ask("GET", `people/${person}/sessions`),
        await staff.ask("POST", `people/${person}/sessions/end`, { session: null }),
        await staff.ask("GET", "workspaces"),
        await staff.ask("GET", "grants"),
      ];
      may[role] = told.map((answer) => answer.status);
    }
    const [all, none] = [Array(5).fill(200), Array(5).fill(403)];
    expect(may).toEqual({
      "platform:super_admin": all,
      "platform:support": all,
      "platform:privacy_officer": none,
      "platform:auditor": none,
    });
  });

  it("somebody is found by their whole address and nothing less, with where they are and how they prove who they are", async () => {
    const world = await makeWorld();
    const staff = await staffOf("platform:support");
    const person = personIn(world, "owner");
    await signIn(person);
    await db.insert(platform.twoFactor).values({ id: uuidv7(), secret: "s", backupCodes: "b", userId: person, verified: true });
    const find = async (email: string) => v.parse(foundAnswer, await staff.get(`people?email=${encodeURIComponent(email)}`)).person;
    expect(await find(` ${person.toUpperCase()}@EXAMPLE.com `)).toMatchObject({
      id: person,
      role: null,
      totp: true,
      passkeys: 0,
      sessions: 1,
      recovery: null,
      workspaces: [{ id: world.id, role: "owner", status: "active" }],
    });
    for (const email of ["nobody@example.com", `${person.slice(1)}@example.com`, `%@example.com`]) expect(await find(email)).toBeNull();
    expect(v.parse(workspacesAnswer, await staff.get("workspaces")).workspaces).toContainEqual({
      id: world.id,
      slug: world.slug,
      name: world.slug,
      status: "active",
      owners: 1,
    });
  });

  it("SI2: their sessions are shown with addresses, and that somebody looked is a record", async () => {
    const world = await makeWorld();
    const staff = await staffOf("platform:support");
    const person = personIn(world, "owner");
    const signed = await signIn(person);
    await db.update(platform.session).set({ ipAddress: "203.0.113.9", country: "AE" }).where(eq(platform.session.id, signed.session));
    await signIn(person, { expiresAt: Date.now() - 1 });
    const { sessions } = v.parse(sessionsAnswer, await staff.get(`people/${person}/sessions`));
    expect(sessions).toMatchObject([{ id: signed.session, ip: "203.0.113.9", country: "AE", current: false }]);
    expect(JSON.stringify(sessions)).not.toContain(signed.token);
    expect(await recordsOf(person)).toEqual([["sessions.viewed", staff.person]]);
  });

  it("EV4: a session ended from the console closes its sockets before the answer is there; it is a record", async () => {
    const world = await makeWorld();
    const staff = await staffOf("platform:support");
    const person = personIn(world, "owner");
    const [one, other] = [await signIn(person), await signIn(person)];
    const [first, second] = [await Client.open(world.slug, one), await Client.open(world.slug, other)];
    await Promise.all([first.greet(null), second.greet(null)]);
    const end = async (session: string | null) => staff.ask("POST", `people/${person}/sessions/end`, { session });
    expect(v.parse(endedAnswer, JSON.parse((await end(one.session)).text))).toEqual({ ended: 1, pending: false });
    expect((await first.closed()).code).toBe(4401);
    await second.ping();
    expect(JSON.parse((await end(null)).text)).toEqual({ ended: 1, pending: false });
    await second.closed();
    expect((await end(one.session)).status).toBe(404);
    expect((await recordsOf(person)).filter(([act]) => act === "sessions.ended").length).toBeGreaterThanOrEqual(2);
  });

  it("SI2: of one's own, the one it is asked from stays", async () => {
    const staff = await staffOf("platform:super_admin");
    await signIn(staff.person);
    expect(JSON.parse((await staff.ask("POST", `people/${staff.person}/sessions/end`, { session: null })).text)).toEqual({
      ended: 1,
      pending: false,
    });
    await staff.get("boot");
  });
});

describe("somebody who lost their second factor", () => {
  it("SI1: support starts a recovery, which opens a day later; the person's line says so", async () => {
    const world = await makeWorld();
    const staff = await staffOf("platform:support");
    const person = personIn(world, "owner");
    const told = await staff.ask("POST", `people/${person}/recover`, { reason: "They called from the number we know" });
    expect([told.status, JSON.parse(told.text).startsAt > Date.now() + 23 * 3_600_000]).toEqual([200, true]);
    const found = v.parse(foundAnswer, await staff.get(`people?email=${person}@example.com`)).person;
    expect(found?.recovery).toMatchObject({ startsAt: JSON.parse(told.text).startsAt });
    expect((await staff.ask("POST", `people/${person}/recover`, { reason: "short" })).status).toBe(422);
    expect(
      (await (await staffOf("platform:auditor")).ask("POST", `people/${person}/recover`, { reason: "They called me today" })).status,
    ).toBe(403);
  });
});

describe("workspaces in the console", () => {
  const reason = "The bill was not paid for months";
  const setTo = (staff: Awaited<ReturnType<typeof staffOf>>, id: string, status: string) =>
    staff.ask("POST", `workspaces/${id}/status`, { status, reason });

  it("EV4: a super-admin suspends one: its sockets close within a second, its people are refused, and it opens again", async () => {
    const world = await makeWorld();
    const signed = await signIn(personIn(world, "owner"));
    const client = await Client.open(world.slug, signed);
    await client.greet(null);
    const staff = await staffOf("platform:super_admin");
    const began = Date.now();
    expect(JSON.parse((await setTo(staff, world.id, "suspended")).text)).toEqual({ status: "suspended", pending: false });
    const closed = await client.closed();
    expect(closed.at - began).toBeLessThan(1_000);
    const boot = () => ask(`/api/w/${world.slug}/boot`, { cookie: signed.cookie });
    expect((await boot()).status).toBe(403);
    expect(JSON.parse((await setTo(staff, world.id, "active")).text)).toEqual({ status: "active", pending: false });
    expect((await boot()).status).toBe(200);
    const told = await db.select().from(platform.audit).where(eq(platform.audit.subject, world.id));
    expect(told.map(({ act, actor }) => [act, actor])).toEqual([
      ["workspace.suspended", staff.person],
      ["workspace.reopened", staff.person],
    ]);
    const [detail] = await db
      .select()
      .from(platform.auditDetail)
      .where(eq(platform.auditDetail.audit, told[0]?.id ?? ""));
    expect(detail?.detail).toMatchObject({ reason, before: { status: "active" }, after: { status: "suspended" } });
  });

  it("PM1: nobody else may; sent twice, without a reason or for none, it is refused and nothing is changed", async () => {
    const world = await makeWorld();
    for (const role of ROLES.slice(1)) expect((await setTo(await staffOf(role), world.id, "suspended")).status).toBe(403);
    const staff = await staffOf("platform:super_admin");
    expect((await staff.ask("POST", `workspaces/${world.id}/status`, { status: "suspended", reason: "short" })).status).toBe(422);
    expect((await setTo(staff, world.id, "closed")).status).toBe(422);
    expect((await setTo(staff, uuidv7(), "suspended")).status).toBe(404);
    expect((await setTo(staff, world.id, "active")).status).toBe(409);
    expect((await setTo(staff, world.id, "suspended")).status).toBe(200);
    expect((await setTo(staff, world.id, "suspended")).status).toBe(409);
    const [row] = await db.select().from(platform.workspace).where(eq(platform.workspace.id, world.id));
    expect([row?.status, row?.version]).toEqual(["suspended", 2]);
  });

  it("PM1: support puts out no super-admin; a super-admin may", async () => {
    const above = await staffOf("platform:super_admin");
    const end = async (staff: Awaited<ReturnType<typeof staffOf>>) =>
      (await staff.ask("POST", `people/${above.person}/sessions/end`, { session: null })).status;
    expect(await end(await staffOf("platform:support"))).toBe(403);
    expect((await above.ask("GET", "boot")).status).toBe(200);
    expect(await end(await staffOf("platform:super_admin"))).toBe(200);
    expect((await above.ask("GET", "boot")).status).toBe(404);
  });
});
