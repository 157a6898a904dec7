import { runDurableObjectAlarm } from "cloudflare:test";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { CLOSE } from "../../domain/wire.ts";
import { roomOf } from "../../worker/room.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { expireAt, inWorkspace, letIn } from "../support/grants.ts";
import { personIn } from "../support/leads.ts";
import { signIn } from "../support/signed.ts";
import { Client, knock } from "../support/socket.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

const people = { owner: { role: "owner" }, agent: { role: "agent" } } as const;

/** Moves a grant's end, as both databases know it. */
async function endAt(world: World, grant: string, until: number): Promise<void> {
  await expireAt(grant, until);
  const here = eq(workspace.workspaceState.workspaceId, world.id);
  const { support } = (await shard.select().from(workspace.workspaceState).where(here))[0] ?? {};
  await shard
    .update(workspace.workspaceState)
    .set({ support: (support ?? []).map((seat) => ({ ...seat, until })) })
    .where(here);
}

describe("support's sockets", () => {
  it("EV4: a grant that is ended closes them within a second; members stay, and are told who is in and who left", async () => {
    const world = await makeWorld({ people });
    const member = await Client.open(world.slug, await signIn(personIn(world, "agent")));
    await member.greet(null);
    const { staff, owner, grant } = await letIn(world);
    const came = await member.next("changes", (frame) => frame.support !== undefined);
    expect(came.support).toEqual([expect.objectContaining({ grant: grant.id, person: staff.person, edit: false, until: grant.expiresAt })]);
    const guest = await Client.open(world.slug, staff.signed);
    await guest.greet(null);
    const at = Date.now();
    expect((await inWorkspace(world, owner, "POST", `support/${grant.id}/end`, { version: grant.version })).status).toBe(200);
    const closed = await guest.closed();
    expect(closed.code).toBe(CLOSE.noAccess);
    expect(closed.at - at).toBeLessThan(1_000);
    expect((await member.next("changes", (frame) => frame.support !== undefined)).support).toEqual([]);
    expect((await knock(world.slug, { cookie: staff.signed.cookie })).status).toBe(404);
    expect(member.open).toBe(true);
    member.leave();
  });

  it("EV4: SU1: one whose time is up closes them within a second of it, with nobody asking; the others stay", async () => {
    const world = await makeWorld({ people });
    const { staff, owner, grant } = await letIn(world);
    const until = Date.now() + 1_500;
    await endAt(world, grant.id, until);
    const [guest, member] = [await Client.open(world.slug, staff.signed), await Client.open(world.slug, owner)];
    await Promise.all([guest.greet(null), member.greet(null)]);
    const closed = await guest.closed();
    expect([closed.code, closed.at >= until, closed.at - until < 1_000]).toEqual([CLOSE.noAccess, true, true]);
    await member.ping();
    expect(member.open).toBe(true);
    member.leave();
  });

  it("SU1: past its time the room's next look, every ten seconds, closes them; the others stay", async () => {
    const world = await makeWorld({ people });
    const { staff, owner, grant } = await letIn(world);
    const [guest, member] = [await Client.open(world.slug, staff.signed), await Client.open(world.slug, owner)];
    await Promise.all([guest.greet(null), member.greet(null)]);
    expect(await runDurableObjectAlarm(roomOf(testEnv, world.id))).toBe(true);
    await guest.ping();
    expect(guest.open).toBe(true);
    // What the clock does in hours: the grant's end, as both databases know it, is past.
    await endAt(world, grant.id, Date.now() - 1);
    expect(await runDurableObjectAlarm(roomOf(testEnv, world.id))).toBe(true);
    expect((await guest.closed()).code).toBe(CLOSE.noAccess);
    await member.ping();
    expect(member.open).toBe(true);
    member.leave();
  });
});
