import type { LeadRow } from "../../../../domain/lead.ts";
import { groupKeyOf } from "../../../store/groups.ts";
import type { Group } from "../../../store/views.ts";

export interface LeadGroup {
  /** Null: of those that have none. */
  readonly key: string | null;
  readonly ids: readonly string[];
  /** Test leads aside, as everywhere. */
  readonly count: number;
  readonly value: number;
  /** There may be more than were counted. */
  readonly atLeast?: boolean;
}

/** Leads by what they share, each group in the order its leads had. `place` puts the groups in order; those without come last. */
export function grouped(rows: readonly LeadRow[], group: Group, place: (key: string) => number | string): LeadGroup[] {
  const found = new Map<string | null, { ids: string[]; count: number; value: number }>();
  for (const row of rows) {
    const key = groupKeyOf(row, group);
    const here = found.get(key) ?? { ids: [], count: 0, value: 0 };
    here.ids.push(row.id);
    if (!row.isTest) {
      here.count++;
      here.value += row.value ?? 0;
    }
    found.set(key, here);
  }
  return [...found].map(([key, { ids, count, value }]) => ({ key, ids, count, value })).sort((a, b) => inOrder(a.key, b.key, place));
}

/** By their place; those without come last. */
export function inOrder(a: string | null, b: string | null, place: (key: string) => number | string): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const [one, other] = [place(a), place(b)];
  return typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other));
}
