import type { Violation } from "./fuzzing.ts";

const SHOWN = 3;

/** Each check by what it finds: rows that have no right to be there, a few of which are shown. */
export async function violations(
  database: D1Database,
  checks: Readonly<Record<string, string>>,
  ...values: unknown[]
): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const [what, query] of Object.entries(checks)) {
    const used = values.slice(0, Math.max(0, ...[...query.matchAll(/\?(\d)/g)].map(([, n]) => Number(n))));
    const { results } = await database
      .prepare(`SELECT * FROM (${query}) LIMIT ${SHOWN}`)
      .bind(...used)
      .all();
    if (results.length > 0) found.push({ what, sample: results });
  }
  return found;
}
