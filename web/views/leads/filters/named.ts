import type { FilterField } from "../../../../domain/filter.ts";

let named: FilterField | null = null;

/** Says which field the condition that is asked for next is about: its choice is passed over. */
export const nameField = (field: FilterField): void => void (named = field);

export function takeNamed(): FilterField | null {
  const now = named;
  named = null;
  return now;
}
