import type { RecordRow, Records, RecordsQuery } from "../../domain/records.ts";
import { fresh } from "../env.ts";
import { type Home, keepRecord } from "../store/audit.ts";
import type { Reading } from "../store/records.ts";
import { type CsvPage, streamCsv } from "./csv.ts";
import { type DoorContext, doerOf } from "./door.ts";

/** Records of a page, and those looked through for one where an index alone does not find them. */
const PAGE = { rows: 1_000, looked: 4_000 } as const;
/** Four statements each: an invocation may ask a thousand (D1 limits). */
const PAGES = 240;

const HEADER = [
  ...["Time (UTC)", "Actor", "Actor id", "On behalf of", "Act", "Subject kind", "Subject", "Subject name"],
  ...["IP", "Browser", "Request", "Values", "Ledger"],
];

interface Export {
  readonly home: Home;
  /** Part of the file's name. */
  readonly name: string;
  readonly person: string;
  readonly query: RecordsQuery;
  readonly addresses: boolean;
  read(query: RecordsQuery, how: Reading): Promise<Records>;
}

/** AU1: audited before its first byte. */
export async function exportRecords(c: DoorContext, { home, name, person, query, addresses, read }: Export): Promise<Response> {
  const subject = home?.id ?? "platform";
  await keepRecord(
    c.var.databases,
    home === null ? null : { id: home.id, shard: home.shard },
    { act: "audit.exported", subjectKind: "audit", subject, detail: { query } },
    doerOf(c, person),
    fresh,
  );
  const day = new Date(fresh.now()).toISOString().slice(0, 10);
  const body = recordsCsv((after) => read({ ...query, ...(after === undefined ? {} : { after }) }, { ...PAGE, addresses }));
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="audit-${name}-${day}.csv"`,
    },
  });
}

export function recordsCsv(read: (after: string | undefined) => Promise<Records>, pages: number = PAGES): ReadableStream<Uint8Array> {
  let left = pages;
  return streamCsv(HEADER, async (after): Promise<CsvPage> => {
    left -= 1;
    const { rows, next, lookedBackTo } = await read(after);
    const cells = rows.map(cellsOf);
    if (next === null || lookedBackTo === null || left > 0) return { rows: cells, next };
    const on = `This is not all: export again up to ${new Date(lookedBackTo + 1).toISOString()}`;
    return { rows: [...cells, HEADER.map((_, n) => (n === 0 ? on : null))], next: null };
  });
}

function cellsOf(row: RecordRow): (string | null)[] {
  return [
    new Date(row.at).toISOString(),
    row.actor?.name ?? (row.actor === null ? "system" : null),
    row.actor?.id ?? null,
    row.onBehalf,
    row.act,
    row.subjectKind,
    row.subject,
    row.subjectName,
    row.ip,
    row.browser,
    row.request,
    row.detail === null ? null : JSON.stringify(row.detail),
    row.platform ? "platform" : "workspace",
  ];
}
