import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../../worker/env.ts";
import { setTeam, setMember, suspendWorkspace } from "../../worker/store/membership.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { personIn } from "../support/leads.ts";
import { DOER, memberChange, outboxRows, platformAuditOf } from "../support/outbox.ts";
import { databases, makeWorld, type World } from "../support/world.ts";

const db = databases.platform;
const wish = { people: { first: { role: "owner" as const }, second: { role: "owner" as const }, sara: { role: "agent" as const } } };

async function rightsIn(world: World): Promise<Record<string, string>> {
  const rows = await db.select().from(platform.member).where(eq(platform.member.workspaceId, world.id));
  return Object.fromEntries(
    Object.keys(world.people).map((key) => [key, rightsOf(rows.find((row) => row.personId === personIn(world, key)))]),
  );
}

function rightsOf(row: typeof platform.member.$inferSelect | undefined): string {
  return row === undefined ? "nothing" : `${row.role} ${row.status}`;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : "not a refusal"),
  );
}

describe("PE1: the last owner cannot be removed or lose the role", () => {
  it.each([{ status: "removed" as const }, { role: "admin" as const }])("%j", async (over) => {
    const world = await makeWorld({ people: { first: { role: "owner" }, sara: { role: "agent" } } });
    expect(await refusalOf(setMember(db, memberChange(world, "first", { role: "owner", ...over }), DOER, fresh))).toBe("last_owner");
    expect(await rightsIn(world)).toEqual({ first: "owner active", sara: "agent active" });
    expect(await outboxRows(world)).toEqual([]);
    expect(await platformAuditOf(world)).toEqual([]);
  });

  it("of two owners who remove each other at once, one stays", async () => {
    const world = await makeWorld(wish);
    const outcomes = await Promise.all(
      ["first", "second"].map((key) => refusalOf(setMember(db, memberChange(world, key, { status: "removed" }), DOER, fresh))),
    );
    expect(outcomes.sort()).toEqual(["done", "last_owner"]);
    expect(Object.values(await rightsIn(world)).filter((rights) => rights === "owner active")).toHaveLength(1);
  });

  it("a removed owner does not count", async () => {
    const world = await makeWorld(wish);
    await setMember(db, memberChange(world, "second", { role: "owner", status: "removed" }), DOER, fresh);
    expect(await refusalOf(setMember(db, memberChange(world, "first"), DOER, fresh))).toBe("last_owner");
  });
});

describe("AU1: a decision about rights is one batch: rows, audit and the outbox row that carries it on", () => {
  it("two changes of one member at once both happen, one after the other", async () => {
    const world = await makeWorld(wish);
    const decided = await Promise.all(
      (["manager", "auditor"] as const).map((role) => setMember(db, memberChange(world, "sara", { role }), DOER, fresh)),
    );
    expect(decided.map((one) => one.version).sort((a, b) => a - b)).toEqual([2, 3]);
    const audit = await platformAuditOf(world);
    expect(audit.map((row) => row.detail["version"])).toEqual([2, 3]);
    // The second one was decided from what the first one left.
    expect(audit[1]?.detail["before"]).toEqual(audit[0]?.detail["after"]);
    expect(await outboxRows(world)).toHaveLength(2);
  });

  it.each<[string, (world: World) => Promise<unknown>, string]>([
    ["a person who is not there", (world) => setMember(db, { ...memberChange(world, "sara"), person: uuidv7() }, DOER, fresh), "not_found"],
    [
      "a workspace that is not there",
      (world) => setMember(db, { ...memberChange(world, "sara"), workspace: uuidv7() }, DOER, fresh),
      "not_found",
    ],
    ["an unknown team", (world) => setMember(db, memberChange(world, "sara", { teams: [uuidv7()] }), DOER, fresh), "invalid_input"],
    [
      "a team of a workspace that is not there",
      () => setTeam(db, { workspace: uuidv7(), team: uuidv7(), name: "T" }, DOER, fresh),
      "not_found",
    ],
    [
      "suspending one that is not there",
      () => suspendWorkspace(db, { workspace: uuidv7(), status: "suspended" }, DOER, fresh),
      "not_found",
    ],
  ])("%s is refused and nothing is written", async (_title, work, code) => {
    const world = await makeWorld(wish);
    const before = await rightsIn(world);
    expect(await refusalOf(work(world))).toBe(code);
    expect([await rightsIn(world), await outboxRows(world), await platformAuditOf(world)]).toEqual([before, [], []]);
  });

  it("PM1: another workspace's team keeps its name, whoever asks with its id", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const team = uuidv7();
    await setTeam(db, { workspace: elsewhere.id, team, name: "Theirs" }, DOER, fresh);
    expect(await refusalOf(setTeam(db, { workspace: world.id, team, name: "Mine" }, DOER, fresh))).toBe("not_found");
    const [row] = await db.select().from(platform.team).where(eq(platform.team.id, team));
    expect(row).toMatchObject({ workspaceId: elsewhere.id, name: "Theirs", version: 1 });
    expect([await outboxRows(world), await platformAuditOf(world)]).toEqual([[], []]);
  });
});
