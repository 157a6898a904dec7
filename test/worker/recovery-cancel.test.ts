import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it, vi } from "vitest";
import { RECOVERY_LASTS_MS } from "../../domain/mail/lasts.ts";
import { recovery } from "../../worker/store/schema/platform.ts";
import { personIn } from "../support/leads.ts";
import { clock } from "../support/outbox.ts";
import { auditOf } from "../support/records.ts";
import { REASON, wish, type Who, askFor, recordsOf, onPlatform } from "../support/recovery.ts";
import { ask, signIn } from "../support/signed.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, type World } from "../support/world.ts";

const db = databases.platform;

describe("cancelling a recovery", () => {
  const cancelIn = (world: World, whose: string, cookie: string) =>
    ask(`/api/w/${world.slug}/people/${whose}/recovery/cancel`, { method: "POST", body: "{}", cookie });
  const mine = (cookie: string, body?: string) =>
    ask("/api/account/recovery", { ...(body === undefined ? {} : { method: "POST", body }), cookie });

  it("SI1: the person sees theirs and says that nothing was lost", async () => {
    const [at, world] = [clock(), await makeWorld(wish)];
    const sara = personIn(world, "sara");
    const { cookie } = await signIn(sara);
    expect(await (await mine(cookie)).json()).toEqual({ recovery: null });
    const { startsAt } = await askFor(at, world, sara, personIn(world, "owner"));
    const seen = (await (await mine(cookie)).json()) as { recovery: Record<string, unknown> };
    expect(seen.recovery).toEqual({
      id: expect.any(String),
      person: sara,
      reason: REASON,
      startsAt,
      expiresAt: startsAt + RECOVERY_LASTS_MS,
    });
    const response = await mine(cookie, "{}");
    expect([response.status, await response.json()]).toEqual([200, { recovery: null }]);
    expect(await recordsOf(sara, "recovery.cancelled")).toEqual([{ actor: sara, workspace: null }]);
    expect(await (await mine(cookie)).json()).toEqual({ recovery: null });
    expect((await mine(cookie, "{}")).status).toBe(404);
  });

  it("SI1: nobody sees or cancels another's by their own account, and nobody without a session", async () => {
    const [at, world] = [clock(), await makeWorld(wish)];
    const sara = personIn(world, "sara");
    await askFor(at, world, sara, personIn(world, "owner"));
    const { cookie } = await signIn(personIn(world, "other"));
    expect(await (await mine(cookie)).json()).toEqual({ recovery: null });
    expect((await mine(cookie, "{}")).status).toBe(404);
    expect([(await mine("")).status, (await mine("", "{}")).status]).toEqual([401, 401]);
    expect(await db.$count(recovery, and(eq(recovery.personId, sara), eq(recovery.state, "open")))).toBe(1);
  });

  it.each<[Who, Who, number]>([
    ["owner", "sara", 200],
    ["other", "admin", 200],
    ["admin", "sara", 200],
    ["admin", "other", 403],
    ["manager", "sara", 403],
    ["sara", "admin", 403],
  ])("PM1: %s, in the workspace, that of %s: %i", async (by, whose, status) => {
    const [at, world] = [clock(), await makeWorld(wish)];
    const id = personIn(world, whose);
    // Asked from elsewhere: any workspace of theirs may say no.
    await askFor(at, world, id, await onPlatform("platform:support"), null);
    const { cookie } = await signIn(personIn(world, by));
    expect((await answerWithin(3, () => cancelIn(world, id, cookie))).status).toBe(status);
    expect(await db.$count(recovery, and(eq(recovery.personId, id), eq(recovery.state, "open")))).toBe(status === 200 ? 0 : 1);
    expect(await recordsOf(id, "recovery.cancelled")).toHaveLength(status === 200 ? 1 : 0);
    // AU1: what was refused is a record, whether because of the role or because of whom it was about.
    const refused = async () => (await auditOf(world)).filter((row) => row.record.act === "access.refused");
    if (status === 403) await vi.waitUntil(async () => (await refused()).length === 1);
  });

  it("PM1: a person of another workspace, nobody, and a person without a recovery are answered alike", async () => {
    const at = clock();
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const foreign = personIn(elsewhere, "sara");
    await askFor(at, elsewhere, foreign, personIn(elsewhere, "owner"));
    const { cookie } = await signIn(personIn(world, "owner"));
    const answers = await Promise.all(
      [foreign, uuidv7(), personIn(world, "sara")].map(async (id) => {
        const response = await cancelIn(world, id, cookie);
        const { error } = (await response.json()) as { error: Record<string, unknown> };
        return JSON.stringify([response.status, { ...error, request: "" }]);
      }),
    );
    expect(new Set(answers)).toEqual(new Set([JSON.stringify([404, { code: "not_found", request: "" }])]));
    expect(await db.$count(recovery, and(eq(recovery.personId, foreign), eq(recovery.state, "open")))).toBe(1);
  });

  it("PM1: who may manage people sees the open ones of their workspace and of no other, in two round trips", async () => {
    const at = clock();
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    await askFor(at, world, personIn(world, "sara"), personIn(world, "owner"));
    await askFor(at, elsewhere, personIn(elsewhere, "sara"), personIn(elsewhere, "owner"));
    const listed = async (who: Who) => {
      const { cookie } = await signIn(personIn(world, who));
      return answerWithin(2, () => ask(`/api/w/${world.slug}/recoveries`, { cookie }));
    };
    const { recoveries } = (await (await listed("admin")).json()) as { recoveries: { person: string }[] };
    expect(recoveries.map((one) => one.person)).toEqual([personIn(world, "sara")]);
    expect((await listed("manager")).status).toBe(403);
  });

  it("SI1: asking, stopping and asking again ends after twenty a day: each one writes to several people", async () => {
    const world = await makeWorld(wish);
    const { cookie } = await signIn(personIn(world, "owner"));
    const sara = personIn(world, "sara");
    const path = `/api/w/${world.slug}/people/${sara}/recover`;
    const askOnce = () => ask(path, { method: "POST", body: JSON.stringify({ reason: REASON }), cookie });
    for (let n = 0; n < 20; n++) {
      expect((await askOnce()).status).toBe(200);
      expect((await cancelIn(world, sara, cookie)).status).toBe(200);
    }
    const answer = await askOnce();
    const { error } = (await answer.json()) as { error: { code: string; retryAfter: number } };
    expect([answer.status, error.code, error.retryAfter > 80_000]).toEqual([429, "too_many", true]);
    expect(await recordsOf(sara, "recovery.asked")).toHaveLength(20);
  });
});
