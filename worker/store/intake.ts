import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Question } from "../../domain/answers.ts";
import type { Contact } from "../../domain/edit.ts";
import type { Candidate, Identity, Tombstone } from "../../domain/identity.ts";
import type { Credits, RoutePerson, RouteRule } from "../../domain/routing.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import type { Shard } from "./database.ts";
import { type Hashed, tombstonesOf } from "./erasure.ts";
import { campaign, form, identity, lead, member, routingRule, routingTurn, submission, workspaceState } from "./schema/workspace.ts";

export interface KnownForm {
  readonly id: string;
  readonly name: string;
  readonly project: string | null;
  /** As Meta writes it, `en_US`. */
  readonly locale: string | null;
  readonly questions: readonly Question[];
  readonly checkboxes: readonly { readonly key: string; readonly text: string }[];
}

/** What every lead of one Page needs to know of its workspace; read once for a drain. */
export interface IntakeContext {
  readonly workspace: string;
  readonly status: "active" | "suspended";
  readonly settings: WorkspaceSettings;
  readonly rules: readonly RouteRule[];
  readonly people: readonly RoutePerson[];
  readonly forms: ReadonlyMap<string, KnownForm>;
  /** The project that a campaign's leads come to, where somebody said so. */
  readonly campaigns: ReadonlyMap<string, string>;
}

/** Null where the shard has not heard of the workspace yet: the outbox is on its way. */
export async function readIntakeContext(shard: Shard, workspaceId: string, page: string): Promise<IntakeContext | null> {
  const [states, rules, people, forms, campaigns] = await shard.batch([
    shard.select().from(workspaceState).where(eq(workspaceState.workspaceId, workspaceId)),
    shard
      .select({ id: routingRule.id, match: sql<string>`match`, pool: sql<string>`pool` })
      .from(routingRule)
      .where(and(eq(routingRule.workspaceId, workspaceId), eq(routingRule.enabled, true)))
      .orderBy(routingRule.place),
    shard
      .select()
      .from(member)
      .where(and(eq(member.workspaceId, workspaceId), eq(member.status, "active"))),
    shard
      .select()
      .from(form)
      .where(and(eq(form.workspaceId, workspaceId), eq(form.page, page))),
    shard
      .select({ id: campaign.id, project: sql<string>`${campaign.project}` })
      .from(campaign)
      .where(and(eq(campaign.workspaceId, workspaceId), isNotNull(campaign.project))),
  ]);
  const state = states[0];
  if (state === undefined) return null;
  return {
    workspace: workspaceId,
    status: state.status,
    settings: state.settings,
    rules: rules.map((rule) => ({ id: rule.id, match: parsed(rule.match), pool: parsed(rule.pool) })),
    people: people.map((one) => ({
      id: one.personId,
      teams: one.teams,
      weight: one.weight,
      available: !one.away && one.role !== "auditor",
    })),
    forms: new Map(forms.map((one) => [one.id, one])),
    campaigns: new Map(campaigns.map((one) => [one.id, one.project])),
  };
}

/** A rule that is no JSON is a broken rule, not a broken intake (IN4). */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export interface KnownLead {
  readonly id: string;
  readonly version: number;
  readonly owner: string | null;
  readonly team: string | null;
  readonly archivedAt: number | null;
  readonly edited: readonly string[];
  readonly name: string;
  readonly alsoCalled: readonly string[];
  readonly phone: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly city: string | null;
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly contacts: readonly Contact[];
  readonly projects: readonly string[];
  readonly submittedAt: number;
}

export interface PersonLookup {
  /** Our lead that this very submission made, if it is in already. */
  readonly already: string | null;
  readonly candidates: readonly Candidate[];
  readonly leads: ReadonlyMap<string, KnownLead>;
  readonly tombstones: readonly Tombstone[];
  readonly credits: Readonly<Record<string, Credits>>;
  /** For the compare-and-set of a turn; 0 where nobody took one yet. */
  readonly turnVersions: ReadonlyMap<string, number>;
}

/** Identities, erasure tombstones, the submission itself and the turns, in one round trip. */
export async function lookUpPerson(
  shard: Shard,
  workspaceId: string,
  source: string,
  identities: readonly Hashed[],
): Promise<PersonLookup> {
  const asked = JSON.stringify(identities);
  // CROSS JOIN: the other way round, which SQLite would choose, reads every identity of the workspace.
  const claimants = sql`(SELECT DISTINCT i.lead_id FROM json_each(${asked}) AS asked CROSS JOIN identity AS i
    ON i.workspace_id = ${workspaceId} AND i.kind = asked.value ->> 'kind' AND i.value = asked.value ->> 'value' AND i.claims = 1)`;
  const [known, found, stones, turns] = await shard.batch([
    shard
      .select({ lead: submission.lead })
      .from(submission)
      .where(and(eq(submission.workspaceId, workspaceId), eq(submission.source, source))),
    shard
      .select({
        kind: identity.kind,
        value: identity.value,
        id: lead.id,
        version: lead.version,
        owner: lead.owner,
        team: lead.team,
        archivedAt: lead.archivedAt,
        edited: lead.edited,
        name: lead.name,
        alsoCalled: lead.alsoCalled,
        phone: lead.phone,
        email: lead.email,
        company: lead.company,
        city: lead.city,
        language: lead.language,
        tags: lead.tags,
        contacts: lead.contacts,
        projects: lead.projects,
        submittedAt: lead.submittedAt,
      })
      .from(identity)
      .innerJoin(lead, and(eq(lead.workspaceId, workspaceId), eq(lead.id, identity.lead)))
      .where(and(eq(identity.workspaceId, workspaceId), sql`${identity.lead} IN ${claimants}`)),
    tombstonesOf(shard, workspaceId, identities),
    shard.select().from(routingTurn).where(eq(routingTurn.workspaceId, workspaceId)),
  ]);
  const leads = new Map<string, KnownLead>();
  const held = new Map<string, Identity[]>();
  for (const { kind, value, ...row } of found) {
    leads.set(row.id, row);
    held.set(row.id, [...(held.get(row.id) ?? []), { kind, value }]);
  }
  return {
    already: known[0]?.lead ?? null,
    candidates: [...leads.values()].map((row) => ({
      lead: row.id,
      names: [row.name, ...row.alsoCalled],
      identities: held.get(row.id) ?? [],
    })),
    leads,
    tombstones: stones,
    credits: Object.fromEntries(turns.map((turn) => [turn.rule, turn.credits])),
    turnVersions: new Map(turns.map((turn) => [turn.rule, turn.version])),
  };
}
