import { momentOf, wallAt } from "../../../../domain/localtime.ts";

const DAY_MS = 86_400_000;

/** As a date and time field has it, by the clocks of that zone: `2026-11-26T15:30`. */
export function fieldOf(at: number, zone: string): string {
  const { day, minute } = wallAt(at, zone);
  return new Date(day * DAY_MS + minute * 60_000).toISOString().slice(0, 16);
}

/** Null where the field holds no whole moment. */
export function fromField(field: string, zone: string): number | null {
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(field) ? Date.parse(`${field.slice(0, 16)}Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  const day = Math.floor(asUtc / DAY_MS);
  return momentOf({ day, minute: (asUtc - day * DAY_MS) / 60_000 }, zone);
}
