import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import type { MemberStatus, NamedRight, Role, Visibility } from "../../domain/rights.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import type { SupportSeat } from "../../domain/support.ts";
import type { MemberRow, TeamRow } from "../../domain/wire.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import { headOf } from "./commit.ts";
import { batch, type Shard } from "./database.ts";
import { rowColumns } from "./leads.ts";
import { changeLog, lead, member, tally, team, workspaceState } from "./schema/workspace.ts";

/** Further behind than this, starting again is cheaper than catching up. */
export const CATCH_UP_LIMIT = 2000;

export interface LogEntry {
  readonly seq: number;
  readonly entity: "lead" | "member" | "team" | "workspace";
  readonly id: string;
  readonly op: "create" | "update" | "erase";
  readonly fields: readonly string[];
  readonly actor: string | null;
  readonly before: Visibility | null;
  readonly after: Visibility | null;
}

/** What happened after a position, as state: the entries say which ids and who saw them, the rows how they are now. */
export interface Delta {
  readonly epoch: string;
  readonly from: number;
  /** The last entry read; equals `head` unless `more`. */
  readonly to: number;
  readonly head: number;
  readonly accessVersion: number;
  readonly status: "active" | "suspended";
  readonly more: boolean;
  /** `from` lies before what the log still holds. */
  readonly tooOld: boolean;
  readonly entries: readonly LogEntry[];
  readonly rows: ReadonlyMap<string, LeadRow>;
  readonly members: readonly MemberRow[];
  readonly teams: readonly TeamRow[];
  readonly support: readonly SupportSeat[];
}

/** EV2: catch-up is by log position and by state. One round trip; at most `limit` entries. */
export async function readSince(shard: Shard, workspaceId: string, from: number, limit: number = CATCH_UP_LIMIT): Promise<Delta> {
  const changed = (entity: "lead" | "member" | "team") => sql`(SELECT entity_id FROM
    (SELECT entity_id, entity FROM change_log WHERE workspace_id = ${workspaceId} AND seq > ${from} ORDER BY seq LIMIT ${limit}) WHERE entity = ${entity})`;
  const [states, entries, rows, members, teams] = (await batch(shard, [
    shard
      .select({
        epoch: workspaceState.epoch,
        accessVersion: workspaceState.accessVersion,
        status: workspaceState.status,
        support: workspaceState.support,
        head: headOf(workspaceId),
        logFloor: workspaceState.logFloor,
      })
      .from(workspaceState)
      .where(eq(workspaceState.workspaceId, workspaceId)),
    shard
      .select({
        seq: changeLog.seq,
        entity: changeLog.entity,
        id: changeLog.id,
        op: changeLog.op,
        fields: changeLog.fields,
        actor: changeLog.actor,
        before: changeLog.before,
        after: changeLog.after,
      })
      .from(changeLog)
      .where(and(eq(changeLog.workspaceId, workspaceId), gt(changeLog.seq, from)))
      .orderBy(asc(changeLog.seq))
      .limit(limit),
    shard
      .select(rowColumns)
      .from(lead)
      .where(and(eq(lead.workspaceId, workspaceId), inArray(lead.id, changed("lead")))),
    memberRows(shard, workspaceId, sql`${member.personId} IN ${changed("member")}`),
    shard
      .select(teamColumns)
      .from(team)
      .where(and(eq(team.workspaceId, workspaceId), sql`${team.id} IN ${changed("team")}`)),
  ])) as [
    { epoch: string; accessVersion: number; status: "active" | "suspended"; support: SupportSeat[]; head: number; logFloor: number }[],
    LogEntry[],
    LeadRow[],
    MemberRow[],
    StoredTeam[],
  ];
  const state = states[0];
  if (state === undefined) throw new Error("the shard does not know this workspace");
  const more = entries.length === limit && (entries.at(-1)?.seq ?? 0) < state.head;
  return {
    epoch: state.epoch,
    accessVersion: state.accessVersion,
    status: state.status,
    head: state.head,
    from,
    to: more ? (entries.at(-1)?.seq ?? from) : Math.max(from, state.head),
    more,
    tooOld: from < state.logFloor,
    entries,
    rows: new Map(rows.map((row) => [row.id, row])),
    members,
    teams: teams.map(teamRowOf),
    support: state.support,
  };
}

export const teamColumns = { id: team.id, name: team.name, retired: team.retired };
export type StoredTeam = Pick<typeof team.$inferSelect, keyof typeof teamColumns>;

/** As it goes to screens: that it is retired is said where it is so. */
export function teamRowOf({ id, name, retired }: StoredTeam): TeamRow {
  return { id, name, ...(retired && { retired }) };
}

/** Stages that win or lose, for a statement. */
export function closedStages(workspaceId: string): SQL {
  return sql`(SELECT value ->> 'id' FROM json_each(ifnull((SELECT stages FROM setup WHERE workspace_id = ${workspaceId}), ${JSON.stringify(DEFAULT_SETUP.stages)})) WHERE value ->> 'kind' <> 'open')`;
}

/** People as everybody in the workspace may see them, with how many open leads they have. */
export function memberRows(shard: Shard, workspaceId: string, which: ReturnType<typeof sql>) {
  return shard
    .select({
      id: member.personId,
      name: member.name,
      role: member.role,
      teams: member.teams,
      status: member.status,
      away: member.away,
      open: sql<number>`ifnull((SELECT sum(${tally.count}) FROM ${tally} WHERE ${tally.workspaceId} = ${workspaceId} AND ${tally.owner} = ${member.personId} AND ${tally.stage} NOT IN ${closedStages(workspaceId)}), 0)`,
    })
    .from(member)
    .where(and(eq(member.workspaceId, workspaceId), which));
}

export interface MemberRights {
  readonly person: string;
  readonly role: Role;
  readonly teams: readonly string[];
  readonly rights: readonly NamedRight[];
  readonly status: MemberStatus;
}

export interface Rights {
  readonly status: "active" | "suspended";
  readonly settings: Pick<WorkspaceSettings, "agentsSeeUnclaimed" | "masks" | "secondFactor">;
  readonly support: readonly SupportSeat[];
  readonly people: readonly MemberRights[];
}

/** Rights of the people who are connected, as the shard has them, and the workspace's own switches. */
export async function readRights(shard: Shard, workspaceId: string, people: readonly string[]): Promise<Rights> {
  const [states, found] = await shard.batch([
    shard
      .select({ status: workspaceState.status, settings: workspaceState.settings, support: workspaceState.support })
      .from(workspaceState)
      .where(eq(workspaceState.workspaceId, workspaceId)),
    shard
      .select({ person: member.personId, role: member.role, teams: member.teams, rights: member.rights, status: member.status })
      .from(member)
      .where(and(eq(member.workspaceId, workspaceId), sql`${member.personId} IN (SELECT value FROM json_each(${JSON.stringify(people)}))`)),
  ]);
  return {
    status: states[0]?.status ?? "suspended",
    settings: states[0]?.settings ?? { agentsSeeUnclaimed: false },
    support: states[0]?.support ?? [],
    people: found,
  };
}

/** Where a lead stands, or null where there is none. */
export async function readVisibility(shard: Shard, workspaceId: string, id: string): Promise<Visibility | null> {
  return (await readVisibilities(shard, workspaceId, [id])).get(id) ?? null;
}

/** Where leads stand, of those that there are. */
export async function readVisibilities(
  shard: Shard,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Visibility>> {
  const rows = await shard
    .select({ id: lead.id, owner: lead.owner, team: lead.team, archivedAt: lead.archivedAt })
    .from(lead)
    .where(and(eq(lead.workspaceId, workspaceId), sql`${lead.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`));
  return new Map(rows.map((row) => [row.id, visibilityOf(row)]));
}
