import { sql } from "drizzle-orm";
import type { LeadRow } from "../../domain/lead.ts";
import type { LeadValue } from "../../domain/values.ts";
import type { Shard, Statement } from "./database.ts";

/** What leads are looked up by (`lead_value`): a statement for all that comes and one for all that goes, since D1 runs a thousand an invocation. */

export function valueRows(
  shard: Shard,
  workspaceId: string,
  leadId: string,
  values: readonly LeadValue[],
  submittedAt: number,
): Statement[] {
  if (values.length === 0) return [];
  // CROSS JOIN: one lead, then each of its values.
  return [
    shard.run(sql`INSERT INTO lead_value (workspace_id, field, key, submitted_at, n)
      SELECT lead.workspace_id, told.value ->> 'field', told.value ->> 'key', ${submittedAt}, lead.n
      FROM lead CROSS JOIN json_each(${JSON.stringify(values)}) AS told WHERE lead.workspace_id = ${workspaceId} AND lead.id = ${leadId}
      ON CONFLICT DO NOTHING`),
  ];
}

export function removedValues(shard: Shard, workspaceId: string, { submittedAt, n }: LeadRow, values: readonly LeadValue[]): Statement[] {
  if (values.length === 0) return [];
  return [
    shard.run(sql`DELETE FROM lead_value WHERE workspace_id = ${workspaceId} AND submitted_at = ${submittedAt} AND n = ${n}
      AND (field, key) IN (SELECT value ->> 'field', value ->> 'key' FROM json_each(${JSON.stringify(values)}))`),
  ];
}
