import { and, eq, type SQL, sql } from "drizzle-orm";
import type { LoggedChange } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { commit } from "./commit.ts";
import type { Platform, Shard, Statement } from "./database.ts";
import { findMember, findTeam, findWorkspace, supportIn } from "./people.ts";
import { member, team, workspaceState } from "./schema/workspace.ts";

/**
 * The platform's truth applied to a shard. What the platform says now is what is written, and only over something older: any order,
 * any repetition and any crash end in the same rows. Who decided it stands in the platform's audit; the shard's names the version.
 */

const SYSTEM = { person: null, ip: null, browser: null, request: null };
/** Two runners may meet on one row; the second one then finds it done. */
const TRIES = 5;

interface Projection {
  readonly entity: "member" | "team" | "workspace";
  readonly id: string;
  readonly op: "create" | "update";
  readonly fields: readonly string[];
  readonly guards: readonly SQL[];
  readonly writes: readonly Statement[];
  /** Somebody's sight may change by this. */
  readonly access: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

export async function projectMember(platform: Platform, shard: Shard, workspaceId: string, personId: string, fresh: Fresh): Promise<void> {
  await projectWorkspace(platform, shard, workspaceId, fresh, "if missing");
  const here = and(eq(member.workspaceId, workspaceId), eq(member.personId, personId));
  await untilApplied(shard, workspaceId, fresh, async () => {
    const truth = await findMember(platform, workspaceId, personId);
    const [known] = await shard.select().from(member).where(here);
    if (truth === undefined || (known !== undefined && known.version >= truth.version)) return null;
    const fields = known === undefined ? [] : changed(known, truth);
    return {
      entity: "member",
      id: personId,
      op: known === undefined ? "create" : "update",
      fields,
      guards: [
        sql`ifnull((SELECT version FROM member WHERE workspace_id = ${workspaceId} AND person_id = ${personId}), 0) = ${known?.version ?? 0}`,
      ],
      writes: [
        shard
          .insert(member)
          .values({ workspaceId, personId, ...truth })
          .onConflictDoUpdate({ target: [member.workspaceId, member.personId], set: truth }),
      ],
      access: known === undefined || fields.some((field) => ["role", "status", "teams", "rights"].includes(field)),
      detail: { version: truth.version, before: known === undefined ? null : rightsOf(known), after: rightsOf(truth) },
    };
  });
}

export async function projectTeam(platform: Platform, shard: Shard, workspaceId: string, teamId: string, fresh: Fresh): Promise<void> {
  await projectWorkspace(platform, shard, workspaceId, fresh, "if missing");
  await untilApplied(shard, workspaceId, fresh, async () => {
    const truth = await findTeam(platform, workspaceId, teamId);
    const [known] = await shard
      .select()
      .from(team)
      .where(and(eq(team.workspaceId, workspaceId), eq(team.id, teamId)));
    if (truth === undefined || (known !== undefined && known.version >= truth.version)) return null;
    return {
      entity: "team",
      id: teamId,
      op: known === undefined ? "create" : "update",
      fields: known === undefined ? [] : ["name", "retired"],
      guards: [sql`ifnull((SELECT version FROM team WHERE workspace_id = ${workspaceId} AND id = ${teamId}), 0) = ${known?.version ?? 0}`],
      writes: [
        shard
          .insert(team)
          .values({ workspaceId, id: teamId, ...truth })
          .onConflictDoUpdate({ target: [team.workspaceId, team.id], set: truth }),
      ],
      access: false,
      detail: { version: truth.version, before: known === undefined ? null : { name: known.name }, after: { name: truth.name } },
    };
  });
}

/** Makes the workspace known to its shard, with an epoch of its own, or brings it up to date; an epoch is never changed here. */
export async function projectWorkspace(
  platform: Platform,
  shard: Shard,
  workspaceId: string,
  fresh: Fresh,
  when: "always" | "if missing" = "always",
): Promise<void> {
  await untilApplied(shard, workspaceId, fresh, async () => {
    const [known] = await shard.select().from(workspaceState).where(eq(workspaceState.workspaceId, workspaceId));
    if (known !== undefined && when === "if missing") return null;
    const found = await findWorkspace(platform, workspaceId);
    if (found === undefined || (known !== undefined && known.version >= found.version)) return null;
    const support = await supportIn(platform, workspaceId, fresh.now());
    const truth = { name: found.name, status: found.status, settings: found.settings, support, version: found.version };
    const masks = known !== undefined && JSON.stringify(known.settings.masks) !== JSON.stringify(truth.settings.masks) ? ["masks"] : [];
    const fields = known === undefined ? [] : [...changed(known, truth), ...masks];
    return {
      entity: "workspace",
      id: workspaceId,
      op: known === undefined ? "create" : "update",
      fields,
      guards: [sql`ifnull((SELECT version FROM workspace_state WHERE workspace_id = ${workspaceId}), 0) = ${known?.version ?? 0}`],
      writes: [
        known === undefined
          ? shard.insert(workspaceState).values({ workspaceId, epoch: fresh.id(), ...truth })
          : shard.update(workspaceState).set(truth).where(eq(workspaceState.workspaceId, workspaceId)),
      ],
      access: known !== undefined && fields.length > 0 && accessOf(known) !== accessOf(truth),
      detail: { version: truth.version, before: known === undefined ? null : stateOf(known), after: stateOf(truth) },
    };
  });
}

/** Decides from what stands now and commits under that; decides again where somebody else was faster. */
async function untilApplied(shard: Shard, workspaceId: string, fresh: Fresh, decide: () => Promise<Projection | null>): Promise<void> {
  for (let tried = 0; tried < TRIES; tried++) {
    const projection = await decide();
    if (projection === null) return;
    const { entity, id, op, fields } = projection;
    const log: LoggedChange = { entity, id, op, fields, before: null, after: null };
    const committed = await commit(
      shard,
      {
        workspace: workspaceId,
        doer: SYSTEM,
        at: fresh.now(),
        guards: projection.guards,
        writes: [...projection.writes, ...(projection.access ? [accessChanged(shard, workspaceId)] : [])],
        log: [log],
        audit: [{ act: `${entity}.projected`, subjectKind: entity, subject: id, detail: projection.detail }],
      },
      fresh,
    );
    if (committed.kind === "done") return;
  }
  throw new Error("the shard changed under the projection five times");
}

function accessChanged(shard: Shard, workspaceId: string): Statement {
  return shard
    .update(workspaceState)
    .set({ accessVersion: sql`${workspaceState.accessVersion} + 1` })
    .where(eq(workspaceState.workspaceId, workspaceId));
}

/** Names of the fields of `after` whose values differ in `before`; the version alone is no change. */
function changed(before: object, after: object): string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]) =>
    field !== "version" && JSON.stringify(value) !== JSON.stringify(old.get(field)) ? [field] : [],
  );
}

function rightsOf({
  role,
  status,
  rights,
  weight,
  away,
  teams,
}: Pick<typeof member.$inferSelect, "role" | "status" | "rights" | "weight" | "away" | "teams">) {
  return { role, status, rights, weight, away, teams };
}

type State = Pick<typeof workspaceState.$inferSelect, "name" | "status" | "settings" | "support">;

function stateOf({ name, status, settings, support }: State) {
  return { name, status, settings, support };
}

/** Whatever of a workspace anybody's sight rests on. */
function accessOf({ status, settings, support }: State): string {
  return JSON.stringify([status, settings.agentsSeeUnclaimed, settings.masks, support]);
}
