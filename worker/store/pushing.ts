import { and, eq, gt, inArray, isNull, lt, lte, sql } from "drizzle-orm";
import type { MemberStatus, NamedRight, Role } from "../../domain/rights.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import { batch, type Shard } from "./database.ts";
import { type Noticed, noticesWith } from "./notices.ts";
import { member, notice, workspaceState } from "./schema/workspace.ts";

/**
 * NT1: notices on their way to a browser. Whoever pushes one holds it until its lease runs out: of two runners one has it, and one that dies
 * with it in its hands leaves it to the next.
 */

/** As long as the slowest push service may take, for all of a person's browsers. */
const LEASE_MS = 2 * 60_000;
/** What nobody could be told for this long is read in the list, and pushed no more. */
export const NEWS_MS = 24 * 3_600_000;

interface Someone {
  readonly workspace: string;
  readonly person: string;
}

/** Of these, the workspaces in which one of these people has something due. */
export async function workspacesDue(
  shard: Shard,
  among: readonly { readonly workspace: string; readonly people: readonly string[] }[],
  now: number,
): Promise<Set<string>> {
  const asked = among.flatMap(({ workspace, people }) => people.map((person) => ({ workspace, person })));
  const rows = await shard.all<{ workspace: string }>(sql`SELECT DISTINCT asked.value ->> 'workspace' AS workspace
    FROM json_each(${JSON.stringify(asked)}) AS asked
    WHERE EXISTS (SELECT 1 FROM notice WHERE workspace_id = asked.value ->> 'workspace' AND person_id = asked.value ->> 'person'
      AND read_at IS NULL AND send_at > ${now - NEWS_MS} AND send_at <= ${now})`);
  return new Set(rows.map((row) => row.workspace));
}

/** Of these people, those who have something due. */
export async function peopleDue(shard: Shard, workspaceId: string, people: readonly string[], now: number): Promise<string[]> {
  const rows = await shard.all<{ person: string }>(sql`SELECT value AS person FROM json_each(${JSON.stringify(people)})
    WHERE EXISTS (SELECT 1 FROM notice WHERE workspace_id = ${workspaceId} AND person_id = value
      AND read_at IS NULL AND send_at > ${now - NEWS_MS} AND send_at <= ${now})`);
  return rows.map((row) => row.person);
}

/** Notices of one person that are ours to push until `until`, and all that their words rest on. */
export interface Held extends Someone {
  readonly until: number;
  readonly taken: readonly string[];
  readonly due: readonly Noticed[];
  /** The newest that they have not read, these among them. */
  readonly unread: readonly Noticed[];
  readonly seat: { readonly role: Role; readonly status: MemberStatus; readonly rights: NamedRight[]; readonly teams: string[] };
  readonly settings: WorkspaceSettings;
}

/** A digest counts so many. */
const UNREAD = 200;

/** Takes what is due to somebody, of what came since a browser of theirs could be told. Null: somebody else has it, or it was read. */
export async function hold(shard: Shard, { workspace, person }: Someone, since: number, now: number): Promise<Held | null> {
  const until = now + LEASE_MS;
  const isDue = and(
    eq(notice.workspaceId, workspace),
    eq(notice.person, person),
    isNull(notice.readAt),
    lte(notice.sendAt, now),
    gt(notice.sendAt, now - NEWS_MS),
  );
  const [, taken, unread, seats, states] = (await batch(shard, [
    // Nobody asked to be told of these, and nobody asks for them again.
    shard
      .update(notice)
      .set({ sendAt: null })
      .where(and(isDue, lt(notice.at, since))),
    shard.update(notice).set({ sendAt: until }).where(isDue).returning({ id: notice.id }),
    noticesWith(shard, workspace, person, isNull(notice.readAt), UNREAD),
    shard
      .select({ role: member.role, status: member.status, rights: member.rights, teams: member.teams })
      .from(member)
      .where(and(eq(member.workspaceId, workspace), eq(member.personId, person))),
    shard.select({ settings: workspaceState.settings }).from(workspaceState).where(eq(workspaceState.workspaceId, workspace)),
  ])) as [unknown, { id: string }[], Noticed[], Held["seat"][], { settings: WorkspaceSettings }[]];
  const ids = taken.map((row) => row.id);
  const due = unread.filter((row) => ids.includes(row.id));
  const [seat, state] = [seats[0], states[0]];
  if (due.length === 0 || seat === undefined || state === undefined) return null;
  return { workspace, person, until, taken: ids, due, unread, seat, settings: state.settings };
}

/** They were pushed, or are not to be. Whoever's lease ran out meanwhile leaves them to whoever has them by now. */
export async function settle(shard: Shard, held: Held, sentAt: number | null): Promise<void> {
  await shard.update(notice).set({ sendAt: null, sentAt }).where(stillHeld(held));
}

export async function postpone(shard: Shard, held: Held, until: number): Promise<void> {
  await shard.update(notice).set({ sendAt: until }).where(stillHeld(held));
}

function stillHeld({ workspace, person, until, taken }: Held) {
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(taken)}))`;
  return and(eq(notice.workspaceId, workspace), eq(notice.person, person), eq(notice.sendAt, until), inArray(notice.id, ids));
}
