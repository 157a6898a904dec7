import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, describe, expect, it } from "vitest";
import { account, authEvent, invitation, person, session, workspace } from "../../worker/store/schema/platform.ts";
import { Browser } from "../support/account.ts";
import {
  accept,
  askAs,
  changeOf,
  deskOf,
  invitationById,
  invited,
  lastToken,
  look,
  mailsTo,
  memberRow,
  newAddress,
  PASSWORD,
  statusesOf,
} from "../support/desk.ts";
import { personIn } from "../support/leads.ts";
import { outboxRows, platformAuditOf, projected } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
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

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

/** A person who belongs nowhere yet. */
async function stranger(email: string): Promise<string> {
  const id = uuidv7();
  const date = new Date();
  await db.insert(person).values({ id, name: "A stranger", email, language: "ar", createdAt: date, updatedAt: date });
  return id;
}

describe("accepting", () => {
  it("PE1: somebody new becomes a person, a member and signed in, in one batch, once", async () => {
    const team = `team-${uuidv7()}`;
    const world = await makeWorld({ people: { owner: { role: "owner", teams: [team] } } });
    const email = newAddress();
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
    expect(await invitationById(row.id)).toMatchObject({ state: "accepted", settledBy: id });
    // Again, by whoever: it is used.
    expect([(await accept(token)).code, (await look(token)).code]).toEqual(["link_over", "link_over"]);
    // And the password is theirs: from the browser they came with, without a word (SI2), from any other one with a mail.
    const mailed = async () => (await mailsTo(email)).filter((says) => says.kind === "new_browser").length;
    const signedIn = await askAs(null, "POST", "/api/auth/sign-in/email", { email, password: PASSWORD });
    expect([signedIn.status, await mailed()]).toEqual([200, 0]);
    const elsewhere = await new Browser({ agent: "Another one entirely" }).signIn(email, PASSWORD);
    expect([elsewhere.status, await mailed()]).toEqual([200, 1]);
  });

  it.each<[string, (token: string, id: string) => Promise<string>]>([
    ["wrong", async (token) => `${token.slice(0, -2)}xx`],
    ["expired", async (token, id) => (await db.update(invitation).set({ expiresAt: 1 }).where(eq(invitation.id, id)), token)],
    ["withdrawn", async (token, id) => (await db.update(invitation).set({ state: "withdrawn" }).where(eq(invitation.id, id)), token)],
    ["used", async (token, id) => (await db.update(invitation).set({ state: "accepted" }).where(eq(invitation.id, id)), token)],
    [
      "into a workspace that is suspended",
      async (token, id) => {
        const row = await invitationById(id);
        await db
          .update(workspace)
          .set({ status: "suspended" })
          .where(eq(workspace.id, row?.workspaceId ?? ""));
        return token;
      },
    ],
  ])("SI1: a link that is %s is over: one answer, and nothing changes", async (_title, spoil) => {
    const world = await makeWorld(wish);
    const email = newAddress();
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
    const email = newAddress();
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
    const email = newAddress();
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
    const email = newAddress();
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
    const old = await invited(owner, newAddress());
    await db.update(invitation).set({ email }).where(eq(invitation.id, old.id));
    await owner.ask("POST", `people/${agent}/${act}`, { version: 2, to: null });
    expect(await invitationById(old.id)).toMatchObject({ state: "withdrawn" });
    await invited(owner, email, { role: "manager" });
    const told = await accept(await lastToken(email), await signIn(agent), null);
    expect(told.status).toBe(200);
    // Rights by name are given anew, or not.
    expect(await memberRow(world, agent)).toMatchObject({ role: "manager", status: "active", rights: [], version: 4 });
  });

  it("two round trips to look, three to accept, the last one the commit", async () => {
    const world = await makeWorld(wish);
    const email = newAddress();
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
    const email = newAddress();
    await invited(await deskOf(world, "admin"), email);
    const token = await lastToken(email);
    const told = await Promise.all([accept(token), accept(token)]);
    expect(statusesOf(told)).toEqual([200, 410]);
    expect(await db.select().from(person).where(eq(person.email, email))).toHaveLength(1);
  });

  it("two workspaces invite one new address: the second asks for who they are by now", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const email = newAddress();
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
    const email = newAddress();
    const row = await invited(await deskOf(world, "admin"), email);
    const token = await lastToken(email);
    watching = watchSql(testEnv, async (begun) => {
      if (begun === 1) throw new Error("the database is away");
    });
    expect((await accept(token)).status).toBe(500);
    watching.stop();
    expect(await db.select().from(person).where(eq(person.email, email))).toEqual([]);
    expect(await invitationById(row.id)).toMatchObject({ state: "open" });
    expect((await accept(token)).status).toBe(200);
  });
});

describe("the world that is read", () => {
  it("a shard that is away costs nobody their place: they are in, and carried on later", async () => {
    const world: World = await makeWorld(wish);
    const email = newAddress();
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
