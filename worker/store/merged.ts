/** Several lists of records read as one, the newest first, a page at a time: how far each was looked through, and what of it is certain. */

/** A place in the one list: by time, then by ledger, then by number, the last one first. */
export interface Place {
  readonly at: number;
  /** Which ledger comes first where times are equal. */
  readonly rank: number;
  readonly n: number;
}

/** What was found in one list. */
export interface Looked<Row extends Place> {
  /** In order. */
  readonly rows: readonly Row[];
  /** The last place that was looked at; null: there is nothing further back. */
  readonly reached: Place | null;
}

export interface MergedPage<Row extends Place> {
  readonly rows: readonly Row[];
  /** Where to go on. Null: everything was looked through. */
  readonly next: Place | null;
}

/** Below what one of them did not reach, another one's rows would come too early. */
export function mergePages<Row extends Place>(lists: readonly Looked<Row>[], most: number): MergedPage<Row> {
  const reached = lists.flatMap((list) => (list.reached === null ? [] : [list.reached])).sort(newerFirst)[0] ?? null;
  const certain = lists
    .flatMap((list) => list.rows)
    .filter((row) => reached === null || newerFirst(row, reached) <= 0)
    .sort(newerFirst);
  const rows = certain.slice(0, most);
  const last = rows.at(-1);
  return { rows, next: certain.length > most && last !== undefined ? last : reached };
}

function newerFirst(a: Place, b: Place): number {
  return b.at - a.at || a.rank - b.rank || b.n - a.n;
}

/** The number below which a ledger goes on after `place`, at that time: all of it, none of it, or from where it was left. */
export function below(place: Place, rank: number): number {
  if (rank > place.rank) return Number.MAX_SAFE_INTEGER;
  return rank < place.rank ? 0 : place.n;
}

export function textOfPlace({ at, rank, n }: Place): string {
  return `${at}.${rank}.${n}`;
}

/** Undefined: none of ours. */
export function placeOfText(text: string): Place | undefined {
  const [, at, rank, n] = /^(\d{1,16})\.([01])\.(\d{1,16})$/.exec(text) ?? [];
  return at === undefined ? undefined : { at: Number(at), rank: Number(rank), n: Number(n) };
}
