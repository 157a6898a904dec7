import { and, desc, eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Audited, Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { ASKED_FOR_MS, type GrantRow, grantStateAt } from "../../domain/support.ts";
import { auditOnPlatform } from "./audit.ts";
import type { Platform, Statement } from "./database.ts";
import { type Guarded, writeGuarded } from "./decisions.ts";
import { MAY_SUPPORT } from "./people.ts";
import { member, outbox, person, supportGrant, workspace } from "./schema/platform.ts";

/** Support's ways into workspaces (SU1): asked for by one, given or refused by an owner, ended by either. Each step is one batch. */

/** Of a workspace or a person: older ones stand in the audit. */
const SHOWN = 50;

const decider = alias(person, "decider");

/** Grants as both sides see them, the newest first. */
async function readGrants(platform: Platform, of: SQL | undefined, now: number): Promise<GrantRow[]> {
  const rows = await platform
    .select({
      grant: supportGrant,
      workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name },
      person: { id: person.id, name: person.name },
      decidedBy: decider.name,
    })
    .from(supportGrant)
    .innerJoin(workspace, eq(workspace.id, supportGrant.workspaceId))
    .innerJoin(person, eq(person.id, supportGrant.personId))
    .leftJoin(decider, eq(decider.id, supportGrant.decidedBy))
    .where(of)
    .orderBy(desc(supportGrant.askedAt), desc(supportGrant.id))
    .limit(SHOWN);
  return rows.map(({ grant, ...names }) => {
    const { id, reason, edit, minutes, version, askedAt, decidedAt, expiresAt, endedAt } = grant;
    return { id, ...names, reason, edit, minutes, state: grantStateAt(grant, now), version, askedAt, decidedAt, expiresAt, endedAt };
  });
}

export function grantsOfWorkspace(platform: Platform, workspaceId: string, now: number): Promise<GrantRow[]> {
  return readGrants(platform, eq(supportGrant.workspaceId, workspaceId), now);
}

export function grantsOfPerson(platform: Platform, personId: string, now: number): Promise<GrantRow[]> {
  return readGrants(platform, eq(supportGrant.personId, personId), now);
}

export async function findGrant(platform: Platform, id: string, now: number): Promise<GrantRow | undefined> {
  return (await readGrants(platform, eq(supportGrant.id, id), now))[0];
}

/** What asking rests on: the workspace, and the owners who are told. One row an owner; none where there is no such workspace. */
export function readAsked(platform: Platform, idOrSlug: string) {
  return platform
    .select({
      workspace: {
        id: workspace.id,
        slug: workspace.slug,
        name: workspace.name,
        status: workspace.status,
        settings: workspace.settings,
      },
      owner: { email: person.email, language: person.language },
    })
    .from(workspace)
    .leftJoin(member, and(eq(member.workspaceId, workspace.id), eq(member.role, "owner"), eq(member.status, "active")))
    .leftJoin(person, eq(person.id, member.personId))
    .where(or(eq(workspace.id, idOrSlug), eq(workspace.slug, idOrSlug)));
}

export interface AskedGrant {
  readonly id: string;
  readonly workspace: string;
  readonly person: string;
  readonly reason: string;
  readonly edit: boolean;
  readonly minutes: number;
}

/** Asks, once: the same request sent again changes nothing. `mails` tell the owners. */
export async function askGrant(
  platform: Platform,
  asked: AskedGrant,
  mails: readonly Statement[],
  doer: Doer,
  fresh: Fresh,
): Promise<{ readonly askedAt: number }> {
  const at = fresh.now();
  const { id, workspace: workspaceId, person: personId, reason, edit, minutes } = asked;
  const guards: readonly Guarded[] = [
    [sql`EXISTS (SELECT 1 FROM workspace WHERE id = ${workspaceId} AND status = 'active')`, "workspace_suspended"],
    [
      sql`EXISTS (SELECT 1 FROM platform_member WHERE person_id = ${personId} AND role IN ('platform:support', 'platform:super_admin'))`,
      "not_allowed",
    ],
    [
      sql`NOT EXISTS (SELECT 1 FROM support_grant WHERE workspace_id = ${workspaceId} AND person_id = ${personId} AND
        ((state = 'asked' AND asked_at > ${at - ASKED_FOR_MS}) OR (state = 'approved' AND expires_at > ${at})))`,
      "conflict",
    ],
  ];
  const audited: Audited = {
    act: "support.asked",
    subjectKind: "grant",
    subject: id,
    detail: { before: null, after: { person: personId, reason, edit, minutes } },
  };
  await writeGuarded(platform, guards, [
    platform.insert(supportGrant).values({ id, workspaceId, personId, reason, edit, minutes, state: "asked", askedAt: at }),
    ...mails,
    ...(await auditOnPlatform(platform, workspaceId, [audited], doer, at, fresh)),
  ]);
  return { askedAt: at };
}

/** What becomes of a grant. Owners approve, refuse and end; whoever asked withdraws and ends. */
export type Settling = "approved" | "refused" | "withdrawn" | "ended";

export interface Settle {
  readonly to: Settling;
  readonly by: { readonly id: string; readonly name: string };
  readonly as: "owner" | "asker";
}

/** Compare-and-set on the version that was seen. What opens or closes something has an outbox row; what was only asked for stands here alone. */
export async function settleGrant(
  platform: Platform,
  known: GrantRow,
  { to, by, as }: Settle,
  doer: Doer,
  fresh: Fresh,
): Promise<{ readonly row: GrantRow; readonly opensOrCloses: boolean }> {
  const [at, workspaceId] = [fresh.now(), known.workspace.id];
  const from = to === "ended" ? "approved" : "asked";
  const guards: readonly Guarded[] = [
    [sql`EXISTS (SELECT 1 FROM support_grant WHERE id = ${known.id} AND version = ${known.version} AND state = ${from})`, "conflict"],
    ...(as === "owner" ? [stillOwner(workspaceId, by.id)] : []),
    // The role may have gone since they asked.
    ...(to === "approved"
      ? [[sql`EXISTS (SELECT 1 FROM support_grant WHERE id = ${known.id} AND ${MAY_SUPPORT})`, "conflict"] as const]
      : []),
  ];
  const expiresAt = to === "approved" ? at + known.minutes * 60_000 : known.expiresAt;
  const decides = to === "approved" || to === "refused";
  const version = known.version + 1;
  const { minutes, edit, reason } = known;
  const audited: Audited = {
    act: `support.${to}`,
    subjectKind: "grant",
    subject: known.id,
    detail: { before: { state: from }, after: { state: to, expiresAt }, person: known.person.id, minutes, edit, reason },
  };
  const opensOrCloses = to === "approved" || to === "ended";
  await writeGuarded(platform, guards, [
    platform
      .update(supportGrant)
      .set({ state: to, version, ...(decides ? { decidedAt: at, decidedBy: by.id, expiresAt } : { endedAt: at, endedBy: by.id }) })
      .where(eq(supportGrant.id, known.id)),
    ...(await auditOnPlatform(platform, workspaceId, [audited], doer, at, fresh)),
    ...(opensOrCloses ? tellShard(platform, workspaceId, at) : []),
  ]);
  return {
    row: { ...known, state: to, version, ...(decides ? { decidedAt: at, decidedBy: by.name, expiresAt } : { endedAt: at }) },
    opensOrCloses,
  };
}

/** The shard knows the workspace by its version, and who of support is in by the workspace. */
function tellShard(platform: Platform, workspaceId: string, at: number): Statement[] {
  return [
    platform
      .update(workspace)
      .set({ version: sql`${workspace.version} + 1` })
      .where(eq(workspace.id, workspaceId)),
    platform.insert(outbox).values({ kind: "workspace", workspaceId, subject: workspaceId, createdAt: at, dueAt: at }),
  ];
}

function stillOwner(workspaceId: string, personId: string): Guarded {
  return [
    sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${workspaceId} AND person_id = ${personId} AND role = 'owner' AND status = 'active')`,
    "not_allowed",
  ];
}
