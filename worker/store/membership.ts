import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Audited, Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { MemberStatus, NamedRight, Role } from "../../domain/rights.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { findMember, findTeam, findWorkspace } from "./people.ts";
import { member, outbox, team, teamMember, workspace } from "./schema/platform.ts";

/** The platform's writes about who may do what where. Each is one batch: guards, rows, audit, and the outbox row that carries it on. */

/** `outbox` is the row to wait for: the change is in force everywhere once `runOutbox` reports it done. */
export interface Decided {
  readonly version: number;
  readonly outbox: number;
}

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

const TRIES = 3;

const ACTS = { active: "member.changed", suspended: "member.suspended", removed: "member.removed" } as const satisfies Record<
  MemberStatus,
  string
>;

/** Makes a person a member, changes them, or removes them (status "removed": what they did keeps its author). */
export async function setMember(platform: Platform, change: MemberChange, doer: Doer, fresh: Fresh): Promise<Decided> {
  const { workspace: workspaceId, person: personId } = change;
  return decide(platform, "member", workspaceId, personId, doer, fresh, async () =>
    memberDecision(platform, change, await findMember(platform, workspaceId, personId), fresh.now()),
  );
}

/** What `setMember` writes where `known` is what stands; undefined: a new member. */
export function memberDecision(
  platform: Platform,
  change: MemberChange,
  known: Awaited<ReturnType<typeof findMember>>,
  at: number,
): Decision {
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
        sql`(SELECT count(*) FROM team WHERE workspace_id = ${workspaceId} AND id IN (SELECT value FROM json_each(${teamIds}))) = ${teams.length}`,
        "invalid_input",
      ],
      ...lastOwner(change),
    ],
    writes: [
      platform
        .insert(member)
        .values({ workspaceId, personId, ...rights, version, createdAt: at, rightsAt: at })
        .onConflictDoUpdate({
          target: [member.workspaceId, member.personId],
          set: { ...rights, version, ...(sameRights ? {} : { rightsAt: at }) },
        }),
      platform.delete(teamMember).where(and(eq(teamMember.workspaceId, workspaceId), eq(teamMember.personId, personId))),
      ...teams.map((teamId) => platform.insert(teamMember).values({ workspaceId, teamId, personId })),
    ],
    audit: {
      act: known === undefined ? "member.added" : ACTS[status],
      detail: { version, before: known === undefined ? null : without(known, "name", "version"), after: { ...rights, teams } },
    },
  };
}

/** A new team, or another name for one. */
export async function addTeam(
  platform: Platform,
  change: { readonly workspace: string; readonly team: string; readonly name: string },
  doer: Doer,
  fresh: Fresh,
): Promise<Decided> {
  const { workspace: workspaceId, team: id, name } = change;
  return decide(platform, "team", workspaceId, id, doer, fresh, async () => {
    const known = await findTeam(platform, workspaceId, id);
    const version = (known?.version ?? 0) + 1;
    return {
      version,
      guards: [
        [sql`ifnull((SELECT version FROM team WHERE workspace_id = ${workspaceId} AND id = ${id}), 0) = ${version - 1}`, "conflict"],
        [sql`EXISTS (SELECT 1 FROM workspace WHERE id = ${workspaceId})`, "not_found"],
        // Ids are unique on the whole platform: without this an upsert would rename another workspace's team.
        [sql`NOT EXISTS (SELECT 1 FROM team WHERE id = ${id} AND workspace_id <> ${workspaceId})`, "not_found"],
      ],
      writes: [
        platform.insert(team).values({ id, workspaceId, name, version }).onConflictDoUpdate({ target: team.id, set: { name, version } }),
      ],
      audit: {
        act: known === undefined ? "team.added" : "team.renamed",
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
): Promise<Decided> {
  return changeWorkspace(
    platform,
    change.workspace,
    { name: change.name, settings: change.settings },
    "workspace.settings_changed",
    doer,
    fresh,
  );
}

/** EV4: suspended, nobody gets in and who is in is put out; "active" opens it again. */
export function suspendWorkspace(
  platform: Platform,
  change: { readonly workspace: string; readonly status: "active" | "suspended" },
  doer: Doer,
  fresh: Fresh,
): Promise<Decided> {
  const act = change.status === "suspended" ? "workspace.suspended" : "workspace.reopened";
  return changeWorkspace(platform, change.workspace, { status: change.status }, act, doer, fresh);
}

type WorkspaceFields = { name?: string; settings?: WorkspaceSettings; status?: "active" | "suspended" };

function changeWorkspace(platform: Platform, id: string, set: WorkspaceFields, act: string, doer: Doer, fresh: Fresh): Promise<Decided> {
  return decide(platform, "workspace", id, id, doer, fresh, async () => {
    const known = await findWorkspace(platform, id);
    if (known === undefined) throw new Refusal("not_found");
    const version = known.version + 1;
    const { name, settings, status } = known;
    return {
      version,
      guards: [[sql`(SELECT version FROM workspace WHERE id = ${id}) = ${known.version}`, "conflict"]],
      writes: [
        platform
          .update(workspace)
          .set({ ...set, version })
          .where(eq(workspace.id, id)),
      ],
      audit: { act, detail: { version, before: { name, settings, status }, after: { name, settings, status, ...set } } },
    };
  });
}

export interface Decision {
  readonly version: number;
  readonly guards: readonly (readonly [SQL, "conflict" | "not_found" | "invalid_input" | "not_allowed"])[];
  readonly writes: readonly Statement[];
  readonly audit: Pick<Audited, "act" | "detail">;
}

/** Where a decision belongs: `subject` is the member's, the team's or the workspace's own id. */
interface Where {
  readonly kind: "member" | "team" | "workspace";
  readonly workspace: string;
  readonly subject: string;
}

/** Decides from what stands now, writes under that, and decides again where somebody else was faster. */
async function decide(
  platform: Platform,
  kind: Where["kind"],
  workspaceId: string,
  subject: string,
  doer: Doer,
  fresh: Fresh,
  decision: () => Promise<Decision>,
): Promise<Decided> {
  let refused: Decision["guards"][number][1] = "conflict";
  for (let tried = 0; tried < TRIES && refused === "conflict"; tried++) {
    const decided = await decision();
    const statements = await statementsOf(platform, { kind, workspace: workspaceId, subject }, decided, doer, fresh);
    try {
      const results = await batch(platform, statements);
      return { version: decided.version, outbox: (results.at(-1) as { n: number }[])[0]?.n ?? 0 };
    } catch (error) {
      if (!refusedByGuard(error)) throw error;
      refused = await firstBroken(platform, decided.guards);
    }
  }
  throw new Refusal(refused);
}

/** A decision's whole batch. Its last statement answers with the outbox row's number. */
export async function statementsOf(
  platform: Platform,
  { kind, workspace: workspaceId, subject }: Where,
  { guards, writes, audit }: Decision,
  doer: Doer,
  fresh: Fresh,
): Promise<Statement[]> {
  const at = fresh.now();
  return [
    ...guards.map(([holds]) => platform.run(guard(holds))),
    ...writes,
    ...(await auditOnPlatform(platform, workspaceId, [{ ...audit, subjectKind: kind, subject }], doer, at, fresh)),
    platform.insert(outbox).values({ kind, workspaceId, subject, createdAt: at, dueAt: at }).returning({ n: outbox.n }),
  ];
}

/** Which guard it was: asked only after a refusal. */
async function firstBroken(platform: Platform, guards: Decision["guards"]) {
  const held = await Promise.all(guards.map(([holds]) => platform.get<{ held: number }>(sql`SELECT (${holds}) AS held`)));
  return guards[held.findIndex((row) => row?.held !== 1)]?.[1] ?? "conflict";
}

/** A workspace without an owner could never be mended from inside. */
function lastOwner(change: MemberChange): Decision["guards"] {
  if (change.role === "owner" && change.status === "active") return [];
  const { workspace: id, person } = change;
  return [
    [
      sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${id} AND role = 'owner' AND status = 'active' AND person_id <> ${person})`,
      "not_allowed",
    ],
  ];
}

function without<T extends object, K extends keyof T>(from: T, ...names: readonly K[]): Omit<T, K> {
  const rest = { ...from };
  for (const name of names) delete rest[name];
  return rest;
}
