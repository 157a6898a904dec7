import { type Actor, can, type Capability } from "../../domain/rights.ts";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import type { Workspace } from "../store/workspace.ts";

/** What the signed-in person may do with a lead, by the server's own table. Reactive. The server decides again. */
export function mayWith({ directory }: Pick<Workspace, "directory">, capability: Capability, row: LeadRow | undefined): boolean {
  const [me, place] = [directory.me(), directory.workspace()];
  if (me === undefined || place === undefined || row === undefined) return false;
  const actor: Actor = { person: me.id, workspace: place.id, role: me.role, teams: me.teams, agentsSeeUnclaimed: me.agentsSeeUnclaimed };
  return can(actor, capability, visibilityOf(row));
}
