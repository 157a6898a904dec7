import { and, eq, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import { type LeadRow, rowFor, visibilityOf } from "../../domain/lead.ts";
import { type Actor, can, type Capability } from "../../domain/rights.ts";
import { isWithdrawn, withdraw } from "./attempts.ts";
import { answer, apply, type Changed, type Command, canTake, moveTo, read, type Standing, toStage } from "./commands.ts";
import { type Inverse, mutation } from "./schema/workspace.ts";

/** How long a change can be undone. */
const UNDO_MS = 10 * 60_000;

/** Sets back one's own change, unless somebody changed the same field since. */
export async function undo(command: Omit<Command, "lead">, of: string): Promise<Changed> {
  const mine = and(eq(mutation.workspaceId, command.actor.workspace), eq(mutation.id, of), eq(mutation.actor, command.actor.person));
  const undone = command.shard.select({ lead: mutation.lead, inverse: mutation.inverse, at: mutation.at }).from(mutation).where(mine);
  const { row, repeated, position, by, first } = await read(command, sql`(SELECT lead_id FROM mutation WHERE ${mine})`, null, undone);
  const found = (first as Awaited<typeof undone>)[0];
  if (found?.inverse == null || row === undefined || found.at < command.fresh.now() - UNDO_MS) throw new Refusal("not_found");
  const { inverse } = found;
  const { owner, stage, attempt } = inverse;
  const own: Command = { ...command, lead: found.lead };
  if (repeated !== null) return answer(own, row, position);
  const after = owner === undefined ? row : { owner: owner.to, team: owner.team, archivedAt: row.archivedAt };
  const seen = can(command.actor, "lead.read", visibilityOf(row));
  if (!mayUndo(command.actor, inverse, row, after)) throw new Refusal(seen ? "not_allowed" : "not_found");
  if (!stillSet(row, inverse)) throw new Refusal("conflict", seen ? { row: rowFor(command.actor, row), by } : undefined);
  const byHand = { code: "by_hand" as const, by: command.actor.person };
  return apply(own, row, {
    guards: [
      ...(owner?.to == null ? [] : [canTake(command.actor.workspace, owner.to)]),
      ...(attempt === undefined ? [] : [sql`NOT ${isWithdrawn(own, sql`${attempt.entry}`)}`]),
    ],
    writes: [
      ...(owner === undefined ? [] : moveTo(own, row, owner.to, owner.team, byHand, owner.reason)),
      ...(stage === undefined ? [] : toStage(own, row, stage.to)),
      ...(attempt === undefined ? [] : withdraw(own, row, attempt)),
    ],
    fields: [...(owner ? ["owner"] : []), ...(stage ? ["stage"] : []), ...(attempt ? ["firstAttemptAt", "lastActivityAt"] : [])],
    after,
    act: "lead.undone",
    detail: {
      of,
      before: {
        ...(owner && { owner: row.owner, team: row.team }),
        ...(stage && { stage: row.stage }),
        ...(attempt && { attempt: attempt.entry }),
      },
      after: { ...(owner && { owner: owner.to, team: owner.team }), ...(stage && { stage: stage.to }), ...(attempt && { attempt: null }) },
    },
    inverse: null,
  });
}

/** Rights may have changed since: asked anew, of the lead as it is or, for one that was given away, as it would be again. */
function mayUndo(actor: Actor, inverse: Inverse, row: Standing, after: Standing): boolean {
  const may = (capability: Capability, ...subjects: readonly Standing[]) =>
    subjects.some((subject) => can(actor, capability, visibilityOf(subject)));
  return (
    (inverse.owner === undefined || may("lead.assign", row, after)) &&
    (inverse.stage === undefined || may("lead.stage", row)) &&
    (inverse.attempt === undefined || may("lead.attempt", row))
  );
}

function stillSet(row: LeadRow, inverse: Inverse): boolean {
  return (
    (inverse.owner === undefined || row.owner === inverse.owner.whileIs) &&
    (inverse.stage === undefined || row.stage === inverse.stage.whileIs)
  );
}
