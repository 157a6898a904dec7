import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { RETENTION } from "../../domain/retention.ts";
import { sealAll } from "../../worker/cron/seal.ts";
import { runJob } from "../../worker/cron/jobs.ts";
import { fresh } from "../../worker/env.ts";
import { auditInWorkspace, auditOnPlatform } from "../../worker/store/audit.ts";
import { batch } from "../../worker/store/database.ts";
import { type Ledger, platformLedger, workspaceLedger } from "../../worker/store/ledger.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { recordAuthEvents, SEALED_AT_MOST, sealAudit } from "../../worker/store/seal.ts";
import { verifyAudit } from "../../worker/store/verify.ts";
import { db, jobDepsAt, jobRow, open } from "../support/jobs.ts";
import { clock, DOER } from "../support/outbox.ts";
import { bareWorkspace, DAY } from "../support/purge.ts";
import { signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { databases, shard, testEnv } from "../support/world.ts";

const NOW = Date.now();

/** Both kinds of chain keep the same promises. */
interface Place {
  readonly kind: "platform" | "workspace";
  readonly ledger: Ledger;
  readonly client: D1Database;
  /** The scope of its purge. */
  readonly scope: string;
  write(count: number, at?: number): Promise<void>;
}

const PLATFORM_AUDIT = ["auth_event", "audit", "audit_detail", "audit_seal", "job"];

async function placeOf(kind: Place["kind"]): Promise<Place> {
  if (kind === "workspace") {
    const id = await bareWorkspace();
    return {
      kind,
      ledger: workspaceLedger(shard, id),
      client: testEnv.WORKSPACE_DB_1,
      scope: id,
      write: async (count, at = NOW) => void (await batch(shard, await auditInWorkspace(shard, id, records(count), DOER, at, fresh))),
    };
  }
  await testEnv.PLATFORM_DB.batch(PLATFORM_AUDIT.map((table) => testEnv.PLATFORM_DB.prepare(`DELETE FROM ${table}`)));
  await testEnv.PLATFORM_DB.prepare("DELETE FROM sqlite_sequence WHERE name = 'audit'").run();
  return {
    kind,
    ledger: platformLedger(db),
    client: testEnv.PLATFORM_DB,
    scope: "platform",
    write: async (count, at = NOW) => void (await batch(db, await auditOnPlatform(db, null, records(count), DOER, at, fresh))),
  };
}

function records(count: number) {
  return Array.from({ length: count }, (_, n) => ({
    act: "lead.assigned",
    subjectKind: "lead",
    subject: `lead ${n}`,
    detail: { after: n },
  }));
}

/** Runs SQL on the place's own rows, as nobody in the product may: `?1` is its workspace. */
async function tamper(place: Place, text: string): Promise<void> {
  if (/UPDATE audit SET/.test(text)) await place.client.prepare("DROP TRIGGER audit_is_final").run();
  const workspace = place.ledger.workspace;
  await place.client
    .prepare(text.replace("{here}", workspace === null ? "1" : "workspace_id = ?1"))
    .bind(...(workspace === null ? [] : [workspace]))
    .run();
  if (/UPDATE audit SET/.test(text))
    await place.client
      .prepare("CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit records are never updated'); END")
      .run();
}

const verify = (place: Place, now = NOW) => verifyAudit(place.ledger, now);

describe.each(["platform", "workspace"] as const)("AU1: the seals of the audit: %s", (kind) => {
  let place: Place;
  beforeEach(async () => {
    place = await placeOf(kind);
  });

  /** Three sealed ranges of three records. */
  async function sealThree(): Promise<void> {
    for (let n = 0; n < 3; n++) {
      await place.write(3, NOW + n);
      expect(await sealAudit(place.ledger, NOW + n)).toBe(3);
    }
  }

  it("an untouched chain is intact, with what is not sealed yet told apart", async () => {
    expect(await verify(place)).toEqual({ kind: "intact", since: null, records: 0, purged: 0, erased: 0, unsealed: 0 });
    await sealThree();
    await place.write(2);
    expect(await verify(place)).toEqual({ kind: "intact", since: NOW, records: 9, purged: 0, erased: 0, unsealed: 2 });
    expect([await sealAudit(place.ledger, NOW), await sealAudit(place.ledger, NOW)]).toEqual([2, 0]);
    expect(await verify(place)).toMatchObject({ kind: "intact", records: 11, unsealed: 0 });
  });

  it("a seal covers so many records at most, and the next one goes on", async () => {
    for (let n = 0; n < 6; n++) await place.write(100);
    expect(await sealAudit(place.ledger, NOW)).toBe(600);
    const own = place.ledger.workspace === null ? "1" : `workspace_id = '${place.ledger.workspace}'`;
    const { results } = await place.client.prepare(`SELECT count FROM audit_seal WHERE ${own} ORDER BY from_n`).all<{ count: number }>();
    expect(results.map((row) => row.count)).toEqual([SEALED_AT_MOST, 100]);
    expect(await verify(place)).toMatchObject({ kind: "intact", records: 600 });
  });

  it.each([
    ["a record's actor", "UPDATE audit SET actor = 'another' WHERE n = (SELECT max(n) - 4 FROM audit WHERE {here})", "records"],
    ["a record's time", "UPDATE audit SET at = at + 1 WHERE n = (SELECT max(n) - 4 FROM audit WHERE {here})", "records"],
    ["a record's digest", "UPDATE audit SET detail_hash = 'x' WHERE n = (SELECT max(n) - 4 FROM audit WHERE {here})", "records"],
    ["a record that is gone", "DELETE FROM audit WHERE n = (SELECT max(n) - 4 FROM audit WHERE {here})", "records"],
    ["a range that is gone", "DELETE FROM audit WHERE n IN (SELECT n FROM audit WHERE {here} ORDER BY n DESC LIMIT 3 OFFSET 3)", "missing"],
    [
      "the first range gone before its time",
      "DELETE FROM audit WHERE n IN (SELECT n FROM audit WHERE {here} ORDER BY n LIMIT 3)",
      "missing",
    ],
    [
      "a seal's count",
      "UPDATE audit_seal SET count = 2 WHERE from_n IN (SELECT from_n FROM audit_seal WHERE {here} ORDER BY from_n LIMIT 1 OFFSET 1)",
      "records",
    ],
    [
      "a seal's time",
      "UPDATE audit_seal SET sealed_at = 1 WHERE from_n IN (SELECT from_n FROM audit_seal WHERE {here} ORDER BY from_n LIMIT 1 OFFSET 1)",
      "records",
    ],
    [
      "a seal that is gone",
      "DELETE FROM audit_seal WHERE from_n IN (SELECT from_n FROM audit_seal WHERE {here} ORDER BY from_n LIMIT 1 OFFSET 1)",
      "chain",
    ],
    ["the first seal gone", "DELETE FROM audit_seal WHERE from_n IN (SELECT min(from_n) FROM audit_seal WHERE {here})", "chain"],
    [
      "a record's values",
      `UPDATE audit_detail SET detail = '{"after":9}' WHERE audit IN (SELECT id FROM audit WHERE {here} ORDER BY n LIMIT 1 OFFSET 4)`,
      "detail",
    ],
    [
      "values that are none",
      "UPDATE audit_detail SET detail = 'x' WHERE audit IN (SELECT id FROM audit WHERE {here} ORDER BY n LIMIT 1 OFFSET 4)",
      "detail",
    ],
    [
      "a record's salt",
      "UPDATE audit_detail SET salt = 'x' WHERE audit IN (SELECT id FROM audit WHERE {here} ORDER BY n LIMIT 1 OFFSET 4)",
      "detail",
    ],
  ])("finds %s", async (_title, text, why) => {
    await sealThree();
    await tamper(place, text);
    const found = await verify(place);
    expect(found).toMatchObject({ kind: "broken", why });
    if (found.kind === "broken" && why === "detail") expect(found.record).toBeGreaterThanOrEqual(found.from);
  });

  it("values that were erased leave the chain whole", async () => {
    await sealThree();
    await tamper(place, "DELETE FROM audit_detail WHERE audit IN (SELECT id FROM audit WHERE {here} ORDER BY n LIMIT 2)");
    expect(await verify(place)).toMatchObject({ kind: "intact", records: 9, erased: 2 });
  });

  it("RT1: the purge of whole ranges keeps it verifiable, and says how many it took", async () => {
    const long = NOW - (RETENTION.audit.days + 1) * DAY;
    for (let n = 0; n < 2; n++) {
      await place.write(3, long);
      await sealAudit(place.ledger, long + n);
    }
    await place.write(4);
    await sealAudit(place.ledger, NOW);
    const at = clock();
    const id = await open(at, "purge", place.scope);
    while ((await runJob(id, jobDepsAt(at))).outcome === "more");
    expect((await jobRow(id)).counts).toMatchObject({ audit: 6 });
    expect(await verify(place)).toMatchObject({ kind: "intact", since: NOW, records: 4, purged: 6 });
    await place.write(1);
    await sealAudit(place.ledger, NOW);
    expect(await verify(place)).toMatchObject({ kind: "intact", records: 5, purged: 6 });
  });

  it("RT1: a range that is old but not sealed for long enough stays", async () => {
    const long = NOW - (RETENTION.audit.days + 1) * DAY;
    await place.write(3, long);
    await sealAudit(place.ledger, NOW);
    await place.write(3, long);
    const at = clock();
    const id = await open(at, "purge", place.scope);
    while ((await runJob(id, jobDepsAt(at))).outcome === "more");
    expect((await jobRow(id)).counts).toMatchObject({ audit: 0 });
    expect(await verify(place)).toMatchObject({ kind: "intact", records: 3, unsealed: 3 });
  });

  it("two sealers at once make one seal of each range", async () => {
    await place.write(5);
    const sealed = await Promise.all([1, 2, 3].map(() => sealAudit(place.ledger, NOW)));
    expect(sealed.toSorted((a, b) => a - b)).toEqual([0, 0, 5]);
    expect(await verify(place)).toMatchObject({ kind: "intact", records: 5, unsealed: 0 });
  });

  it("a sealer that is overtaken, with more records than it knew, fails harmlessly", async () => {
    await place.write(2);
    let overtaken = false;
    const watching = watchSql(testEnv, async (begun) => {
      if (begun !== 1 || overtaken) return;
      overtaken = true;
      await place.write(2);
      await sealAudit(place.ledger, NOW);
    });
    const slow = await sealAudit(place.ledger, NOW);
    watching.stop();
    expect([overtaken, slow]).toEqual([true, 0]);
    expect(await verify(place)).toMatchObject({ kind: "intact", records: 4, unsealed: 0 });
  });

  it("a long chain is verified over several calls, with the same answer", async () => {
    for (let n = 0; n < 30; n++) {
      await place.write(90);
      await sealAudit(place.ledger, NOW);
    }
    const whole = await verify(place);
    expect(whole).toMatchObject({ kind: "intact", records: 2_700 });
    let [walked, calls] = [await verifyAudit(place.ledger, NOW, undefined, 1), 1];
    for (; walked.kind === "more"; calls++) walked = await verifyAudit(place.ledger, NOW, walked.after, 1);
    expect([walked, calls]).toEqual([whole, 2]);
  });
});

describe("AU1: sign-in acts become audit records", () => {
  it("each once, with who, when and from where, whoever records at the same time", async () => {
    await placeOf("platform");
    const signed = await signIn("somebody");
    await db
      .update(platform.session)
      .set({ ipAddress: "203.0.113.9", userAgent: "A browser" })
      .where(eq(platform.session.id, signed.session));
    await signIn("somebody else");
    const [event] = await db.select().from(platform.authEvent).where(eq(platform.authEvent.session, signed.session));
    const recorded = await Promise.all([1, 2, 3].map(() => recordAuthEvents(db, fresh)));
    expect(recorded.toSorted((a, b) => a - b)).toEqual([0, 0, 2]);
    expect(await db.select().from(platform.authEvent)).toEqual([]);
    const rows = await db.select().from(platform.audit).orderBy(platform.audit.n);
    expect(rows.map((row) => [row.act, row.actor, row.subjectKind])).toEqual([
      ["auth.signed_in", "somebody", "person"],
      ["auth.signed_in", "somebody else", "person"],
    ]);
    expect(rows[0]).toMatchObject({ at: event?.at, ip: "203.0.113.9", browser: "A browser", subject: "somebody", workspaceId: null });
    const [detail] = await db
      .select()
      .from(platform.auditDetail)
      .where(eq(platform.auditDetail.audit, rows[0]?.id ?? ""));
    expect(detail?.detail).toEqual({ session: signed.session });
  });

  it("and are sealed with what was recorded, on the platform and in each workspace that has something new", async () => {
    const [place, one, two] = [await placeOf("platform"), await placeOf("workspace"), await placeOf("workspace")];
    await signIn("somebody");
    await place.write(1);
    await one.write(2);
    await two.write(3);
    expect(await sealAll(databases, fresh)).toEqual({ events: 1, records: expect.any(Number) });
    for (const [each, records] of [
      [place, 2],
      [one, 2],
      [two, 3],
    ] as const)
      expect(await verify(each)).toMatchObject({ kind: "intact", records, unsealed: 0 });
    expect(await sealAll(databases, fresh)).toEqual({ events: 0, records: 0 });
  });

  it("a recorder that dies before its batch leaves every event where it was", async () => {
    await placeOf("platform");
    await signIn("somebody");
    const watching = watchSql(testEnv, async (begun) => {
      if (begun === 1) throw new Error("the Worker died");
    });
    await expect(recordAuthEvents(db, fresh)).rejects.toThrow();
    watching.stop();
    expect(await db.select().from(platform.authEvent)).toHaveLength(1);
    expect(await recordAuthEvents(db, fresh)).toBe(1);
  });
});
