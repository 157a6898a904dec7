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
