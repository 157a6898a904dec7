import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { Refusal } from "../../domain/errors.ts";
import { getActor, getSession, liveSessions, requireActor, touchSession } from "../../worker/identity/actor.ts";
import { IDLE_MS, SEEN_EVERY_MS } from "../../worker/store/people.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { ask, requestAs, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, settings, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

const wish = { people: { owner: { role: "owner" as const }, agent: { role: "agent" as const, teams: ["actor-team"] } } };
const personIn = (world: World, key: string) => world.people[key]?.id ?? "nobody";

async function refusal(cookie: string, workspace: string): Promise<string> {
  try {
    await requireActor(databases, requestAs({ cookie }), settings, workspace, Date.now());
    return "admitted";
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
}

describe("the actor of a request", () => {
  it("is the session's person with role and teams, by slug or id, in one round trip", async () => {
    const world = await makeWorld(wish);
    const signed = await signIn(personIn(world, "agent"));
    watching = watchSql(testEnv);
    const bySlug = await getActor(databases, requestAs(signed), settings, world.slug, Date.now());
    expect(watching.trips).toHaveLength(1);
    const byId = await getActor(databases, requestAs(signed), settings, world.id, Date.now());
    expect(byId).toEqual(bySlug);
    expect(bySlug).toMatchObject({
      actor: { person: personIn(world, "agent"), workspace: world.id, role: "agent", teams: ["actor-team"], agentsSeeUnclaimed: true },
      session: signed.session,
      workspace: { id: world.id, slug: world.slug, shard: 1, status: "active", settings: { country: "AE" } },
    });
  });

  it("PM1: answers the same bytes for a workspace of others and for one that is not there", async () => {
    const [mine, theirs] = [await makeWorld(), await makeWorld()];
    const { cookie } = await signIn(personIn(mine, "owner"));
    const headers = { "cf-ray": "same" };
    const answers = await Promise.all(
      [theirs.slug, theirs.id, "no-such-workspace"].map((slug) => ask(`/api/w/${slug}/boot`, { cookie, headers })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect([...bodies]).toEqual(['{"error":{"code":"not_found","request":"same"}}']);
  });

  it("EV4: is refused once the member is removed, the workspace suspended, or the session ended", async () => {
    const world = await makeWorld(wish);
    const { cookie, session } = await signIn(personIn(world, "agent"));
    expect(await refusal(cookie, world.slug)).toBe("admitted");
    await db.update(platform.workspace).set({ status: "suspended" }).where(eq(platform.workspace.id, world.id));
    expect(await refusal(cookie, world.slug)).toBe("workspace_suspended");
    await db.update(platform.workspace).set({ status: "active" }).where(eq(platform.workspace.id, world.id));
    await db
      .update(platform.member)
      .set({ status: "removed" })
      .where(eq(platform.member.personId, personIn(world, "agent")));
    expect(await refusal(cookie, world.slug)).toBe("not_found");
    await db.delete(platform.session).where(eq(platform.session.id, session));
    expect(await refusal(cookie, world.slug)).toBe("not_signed_in");
  });

  it("is refused for an expired session, an idle one, and no cookie, before anything else is looked at", async () => {
    const world = await makeWorld();
    const person = personIn(world, "owner");
    const [expired, idle] = [
      await signIn(person, { expiresAt: Date.now() - 1 }),
      await signIn(person, { updatedAt: Date.now() - IDLE_MS - 1 }),
    ];
    for (const cookie of [expired.cookie, idle.cookie, "leadoxe=forged.forged", ""]) {
      expect(await refusal(cookie, world.slug)).toBe("not_signed_in");
      expect(await refusal(cookie, "no-such-workspace")).toBe("not_signed_in");
    }
    expect(await getActor(databases, requestAs(expired), settings, world.slug, Date.now())).toBeNull();
    const good = await signIn(person);
    expect(await liveSessions(db, [expired.session, idle.session, good.session, "unknown"], Date.now())).toEqual(new Set([good.session]));
    expect(await liveSessions(db, [], Date.now())).toEqual(new Set());
  });

  it("EV4: a suspended or left workspace is not among those a session opens; the person stays signed in", async () => {
    const [open, closed] = [await makeWorld(), await makeWorld()];
    const person = personIn(open, "owner");
    await db.insert(platform.member).values({ workspaceId: closed.id, personId: person, role: "agent", status: "active", createdAt: 0 });
    const { token } = await signIn(person);
    watching = watchSql(testEnv);
    expect((await getSession(databases, token, Date.now()))?.workspaces.map((one) => one.slug).sort()).toEqual(
      [open.slug, closed.slug].sort(),
    );
    expect(watching.trips).toHaveLength(1);
    await db.update(platform.workspace).set({ status: "suspended" }).where(eq(platform.workspace.id, closed.id));
    expect((await getSession(databases, token, Date.now()))?.workspaces.map((one) => one.slug)).toEqual([open.slug]);
    await db.update(platform.member).set({ status: "removed" }).where(eq(platform.member.personId, person));
    expect(await getSession(databases, token, Date.now())).toMatchObject({ person: { id: person }, workspaces: [] });
  });

  it("writes last-seen at most every five minutes", async () => {
    const world = await makeWorld();
    const { session } = await signIn(personIn(world, "owner"), { updatedAt: 1_000 });
    const seenAt = async () => (await db.select().from(platform.session).where(eq(platform.session.id, session)))[0]?.updatedAt.getTime();
    watching = watchSql(testEnv);
    await touchSession(databases, { session, seenAt: 1_000 }, 1_000 + SEEN_EVERY_MS);
    expect(watching.trips).toHaveLength(0);
    await touchSession(databases, { session, seenAt: 1_000 }, 1_001 + SEEN_EVERY_MS);
    expect(await seenAt()).toBe(1_001 + SEEN_EVERY_MS);
    // A second request that read the old value at the same time changes nothing.
    await touchSession(databases, { session, seenAt: 1_000 }, 1_002 + SEEN_EVERY_MS);
    expect(await seenAt()).toBe(1_001 + SEEN_EVERY_MS);
  });
});
