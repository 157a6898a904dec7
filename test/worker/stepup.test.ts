import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import * as platform from "../../worker/store/schema/platform.ts";
import { enterConsole, staffOf } from "../support/console.ts";
import { ask, type Signed, signIn } from "../support/signed.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld } from "../support/world.ts";

const db = databases.platform;
const MINUTE = 60_000;

async function admin(secondFactorAt: number | null = Date.now()) {
  const { person } = await staffOf("platform:super_admin");
  await db.delete(platform.consoleSession).where(eq(platform.consoleSession.personId, person));
  return { person, signed: await signIn(person, { secondFactorAt }) };
}

const enter = (signed: Pick<Signed, "cookie">) => ask("/api/console/enter", { method: "POST", cookie: signed.cookie, body: "{}" });
const boot = (cookie: string) => ask("/api/console/boot", { cookie });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { error?: { code: string } }).error?.code];
/** The second factor, proven again. */
const prove = (signed: Signed) =>
  db
    .update(platform.session)
    .set({ secondFactorAt: Date.now() + 1 })
    .where(eq(platform.session.id, signed.session));
const consoleCookie = (answer: Response) => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
const sessionsOf = (person: string) => db.select().from(platform.consoleSession).where(eq(platform.consoleSession.personId, person));

describe("the console's own session", () => {
  it("SU1: a role alone does not open the console; a second factor just proven does, for that session only", async () => {
    const { person, signed } = await admin();
    expect(await codeOf(await boot(signed.cookie))).toEqual([403, "step_up_needed"]);
    const entered = await enter(signed);
    expect(entered.status).toBe(200);
    const cookie = consoleCookie(entered);
    expect(entered.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^leadoxe-console=[0-9a-f]{64}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect((await boot(`${signed.cookie}; ${cookie}`)).status).toBe(200);
    const elsewhere = await signIn(person);
    expect(await codeOf(await boot(`${elsewhere.cookie}; ${cookie}`))).toEqual([403, "step_up_needed"]);
    const other = await admin();
    expect(await codeOf(await boot(`${other.signed.cookie}; ${cookie}`))).toEqual([403, "step_up_needed"]);
  });

  it("SU1: of its token only a hash is kept, and entering is a record", async () => {
    const { person, signed } = await admin();
    const token = consoleCookie(await enter(signed)).split("=")[1] ?? "";
    const [row] = await sessionsOf(person);
    expect(JSON.stringify(row)).not.toContain(token);
    const records = await db
      .select()
      .from(platform.audit)
      .where(eq(platform.audit.subject, row?.session ?? ""));
    expect(records).toMatchObject([{ act: "console.entered", actor: person, subjectKind: "session" }]);
  });

  it.each([
    ["never proven", null],
    ["proven two minutes ago", -2 * MINUTE],
  ])("SU1: a second factor %s opens nothing", async (_, ago) => {
    const { person, signed } = await admin(ago === null ? null : Date.now() + ago);
    expect(await codeOf(await enter(signed))).toEqual([403, "step_up_needed"]);
    expect(await sessionsOf(person)).toEqual([]);
  });

  it("SU1: a proof opens one console session only; with another one the session before is over", async () => {
    const { person, signed } = await admin();
    const first = consoleCookie(await enter(signed));
    expect(await codeOf(await enter(signed))).toEqual([403, "step_up_needed"]);
    expect((await enter({ cookie: `${signed.cookie}; ${first}` })).headers.getSetCookie()).toEqual([]);
    await prove(signed);
    const told = await Promise.all([enter(signed), enter(signed)]);
    expect(told.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 403]);
    const second = consoleCookie(told.find((answer) => answer.status === 200) ?? new Response());
    expect(await sessionsOf(person)).toHaveLength(1);
    expect([(await boot(`${signed.cookie}; ${first}`)).status, (await boot(`${signed.cookie}; ${second}`)).status]).toEqual([403, 200]);
  });

  it("SU1: after fifteen minutes unused, or eight hours in all, the second factor is asked for again", async () => {
    const { person, signed } = await admin();
    const now = Date.now();
    const idle = await enterConsole(signed, person, { seenAt: now - 15 * MINUTE - 1 });
    const used = await enterConsole(signed, person, { seenAt: now - 14 * MINUTE });
    const old = await enterConsole(signed, person, { expiresAt: now - 1 });
    expect(await codeOf(await boot(idle.cookie))).toEqual([403, "step_up_needed"]);
    expect(await codeOf(await boot(old.cookie))).toEqual([403, "step_up_needed"]);
    expect((await boot(used.cookie)).status).toBe(200);
  });

  it("SU1: what is used stays open, written at most once a minute; what a page reads by itself keeps nothing open", async () => {
    const { person, signed } = await admin();
    const now = Date.now();
    const seen = async (id: string) => (await sessionsOf(person)).find((row) => row.id === id)?.seenAt ?? 0;
    const used = await enterConsole(signed, person, { seenAt: now - 5 * MINUTE });
    await boot(used.cookie);
    await vi.waitUntil(async () => (await seen(used.console)) >= now);
    const alone = await enterConsole(signed, person, { seenAt: now - 5 * MINUTE });
    await ask("/api/console/health", { cookie: alone.cookie, headers: { "x-leadoxe-unattended": "1" } });
    const lately = await enterConsole(signed, person, { seenAt: now - MINUTE / 2 });
    await boot(lately.cookie);
    // A use that is written comes after both: had they been written, it would show.
    const last = await enterConsole(signed, person, { seenAt: now - 5 * MINUTE });
    await boot(last.cookie);
    await vi.waitUntil(async () => (await seen(last.console)) >= now);
    expect([await seen(alone.console), await seen(lately.console)]).toEqual([now - 5 * MINUTE, now - MINUTE / 2]);
  });

  it("EV4: it is gone with the session it stands beside", async () => {
    const { person, signed } = await admin();
    await enter(signed);
    await db.delete(platform.session).where(eq(platform.session.id, signed.session));
    expect(await sessionsOf(person)).toEqual([]);
  });

  it("SU1: left, it opens nothing, its cookie is taken back and there is a record", async () => {
    const { person, signed } = await admin();
    const cookie = `${signed.cookie}; ${consoleCookie(await enter(signed))}`;
    const left = await ask("/api/console/leave", { method: "POST", cookie, body: "{}" });
    expect([left.status, left.headers.getSetCookie()[0]]).toEqual([200, expect.stringMatching(/^leadoxe-console=; Max-Age=0; /)]);
    expect((await boot(cookie)).status).toBe(403);
    expect(await codeOf(await enter(signed))).toEqual([403, "step_up_needed"]);
    expect((await db.select().from(platform.audit).where(eq(platform.audit.actor, person))).map((row) => row.act)).toEqual([
      "console.entered",
      "console.left",
    ]);
    expect((await ask("/api/console/leave", { method: "POST", cookie, body: "{}" })).status).toBe(200);
  });

  it("PM1: whoever has no role finds no door either: the bytes of a path that is not there", async () => {
    const world = await makeWorld();
    const owner = await signIn(world.people["owner"]?.id ?? "");
    const tell = async (path: string, cookie: string) => {
      const answer = await ask(path, { method: "POST", cookie, body: "{}", headers: { "cf-ray": "same" } });
      return JSON.stringify([answer.status, [...answer.headers].map(String).sort(), await answer.text()]);
    };
    for (const cookie of [owner.cookie, "", "leadoxe=forged.forged"]) {
      const nowhere = await tell("/api/nothing/here", cookie);
      for (const path of ["enter", "leave"]) expect(await tell(`/api/console/${path}`, cookie), path).toBe(nowhere);
    }
  });

  it("admission is one round trip, and entering takes two", async () => {
    const { signed } = await admin();
    const cookie = `${signed.cookie}; ${consoleCookie(await enter(signed))}`;
    expect((await answerWithin(2, () => boot(cookie))).status).toBe(200);
    await prove(signed);
    expect((await answerWithin(2, () => enter(signed))).status).toBe(200);
  });
});
