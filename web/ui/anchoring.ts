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
export function shiftFor(before: readonly string[], after: ReadonlyMap<string, number>, at: Standing): number | null {
  const first = firstShown(at);
  const last = Math.min(before.length - 1, Math.floor((at.top + at.height - 1) / at.rowHeight));
  const anchor = Math.min(Math.max(at.anchor ?? first, first), last);
  const order = [...range(anchor, last, 1), ...range(anchor - 1, first, -1)];
  for (const index of order) {
    const key = before[index];
    const moved = key === undefined ? undefined : after.get(key);
    if (moved !== undefined) return (moved - index) * at.rowHeight;
  }
  return null;
}

function range(from: number, to: number, step: 1 | -1): number[] {
  return Array.from({ length: Math.max(0, (to - from) * step + 1) }, (_, i) => from + i * step);
}
