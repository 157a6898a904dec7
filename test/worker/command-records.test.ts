import { asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, describe, expect, it, vi } from "vitest";
import { assignment, changeLog, lead as leads, member, mutation, timeline } from "../../worker/store/schema/workspace.ts";
import { type Hand, handOf, type Told } from "../support/commands.ts";
import { leadById, personIn, plantLead, type StoredLead } from "../support/leads.ts";
import { auditOf, checkKept, contentsOf } from "../support/records.ts";
import { watchSql } from "../support/sql.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

const wish = {
  people: {
    manager: { role: "manager" as const, teams: ["north"] },
    sara: { role: "agent" as const, teams: ["north"] },
    omar: { role: "agent" as const, teams: ["south"] },
  },
};

const rows = {
  log: (world: World) => shard.select().from(changeLog).where(eq(changeLog.workspaceId, world.id)).orderBy(asc(changeLog.seq)),
  story: (world: World) => shard.select().from(timeline).where(eq(timeline.workspaceId, world.id)).orderBy(asc(timeline.id)),
  moves: (world: World) => shard.select().from(assignment).where(eq(assignment.workspaceId, world.id)).orderBy(asc(assignment.id)),
  mutations: (world: World) => shard.select().from(mutation).where(eq(mutation.workspaceId, world.id)),
};

type Run = (hand: Hand, world: World, lead: string, id: string) => Promise<Told>;

/** A command on a lead of Sara's, and what it leaves behind. */
const CASES: readonly {
  readonly title: string;
  readonly run: Run;
  readonly act: string;
  readonly fields: readonly string[];
  readonly detail: (world: World) => unknown;
  readonly story: (world: World) => unknown;
  readonly after: (world: World) => Partial<StoredLead>;
  readonly moved: boolean;
}[] = [
  {
    title: "assign",
    run: (hand, world, lead, id) => hand.assign(lead, personIn(world, "omar"), { mutation: id }),
    act: "lead.assigned",
    fields: ["owner"],
    detail: (world) => ({
      before: { owner: personIn(world, "sara"), team: "north" },
      after: { owner: personIn(world, "omar"), team: "south" },
    }),
    story: (world) => ({ kind: "assignment", from: personIn(world, "sara"), to: personIn(world, "omar"), reason: byHand(world) }),
    after: (world) => ({ owner: personIn(world, "omar"), team: "south", reason: byHand(world) }),
    moved: true,
  },
  {
    title: "assign to nobody",
    run: (hand, _world, lead, id) => hand.assign(lead, null, { mutation: id }),
    act: "lead.assigned",
    fields: ["owner"],
    detail: (world) => ({ before: { owner: personIn(world, "sara"), team: "north" }, after: { owner: null, team: "north" } }),
    story: (world) => ({ kind: "assignment", from: personIn(world, "sara"), to: null, reason: byHand(world) }),
    after: () => ({ owner: null, team: "north" }),
    moved: true,
  },
  {
    title: "stage",
    run: (hand, _world, lead, id) => hand.stage(lead, "won", { mutation: id }),
    act: "lead.stage_set",
    fields: ["stage"],
    detail: () => ({ before: { stage: "new" }, after: { stage: "won" } }),
    story: () => ({ kind: "stage", from: "new", to: "won" }),
    after: () => ({ stage: "won" }),
    moved: false,
  },
  {
    title: "attempt",
    run: (hand, _world, lead, id) => hand.attempt(lead, { mutation: id }),
    act: "lead.attempted",
    fields: ["firstAttemptAt", "reachedAt", "lastActivityAt"],
    detail: () => ({ channel: "phone", outcome: "no_answer" }),
    story: () => ({ kind: "attempt", channel: "phone", outcome: "no_answer" }),
    after: () => ({ stage: "new" }),
    moved: false,
  },
];

function byHand(world: World) {
  return { code: "by_hand" as const, by: personIn(world, "manager") };
}

async function scene() {
  const world = await makeWorld(wish);
  const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
  return { world, lead, hand: await handOf(world, "manager"), id: uuidv7() };
}

describe("EV1, AU1: a command leaves everything that tells of it", () => {
  it.each(CASES)("$title: log, audit, story, history, counts and search agree", async (one) => {
    const { world, lead, hand, id } = await scene();
    expect((await one.run(hand, world, lead.id, id)).status).toBe(200);
    const by = personIn(world, "manager");
    expect(await leadById(lead.id)).toMatchObject({ version: 2, ...one.after(world) });

    const [entry, ...others] = await rows.log(world);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ entity: "lead", id: lead.id, op: "update", fields: one.fields, mutation: id, actor: by });
    expect(entry?.before).toEqual({ owner: lead.owner, team: "north", unclaimed: false, archived: false });
    const { owner, team } = { ...lead, ...one.after(world) };
    expect(entry?.after).toEqual({ owner, team, unclaimed: owner === null, archived: false });

    const [audited] = await auditOf(world);
    expect(audited?.record).toMatchObject({ act: one.act, subjectKind: "lead", subject: lead.id, actor: by });
    expect(audited?.record).toMatchObject({ ip: "203.0.113.7", browser: "A browser", request: "request-1" });
    expect(audited?.detail).toEqual(one.detail(world));

    expect((await rows.story(world)).map((told) => [told.lead, told.actor, told.data])).toEqual([[lead.id, by, one.story(world)]]);
    const move = { lead: lead.id, from: lead.owner, to: owner, team, actor: by, reason: byHand(world) };
    expect(await rows.moves(world)).toMatchObject(one.moved ? [move] : []);
    expect(await rows.mutations(world)).toMatchObject([{ id, actor: by, lead: lead.id }]);
    await checkKept(world);
  });

  it("undo: with what it sets back before and after, and its own log row, audit and story", async () => {
    const { world, lead, hand, id } = await scene();
    await hand.assign(lead.id, personIn(world, "omar"), { mutation: id });
    const own = uuidv7();
    expect((await hand.undo(id, { mutation: own })).status).toBe(200);
    expect((await rows.log(world)).map((entry) => entry.mutation)).toEqual([id, own]);
    const [, audited] = await auditOf(world);
    expect(audited?.record.act).toBe("lead.undone");
    expect(audited?.detail).toEqual({
      of: id,
      before: { owner: personIn(world, "omar"), team: "south" },
      after: { owner: personIn(world, "sara"), team: "north" },
    });
    expect(await rows.moves(world)).toHaveLength(2);
    expect(await rows.story(world)).toHaveLength(2);
    await checkKept(world);
  });
});

describe("EV1, AU1: a change, its log row, its audit record and its story are one batch", () => {
  let restore: (() => Promise<unknown>) | null = null;
  afterEach(async () => {
    await restore?.();
    restore = null;
    vi.restoreAllMocks();
  });

  it.each(CASES)("$title: where a guard fails inside the transaction, nothing at all is written", async (one) => {
    const { world, lead, hand, id } = await scene();
    let before: unknown;
    const watching = watchSql(testEnv, async (begun) => {
      if (begun !== 2) return;
      await shard.update(member).set({ status: "removed" }).where(eq(member.workspaceId, world.id));
      before = await contentsOf(world);
    });
    const told = await one.run(hand, world, lead.id, id);
    watching.stop();
    expect(told.status).toBe(409);
    expect(await contentsOf(world)).toEqual(before);
  });

  it.each(["mutation", "lead", "lead_search", "assignment", "timeline", "change_log", "audit", "audit_detail"])(
    "where %s refuses the row, nothing at all is written, and the answer says nothing of why",
    async (table) => {
      const { world, lead, hand, id } = await scene();
      const before = await contentsOf(world);
      const on = ["lead", "lead_search"].includes(table) ? "UPDATE" : "INSERT";
      const database = testEnv.WORKSPACE_DB_1;
      await database.exec(`CREATE TRIGGER refuse BEFORE ${on} ON ${table} BEGIN SELECT RAISE(ABORT, 'the disk says no'); END`);
      restore = () => database.exec("DROP TRIGGER refuse");
      const said = vi.spyOn(console, "error").mockReturnValue();
      const told = await hand.assign(lead.id, personIn(world, "omar"), { mutation: id });
      expect([told.status, told.text]).toEqual([500, '{"error":{"code":"internal","request":"request-1"}}']);
      expect(said).toHaveBeenCalledOnce();
      expect(await contentsOf(world)).toEqual(before);
    },
  );

  it("a record of the audit cannot be changed", async () => {
    const { world, lead, hand } = await scene();
    await hand.stage(lead.id, "won");
    await expect(
      testEnv.WORKSPACE_DB_1.prepare("UPDATE audit SET actor = 'somebody else' WHERE workspace_id = ?").bind(world.id).run(),
    ).rejects.toThrow("audit records are never updated");
  });

  it("an archived lead leaves the counts, and comes back into them", async () => {
    const { world, lead } = await scene();
    await checkKept(world);
    await shard.update(leads).set({ archivedAt: 1 }).where(eq(leads.id, lead.id));
    await checkKept(world);
    await shard.update(leads).set({ archivedAt: null, owner: null, stage: "lost" }).where(eq(leads.id, lead.id));
    await shard.update(leads).set({ owner: lead.owner }).where(eq(leads.id, lead.id));
    await checkKept(world);
  });
});
