import { and, eq, sql } from "drizzle-orm";
import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { fold } from "../../domain/name.ts";
import type { Actor, MemberStatus, NamedRight, Role } from "../../domain/rights.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import { whoDecided, whoDecidedIn } from "./audit.ts";
import type { Platform } from "./database.ts";
import { type Decided, decide, type Decision, type Guarded, stillMay } from "./decisions.ts";
import { findMember, findWorkspace, teamsIn } from "./people.ts";
import { member, team, teamMember, workspace } from "./schema/platform.ts";

/** The platform's writes about who may do what where, whoever decided them. */

export interface MemberChange {
  readonly workspace: string;
  readonly person: string;
  readonly role: Role;
  readonly status: MemberStatus;
  readonly rights?: readonly NamedRight[];
  readonly weight: number;
  readonly away: boolean;
  readonly teams: readonly string[];
}

const ACTS = { active: "member.changed", suspended: "member.suspended", removed: "member.removed" } as const satisfies Record<
  MemberStatus,
  string
>;

/** Makes a person a member, changes them, or removes them (status "removed": what they did keeps its author). */
export async function setMember(platform: Platform, change: MemberChange, doer: Doer, fresh: Fresh): Promise<Decided> {
  const { workspace: workspaceId, person: personId } = change;
  return decide(platform, { kind: "member", workspace: workspaceId, subject: personId }, doer, fresh, async () =>
    memberDecision(platform, change, await findMember(platform, workspaceId, personId), fresh.now()),
  );
}

/** A member as a decision finds them. */
export type KnownMember = Omit<NonNullable<Awaited<ReturnType<typeof findMember>>>, "name">;

/** What `setMember` writes where `known` is what stands; undefined: a new member. */
export function memberDecision(platform: Platform, change: MemberChange, known: KnownMember | undefined, at: number): Decision {
  const { workspace: workspaceId, person: personId, role, status, weight, away } = change;
  const teams = [...new Set(change.teams)].sort();
  const rights = { role, status, rights: [...new Set(change.rights ?? known?.rights ?? [])].sort(), weight, away };
  const sameRights = known !== undefined && known.role === role && known.status === status && known.rights.join() === rights.rights.join();
  const version = (known?.version ?? 0) + 1;
  const teamIds = JSON.stringify(teams);
  return {
    version,
    guards: [
      [
        sql`ifnull((SELECT version FROM member WHERE workspace_id = ${workspaceId} AND person_id = ${personId}), 0) = ${version - 1}`,
        "conflict",
      ],
      [
        sql`EXISTS (SELECT 1 FROM person WHERE id = ${personId}) AND EXISTS (SELECT 1 FROM workspace WHERE id = ${workspaceId})`,
        "not_found",
      ],
      [
        sql`(SELECT count(*) FROM team WHERE workspace_id = ${workspaceId} AND retired = 0
          AND id IN (SELECT value FROM json_each(${teamIds}))) = ${teams.length}`,
        "invalid_input",
      ],
      ...lastOwner(change, known),
    ],
    writes: [
      platform
        .insert(member)
        .values({ workspaceId, personId, ...rights, version, createdAt: at, rightsAt: at })
        .onConflictDoUpdate({
          target: [member.workspaceId, member.personId],
          set: { ...rights, version, ...(sameRights ? {} : { rightsAt: at }), ...(status === "active" ? {} : { auditMail: false }) },
        }),
      platform.delete(teamMember).where(and(eq(teamMember.workspaceId, workspaceId), eq(teamMember.personId, personId))),
      ...teams.map((teamId) => platform.insert(teamMember).values({ workspaceId, teamId, personId })),
    ],
    audit: {
      act: known === undefined ? "member.added" : status === "active" && known.status !== "active" ? "member.reopened" : ACTS[status],
      detail: { version, before: known === undefined ? null : rightsOf(known), after: { ...rights, teams } },
    },
  };
}

/** What a change of a team or of settings was decided from: nothing of either where no person asked. */
export interface Seen {
  readonly actor: Actor;
  /** Null: it is new. */
  readonly version: number | null;
}

/** Nobody is in it, and nobody is on the way into it: whoever would be loses nothing by its being retired. */
function isEmpty(workspaceId: string, id: string): Guarded[] {
  return [
    [sql`NOT EXISTS (SELECT 1 FROM team_member WHERE workspace_id = ${workspaceId} AND team_id = ${id})`, "conflict"],
    [
      sql`NOT EXISTS (SELECT 1 FROM invitation, json_each(invitation.teams) AS named
        WHERE invitation.workspace_id = ${workspaceId} AND invitation.state = 'open' AND named.value = ${id})`,
      "conflict",
    ],
  ];
}

/**
 * A new team, or another name for one. No two teams of a workspace have one name, however it is spelled.
 */
export async function setTeam(
  platform: Platform,
  change: { readonly workspace: string; readonly team: string; readonly name: string; readonly retired?: boolean | undefined },
  doer: Doer,
  fresh: Fresh,
  seen?: Seen,
): Promise<Decided> {
  const { workspace: workspaceId, team: id, name } = change;
  const where = { kind: "team", workspace: workspaceId, subject: id } as const;
  return decide(platform, where, doer, fresh, async () => {
    const all = await teamsIn(platform, workspaceId);
    const known = all.find((one) => one.id === id);
    if (seen !== undefined) {
      if (known === undefined && seen.version !== null) throw new Refusal("not_found");
      if (known !== undefined && seen.version === null && known.name === name) return { already: known.version };
      if (known !== undefined && known.version !== seen.version)
        throw new Refusal("conflict", { now: known, by: await whoDecidedIn(platform, where) });
    }
    if (all.some((one) => one.id !== id && fold(one.name) === fold(name))) throw new Refusal("conflict", { field: "name" });
    const version = (known?.version ?? 0) + 1;
    const before = known?.retired ?? false;
    const retired = change.retired ?? before;
    return {
      version,
      guards: [
        ...(seen === undefined ? [] : stillMay(seen.actor)),
        ...(retired && !before ? isEmpty(workspaceId, id) : []),
        [sql`EXISTS (SELECT 1 FROM workspace WHERE id = ${workspaceId})`, "not_found"],
        // Ids are unique on the whole platform: without this an upsert would rename another workspace's team.
        [sql`NOT EXISTS (SELECT 1 FROM team WHERE id = ${id} AND workspace_id <> ${workspaceId})`, "not_found"],
        // Each change of any team makes the sum another one: the name was compared with what still stands.
        [
          sql`(SELECT ifnull(sum(version), 0) FROM team WHERE workspace_id = ${workspaceId}) = ${all.reduce((sum, one) => sum + one.version, 0)}`,
          "conflict",
        ],
      ],
      writes: [
        platform
          .insert(team)
          .values({ id, workspaceId, name, version, retired })
          .onConflictDoUpdate({ target: team.id, set: { name, version, retired } }),
      ],
      audit: {
        act: known === undefined ? "team.added" : retired === before ? "team.renamed" : retired ? "team.retired" : "team.reopened",
        detail: { version, before: known === undefined ? null : { name: known.name }, after: { name } },
      },
    };
  });
}

export function setWorkspaceSettings(
  platform: Platform,
  change: { readonly workspace: string; readonly name: string; readonly settings: WorkspaceSettings },
  doer: Doer,
  fresh: Fresh,
  seen?: Seen & { readonly guards: readonly Guarded[] },
): Promise<Decided> {
  const { workspace: id, name, settings } = change;
  const under = seen === undefined ? undefined : { seen, guards: seen.guards };
  return changeWorkspace(platform, id, { name, settings }, "workspace.settings_changed", doer, fresh, under);
}

/** EV4: suspended, nobody gets in and who is in is put out; "active" opens it again. */
export function suspendWorkspace(
  platform: Platform,
  change: { readonly workspace: string; readonly status: "active" | "suspended"; readonly reason?: string },
  doer: Doer,
  fresh: Fresh,
): Promise<Decided> {
  const { workspace: id, status, reason } = change;
  const act = status === "suspended" ? "workspace.suspended" : "workspace.reopened";
  // Somebody was faster, or it is sent a second time: it is so already.
  const other: Guarded = [sql`(SELECT status FROM workspace WHERE id = ${id}) <> ${status}`, "conflict"];
  return changeWorkspace(platform, id, { status }, act, doer, fresh, { guards: [other], reason });
}

type WorkspaceFields = { name?: string; settings?: WorkspaceSettings; status?: "active" | "suspended" };

function changeWorkspace(
  platform: Platform,
  id: string,
  set: WorkspaceFields,
  act: string,
  doer: Doer,
  fresh: Fresh,
  under: { readonly seen?: Seen; readonly guards: readonly Guarded[]; readonly reason?: string | undefined } = { guards: [] },
): Promise<Decided> {
  const { seen, reason } = under;
  return decide(platform, { kind: "workspace", workspace: id, subject: id }, doer, fresh, async () => {
    const known = await findWorkspace(platform, id);
    if (known === undefined) throw new Refusal("not_found");
    const { name, settings, status } = known;
    if (seen !== undefined && seen.version !== known.version)
      throw new Refusal("conflict", { now: { version: known.version, name, settings }, by: await whoDecided(platform, id, act) });
    const version = known.version + 1;
    return {
      version,
      guards: [
        ...(seen === undefined ? [] : stillMay(seen.actor)),
        ...under.guards,
        [sql`(SELECT version FROM workspace WHERE id = ${id}) = ${known.version}`, "conflict"],
      ],
      writes: [
        platform
          .update(workspace)
          .set({ ...set, version })
          .where(eq(workspace.id, id)),
      ],
      audit: {
        act,
        detail: {
          version,
          before: { name, settings, status },
          after: { name, settings, status, ...set },
          ...(reason === undefined ? {} : { reason }),
        },
      },
    };
  });
}

/** A workspace without an owner could never be mended from inside. */
function lastOwner(change: MemberChange, known: KnownMember | undefined): Guarded[] {
  if (change.role === "owner" && change.status === "active") return [];
  if (known !== undefined && known.role !== "owner") return [];
  const { workspace: id, person } = change;
  return [
    [
      sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${id} AND role = 'owner' AND status = 'active' AND person_id <> ${person})`,
      "last_owner",
    ],
  ];
}

function rightsOf({ role, status, rights, weight, away, teams }: KnownMember) {
  return { role, status, rights, weight, away, teams };
}
