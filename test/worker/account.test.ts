import { eq } from "drizzle-orm";
import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import { accountAnswer, sessionsAnswer } from "../../domain/account.ts";
import { needsSecondFactor, ROLES } from "../../domain/rights.ts";
import { mustProve } from "../../worker/store/people.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { Browser, eventsOf, recordsOf, seated, sessionRows, setUpTotp, somebody, withPassword } from "../support/account.ts";
import { personIn } from "../support/leads.ts";
import { outboxRows, projected, stranger } from "../support/outbox.ts";
import { Client } from "../support/socket.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld } from "../support/world.ts";

const db = databases.platform;

async function accountOf(browser: Browser) {
  return v.parse(v.strictObject(accountAnswer.entries), await (await browser.ask("/api/account")).json());
}

async function sessionsOf(browser: Browser) {
  return v.parse(sessionsAnswer, await (await browser.ask("/api/account/sessions")).json()).sessions;
}

const put = (browser: Browser, body: unknown) => browser.ask("/api/account", { method: "PUT", body: JSON.stringify(body) });
const end = async (browser: Browser, session: unknown) => {
  const answer = await browser.ask("/api/account/sessions/end", { method: "POST", body: JSON.stringify({ session }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe("one's own account", () => {
  it("says who one is, what proves it and whether it has to be proven, in one round trip", async () => {
    const who = await somebody({ language: "ar" });
    const browser = await seated(who.id);
    const answer = await answerWithin(1, () => browser.ask("/api/account"));
    expect(await answer.json()).toEqual({
      person: { id: who.id, name: who.name, email: who.email, emailVerified: false, language: "ar" },
      totp: false,
      passkeys: [],
      mustHaveSecondFactor: false,
      secondFactorAt: null,
      provenFor: 0,
    });
    await setUpTotp(browser);
    expect(await accountOf(browser)).toMatchObject({ totp: true, secondFactorAt: expect.any(Number), provenFor: 900_000 });
  });

  it("SI1: of whom a second factor is asked is the same in the database and in the rule, for every role", async () => {
    for (const role of ROLES) {
      for (const everybody of [false, true]) {
        const settings = { secondFactor: everybody ? ("everybody" as const) : ("owners" as const) };
        const world = await makeWorld({ people: { one: { role } }, settings });
        const id = personIn(world, "one");
        const asked = async () =>
          (
            await db
              .select({ must: mustProve(id) })
              .from(platform.person)
              .where(eq(platform.person.id, id))
          )[0]?.must;
        expect([role, everybody, await asked()]).toEqual([role, everybody, needsSecondFactor(role, everybody)]);
        await db.update(platform.member).set({ status: "removed" }).where(eq(platform.member.personId, id));
        expect(await asked()).toBe(false);
        await db.insert(platform.platformMember).values({ personId: id, role: "platform:auditor", createdAt: 0 });
        expect(await asked()).toBe(true);
      }
    }
  });

  it("SI1: /api/session says that a factor is asked for until this session has proven one", async () => {
    const world = await makeWorld();
    const owner = personIn(world, "owner");
    await withPassword(owner);
    const browser = await seated(owner);
    const says = async () => (await (await browser.ask("/api/session")).json()) as Record<string, unknown>;
    expect(await says()).toMatchObject({ secondFactor: false, secondFactorNeeded: true });
    expect((await browser.ask(`/api/w/${world.slug}/boot`)).status).toBe(403);
    await setUpTotp(browser);
    expect(await says()).toMatchObject({ secondFactor: true, secondFactorNeeded: false });
    expect((await browser.ask(`/api/w/${world.slug}/boot`)).status).toBe(200);
  });

  it("AU1: another name is a record, and reaches every workspace of theirs (PE1)", async () => {
    const [world, other] = [await makeWorld({ people: { agent: { role: "agent" } } }), await makeWorld()];
    const agent = personIn(world, "agent");
    await db.insert(platform.member).values({ workspaceId: other.id, personId: agent, role: "agent", status: "active", createdAt: 0 });
    const browser = await seated(agent);
    const answer = await put(browser, { name: "  Layla Haddad ", language: "ar" });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ person: expect.objectContaining({ name: "Layla Haddad", language: "ar" }) }),
    ]);
    const [record] = await recordsOf(agent);
    expect(record).toMatchObject({ act: "person.changed", actor: agent, ip: browser.ip, workspaceId: null });
    for (const place of [world, other]) {
      await vi.waitUntil(async () => (await outboxRows(place)).every((row) => row.doneAt !== null));
      expect((await projected(place)).members.get(agent)?.name).toBe("Layla Haddad");
    }
  });

  it("another language alone tells no workspace; nothing changed is no record", async () => {
    const world = await makeWorld({ people: { agent: { role: "agent" } } });
    const agent = personIn(world, "agent");
    const browser = await seated(agent);
    const { person } = await accountOf(browser);
    expect((await put(browser, { name: person.name, language: null })).status).toBe(200);
    expect(await recordsOf(agent)).toEqual([]);
    expect((await put(browser, { name: person.name, language: "en" })).status).toBe(200);
    expect((await recordsOf(agent)).map((row) => row.act)).toEqual(["person.changed"]);
    expect(await outboxRows(world)).toEqual([]);
  });

  it("refuses whoever is not signed in, and what is no name or language", async () => {
    const [nobody, browser] = [new Browser(), await seated((await somebody()).id)];
    for (const path of ["/api/account", "/api/account/sessions"]) expect((await nobody.ask(path)).status).toBe(401);
    expect((await put(nobody, { name: "X", language: null })).status).toBe(401);
    expect((await end(nobody, null)).status).toBe(401);
    for (const body of [
      {},
      { name: "", language: null },
      { name: "X" },
      { name: "X\nY", language: null },
      { name: "X", language: "fr" },
      { name: "x".repeat(121), language: null },
    ])
      expect((await put(browser, body)).status).toBe(422);
    for (const session of [5, undefined, "x".repeat(65)]) expect((await end(browser, session)).status).toBe(422);
  });
});

describe("one's own sessions", () => {
  it("SI2: those that stand are listed, the last used first, with the place they were opened from", async () => {
    const who = await somebody();
    const browser = new Browser({ agent: "Mozilla/5.0 Firefox/140.0" });
    await browser.signIn(who.email);
    const old = await seated(who.id, { updatedAt: Date.now() - 60_000, secondFactorAt: Date.now() });
    await seated(who.id, { expiresAt: Date.now() - 1 });
    const rows = await sessionsOf(browser);
    expect(rows).toMatchObject([
      { current: true, browser: browser.agent, ip: browser.ip, secondFactor: false },
      { id: old.session, current: false, secondFactor: true },
    ]);
    expect(rows).toHaveLength(2);
    const told = JSON.stringify(rows);
    for (const row of await sessionRows(who.id)) expect(told).not.toContain(row.token);
  });

  it("EV4: one that is ended is put out within a second, wherever it is open; the one that ended it stays", async () => {
    const world = await makeWorld({ people: { agent: { role: "agent" } } });
    const agent = personIn(world, "agent");
    const [home, away] = [await seated(agent), await seated(agent)];
    const signed = (of: typeof home) => ({ session: of.session, token: "", cookie: of.cookie });
    const [kept, lost] = [await Client.open(world.slug, signed(home)), await Client.open(world.slug, signed(away))];
    const at = Date.now();
    expect(await end(home, away.session)).toEqual({ status: 200, body: { ended: 1, pending: false } });
    expect((await lost.closed()).at - at).toBeLessThan(1_000);
    expect((await away.ask("/api/session")).status).toBe(401);
    await kept.ping();
    expect([kept.open, (await home.ask("/api/session")).status]).toEqual([true, 200]);
    kept.leave();
  });

  it("SI2: all but this one, at once; each is a record", async () => {
    const who = await somebody();
    const [home, ...others] = [await seated(who.id), await seated(who.id), await seated(who.id)];
    expect(await end(home, null)).toEqual({ status: 200, body: { ended: 2, pending: false } });
    for (const other of others) expect((await other.ask("/api/session")).status).toBe(401);
    expect((await sessionsOf(home)).map((row) => row.current)).toEqual([true]);
    expect(await eventsOf(who.id)).toEqual(["signed_in", "signed_in", "signed_in", "session_ended", "session_ended"]);
    expect(await end(home, null)).toEqual({ status: 200, body: { ended: 0, pending: false } });
  });

  it("PM1: somebody else's and one that never was are answered alike, and stand", async () => {
    const [home, other] = [await seated((await somebody()).id), await seated(await stranger())];
    const foreign = await end(home, other.session);
    const none = await end(home, "no-such-session");
    expect([foreign.status, none.status]).toEqual([404, 404]);
    expect((await other.ask("/api/session")).status).toBe(200);
  });
});
