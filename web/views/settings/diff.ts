/** Values of a record, by the way to them: `["settings", "masks", "phone"]`. */
export interface Line {
  readonly path: readonly string[];
  readonly value: unknown;
}
export interface Changed {
  readonly path: readonly string[];
  /** Undefined: there was none. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What the record counts itself by, and nobody reads. */
const SILENT = new Set(["version", "before", "after"]);

/** What changed between before and after, and whatever else a record holds, each in single values. */
export function readDetail(detail: Readonly<Record<string, unknown>>): {
  readonly changed: readonly Changed[];
  readonly rest: readonly Line[];
} {
  const before = linesOf(detail["before"]);
  const after = linesOf(detail["after"]);
  const find = (lines: readonly Line[], path: readonly string[]) => lines.find((line) => line.path.join() === path.join())?.value;
  const paths = new Map([...before, ...after].map(({ path }) => [path.join(), path]));
  const changed = [...paths.values()]
    .map((path): Changed => ({ path, before: find(before, path), after: find(after, path) }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
  const rest = Object.entries(detail).flatMap(([key, value]) => (SILENT.has(key) ? [] : linesOf(value, [key])));
  return { changed, rest };
}

function linesOf(value: unknown, path: readonly string[] = []): Line[] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return path.length === 0 ? [] : [{ path, value }];
  return Object.entries(value).flatMap(([key, one]) => (key === "version" ? [] : linesOf(one, [...path, key])));
}
