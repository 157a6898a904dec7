import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import { type Actor, can, type Capability } from "../../domain/rights.ts";
import type { Workspace } from "../store/workspace.ts";

/** What the signed-in person may do with a lead, by the server's own table. Reactive. The server decides again. */
export function mayWith({ directory }: Pick<Workspace, "directory">, capability: Capability, row: LeadRow | undefined): boolean {
  const actor = actorHere({ directory });
  return actor !== null && row !== undefined && can(actor, capability, visibilityOf(row));
}

/** The same of what is about no lead. */
export function may(workspace: Pick<Workspace, "directory">, capability: Capability): boolean {
  const actor = actorHere(workspace);
  return actor !== null && can(actor, capability);
}

/** Whether there may be leads of this owner (null: of nobody) that the signed-in person is not shown. */
export function mayBeHidden(workspace: Pick<Workspace, "directory">, owner: string | null): boolean {
  const actor = actorHere(workspace);
  if (actor === null || owner === actor.person) return false;
  return owner === null ? actor.role === "agent" && !actor.agentsSeeUnclaimed : actor.role === "agent" || actor.role === "manager";
}

/** Who the signed-in person is here; null until that is known. */
export function actorHere({ directory }: Pick<Workspace, "directory">): Actor | null {
  const [me, place] = [directory.me(), directory.workspace()];
  if (me === undefined || place === undefined) return null;
  const { id: person, role, teams, rights, agentsSeeUnclaimed, masked } = me;
  return { person, workspace: place.id, role, teams, rights, agentsSeeUnclaimed, masked };
}
