import { and, eq, inArray, sql } from "drizzle-orm";
import type { CreateBody, LeadFields } from "../../domain/edit.ts";
import { changed, decideEdit, type FieldChange, NO_FIELDS, type Plain } from "../../domain/editing.ts";
import { Refusal } from "../../domain/errors.ts";
import { placeAfter } from "../../domain/giving.ts";
import { type LeadRow, rowFor, visibilityOf } from "../../domain/lead.ts";
import { type Actor, can, isMember, maskedFor } from "../../domain/rights.ts";
import { noteWords, searchScope, searchWords } from "../../domain/search.ts";
import { firstStage, type Setup, stageOf, type StageSetup } from "../../domain/setup.ts";
import { valuesOf } from "../../domain/values.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import { waitingDeadlines } from "../../domain/worktime.ts";
import { canHave, isUnknown, teamNamed } from "./assigning.ts";
import { answer, type Changed, type Command, read, runAgain, stillHere, stillInReach } from "./commands.ts";
import { commit } from "./commit.ts";
import type { Shard, Statement } from "./database.ts";
import { refuseErased, type Stone } from "./editing.ts";
import { type Hashed, noErasure, tombstonesOf } from "./erasure.ts";
import { type Claim, claimsAre, claimsOn, gainIdentities } from "./identities.ts";
import { isLead, rowColumns } from "./leads.ts";
import { assignment, lead, project } from "./schema/workspace.ts";
import { noticedMove } from "./notices.ts";
import { setupIs } from "./setup.ts";
import { projectRows, searchRow, told } from "./submissions.ts";
import { valueRows } from "./values.ts";

/** A lead as somebody adds it: the fields as they are kept, with the identities that stand in them. */
export interface Adding extends Omit<CreateBody, "mutation" | "id" | "fields"> {
  readonly fields: LeadFields;
  readonly identities: readonly Hashed[];
  readonly settings: WorkspaceSettings;
}

/** Adds a lead by hand. Its id is made by whoever adds it, so that sent twice there is one; `command.lead` names it. */
export async function addLead(command: Command, adding: Adding): Promise<Changed> {
  const added = await runAgain(() => addOnce(command, adding));
  // Nothing that is tried again mends it.
  if (added instanceof Refusal) throw added;
  return added;
}

async function addOnce(command: Command, adding: Adding): Promise<Changed | Refusal> {
  const { shard, actor, fresh } = command;
  const { workspace, person } = actor;
  const owner = adding.owner === undefined ? (isMember(actor.role) ? person : null) : adding.owner;
  const to = { owner, team: adding.team };
  const wished = [...new Set(adding.projects)];
  const { row, repeated, target, position, by, setup, besides } = await read(command, sql`${command.lead}`, owner, [
    claimsOn(shard, workspace, adding.identities),
    tombstonesOf(shard, workspace, adding.identities),
    existing(shard, workspace, wished),
    ...teamNamed(shard, workspace, to.team),
  ]);
  if (repeated !== null && (repeated !== command.lead || row === undefined)) throw new Refusal("not_found");
  if (repeated !== null && row !== undefined) return answer(command, row, position);
  const [claims, stones, projects, ...named] = besides as [Claim[], Stone[], { id: string }[], ...unknown[]];
  const place = { ...placeAfter({ team: null }, to, target), archivedAt: null };
  const may = (["lead.create", "lead.assign"] as const).every((capability) => can(actor, capability, visibilityOf(place)));
  if (!may) throw new Refusal("not_allowed");
  if (row !== undefined)
    return can(actor, "lead.read", visibilityOf(row)) ? new Refusal("conflict", { row: rowFor(actor, row), by }) : new Refusal("not_found");
  if (owner !== null && target === undefined) throw new Refusal("invalid_input", { field: "owner" });
  if (isUnknown(named)) throw new Refusal("invalid_input", { field: "team" });
  if (projects.length < wished.length) throw new Refusal("invalid_input", { field: "projects" });
  const stage = stageWished(adding.stage, setup);
  const changes = decideEdit(NO_FIELDS, stage.id, adding.fields, setup);
  const at = fresh.now();
  refuseErased(stones, at);
  if (claims.length > 0 && adding.anyway !== true) throw new Refusal("known_person", whoKnows(actor, claims, adding.settings));
  const committed = await commit(
    shard,
    {
      workspace,
      doer: command.doer,
      at,
      guards: [
        stillHere(actor, at),
        sql`EXISTS (SELECT 1 FROM workspace_state WHERE workspace_id = ${workspace} AND status = 'active')`,
        ...stillInReach(actor, place),
        ...canHave(workspace, to),
        setupIs(workspace, setup.version),
        claimsAre(workspace, adding.identities, claims),
        noErasure(workspace, adding.identities, at),
      ],
      writes: rows(command, adding, { ...place, stage, plain: changed(NO_FIELDS, changes), changes, projects: wished, claims, setup }, at),
      log: [{ entity: "lead", id: command.lead, op: "create", fields: [], before: null, after: visibilityOf(place) }],
      audit: [
        {
          act: "lead.created",
          subjectKind: "lead",
          subject: command.lead,
          detail: {
            source: adding.source,
            owner,
            team: place.team,
            stage: stage.id,
            fields: changes.map(({ field }) => field),
            ...(wished.length > 0 && { project: wished }),
            ...(claims[0] !== undefined && { sameAs: claims[0].lead }),
          },
        },
      ],
      mutation: { id: command.mutation, group: command.mutation, lead: command.lead, inverse: { archived: { to: true, whileIs: null } } },
      reads: [shard.select(rowColumns).from(lead).where(isLead(workspace, command.lead))],
    },
    fresh,
  );
  if (committed.kind !== "done") throw new Refusal("conflict");
  const [now] = committed.read[0] as LeadRow[];
  if (now === undefined) throw new Error("the lead was not stored");
  return answer(command, now, committed.position);
}

function existing(shard: Shard, workspaceId: string, ids: readonly string[]): Statement {
  return shard
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.workspaceId, workspaceId), inArray(project.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`)));
}

function stageWished(wished: string | undefined, setup: Setup): StageSetup {
  const id = wished ?? firstStage(setup);
  const stage = stageOf(setup, id);
  if (stage === undefined || stage.retired) throw new Refusal("invalid_input", { field: "stage" });
  return stage;
}

/**
 * What may be said of those who have this person already: which lead it is where it may be seen and is known by something that may be
 * (PV2: a kept telephone is not found out by adding it), else whose it is, where the workspace says so.
 */
function whoKnows(actor: Actor, claims: readonly Claim[], { namesColleague }: WorkspaceSettings) {
  const seen = claims.find((claim) => can(actor, "lead.read", visibilityOf(claim)) && !maskedFor(actor, claim).includes(claim.kind));
  if (seen !== undefined) return { lead: seen.lead, by: seen.owner };
  return namesColleague ? { by: claims[0]?.owner ?? null } : {};
}

interface Decided {
  readonly owner: string | null;
  readonly team: string | null;
  readonly stage: StageSetup;
  readonly plain: Plain;
  readonly changes: readonly FieldChange[];
  readonly projects: readonly string[];
  readonly claims: readonly Claim[];
  readonly setup: Setup;
}

/** The lead's rows, for the batch that makes it. */
function rows({ shard, actor, fresh, lead: id }: Command, adding: Adding, decided: Decided, at: number): Statement[] {
  const { workspace, person } = actor;
  const { owner, team, stage, plain, projects } = decided;
  const reason = { code: "by_hand" as const, by: person };
  const values = valuesOf({ ...plain, tags: [...plain.tags], projects: [] }, decided.setup);
  const note = adding.note === undefined ? [] : [adding.note];
  return [
    shard.insert(lead).values({
      ...plain,
      contacts: [...plain.contacts],
      tags: [...plain.tags],
      id,
      workspaceId: workspace,
      stage: stage.id,
      closedAt: stage.kind === "open" ? null : at,
      owner,
      team,
      reason,
      projects: [...projects],
      source: adding.source,
      isTest: false,
      submittedAt: at,
      receivedAt: at,
      lastActivityAt: at,
      sameAs: decided.claims[0]?.lead ?? null,
      // Whoever typed them in edited them (ED1).
      edited: decided.changes.map(({ field }) => field),
      ...waitingDeadlines(at, adding.settings),
    }),
    searchRow(shard, workspace, id, searchScope(workspace, owner, team), { ...searchWords(plain), notes: noteWords(note) }),
    ...projectRows(shard, workspace, id, projects, at, at),
    ...valueRows(shard, workspace, id, values, at),
    ...gainIdentities(shard, workspace, id, adding.identities),
    told(shard, workspace, id, at, person, { kind: "created" }, fresh),
    ...(owner === null && team === null
      ? []
      : [
          shard.insert(assignment).values({ workspaceId: workspace, lead: id, id: fresh.id(), at, to: owner, team, actor: person, reason }),
        ]),
    ...(owner === person || (owner === null && team === null)
      ? []
      : [
          told(
            shard,
            workspace,
            id,
            at,
            person,
            { kind: "assignment", from: null, to: owner, reason, ...(owner === null && { team }) },
            fresh,
          ),
        ]),
    ...noticedMove(shard, workspace, id, { from: null, to: owner, by: person }, fresh),
    ...note.map((text) => told(shard, workspace, id, at, person, { kind: "note", text, mentions: [] }, fresh)),
  ];
}
