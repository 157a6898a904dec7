import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { SearchWords } from "../../domain/search.ts";
import type { LeadValue } from "../../domain/values.ts";
import type { Shard, Statement } from "./database.ts";
import * as tables from "./schema/workspace.ts";

/** Many leads at once, each with all that happened to it: as many statements as there are tables, however many leads. */

/** A lead with all its rows. */
export interface Story {
  readonly lead: typeof tables.lead.$inferInsert;
  readonly search: SearchWords & { readonly scope: string; readonly notes: string };
  readonly submissions: readonly (typeof tables.submission.$inferInsert)[];
  readonly identities: readonly (typeof tables.identity.$inferInsert)[];
  readonly assignments: readonly (typeof tables.assignment.$inferInsert)[];
  readonly projects: readonly (typeof tables.leadProject.$inferInsert)[];
  /** What it is looked up by. */
  readonly values: readonly LeadValue[];
  readonly followUps: readonly (typeof tables.followUp.$inferInsert)[];
  readonly timeline: readonly (typeof tables.timeline.$inferInsert)[];
}

/** The statements of these leads, for one batch. A hundred keep each parameter well under D1's 2 MB. */
export function storyRows(shard: Shard, workspaceId: string, stories: readonly Story[]): Statement[] {
  const searches = stories.map(({ lead, search }) => [lead.id, search.scope, search.body, search.phone, search.email, search.notes]);
  const values = stories.flatMap(({ lead, values: held }) => held.map(({ field, key }) => [lead.id, field, key]));
  const beside = (of: unknown) => sql`json_each(${JSON.stringify(of)}) AS told
    JOIN lead ON lead.workspace_id = ${workspaceId} AND lead.id = told.value ->> 0`;
  const rowsOf = <T extends SQLiteTable>(table: T, of: (story: Story) => readonly T["$inferInsert"][]): Statement[] => {
    const rows = stories.flatMap(of);
    return rows.length === 0 ? [] : [shard.run(many(table, rows))];
  };
  return [
    shard.run(
      many(
        tables.lead,
        stories.map((story) => story.lead),
      ),
    ),
    shard.run(sql`INSERT INTO lead_search (n, workspace_id, scope, body, phone, email, notes)
      SELECT lead.n, lead.workspace_id, told.value ->> 1, told.value ->> 2, told.value ->> 3, told.value ->> 4, told.value ->> 5 FROM ${beside(searches)}`),
    shard.run(sql`INSERT INTO lead_value (workspace_id, field, key, submitted_at, n)
      SELECT lead.workspace_id, told.value ->> 1, told.value ->> 2, lead.submitted_at, lead.n FROM ${beside(values)}`),
    ...rowsOf(tables.submission, (story) => story.submissions),
    ...rowsOf(tables.identity, (story) => story.identities),
    ...rowsOf(tables.assignment, (story) => story.assignments),
    ...rowsOf(tables.leadProject, (story) => story.projects),
    ...rowsOf(tables.followUp, (story) => story.followUps),
    ...rowsOf(tables.timeline, (story) => story.timeline),
  ];
}

/** One INSERT of any number of rows: they travel as one JSON parameter, since D1 binds a hundred a statement. Columns no row names keep their default. */
export function many<T extends SQLiteTable>(table: T, rows: readonly T["$inferInsert"][]): SQL {
  const maps = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => maps.some((row) => row.get(key) !== undefined));
  const values = maps.map((row) => columns.map(([key, column]) => (row.get(key) == null ? null : column.mapToDriverValue(row.get(key)))));
  const names = columns.map(([, column]) => sql.identifier(column.name));
  const parts = columns.map((_, n) => sql.raw(`value ->> ${n}`));
  return sql`INSERT INTO ${table} (${sql.join(names, sql`, `)}) SELECT ${sql.join(parts, sql`, `)} FROM json_each(${JSON.stringify(values)})`;
}
