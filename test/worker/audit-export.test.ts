import { beforeAll, describe, expect, it } from "vitest";
import { fresh } from "../../worker/env.ts";
import { recordsCsv } from "../../worker/http/audit-export.ts";
import { csvLine, streamCsv } from "../../worker/http/csv.ts";
import { auditInWorkspace } from "../../worker/store/audit.ts";
import { batch } from "../../worker/store/database.ts";
import { readWorkspaceRecords } from "../../worker/store/records.ts";
import { plantRecords } from "../support/audit.ts";
import { staffOf } from "../support/console.ts";
import { personIn } from "../support/leads.ts";
import { DOER } from "../support/outbox.ts";
import { auditOf } from "../support/records.ts";
import { ask, type Signed, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

const T = 1_780_000_000_000;
const PEOPLE = { owner: { role: "owner" as const }, sara: { role: "agent" as const } };
const BOM = "\uFEFF";

/** RFC 4180, read back. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, cell = "", end = ""] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/g)) {
    const last = rows.at(-1);
    last?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

describe("a line of CSV", () => {
  it.each([
    [["plain", null, ""], "plain,,\r\n"],
    [['say "no"', "a,b", "two\r\nlines"], '"say ""no""","a,b","two\r\nlines"\r\n'],
    [["=1+1", "+1", "-1", "@SUM(A1)"], "'=1+1,'+1,'-1,'@SUM(A1)\r\n"],
    [["\t=1", "\r=1"], "'\t=1,\"'\r=1\"\r\n"],
    [["1=1", "علي", "{}"], "1=1,علي,{}\r\n"],
  ])("%j", (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });
});

describe("AU1: the export of the audit", () => {
  let world: World;
  let owner: Signed;
  beforeAll(async () => {
    world = await makeWorld({ people: PEOPLE });
    owner = await signIn(personIn(world, "owner"));
    const audited = [
      { act: "lead.staged", subjectKind: "lead", subject: "a lead", detail: { before: "new", after: '=HYPERLINK("x")' } },
      { act: "lead.assigned", subjectKind: "lead", subject: "=cmd|' /C calc'!A0", detail: {} },
    ];
    for (const [n, one] of audited.entries()) await batch(shard, await auditInWorkspace(shard, world.id, [one], DOER, T + n, fresh));
  });
  const exported = (query = "", cookie = owner.cookie) => ask(`/api/w/${world.slug}/audit/export${query}`, { cookie });

  it("is a dated CSV file for a spreadsheet, with the columns' names, and harmless whatever a cell says", async () => {
    const answer = await exported("?act=lead");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/csv");
    expect(answer.headers.get("content-disposition")).toMatch(
      new RegExp(`^attachment; filename="audit-${world.slug}-\\d{4}-\\d\\d-\\d\\d\\.csv"$`),
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await answer.arrayBuffer());
    expect(text.startsWith(`${BOM}Time (UTC),Actor,`)).toBe(true);
    const [head = [], ...rows] = parse(text.slice(1));
    expect(rows.map((row) => Object.fromEntries(row.map((cell, n) => [head[n], cell])))).toMatchObject([
      {
        "Time (UTC)": new Date(T + 1).toISOString(),
        Act: "lead.assigned",
        Subject: "'=cmd|' /C calc'!A0",
        Values: "{}",
        Ledger: "workspace",
      },
      { "Time (UTC)": new Date(T).toISOString(), "Actor id": "the-doer", IP: "", Values: '{"before":"new","after":"=HYPERLINK(\\"x\\")"}' },
    ]);
  });

  it("is a record itself, with what was asked for, before its first byte", async () => {
    const before = (await auditOf(world)).length;
    const answer = await exported("?act=lead&actor=the-doer");
    expect((await auditOf(world)).slice(before)).toMatchObject([
      {
        record: { act: "audit.exported", actor: personIn(world, "owner"), subjectKind: "audit", subject: world.id },
        detail: { query: { act: "lead", actor: "the-doer" } },
      },
    ]);
    await answer.body?.cancel();
    const failing = watchSql(testEnv, async (begun) => {
      if (begun === 1) throw new Error("the database is gone");
    });
    expect((await exported()).status).toBe(500);
    failing.stop();
  });

  it("who may not is refused, and a query that is none too", async () => {
    const { cookie } = await signIn(personIn(world, "sara"));
    expect([(await exported("", cookie)).status, (await exported("?from=x")).status]).toEqual([403, 422]);
  });

  it("of the platform: whole, with addresses", async () => {
    const staff = await staffOf("platform:auditor");
    const { status, text } = await staff.ask("GET", `audit/export?actor=${staff.person}`);
    const [head = [], ...rows] = parse(text.replace(BOM, ""));
    expect([status, rows.length]).toEqual([200, 1]);
    expect(rows[0]?.[head.indexOf("Act")]).toBe("audit.exported");
    expect(rows[0]?.[head.indexOf("IP")]).not.toBe("");
  });

  it("100,000 records go through it a page at a time: none is read before the one before it is taken", async () => {
    const large = await makeWorld({ people: PEOPLE });
    for (let n = 0; n < 10; n++) await plantRecords(large.id, 10_000, T + n * 20_000);
    const place = { platform: databases.platform, shard, workspace: large.id };
    let [read, taken, ahead, lines] = [0, 0, 0, 0];
    const stream = recordsCsv(async (after) => {
      read += 1;
      ahead = Math.max(ahead, read - taken);
      return readWorkspaceRecords(place, after === undefined ? {} : { after }, { rows: 1_000, looked: 4_000, addresses: false });
    });
    const ids = new Set<string>();
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      taken += 1;
      for (const line of decoder.decode(chunk, { stream: true }).split("\r\n")) {
        if (!line.includes("lead.assigned")) continue;
        lines += 1;
        ids.add(line.split(",")[6] + (line.split(",")[0] ?? ""));
      }
    }
    expect([lines, ids.size, ahead]).toEqual([100_000, 100_000, 1]);
    expect(read).toBeLessThanOrEqual(101);
  }, 120_000);

  it("what is too long for one download says so in its last line, and where to go on", async () => {
    const place = { platform: databases.platform, shard, workspace: world.id };
    const read = (after: string | undefined) =>
      readWorkspaceRecords(place, { act: "lead", ...(after === undefined ? {} : { after }) }, { rows: 1, looked: 10, addresses: false });
    const rows = parse(await new Response(recordsCsv(read, 1)).text());
    expect(rows.map((row) => row[0])).toEqual([
      "Time (UTC)",
      new Date(T + 1).toISOString(),
      `This is not all: export again up to ${new Date(T + 2).toISOString()}`,
    ]);
  });

  it("a page that cannot be read breaks the download off; pages without a match are passed over", async () => {
    const pages = [
      { rows: [["a", "b"]], next: "1" },
      { rows: [], next: "2" },
      { rows: [], next: "3" },
      { rows: [["c", "d"]], next: null },
    ];
    const text = await new Response(streamCsv(["x", "y"], async (after) => pages[Number(after ?? 0)] ?? { rows: [], next: null })).text();
    expect(text).toBe("x,y\r\na,b\r\nc,d\r\n");
    const broken = streamCsv(["x"], async (after) => {
      if (after !== undefined) throw new Error("the database is gone");
      return { rows: [["a"]], next: "1" };
    });
    await expect(new Response(broken).text()).rejects.toThrow("the database is gone");
  });
});
