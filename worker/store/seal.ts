import canonicalize from "canonicalize";
import type { Fresh } from "../../domain/fresh.ts";
import { recordOf } from "./audit.ts";
import { toHex } from "./bytes.ts";
import type { Platform, Shard } from "./database.ts";
import { refusedByGuard } from "./guard.ts";
import { type Ledger, RECORD, type SealedRecord, within } from "./ledger.ts";

/** Records under one seal: the purge removes whole ranges, and its step stays small. */
export const SEALED_AT_MOST = 500;
/** Seals made in one go; the next minute goes on. */
const SEALS_AT_ONCE = 10;
/** Sign-in acts that become records in one go. */
const EVENTS_AT_ONCE = 200;

/** What a seal's hash is made over: the seal before it, the range, the time, and every record in it. */
export interface Sealing {
  readonly previous: string;
  readonly from: number;
  readonly to: number;
  readonly sealedAt: number;
  readonly records: readonly SealedRecord[];
}

export async function hashSeal(sealing: Sealing): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalize({ ...sealing, count: sealing.records.length }));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Seals what is not sealed yet and says how many records that was. A range begins where the one before it ends, so that none is left out. */
export async function sealAudit(ledger: Ledger, now: number): Promise<number> {
  let sealed = 0;
  for (let seals = 0; seals < SEALS_AT_ONCE; seals++) {
    const records = await sealRange(ledger, now);
    sealed += records;
    if (records < SEALED_AT_MOST) break;
  }
  return sealed;
}

async function sealRange(ledger: Ledger, now: number): Promise<number> {
  const { client, workspace } = ledger;
  const last = `FROM audit_seal WHERE ${within(ledger, "audit_seal")} ORDER BY from_n DESC LIMIT 1`;
  const [seals, found] = await client.batch<Record<string, unknown>>([
    client.prepare(`SELECT to_n AS "to", hash ${last}`).bind(workspace),
    client
      .prepare(
        `SELECT ${RECORD} FROM audit WHERE ${within(ledger, "audit")} AND audit.n > ifnull((SELECT to_n ${last}), 0)
         ORDER BY audit.n LIMIT ${SEALED_AT_MOST}`,
      )
      .bind(workspace),
  ]);
  const records = (found?.results ?? []) as unknown as SealedRecord[];
  const end = records.at(-1);
  if (end === undefined) return 0;
  const before = seals?.results[0] as { to: number; hash: string } | undefined;
  const sealing: Sealing = { previous: before?.hash ?? "", from: (before?.to ?? 0) + 1, to: end.n, sealedAt: now, records };
  const columns = workspace === null ? "" : ", workspace_id";
  const values = workspace === null ? "" : ", ?7";
  try {
    await client
      .prepare(`INSERT INTO audit_seal (from_n, to_n, count, previous, hash, sealed_at${columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6${values})`)
      .bind(
        sealing.from,
        sealing.to,
        records.length,
        sealing.previous,
        await hashSeal(sealing),
        sealing.sealedAt,
        ...(workspace === null ? [] : [workspace]),
      )
      .run();
  } catch (error) {
    // Somebody sealed from the same record on: theirs stands.
    if (refusedByGuard(error)) return 0;
    throw error;
  }
  return records.length;
}

/** Workspaces of a shard with records that no seal covers yet, from `from` on and around, so that none waits behind others for ever. */
export async function workspacesToSeal(shard: Shard, from: string, limit: number): Promise<string[]> {
  const { results } = await shard.$client
    .prepare(
      `SELECT workspace_id AS id FROM workspace_state WHERE EXISTS (SELECT 1 FROM audit WHERE audit.workspace_id = workspace_state.workspace_id
         AND audit.n > ifnull((SELECT to_n FROM audit_seal WHERE audit_seal.workspace_id = workspace_state.workspace_id ORDER BY from_n DESC LIMIT 1), 0))
       ORDER BY workspace_id < ?1, workspace_id LIMIT ?2`,
    )
    .bind(from, limit)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

interface AuthEvent {
  readonly n: number;
  readonly at: number;
  readonly act: string;
  readonly person: string;
  readonly session: string | null;
  readonly ip: string | null;
  readonly browser: string | null;
}

/** Sign-in acts become audit records, each once: the events go in the batch that writes the records. Says how many. */
export async function recordAuthEvents(platform: Platform, fresh: Fresh): Promise<number> {
  const client = platform.$client;
  const { results: events } = await client
    .prepare(
      `SELECT auth_event.n, auth_event.at, auth_event.act, auth_event.person, auth_event.session, session.ip, session.browser
       FROM auth_event LEFT JOIN session ON session.id = auth_event.session ORDER BY auth_event.n LIMIT ${EVENTS_AT_ONCE}`,
    )
    .all<AuthEvent>();
  const last = events.at(-1);
  if (last === undefined) return 0;
  const made = await Promise.all(
    events.map(async ({ act, at, person, session, ip, browser }) => {
      const audited = { act: `auth.${act}`, subjectKind: "person", subject: person, detail: { session } };
      return recordOf(audited, { person, ip, browser, request: null }, at, fresh);
    }),
  );
  try {
    await client.batch([
      // All of them are still there: another sealer would have taken them as a whole.
      client
        .prepare("SELECT CASE WHEN (SELECT count(*) FROM auth_event WHERE n <= ?1) = ?2 THEN 1 ELSE json('conflict') END")
        .bind(last.n, events.length),
      client.prepare("DELETE FROM auth_event WHERE n <= ?1").bind(last.n),
      client
        .prepare(
          `INSERT INTO audit (id, at, actor, act, subject_kind, subject, ip, browser, detail_hash)
           SELECT value ->> 'id', value ->> 'at', value ->> 'actor', value ->> 'act', value ->> 'subjectKind', value ->> 'subject',
             value ->> 'ip', value ->> 'browser', value ->> 'detailHash' FROM json_each(?1) ORDER BY key`,
        )
        .bind(JSON.stringify(made.map((one) => one.record))),
      client
        .prepare(
          `INSERT INTO audit_detail (audit, salt, detail)
           SELECT value ->> 'audit', value ->> 'salt', value -> 'detail' FROM json_each(?1)`,
        )
        .bind(JSON.stringify(made.map((one) => one.detail))),
    ]);
  } catch (error) {
    if (refusedByGuard(error)) return 0;
    throw error;
  }
  return events.length;
}
