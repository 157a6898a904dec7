import { Refusal } from "../../domain/errors.ts";
import { type LeadRow, rowFor } from "../../domain/lead.ts";
import { type Setup, type StageKind, stageOf } from "../../domain/setup.ts";
import { answer, apply, type Changed, type Command, prepare, stillInReach } from "./commands.ts";
import type { Statement } from "./database.ts";
import { isLead } from "./leads.ts";
import { type Inverse, lead } from "./schema/workspace.ts";
import { setupIs } from "./setup.ts";
import { told } from "./submissions.ts";
import type { Undoing } from "./undo.ts";

/** A stage, and what is said when it closes the lead; what is left out stays as it is. */
export interface Staging {
  readonly stage: string;
  readonly lostReason?: string | null | undefined;
  readonly value?: number | null | undefined;
}

/** Moves a lead to a stage. Compare-and-set on the version the person saw (ED1). */
export async function setStage(command: Command, { stage, lostReason, value }: Staging, version: number): Promise<Changed> {
  const { row, repeated, position, by, setup } = await prepare(command, "lead.stage", null);
  if (repeated) return answer(command, row, position);
  if (row.version !== version) throw new Refusal("conflict", { row: rowFor(command.actor, row), by });
  const to = stageOf(setup, stage);
  if (to === undefined || (to.retired && stage !== row.stage)) throw new Refusal("invalid_input", { field: "stage" });
  if (lostReason != null && !setup.lostReasons.some((one) => one.id === lostReason && !one.retired))
    throw new Refusal("invalid_input", { field: "lostReason" });
  const staged: Staged = {
    stage,
    closedAt: closedSince(row, stageOf(setup, row.stage)?.kind, to.kind, command.fresh.now()),
    // Why a lead was lost is forgotten when it is not lost any more.
    lostReason: to.kind !== "lost" ? null : lostReason === undefined ? (row.lostReason ?? null) : lostReason,
    value: value === undefined ? (row.value ?? null) : value,
  };
  return apply(command, row, {
    guards: [...stillInReach(command.actor, row), setupIs(command.actor.workspace, setup.version)],
    writes: toStage(command, row, staged),
    fields: ["stage"],
    after: row,
    act: "lead.stage_set",
    detail: {
      before: { stage: row.stage, ...closing(row) },
      after: { stage, ...closing(staged) },
    },
    inverse: {
      stage: {
        to: row.stage,
        whileIs: stage,
        closedAt: row.closedAt ?? null,
        lostReason: row.lostReason ?? null,
        value: row.value ?? null,
        valueWhileIs: staged.value,
        lostReasonWhileIs: staged.lostReason,
      },
    },
  });
}

/** Won since, or lost since: whoever was won and is lost now is so from now on. */
function closedSince({ closedAt }: LeadRow, was: StageKind | undefined, is: StageKind, now: number): number | null {
  if (is === "open") return null;
  return was === is ? (closedAt ?? now) : now;
}

interface Staged {
  readonly stage: string;
  readonly closedAt: number | null;
  readonly lostReason: string | null;
  readonly value: number | null;
}

function closing({ lostReason, value }: Pick<LeadRow, "lostReason" | "value">) {
  return { ...(lostReason != null && { lostReason }), ...(value != null && { value }) };
}

function toStage(command: Command, row: LeadRow, staged: Staged): Statement[] {
  const at = command.fresh.now();
  return [
    command.shard
      .update(lead)
      .set({ ...staged, version: row.version + 1, lastActivityAt: at })
      .where(isLead(command.actor.workspace, row.id)),
    told(
      command.shard,
      command.actor.workspace,
      row.id,
      at,
      command.actor.person,
      { kind: "stage", from: row.stage, to: staged.stage, ...closing(staged) },
      command.fresh,
    ),
  ];
}

export function undoStage(
  command: Command,
  row: LeadRow,
  { to, whileIs, closedAt, ...then }: NonNullable<Inverse["stage"]>,
  setup: Setup,
): Undoing {
  const kind = stageOf(setup, to)?.kind;
  // What it is worth and why it was lost are fields of their own: edited since, they stay, the reason where it is lost again.
  const value = (row.value ?? null) === then.valueWhileIs ? then.value : (row.value ?? null);
  const reasonStands = then.lostReasonWhileIs === undefined || (row.lostReason ?? null) === then.lostReasonWhileIs;
  const lostReason = kind !== "lost" ? null : reasonStands ? then.lostReason : (row.lostReason ?? null);
  return {
    capability: "lead.stage",
    stands: row.stage === whileIs && stageOf(setup, to)?.retired === undefined,
    guards: [setupIs(command.actor.workspace, setup.version)],
    writes: toStage(command, row, { stage: to, closedAt, lostReason, value }),
    fields: ["stage"],
    detail: { before: { stage: row.stage }, after: { stage: to } },
  };
}
