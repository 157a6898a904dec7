import { getTableColumns } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { VerifyAnswer } from "../../domain/records.ts";
import { platformLedger, workspaceLedger } from "../../worker/store/ledger.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { type Verified, verifyAudit } from "../../worker/store/verify.ts";
import { plantRecords, sealed } from "../support/audit.ts";
import { staffOf } from "../support/console.ts";
import { personIn } from "../support/leads.ts";
import { platformAuditOf } from "../support/outbox.ts";
import { bareWorkspace } from "../support/purge.ts";
import { auditOf } from "../support/records.ts";
import { ask, type Signed, signIn } from "../support/signed.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const NOW = Date.now();
const PEOPLE = { owner: { role: "owner" as const }, auditor: { role: "auditor" as const } };

/** Runs SQL past the trigger that refuses any update, as nobody in the product may. */
async function tamper(client: D1Database, text: string): Promise<void> {
  await client.prepare("DROP TRIGGER audit_is_final").run();
  await client.prepare(text).run();
  await client
    .prepare("CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit records are never updated'); END")
    .run();
}

describe("AU1: 100,000 records are verified in passes", () => {
  let id: string;
  const HUNDRED_THOUSAND = 100_000;
  const ledger = () => workspaceLedger(shard, id);
  const oldest = (offset: number) => `(SELECT n FROM audit WHERE workspace_id = '${id}' ORDER BY n LIMIT 1 OFFSET ${offset})`;

  beforeAll(async () => {
    id = await bareWorkspace();
    for (let n = 0; n < 10; n++) await plantRecords(id, HUNDRED_THOUSAND / 10, NOW + n * 20_000);
    await sealed(id, NOW);
  }, 120_000);

  async function whole(): Promise<{ found: Verified; calls: number }> {
    let [found, calls] = [await verifyAudit(ledger(), NOW), 1];
    for (; found.kind === "more"; calls++) found = await verifyAudit(ledger(), NOW, found.after);
    return { found, calls };
  }

  it("of which none holds more than a page of them, whatever there are", async () => {
    let most = 0;
    const { batch } = testEnv.WORKSPACE_DB_1;
    testEnv.WORKSPACE_DB_1.batch = async <T>(statements: D1PreparedStatement[]) => {
      const results = await batch.call(testEnv.WORKSPACE_DB_1, statements);
      most = Math.max(most, ...results.map((one) => one.results.length));
      return results as D1Result<T>[];
    };
    const { found, calls } = await whole();
    testEnv.WORKSPACE_DB_1.batch = batch;
    expect(found).toEqual({ kind: "intact", since: NOW + 1, records: HUNDRED_THOUSAND, purged: 0, erased: 0, unsealed: 0 });
    expect(most).toBeLessThanOrEqual(2_000);
    expect(calls).toBeGreaterThan(1);
  }, 120_000);

  it("values that are erased leave it whole, a changed byte and a record that is gone are found", async () => {
    await testEnv.WORKSPACE_DB_1.prepare(
      `DELETE FROM audit_detail WHERE workspace_id = ?1 AND audit = (SELECT id FROM audit WHERE n = ${oldest(70_000)})`,
    )
      .bind(id)
      .run();
    expect((await whole()).found).toMatchObject({ kind: "intact", records: HUNDRED_THOUSAND, erased: 1 });
    await tamper(testEnv.WORKSPACE_DB_1, `UPDATE audit SET subject = subject || '.' WHERE n = ${oldest(98_765)}`);
    expect((await whole()).found).toMatchObject({ kind: "broken", why: "records" });
    await tamper(testEnv.WORKSPACE_DB_1, `UPDATE audit SET subject = rtrim(subject, '.') WHERE n = ${oldest(98_765)}`);
    expect((await whole()).found).toMatchObject({ kind: "intact" });
    await testEnv.WORKSPACE_DB_1.prepare(`DELETE FROM audit WHERE n = ${oldest(98_765)}`).run();
    expect((await whole()).found).toMatchObject({ kind: "broken", why: "records" });
  }, 120_000);
});

describe("AU1: a changed byte of any column is found", () => {
  const columns = (table: Parameters<typeof getTableColumns>[0]) => Object.values(getTableColumns(table)).map((column) => column.name);
  const cases = [
    ...columns(platform.audit).map((column) => ["platform", "audit", column] as const),
    ...columns(platform.auditDetail).map((column) => ["platform", "audit_detail", column] as const),
    ...columns(platform.auditSeal).map((column) => ["platform", "audit_seal", column] as const),
    ...columns(workspace.audit).map((column) => ["workspace", "audit", column] as const),
    ...columns(workspace.auditDetail).map((column) => ["workspace", "audit_detail", column] as const),
    ...columns(workspace.auditSeal).map((column) => ["workspace", "audit_seal", column] as const),
  ];

  it.each(cases)("%s: %s.%s", async (kind, table, column) => {
    const id = kind === "workspace" ? await bareWorkspace() : null;
    const client = id === null ? testEnv.PLATFORM_DB : testEnv.WORKSPACE_DB_1;
    if (id === null) {
      await client.batch(["audit", "audit_detail", "audit_seal"].map((name) => client.prepare(`DELETE FROM ${name}`)));
      await client.prepare("DELETE FROM sqlite_sequence WHERE name = 'audit'").run();
    }
    for (let n = 0; n < 3; n++) {
      await plantRecords(id, 4, NOW, { request: "'r'", on_behalf: n === 0 ? "NULL" : "'somebody'" });
      await sealed(id, NOW);
    }
    const ledger = id === null ? platformLedger(databases.platform) : workspaceLedger(shard, id);
    expect(await verifyAudit(ledger, NOW)).toMatchObject({ kind: "intact", records: 12, erased: 0 });
    const own = id === null ? "1" : `workspace_id = '${id}'`;
    const key = { audit: "n", audit_detail: "audit", audit_seal: "from_n" }[table];
    const one = `${own} AND ${key} = (SELECT ${key} FROM ${table} WHERE ${own} ORDER BY ${key} LIMIT 1 OFFSET ${table === "audit_seal" ? 1 : 5})`;
    const numbers = ["n", "at", "from_n", "to_n", "count", "sealed_at"];
    const changed =
      column === "detail"
        ? `replace(detail, 'won', 'wom')`
        : numbers.includes(column)
          ? // Numbers are given in steps, so that another one is free.
            `${column} + ${column === "n" ? 1_000_000 : 1}`
          : column === "workspace_id" && id === null
            ? "'a workspace'"
            : `${column} || 'x'`;
    await tamper(client, `UPDATE ${table} SET ${column} = ${changed} WHERE ${one}`);
    const found = await verifyAudit(ledger, NOW);
    // Values that no longer say whose they are are erased ones: what was recorded is shown by no other record.
    const gone = table === "audit_detail" && (column === "audit" || column === "workspace_id");
    expect(found).toMatchObject(gone ? { kind: "intact", erased: 1 } : { kind: "broken" });
  });
});

it.each([1, 3_000])("AU1: records that were added to a sealed range are found: %i", async (count) => {
  const [id, neighbour] = [await bareWorkspace(), await bareWorkspace()];
  await plantRecords(id, 1, NOW);
  await plantRecords(neighbour, 4_000, NOW);
  await plantRecords(id, 1, NOW);
  await sealed(id, NOW);
  // Where the neighbour's records were: numbers of a shard are its workspaces' together.
  await tamper(
    testEnv.WORKSPACE_DB_1,
    `UPDATE audit SET workspace_id = '${id}' WHERE n IN (SELECT n FROM audit WHERE workspace_id = '${neighbour}' LIMIT ${count})`,
  );
  expect(await verifyAudit(workspaceLedger(shard, id), NOW)).toMatchObject({ kind: "broken", why: "records" });
});

describe("AU1: POST /audit/verify", () => {
  let world: World;
  let auditor: Signed;
  const verify = async (after: unknown, of = world, cookie = auditor.cookie) => {
    const answer = await ask(`/api/w/${of.slug}/audit/verify`, { method: "POST", cookie, body: JSON.stringify({ after }) });
    return { status: answer.status, answer: (await answer.json()) as VerifyAnswer };
  };

  beforeAll(async () => {
    world = await makeWorld({ people: PEOPLE });
    auditor = await signIn(personIn(world, "auditor"));
  });

  it("says of the workspace's own ledger what it found, and that is a record itself", async () => {
    await plantRecords(world.id, 12, NOW);
    await sealed(world.id, NOW);
    const { status, answer } = await verify(null);
    const found = { kind: "intact", since: NOW + 1, records: 12, purged: 0, erased: 0, unsealed: 0 };
    expect([status, answer]).toEqual([200, found]);
    const last = (await auditOf(world).catch(() => [])).at(-1);
    expect(last).toMatchObject({
      record: { act: "audit.verified", actor: personIn(world, "auditor"), subjectKind: "audit", subject: world.id },
      detail: found,
    });
    await tamper(
      testEnv.WORKSPACE_DB_1,
      `UPDATE audit SET actor = 'another' WHERE n = (SELECT min(n) FROM audit WHERE workspace_id = '${world.id}')`,
    );
    expect((await verify(null)).answer).toMatchObject({ kind: "broken", why: "records", record: null });
    expect((await auditOf(world)).at(-1)?.detail).toMatchObject({ kind: "broken", why: "records" });
  });

  it("goes on where it stopped, by its own mark only: nobody can say that they have seen what they have not", async () => {
    const large = await makeWorld({ people: PEOPLE });
    for (let n = 0; n < 4; n++) await plantRecords(large.id, 10_000, NOW);
    await sealed(large.id, NOW);
    const { cookie } = await signIn(personIn(large, "owner"));
    const first = (await verify(null, large, cookie)).answer;
    if (first.kind !== "more") throw new Error(`one call reads all of it: ${JSON.stringify(first)}`);
    expect(await auditOf(large).then((rows) => rows.filter((row) => row.record.act === "audit.verified"))).toEqual([]);
    for (const forged of [
      { to: first.after.to + 1 },
      { records: 1 },
      { hash: "x" },
      { purged: 5 },
      { proof: "" },
      { proof: `1${first.after.proof}` },
    ]) {
      const answer = await verify({ ...first.after, ...forged }, large, cookie);
      expect([forged, answer.status]).toEqual([forged, 422]);
    }
    expect((await verify(first.after)).status).toBe(422);
    expect(first.after.records).toBeLessThanOrEqual(30_000);
    let found: VerifyAnswer = first;
    for (let calls = 0; found.kind === "more" && calls < 20; calls++) found = (await verify(found.after, large, cookie)).answer;
    expect(found).toMatchObject({ kind: "intact", records: 40_000 });
  }, 120_000);

  it("who may not read the audit may not verify it either; a stranger finds no such workspace", async () => {
    const other = await makeWorld({ people: { sara: { role: "agent" } } });
    const { cookie } = await signIn(personIn(other, "sara"));
    expect([(await verify(null, other, cookie)).status, (await verify(null, world, cookie)).status]).toEqual([403, 404]);
  });

  it("in the console: the platform's ledger or a workspace's, recorded on the platform", async () => {
    const staff = await staffOf("platform:auditor");
    const told = async (ledger: string) => {
      const { status, text } = await staff.ask("POST", "audit/verify", { ledger, after: null });
      return [status, (JSON.parse(text) as { kind?: string }).kind];
    };
    const fine = await makeWorld({ people: PEOPLE });
    await testEnv.PLATFORM_DB.batch(
      ["audit", "audit_detail", "audit_seal"].map((name) => testEnv.PLATFORM_DB.prepare(`DELETE FROM ${name}`)),
    );
    expect([await told("platform"), await told(fine.id), await told(world.id), await told("nowhere")]).toEqual([
      [200, "intact"],
      [200, "intact"],
      [200, "broken"],
      [404, undefined],
    ]);
    const rows = await databases.platform.select().from(platform.audit);
    expect(rows.filter((row) => row.actor === staff.person).map((row) => [row.act, row.subject])).toEqual([
      ["audit.verified", "platform"],
      ["audit.verified", fine.id],
      ["audit.verified", world.id],
    ]);
    expect(await platformAuditOf(fine)).toEqual([]);
  });
});
