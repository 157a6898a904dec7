import type { LeadRow } from "../../../../domain/lead.ts";
import type { Workspace } from "../../../store/workspace.ts";
import { mayWith } from "../../rights.ts";

/** LM1, PV2: whether another lead may come into this one. Of one that is partly kept from its reader nobody sees what they would do. */
export function mayMerge(workspace: Pick<Workspace, "directory">, row: LeadRow): boolean {
  return row.archivedAt == null && isWhole(row) && mayWith(workspace, "lead.edit", row);
}

/** Whether it may be the other one. An archived one can only go. */
export function mayBeOther(workspace: Pick<Workspace, "directory">, row: LeadRow, other: LeadRow): boolean {
  return other.id !== row.id && other.isTest === row.isTest && isWhole(other) && mayWith(workspace, "lead.archive", other);
}

function isWhole({ masked = [] }: LeadRow): boolean {
  return masked.length === 0;
}
