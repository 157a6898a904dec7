import { type SQL, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import type { RecordRow, Records, RecordsQuery } from "../../domain/records.ts";
import { batch, type Platform, type Shard } from "./database.ts";
import { RECORD, type SealedRecord } from "./ledger.ts";
import { below, type Looked, mergePages, type Place, placeOfText, textOfPlace } from "./merged.ts";

/** Audit records as people search them (AU1): the newest first, in pages, along an index whatever is asked for. */

export interface Reading {
  /** Records a page. */
  readonly rows: number;
  /** Records of each list that are looked at for a page, where an index alone does not find them. */
  readonly looked: number;
  /** Whether whoever reads may see network addresses. */
  readonly addresses: boolean;
  /** PV2: whether which lead has the same telephone or address is kept from whoever reads. */
  readonly linksKept?: boolean;
}

/** On a screen: with names and values at most 2,000 rows of both databases. */
export const SCREEN = { rows: 50, looked: 250 } as const;

/** The platform's and the workspace's ledger come first in this order where times are equal. */
const [PLATFORM, WORKSPACE] = [0, 1] as const;

type Found = SealedRecord & {
  readonly rank: number;
  readonly detail: string | null;
  readonly actorName: string | null;
  readonly subjectName: string | null;
};
/** `n` is null where nothing was found. */
type Raw = Omit<Found, "n"> & { readonly n: number | null; readonly endN: number | null; readonly endAt: number | null };

/** What the platform keeps. */
export async function readPlatformRecords(platform: Platform, query: RecordsQuery, how: Reading): Promise<Records> {
  const start = startOf(query);
  const window = windowOf(query, how, start, PLATFORM, { workspace: null, shard: false });
  const [rows] = (await batch(platform, [platform.all(listed(window, how, ON_PLATFORM))])) as [Raw[]];
  return pageOf([lookedOf(rows, PLATFORM, how)], how, new Map());
}

/** A workspace's own ledger, what the platform recorded about it, and its members' sign-in acts. Both databases at once. */
export async function readWorkspaceRecords(
  { platform, shard, workspace }: { readonly platform: Platform; readonly shard: Shard; readonly workspace: string },
  query: RecordsQuery,
  how: Reading,
): Promise<Records> {
  const start = startOf(query);
  // Sign-in acts are kept apart: an act that is asked for is in the one or in the others.
  const [apart, others] = [query.act === undefined || isSignIn(query.act), query.act === undefined || !isSignIn(query.act)];
  const own = others ? windowOf(query, how, start, WORKSPACE, { workspace, shard: true }) : NOTHING;
  const about = others ? windowOf(query, how, start, PLATFORM, { workspace, shard: false }) : NOTHING;
  const signIns = apart ? signInsOf(query, how, start, workspace) : NOTHING;
  const [[inShard], [onPlatform, signedIn, names]] = (await Promise.all([
    batch(shard, [shard.all(listed(own, how, inShardOf(workspace)))]),
    batch(platform, [
      platform.all(listed(about, how, ON_PLATFORM)),
      platform.all(listed(signIns, how, ON_PLATFORM)),
      platform.all(namesFor(workspace)),
    ]),
  ])) as unknown as [[Raw[]], [Raw[], Raw[], { id: string; name: string }[]]];
  const lists = [lookedOf(inShard, WORKSPACE, how), lookedOf(onPlatform, PLATFORM, how), lookedOf(signedIn, PLATFORM, how)];
  return pageOf(lists, how, new Map(names.map((one) => [one.id, one.name])));
}

function startOf({ to, after }: RecordsQuery): Place {
  // Behind everything of that moment.
  const first: Place = { at: to ?? Number.MAX_SAFE_INTEGER, rank: WORKSPACE + 1, n: 0 };
  if (after === undefined) return first;
  const place = placeOfText(after);
  if (place === undefined) throw new Refusal("invalid_input", { fields: ["after"] });
  return place.at < first.at ? place : first;
}

/** Which records are looked at, and whether each is what was asked for: `seen` (n, at, hit), and `last`, the place it stopped at. */
type Window = { readonly seen: SQL; readonly last: SQL };
const NOTHING: Window = { seen: sql`SELECT 0 AS n, 0 AS at, 0 AS hit WHERE 0`, last: sql`SELECT n, at FROM seen` };
const isSignIn = (act: string) => act === "auth" || act.startsWith("auth.");

const older = (table: SQL, start: Place, rank: number, from: number | undefined) =>
  sql`(${table}.at, ${table}.n) < (${start.at}, ${below(start, rank)}) AND ${table}.at >= ${from ?? 0}`;
const AUDIT = sql.raw("audit");
const isAct = (act: string | undefined) => (act === undefined ? sql`1` : sql`(audit.act = ${act} OR audit.act GLOB ${`${act}.*`})`);
const isActor = (actor: string | undefined) => (actor === undefined ? sql`1` : sql`audit.actor = ${actor}`);

function windowOf(
  { actor, subject, act, from }: RecordsQuery,
  { rows, looked }: Reading,
  start: Place,
  rank: number,
  { workspace, shard }: { readonly workspace: string | null; readonly shard: boolean },
): Window {
  const person = subject !== undefined ? sql`audit.subject = ${subject}` : isActor(actor);
  const named = subject !== undefined || actor !== undefined;
  const here = workspace === null ? sql`1` : sql`audit.workspace_id = ${workspace}`;
  // An index of a shard begins with the workspace; one of the platform does where nobody is named.
  const hereFirst = shard || !named;
  const index =
    subject !== undefined ? "audit_subject" : named ? "audit_actor" : shard || workspace === null ? "audit_at" : "audit_workspace";
  const hit = sql`${hereFirst ? sql`1` : here} AND ${isActor(subject === undefined ? undefined : actor)} AND ${isAct(act)}`;
  const exact = act === undefined && (subject === undefined || actor === undefined) && (hereFirst || workspace === null);
  const most = exact ? rows + 1 : looked;
  return {
    seen: sql`SELECT audit.n, audit.at, ${hit} AS hit FROM audit INDEXED BY ${sql.raw(index)}
      WHERE ${hereFirst ? here : sql`1`} AND ${person} AND ${older(AUDIT, start, rank, from)} ORDER BY audit.at DESC, audit.n DESC LIMIT ${most}`,
    last: sql`SELECT n, at FROM seen ORDER BY at DESC, n DESC LIMIT 1 OFFSET ${most - 1}`,
  };
}

/** They belong to no workspace: looked for by member, as many of each as there is room for. */
function signInsOf({ actor, subject, act, from }: RecordsQuery, { rows, looked }: Reading, start: Place, workspace: string): Window {
  const person = subject ?? actor;
  const members = sql`FROM member WHERE member.workspace_id = ${workspace} AND member.status = 'active'
    AND ${person === undefined ? sql`1` : sql`member.person_id = ${person}`}`;
  const most = act === undefined ? looked / 2 : looked;
  const each = sql`(SELECT min(${rows + 1}, max(1, CAST(${most} / max(1, count(*)) AS INTEGER))) ${members})`;
  const hit = sql`audit.workspace_id IS NULL AND audit.act GLOB 'auth.*' AND ${isActor(actor)} AND ${isAct(act)}`;
  const own = sql`SELECT own.n FROM audit AS own INDEXED BY audit_subject
    WHERE own.subject = one.id AND ${older(sql.raw("own"), start, PLATFORM, from)} ORDER BY own.at DESC, own.n DESC`;
  const one = sql`(SELECT member.person_id AS id ${members}) AS one`;
  return {
    seen: sql`SELECT audit.n, audit.at, ${hit} AS hit FROM ${one} CROSS JOIN audit ON audit.n IN (${own} LIMIT ${each})`,
    // Of whom there may be more: the last place of each, and of those the newest.
    last: sql`SELECT audit.n, audit.at FROM ${one} CROSS JOIN audit ON audit.n = (${own} LIMIT 1 OFFSET ${each} - 1)
      ORDER BY audit.at DESC, audit.n DESC LIMIT 1`,
  };
}

/** How a ledger's database calls people and things, and where it keeps values. */
type Names = { readonly actor: SQL; readonly subject: SQL; readonly detail: SQL };

const ON_PLATFORM: Names = {
  actor: sql`(SELECT person.name FROM person WHERE person.id = audit.actor)`,
  subject: sql`CASE audit.subject_kind
    WHEN 'person' THEN (SELECT person.name FROM person WHERE person.id = audit.subject)
    WHEN 'member' THEN (SELECT person.name FROM person WHERE person.id = audit.subject)
    WHEN 'platform_member' THEN (SELECT person.name FROM person WHERE person.id = audit.subject)
    WHEN 'team' THEN (SELECT team.name FROM team WHERE team.id = audit.subject)
    WHEN 'page' THEN (SELECT page.name FROM page WHERE page.id = audit.subject)
    WHEN 'workspace' THEN (SELECT workspace.name FROM workspace WHERE workspace.id = audit.subject) END`,
  detail: sql`1`,
};

const inShardOf = (workspace: string): Names => {
  const member = (id: SQL) => sql`(SELECT member.name FROM member WHERE member.workspace_id = ${workspace} AND member.person_id = ${id})`;
  const own = (table: "team" | "project" | "form" | "campaign" | "view") => {
    const named = sql.identifier(table);
    return sql`WHEN ${table} THEN (SELECT ${named}.name FROM ${named} WHERE ${named}.workspace_id = ${workspace} AND ${named}.id = audit.subject)`;
  };
  return {
    actor: member(sql`audit.actor`),
    subject: sql`CASE audit.subject_kind WHEN 'person' THEN ${member(sql`audit.subject`)} WHEN 'member' THEN ${member(sql`audit.subject`)}
      ${own("team")} ${own("project")} ${own("form")} ${own("campaign")} ${own("view")}
      WHEN 'workspace' THEN (SELECT name FROM workspace_state WHERE workspace_id = ${workspace} AND workspace_id = audit.subject) END`,
    detail: sql`audit_detail.workspace_id = ${workspace}`,
  };
};

/** One statement: the records that were looked for, and on each row how far was looked. */
function listed({ seen, last }: Window, { rows }: Reading, names: Names): SQL {
  return sql`WITH seen AS MATERIALIZED (${seen}), last AS (${last})
    SELECT last.n AS endN, last.at AS endAt, ${sql.raw(RECORD)}, audit_detail.detail, ${names.actor} AS actorName, ${names.subject} AS subjectName
    FROM (SELECT 1) LEFT JOIN last ON 1
    LEFT JOIN (SELECT n FROM seen WHERE hit ORDER BY at DESC, n DESC LIMIT ${rows + 1}) AS found ON 1
    LEFT JOIN audit ON audit.n = found.n LEFT JOIN audit_detail ON audit_detail.audit = audit.id AND ${names.detail}
    ORDER BY audit.at DESC, audit.n DESC`;
}

const SUPPORT_NAMES = 100;

/** Whom and what a workspace's own database has no names for. */
function namesFor(workspace: string): SQL {
  return sql`SELECT person.id, person.name FROM (SELECT DISTINCT person_id FROM (SELECT person_id FROM support_grant
      WHERE workspace_id = ${workspace} ORDER BY asked_at DESC LIMIT ${SUPPORT_NAMES})) AS guest JOIN person ON person.id = guest.person_id
    UNION ALL SELECT page.id, page.name FROM page WHERE page.workspace_id = ${workspace}`;
}

function lookedOf(raw: readonly Raw[], rank: number, { rows: most }: Reading): Looked<Found> {
  const rows = raw.flatMap(({ n, ...rest }) => (n === null ? [] : [{ ...rest, n, rank }]));
  const [first] = raw;
  const last = rows.at(-1);
  // As many as were wanted: what was looked at behind them is looked at again.
  if (rows.length > most && last !== undefined) return { rows, reached: last };
  const ended = first === undefined || first.endN === null || first.endAt === null;
  return { rows, reached: ended ? null : { at: first.endAt, rank, n: first.endN } };
}

function pageOf(lists: readonly Looked<Found>[], how: Reading, names: ReadonlyMap<string, string>): Records {
  const { rows, next } = mergePages(lists, how.rows);
  return {
    rows: rows.map((row) => shown(row, how, names)),
    next: next === null ? null : textOfPlace(next),
    lookedBackTo: next?.at ?? null,
  };
}

function shown(row: Found, { addresses, linksKept = false }: Reading, names: ReadonlyMap<string, string>): RecordRow {
  const { id, at, onBehalf, act, subjectKind, subject, browser, request } = row;
  return {
    id,
    at,
    actor: row.actor === null ? null : { id: row.actor, name: row.actorName ?? names.get(row.actor) ?? null },
    onBehalf,
    act,
    subjectKind,
    subject,
    subjectName: row.subjectName ?? (NAMED.includes(subjectKind) ? (names.get(subject) ?? null) : null),
    ip: addresses ? row.ip : null,
    browser,
    request,
    detail: row.detail === null ? null : without(linksKept ? LINKS : [], valuesOf(row.detail)),
    platform: row.rank === PLATFORM,
  };
}

const NAMED = ["person", "member", "page"];
/** PV2: which lead is the same person as another one. */
const LINKS = ["sameAs", "other"];

function without(fields: readonly string[], detail: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(detail).filter(([field]) => !fields.includes(field)));
}

/** Values that somebody broke are the verification's to find: they must not keep the other records from being read. */
function valuesOf(detail: string): Record<string, unknown> {
  try {
    return JSON.parse(detail) as Record<string, unknown>;
  } catch {
    return { unreadable: true };
  }
}
