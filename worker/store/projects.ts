import { and, eq, type SQL, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import { fold } from "../../domain/name.ts";
import type { ProjectBody, ProjectRow } from "../../domain/project.ts";
import { type Arranging, arrange } from "./arranging.ts";
import { whoChanged } from "./audit.ts";
import type { Shard } from "./database.ts";
import { campaign, form, project } from "./schema/workspace.ts";

export const projectColumns = {
  id: project.id,
  name: project.name,
  code: project.code,
  place: project.place,
  status: project.status,
  version: project.version,
};

const TRIES = 3;

/**
 * A new project, or another shape of one, compare-and-set on the version that was seen. Projects may share a name; what is active and has
 * a code has it for itself, however it is spelled.
 */
export async function saveProject(by: Arranging, body: ProjectBody): Promise<ProjectRow> {
  const { shard, actor } = by;
  const here = actor.workspace;
  for (let tried = 1; tried <= TRIES; tried++) {
    const all: ProjectRow[] = await shard.select(projectColumns).from(project).where(eq(project.workspaceId, here));
    const known = all.find(({ id }) => id === body.id);
    const wanted = { id: body.id, name: body.name, code: body.code || null, place: body.place || null, status: body.status };
    if (known === undefined && body.version !== 0) throw new Refusal("not_found");
    // Sent twice, or what somebody else had made of it too.
    if (known !== undefined && same(known, wanted)) return known;
    if (known !== undefined && known.version !== body.version)
      throw new Refusal("conflict", { now: known, by: await whoChanged(shard, here, body.id) });
    if (wanted.status === "active" && wanted.code !== null) {
      const { id, code } = wanted;
      const other = all.find((one) => one.id !== id && one.status === "active" && one.code !== null && fold(one.code) === fold(code));
      if (other !== undefined) throw new Refusal("conflict", { field: "code", why: "code", now: other });
    }
    const version = (known?.version ?? 0) + 1;
    const done = await arrange(by, {
      // Each change of any of them makes the sum another one: the code was compared with what still stands.
      guards: [
        sql`(SELECT ifnull(sum(version), 0) FROM project WHERE workspace_id = ${here}) = ${all.reduce((sum, one) => sum + one.version, 0)}`,
        sql`ifnull((SELECT version FROM project WHERE workspace_id = ${here} AND id = ${body.id}), 0) = ${version - 1}`,
      ],
      writes: [
        shard
          .insert(project)
          .values({ ...wanted, workspaceId: here, version })
          .onConflictDoUpdate({ target: [project.workspaceId, project.id], set: { ...wanted, version } }),
      ],
      names: "projects",
      audit: {
        act: known === undefined ? "project.created" : "project.changed",
        subjectKind: "project",
        subject: body.id,
        detail: { version, before: known === undefined ? null : told(known), after: told(wanted) },
      },
    });
    if (done) return { ...wanted, version };
  }
  throw new Refusal("conflict");
}

type Shape = Omit<ProjectRow, "version">;

function told({ name, code, place, status }: Shape) {
  return { name, code, place, projectStatus: status };
}

function same(a: Shape, b: Shape): boolean {
  return JSON.stringify(told(a)) === JSON.stringify(told(b));
}

const SOURCES = {
  forms: { table: form, act: "form.project_set", kind: "form" },
  campaigns: { table: campaign, act: "campaign.project_set", kind: "campaign" },
} as const;

/** The project that leads of a form or a campaign come to from now on. The last one to say so is right. */
export async function mapProject(
  by: Arranging,
  of: keyof typeof SOURCES,
  id: string,
  wanted: string | null,
): Promise<{ readonly project: string | null }> {
  const { shard, actor } = by;
  const { table, act, kind } = SOURCES[of];
  const here = and(eq(table.workspaceId, actor.workspace), eq(table.id, id));
  for (let tried = 1; tried <= TRIES; tried++) {
    const [known] = await shard
      .select({ name: table.name, project: table.project, there: sql<number>`${hasProject(actor.workspace, wanted)}` })
      .from(table)
      .where(here);
    if (known === undefined) throw new Refusal("not_found");
    if (known.project === wanted) return { project: wanted };
    if (known.there !== 1) throw new Refusal("invalid_input", { field: "project" });
    const done = await arrange(by, {
      guards: [
        sql`EXISTS (SELECT 1 FROM ${table} WHERE ${here} AND ${table.project} IS ${known.project})`,
        hasProject(actor.workspace, wanted),
      ],
      writes: [shard.update(table).set({ project: wanted }).where(here)],
      names: of,
      audit: {
        act,
        subjectKind: kind,
        subject: id,
        detail: { name: known.name, before: { project: known.project }, after: { project: wanted } },
      },
    });
    if (done) return { project: wanted };
  }
  throw new Refusal("conflict");
}

/** Whether the workspace has that project; none is always there. */
function hasProject(workspace: string, id: string | null): SQL {
  return sql`(${id} IS NULL OR EXISTS (SELECT 1 FROM project WHERE workspace_id = ${workspace} AND id = ${id}))`;
}

/** Whether the workspace has that project, beside whatever else is read. */
export function projectIs(shard: Shard, workspace: string, id: string) {
  return shard
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.workspaceId, workspace), eq(project.id, id)));
}
