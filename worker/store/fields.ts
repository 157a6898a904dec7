import { and, eq } from "drizzle-orm";
import { changed, type FieldChange, type Plain, toldChanges } from "../../domain/editing.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { searchWords } from "../../domain/search.ts";
import type { FieldValue, Setup } from "../../domain/setup.ts";
import { customField, customValues, isLookedUp, type LeadValue, tagValues } from "../../domain/values.ts";
import type { Command } from "./commands.ts";
import type { Shard, Statement } from "./database.ts";
import { isLead } from "./leads.ts";
import { lead, leadSearch } from "./schema/workspace.ts";
import { told } from "./submissions.ts";
import { removedValues, valueRows } from "./values.ts";

/** The lead's own row, what it is found by, and its story. */
export function fieldWrites(
  { shard, actor, fresh }: Command,
  row: LeadRow,
  now: Plain,
  changes: readonly FieldChange[],
  setup: Setup,
  set: { readonly edited?: string[]; readonly sameAs?: string | null },
): Statement[] {
  const { workspace, person } = actor;
  const at = fresh.now();
  const after = changed(now, changes);
  const touched = new Set<string>(changes.map(({ field }) => (field in now ? field : "custom")));
  const columns = Object.fromEntries(Object.entries(after).filter(([field]) => touched.has(field))) as Partial<typeof lead.$inferInsert>;
  return [
    shard
      .update(lead)
      .set({ ...columns, ...set, lastActivityAt: at, version: row.version + 1 })
      .where(isLead(workspace, row.id)),
    ...(SEARCHED.some((field) => touched.has(field))
      ? [
          shard
            .update(leadSearch)
            .set(searchWords(after))
            .where(and(eq(leadSearch.workspaceId, workspace), eq(leadSearch.n, row.n))),
        ]
      : []),
    ...lookedUp(shard, workspace, row, changes, setup),
    told(shard, workspace, row.id, at, person, toldChanges(changes), fresh),
  ];
}

const SEARCHED = ["name", "phone", "email", "contacts", "company", "city", "tags"];

/** `lead_value`: whatever it had of the old values goes, also of fields that leads are looked up by no more. */
function lookedUp(shard: Shard, workspaceId: string, row: LeadRow, changes: readonly FieldChange[], setup: Setup): Statement[] {
  const moved = changes.map(({ field, from, to }) => {
    const own = setup.fields.find((one) => customField(one.id) === field);
    const keys = (value: FieldChange["to"]): LeadValue[] => {
      if (own !== undefined) return customValues(own, value as FieldValue | null);
      return field === "tags" ? tagValues(value as string[]) : [];
    };
    const [was, is] = [keys(from), own !== undefined && !isLookedUp(own) ? [] : keys(to)];
    const without = (list: readonly LeadValue[], others: readonly LeadValue[]) =>
      list.filter((one) => !others.some((other) => other.key === one.key));
    return { removed: without(was, is), added: without(is, was) };
  });
  return [
    ...removedValues(
      shard,
      workspaceId,
      row,
      moved.flatMap(({ removed }) => removed),
    ),
    ...valueRows(
      shard,
      workspaceId,
      row.id,
      moved.flatMap(({ added }) => added),
      row.submittedAt,
    ),
  ];
}
