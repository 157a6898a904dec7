import type { LeadRow, Stage } from "../../domain/lead.ts";

/** A change of one's own that the server has not answered yet. `at` is when it was made, ms UTC. */
export type Change =
  | { readonly kind: "owner"; readonly owner: string | null; readonly by: string }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "attempt"; readonly at: number }
  | { readonly kind: "undo"; readonly before: LeadRow; readonly after: LeadRow };

/** Fields that a command of ours may set, and so an undo may put back. */
const UNDONE = ["owner", "team", "reason", "stage", "firstAttemptAt"] as const satisfies readonly (keyof LeadRow)[];

/** The row as it will be once the server agrees. Times and reasons are guesses that its answer replaces. */
export function overlaid(row: LeadRow, change: Change): LeadRow {
  switch (change.kind) {
    case "owner":
      return { ...row, owner: change.owner, reason: { code: "by_hand", by: change.by } };
    case "stage":
      return { ...row, stage: change.stage };
    case "attempt":
      return { ...row, firstAttemptAt: row.firstAttemptAt ?? change.at, lastActivityAt: Math.max(row.lastActivityAt, change.at) };
    case "undo":
      return putBack(row, change.before, change.after);
  }
}

/** Field by field, as the server does it: what was changed again since stays. */
function putBack(row: LeadRow, before: LeadRow, after: LeadRow): LeadRow {
  const fields = UNDONE.filter((field) => !same(before[field], after[field]) && same(row[field], after[field]));
  return { ...row, ...Object.fromEntries(fields.map((field) => [field, before[field]])) };
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
