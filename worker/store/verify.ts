import { RETENTION } from "../../domain/retention.ts";
import { hashDetail } from "./audit.ts";
import { type ReadLedger, RECORD, type SealedRecord, within } from "./ledger.ts";
import { hashSeal } from "./seal.ts";

/** AU1: whether the records are those that were sealed. */
export type Verified =
  | {
      readonly kind: "intact";
      /** Time of the oldest record that is left; null where there is none. */
      readonly since: number | null;
      readonly records: number;
      /** Records of sealed ranges that the purge took, by its rule. */
      readonly purged: number;
      /** Records whose values are erased; their digest holds their place. */
      readonly erased: number;
      /** Records that no seal covers yet. */
      readonly unsealed: number;
    }
  | { readonly kind: "broken"; readonly from: number; readonly to: number; readonly why: Breach; readonly record: number | null }
  /** More than one call reads: call again with `after`. */
  | { readonly kind: "more"; readonly after: Walked };

/** `chain`: a seal does not follow the one before it. `records`: not what was sealed. `detail`: values that are not the record's. `missing`: gone before their time. */
export type Breach = "chain" | "records" | "detail" | "missing";

/** How far a verification came. */
export interface Walked {
  readonly to: number;
  readonly hash: string;
  readonly since: number | null;
  readonly records: number;
  readonly purged: number;
  readonly erased: number;
}

const START: Walked = { to: 0, hash: "", since: null, records: 0, purged: 0, erased: 0 };
const SEALS_A_PAGE = 200;
/** Above what one seal covers, so that each page gets on. */
const RECORDS_A_PAGE = 2_000;
/** One call: a second of reading and hashing, or two where the database is further away. */
const PAGES = 15;
const DAY_MS = 86_400_000;

interface Seal {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly previous: string;
  readonly hash: string;
  readonly sealedAt: number;
}
type Row = SealedRecord & { readonly salt: string | null; readonly detail: string | null };
interface Page {
  readonly seals: readonly Seal[];
  readonly rows: readonly Row[];
  readonly unsealed: number;
}

export async function verifyAudit(ledger: ReadLedger, now: number, after: Walked = START, pages: number = PAGES): Promise<Verified> {
  let walked = after;
  for (let page = 0; page < pages; page++) {
    const { seals, rows, unsealed } = await readPage(ledger, walked.to);
    const read = rows.length < RECORDS_A_PAGE ? Number.MAX_SAFE_INTEGER : (rows.at(-1)?.n ?? 0);
    for (const seal of seals) {
      if (seal.to > read) break;
      const held = rows.filter((row) => row.n >= seal.from && row.n <= seal.to);
      const breach = await breachOf(walked, seal, held, now);
      if (breach !== null) return { kind: "broken", from: seal.from, to: seal.to, ...breach };
      walked = onward(walked, seal, held);
    }
    const [first, last] = [seals[0], seals.at(-1)];
    // No seal covers as many: they were added.
    if (first !== undefined && first.to > read) return { kind: "broken", from: first.from, to: first.to, why: "records", record: null };
    if (last === undefined || (seals.length < SEALS_A_PAGE && walked.to === last.to)) {
      const { since, records, purged, erased } = walked;
      return { kind: "intact", since, records, purged, erased, unsealed };
    }
  }
  return { kind: "more", after: walked };
}

function onward(walked: Walked, seal: Seal, held: readonly Row[]): Walked {
  return {
    to: seal.to,
    hash: seal.hash,
    since: walked.since ?? held[0]?.at ?? null,
    records: walked.records + held.length,
    purged: walked.purged + (held.length === 0 ? seal.count : 0),
    erased: walked.erased + held.filter((row) => row.salt === null).length,
  };
}

async function breachOf(walked: Walked, seal: Seal, held: readonly Row[], now: number) {
  if (seal.previous !== walked.hash || seal.from !== walked.to + 1) return { why: "chain", record: null } as const;
  // Only what is older than any retention allows may be gone, and only from the beginning on.
  if (held.length === 0) {
    const mayBeGone = walked.records === 0 && seal.sealedAt < now - RETENTION.audit.least * DAY_MS;
    return mayBeGone ? null : ({ why: "missing", record: null } as const);
  }
  const records = held.map(({ salt: _salt, detail: _detail, ...record }) => record);
  const { previous, from, to, sealedAt } = seal;
  if (records.length !== seal.count || (await hashSeal({ previous, from, to, sealedAt, records })) !== seal.hash)
    return { why: "records", record: null } as const;
  for (const { n, salt, detail, detailHash } of held) {
    if (salt === null || detail === null) continue;
    if ((await hashDetail(salt, parsed(detail))) !== detailHash) return { why: "detail", record: n } as const;
  }
  return null;
}

/** Values that are no JSON any more are not what was recorded, whatever they are. */
function parsed(detail: string): Record<string, unknown> {
  try {
    return JSON.parse(detail) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Seals and their records in one transaction: a purge in between takes both or neither. */
async function readPage(ledger: ReadLedger, after: number): Promise<Page> {
  const { client, workspace } = ledger;
  const [inSeals, inAudit] = [within(ledger, "audit_seal"), within(ledger, "audit")];
  const page = `SELECT from_n AS "from", to_n AS "to", count, previous, hash, sealed_at AS sealedAt FROM audit_seal
    WHERE ${inSeals} AND from_n > ?2 ORDER BY from_n LIMIT ${SEALS_A_PAGE}`;
  const detail = workspace === null ? "" : ` AND ${within(ledger, "audit_detail")}`;
  const [seals, rows, unsealed] = await client.batch<Record<string, unknown>>([
    client.prepare(page).bind(workspace, after),
    client
      .prepare(
        `SELECT ${RECORD}, audit_detail.salt, audit_detail.detail FROM audit LEFT JOIN audit_detail ON audit_detail.audit = audit.id${detail}
         WHERE ${inAudit} AND audit.n > ?2 AND audit.n <= (SELECT max("to") FROM (${page})) ORDER BY audit.n LIMIT ${RECORDS_A_PAGE}`,
      )
      .bind(workspace, after),
    client
      .prepare(
        `SELECT count(*) AS count FROM audit WHERE ${inAudit}
         AND audit.n > ifnull((SELECT to_n FROM audit_seal WHERE ${inSeals} ORDER BY from_n DESC LIMIT 1), 0)`,
      )
      .bind(workspace),
  ]);
  return {
    seals: (seals?.results ?? []) as unknown as Seal[],
    rows: (rows?.results ?? []) as unknown as Row[],
    unsealed: Number(unsealed?.results[0]?.["count"] ?? 0),
  };
}
