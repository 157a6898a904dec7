/** Rows under the day they fall on, in the order they come. */
export function byDay<T extends { readonly at: number }>(
  rows: readonly T[],
): readonly { readonly day: string; readonly at: number; readonly rows: readonly T[] }[] {
  const days: { day: string; at: number; rows: T[] }[] = [];
  for (const row of rows) {
    const day = dayOf(row.at);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, at: row.at, rows: [row] });
  }
  return days;
}

/** The day as the browser's own zone has it. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** A day as a date field gives it, in the browser's own zone, which the times on the screen are in too. */
export function startOf(day: string | undefined): number | undefined {
  const at = day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day) ? Number.NaN : new Date(`${day}T00:00`).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** Up to the end of that day, though clocks are put forward or back within it. */
export function endOf(day: string | undefined): number | undefined {
  const start = startOf(day);
  if (start === undefined) return undefined;
  const next = new Date(start);
  next.setDate(next.getDate() + 1);
  return next.getTime();
}
