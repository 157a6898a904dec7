/** Where a list stands: `top` is the first pixel on screen counted from row 0, negative while blank room holds a row in place. */
export interface Standing {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  /** The row not to be moved: the one under the pointer or with the focus; else the first on screen. */
  readonly anchor: number | undefined;
}

export function firstShown(at: Pick<Standing, "top" | "rowHeight">): number {
  return Math.max(0, Math.floor(at.top / at.rowHeight));
}

/**
 * How far the view has to move so that the anchor row keeps its pixel position among the new rows. Where the anchor itself
 * is gone, the nearest row on screen that is left: below it first, as that is where its place closes up. Null: none is left.
 */
export function shiftFor(before: readonly string[], after: readonly string[], at: Standing): number | null {
  const first = firstShown(at);
  const last = Math.min(before.length - 1, Math.floor((at.top + at.height - 1) / at.rowHeight));
  const anchor = Math.min(Math.max(at.anchor ?? first, first), last);
  const order = [...range(anchor, last, 1), ...range(anchor - 1, first, -1)];
  // Of those that are gone too it takes a look through everything to know: one map for all of them, if it comes to that.
  let places: ReadonlyMap<string, number> | undefined;
  for (const index of order) {
    const key = before[index];
    if (key === undefined) continue;
    const near = lookNear(after, key, index);
    const moved = near ?? (places ??= new Map(after.map((one, place) => [one, place]))).get(key);
    if (moved !== undefined) return (moved - index) * at.rowHeight;
  }
  return null;
}

/** What one change does to a list is done within so many rows, as a rule. */
const NEAR = 200;

function lookNear(keys: readonly string[], key: string, near: number): number | undefined {
  for (let step = 0; step <= NEAR; step++) {
    if (keys[near + step] === key) return near + step;
    if (keys[near - step] === key) return near - step;
  }
  return undefined;
}

/** A row's place, looked for around where it was last. */
export function placeNear(keys: readonly string[], key: string, near: number): number | undefined {
  const found = lookNear(keys, key, near) ?? keys.indexOf(key);
  return found === -1 ? undefined : found;
}

export interface Difference {
  readonly came: readonly { readonly key: string; readonly index: number }[];
  readonly gone: ReadonlySet<string>;
}

/** Rows that came, with where they stand, and rows that went: looked for between the part before and the part after that stayed as they were. */
export function difference(before: readonly string[], after: readonly string[]): Difference {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const gone = new Set(before.slice(head, before.length - tail));
  const came: { key: string; index: number }[] = [];
  for (let index = head; index < after.length - tail; index++) {
    const key = after[index];
    if (key !== undefined && !gone.delete(key)) came.push({ key, index });
  }
  return { came, gone };
}

function range(from: number, to: number, step: 1 | -1): number[] {
  return Array.from({ length: Math.max(0, (to - from) * step + 1) }, (_, i) => from + i * step);
}
