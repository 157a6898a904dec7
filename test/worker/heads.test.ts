import { and, eq, like } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { mailHeads } from "../../worker/cron/heads.ts";
import { namesOf, stringOf } from "../../worker/cron/schedule.ts";
import { openToken } from "../../worker/sealed.ts";
import { audit, mail, member, workspace } from "../../worker/store/schema/platform.ts";
import { auditSeal } from "../../worker/store/schema/workspace.ts";
import { plantRecords, sealed } from "../support/audit.ts";
import { personIn } from "../support/leads.ts";
import { clock, platformAuditOf } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, settings, shard, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const DAY = 86_400_000;
const PEOPLE = { owner: { role: "owner" as const }, owner2: { role: "owner" as const }, admin: { role: "admin" as const } };

beforeEach(async () => {
  await db.update(member).set({ auditMail: false });
  await db.delete(mail);
});

const heads = (at = clock()) => mailHeads({ databases, keys: settings.TOKEN_KEYS, fresh: at.fresh }, at.fresh.now());
async function wants(world: World, who: string, on = true): Promise<number> {
  const { cookie } = await signIn(personIn(world, who));
  return (await ask(`/api/w/${world.slug}/audit/mail`, { method: "PUT", cookie, body: JSON.stringify({ on }) })).status;
}
async function mails() {
  const rows = await db.select().from(mail).where(like(mail.kind, "audit_head")).orderBy(mail.recipient);
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      says: JSON.parse((await openToken(settings.TOKEN_KEYS, row.id, row.sealed)) ?? "{}") as Record<string, unknown>,
    })),
  );
}
const memberRow = (world: World, who: string) => and(eq(member.workspaceId, world.id), eq(member.personId, personIn(world, who)));

describe("AU1: the audit's head, mailed", () => {
  it("to owners who want it: the last seal's hash, its time, and the records under it and all before it", async () => {
    const world = await makeWorld({ people: PEOPLE, settings: { language: "ar" } });
    await plantRecords(world.id, 700, 1_000);
    await sealed(world.id, 5_000);
    expect(await wants(world, "owner")).toBe(200);
    expect(await heads()).toEqual({ heads: 1 });
    const [seal] = await shard
      .select()
      .from(auditSeal)
      .where(and(eq(auditSeal.workspaceId, world.id), eq(auditSeal.count, 200)));
    expect(await mails()).toMatchObject([
      {
        recipient: `${personIn(world, "owner")}@example.com`,
        language: "ar",
        says: { kind: "audit_head", workspace: world.slug, hash: seal?.hash, records: 700, sealedAt: 5_000 },
      },
    ]);
    expect(seal?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("once a day and owner, whoever runs it again or at the same time; the next day again", async () => {
    const world = await makeWorld({ people: PEOPLE });
    await plantRecords(world.id, 1, 1_000);
    await sealed(world.id, 2_000);
    for (const who of ["owner", "owner2"]) expect(await wants(world, who)).toBe(200);
    const at = clock();
    const runs = await Promise.all([heads(at), heads(at), heads(at)]);
    expect(runs.reduce((sum, run) => sum + run.heads, 0)).toBe(2);
    at.pass(DAY);
    expect(await heads(at)).toEqual({ heads: 2 });
    expect(await mails()).toHaveLength(4);
  });

  it("to nobody who is no owner any more, of a workspace that is closed, or where nothing is sealed", async () => {
    const [gone, closed, empty] = [
      await makeWorld({ people: PEOPLE }),
      await makeWorld({ people: PEOPLE }),
      await makeWorld({ people: PEOPLE }),
    ];
    for (const world of [gone, closed, empty]) {
      expect(await wants(world, "owner")).toBe(200);
      if (world === empty) continue;
      await plantRecords(world.id, 1, 1_000);
      await sealed(world.id, 2_000);
    }
    await db.update(member).set({ role: "admin" }).where(memberRow(gone, "owner"));
    await db.update(workspace).set({ status: "suspended" }).where(eq(workspace.id, closed.id));
    expect(await heads()).toEqual({ heads: 0 });
  });

  it("what fails in one workspace keeps nobody else's from being sent, and is tried again", async () => {
    const worlds = [await makeWorld({ people: PEOPLE }), await makeWorld({ people: PEOPLE })];
    for (const world of worlds) {
      await plantRecords(world.id, 1, 1_000);
      await sealed(world.id, 2_000);
      await wants(world, "owner");
    }
    const at = clock();
    let asked = 0;
    const failing = watchSql(testEnv, async (_begun, database) => {
      if (database === "workspace" && asked++ === 0) throw new Error("the shard is gone");
    });
    await expect(heads(at)).rejects.toThrow("the shard is gone");
    failing.stop();
    expect(await mails()).toHaveLength(1);
    expect(await heads(at)).toEqual({ heads: 1 });
    expect(await mails()).toHaveLength(2);
  });

  it("is one of the daily jobs", () => {
    expect(namesOf(stringOf("purge"))).toContain("heads");
  });
});

describe("AU1: PUT /audit/mail", () => {
  it("is an owner's own wish, recorded with before and after, once, and read back", async () => {
    const world = await makeWorld({ people: PEOPLE });
    const { cookie } = await signIn(personIn(world, "owner"));
    const path = `/api/w/${world.slug}/audit/mail`;
    const set = (on: boolean) => ask(path, { method: "PUT", cookie, body: JSON.stringify({ on }) });
    const read = async () => (await ask(path, { cookie })).json();
    expect(await read()).toEqual({ on: false });
    expect([await (await set(true)).json(), await (await set(true)).json(), await read()]).toEqual([
      { on: true },
      { on: true },
      { on: true },
    ]);
    expect((await set(false)).status).toBe(200);
    const records = (await platformAuditOf(world)).filter((row) => row.record.act === "audit.mail_set");
    expect(records.map((row) => row.detail)).toEqual([
      { before: { auditMail: false }, after: { auditMail: true } },
      { before: { auditMail: true }, after: { auditMail: false } },
    ]);
    const [row] = await db.select().from(member).where(memberRow(world, "owner"));
    expect([row?.auditMail, row?.version]).toEqual([false, 1]);
  });

  it("takes three round trips at most; nobody else may, and nothing else is taken", async () => {
    const world = await makeWorld({ people: PEOPLE });
    const { cookie } = await signIn(personIn(world, "owner"));
    const path = `/api/w/${world.slug}/audit/mail`;
    const set = (body: unknown) => ask(path, { method: "PUT", cookie, body: JSON.stringify(body) });
    expect((await answerWithin(3, () => set({ on: true }))).status).toBe(200);
    expect((await set({ on: "yes" })).status).toBe(422);
    expect(await wants(world, "admin")).toBe(403);
    const [other] = await db.select({ on: member.auditMail }).from(member).where(memberRow(world, "admin"));
    expect(other?.on).toBe(false);
  });

  it("whoever is made something else while it is set changes nothing", async () => {
    const world = await makeWorld({ people: PEOPLE });
    const { cookie } = await signIn(personIn(world, "owner"));
    const watching = watchSql(testEnv, async (begun) => {
      if (begun === 2) await testEnv.PLATFORM_DB.exec(`UPDATE member SET role = 'admin' WHERE workspace_id = '${world.id}'`);
    });
    const answer = await ask(`/api/w/${world.slug}/audit/mail`, { method: "PUT", cookie, body: '{"on":true}' });
    watching.stop();
    expect(answer.status).toBe(409);
    expect(
      await db
        .select()
        .from(audit)
        .where(and(eq(audit.workspaceId, world.id), eq(audit.act, "audit.mail_set"))),
    ).toEqual([]);
  });
});
