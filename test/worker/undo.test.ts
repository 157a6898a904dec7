import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import type { Role } from "../../domain/rights.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { assignment, changeLog, member, mutation, timeline } from "../../worker/store/schema/workspace.ts";
import { inBetween } from "../support/trips.ts";
import { handOf } from "../support/commands.ts";
import { edit, plantSetup } from "../support/edits.ts";
import { leadById, personIn, plantLead } from "../support/leads.ts";
import { auditOf, contentsOf } from "../support/records.ts";
import { databases, makeWorld, shard, type World } from "../support/world.ts";

const wish = {
  people: {
    manager: { role: "manager" as const, teams: ["north"] },
    second: { role: "manager" as const, teams: ["north"] },
    sara: { role: "agent" as const, teams: ["north"] },
    omar: { role: "agent" as const, teams: ["south"] },
  },
};

async function changeRole(world: World, key: string, set: { readonly role?: Role; readonly status?: "removed" }): Promise<void> {
  const person = personIn(world, key);
  await databases.platform
    .update(platform.member)
    .set(set)
    .where(and(eq(platform.member.workspaceId, world.id), eq(platform.member.personId, person)));
  await shard
    .update(member)
    .set(set)
    .where(and(eq(member.workspaceId, world.id), eq(member.personId, person)));
}

const storyOf = (world: World) => shard.select().from(timeline).where(eq(timeline.workspaceId, world.id)).orderBy(asc(timeline.id));

describe("ED1: undo sets back one's own change", () => {
  it("an assignment, with its team and why it was there; the history says who moved it back", async () => {
    const world = await makeWorld(wish);
    const reason = { code: "turn" as const, rule: "rule-1" };
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north", reason });
    const hand = await handOf(world, "manager");
    const of = uuidv7();
    expect((await hand.assign(lead.id, personIn(world, "omar"), { mutation: of })).body.row).toBeNull();
    expect(await leadById(lead.id)).toMatchObject({ owner: personIn(world, "omar"), team: "south" });
    const told = await hand.undo(of);
    expect([told.status, told.body.row?.owner, told.body.row?.team, told.body.row?.version]).toEqual([
      200,
      personIn(world, "sara"),
      "north",
      3,
    ]);
    expect(told.body.row?.reason).toEqual(reason);
    const moves = await shard.select().from(assignment).where(eq(assignment.workspaceId, world.id)).orderBy(asc(assignment.id));
    expect(moves.at(-1)?.reason).toEqual({ code: "by_hand", by: personIn(world, "manager") });
  });

  it("a stage, though somebody changed another field since", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const of = uuidv7();
    await (await handOf(world, "manager")).stage(lead.id, "won", { mutation: of });
    await (await handOf(world, "second")).assign(lead.id, personIn(world, "sara"), { version: 2 });
    expect((await (await handOf(world, "manager")).undo(of)).status).toBe(200);
    expect(await leadById(lead.id)).toMatchObject({ stage: "new", owner: personIn(world, "sara"), version: 4 });
  });

  it("a stage with what the lead is worth, unless somebody said otherwise since", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north", value: 5 });
    const [manager, second] = [await handOf(world, "manager"), await handOf(world, "second")];
    const [won, again] = [uuidv7(), uuidv7()];
    await manager.stage(lead.id, "won", { mutation: won, value: 7 });
    expect((await manager.undo(won)).body.row).toMatchObject({ stage: "new", value: 5 });
    await manager.stage(lead.id, "won", { mutation: again, version: 3 });
    await edit(second, lead.id, { value: 9 });
    expect((await manager.undo(again)).body.row).toMatchObject({ stage: "new", value: 9 });
  });

  it("a stage with why it was lost, unless somebody said otherwise since", async () => {
    const world = await makeWorld(wish);
    const never = { id: "never", name: "Never", kind: "lost" as const };
    await plantSetup(world, { stages: [...DEFAULT_SETUP.stages, never] });
    const lead = await plantLead(world, { team: "north", stage: "lost", closedAt: 5, lostReason: "price" });
    const [manager, second] = [await handOf(world, "manager"), await handOf(world, "second")];
    const [of, again] = [uuidv7(), uuidv7()];
    await manager.stage(lead.id, "never", { mutation: of, lostReason: "not_reached" });
    expect((await manager.undo(of)).body.row).toMatchObject({ stage: "lost", lostReason: "price", closedAt: 5 });
    await manager.stage(lead.id, "never", { mutation: again, version: 3, lostReason: "not_reached" });
    await edit(second, lead.id, { lostReason: "bought_elsewhere" });
    expect((await manager.undo(again)).body.row).toMatchObject({ stage: "lost", lostReason: "bought_elsewhere" });
  });

  it("what was won and is lost is lost since then, and undone it was won when it was", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north", stage: "won", closedAt: 5 });
    const [manager, of] = [await handOf(world, "manager"), uuidv7()];
    const lost = await manager.stage(lead.id, "lost", { mutation: of, lostReason: "price" });
    expect(lost.body.row?.closedAt).toBeGreaterThan(lead.submittedAt - 1);
    expect((await manager.undo(of)).body.row).toMatchObject({ stage: "won", closedAt: 5 });
  });

  it("an attempt: the clock runs again, and the story keeps both", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hand = await handOf(world, "manager");
    const [of, own] = [uuidv7(), uuidv7()];
    await hand.attempt(lead.id, { mutation: of, outcome: "reached" });
    const told = await hand.undo(of, { mutation: own });
    expect([told.status, told.body.row?.firstAttemptAt, told.body.row?.version]).toEqual([200, null, 3]);
    const story = await storyOf(world);
    expect(story.map((entry) => entry.data)).toEqual([
      { kind: "attempt", channel: "phone", outcome: "reached" },
      { kind: "withdrawn", of: story[0]?.id },
    ]);
    const log = await shard.select().from(changeLog).where(eq(changeLog.workspaceId, world.id)).orderBy(asc(changeLog.seq));
    expect(log.map((entry) => [entry.mutation, entry.fields])).toEqual([
      [of, ["firstAttemptAt", "reachedAt", "lastActivityAt"]],
      [own, ["firstAttemptAt", "reachedAt", "lastActivityAt"]],
    ]);
    const [, audited] = await auditOf(world);
    expect([audited?.record.act, audited?.detail]).toEqual([
      "lead.undone",
      { of, before: { attempt: story[0]?.id }, after: { attempt: null } },
    ]);
  });

  it.each(["before", "after"])("an attempt, though somebody else's %s it stands: the clock shows theirs", async (when) => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const [manager, second, of] = [await handOf(world, "manager"), await handOf(world, "second"), uuidv7()];
    const both = [() => manager.attempt(lead.id, { mutation: of }), () => second.attempt(lead.id)];
    for (const attempt of when === "after" ? both : both.toReversed()) await attempt();
    const told = await manager.undo(of);
    const theirs = (await storyOf(world)).find((entry) => entry.actor === personIn(world, "second"));
    expect([told.status, told.body.row?.firstAttemptAt]).toEqual([200, theirs?.at]);
  });

  it("one attempt after another, until none stands", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hand = await handOf(world, "manager");
    const made = [uuidv7(), uuidv7()];
    for (const mutation of made) await hand.attempt(lead.id, { mutation });
    const [, later] = await storyOf(world);
    const left = [];
    for (const of of made) left.push((await hand.undo(of)).body.row?.firstAttemptAt);
    expect(left).toEqual([later?.at, null]);
  });

  it("an attempt leaves a first attempt that is not in the story as it is", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north", firstAttemptAt: 5 });
    const hand = await handOf(world, "manager");
    const of = uuidv7();
    await hand.attempt(lead.id, { mutation: of });
    expect((await hand.undo(of)).body.row?.firstAttemptAt).toBe(5);
  });
});

describe("ED1: undo is refused", () => {
  it("when somebody changed the same field since: 409 with the lead as it is", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const of = uuidv7();
    await (await handOf(world, "manager")).stage(lead.id, "won", { mutation: of });
    await (await handOf(world, "second")).stage(lead.id, "lost", { version: 2 });
    const told = await (await handOf(world, "manager")).undo(of);
    expect([told.status, told.body.error?.row?.stage, told.body.error?.by]).toEqual([409, "lost", personIn(world, "second")]);
    expect((await leadById(lead.id)).stage).toBe("lost");
  });

  it("when the attempt is withdrawn already: 409, and nothing at all is written", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hand = await handOf(world, "manager");
    const of = uuidv7();
    await hand.attempt(lead.id, { mutation: of });
    await hand.undo(of);
    const before = await contentsOf(world);
    expect((await hand.undo(of)).status).toBe(409);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("when the owner it goes back to is no longer a member: 409", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const hand = await handOf(world, "manager");
    const of = uuidv7();
    await hand.assign(lead.id, personIn(world, "omar"), { mutation: of });
    await changeRole(world, "sara", { status: "removed" });
    expect((await hand.undo(of)).status).toBe(409);
    expect((await leadById(lead.id)).owner).toBe(personIn(world, "omar"));
  });

  it("delivered again it is answered however late; a mutation of another lead is none of this one's", async () => {
    const world = await makeWorld(wish);
    const [lead, other] = [await plantLead(world, { team: "north" }), await plantLead(world, { team: "north" })];
    const hand = await handOf(world, "manager");
    const [of, own, elsewhere] = [uuidv7(), uuidv7(), uuidv7()];
    await hand.stage(lead.id, "won", { mutation: of });
    await hand.stage(other.id, "won", { mutation: elsewhere });
    expect((await hand.undo(of, { mutation: elsewhere })).status).toBe(404);
    const told = [await hand.undo(of, { mutation: own })];
    await shard
      .update(mutation)
      .set({ at: Date.now() - 600_001 })
      .where(eq(mutation.id, of));
    told.push(await hand.undo(of, { mutation: own }));
    expect(told.map(({ status, body }) => [status, body.row?.stage, body.row?.version])).toEqual([1, 2].map(() => [200, "new", 3]));
  });

  it("after ten minutes, for somebody else's change, and for an undo: there is nothing to set back", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hand = await handOf(world, "manager");
    const [theirs, stage, undone, old] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    await (await handOf(world, "second")).attempt(lead.id, { mutation: theirs });
    await hand.stage(lead.id, "won", { mutation: stage, version: 2 });
    await hand.undo(stage, { mutation: undone });
    await hand.stage(lead.id, "lost", { mutation: old, version: 4 });
    await shard
      .update(mutation)
      .set({ at: Date.now() - 10 * 60_000 - 1 })
      .where(and(eq(mutation.workspaceId, world.id), eq(mutation.id, old)));
    for (const of of [theirs, undone, old]) expect((await hand.undo(of)).status).toBe(404);
    expect((await leadById(lead.id)).stage).toBe("lost");
  });

  it("PM1: once the right to the change is gone: read only, or out of sight", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const [staged, tried, assigned] = [uuidv7(), uuidv7(), uuidv7()];
    const sara = await handOf(world, "sara");
    await sara.stage(lead.id, "won", { mutation: staged });
    await sara.attempt(lead.id, { mutation: tried });
    await (await handOf(world, "manager")).assign(lead.id, personIn(world, "omar"), { version: 3, mutation: assigned });
    // Its stage is still the one she set, but the lead is no longer hers.
    for (const of of [staged, tried]) expect((await sara.undo(of)).status).toBe(404);
    await changeRole(world, "sara", { role: "auditor" });
    for (const of of [staged, tried]) expect((await sara.undo(of)).status).toBe(403);
    await changeRole(world, "manager", { role: "agent" });
    expect((await (await handOf(world, "manager")).undo(assigned)).status).toBe(404);
    expect(await leadById(lead.id)).toMatchObject({ owner: personIn(world, "omar"), stage: "won", version: 4 });
  });

  it("an agent who gave a lead away may take it back, for it would be theirs again", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const sara = await handOf(world, "sara");
    const of = uuidv7();
    await sara.assign(lead.id, personIn(world, "omar"), { mutation: of });
    const told = await sara.undo(of);
    expect([told.status, told.body.row?.owner]).toEqual([200, personIn(world, "sara")]);
  });
});

describe("PM1: what the right to undo rested on is asked again inside the transaction", () => {
  it("a team that was taken between reading and writing: 409, and the lead stays as it is", async () => {
    const world = await makeWorld(wish);
    const [manager, id] = [await handOf(world, "manager"), personIn(world, "manager")];
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const of = uuidv7();
    await manager.stage(lead.id, "won", { mutation: of });
    const leave = () =>
      shard
        .update(member)
        .set({ teams: ["south"] })
        .where(and(eq(member.workspaceId, world.id), eq(member.personId, id)));
    expect((await inBetween(leave, () => manager.undo(of))).status).toBe(409);
    expect(await leadById(lead.id)).toMatchObject({ stage: "won", version: 2 });
  });
});
