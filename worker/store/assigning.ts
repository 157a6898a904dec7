import { and, eq, type SQL, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import { type Giving, isGiven, type Place, placeAfter } from "../../domain/giving.ts";
import { type LeadRow, rowFor } from "../../domain/lead.ts";
import type { RouteReason } from "../../domain/routing.ts";
import { searchScope } from "../../domain/search.ts";
import { answer, apply, canTake, type Changed, type Command, leave, prepare, stillInReach } from "./commands.ts";
import type { Shard, Statement } from "./database.ts";
import { isLead } from "./leads.ts";
import { noticedMove } from "./notices.ts";
import { goalToldAgain } from "./reminders.ts";
import { assignment, followUp, type Inverse, lead, leadSearch, team as teams } from "./schema/workspace.ts";
import { told } from "./submissions.ts";
import type { Undoing } from "./undo.ts";

/** Gives a lead to somebody, to nobody, or to a team until somebody takes it. Compare-and-set on the version the person saw (ED1). */
export async function assignLead(command: Command, to: Giving, version: number): Promise<Changed> {
  const { shard, actor } = command;
  const { workspace } = actor;
  const named = teamNamed(shard, workspace, to.team);
  const { row, repeated, target, position, by, besides } = await prepare(command, "lead.assign", to.owner, named);
  if (repeated) return answer(command, row, position);
  if (row.version !== version) throw new Refusal("conflict", { row: rowFor(actor, row), by });
  if (to.owner !== null && target === undefined) throw new Refusal("invalid_input", { fields: ["owner"] });
  if (isUnknown(besides)) throw new Refusal("invalid_input", { field: "team" });
  if (to.team !== undefined && isGiven(row, to)) return leave(command, row);
  const place = placeAfter(row, to, target);
  return apply(command, row, {
    guards: [...stillInReach(actor, row), ...canHave(workspace, to)],
    writes: moveTo(command, row, { ...place, named: to.team !== undefined }, { code: "by_hand", by: actor.person }),
    fields: fieldsOf(row, place),
    after: { ...place, archivedAt: row.archivedAt },
    act: "lead.assigned",
    detail: { before: { owner: row.owner, team: row.team }, after: place },
    inverse: { owner: { to: row.owner, team: row.team, reason: row.reason, whileIs: place.owner, teamWhileIs: place.team } },
  });
}

/** The team that is named, to be read beside the lead; where none is, nothing is read. Another workspace's is none, nor is a retired one. */
export function teamNamed(shard: Shard, workspace: string, team: string | undefined): Statement[] {
  if (team === undefined) return [];
  return [
    shard
      .select({ id: teams.id })
      .from(teams)
      .where(and(eq(teams.workspaceId, workspace), eq(teams.id, team), eq(teams.retired, false))),
  ];
}

/** What `teamNamed` read. */
export function isUnknown([named]: readonly unknown[]): boolean {
  return (named as readonly unknown[] | undefined)?.length === 0;
}

/** Whoever gets it is there to have it: a person who can work it, a team of this workspace. */
export function canHave(workspace: string, { owner, team }: Giving): SQL[] {
  return [
    ...(owner === null ? [] : [canTake(workspace, owner)]),
    ...(team === undefined ? [] : [sql`EXISTS (SELECT 1 FROM team WHERE workspace_id = ${workspace} AND id = ${team} AND retired = 0)`]),
  ];
}

function fieldsOf(row: Place, { owner }: Place): string[] {
  return row.owner === owner ? ["team"] : ["owner"];
}

/** `named`: the team is told of though the lead had it before, because it is whom it is given to. */
type Moving = Place & { readonly named?: boolean };

/** The statements of a change of owner or team, for its batch; also the sweep's. `stands` is what the lead itself says, where that is not why it moved. */
export function moveTo(
  by: Pick<Command, "shard" | "fresh"> & { actor: { workspace: string; person: string | null } },
  row: Pick<LeadRow, "id" | "n" | "owner" | "team" | "version">,
  to: Moving,
  reason: RouteReason,
  stands: RouteReason = reason,
): Statement[] {
  const { shard, fresh, actor } = by;
  const { owner, team, named = owner === null && row.team !== team } = to;
  const at = fresh.now();
  const place = { workspaceId: actor.workspace, lead: row.id };
  // Whom a lead that waits falls to: its owner, or whoever looks after its team.
  const fallsToOthers = (row.owner === null) !== (owner === null) || (owner === null && row.team !== team);
  return [
    shard
      .update(lead)
      .set({
        owner,
        team,
        reason: stands,
        version: row.version + 1,
        lastActivityAt: at,
        ...(fallsToOthers && { goalToldAt: goalToldAgain(at) }),
      })
      .where(isLead(actor.workspace, row.id)),
    shard
      .update(leadSearch)
      .set({ scope: searchScope(actor.workspace, owner, team) })
      .where(and(eq(leadSearch.workspaceId, actor.workspace), eq(leadSearch.n, row.n))),
    // FU1: what is to be done about the lead goes with it, else back to whoever set it. It says the same as before: its version stays.
    shard
      .update(followUp)
      .set({ person: owner ?? sql`${followUp.createdBy}` })
      .where(and(eq(followUp.workspaceId, actor.workspace), eq(followUp.lead, row.id), eq(followUp.state, "open"))),
    shard.insert(assignment).values({ ...place, id: fresh.id(), at, from: row.owner, to: owner, team, actor: actor.person, reason }),
    told(
      shard,
      actor.workspace,
      row.id,
      at,
      actor.person,
      { kind: "assignment", from: row.owner, to: owner, reason, ...(named && { team }) },
      fresh,
    ),
    ...noticedMove(shard, actor.workspace, row.id, { from: row.owner, to: owner, by: actor.person }, fresh),
  ];
}

export function undoOwner(command: Command, row: LeadRow, inverse: NonNullable<Inverse["owner"]>): Undoing {
  const { to: owner, team, reason, whileIs, teamWhileIs } = inverse;
  const place = { owner, team };
  return {
    capability: "lead.assign",
    stands: row.owner === whileIs && (teamWhileIs === undefined || row.team === teamWhileIs),
    // Back into a team that takes nothing any more it does not go; one that it never left it keeps.
    guards: canHave(command.actor.workspace, { owner, team: team === row.team ? undefined : (team ?? undefined) }),
    writes: moveTo(command, row, place, { code: "by_hand", by: command.actor.person }, reason),
    fields: fieldsOf(row, place),
    after: { ...place, archivedAt: row.archivedAt },
    detail: { before: { owner: row.owner, team: row.team }, after: place },
  };
}
