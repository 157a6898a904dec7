import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeAll, describe, expect, it } from "vitest";
import type { Records } from "../../domain/records.ts";
import { fresh } from "../../worker/env.ts";
import { auditInWorkspace, auditOnPlatform } from "../../worker/store/audit.ts";
import { batch } from "../../worker/store/database.ts";
import { recordAuthEvents } from "../../worker/store/seal.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { allRecords, plantRecords, recordsOf } from "../support/audit.ts";
import { staffOf } from "../support/console.ts";
import { personIn } from "../support/leads.ts";
import { DOER } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const T = 1_780_000_000_000;
const PEOPLE = {
  owner: { role: "owner" as const },
  auditor: { role: "auditor" as const },
  sara: { role: "agent" as const, teams: [`north-${uuidv7()}`] },
};

const one = (act: string, over: Partial<{ subjectKind: string; subject: string; detail: Record<string, unknown> }> = {}) => ({
  act,
  subjectKind: "lead",
  subject: "a lead",
  detail: {},
  ...over,
});
const inWorkspace = async (world: World, at: number, act: string, over = {}, doer: Partial<typeof DOER> = {}) =>
  batch(shard, await auditInWorkspace(shard, world.id, [one(act, over)], { ...DOER, ...doer }, at, fresh));
const onPlatform = async (world: World | null, at: number, act: string, over = {}, doer: Partial<typeof DOER> = {}) =>
  batch(db, await auditOnPlatform(db, world?.id ?? null, [one(act, over)], { ...DOER, ...doer }, at, fresh));

describe("AU1: a workspace's audit, read", () => {
  let world: World;
  let other: World;
  let owner: string;
  const as = (query: Readonly<Record<string, string>> = {}) => recordsOf(world, owner, query);
  const acts = (page: { rows: Records["rows"] }) => page.rows.map((row) => row.act);

  beforeAll(async () => {
    [world, other] = [await makeWorld({ people: PEOPLE }), await makeWorld({ people: PEOPLE })];
    const sara = personIn(world, "sara");
    await inWorkspace(world, T + 10, "lead.assigned", {}, { person: sara });
    await onPlatform(world, T + 20, "member.changed", { subjectKind: "member", subject: sara });
    await inWorkspace(world, T + 30, "lead.staged", { detail: { before: "new", after: "won" } });
    await onPlatform(world, T + 40, "team.renamed", { subjectKind: "team", subject: world.people["sara"]?.teams[0] });
    await inWorkspace(world, T + 40, "lead.assigned", { subject: "another lead" });
    await onPlatform(world, T + 50, "page.broken", { subjectKind: "page", subject: world.page });
    await onPlatform(world, T + 60, "workspace.settings_changed", { subjectKind: "workspace", subject: world.id });
    await inWorkspace(other, T + 35, "lead.elsewhere");
    await onPlatform(other, T + 36, "member.elsewhere");
    await onPlatform(null, T + 37, "retention.set");
    owner = (await signIn(personIn(world, "owner"))).cookie;
    await db.delete(platform.authEvent);
  });

  it("is both ledgers in one list, the newest first, and nothing of another workspace or of the platform's own", async () => {
    const page = await as();
    expect(acts(page)).toEqual([
      "workspace.settings_changed",
      "page.broken",
      "team.renamed",
      "lead.assigned",
      "lead.staged",
      "member.changed",
      "lead.assigned",
    ]);
    expect([page.next, page.lookedBackTo]).toEqual([null, null]);
    expect(page.rows.map((row) => row.platform)).toEqual([true, true, true, false, false, true, false]);
  });

  it("names people, teams, Pages and the workspace, never a lead; values are there as they were recorded", async () => {
    const { rows } = await as();
    const sara = world.people["sara"];
    expect(rows.map((row) => row.subjectName)).toEqual([world.slug, `Page of ${world.slug}`, sara?.teams[0], null, null, sara?.name, null]);
    expect(rows.at(-1)?.actor).toEqual({ id: sara?.id, name: sara?.name });
    expect(rows[4]).toMatchObject({ detail: { before: "new", after: "won" }, browser: "A browser", request: "request-1", onBehalf: null });
    expect(rows[0]?.actor).toEqual({ id: "the-doer", name: null });
  });

  it("is searched by person, subject, act or its first part, and time", async () => {
    const sara = personIn(world, "sara");
    expect(acts(await as({ actor: sara }))).toEqual(["lead.assigned"]);
    expect(acts(await as({ subject: sara }))).toEqual(["member.changed"]);
    expect(acts(await as({ subject: "another lead", actor: "the-doer" }))).toEqual(["lead.assigned"]);
    expect(acts(await as({ subject: "another lead", actor: sara }))).toEqual([]);
    expect(acts(await as({ act: "lead" }))).toEqual(["lead.assigned", "lead.staged", "lead.assigned"]);
    expect(acts(await as({ act: "lead.assigned" }))).toEqual(["lead.assigned", "lead.assigned"]);
    expect(acts(await as({ from: String(T + 30), to: String(T + 50) }))).toEqual(["team.renamed", "lead.assigned", "lead.staged"]);
    expect(acts(await as({ act: "lead", from: String(T + 11), actor: "the-doer" }))).toEqual(["lead.assigned", "lead.staged"]);
  });

  it.each([{ act: "lead.*" }, { act: "' OR 1" }, { from: "yesterday" }, { after: "here" }, { after: "1.2.3" }])(
    "a query that is none is refused by the name of its field: %j",
    async (query) => {
      const answer = await ask(`/api/w/${world.slug}/audit?${new URLSearchParams(query).toString()}`, { cookie: owner });
      expect([answer.status, await answer.json()]).toEqual([
        422,
        { error: expect.objectContaining({ code: "invalid_input", fields: Object.keys(query) }) },
      ]);
    },
  );

  it("an address is shown to those with the security right only", async () => {
    expect(new Set((await as()).rows.map((row) => row.ip))).toEqual(new Set([null]));
    const auditor = personIn(world, "auditor");
    await db
      .update(platform.member)
      .set({ rights: ["security"] })
      .where(and(eq(platform.member.workspaceId, world.id), eq(platform.member.personId, auditor)));
    const { cookie } = await signIn(auditor);
    expect(new Set((await recordsOf(world, cookie)).rows.filter((row) => !row.act.startsWith("auth.")).map((row) => row.ip))).toEqual(
      new Set([DOER.ip]),
    );
  });

  it("PV2: which lead has the same telephone is told nobody from whom telephones are kept, nor exported to them", async () => {
    const masked = await makeWorld({ people: PEOPLE, settings: { masks: { phone: ["auditor"], email: [] } } });
    const detail = { source: "call", sameAs: "019a0000-0000-7000-8000-00000000000b" };
    await inWorkspace(masked, T, "lead.created", { detail });
    const told = async (who: string) => {
      const { cookie } = await signIn(personIn(masked, who));
      const { rows } = await recordsOf(masked, cookie, { act: "lead.created" });
      const file = await (await ask(`/api/w/${masked.slug}/audit/export?act=lead.created`, { cookie })).text();
      return [rows.map((row) => row.detail), file.includes(detail.sameAs)];
    };
    expect(await told("auditor")).toEqual([[{ source: "call" }], false]);
    expect(await told("owner")).toEqual([[detail], true]);
  });

  it("sign-in acts of its active members are in it, in their place, and nobody else's", async () => {
    const place = await makeWorld({ people: PEOPLE });
    const [sara, gone, auditor] = [personIn(place, "sara"), personIn(place, "owner"), personIn(place, "auditor")];
    await db.delete(platform.authEvent);
    for (const [n, person] of [sara, gone, personIn(other, "sara"), auditor].entries()) {
      const { session } = await signIn(person);
      await db
        .update(platform.authEvent)
        .set({ at: T + n * 10 })
        .where(eq(platform.authEvent.session, session));
    }
    await recordAuthEvents(db, fresh);
    await inWorkspace(place, T + 15, "lead.assigned");
    const { cookie } = await signIn(auditor);
    await db
      .update(platform.member)
      .set({ status: "suspended" })
      .where(and(eq(platform.member.workspaceId, place.id), eq(platform.member.personId, gone)));
    expect((await recordsOf(place, cookie)).rows.map((row) => [row.act, row.subject])).toEqual([
      ["auth.signed_in", auditor],
      ["lead.assigned", "a lead"],
      ["auth.signed_in", sara],
    ]);
    expect((await recordsOf(place, cookie, { actor: sara })).rows.map((row) => row.act)).toEqual(["auth.signed_in"]);
    expect((await recordsOf(place, cookie, { act: "auth", subject: sara })).rows).toHaveLength(1);
    expect((await recordsOf(place, cookie, { act: "lead" })).rows).toHaveLength(1);
  });

  it("support that was let in is called by name", async () => {
    const staff = await staffOf("platform:support");
    const place = await makeWorld({ people: PEOPLE });
    await db.insert(platform.supportGrant).values({
      id: uuidv7(),
      workspaceId: place.id,
      personId: staff.person,
      reason: "to look at a lead",
      edit: false,
      minutes: 60,
      state: "ended",
      askedAt: T,
    });
    await inWorkspace(place, T, "support.viewed", {}, { person: staff.person });
    const { cookie } = await signIn(personIn(place, "owner"));
    expect((await recordsOf(place, cookie)).rows[0]?.actor?.name).toMatch(/^Staff/);
  });

  it("keeps whom a record was made on behalf of", async () => {
    const place = await makeWorld({ people: PEOPLE });
    const doer = { ...DOER, onBehalf: "a grant" };
    await batch(shard, await auditInWorkspace(shard, place.id, [one("lead.assigned")], doer, T, fresh));
    const { cookie } = await signIn(personIn(place, "owner"));
    expect((await recordsOf(place, cookie)).rows[0]?.onBehalf).toBe("a grant");
  });

  it("agents and managers may not, and a stranger is told there is no such workspace (PM1)", async () => {
    const { cookie } = await signIn(personIn(world, "sara"));
    expect((await ask(`/api/w/${world.slug}/audit`, { cookie })).status).toBe(403);
    const foreign = await signIn(personIn(other, "owner"));
    expect((await ask(`/api/w/${world.slug}/audit`, { cookie: foreign.cookie })).status).toBe(404);
  });
});

describe("AU1: pages of the audit", () => {
  it("hold each record once and in order, also where times are equal and in the other ledger", async () => {
    const world = await makeWorld({ people: PEOPLE });
    await plantRecords(world.id, 130, T);
    for (let n = 0; n < 90; n++) await onPlatform(world, T + Math.floor(n / 3) * 3, "member.changed");
    const { cookie } = await signIn(personIn(world, "owner"));
    const { rows, pages } = await allRecords((query) => recordsOf(world, cookie, query));
    expect([rows.length, new Set(rows.map((row) => row.id)).size]).toEqual([220, 220]);
    expect(rows.map((row) => row.at)).toEqual(rows.map((row) => row.at).toSorted((a, b) => b - a));
    expect(pages.slice(0, -1).map((page) => page.rows.length)).toEqual([50, 50, 50, 50]);
    expect(pages.map((page) => page.lookedBackTo)).toEqual(pages.map((page) => (page.next === null ? null : page.rows.at(-1)?.at)));
  });

  it("many sign-ins of one moment by many members stop no reader", async () => {
    const people = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`agent${n}`, { role: "agent" as const }]));
    const world = await makeWorld({ people: { ...PEOPLE, ...people } });
    for (const key of ["agent0", "agent1", "agent2"]) {
      const person = personIn(world, key);
      await plantRecords(null, 60, T, {
        act: "'auth.session_ended'",
        subject_kind: "'person'",
        subject: `'${person}'`,
        actor: `'${person}'`,
      });
      await testEnv.PLATFORM_DB.prepare("DROP TRIGGER audit_is_final").run();
      await testEnv.PLATFORM_DB.prepare("UPDATE audit SET at = ?1 WHERE subject = ?2").bind(T, person).run();
      await testEnv.PLATFORM_DB.prepare(
        "CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit records are never updated'); END",
      ).run();
    }
    await plantRecords(world.id, 20, T - 10);
    const { cookie } = await signIn(personIn(world, "owner"));
    const { rows } = await allRecords((query) => recordsOf(world, cookie, query));
    expect([rows.length, new Set(rows.map((row) => row.id)).size]).toEqual([200, 200]);
  });

  it("a seldom act among 10,000 records: at most 2,000 rows are read a request, and each says how far it looked", async () => {
    const crowd = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`agent${n}`, { role: "agent" as const }]));
    const world = await makeWorld({ people: { ...PEOPLE, ...crowd } });
    await inWorkspace(world, T - 1, "lead.exported");
    await onPlatform(world, T - 2, "lead.exported");
    await plantRecords(world.id, 10_000, T);
    await plantRecords(null, 2_000, T, { workspace_id: `'${world.id}'` });
    for (const key of Object.keys(world.people)) {
      const person = `'${personIn(world, key)}'`;
      await plantRecords(null, 60, T, { act: "'auth.signed_in'", subject_kind: "'person'", subject: person, actor: person });
    }
    const { cookie } = await signIn(personIn(world, "owner"));
    const sara = personIn(world, "sara");
    const asked: Readonly<Record<string, string>>[] = [
      ...[{}, { to: String(T + 500) }, { actor: "somebody" }, { subject: "lead 77" }, { subject: sara }],
      ...[{ act: "lead.exported" }, { act: "lead" }, { act: "auth" }],
      ...[
        { actor: "somebody", act: "lead.exported" },
        { subject: "lead 77", actor: "nobody" },
        { actor: sara, act: "auth.failed" },
      ],
    ];
    for (const query of asked) {
      const watching = watchSql(testEnv);
      const page = await recordsOf(world, cookie, query);
      watching.stop();
      const read = watching.trips.reduce((sum, trip) => sum + trip.rowsRead, 0);
      expect([query, read > 2_000 ? read : "few"]).toEqual([query, "few"]);
      if (page.next !== null) expect(page.lookedBackTo).toBeLessThan(T + 10_000);
    }
    const { rows, pages } = await allRecords((query) => recordsOf(world, cookie, query), { act: "lead.exported" });
    expect(rows.map((row) => row.platform)).toEqual([false, true]);
    expect(pages.length).toBeGreaterThan(10);
    expect(pages[0]).toMatchObject({ rows: [], next: expect.any(String), lookedBackTo: expect.any(Number) });
  });

  it("take two round trips, the session's check among them", async () => {
    const world = await makeWorld({ people: PEOPLE });
    const { cookie } = await signIn(personIn(world, "owner"));
    for (const query of ["", "?act=lead"])
      expect((await answerWithin(2, () => ask(`/api/w/${world.slug}/audit${query}`, { cookie }))).status).toBe(200);
    const staff = await staffOf("platform:auditor");
    expect((await answerWithin(2, () => ask("/api/console/audit", { cookie: staff.signed.cookie }))).status).toBe(200);
  });
});

describe("AU1: the platform's audit, read in the console", () => {
  it("is the whole of it, with names and addresses, searched the same way", async () => {
    const [world, staff] = [await makeWorld({ people: PEOPLE }), await staffOf("platform:auditor")];
    const sara = personIn(world, "sara");
    await onPlatform(world, T + 1, "member.changed", { subjectKind: "member", subject: sara }, { person: staff.person });
    await onPlatform(null, T + 2, "retention.set", { subjectKind: "retention", subject: "audit" }, { person: staff.person });
    const page = await staff.get<Records>(`audit?actor=${staff.person}`);
    expect(page.rows).toMatchObject([
      { act: "retention.set", subjectName: null, ip: DOER.ip, platform: true, actor: { name: expect.stringMatching(/^Staff/) } },
      { act: "member.changed", subjectName: world.people["sara"]?.name },
    ]);
    expect((await staff.get<Records>(`audit?subject=${sara}&act=member`)).rows).toHaveLength(1);
    const read = (query: Readonly<Record<string, string>>) => staff.get<Records>(`audit?${new URLSearchParams(query).toString()}`);
    const { rows } = await allRecords(read);
    const count = await testEnv.PLATFORM_DB.prepare("SELECT count(*) AS n FROM audit").first<number>("n");
    expect(new Set(rows.map((row) => row.id)).size).toBe(count);
  });

  it.each(["platform:support", "platform:privacy_officer"] as const)("%s may not", async (role) => {
    expect((await (await staffOf(role)).ask("GET", "audit")).status).toBe(403);
  });
});
