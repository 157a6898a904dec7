import type { Giving } from "../../domain/giving.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { Closing } from "../connection/api.ts";
import type { Wish } from "./notice.ts";

/** A change of one's own that the server has not answered yet. `at` is when it was made, ms UTC. */
export type Change =
  | ({ readonly kind: "owner"; readonly by: string } & Giving)
  | ({ readonly kind: "stage"; readonly stage: string } & Closing)
  | { readonly kind: "attempt"; readonly at: number; readonly reached: boolean }
  /** Fields as they will be. */
  | { readonly kind: "fields"; readonly fields: Partial<LeadRow> }
  /** A lead as it was added: shown while it waits for the connection. */
  | { readonly kind: "created"; readonly row: LeadRow }
  | { readonly kind: "undo"; readonly before: LeadRow; readonly after: LeadRow };

/** Not set by any command, or not for an undo to put back. */
const KEPT: ReadonlySet<string> = new Set<keyof LeadRow>(["id", "n", "version", "lastActivityAt", "masked"]);

/** The row under all of them, one after another; undefined: none of them made it, and the server has none. */
export function allOver(row: LeadRow | undefined, changes: readonly Change[]): LeadRow | undefined {
  let now = row;
  for (const change of changes) {
    if (now !== undefined) now = overlaid(now, change);
    else if (change.kind === "created") now = change.row;
  }
  return now;
}

/** The row as it will be once the server agrees. Times and reasons are guesses that its answer replaces. */
export function overlaid(row: LeadRow, change: Change): LeadRow {
  switch (change.kind) {
    case "owner":
      return { ...row, owner: change.owner, team: change.team ?? row.team, reason: { code: "by_hand", by: change.by } };
    case "stage":
      return { ...row, stage: change.stage, ...without({ lostReason: change.lostReason, value: change.value }) };
    case "attempt": {
      const at = Math.max(change.at, row.submittedAt);
      return {
        ...row,
        firstAttemptAt: Math.min(row.firstAttemptAt ?? at, at),
        // A form that was sent after it still waits.
        againAt: (row.againAt ?? 0) > at ? row.againAt : null,
        ...(change.reached && { reachedAt: Math.min(row.reachedAt ?? at, at) }),
        lastActivityAt: Math.max(row.lastActivityAt, at),
      };
    }
    case "fields":
      return { ...row, ...change.fields };
    case "created":
      return row;
    case "undo":
      return putBack(row, change.before, change.after);
  }
}

/** Field by field, as the server does it: what was changed again since stays. */
function putBack(row: LeadRow, before: LeadRow, after: LeadRow): LeadRow {
  const fields = [...new Set([...keys(before), ...keys(after)])].filter(
    (field) => !KEPT.has(field) && !same(before[field], after[field]) && same(row[field], after[field]),
  );
  return { ...row, ...Object.fromEntries(fields.map((field) => [field, before[field]])) };
}

function keys(row: LeadRow): (keyof LeadRow)[] {
  return Object.keys(row) as (keyof LeadRow)[];
}

function without<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** What was wished for a lead, where that can be asked again. */
export function wishOf(change: Change | null): Wish | undefined {
  if (change?.kind === "owner") return { owner: change.owner, ...without({ team: change.team }) };
  return change?.kind === "stage" ? { stage: change.stage } : undefined;
}
