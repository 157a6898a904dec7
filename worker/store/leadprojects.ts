import { and, eq, type SQL, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { type Interest, type LeadProject, MAX_PROJECTS } from "../../domain/project.ts";
import { type Maskable, maskedFor } from "../../domain/rights.ts";
import { notesWithout } from "../../domain/story.ts";
import { answer, apply, type Changed, type Command, leave, prepare, runAgain, stillInReach } from "./commands.ts";
import type { Shard, Statement } from "./database.ts";
import { isLead } from "./leads.ts";
import { projectIs } from "./projects.ts";
import { type Inverse, lead, leadProject, leadValue } from "./schema/workspace.ts";
import { told } from "./submissions.ts";
import type { Undoing } from "./undo.ts";

/** What is said of a lead's interest in a project. */
interface Said {
  readonly interest: Interest | null;
  readonly note: string | null;
}

/** As it stands in `lead_project`. */
interface Standing extends LeadProject {
  readonly at: number;
}

/**
 * Adds a project to a lead, says how much they want it, or takes it from them (`said` null): the last one to say so is right, whatever
 * else happens to the lead meanwhile. Both stay in its story.
 */
export function setLeadProject(command: Command, project: string, said: Said | null): Promise<Changed> {
  return runAgain(() => changeProject(command, project, said));
}

async function changeProject(command: Command, project: string, said: Said | null): Promise<Changed> {
  const { shard, actor } = command;
  const beside = [projectIs(shard, actor.workspace, project), standingOf(command, project)];
  const { row, repeated, position, besides } = await prepare(command, "lead.edit", null, beside);
  if (repeated) return answer(command, row, position);
  const [[known], [found]] = besides as [{ id: string }[], Standing[]];
  if (known === undefined) throw new Refusal("not_found");
  const before = found === undefined ? null : plain(found);
  const after = said === null ? null : { project, interest: said.interest, note: noteAfter(maskedFor(actor, row), before, said) };
  if (same(before, after)) return leave(command, row);
  if (before === null && (row.projects ?? []).length >= MAX_PROJECTS)
    throw new Refusal("invalid_input", { field: "projects", why: "many" });
  return apply(command, row, {
    guards: [...stillInReach(command.actor, row), isStill(command, project, before)],
    writes: toProject(command, row, before, after, found?.at ?? command.fresh.now()),
    fields: ["projects"],
    after: row,
    act: after === null ? "lead.project_removed" : "lead.project_set",
    detail: detailOf(project, before, after),
    inverse: { project: { project, to: before, whileIs: after, ...(found !== undefined && { at: found.at }) } },
  });
}

/** PV2: who sees a part of a note does not write it anew; sent back as it was told, it stays what it is. */
function noteAfter(masked: readonly Maskable[], before: LeadProject | null, said: Said): string | null {
  const [seen] = before === null ? [] : notesWithout(masked, [before]);
  if (before === null || seen === undefined || seen.note === before.note) return said.note || null;
  if (said.note !== seen.note) throw new Refusal("not_allowed");
  return before.note;
}

export function undoProject(
  command: Command,
  row: LeadRow,
  { project, to, whileIs, at = command.fresh.now() }: NonNullable<Inverse["project"]>,
): Undoing {
  const full = whileIs === null && (row.projects ?? []).length >= MAX_PROJECTS;
  return {
    capability: "lead.edit",
    stands: !full && (row.projects ?? []).includes(project) === (whileIs !== null),
    guards: [isStill(command, project, whileIs)],
    writes: toProject(command, row, whileIs, to, at),
    fields: ["projects"],
    detail: detailOf(project, whileIs, to),
  };
}

/** `at` says where it stands among the others. */
function toProject(command: Command, row: LeadRow, before: LeadProject | null, after: LeadProject | null, at: number): Statement[] {
  const { shard, actor, fresh } = command;
  const project = after?.project ?? before?.project;
  if (project === undefined) return [];
  const here = actor.workspace;
  const now = fresh.now();
  const own = and(eq(leadProject.workspaceId, here), eq(leadProject.lead, row.id), eq(leadProject.project, project));
  const { interest = null, note = null } = after ?? {};
  return [
    after === null
      ? shard.delete(leadProject).where(own)
      : shard
          .insert(leadProject)
          .values({ workspaceId: here, lead: row.id, project, interest, note, at })
          .onConflictDoUpdate({ target: [leadProject.workspaceId, leadProject.lead, leadProject.project], set: { interest, note } }),
    ...lookedUpBy(shard, here, row, project, before === null, after === null),
    shard
      .update(lead)
      .set({
        projects: projectsOf(here, row.id),
        // ED1: what a person took away no repeat brings back.
        ...(after === null && { edited: withProjects }),
        version: row.version + 1,
        lastActivityAt: now,
      })
      .where(isLead(here, row.id)),
    told(shard, here, row.id, now, actor.person, { kind: "project", project, from: saidOf(before), to: saidOf(after) }, fresh),
  ];
}

function lookedUpBy(
  shard: Shard,
  workspaceId: string,
  { submittedAt, n }: LeadRow,
  project: string,
  added: boolean,
  removed: boolean,
): Statement[] {
  const value = { workspaceId, field: "project", key: project, submittedAt, n };
  if (added) return [shard.insert(leadValue).values(value).onConflictDoNothing()];
  if (!removed) return [];
  const { field, key } = leadValue;
  const own = and(eq(leadValue.workspaceId, workspaceId), eq(field, value.field), eq(key, project), eq(leadValue.submittedAt, submittedAt));
  return [shard.delete(leadValue).where(and(own, eq(leadValue.n, n)))];
}

/** The ids that rows carry, as `lead_project` has them by now. */
export function projectsOf(workspaceId: string, id: string): SQL<string[]> {
  return sql<string[]>`(SELECT json_group_array(project_id) FROM (SELECT project_id FROM lead_project
    WHERE workspace_id = ${workspaceId} AND lead_id = ${id} ORDER BY at, project_id))`;
}

const withProjects = sql`iif(EXISTS (SELECT 1 FROM json_each(${lead.edited}) WHERE value = 'projects'), ${lead.edited}, json_insert(${lead.edited}, '$[#]', 'projects'))`;

function standingOf({ shard, actor, lead: id }: Command, project: string): Statement {
  return shard
    .select({ project: leadProject.project, interest: leadProject.interest, note: leadProject.note, at: leadProject.at })
    .from(leadProject)
    .where(and(eq(leadProject.workspaceId, actor.workspace), eq(leadProject.lead, id), eq(leadProject.project, project)));
}

/** What is said of the project is what it was decided from. */
export function isStill({ actor, lead: id }: Command, project: string, was: LeadProject | null): SQL {
  const row = sql`SELECT 1 FROM lead_project WHERE workspace_id = ${actor.workspace} AND lead_id = ${id} AND project_id = ${project}`;
  return was === null ? sql`NOT EXISTS (${row})` : sql`EXISTS (${row} AND interest IS ${was.interest} AND note IS ${was.note})`;
}

/** AU1: a note is named and not told. */
function detailOf(project: string, before: LeadProject | null, after: LeadProject | null) {
  const of = (one: LeadProject | null) => (one === null ? null : { project, interest: one.interest });
  const noted = (before?.note ?? null) !== (after?.note ?? null);
  return { before: of(before) ?? {}, after: of(after) ?? {}, ...(noted && { fields: ["note"] }) };
}

function plain({ project, interest, note }: LeadProject): LeadProject {
  return { project, interest, note };
}

function saidOf(of: LeadProject | null): Said | null {
  return of === null ? null : { interest: of.interest, note: of.note };
}

function same(a: LeadProject | null, b: LeadProject | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
