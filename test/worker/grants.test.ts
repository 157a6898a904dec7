import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { type Boot, bootAnswer } from "../../domain/api.ts";
import { mailKind } from "../../domain/mail/kinds.ts";
import { ASKED_FOR_MS, grantRow, grantsAnswer } from "../../domain/support.ts";
import { openToken } from "../../worker/sealed.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { staffOf } from "../support/console.ts";
import { asked, expireAt, inWorkspace, letIn } from "../support/grants.ts";
import { personIn, plantLead } from "../support/leads.ts";
import { outboxRows, platformAuditOf } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, settings, shard, type World } from "../support/world.ts";

const db = databases.platform;
const people = { owner: { role: "owner" }, second: { role: "owner" }, admin: { role: "admin" }, agent: { role: "agent" } } as const;
const grantOf = async (id: string) => (await db.select().from(platform.supportGrant).where(eq(platform.supportGrant.id, id)))[0];
const codeOf = (answer: { readonly status: number; readonly body: { readonly error?: { readonly code: string } } }) => [
  answer.status,
  answer.body.error?.code,
];
const actsOf = async (world: World) => (await platformAuditOf(world)).map((row) => row.record.act);

/** The workspace's own records of support, with what they say. */
async function visits(world: World) {
  return shard
    .select({ record: workspace.audit, detail: workspace.auditDetail.detail })
    .from(workspace.audit)
    .innerJoin(
      workspace.auditDetail,
      and(eq(workspace.auditDetail.workspaceId, world.id), eq(workspace.auditDetail.audit, workspace.audit.id)),
    )
    .where(and(eq(workspace.audit.workspaceId, world.id), eq(workspace.audit.act, "support.viewed")))
    .orderBy(asc(workspace.audit.n));
}

describe("asking", () => {
  it("SU1: support asks with a reason; every active owner is told by mail, and it opens nothing yet", async () => {
    const world = await makeWorld({ people });
    const staff = await staffOf("platform:support");
    const wish = await asked(staff, world, { edit: true, minutes: 90 });
    expect(v.parse(grantRow, wish.body)).toMatchObject({ state: "asked", version: 1, edit: true, minutes: 90, expiresAt: null });
    expect(wish.body).toMatchObject({ workspace: { id: world.id, slug: world.slug }, person: { id: staff.person } });
    const mails = await db.select().from(platform.mail).where(eq(platform.mail.kind, "support_asked"));
    const owners = ["owner", "second"].map((who) => `${personIn(world, who)}@example.com`);
    expect(
      mails
        .map((mail) => mail.recipient)
        .filter((to) => owners.includes(to))
        .sort(),
    ).toEqual(owners.sort());
    const [mail] = mails.filter((one) => owners.includes(one.recipient));
    const says = v.parse(mailKind, JSON.parse((await openToken(settings.TOKEN_KEYS, mail?.id ?? "", mail?.sealed ?? "")) ?? "null"));
    expect(says).toMatchObject({
      workspace: world.slug,
      minutes: 90,
      edit: true,
      link: `http://localhost/w/${world.slug}/settings/support`,
    });
    expect(await actsOf(world)).toEqual(["support.asked"]);
    expect((await inWorkspace(world, staff.signed, "GET", "boot")).status).toBe(404);
    expect(await outboxRows(world)).toEqual([]);
  });

  it("SU1: one request or grant at a time for a person and a workspace; the same request twice is one", async () => {
    const world = await makeWorld({ people });
    const staff = await staffOf("platform:super_admin");
    const id = uuidv7();
    const [first, again] = [await asked(staff, world, { id }), await asked(staff, world, { id })];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(await actsOf(world)).toEqual(["support.asked"]);
    expect(codeOf(await asked(staff, world))).toEqual([409, "conflict"]);
    expect((await asked(await staffOf("platform:support"), world)).status).toBe(200);
    const old = Date.now() - ASKED_FOR_MS - 1;
    await db.update(platform.supportGrant).set({ askedAt: old }).where(eq(platform.supportGrant.id, id));
    expect((await asked(staff, world)).status).toBe(200);
    const grants = await staff.get<{ grants: { state: string }[] }>("grants");
    expect(v.parse(grantsAnswer, grants).grants.map((grant) => grant.state)).toEqual(["asked", "expired"]);
  });

  it.each([
    [{ reason: "too short" }, [422, "invalid_input"]],
    [{ minutes: 8 * 60 + 1 }, [422, "invalid_input"]],
    [{ minutes: 0 }, [422, "invalid_input"]],
    [{ workspace: uuidv7() }, [404, "not_found"]],
  ])("SU1: %o is refused and leaves nothing", async (over, expected) => {
    const world = await makeWorld({ people });
    const staff = await staffOf("platform:support");
    expect(codeOf(await asked(staff, world, over))).toEqual(expected);
    expect(await db.select().from(platform.supportGrant).where(eq(platform.supportGrant.personId, staff.person))).toEqual([]);
  });

  it("PM1: an auditor or a privacy officer of the platform asks for no entry", async () => {
    const world = await makeWorld({ people });
    for (const role of ["platform:auditor", "platform:privacy_officer"])
      expect(codeOf(await asked(await staffOf(role), world))).toEqual([403, "not_allowed"]);
  });

  it("PM1: another's grant, another id and no id are one answer", async () => {
    const world = await makeWorld({ people });
    const wish = await asked(await staffOf("platform:support"), world);
    const other = await staffOf("platform:support");
    const told = await Promise.all([wish.body.id, uuidv7(), "nothing"].map((id) => other.ask("POST", `grants/${id}/end`, { version: 1 })));
    expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(told[0]?.status).toBe(404);
  });
});

describe("deciding", () => {
  it("SU1: approved by an owner it opens the workspace to that person, to look, until its time", async () => {
    const world = await makeWorld({ people });
    const lead = await plantLead(world);
    const { staff, grant } = await letIn(world);
    expect(grant).toMatchObject({ state: "approved", version: 2, decidedBy: world.people["owner"]?.name });
    expect((grant.expiresAt ?? 0) - Date.now()).toBeGreaterThan(59 * 60_000);
    const boot = await inWorkspace(world, staff.signed, "GET", "boot");
    expect(v.parse(bootAnswer, boot.body).me).toMatchObject({ id: staff.person, role: "support", rights: [] });
    expect((boot.body as unknown as Boot).support).toEqual([
      { grant: grant.id, person: staff.person, name: expect.any(String), edit: false, until: grant.expiresAt },
    ]);
    const stage = { mutation: uuidv7(), version: 1, stage: "won" };
    expect(codeOf(await inWorkspace(world, staff.signed, "PUT", `leads/${lead.id}/stage`, stage))).toEqual([403, "not_allowed"]);
    const other = await staffOf("platform:support");
    expect((await inWorkspace(world, other.signed, "GET", "boot")).status).toBe(404);
    expect((await inWorkspace(await makeWorld(), staff.signed, "GET", "boot")).status).toBe(404);
    expect((await outboxRows(world)).every((row) => row.doneAt !== null)).toBe(true);
    expect(await actsOf(world)).toEqual(["support.asked", "support.approved"]);
  });

  it("SU1: with edit it works on leads too, and its records name the grant", async () => {
    const world = await makeWorld({ people });
    const lead = await plantLead(world);
    const { staff, grant } = await letIn(world, { edit: true });
    const stage = { mutation: uuidv7(), version: 1, stage: "won" };
    expect((await inWorkspace(world, staff.signed, "PUT", `leads/${lead.id}/stage`, stage)).status).toBe(200);
    const [record] = await shard
      .select()
      .from(workspace.audit)
      .where(and(eq(workspace.audit.workspaceId, world.id), eq(workspace.audit.subject, lead.id), eq(workspace.audit.actor, staff.person)));
    expect(record).toMatchObject({ onBehalf: grant.id });
  });

  it("PM1: only an owner decides, and nobody lets themselves in", async () => {
    const world = await makeWorld({ people });
    const staff = await staffOf("platform:support");
    const { body } = await asked(staff, world);
    for (const who of ["admin", "agent"])
      for (const act of ["approve", "refuse", "end"])
        expect(
          codeOf(await inWorkspace(world, await signIn(personIn(world, who)), "POST", `support/${body.id}/${act}`, { version: 1 })),
        ).toEqual([403, "not_allowed"]);
    const self = personIn(world, "second");
    await db.insert(platform.platformMember).values({ personId: self, role: "platform:support", createdAt: 0 });
    await db.update(platform.supportGrant).set({ personId: self }).where(eq(platform.supportGrant.id, body.id));
    const own = await signIn(self);
    expect(codeOf(await inWorkspace(world, own, "POST", `support/${body.id}/approve`, { version: 1 }))).toEqual([403, "not_allowed"]);
    expect((await grantOf(body.id))?.state).toBe("asked");
  });

  it("PM1: another workspace's grant is answered as one that was never asked for", async () => {
    const [world, other] = [await makeWorld({ people }), await makeWorld({ people })];
    const { body } = await asked(await staffOf("platform:support"), world);
    const stranger = await signIn(personIn(other, "owner"));
    const told = await Promise.all(
      [body.id, uuidv7(), "x"].map((id) => inWorkspace(other, stranger, "POST", `support/${id}/approve`, { version: 1 })),
    );
    expect(new Set(told.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    expect(told[0]?.status).toBe(404);
    expect((await inWorkspace(other, stranger, "GET", "support")).body.grants).toEqual([]);
  });

  it("SU1: two owners at once: one decides, the other is told of a conflict; nothing is decided twice", async () => {
    const world = await makeWorld({ people });
    const { body } = await asked(await staffOf("platform:support"), world);
    const [one, two] = [await signIn(personIn(world, "owner")), await signIn(personIn(world, "second"))];
    const told = await Promise.all([
      inWorkspace(world, one, "POST", `support/${body.id}/approve`, { version: 1 }),
      inWorkspace(world, two, "POST", `support/${body.id}/refuse`, { version: 1 }),
    ]);
    expect(told.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect((await actsOf(world)).length).toBe(2);
    const late = await inWorkspace(world, two, "POST", `support/${body.id}/refuse`, { version: 1 });
    expect(codeOf(late)).toEqual([409, "conflict"]);
  });

  it("SU1: a request that nobody answered in three days, or of somebody who has the role no more, is approved no more", async () => {
    const world = await makeWorld({ people });
    const [staff, owner] = [await staffOf("platform:support"), await signIn(personIn(world, "owner"))];
    const { body } = await asked(staff, world);
    await db.delete(platform.platformMember).where(eq(platform.platformMember.personId, staff.person));
    expect(codeOf(await inWorkspace(world, owner, "POST", `support/${body.id}/approve`, { version: 1 }))).toEqual([409, "conflict"]);
    const other = await asked(await staffOf("platform:support"), world);
    await db
      .update(platform.supportGrant)
      .set({ askedAt: Date.now() - ASKED_FOR_MS - 1 })
      .where(eq(platform.supportGrant.id, other.body.id));
    expect(codeOf(await inWorkspace(world, owner, "POST", `support/${other.body.id}/approve`, { version: 1 }))).toEqual([409, "conflict"]);
  });

  it("SU1: refused or withdrawn, it opens nothing and is over", async () => {
    const world = await makeWorld({ people });
    const [staff, owner] = [await staffOf("platform:support"), await signIn(personIn(world, "owner"))];
    const first = await asked(staff, world);
    expect((await inWorkspace(world, owner, "POST", `support/${first.body.id}/refuse`, { version: 1 })).body.state).toBe("refused");
    const second = await asked(staff, world);
    const back = await staff.ask("POST", `grants/${second.body.id}/end`, { version: 1 });
    expect(JSON.parse(back.text)).toMatchObject({ state: "withdrawn", version: 2 });
    expect(codeOf(await inWorkspace(world, owner, "POST", `support/${second.body.id}/approve`, { version: 2 }))).toEqual([409, "conflict"]);
    expect((await inWorkspace(world, staff.signed, "GET", "boot")).status).toBe(404);
    expect(await actsOf(world)).toEqual(["support.asked", "support.refused", "support.asked", "support.withdrawn"]);
  });
});

describe("its end", () => {
  it.each(["owner", "asker", "leaving"])("SU1: ended by %s: the next request finds nothing, and the shard knows", async (by) => {
    const world = await makeWorld({ people });
    const { staff, owner, grant } = await letIn(world);
    if (by === "owner")
      expect((await inWorkspace(world, owner, "POST", `support/${grant.id}/end`, { version: 2 })).body.state).toBe("ended");
    else if (by === "asker") expect((await staff.ask("POST", `grants/${grant.id}/end`, { version: 2 })).status).toBe(200);
    else expect((await inWorkspace(world, { cookie: staff.signed.without }, "POST", "support/leave", {})).body.state).toBe("ended");
    for (const path of ["boot", "leads", "waiting"]) expect((await inWorkspace(world, staff.signed, "GET", path)).status).toBe(404);
    const [state] = await shard.select().from(workspace.workspaceState).where(eq(workspace.workspaceState.workspaceId, world.id));
    expect(state?.support).toEqual([]);
    expect(await grantOf(grant.id)).toMatchObject({ state: "ended", endedBy: by === "owner" ? personIn(world, "owner") : staff.person });
  });

  it("SU1: past its time the next request is refused, to the millisecond, and it can be ended no more", async () => {
    const world = await makeWorld({ people });
    const { staff, owner, grant } = await letIn(world);
    await expireAt(grant.id, Date.now());
    expect((await inWorkspace(world, staff.signed, "GET", "boot")).status).toBe(404);
    expect(codeOf(await inWorkspace(world, owner, "POST", `support/${grant.id}/end`, { version: 2 }))).toEqual([409, "conflict"]);
    expect((await inWorkspace(world, owner, "GET", "support")).body.grants?.[0]?.state).toBe("expired");
    expect((await asked(staff, world)).status).toBe(200);
  });

  it("PM1: nobody leaves who is there as a member", async () => {
    const world = await makeWorld({ people });
    expect(codeOf(await inWorkspace(world, await signIn(personIn(world, "agent")), "POST", "support/leave", {}))).toEqual([
      403,
      "not_allowed",
    ]);
  });
});

describe("what is seen", () => {
  it("SU1: every page that support sees is a record of the workspace, by route and lead, on behalf of the grant; a count is none", async () => {
    const world = await makeWorld({ people });
    const lead = await plantLead(world);
    const { staff, grant } = await letIn(world);
    for (const path of ["boot", "leads", "waiting", `leads/${lead.id}`])
      expect((await inWorkspace(world, staff.signed, "GET", path)).status).toBe(200);
    const seen = await visits(world);
    expect(seen.map(({ record, detail }) => [record.actor, record.onBehalf, record.subjectKind, record.subject, detail["route"]])).toEqual([
      [staff.person, grant.id, "workspace", world.id, "/api/w/:workspace/boot"],
      [staff.person, grant.id, "workspace", world.id, "/api/w/:workspace/leads"],
      [staff.person, grant.id, "lead", lead.id, "/api/w/:workspace/leads/:lead"],
    ]);
    expect(seen[0]?.record).toMatchObject({ ip: "203.0.113.7", browser: "A browser", request: "request-1" });
  });

  it("SU1: members leave no such record, nor what the table refuses support", async () => {
    const world = await makeWorld({ people });
    const { staff, owner } = await letIn(world);
    await inWorkspace(world, owner, "GET", "boot");
    expect(codeOf(await inWorkspace(world, staff.signed, "GET", "support"))).toEqual([403, "not_allowed"]);
    expect(await visits(world)).toEqual([]);
  });

  it("SU1: without its record there is no answer, and the record costs no further round trip", async () => {
    const world = await makeWorld({ people });
    const { staff } = await letIn(world);
    const boot = () => ask(`/api/w/${world.slug}/boot`, { cookie: staff.signed.cookie });
    expect((await answerWithin(2, boot)).status).toBe(200);
    await shard.run(
      `CREATE TRIGGER no_more BEFORE INSERT ON audit WHEN NEW.workspace_id = '${world.id}' BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    const answer = await boot();
    await shard.run("DROP TRIGGER no_more");
    expect([answer.status, (await answer.text()).includes("members")]).toEqual([500, false]);
  });
});
