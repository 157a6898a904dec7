import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import type { Role } from "../../domain/rights.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { member, mutation } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { leadById, personIn, plantLead } from "../support/leads.ts";
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

describe("ED1: undo sets back one's own change", () => {
  it("an assignment, with its team", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
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
});

describe("ED1: undo is refused", () => {
  it("when somebody changed the same field since: 409 with the lead as it is", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const of = uuidv7();
    await (await handOf(world, "manager")).stage(lead.id, "won", { mutation: of });
    await (await handOf(world, "second")).stage(lead.id, "lost", { version: 2 });
    const told = await (await handOf(world, "manager")).undo(of);
    expect([told.status, told.body.error?.row?.stage]).toEqual([409, "lost"]);
    expect((await leadById(lead.id)).stage).toBe("lost");
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

  it("after ten minutes, for an attempt, and for an undo: there is nothing to set back", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hand = await handOf(world, "manager");
    const [attempt, stage, undone, old] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    await hand.attempt(lead.id, { mutation: attempt });
    await hand.stage(lead.id, "won", { mutation: stage, version: 2 });
    await hand.undo(stage, { mutation: undone });
    await hand.stage(lead.id, "lost", { mutation: old, version: 4 });
    await shard
      .update(mutation)
      .set({ at: Date.now() - 10 * 60_000 - 1 })
      .where(and(eq(mutation.workspaceId, world.id), eq(mutation.id, old)));
    for (const of of [attempt, undone, old]) expect((await hand.undo(of)).status).toBe(404);
    expect((await leadById(lead.id)).stage).toBe("lost");
  });

  it("PM1: once the right to the change is gone: read only, or out of sight", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const [staged, assigned] = [uuidv7(), uuidv7()];
    const sara = await handOf(world, "sara");
    await sara.stage(lead.id, "won", { mutation: staged });
    await (await handOf(world, "manager")).assign(lead.id, personIn(world, "omar"), { version: 2, mutation: assigned });
    // Its stage is still the one she set, but the lead is no longer hers.
    expect((await sara.undo(staged)).status).toBe(404);
    await changeRole(world, "sara", { role: "auditor" });
    expect((await sara.undo(staged)).status).toBe(403);
    await changeRole(world, "manager", { role: "agent" });
    expect((await (await handOf(world, "manager")).undo(assigned)).status).toBe(404);
    expect(await leadById(lead.id)).toMatchObject({ owner: personIn(world, "omar"), stage: "won", version: 3 });
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
