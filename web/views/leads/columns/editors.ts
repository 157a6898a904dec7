import type { FieldSetup, Setup } from "../../../../domain/setup.ts";

export type CellEditor = "text" | "number" | "priority" | "tags" | "choice" | "choices" | "date" | "checkbox";

/** How a column's cells are changed; undefined where they are only read. */
export function editorOf(column: string, setup: Pick<Setup, "fields">): CellEditor | undefined {
  if (column === "company" || column === "city") return "text";
  if (column === "value") return "number";
  if (column === "priority" || column === "tags") return column;
  const own = ownOf(column, setup);
  return own === undefined || own.retired !== undefined ? undefined : own.type;
}

export function ownOf(column: string, setup: Pick<Setup, "fields">): FieldSetup | undefined {
  return setup.fields.find(({ id }) => `custom:${id}` === column);
}
