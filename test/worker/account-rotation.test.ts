import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { setMember } from "../../worker/store/membership.ts";
import { findMember, ROTATION_MS } from "../../worker/store/people.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { fresh } from "../../worker/env.ts";
import { Browser, eventsOf, recordsOf, seated, sessionRows } from "../support/account.ts";
import { personIn } from "../support/leads.ts";
import { DOER } from "../support/outbox.ts";
import { Client, knock } from "../support/socket.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, type World } from "../support/world.ts";

const db = databases.platform;

async function agentIn(world: World) {
  const person = personIn(world, "agent");
  return { person, browser: await seated(person, { createdAt: Date.now() - 1_000 }) };
}
const makeFloor = () => makeWorld({ people: { owner: { role: "owner" }, agent: { role: "agent" } } });

async function change(world: World, person: string, over: Partial<Parameters<typeof setMember>[1]>): Promise<void> {
  const known = await findMember(db, world.id, person);
  if (known === undefined) throw new Error("not a member");
  await setMember(db, { ...known, workspace: world.id, person, ...over }, DOER, fresh);
}

const boot = (browser: Browser, world: World) => browser.ask(`/api/w/${world.slug}/boot`);

describe("a session whose person may do something else", () => {
  it("SI2: gets another token with the next request, once, within the round trips of that request; its socket stands", async () => {
    const world = await makeFloor();
    const { person, browser } = await agentIn(world);
    const socket = await Client.open(world.slug, { session: browser.session, token: "", cookie: browser.cookie });
    const first = browser.cookie;
    expect((await boot(browser, world)).headers.getSetCookie()).toEqual([]);
    await change(world, person, { role: "manager" });
    const answer = await answerWithin(2, () => boot(browser, world));
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([
      200,
      [expect.stringMatching(/^leadoxe=[0-9a-f]{64}\.[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)],
    ]);
    expect(browser.cookie).not.toBe(first);
    expect((await boot(browser, world)).headers.getSetCookie()).toEqual([]);
    expect(await sessionRows(person)).toMatchObject([{ id: browser.session }]);
    await socket.ping();
    expect(socket.open).toBe(true);
    socket.leave();
  });

  it("SI2: away or another weight are no rights, and change no token; another right by name is one", async () => {
    const world = await makeFloor();
    const { person, browser } = await agentIn(world);
    await change(world, person, { away: true, weight: 3 });
    expect((await boot(browser, world)).headers.getSetCookie()).toEqual([]);
    await change(world, person, { rights: ["privacy"] });
    expect((await boot(browser, world)).headers.getSetCookie()).toHaveLength(1);
  });

  it("SI2: the token before is good for what was on its way, and of many at once one changes it", async () => {
    const world = await makeFloor();
    const { person, browser } = await agentIn(world);
    const before = new Browser({ cookie: browser.cookie });
    await change(world, person, { role: "manager" });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => new Browser({ cookie: browser.cookie }).ask(`/api/w/${world.slug}/boot`)),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toHaveLength(1);
    const later = await boot(before, world);
    expect([later.status, later.headers.getSetCookie()]).toEqual([200, []]);
  });

  it("SI2: whoever shows it later ends the session, sockets included (EV4), and leaves a record", async () => {
    const world = await makeFloor();
    const { person, browser } = await agentIn(world);
    const copy = new Browser({ cookie: browser.cookie });
    await change(world, person, { role: "manager" });
    await boot(browser, world);
    const socket = await Client.open(world.slug, { session: browser.session, token: "", cookie: browser.cookie });
    await db
      .update(platform.session)
      .set({ rotatedAt: Date.now() - ROTATION_MS })
      .where(eq(platform.session.id, browser.session));
    const at = Date.now();
    const refused = await boot(copy, world);
    expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([401, "not_signed_in"]);
    expect((await socket.closed()).at - at).toBeLessThan(1_000);
    expect((await boot(browser, world)).status).toBe(401);
    expect([await sessionRows(person), (await eventsOf(person)).at(-1)]).toEqual([[], "session_ended"]);
    const reused = async () => (await recordsOf(person)).filter((row) => row.act === "auth.session_reused");
    expect(await reused()).toMatchObject([{ actor: null, ip: copy.ip, browser: copy.agent }]);
    // Shown again it is nobody's.
    expect((await boot(copy, world)).status).toBe(401);
    expect(await reused()).toHaveLength(1);
  });

  it.each(["/api/session", "/api/account", "/live"])("SI2: wherever it is shown: %s", async (where) => {
    const world = await makeFloor();
    const { person, browser } = await agentIn(world);
    const copy = new Browser({ cookie: browser.cookie });
    await change(world, person, { role: "manager" });
    await boot(browser, world);
    await db.update(platform.session).set({ rotatedAt: 0 }).where(eq(platform.session.id, browser.session));
    const answer = where === "/live" ? await knock(world.slug, { cookie: copy.cookie }) : await copy.ask(where);
    expect(answer.status).toBe(401);
    await vi.waitUntil(async () => (await sessionRows(person)).length === 0);
  });

  it("SI2: a token that never was one, or with a signature that is not ours, ends nothing", async () => {
    const world = await makeFloor();
    const { person, browser } = await agentIn(world);
    await db.update(platform.session).set({ previousToken: "given-up", rotatedAt: 0 }).where(eq(platform.session.id, browser.session));
    const forged = new Browser({ cookie: `leadoxe=${encodeURIComponent(`given-up.${"A".repeat(43)}=`)}` });
    expect((await boot(forged, world)).status).toBe(401);
    expect((await boot(new Browser(), world)).status).toBe(401);
    expect((await boot(browser, world)).status).toBe(200);
    expect(await sessionRows(person)).toHaveLength(1);
  });
});
