import { and, desc, eq, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Fresh } from "../../domain/fresh.ts";
import { textWithout } from "../../domain/kept.ts";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import {
  type NoticeData,
  type NoticeKind,
  NOTICES_PAGE,
  type NoticeRow,
  type NoticesPage,
  type NoticesRead,
  type NoticesUnread,
  UNREAD_MOST,
} from "../../domain/notice.ts";
import { type Actor, can, maskedFor } from "../../domain/rights.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { form, lead, notice } from "./schema/workspace.ts";

/** NT1: who is told of what, written in the batch of what it tells, and read by whom it is for alone. */

interface Told {
  readonly person: string;
  readonly kind: NoticeKind;
  readonly lead: string;
  readonly data?: NoticeData;
}

/** For the batch of what it tells; it is due to be pushed at once. */
export function noticed(shard: Shard, workspaceId: string, { data = {}, ...told }: Told, fresh: Fresh): Statement {
  const at = fresh.now();
  return shard.insert(notice).values({ workspaceId, ...told, data, id: fresh.id(), at, sendAt: at });
}

/** A lead has another owner: told to both, and nobody is told what they did themselves. */
export function noticedMove(
  shard: Shard,
  workspaceId: string,
  leadId: string,
  { from, to, by }: { readonly from: string | null; readonly to: string | null; readonly by: string | null },
  fresh: Fresh,
): Statement[] {
  if (from === to) return [];
  const data = by === null ? {} : { by };
  return [
    ...(to === null || to === by ? [] : [noticed(shard, workspaceId, { person: to, kind: "assigned", lead: leadId, data }, fresh)]),
    ...(from === null || from === by ? [] : [noticed(shard, workspaceId, { person: from, kind: "taken", lead: leadId, data }, fresh)]),
  ];
}

/** Those whom a note names who were not named before, its author aside. */
export function noticedMentions(
  shard: Shard,
  workspaceId: string,
  leadId: string,
  note: { readonly entry: string; readonly by: string; readonly mentions: readonly string[]; readonly before?: readonly string[] },
  fresh: Fresh,
): Statement[] {
  const { entry, by, mentions, before = [] } = note;
  return mentions
    .filter((person) => person !== by && !before.includes(person))
    .map((person) => noticed(shard, workspaceId, { person, kind: "mention", lead: leadId, data: { by, entry } }, fresh));
}

/** A notice with the lead as it is now; `form` is the name of the one that it is about, else of the lead's first. */
export const noticeColumns = {
  id: notice.id,
  at: notice.at,
  kind: notice.kind,
  data: notice.data,
  readAt: notice.readAt,
  lead: notice.lead,
  name: lead.name,
  owner: lead.owner,
  team: lead.team,
  archivedAt: lead.archivedAt,
  // Two columns of one name are one in an answer to a batch.
  form: sql<string | null>`${form.name}`.as("form_name"),
};

export interface Noticed extends Pick<LeadRow, "owner" | "team" | "archivedAt"> {
  readonly id: string;
  readonly at: number;
  readonly kind: NoticeKind;
  readonly data: NoticeData;
  readonly readAt: number | null;
  readonly lead: string;
  /** Null: the lead is gone. */
  readonly name: string | null;
  readonly form: string | null;
}

/** The person's notices, the newest first, each with its lead. */
export function noticesWith(shard: Shard, workspaceId: string, person: string, which: SQL | undefined, most: number): Statement {
  return shard
    .select(noticeColumns)
    .from(notice)
    .leftJoin(lead, and(eq(lead.workspaceId, workspaceId), eq(lead.id, notice.lead)))
    .leftJoin(form, and(eq(form.workspaceId, workspaceId), eq(form.id, sql`ifnull(${notice.data} ->> 'form', ${lead.form})`)))
    .where(and(eq(notice.workspaceId, workspaceId), eq(notice.person, person), which))
    .orderBy(desc(notice.id))
    .limit(most);
}

/** PV2: the lead of a notice as far as its reader may see it now. */
export function leadSeen(actor: Actor, { lead: id, name, form: of, ...place }: Noticed): NoticeRow["lead"] {
  if (name === null || !can(actor, "lead.read", visibilityOf(place))) return null;
  return { id, name: textWithout(maskedFor(actor, place), name), form: of };
}

/** One round trip. */
export async function readNotices(shard: Shard, { actor, after }: { actor: Actor; after?: string | undefined }): Promise<NoticesPage> {
  const older = after === undefined ? undefined : lt(notice.id, after);
  const [rows, unread] = (await batch(shard, [
    noticesWith(shard, actor.workspace, actor.person, older, NOTICES_PAGE + 1),
    unreadOf(shard, actor.workspace, actor.person),
  ])) as [Noticed[], unknown];
  const page = rows.slice(0, NOTICES_PAGE);
  return {
    notices: page.map((row) => shown(actor, row)),
    next: rows.length > NOTICES_PAGE ? (page.at(-1)?.id ?? null) : null,
    unread: readUnread(unread),
  };
}

function shown(actor: Actor, row: Noticed): NoticeRow {
  const seen = leadSeen(actor, row);
  const { id, at, kind, data, readAt } = row;
  return {
    id,
    at,
    kind,
    lead: seen,
    by: seen === null ? null : (data.by ?? null),
    entry: seen === null ? null : (data.entry ?? null),
    read: readAt !== null,
  };
}

/** How many somebody has not read, for whatever batch reads besides; counted to `UNREAD_MOST`. */
export function unreadOf(shard: Shard, workspaceId: string, person: string): Statement {
  const some = sql`(SELECT 1 FROM notice WHERE workspace_id = ${workspaceId} AND person_id = ${person} AND read_at IS NULL LIMIT ${UNREAD_MOST})`;
  return shard.all(sql`SELECT count(*) AS count FROM ${some}`);
}

export function readUnread(result: unknown): number {
  return (result as { count: number }[])[0]?.count ?? 0;
}

/** What is read is pushed no more. Says how many are left; one round trip. */
export async function markRead(shard: Shard, actor: Pick<Actor, "workspace" | "person">, which: NoticesRead, now: number): Promise<number> {
  const meant = "ids" in which ? among(which.ids) : which.upTo === undefined ? undefined : lte(notice.id, which.upTo);
  const [, unread] = await batch(shard, [
    shard
      .update(notice)
      .set({ readAt: now, sendAt: null })
      .where(and(eq(notice.workspaceId, actor.workspace), eq(notice.person, actor.person), isNull(notice.readAt), meant)),
    unreadOf(shard, actor.workspace, actor.person),
  ]);
  return readUnread(unread);
}

/**
 * What that marking made read is unread again, and nothing that was read before or since: sent again it finds none. It is pushed no more:
 * whoever marked it has seen it. One round trip.
 */
export async function markUnread(
  shard: Shard,
  actor: Pick<Actor, "workspace" | "person">,
  { at, ids }: NoticesUnread,
): Promise<{ readonly unread: number; readonly changed: number }> {
  const meant = and(eq(notice.readAt, at), ids === undefined ? undefined : among(ids));
  const [, changed, unread] = await batch(shard, [
    shard
      .update(notice)
      .set({ readAt: null })
      .where(and(eq(notice.workspaceId, actor.workspace), eq(notice.person, actor.person), meant)),
    shard.all(sql`SELECT changes() AS count`),
    unreadOf(shard, actor.workspace, actor.person),
  ]);
  return { unread: readUnread(unread), changed: readUnread(changed) };
}

function among(ids: readonly string[]): SQL {
  return sql`${notice.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}
