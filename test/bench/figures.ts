/** What a run measured: under stable names, so that two runs can be held against each other. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "1/s" | "ratio" | "count" | "rows" | "bytes";
  /** Measurements that the value is the median (or the named percentile) of; 1 for a count. */
  readonly runs: number;
  /** What it should stay at or within on this project's machines; reported, never a reason to fail. */
  readonly target?: { readonly most: number } | { readonly least: number };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error("nothing was measured");
  return (low + high) / 2;
}

export function missed({ value, target }: Figure): boolean {
  if (target === undefined) return false;
  return "most" in target ? value > target.most : value < target.least;
}

const DIGITS = { ms: 1, "1/s": 0, ratio: 2, count: 0, rows: 0, bytes: 0 } as const;

/** One line of the table. */
export function told(figure: Figure): string {
  const { name, value, unit, runs, target } = figure;
  const bound = target === undefined ? "" : "most" in target ? `at most ${target.most}` : `at least ${target.least}`;
  const number = value.toLocaleString("en", { minimumFractionDigits: DIGITS[unit], maximumFractionDigits: DIGITS[unit] });
  const verdict = bound === "" ? "" : `${bound}${missed(figure) ? "  MISSED" : ""}`;
  return `  ${name.padEnd(38)} ${number.padStart(12)} ${unit.padEnd(6)} ${`${runs}x`.padStart(7)}  ${verdict}`.trimEnd();
}

/** The file of `--json`: `{"name": {"value", "unit", "runs"}}`. */
export function asJson(figures: readonly Figure[]): string {
  return `${JSON.stringify(Object.fromEntries(figures.map(({ name, value, unit, runs }) => [name, { value, unit, runs }])), null, 2)}\n`;
}
