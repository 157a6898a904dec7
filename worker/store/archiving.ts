import { Refusal } from "../../domain/errors.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { answer, apply, type Changed, type Command, leave, prepare, runAgain, stillInReach } from "./commands.ts";
import type { Statement } from "./database.ts";
import { isLead } from "./leads.ts";
import { type Inverse, lead } from "./schema/workspace.ts";
import { told } from "./submissions.ts";
import type { Undoing } from "./undo.ts";

/** Takes a lead out of every list, or brings it back into them (EV3), whatever else happens to it meanwhile. Nothing of it is lost. */
export function setArchived(command: Command, archived: boolean): Promise<Changed> {
  return runAgain(async () => {
    const { row, repeated, position, besides } = await prepare(command, "lead.archive", null, [
      command.shard.select({ mergedInto: lead.mergedInto }).from(lead).where(isLead(command.actor.workspace, command.lead)),
    ]);
    const [[aside]] = besides as [{ mergedInto: string | null }[]];
    if (repeated) return answer(command, row, position);
    // LM1: there is nothing left in it to be brought back.
    if (!archived && aside?.mergedInto != null) throw new Refusal("invalid_input", { why: "merged" });
    if (isArchived(row) === archived) return leave(command, row);
    const at = command.fresh.now();
    return apply(command, row, {
      ...archiving(command, row, archived, at),
      guards: stillInReach(command.actor, row),
      act: archived ? "lead.archived" : "lead.restored",
      detail: {},
      inverse: { archived: { to: !archived, whileIs: archived ? at : null } },
    });
  });
}

/** Also of a lead that was added by hand: it is taken out of the lists, and what was written into it since stays. */
export function undoArchived(command: Command, row: LeadRow, { to, whileIs }: NonNullable<Inverse["archived"]>): Undoing {
  return {
    ...archiving(command, row, to, command.fresh.now()),
    capability: "lead.archive",
    // Archived anew by somebody else, it is theirs to bring back.
    stands: row.archivedAt === whileIs,
    detail: { before: { archived: !to }, after: { archived: to } },
  };
}

function isArchived(row: LeadRow): boolean {
  return row.archivedAt !== null;
}

function archiving({ shard, actor, fresh }: Command, row: LeadRow, on: boolean, at: number) {
  const archivedAt = on ? at : null;
  const writes: Statement[] = [
    shard
      .update(lead)
      .set({ archivedAt, lastActivityAt: at, version: row.version + 1 })
      .where(isLead(actor.workspace, row.id)),
    told(shard, actor.workspace, row.id, at, actor.person, { kind: "archived", on }, fresh),
  ];
  return { writes, fields: ["archivedAt", "lastActivityAt"], after: { ...row, archivedAt } };
}
