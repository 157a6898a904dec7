import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { type InvitationRow, invitationRow } from "../../domain/people.ts";
import { ROLES } from "../../domain/rights.ts";
import { account, authEvent, invitation, mail, person, session, workspace } from "../../worker/store/schema/platform.ts";
import { askAs, changeOf, type Desk, deskOf, mailsTo, memberRow, nobody, tokenIn } from "../support/desk.ts";
import { personIn } from "../support/leads.ts";
import { outboxRows, platformAuditOf, projected } from "../support/outbox.ts";
import { signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { ask } from "../support/signed.ts";
import { databases, makeWorld, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const wish = {
  people: {
    owner: { role: "owner" as const },
    admin: { role: "admin" as const },
    manager: { role: "manager" as const },
    agent: { role: "agent" as const },
    auditor: { role: "auditor" as const },
  },
};
const PASSWORD = "seven green boats at noon";
const DAY_MS = 24 * 3_600_000;

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

const address = () => `${uuidv7()}@example.org`;

async function invited(desk: Desk, email: string, over: Record<string, unknown> = {}): Promise<InvitationRow> {
  const told = await desk.ask("POST", "invitations", { id: uuidv7(), email, role: "agent", teams: [], ...over });
  expect([told.status, told.text]).toEqual([200, told.text]);
  return v.parse(invitationRow, told.json);
}

const lastToken = async (email: string) => tokenIn((await mailsTo(email)).at(-1));
const look = (token: string) => askAs(null, "POST", "/api/invitations/look", { token });
const accept = (token: string, by: { cookie: string } | null = null, who: unknown = { name: "Layla Haddad", password: PASSWORD }) =>
  askAs(by, "POST", "/api/invitations/accept", { token, account: who });

/** A person who belongs nowhere yet. */
async function stranger(email: string): Promise<string> {
  const id = uuidv7();
  const date = new Date();
  await db.insert(person).values({ id, name: "A stranger", email, language: "ar", createdAt: date, updatedAt: date });
  return id;
}

const rowOf = async (id: string) => (await db.select().from(invitation).where(eq(invitation.id, id)))[0];

describe("inviting", () => {
  it("PE1: one mail with a link; the token stands in it alone, its hash in the table", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const email = address();
    const row = await invited(desk, ` ${email.toUpperCase()} `, { role: "manager" });
    expect(row).toMatchObject({ email, role: "manager", invitedBy: personIn(world, "admin"), sends: 1, version: 1 });
    expect(row.expiresAt - row.createdAt).toBeGreaterThan(7 * DAY_MS - 5_000);
    expect((await desk.people()).invitations).toEqual([row]);
    const [says] = await mailsTo(email);
    expect(says).toMatchObject({ kind: "invitation", workspace: world.slug, by: world.people["admin"]?.name, expires: row.expiresAt });
    const token = tokenIn(says);
    expect(token).toMatch(/^[\w-]{43}$/);
    const audit = await platformAuditOf(world);
    expect(audit.map((one) => one.record)).toMatchObject([{ act: "invitation.sent", actor: personIn(world, "admin"), subject: row.id }]);
    // SC1: nothing that is stored or told holds it in the clear.
    const stored = JSON.stringify([await rowOf(row.id), audit, await db.select().from(mail).where(eq(mail.recipient, email)), row]);
    expect(stored).not.toContain(token);
    expect((await rowOf(row.id))?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("in the language of whoever it goes to, else the workspace's", async () => {
    const world = await makeWorld({ ...wish, settings: { language: "en" } });
    const desk = await deskOf(world, "admin");
    const [known, unknown] = [address(), address()];
    await stranger(known);
    await invited(desk, known);
    await invited(desk, unknown);
    const languages = [];
    for (const email of [known, unknown]) languages.push((await db.select().from(mail).where(eq(mail.recipient, email)))[0]?.language);
    expect(languages).toEqual(["ar", "en"]);
  });

  it.each(Object.keys(wish.people) as (keyof typeof wish.people)[])("%s, to every role", async (who) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, who);
    for (const role of ROLES) {
      const told = await desk.ask("POST", "invitations", { id: uuidv7(), email: address(), role, teams: [] });
      const may = who === "owner" || (who === "admin" && role !== "owner");
      expect([who, role, told.status]).toEqual([who, role, may ? 200 : 403]);
    }
    if (who === "manager" || who === "auditor") expect((await desk.people()).invitations).toEqual([]);
  });

  it("PE1: sent twice it is one invitation and one mail; asked for anew while it is open, it says so", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const email = address();
    const row = await invited(desk, email);
    expect(await invited(desk, email, { id: row.id })).toEqual(row);
    const again = await desk.ask("POST", "invitations", { id: uuidv7(), email, role: "admin", teams: [] });
    expect([again.status, again.json["error"]]).toMatchObject([409, { why: "invited", now: { id: row.id } }]);
    expect(await mailsTo(email)).toHaveLength(1);
    expect(await platformAuditOf(world)).toHaveLength(1);
  });

  it("two admins at once invite one address once", async () => {
    const world = await makeWorld(wish);
    const [one, two] = [await deskOf(world, "admin"), await deskOf(world, "owner")];
    const email = address();
    const told = await Promise.all(
      [one, two].map((desk) => desk.ask("POST", "invitations", { id: uuidv7(), email, role: "agent", teams: [] })),
    );
    expect(told.map((each) => each.status).sort()).toEqual([200, 409]);
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it("who is a member is not invited; a foreign team is none; nobody learns who has an account elsewhere", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld({ people: { owner: { role: "owner", teams: [`t-${uuidv7()}`] } } })];
    const desk = await deskOf(world, "admin");
    const member = await desk.ask("POST", "invitations", {
      id: uuidv7(),
      email: `${personIn(world, "agent")}@example.com`,
      role: "agent",
      teams: [],
    });
    expect([member.status, member.json["error"]]).toMatchObject([409, { why: "member", field: "email" }]);
    const teams = elsewhere.people["owner"]?.teams ?? [];
    expect((await desk.ask("POST", "invitations", { id: uuidv7(), email: address(), role: "agent", teams })).code).toBe("invalid_input");
    const [there, nowhere] = [await invited(desk, `${personIn(elsewhere, "owner")}@example.com`), await invited(desk, address())];
    expect(Object.keys(there)).toEqual(Object.keys(nowhere));
  });

  it("throttled by workspace, with the wait", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "owner");
    const counter = testEnv.THROTTLE.getByName(`invitations ${world.id}`);
    for (let n = 0; n < 50; n++) await counter.take(50, 3_600_000);
    const told = await desk.ask("POST", "invitations", { id: uuidv7(), email: address(), role: "agent", teams: [] });
    expect([told.status, told.json["error"]]).toMatchObject([429, { code: "too_many", retryAfter: expect.any(Number) }]);
  });

  it("PM1: another workspace's invitation is none, whatever is asked of it", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const desk = await deskOf(world, "owner");
    const row = await invited(await deskOf(elsewhere, "owner"), address());
    for (const act of ["resend", "withdraw"]) {
      const [foreign, missing] = [
        await desk.ask("POST", `invitations/${row.id}/${act}`, { version: 1 }),
        await desk.ask("POST", `invitations/${nobody}/${act}`, { version: 1 }),
      ];
      expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    }
    expect((await desk.ask("POST", "invitations", { id: row.id, email: row.email, role: "agent", teams: [] })).status).toBe(404);
    expect(await rowOf(row.id)).toMatchObject({ state: "open", version: 1, workspaceId: elsewhere.id });
  });

  it.each<[string, (row: InvitationRow) => [string, unknown]]>([
    ["an invitation", () => ["invitations", { id: uuidv7(), email: address(), role: "agent", teams: [] }]],
    ["sending it again", (row) => [`invitations/${row.id}/resend`, { version: 1 }]],
    ["withdrawing it", (row) => [`invitations/${row.id}/withdraw`, { version: 1 }]],
  ])("three round trips for %s", async (_title, of) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const [path, body] = of(await invited(desk, address()));
    const answer = await answerWithin(3, () =>
      ask(`/api/w/${world.slug}/${path}`, { method: "POST", cookie: desk.signed.cookie, body: JSON.stringify(body) }),
    );
    expect(answer.status).toBe(200);
  });
});

describe("resend and withdraw", () => {
  it("sent again, the link before is over; each compares the version that was seen; five times at most", async () => {
    const world = await makeWorld(wish);
    const [admin, owner] = [await deskOf(world, "admin"), await deskOf(world, "owner")];
    const email = address();
    const row = await invited(admin, email);
    const first = await lastToken(email);
    const again = await owner.ask("POST", `invitations/${row.id}/resend`, { version: 1 });
    expect(again.json).toMatchObject({ sends: 2, version: 2, invitedBy: personIn(world, "owner") });
    expect([(await look(first)).code, (await look(await lastToken(email))).status]).toEqual(["link_over", 200]);
    const late = await admin.ask("POST", `invitations/${row.id}/resend`, { version: 1 });
    expect([late.status, late.json["error"]]).toMatchObject([409, { now: { version: 2 } }]);
    for (let version = 2; version < 5; version++) await owner.ask("POST", `invitations/${row.id}/resend`, { version });
    expect((await owner.ask("POST", `invitations/${row.id}/resend`, { version: 5 })).code).toBe("too_many");
    expect(await mailsTo(email)).toHaveLength(5);
  });

  it("withdrawn, it opens nothing and can be asked for anew", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const email = address();
    const row = await invited(desk, email);
    const token = await lastToken(email);
    expect((await desk.ask("POST", `invitations/${row.id}/withdraw`, { version: 1 })).json).toMatchObject({ id: row.id, version: 2 });
    expect([(await look(token)).status, (await accept(token)).code]).toEqual([410, "link_over"]);
    expect((await desk.ask("POST", `invitations/${row.id}/withdraw`, { version: 1 })).status).toBe(409);
    expect((await desk.people()).invitations).toEqual([]);
    await invited(desk, email);
    expect((await platformAuditOf(world)).map((one) => one.record.act)).toEqual([
      "invitation.sent",
      "invitation.withdrawn",
      "invitation.sent",
    ]);
  });

  it("an admin does nothing with an invitation to own the workspace", async () => {
    const world = await makeWorld(wish);
    const row = await invited(await deskOf(world, "owner"), address(), { role: "owner" });
    const admin = await deskOf(world, "admin");
    for (const act of ["resend", "withdraw"]) {
      expect((await admin.ask("POST", `invitations/${row.id}/${act}`, { version: 1 })).code).toBe("not_allowed");
    }
  });
});

describe("accepting", () => {
  it("PE1: somebody new becomes a person, a member and signed in, in one batch, once", async () => {
    const team = `team-${uuidv7()}`;
    const world = await makeWorld({ people: { owner: { role: "owner", teams: [team] } } });
    const email = address();
    const row = await invited(await deskOf(world, "owner"), email, { role: "manager", teams: [team] });
    const token = await lastToken(email);
    expect((await look(token)).json).toEqual({
      workspace: world.slug,
      email,
      role: "manager",
      invitedBy: world.people["owner"]?.name,
      expiresAt: row.expiresAt,
      isNew: true,
    });
    const told = await accept(token);
    expect([told.status, told.json]).toEqual([200, { slug: world.slug }]);
    const cookie = (told.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    expect((await askAs({ cookie }, "GET", `/api/w/${world.slug}/boot`)).json["me"]).toMatchObject({
      name: "Layla Haddad",
      role: "manager",
      teams: [team],
    });
    const [made] = await db.select().from(person).where(eq(person.email, email));
    expect(made).toMatchObject({ name: "Layla Haddad", emailVerified: true });
    const id = made?.id ?? "";
    expect((await projected(world)).members.get(id)).toMatchObject({ role: "manager", status: "active", teams: [team] });
    expect((await outboxRows(world)).every((one) => one.doneAt !== null)).toBe(true);
    const [opened] = await db.select().from(session).where(eq(session.userId, id));
    expect(opened).toMatchObject({ ipAddress: "203.0.113.7", userAgent: "A browser", pending: false, secondFactorAt: null });
    expect((await db.select().from(authEvent).where(eq(authEvent.person, id))).map((one) => one.act)).toEqual(["signed_in"]);
    expect((await platformAuditOf(world)).map((one) => [one.record.act, one.record.actor])).toEqual([
      ["invitation.sent", personIn(world, "owner")],
      ["invitation.accepted", id],
      ["member.added", id],
    ]);
    expect(await rowOf(row.id)).toMatchObject({ state: "accepted", settledBy: id });
    // Again, by whoever: it is used.
    expect([(await accept(token)).code, (await look(token)).code]).toEqual(["link_over", "link_over"]);
    // And the password is theirs.
    const signedIn = await askAs(null, "POST", "/api/auth/sign-in/email", { email, password: PASSWORD });
    expect(signedIn.status).toBe(200);
  });

  it.each<[string, (token: string, id: string) => Promise<string>]>([
    ["wrong", async (token) => `${token.slice(0, -2)}xx`],
    ["expired", async (token, id) => (await db.update(invitation).set({ expiresAt: 1 }).where(eq(invitation.id, id)), token)],
    ["withdrawn", async (token, id) => (await db.update(invitation).set({ state: "withdrawn" }).where(eq(invitation.id, id)), token)],
    ["used", async (token, id) => (await db.update(invitation).set({ state: "accepted" }).where(eq(invitation.id, id)), token)],
    [
      "into a workspace that is suspended",
      async (token, id) => {
        const row = await rowOf(id);
        await db
          .update(workspace)
          .set({ status: "suspended" })
          .where(eq(workspace.id, row?.workspaceId ?? ""));
        return token;
      },
    ],
  ])("SI1: a link that is %s is over: one answer, and nothing changes", async (_title, spoil) => {
    const world = await makeWorld(wish);
    const email = address();
    const row = await invited(await deskOf(world, "admin"), email);
    const token = await spoil(await lastToken(email), row.id);
    const told = [await look(token), await accept(token)];
    expect(told.map((each) => [each.status, each.code])).toEqual([
      [410, "link_over"],
      [410, "link_over"],
    ]);
    expect(told[0]?.text).toBe(told[1]?.text);
    expect(await db.select().from(person).where(eq(person.email, email))).toEqual([]);
  });

  it("PE1: it stands while whoever sent it may give that role, and no longer", async () => {
    const world = await makeWorld(wish);
    const [owner, admin] = [await deskOf(world, "owner"), await deskOf(world, "admin")];
    const email = address();
    const row = await invited(admin, email, { role: "admin" });
    const token = await lastToken(email);
    const known = await owner.see("admin");
    await owner.ask("PUT", `people/${known.id}`, changeOf(known, { role: "agent" }));
    expect([(await look(token)).code, (await accept(token)).code]).toEqual(["link_over", "link_over"]);
    // Whoever sends it again stands for it.
    await owner.ask("POST", `invitations/${row.id}/resend`, { version: 1 });
    expect((await look(await lastToken(email))).status).toBe(200);
  });

  it("nobody new without a name and a password, and not with a weak one; the link stays good", async () => {
    const world = await makeWorld(wish);
    const email = address();
    await invited(await deskOf(world, "admin"), email);
    const token = await lastToken(email);
    expect((await accept(token, null, null)).code).toBe("invalid_input");
    for (const password of ["short", "aaaaaaaaaaaaaaaa", "layla haddad 1234"]) {
      expect([password, (await accept(token, null, { name: "Layla Haddad", password })).code]).toEqual([password, "weak_password"]);
    }
    expect(await db.select().from(person).where(eq(person.email, email))).toEqual([]);
    expect((await accept(token)).status).toBe(200);
  });

  it("PE1: for whoever has the address it takes their own session, and no other's", async () => {
    const world = await makeWorld(wish);
    const email = address();
    const id = await stranger(email);
    await invited(await deskOf(world, "admin"), email, { role: "auditor" });
    const token = await lastToken(email);
    expect((await look(token)).json["isNew"]).toBe(false);
    expect((await accept(token)).code).toBe("not_signed_in");
    const wrong = await accept(token, await signIn(personIn(world, "agent")), null);
    expect([wrong.status, wrong.json["error"]]).toMatchObject([403, { code: "not_allowed", why: "wrong_person" }]);
    expect(await memberRow(world, id)).toBeUndefined();
    const own = await signIn(id);
    const told = await accept(token, own, null);
    expect([told.status, told.json, told.headers.get("set-cookie")]).toEqual([200, { slug: world.slug }, null]);
    expect(await memberRow(world, id)).toMatchObject({ role: "auditor", status: "active" });
    expect((await db.select().from(person).where(eq(person.id, id)))[0]).toMatchObject({ name: "A stranger", emailVerified: true });
    expect(await db.select().from(account).where(eq(account.userId, id))).toEqual([]);
    expect((await askAs(own, "GET", `/api/w/${world.slug}/boot`)).status).toBe(200);
  });

  it.each(["remove", "suspend"])("who was put out (%s) comes back by an invitation, and by none from before", async (act) => {
    const world = await makeWorld(wish);
    const [owner, agent] = [await deskOf(world, "owner"), personIn(world, "agent")];
    const email = `${agent}@example.com`;
    const row = await owner.see("agent");
    await owner.ask("PUT", `people/${agent}`, changeOf(row, { rights: ["privacy"] }));
    // From before, as when an address was changed in between.
    const old = await invited(owner, address());
    await db.update(invitation).set({ email }).where(eq(invitation.id, old.id));
    await owner.ask("POST", `people/${agent}/${act}`, { version: 2, to: null });
    expect(await rowOf(old.id)).toMatchObject({ state: "withdrawn" });
    await invited(owner, email, { role: "manager" });
    const told = await accept(await lastToken(email), await signIn(agent), null);
    expect(told.status).toBe(200);
    // Rights by name are given anew, or not.
    expect(await memberRow(world, agent)).toMatchObject({ role: "manager", status: "active", rights: [], version: 4 });
  });

  it("two round trips to look, three to accept, the last one the commit", async () => {
    const world = await makeWorld(wish);
    const email = address();
    await invited(await deskOf(world, "admin"), email);
    const token = await lastToken(email);
    const signed = await signIn(personIn(world, "agent"));
    const send = (most: number, path: string, body: unknown) =>
      answerWithin(most, () => ask(`/api/invitations/${path}`, { method: "POST", cookie: signed.cookie, body: JSON.stringify(body) }));
    expect((await send(2, "look", { token })).status).toBe(200);
    expect((await send(3, "accept", { token, account: { name: "Layla", password: PASSWORD } })).status).toBe(200);
  });

  it("sent twice at once, it is accepted once", async () => {
    const world = await makeWorld(wish);
    const email = address();
    await invited(await deskOf(world, "admin"), email);
    const token = await lastToken(email);
    const told = await Promise.all([accept(token), accept(token)]);
    expect(told.map((each) => each.status).sort()).toEqual([200, 410]);
    expect(await db.select().from(person).where(eq(person.email, email))).toHaveLength(1);
  });

  it("two workspaces invite one new address: the second asks for who they are by now", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const email = address();
    await invited(await deskOf(world, "admin"), email);
    const first = await lastToken(email);
    await invited(await deskOf(elsewhere, "admin"), email);
    const second = await lastToken(email);
    const told = await Promise.all([accept(first), accept(second)]);
    expect(told.map((each) => each.code).sort()).toEqual(["", "not_signed_in"]);
    expect(await db.select().from(person).where(eq(person.email, email))).toHaveLength(1);
  });

  it("a batch that fails leaves nobody half made", async () => {
    const world = await makeWorld(wish);
    const email = address();
    const row = await invited(await deskOf(world, "admin"), email);
    const token = await lastToken(email);
    watching = watchSql(testEnv, async (begun) => {
      if (begun === 1) throw new Error("the database is away");
    });
    expect((await accept(token)).status).toBe(500);
    watching.stop();
    expect(await db.select().from(person).where(eq(person.email, email))).toEqual([]);
    expect(await rowOf(row.id)).toMatchObject({ state: "open" });
    expect((await accept(token)).status).toBe(200);
  });
});

describe("the world that is read", () => {
  it("a shard that is away costs nobody their place: they are in, and carried on later", async () => {
    const world: World = await makeWorld(wish);
    const email = address();
    await invited(await deskOf(world, "admin"), email);
    const token = await lastToken(email);
    watching = watchSql(testEnv, async (_, database) => {
      if (database === "workspace") throw new Error("the shard is away");
    });
    const told = await accept(token);
    watching.stop();
    expect(told.status).toBe(200);
    expect((await outboxRows(world)).map((one) => one.doneAt)).toEqual([null]);
  });
});
