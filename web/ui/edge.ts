import { type Accessor, createMemo } from "solid-js";

/** Where rows stand in their list, by key. */
export type Places = ReadonlyMap<string, number>;

/**
 * From where rows count their place. It moves as most of them do: where some come in above, the others stand still on it, which is one place
 * to say and nothing of them to paint.
 */
export function createEdge(places: Accessor<Places>): Accessor<number> {
  const edge = createMemo(
    (was: { readonly places: Places; readonly at: number }) => {
      const now = places();
      return { places: now, at: was.at + moveOfMost(was.places, now) };
    },
    { places: new Map<string, number>(), at: 0 },
  );
  return createMemo(() => edge().at);
}

/** By how many places; where as many stand still, or none is left of those before, nothing moves. */
export function moveOfMost(before: Places, after: Places): number {
  const moves = new Map([[0, 0]]);
  for (const [key, index] of after) {
    const was = before.get(key);
    if (was !== undefined) moves.set(index - was, (moves.get(index - was) ?? 0) + 1);
  }
  return [...moves].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/**
 * Whether a spare row would be seen where it stands: among those of the window, in the blank room above the first row, or below a list that
 * has become shorter, which would be as long as before.
 */
export function isInTheWay(
  index: number,
  { from, to, count }: { readonly from: number; readonly to: number; readonly count: number },
): boolean {
  return index < 0 || index >= count || (index >= from && index < to);
}
