import { KEPT } from "../../../../domain/kept.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import { type FieldSetup, type Setup, stageOf } from "../../../../domain/setup.ts";

export type CellEditor = "text" | "number" | "priority" | "tags" | "projects" | "choice" | "choices" | "date" | "checkbox";

/** How a cell is changed; undefined where it is only read. A reason is given to leads that are lost. */
export function editorOf(column: string, row: Pick<LeadRow, "stage">, setup: Pick<Setup, "fields" | "stages">): CellEditor | undefined {
  switch (column) {
    case "name":
    case "phone":
    case "email":
    case "company":
    case "city":
      return "text";
    case "value":
      return "number";
    case "language":
      return "choice";
    case "lostReason":
      return stageOf(setup, row.stage)?.kind === "lost" ? "choice" : undefined;
    case "project":
      return "projects";
    case "priority":
    case "tags":
      return column;
    default: {
      const own = ownOf(column, setup);
      return own === undefined || own.retired !== undefined ? undefined : own.type;
    }
  }
}

export function ownOf(column: string, setup: Pick<Setup, "fields">): FieldSetup | undefined {
  return setup.fields.find(({ id }) => `custom:${id}` === column);
}

/** PV2: what is kept from somebody is not theirs to change; and whoever sees a part of it only would write over the rest. */
export function isKeptIn({ masked, name, company, city, tags, custom }: LeadRow, column: string): boolean {
  if (masked === undefined) return false;
  if (masked.some((field) => field === column)) return true;
  const said = new Map(Object.entries({ name, company, city, tags, ...prefixed(custom ?? {}) })).get(column);
  return [said].flat().some((one) => typeof one === "string" && one.includes(KEPT));
}

const prefixed = (custom: object) => Object.fromEntries(Object.entries(custom).map(([id, value]) => [`custom:${id}`, value as unknown]));
