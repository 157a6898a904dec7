import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import type { InvitationRow } from "../../domain/people.ts";
import { ROLES } from "../../domain/rights.ts";
import { mail, person } from "../../worker/store/schema/platform.ts";
import {
  accept,
  askAs,
  deskOf,
  invitationById,
  invited,
  lastToken,
  look,
  mailsTo,
  newAddress,
  nobody,
  statusesOf,
} from "../support/desk.ts";
import { personIn } from "../support/leads.ts";
import { platformAuditOf } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { answerWithin, untilQuiet } from "../support/trips.ts";
import { databases, makeWorld, testEnv } from "../support/world.ts";

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
const DAY_MS = 24 * 3_600_000;

/** A person who belongs nowhere yet. */
async function stranger(email: string): Promise<string> {
  const id = uuidv7();
  const date = new Date();
  await db.insert(person).values({ id, name: "A stranger", email, language: "ar", createdAt: date, updatedAt: date });
  return id;
}

describe("inviting", () => {
  it("PE1: one mail with a link; the token stands in it alone, its hash in the table", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const email = newAddress();
    const row = await invited(desk, ` ${email.toUpperCase()} `, { role: "manager" });
    expect(row).toMatchObject({ email, role: "manager", invitedBy: personIn(world, "admin"), sends: 1, version: 1 });
    expect(row.expiresAt - row.createdAt).toBeGreaterThan(7 * DAY_MS - 5_000);
    expect((await desk.people()).invitations).toEqual([row]);
    const [says] = await mailsTo(email);
    expect(says).toMatchObject({ kind: "invitation", workspace: world.slug, by: world.people["admin"]?.name, expires: row.expiresAt });
    const token = await lastToken(email);
    expect(token).toMatch(/^[\w-]{43}$/);
    const audit = await platformAuditOf(world);
    expect(audit.map((one) => one.record)).toMatchObject([{ act: "invitation.sent", actor: personIn(world, "admin"), subject: row.id }]);
    // SC1: nothing that is stored or told holds it in the clear.
    const stored = JSON.stringify([
      await invitationById(row.id),
      audit,
      await db.select().from(mail).where(eq(mail.recipient, email)),
      row,
    ]);
    expect(stored).not.toContain(token);
    expect((await invitationById(row.id))?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("PE1: an owner who is suspended is let in again, as somebody else, by an owner only", async () => {
    const world = await makeWorld({ people: { ...wish.people, second: { role: "owner" as const } } });
    const [owner, admin] = [await deskOf(world, "owner"), await deskOf(world, "admin")];
    const { email, id } = await owner.see("second");
    const early = newAddress();
    await invited(admin, early);
    expect((await owner.ask("POST", `people/${id}/suspend`, { version: 1 })).status).toBe(200);
    const told = await admin.ask("POST", "invitations", { id: uuidv7(), email, role: "agent", teams: [] });
    expect([told.status, told.json["error"]]).toEqual([409, expect.objectContaining({ code: "conflict", why: "member" })]);
    // Nor by one to an address that became theirs since.
    const token = await lastToken(early);
    await db.update(person).set({ email: early }).where(eq(person.id, id));
    const taken = await askAs(await signIn(id), "POST", "/api/invitations/accept", { token, account: null });
    expect([taken.status, taken.code]).toEqual([410, "link_over"]);
    expect(await owner.see("second")).toMatchObject({ role: "owner", status: "suspended" });
    await owner.ask("POST", `invitations/${(await owner.people()).invitations.find((one) => one.email === early)?.id}/resend`, {
      version: 1,
    });
    expect((await look(await lastToken(early))).json).toMatchObject({ email: early, role: "agent", isNew: false });
  });

  it("in the language of whoever it goes to, else the workspace's", async () => {
    const world = await makeWorld({ ...wish, settings: { language: "en" } });
    const desk = await deskOf(world, "admin");
    const [known, unknown] = [newAddress(), newAddress()];
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
      const told = await desk.ask("POST", "invitations", { id: uuidv7(), email: newAddress(), role, teams: [] });
      const may = who === "owner" || (who === "admin" && role !== "owner");
      expect([who, role, told.status]).toEqual([who, role, may ? 200 : 403]);
    }
    if (who === "manager" || who === "auditor") expect((await desk.people()).invitations).toEqual([]);
  });

  it("PE1: sent twice it is one invitation and one mail; asked for anew while it is open, it says so", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const email = newAddress();
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
    const email = newAddress();
    const told = await Promise.all(
      [one, two].map((desk) => desk.ask("POST", "invitations", { id: uuidv7(), email, role: "agent", teams: [] })),
    );
    expect(statusesOf(told)).toEqual([200, 409]);
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
    expect((await desk.ask("POST", "invitations", { id: uuidv7(), email: newAddress(), role: "agent", teams })).code).toBe("invalid_input");
    const [there, nowhere] = [await invited(desk, `${personIn(elsewhere, "owner")}@example.com`), await invited(desk, newAddress())];
    expect(Object.keys(there)).toEqual(Object.keys(nowhere));
  });

  it("throttled by workspace, with the wait", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "owner");
    const counter = testEnv.THROTTLE.getByName(`invitations ${world.id}`);
    for (let n = 0; n < 50; n++) await counter.take(50, 3_600_000);
    const told = await desk.ask("POST", "invitations", { id: uuidv7(), email: newAddress(), role: "agent", teams: [] });
    expect([told.status, told.json["error"]]).toMatchObject([429, { code: "too_many", retryAfter: expect.any(Number) }]);
  });

  it("PM1: another workspace's invitation is none, whatever is asked of it", async () => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const desk = await deskOf(world, "owner");
    const row = await invited(await deskOf(elsewhere, "owner"), newAddress());
    for (const act of ["resend", "withdraw"]) {
      const [foreign, missing] = [
        await desk.ask("POST", `invitations/${row.id}/${act}`, { version: 1 }),
        await desk.ask("POST", `invitations/${nobody}/${act}`, { version: 1 }),
      ];
      expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    }
    expect((await desk.ask("POST", "invitations", { id: row.id, email: row.email, role: "agent", teams: [] })).status).toBe(404);
    expect(await invitationById(row.id)).toMatchObject({ state: "open", version: 1, workspaceId: elsewhere.id });
  });

  it.each<[string, (row: InvitationRow) => [string, unknown]]>([
    ["an invitation", () => ["invitations", { id: uuidv7(), email: newAddress(), role: "agent", teams: [] }]],
    ["sending it again", (row) => [`invitations/${row.id}/resend`, { version: 1 }]],
    ["withdrawing it", (row) => [`invitations/${row.id}/withdraw`, { version: 1 }]],
  ])("three round trips for %s", async (_title, of) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const [path, body] = of(await invited(desk, newAddress()));
    // Its mail is sent after the answer, by trips that are none of what is counted.
    await untilQuiet();
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
    const email = newAddress();
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
    const email = newAddress();
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

  it("ED1: who comes too late to withdraw it is told who was first, and does not put out whoever has joined", async () => {
    const world = await makeWorld(wish);
    const [admin, owner] = [await deskOf(world, "admin"), await deskOf(world, "owner")];
    const [email, other] = [newAddress(), newAddress()];
    const [row, taken] = [await invited(admin, email), await invited(admin, other)];
    await owner.ask("POST", `invitations/${row.id}/resend`, { version: 1 });
    const late = await admin.ask("POST", `invitations/${row.id}/withdraw`, { version: 1 });
    expect([late.status, late.json["error"]]).toMatchObject([409, { by: personIn(world, "owner"), now: { version: 2 } }]);
    expect((await accept(await lastToken(other))).status).toBe(200);
    expect((await admin.ask("POST", `invitations/${taken.id}/withdraw`, { version: 1 })).status).toBe(409);
    expect((await admin.people()).people.filter((one) => one.email === other)).toMatchObject([{ status: "active" }]);
  });

  it("an admin does nothing with an invitation to own the workspace", async () => {
    const world = await makeWorld(wish);
    const row = await invited(await deskOf(world, "owner"), newAddress(), { role: "owner" });
    const admin = await deskOf(world, "admin");
    for (const act of ["resend", "withdraw"]) {
      expect((await admin.ask("POST", `invitations/${row.id}/${act}`, { version: 1 })).code).toBe("not_allowed");
    }
  });
});
