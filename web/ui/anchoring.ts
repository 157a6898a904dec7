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
  let missed = 0;
  // Of those that are gone it takes a look through everything to know: one map for all of them, where they are many.
  let places: ReadonlyMap<string, number> | undefined;
  for (const index of order) {
    const key = before[index];
    if (key === undefined) continue;
    const moved = missed < FEW ? placeNear(after, key, index) : (places ??= new Map(after.map((one, place) => [one, place]))).get(key);
    if (moved !== undefined) return (moved - index) * at.rowHeight;
    missed += 1;
  }
  return null;
}

/** So many that are gone are looked for one by one. */
const FEW = 4;
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

/** Rows that came, with where they stand, and rows that went: both are gone through side by side, for most stay as they were. */
export function difference(before: readonly string[], after: readonly string[]): Difference {
  const gone = new Set<string>();
  const came: { key: string; index: number }[] = [];
  for (let [from, to] = [0, 0]; from < before.length || to < after.length;) {
    if (before[from] === after[to]) {
      from += 1;
      to += 1;
      continue;
    }
    const { less, more } = goOn(before, from, after, to);
    for (const key of before.slice(from, from + less)) gone.add(key);
    for (const [at, key] of after.slice(to, to + more).entries()) came.push({ key, index: to + at });
    from += less;
    to += more;
  }
  // What only moved went at one place and came at another.
  return { came: came.filter(({ key }) => !gone.delete(key)), gone };
}

/** How many on either side are passed over until both go on the same. */
function goOn(
  before: readonly string[],
  from: number,
  after: readonly string[],
  to: number,
): { readonly less: number; readonly more: number } {
  for (let step = 1; step <= NEAR; step++) {
    const [old, now] = [before[from + step], after[to + step]];
    if (old !== undefined && old === after[to]) return { less: step, more: 0 };
    if (now !== undefined && now === before[from]) return { less: 0, more: step };
    if (old !== undefined && old === now) return { less: step, more: step };
  }
  return { less: before.length - from, more: after.length - to };
}

function range(from: number, to: number, step: 1 | -1): number[] {
  return Array.from({ length: Math.max(0, (to - from) * step + 1) }, (_, i) => from + i * step);
}
