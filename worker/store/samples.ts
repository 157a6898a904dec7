import { and, asc, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import type { Identity } from "../../domain/identity.ts";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import { SAMPLE_PROJECTS } from "../../domain/samples/people.ts";
import { SAMPLE_PROJECT_IDS, SAMPLE_SOURCE, type SampleLead, sampleLeads } from "../../domain/samples/plan.ts";
import { noteWords, searchScope, searchWords } from "../../domain/search.ts";
import type { Setup } from "../../domain/setup.ts";
import { valuesOf } from "../../domain/values.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import { waitingDeadlines } from "../../domain/worktime.ts";
import type { Arranging } from "./arranging.ts";
import { whoChanged } from "./audit.ts";
import { stillHere } from "./commands.ts";
import { commit, type Commit } from "./commit.ts";
import { batch, type Shard } from "./database.ts";
import { audit, identity, lead, member, project } from "./schema/workspace.ts";
import { dropIdentities } from "./identities.ts";
import { rowColumns } from "./leads.ts";
import { readSetup, setupIs, setupOf } from "./setup.ts";
import { type Story, storyRows } from "./stories.ts";

/** The demo leads of a workspace that has none of its own yet: put in and taken out again by one act of whoever runs it. */

/** Whoever asks at the same time as somebody else is told how it is by then. */
const TRIES = 3;

/** Their submissions, along the table's own key. */
const ofSamples = (workspace: string): SQL =>
  sql`workspace_id = ${workspace} AND source >= ${SAMPLE_SOURCE} AND source < ${`${SAMPLE_SOURCE}~`}`;

/** FL1: test leads, through the one way of business data into a workspace. There already, none is added. */
export async function addSamples(
  by: Arranging,
  { language, settings }: { readonly language: "en" | "ar"; readonly settings: WorkspaceSettings },
): Promise<number> {
  const { shard, actor, fresh } = by;
  const { workspace } = actor;
  for (let tried = 1; tried <= TRIES; tried++) {
    const [setups, people, projects] = (await batch(shard, [
      setupOf(shard, workspace),
      shard
        .select({ id: member.personId, teams: member.teams })
        .from(member)
        .where(and(eq(member.workspaceId, workspace), eq(member.status, "active"), ne(member.role, "auditor")))
        .orderBy(asc(member.personId))
        .limit(PEOPLE),
      shard
        .select({ id: project.id })
        .from(project)
        .where(and(eq(project.workspaceId, workspace), eq(project.status, "active")))
        .orderBy(asc(project.id))
        .limit(SAMPLE_PROJECTS.length),
    ])) as [Setup[], { id: string; teams: string[] }[], { id: string }[]];
    const setup = readSetup(setups);
    const now = fresh.now();
    const first = (one: { readonly id: string }) => (one.id === actor.person ? 0 : 1);
    const given = [...people].sort((a, b) => first(a) - first(b));
    const made = sampleLeads({ setup, people: given, language, now });
    const own = projects.length === 0;
    const ids = own ? SAMPLE_PROJECT_IDS : projects.map(({ id }) => id);
    const stories = made.map((one) => storyOf(by, one, { setup, settings, project: ids[one.project % ids.length] ?? "", now }));
    const word = language === "en" ? 0 : 1;
    const committed = await commit(
      shard,
      {
        ...whoAndWhen(by, now),
        guards: [
          ...mayNow(by, now),
          setupIs(workspace, setup.version),
          sql`NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(given.map(({ id }) => id))}) AS given WHERE NOT EXISTS
            (SELECT 1 FROM member WHERE workspace_id = ${workspace} AND person_id = given.value AND status = 'active' AND role <> 'auditor'))`,
        ],
        writes: [
          ...(own
            ? SAMPLE_PROJECT_IDS.map((id, n) =>
                shard
                  .insert(project)
                  .values({ workspaceId: workspace, id, name: SAMPLE_PROJECTS[n]?.[word] ?? id })
                  .onConflictDoNothing(),
              )
            : []),
          ...storyRows(shard, workspace, stories),
        ],
        log: [
          ...stories.map(({ lead: { id, owner = null, team = null } }) => ({
            entity: "lead" as const,
            id,
            op: "create" as const,
            fields: [],
            before: null,
            after: visibilityOf({ owner, team, archivedAt: null }),
          })),
          ...(own ? [projectsChanged(workspace)] : []),
        ],
        audit: [{ act: "samples.added", subjectKind: "workspace", subject: workspace, detail: { leads: stories.length } }],
      },
      fresh,
    );
    if (committed.kind === "done") return stories.length;
    if (committed.kind === "repeat") return 0;
  }
  throw new Refusal("conflict");
}

/** More people do not make the leads of a demo plainer. */
const PEOPLE = 8;

/**
 * Nobody's data: unlike a person's lead nothing of them is kept, and what was written into them goes with them. `asLoaded`: loading them is
 * taken back, which refuses where somebody did anything with one since, or loaded them after whoever asks.
 */
export async function removeSamples(by: Arranging, asLoaded: boolean): Promise<number> {
  const { shard, actor, fresh } = by;
  const { workspace } = actor;
  for (let tried = 1; tried <= TRIES; tried++) {
    const ours = sql`SELECT lead_id FROM submission WHERE ${ofSamples(workspace)}`;
    const [setups, loaded, found, known] = (await batch(shard, [
      setupOf(shard, workspace),
      shard
        .select({ by: audit.actor })
        .from(audit)
        .where(and(eq(audit.workspaceId, workspace), eq(audit.subject, workspace), eq(audit.act, "samples.added")))
        .orderBy(desc(audit.at), desc(audit.n))
        .limit(1),
      shard
        .select({ ...rowColumns })
        .from(lead)
        .where(and(eq(lead.workspaceId, workspace), sql`${lead.id} IN (${ours})`)),
      shard
        .select({ kind: identity.kind, value: identity.value, lead: identity.lead })
        .from(identity)
        .where(and(eq(identity.workspaceId, workspace), sql`${identity.lead} IN (${ours})`)),
    ])) as [Setup[], { by: string | null }[], LeadRow[], (Identity & { lead: string })[]];
    if (found.length === 0) return 0;
    if (asLoaded) {
      const touched = found.find(({ version }) => version > 1);
      if (touched !== undefined) throw new Refusal("conflict", { by: await whoChanged(shard, workspace, touched.id) });
      if (loaded[0]?.by !== actor.person) throw new Refusal("conflict", { by: loaded[0]?.by ?? null });
    }
    const setup = readSetup(setups);
    const values = found.flatMap((row) => valuesOf(row, setup).map(({ field, key }) => [field, key, row.submittedAt, row.n]));
    const now = fresh.now();
    const seen = JSON.stringify(found.map(({ id, n, version }) => ({ id, n, version })));
    const committed = await commit(
      shard,
      {
        ...whoAndWhen(by, now),
        guards: [
          ...mayNow(by, now),
          sql`(SELECT count(*) FROM json_each(${seen}) AS seen JOIN lead ON lead.id = seen.value ->> 'id'
            WHERE lead.workspace_id = ${workspace} AND lead.version = seen.value ->> 'version') = ${found.length}`,
        ],
        // A telephone that somebody typed into one of them is the oldest other lead's that has it.
        writes: [
          ...known.flatMap((one) => dropIdentities(shard, workspace, one.lead, [one])),
          ...removedRows(workspace, seen, values).map((one) => shard.run(one)),
        ],
        log: [
          ...found.map((one) => ({
            entity: "lead" as const,
            id: one.id,
            op: "erase" as const,
            fields: [],
            before: visibilityOf(one),
            after: null,
          })),
          projectsChanged(workspace),
        ],
        audit: [{ act: "samples.removed", subjectKind: "workspace", subject: workspace, detail: { leads: found.length } }],
      },
      fresh,
    );
    if (committed.kind === "done") return found.length;
  }
  throw new Refusal("conflict");
}

function removedRows(workspace: string, seen: string, values: readonly unknown[]): SQL[] {
  const here = sql`workspace_id = ${workspace}`;
  const leads = sql`(SELECT value ->> 'id' FROM json_each(${seen}))`;
  return [
    // Notices would tell of leads that are nowhere, and what undoes a change holds words that were written into them.
    ...["submission", "assignment", "lead_project", "follow_up", "timeline", "notice", "mutation"].map(
      (table) => sql`DELETE FROM ${sql.identifier(table)} WHERE ${here} AND lead_id IN ${leads}`,
    ),
    sql`DELETE FROM lead_value WHERE ${here} AND (field, key, submitted_at, n) IN
      (SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${JSON.stringify(values)}))`,
    sql`DELETE FROM lead_search WHERE ${here} AND n IN (SELECT value ->> 'n' FROM json_each(${seen}))`,
    sql`DELETE FROM lead WHERE ${here} AND id IN ${leads}`,
    // Those that came with them, unless something else was made of one.
    ...SAMPLE_PROJECT_IDS.map(
      (id) => sql`DELETE FROM project WHERE ${here} AND id = ${id} AND version = 1
        AND NOT EXISTS (SELECT 1 FROM lead_value WHERE ${here} AND field = 'project' AND key = ${id})
        AND NOT EXISTS (SELECT 1 FROM form WHERE ${here} AND form.project = ${id})
        AND NOT EXISTS (SELECT 1 FROM campaign WHERE ${here} AND campaign.project = ${id})`,
    ),
  ];
}

/** How many of them are there, and whether there is any other lead. */
export async function readSamples(shard: Shard, workspace: string): Promise<{ readonly samples: number; readonly leads: boolean }> {
  const [row] = await shard.all<{ samples: number; leads: number }>(sql`SELECT
    (SELECT count(*) FROM submission WHERE ${ofSamples(workspace)}) AS samples,
    EXISTS (SELECT 1 FROM tally WHERE workspace_id = ${workspace} AND count > 0) AS leads`);
  return { samples: row?.samples ?? 0, leads: row?.leads === 1 };
}

function whoAndWhen({ actor, doer }: Arranging, at: number): Pick<Commit, "workspace" | "doer" | "at"> {
  return { workspace: actor.workspace, doer, at };
}

function mayNow({ actor }: Arranging, now: number): SQL[] {
  return [stillHere(actor, now), sql`EXISTS (SELECT 1 FROM workspace_state WHERE workspace_id = ${actor.workspace} AND status = 'active')`];
}

function projectsChanged(workspace: string) {
  return { entity: "workspace" as const, id: workspace, op: "update" as const, fields: ["projects"], before: null, after: null };
}

/** Its rows, as the pipeline and people's commands would have left them; no identity of its own, so that nobody real ever joins it. */
function storyOf(
  { actor: { workspace, person }, fresh }: Arranging,
  one: SampleLead,
  around: { readonly setup: Setup; readonly settings: WorkspaceSettings; readonly project: string; readonly now: number },
): Story {
  const { n, stage, owner, team, submittedAt, formName, followUp, story, answers, ...plain } = one;
  const id = fresh.id();
  const form = fresh.id();
  const here = { workspaceId: workspace, lead: id };
  const reason = { code: "by_hand" as const, by: person };
  const next = followUp === null ? null : { ...here, ...followUp, id: fresh.id() };
  const set = next === null ? [] : [{ at: one.lastActivityAt, actor: owner ?? person, data: planned(next) }];
  return {
    lead: {
      name: one.name,
      phone: one.phone,
      email: one.email,
      city: one.city,
      language: one.language,
      source: one.source,
      firstAttemptAt: one.firstAttemptAt,
      reachedAt: one.reachedAt,
      lastActivityAt: one.lastActivityAt,
      closedAt: one.closedAt,
      value: one.value,
      lostReason: one.lostReason,
      priority: one.priority,
      tags: [...one.tags],
      id,
      workspaceId: workspace,
      stage,
      owner,
      team,
      reason,
      projects: [around.project],
      isTest: true,
      submittedAt,
      receivedAt: submittedAt,
      nextFollowUpAt: next?.dueAt ?? null,
      ...waitingDeadlines(submittedAt, around.settings),
    },
    search: {
      scope: searchScope(workspace, owner, team),
      ...searchWords(plain),
      notes: noteWords(
        story.flatMap(({ data }) => (data.kind === "note" || data.kind === "attempt" ? (data.text ?? []) : [])).toReversed(),
      ),
    },
    submissions: [
      {
        ...here,
        source: `${SAMPLE_SOURCE}${String(n)}`,
        id: form,
        formName,
        platform: one.source,
        organic: false,
        via: "demo",
        submittedAt,
        receivedAt: submittedAt,
        answers,
        consents: [],
      },
    ],
    identities: [],
    assignments: owner === null ? [] : [{ ...here, id: fresh.id(), at: submittedAt, to: owner, team, actor: person, reason }],
    projects: [{ ...here, project: around.project, at: submittedAt }],
    values: valuesOf({ tags: [...one.tags], custom: {}, projects: [around.project] }, around.setup),
    followUps:
      next === null
        ? []
        : [{ ...next, person: owner ?? person, state: "open", createdBy: owner ?? person, createdAt: one.lastActivityAt, version: 1 }],
    timeline: [
      { at: submittedAt, actor: null, data: { kind: "submission" as const, submission: form, form: formName, repeat: false } },
      ...story,
      ...set,
    ].map((entry) => ({ ...here, id: fresh.id(), ...entry })),
  };
}

function planned({ id, way, dueAt, note }: { readonly id: string; readonly dueAt: number } & NonNullable<SampleLead["followUp"]>) {
  return { kind: "follow_up" as const, followUp: id, act: "set" as const, way, due: dueAt, note };
}
