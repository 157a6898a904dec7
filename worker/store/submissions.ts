import { and, eq, sql } from "drizzle-orm";
import type { Consent, Normalised } from "../../domain/answers.ts";
import type { Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { decideJoin, refusedByErasure } from "../../domain/identity.ts";
import { visibilityOf } from "../../domain/lead.ts";
import { MAX_PROJECTS } from "../../domain/project.ts";
import { filledBy, furtherContacts, type Given } from "../../domain/repeat.ts";
import { SENT_AGAIN } from "../../domain/notice.ts";
import { decideOwner, type RouteDecision } from "../../domain/routing.ts";
import { searchScope, type SearchWords, searchWords } from "../../domain/search.ts";
import type { TimelineData } from "../../domain/story.ts";
import type { Position } from "../../domain/wire.ts";
import { waitingDeadlines } from "../../domain/worktime.ts";
import { againWith, noticedAgain } from "./again.ts";
import { commit } from "./commit.ts";
import type { Shard, Statement } from "./database.ts";
import { type Hashed, noErasure } from "./erasure.ts";
import { identityRows } from "./identities.ts";
import { type IntakeContext, type KnownLead, lookUpPerson, type PersonLookup } from "./intake.ts";
import { isLead } from "./leads.ts";
import { noticedMove } from "./notices.ts";
import { firstStageOf } from "./setup.ts";
import { ad, adSet, assignment, form, lead, leadProject, leadSearch, routingTurn, submission, timeline } from "./schema/workspace.ts";
import { type AtMeta, numberOf, sourceRows } from "./sources.ts";
import { valueRows } from "./values.ts";

/** One form filled in, read and normalised, on its way into its workspace. */
export interface Submitted {
  /** Where it came from and its id there, `meta:<lead id>`: IN2's key. */
  readonly source: string;
  readonly via: "webhook" | "reconcile" | "import" | "demo";
  readonly page: string;
  readonly form: { readonly id: string; readonly name: string; readonly project: string | null; readonly language: string | null } | null;
  /** The form as just read from Meta, when the shard did not know it. */
  readonly learned: typeof form.$inferInsert | null;
  readonly campaign: AtMeta;
  readonly adSet: AtMeta;
  readonly ad: AtMeta;
  readonly platform: string | null;
  readonly organic: boolean;
  readonly isTest: boolean;
  readonly submittedAt: number;
  readonly receivedAt: number;
  readonly person: Normalised;
  readonly consents: readonly Consent[];
  /** The person's identities with the keyed hashes under which an erasure would have left them. */
  readonly identities: readonly Hashed[];
}

export type Taken =
  | { readonly kind: "created" | "joined"; readonly lead: string; readonly position: Position }
  | { readonly kind: "repeat"; readonly lead: string }
  | { readonly kind: "erased" };

/** A turn that four leads snatched away in a row is contended: the lead is stored, and the sweep routes it (IN4). */
const TURNS_TRIED = 4;
/** After these the state changes faster than we can read it: the caller's retry, with its backoff, is the better place to wait. */
const TRIES = 8;

/**
 * Makes one lead and one submission of it, or joins it to the lead of the same person: lead, submission, assignment, log and audit
 * in one guarded batch. Idempotent by `source`. Throws when the state keeps changing under it.
 */
export async function takeSubmission(shard: Shard, context: IntakeContext, submitted: Submitted, doer: Doer, fresh: Fresh): Promise<Taken> {
  for (let tried = 0; tried < TRIES; tried++) {
    const lookup = await lookUpPerson(shard, context.workspace, submitted.source, submitted.isTest ? [] : submitted.identities);
    if (lookup.already !== null) return { kind: "repeat", lead: lookup.already };
    if (refusedByErasure(submitted.submittedAt, lookup.tombstones)) return { kind: "erased" };
    const join = decideJoin({ name: submitted.person.name, identities: submitted.isTest ? [] : submitted.identities }, lookup.candidates);
    const known = join.kind === "join" ? lookup.leads.get(join.lead) : undefined;
    const made =
      known === undefined
        ? await createLead(
            shard,
            context,
            submitted,
            route(context, submitted, lookup, tried),
            join.kind === "own" ? join : OWN_LEAD,
            lookup,
            doer,
            fresh,
          )
        : await joinLead(shard, context, submitted, known, doer, fresh);
    if (made !== null) return made;
  }
  throw new Error("the workspace changed under the intake eight times");
}

const OWN_LEAD = { claims: true, sameAs: null };

function route(context: IntakeContext, submitted: Submitted, lookup: PersonLookup, tried: number): RouteDecision {
  if (tried >= TURNS_TRIED) return { owner: null, team: null, reason: { code: "contended" } };
  return decideOwner({
    lead: { page: submitted.page, form: submitted.form?.id ?? null, campaign: submitted.campaign.id, isTest: submitted.isTest },
    rules: context.rules,
    people: context.people,
    credits: lookup.credits,
  });
}

async function createLead(
  shard: Shard,
  context: IntakeContext,
  submitted: Submitted,
  routed: RouteDecision,
  own: { readonly claims: boolean; readonly sameAs: string | null },
  lookup: PersonLookup,
  doer: Doer,
  fresh: Fresh,
): Promise<Taken | null> {
  const { person } = submitted;
  const given = givenBy(submitted);
  const contacts = furtherContacts({ ...given, contacts: [] }, given, person.identities);
  const workspaceId = context.workspace;
  const id = fresh.id();
  const at = fresh.now();
  const visible = visibilityOf({ owner: routed.owner, team: routed.team, archivedAt: null });
  const projects = projectsOf(context, submitted);
  const turnVersion = routed.turn === undefined ? 0 : (lookup.turnVersions.get(routed.turn.rule) ?? 0);
  const committed = await commit(
    shard,
    {
      workspace: workspaceId,
      doer,
      at,
      guards: [
        noErasure(workspaceId, submitted.isTest ? [] : submitted.identities, submitted.submittedAt),
        ...(own.sameAs === null ? [] : [sql`EXISTS (SELECT 1 FROM lead WHERE workspace_id = ${workspaceId} AND id = ${own.sameAs})`]),
        ...(routed.owner === null
          ? []
          : [
              sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${workspaceId} AND person_id = ${routed.owner} AND status = 'active' AND away = 0)`,
            ]),
        ...(routed.turn === undefined
          ? []
          : [
              sql`ifnull((SELECT version FROM routing_turn WHERE workspace_id = ${workspaceId} AND rule = ${routed.turn.rule}), 0) = ${turnVersion}`,
            ]),
      ],
      writes: [
        ...sourceRows(shard, workspaceId, submitted),
        shard.insert(lead).values({
          id,
          workspaceId,
          ...given,
          contacts,
          stage: firstStageOf(workspaceId),
          owner: routed.owner,
          team: routed.team,
          reason: routed.reason,
          form: submitted.form?.id ?? null,
          page: submitted.page,
          campaign: submitted.campaign.id,
          adSet: numberOf(workspaceId, adSet, submitted.adSet),
          ad: numberOf(workspaceId, ad, submitted.ad),
          projects,
          source: submitted.platform,
          isTest: submitted.isTest,
          submittedAt: submitted.submittedAt,
          receivedAt: submitted.receivedAt,
          lastActivityAt: submitted.submittedAt,
          sameAs: own.sameAs,
          ...waitingDeadlines(submitted.submittedAt, context.settings),
        }),
        searchRow(shard, workspaceId, id, searchScope(workspaceId, routed.owner, routed.team), searchWords({ ...given, contacts })),
        ...projectRows(shard, workspaceId, id, projects, submitted.submittedAt, at),
        ...submissionRows(shard, workspaceId, id, submitted, null, at, fresh),
        ...(submitted.isTest ? [] : identityRows(shard, workspaceId, id, submitted.identities, own.claims)),
        ...(routed.owner === null
          ? []
          : [
              shard
                .insert(assignment)
                .values({ workspaceId, lead: id, id: fresh.id(), at, to: routed.owner, team: routed.team, reason: routed.reason }),
              told(shard, workspaceId, id, at, null, { kind: "assignment", from: null, to: routed.owner, reason: routed.reason }, fresh),
              ...noticedMove(shard, workspaceId, id, { from: null, to: routed.owner, by: null }, fresh),
            ]),
        ...(routed.turn === undefined
          ? []
          : [
              shard
                .insert(routingTurn)
                .values({ workspaceId, rule: routed.turn.rule, credits: routed.turn.credits, version: turnVersion + 1 })
                .onConflictDoUpdate({
                  target: [routingTurn.workspaceId, routingTurn.rule],
                  set: { credits: routed.turn.credits, version: turnVersion + 1 },
                }),
            ]),
      ],
      log: [{ entity: "lead", id, op: "create", fields: [], before: null, after: visible }],
      audit: [
        {
          act: "lead.received",
          subjectKind: "lead",
          subject: id,
          detail: { source: submitted.source, via: submitted.via, owner: routed.owner, reason: routed.reason, sameAs: own.sameAs },
        },
      ],
    },
    fresh,
  );
  return committed.kind === "done" ? { kind: "created", lead: id, position: committed.position } : null;
}

async function joinLead(
  shard: Shard,
  context: IntakeContext,
  submitted: Submitted,
  known: KnownLead,
  doer: Doer,
  fresh: Fresh,
): Promise<Taken | null> {
  const workspaceId = context.workspace;
  const at = fresh.now();
  const before = visibilityOf(known);
  // Whoever asks again is somebody's to call again.
  const back = before.archived;
  const fills = filledBy(known, givenBy(submitted), submitted.identities);
  const projects = projectsOf(context, submitted).filter((project) => mayGain(known, project));
  const { submittedAt } = submitted;
  const place = { workspaceId, lead: known.id };
  const sent = { entry: fresh.id(), ...(submitted.form !== null && { form: submitted.form.id }) };
  const committed = await commit(
    shard,
    {
      workspace: workspaceId,
      doer,
      at,
      guards: [
        noErasure(workspaceId, submitted.identities, submitted.submittedAt),
        sql`EXISTS (SELECT 1 FROM lead WHERE workspace_id = ${workspaceId} AND id = ${known.id} AND version = ${known.version})`,
      ],
      writes: [
        shard
          .update(lead)
          .set({
            ...fills,
            ...(back && { archivedAt: null }),
            ...(projects.length > 0 && { projects: [...known.projects, ...projects] }),
            version: known.version + 1,
            lastActivityAt: sql`max(${lead.lastActivityAt}, ${submittedAt})`,
            againAt: againWith(place, submittedAt),
          })
          .where(isLead(workspaceId, known.id)),
        noticedAgain(shard, place, { id: fresh.id(), at, submittedAt, data: sent }),
        ...(Object.keys(fills).length === 0
          ? []
          : [
              shard
                .update(leadSearch)
                .set(searchWords({ ...known, ...fills }))
                .where(
                  and(
                    eq(leadSearch.workspaceId, workspaceId),
                    sql`${leadSearch.n} = (SELECT n FROM lead WHERE workspace_id = ${workspaceId} AND id = ${known.id})`,
                  ),
                ),
            ]),
        ...projectRows(shard, workspaceId, known.id, projects, known.submittedAt, at),
        ...sourceRows(shard, workspaceId, submitted),
        ...submissionRows(shard, workspaceId, known.id, submitted, sent.entry, at, fresh),
        ...projects.map((project) =>
          told(shard, workspaceId, known.id, at, null, { kind: "project", project, from: null, to: { interest: null, note: null } }, fresh),
        ),
        ...(back ? [told(shard, workspaceId, known.id, at, null, { kind: "archived", on: false }, fresh)] : []),
        ...identityRows(shard, workspaceId, known.id, submitted.identities, true),
      ],
      log: [
        {
          entity: "lead",
          id: known.id,
          op: "update",
          fields: [SENT_AGAIN, ...Object.keys(fills), ...(back ? ["archivedAt"] : []), ...(projects.length > 0 ? ["projects"] : [])],
          before,
          after: { ...before, archived: false },
        },
      ],
      audit: [
        { act: "lead.submitted_again", subjectKind: "lead", subject: known.id, detail: { source: submitted.source, via: submitted.via } },
      ],
    },
    fresh,
  );
  return committed.kind === "done" ? { kind: "joined", lead: known.id, position: committed.position } : null;
}

function givenBy({ person: { name, phone, email, company, city }, form: of }: Submitted): Given {
  return { name, phone, email, company, city, language: of?.language ?? null };
}

/** The campaign's project, or else the form's. */
function projectsOf(context: IntakeContext, submitted: Submitted): string[] {
  const project = context.campaigns.get(submitted.campaign.id ?? "") ?? submitted.form?.project;
  return project == null ? [] : [project];
}

/** ED1: a repeat adds what they came for this time, unless somebody took a project from them: then people say what they want. */
function mayGain({ projects, edited }: KnownLead, project: string): boolean {
  return !projects.includes(project) && projects.length < MAX_PROJECTS && !edited.includes("projects");
}

/** What makes a new lead findable, for the batch that makes it. */
export function searchRow(
  shard: Shard,
  workspaceId: string,
  id: string,
  scope: string,
  { body, phone, email, notes = "" }: SearchWords & { readonly notes?: string },
): Statement {
  return shard.run(sql`INSERT INTO lead_search (n, workspace_id, scope, body, phone, email, notes)
    SELECT n, workspace_id, ${scope}, ${body}, ${phone}, ${email}, ${notes} FROM lead WHERE workspace_id = ${workspaceId} AND id = ${id}`);
}

/** The projects of a new lead, for the batch that makes it. */
export function projectRows(
  shard: Shard,
  workspaceId: string,
  leadId: string,
  projects: readonly string[],
  submittedAt: number,
  at: number,
): Statement[] {
  return [
    ...projects.map((project, n) => shard.insert(leadProject).values({ workspaceId, lead: leadId, project, at: at + n })),
    ...valueRows(
      shard,
      workspaceId,
      leadId,
      projects.map((project) => ({ field: "project", key: project })),
      submittedAt,
    ),
  ];
}

function submissionRows(
  shard: Shard,
  workspaceId: string,
  leadId: string,
  submitted: Submitted,
  /** Of a lead that was there before: its entry in the story. */
  again: string | null,
  at: number,
  fresh: Fresh,
): Statement[] {
  const id = fresh.id();
  return [
    shard.insert(submission).values({
      workspaceId,
      source: submitted.source,
      id,
      lead: leadId,
      form: submitted.form?.id ?? null,
      formName: submitted.form?.name || null,
      page: submitted.page,
      campaign: submitted.campaign.name,
      adSet: submitted.adSet.name,
      ad: submitted.ad.name ?? submitted.ad.id,
      platform: submitted.platform,
      organic: submitted.organic,
      via: submitted.via,
      submittedAt: submitted.submittedAt,
      receivedAt: submitted.receivedAt,
      answers: submitted.person.answers,
      consents: submitted.consents,
    }),
    shard.insert(timeline).values({
      workspaceId,
      lead: leadId,
      id: again ?? fresh.id(),
      at,
      actor: null,
      data: { kind: "submission", submission: id, form: submitted.form?.name || null, repeat: again !== null },
    }),
    ...(submitted.learned === null ? [] : [shard.insert(form).values(submitted.learned).onConflictDoNothing()]),
  ];
}

/** One entry of a lead's story, for the batch of what it tells. */
export function told(
  shard: Shard,
  workspaceId: string,
  leadId: string,
  at: number,
  actor: string | null,
  data: TimelineData,
  fresh: Fresh,
): Statement {
  return shard.insert(timeline).values({ workspaceId, lead: leadId, id: fresh.id(), at, actor, data });
}
