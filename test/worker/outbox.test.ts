import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { runCron } from "../../worker/cron/index.ts";
import { fresh } from "../../worker/env.ts";
import { setTeam, setMember, setWorkspaceSettings, suspendWorkspace } from "../../worker/store/membership.ts";
import { session } from "../../worker/store/schema/platform.ts";
import { personIn } from "../support/leads.ts";
import { clock, DOER, memberChange, outboxRows, platformAuditOf, projected, rooms, run, stranger } from "../support/outbox.ts";
import { auditOf } from "../support/records.ts";
import { signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const wish = { people: { owner: { role: "owner" as const }, sara: { role: "agent" as const, teams: [] } } };

/** Longer than any pause between two tries. */
const LATER = 61_000;

describe("EV4: what the platform decides reaches the shard and the rooms", () => {
  it("a new member: row, log, both audits, a higher access version, and the room told once it is there", async () => {
    const [world, at, to] = [await makeWorld(wish), clock(), rooms()];
    const person = await stranger();
    const before = (await projected(world)).state;
    const change = { ...memberChange(world, "sara"), person, role: "manager" as const, weight: 2 };
    const decided = await setMember(db, change, DOER, at.fresh);
    expect((await projected(world)).members.has(person)).toBe(false);
    expect((await run(at, to)).done).toContain(decided.outbox);
    const now = await projected(world);
    expect(now.members.get(person)).toMatchObject({ name: "A stranger", role: "manager", status: "active", weight: 2, version: 1 });
    expect(now.log).toEqual([{ entity: "member", id: person, op: "create", fields: [] }]);
    expect(now.state.accessVersion).toBe(before.accessVersion + 1);
    expect(to.told.filter((line) => line.startsWith(world.id))).toEqual([`${world.id} access`]);

    const [decision] = await platformAuditOf(world);
    const rights = { role: "manager", status: "active", rights: [], weight: 2, away: false, teams: [] };
    expect(decision?.record).toMatchObject({
      act: "member.added",
      subject: person,
      actor: "the-doer",
      ip: "203.0.113.7",
      request: "request-1",
    });
    expect(decision?.detail).toEqual({ version: 1, before: null, after: rights });
    const [applied] = await auditOf(world);
    expect(applied?.record).toMatchObject({ act: "member.projected", subject: person, actor: null });
    expect(applied?.detail).toEqual({ version: 1, before: null, after: rights });
    expect((await outboxRows(world, decided.outbox))[0]?.doneAt).toBeTypeOf("number");
  });

  it.each<[string, (world: World) => Promise<unknown>, { log: unknown[]; access: number }]>([
    [
      "a role",
      (world) => setMember(db, memberChange(world, "sara", { role: "manager" }), DOER, fresh),
      { log: [{ entity: "member", op: "update", fields: ["role"] }], access: 1 },
    ],
    [
      "a removal",
      (world) => setMember(db, memberChange(world, "sara", { status: "removed" }), DOER, fresh),
      { log: [{ entity: "member", op: "update", fields: ["status"] }], access: 1 },
    ],
    [
      "a weight and an absence",
      (world) => setMember(db, memberChange(world, "sara", { weight: 3, away: true }), DOER, fresh),
      { log: [{ entity: "member", op: "update", fields: ["weight", "away"] }], access: 0 },
    ],
    [
      "a team's name",
      (world) => setTeam(db, { workspace: world.id, team: `team of ${world.slug}`, name: "North" }, DOER, fresh),
      { log: [{ entity: "team", op: "create", fields: [] }], access: 0 },
    ],
    [
      "a suspension",
      (world) => suspendWorkspace(db, { workspace: world.id, status: "suspended" }, DOER, fresh),
      { log: [{ entity: "workspace", op: "update", fields: ["status"] }], access: 1 },
    ],
    [
      "what agents see",
      (world) => changeSettings(world, { agentsSeeUnclaimed: false }),
      { log: [{ entity: "workspace", op: "update", fields: ["settings"] }], access: 1 },
    ],
    [
      "the goal",
      (world) => changeSettings(world, { goalMinutes: 30 }),
      { log: [{ entity: "workspace", op: "update", fields: ["settings"] }], access: 0 },
    ],
  ])("%s: the access version grows with rights only", async (_title, change, expected) => {
    const world = await makeWorld(wish);
    const before = (await projected(world)).state.accessVersion;
    await change(world);
    await run(clock(), rooms());
    const now = await projected(world);
    expect(now.log).toMatchObject(expected.log);
    expect(now.state.accessVersion - before).toBe(expected.access);
    expect(await auditOf(world)).toHaveLength(1);
    expect(await platformAuditOf(world)).toHaveLength(1);
  });

  it("a member's teams come with them, and only the workspace's own can be given", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const [own, foreign] = [uuidv7(), uuidv7()];
    await setTeam(db, { workspace: world.id, team: own, name: "North" }, DOER, fresh);
    await setTeam(db, { workspace: elsewhere.id, team: foreign, name: "South" }, DOER, fresh);
    await setMember(db, memberChange(world, "sara", { teams: [own, own] }), DOER, fresh);
    await run(clock(), rooms());
    expect((await projected(world)).members.get(personIn(world, "sara"))?.teams).toEqual([own]);
    await expect(setMember(db, memberChange(world, "sara", { teams: [foreign] }), DOER, fresh)).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("a session that ends is told to every room its person ever belonged to", async () => {
    const [one, two, at, to] = [await makeWorld(wish), await makeWorld(wish), clock(), rooms()];
    const person = personIn(one, "sara");
    await setMember(db, { ...memberChange(two, "sara"), person }, DOER, at.fresh);
    await setMember(db, { ...memberChange(two, "sara", { status: "removed" }), person }, DOER, at.fresh);
    const signed = await signIn(person);
    await db.delete(session).where(eq(session.id, signed.session));
    at.pass(LATER);
    await run(at, to);
    const told = to.told.filter((line) => line.endsWith(signed.session));
    expect(new Set(told)).toEqual(new Set([one, two].map((world) => `${world.id} ${signed.session}`)));
  });
});

function changeSettings(world: World, over: Partial<typeof DEFAULT_SETTINGS>) {
  return setWorkspaceSettings(db, { workspace: world.id, name: world.slug, settings: { ...DEFAULT_SETTINGS, ...over } }, DOER, fresh);
}

describe("EV4: the outbox, run twice, at once, and through crashes", () => {
  it("twice and at once it happens once", async () => {
    const [world, at] = [await makeWorld(wish), clock()];
    await setMember(db, memberChange(world, "sara", { role: "manager" }), DOER, at.fresh);
    await Promise.all([run(at, rooms()), run(at, rooms()), run(at, rooms())]);
    await run(at, rooms());
    const now = await projected(world);
    expect(now.log).toHaveLength(1);
    expect(await auditOf(world)).toHaveLength(1);
    expect((await outboxRows(world)).every((row) => row.doneAt !== null)).toBe(true);
  });

  it("a crash before any of its steps costs nothing: the row stays due and the next run ends in the same state", async () => {
    let crashedAt = 0;
    for (let whole = false; !whole; crashedAt++) {
      const [world, at, to] = [await makeWorld(wish), clock(), rooms()];
      const { outbox } = await setMember(db, memberChange(world, "sara", { status: "removed" }), DOER, at.fresh);
      const watching = watchSql(testEnv, async (begun) => {
        if (begun >= crashedAt) throw new Error("the Worker died");
      });
      const first = await run(at, to).catch(() => null);
      watching.stop();
      whole = first !== null && first.done.includes(outbox);
      if (!whole) expect((await outboxRows(world, outbox))[0]?.doneAt).toBeNull();
      at.pass(LATER);
      await run(at, to);
      const now = await projected(world);
      expect(now.members.get(personIn(world, "sara"))?.status).toBe("removed");
      expect([now.log.length, now.state.accessVersion]).toEqual([1, 2]);
      expect(to.told).toContain(`${world.id} access`);
      expect((await outboxRows(world, outbox))[0]?.doneAt).toBeTypeOf("number");
    }
    expect(crashedAt).toBeGreaterThan(5);
  });

  it("a room that fails keeps the row due, later each time, and the shard is written once", async () => {
    const [world, at] = [await makeWorld(wish), clock()];
    let broken = true;
    const to = rooms((id) => broken && id === world.id);
    const { outbox } = await setMember(db, memberChange(world, "sara", { role: "manager" }), DOER, at.fresh);
    const waits: number[] = [];
    for (let tried = 1; tried <= 8; tried++) {
      expect((await run(at, to)).pending).toEqual([outbox]);
      const [row] = await outboxRows(world, outbox);
      expect([row?.attempts, row?.doneAt]).toEqual([tried, null]);
      waits.push((row?.dueAt ?? 0) - at.fresh.now());
      expect(await run(at, to)).toEqual({ done: [], pending: [] });
      at.pass(LATER);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    broken = false;
    expect((await run(at, to)).done).toEqual([outbox]);
    expect((await projected(world)).log).toHaveLength(1);
  });

  it("one subject's news are applied in order: a later one waits behind an earlier one, and nobody else does", async () => {
    const [world, other, at] = [await makeWorld(wish), await makeWorld(wish), clock()];
    let broken = true;
    const to = rooms((id) => broken && id === world.id);
    const first = await setMember(db, memberChange(world, "sara", { role: "manager" }), DOER, at.fresh);
    await run(at, to);
    const second = await setMember(db, memberChange(world, "sara", { status: "removed" }), DOER, at.fresh);
    const elsewhere = await setMember(db, memberChange(other, "sara", { role: "manager" }), DOER, at.fresh);
    expect(await run(at, to)).toEqual({ done: [elsewhere.outbox], pending: [] });
    expect((await outboxRows(world, second.outbox))[0]).toMatchObject({ attempts: 0, doneAt: null });
    broken = false;
    at.pass(LATER);
    expect((await run(at, to)).done).toEqual([first.outbox, second.outbox]);
    const now = await projected(world);
    expect(now.members.get(personIn(world, "sara"))).toMatchObject({ status: "removed", version: 3 });
  });

  it("what is behind a row that fails in the same run is pending with it", async () => {
    const [world, at] = [await makeWorld(wish), clock()];
    const first = await setMember(db, memberChange(world, "sara", { role: "manager" }), DOER, at.fresh);
    const second = await setMember(db, memberChange(world, "sara", { role: "agent" }), DOER, at.fresh);
    const ran = await run(
      at,
      rooms((id) => id === world.id),
    );
    expect(ran).toEqual({ done: [], pending: [first.outbox, second.outbox] });
    at.pass(LATER);
    await run(at, rooms());
  });

  it("the cron finishes what stayed, with the real rooms", async () => {
    const world = await makeWorld(wish);
    const { outbox } = await setMember(db, memberChange(world, "sara", { status: "removed" }), DOER, fresh);
    await runCron("* * * * *", testEnv);
    expect((await outboxRows(world, outbox))[0]?.doneAt).toBeTypeOf("number");
    expect((await projected(world)).members.get(personIn(world, "sara"))?.status).toBe("removed");
  });

  it("a workspace that its shard has not heard of is made known with its first member, with an epoch of its own", async () => {
    const [world, at] = [await makeWorld(wish), clock()];
    await testEnv.WORKSPACE_DB_1.prepare("DELETE FROM workspace_state WHERE workspace_id = ?").bind(world.id).run();
    await setMember(db, memberChange(world, "sara", { role: "manager" }), DOER, at.fresh);
    await run(at, rooms());
    const now = await projected(world);
    expect(now.log.map((entry) => `${entry.entity} ${entry.op}`)).toEqual(["workspace create", "member update"]);
    expect(now.state).toMatchObject({ name: world.slug, status: "active", version: 1 });
    expect(now.state.epoch).not.toBe("");
  });
});
