import { and, eq, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import { can } from "../../domain/rights.ts";
import { type Command, stillInReach } from "./commands.ts";
import { overwrite, say } from "./followups.ts";
import { clocks, GOING_OVER, looksUp, type Merged, moved, putAway, whatBecameOf } from "./goingover.ts";
import { claimBack, claimFree, gainIdentities } from "./identities.ts";
import { isStill, projectsOf } from "./leadprojects.ts";
import { isLead } from "./leads.ts";
import { ALSO_CALLED, searched } from "./notes.ts";
import { lead, leadProject } from "./schema/workspace.ts";
import { told } from "./submissions.ts";
import type { Aside, Undoing } from "./undo.ts";
import { removedValues } from "./values.ts";

/** The two are apart again, each with what was its own; what was done with the one since stays with it. */
export function undoMerged(
  command: Command,
  row: LeadRow,
  merged: Merged,
  _setup: unknown,
  { notes, parted, alsoCalled, edited }: Aside,
): Undoing {
  const { shard, actor, fresh } = command;
  const { workspace, person } = actor;
  const at = fresh.now();
  const theirs: Command = { ...command, lead: merged.lead };
  const { place, projects, held } = merged;
  const called = without(alsoCalled, merged.names);
  if (!can(actor, "lead.archive", visibilityOf({ ...place, archivedAt: at })))
    throw new Refusal(can(actor, "lead.read", visibilityOf(row)) ? "not_allowed" : "not_found");
  const back = merged.dropped.map((one) => ({ ...one, version: one.version + 2 }));
  return {
    capability: "lead.edit",
    stands: true,
    guards: [
      ...stillInReach(actor, place),
      sql`EXISTS (SELECT 1 FROM lead WHERE workspace_id = ${workspace} AND id = ${merged.lead} AND version = ${merged.version} AND merged_into = ${row.id})`,
      ...projects.map((one) => isStill(command, one.project, one)),
    ],
    back: held,
    writes: [
      ...moved(command, merged, row.id, merged.lead, place.owner),
      ...back.flatMap((one) => [say(theirs, one, "reopened", at), overwrite(theirs, one, at)]),
      ...projects.map(({ project }) =>
        shard
          .delete(leadProject)
          .where(and(eq(leadProject.workspaceId, workspace), eq(leadProject.lead, row.id), eq(leadProject.project, project))),
      ),
      ...removedValues(shard, workspace, row, looksUp(projects)),
      ...gainIdentities(shard, workspace, merged.lead, held),
      ...claimBack(
        shard,
        workspace,
        merged.lead,
        held.filter(({ claims }) => claims),
      ),
      claimFree(shard, workspace, row.id),
      shard
        .update(lead)
        .set({
          ...clocks(command),
          projects: projectsOf(workspace, row.id),
          alsoCalled: called,
          // What was edited since is refused before; a project may have been taken from them since, which leaves no other mark.
          edited: edited.filter((field) => field === "projects" || !merged.edited.includes(field)),
          ...(row.sameAs === merged.sameAs.whileIs && { sameAs: merged.sameAs.to }),
          lastActivityAt: at,
          version: row.version + 1,
        })
        .where(isLead(workspace, row.id)),
      ...putAway(theirs, { ...merged, ...place }, { archivedAt: place.archivedAt, mergedInto: null }, at),
      told(shard, workspace, row.id, at, person, { kind: "merged", name: merged.names[0] ?? "", went: false, on: false }, fresh),
      told(shard, workspace, merged.lead, at, person, { kind: "merged", went: true, on: false }, fresh),
      searched(shard, workspace, row, new Map([...notes, [ALSO_CALLED, called.join(" ")]])),
      searched(shard, workspace, merged, new Map([...parted, [ALSO_CALLED, merged.names.slice(1).join(" ")]])),
    ],
    fields: GOING_OVER,
    detail: { before: { merged: true }, after: { merged: false } },
    also: [whatBecameOf({ id: merged.lead, ...place }, false, "lead.parted", { other: row.id })],
  };
}

/** Each of `gone` once: two leads may have been called the same. */
function without(names: readonly string[], gone: readonly string[]): string[] {
  const left = [...gone];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
