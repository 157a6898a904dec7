import type { Accessor } from "solid-js";
import type { LeadFieldsInput } from "../../../../domain/edit.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import type { FieldValue } from "../../../../domain/setup.ts";
import type { Edits } from "../../lead/fields/edits.ts";
import { useColumnName } from "./sorts.ts";

/** The value of one column of one lead, and the way to another one. */
export interface Change {
  readonly value: Accessor<FieldValue | null>;
  /** Null empties it. */
  save(next: FieldValue | null, typed?: string): void;
}

export function createChange(row: Accessor<LeadRow>, column: Accessor<string>, edits: Edits): Change {
  const name = useColumnName();
  const own = () => (column().startsWith("custom:") ? column().slice("custom:".length) : null);
  const value = (): FieldValue | null => {
    const id = own();
    return id === null ? (row()[column() as "city"] ?? null) : (row().custom?.[id] ?? null);
  };
  return {
    value,
    save: (next, typed) => {
      const id = own();
      const [fields, shown] = id === null ? plain(column(), next) : custom(row(), id, next);
      void edits.save(column(), name(column()), fields, shown, typed);
    },
  };
}

/** What is never null. */
const EMPTY: Readonly<Record<string, FieldValue>> = { tags: [], name: "" };

type Sent = readonly [fields: LeadFieldsInput, shown: Partial<LeadRow>];

function plain(column: string, next: FieldValue | null): Sent {
  const fields = { [column]: next ?? EMPTY[column] ?? null };
  return [fields as LeadFieldsInput, fields as Partial<LeadRow>];
}

function custom(row: LeadRow, id: string, next: FieldValue | null): Sent {
  const rest = Object.fromEntries(Object.entries(row.custom ?? {}).filter(([one]) => one !== id));
  return [{ custom: { [id]: next } }, { custom: next === null ? rest : { ...rest, [id]: next } }];
}
