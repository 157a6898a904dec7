import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Identity, IdentityKind } from "../../domain/identity.ts";
import type { Shard, Statement } from "./database.ts";
import { identity } from "./schema/workspace.ts";

/** By which telephones and addresses a lead is known again. Of the leads that have the same one, one claims it. */

/** The lead that claims an identity, and where it stands. */
export interface Claim {
  readonly kind: IdentityKind;
  readonly value: string;
  readonly lead: string;
  readonly owner: string | null;
  readonly team: string | null;
  readonly archivedAt: number | null;
}

/** Who claims any of these. */
export function claimsOn(shard: Shard, workspaceId: string, identities: readonly Identity[]): Statement {
  // CROSS JOIN: the other way round, which SQLite would choose, reads every identity of the workspace.
  return shard.all(sql`SELECT i.kind, i.value, i.lead_id AS lead, lead.owner_id AS owner, lead.team_id AS team, lead.archived_at AS archivedAt
    FROM json_each(${asked(identities)}) AS asked CROSS JOIN identity AS i
      ON i.workspace_id = ${workspaceId} AND i.kind = asked.value ->> 'kind' AND i.value = asked.value ->> 'value' AND i.claims = 1
    JOIN lead ON lead.workspace_id = ${workspaceId} AND lead.id = i.lead_id`);
}

/** A guard: these are claimed by those leads, and the others by none. */
export function claimsAre(workspaceId: string, identities: readonly Identity[], claims: readonly Claim[]): SQL {
  const known = identities.map(({ kind, value }) => ({ kind, value, lead: claimOn(claims, { kind, value })?.lead ?? null }));
  return sql`NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(known)}) AS asked WHERE (SELECT lead_id FROM identity WHERE workspace_id = ${workspaceId}
    AND kind = asked.value ->> 'kind' AND identity.value = asked.value ->> 'value' AND claims = 1) IS NOT asked.value ->> 'lead')`;
}

export function claimOn<T extends Identity>(claims: readonly T[], { kind, value }: Identity): T | undefined {
  return claims.find((claim) => claim.kind === kind && claim.value === value);
}

/** An identity as one lead has it. */
export type Held = Identity & { readonly claims: boolean };

/** Every identity of a lead. */
export function heldBy(shard: Shard, workspaceId: string, leadId: SQL) {
  return shard
    .select({ kind: identity.kind, value: identity.value, claims: identity.claims })
    .from(identity)
    .where(and(eq(identity.workspaceId, workspaceId), eq(identity.lead, leadId)));
}

export function identityRows(
  shard: Shard,
  workspaceId: string,
  leadId: string,
  identities: readonly Identity[],
  claims: boolean,
): Statement[] {
  return identities.map(({ kind, value }) =>
    shard
      .insert(identity)
      .values({ workspaceId, kind, value, lead: leadId, claims })
      .onConflictDoNothing({ target: [identity.workspaceId, identity.kind, identity.value, identity.lead] }),
  );
}

/** The lead is known by these no more; `which` narrows it down to where that holds. Another one that has the same, the oldest, claims it then. */
export function dropIdentities(
  shard: Shard,
  workspaceId: string,
  leadId: string,
  identities: readonly Identity[],
  which?: SQL,
): Statement[] {
  return identities.flatMap(({ kind, value }) => {
    const same = sql`workspace_id = ${workspaceId} AND kind = ${kind} AND value = ${value}`;
    return [
      shard
        .delete(identity)
        .where(
          and(eq(identity.workspaceId, workspaceId), eq(identity.kind, kind), eq(identity.value, value), eq(identity.lead, leadId), which),
        ),
      shard.run(sql`UPDATE identity SET claims = 1 WHERE ${same} AND lead_id = (SELECT min(lead_id) FROM identity WHERE ${same})
        AND NOT EXISTS (SELECT 1 FROM identity WHERE ${same} AND claims = 1)`),
    ];
  });
}

/** The lead claims these, whoever does; for what it is known by. */
export function claimBack(shard: Shard, workspaceId: string, leadId: string, identities: readonly Identity[]): Statement[] {
  return identities.flatMap(({ kind, value }) => {
    const same = sql`workspace_id = ${workspaceId} AND kind = ${kind} AND value = ${value}`;
    return [
      shard.run(sql`UPDATE identity SET claims = 0 WHERE ${same} AND claims = 1
        AND EXISTS (SELECT 1 FROM identity WHERE ${same} AND lead_id = ${leadId})`),
      shard.run(sql`UPDATE identity SET claims = 1 WHERE ${same} AND lead_id = ${leadId}`),
    ];
  });
}

/** The lead is known by nothing any more; what it claimed is claimed by nobody. */
export function forgetIdentities(shard: Shard, workspaceId: string, leadId: string): Statement {
  return shard.delete(identity).where(and(eq(identity.workspaceId, workspaceId), eq(identity.lead, leadId)));
}

/** The lead claims what it is known by and nobody claims. */
export function claimFree(shard: Shard, workspaceId: string, leadId: string): Statement {
  return shard.run(sql`UPDATE identity SET claims = 1 WHERE workspace_id = ${workspaceId} AND lead_id = ${leadId} AND claims = 0
    AND NOT EXISTS (SELECT 1 FROM identity AS other WHERE other.workspace_id = identity.workspace_id AND other.kind = identity.kind
      AND other.value = identity.value AND other.claims = 1)`);
}

/** The lead is known by these too, and claims what nobody else does. */
export function gainIdentities(shard: Shard, workspaceId: string, leadId: string, identities: readonly Identity[]): Statement[] {
  return identities.map(({ kind, value }) =>
    shard.run(sql`INSERT INTO identity (workspace_id, kind, value, lead_id, claims)
      SELECT ${workspaceId}, ${kind}, ${value}, ${leadId}, NOT EXISTS
        (SELECT 1 FROM identity WHERE workspace_id = ${workspaceId} AND kind = ${kind} AND value = ${value} AND claims = 1)
      WHERE true ON CONFLICT (workspace_id, kind, value, lead_id) DO NOTHING`),
  );
}

function asked(identities: readonly Identity[]): string {
  return JSON.stringify(identities.map(({ kind, value }) => ({ kind, value })));
}
