/** Which leads of a list are chosen, and from where a range goes on. */
export interface Choice {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins, and the row that it reaches to by now. */
  readonly anchor: string | null;
  readonly head: string | null;
  /** What the range added: taken back where it reaches elsewhere. */
  readonly ranged: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();
export const NOTHING: Choice = { ids: NOBODY, anchor: null, head: null, ranged: NOBODY };

/** A press on one row: chosen, or not any more. */
export function toggled({ ids }: Choice, lead: string): Choice {
  const next = new Set(ids);
  if (!next.delete(lead)) next.add(lead);
  return { ids: next, anchor: lead, head: lead, ranged: NOBODY };
}

/**
 * The range now reaches to that row: from where it began, or, where the person has gone elsewhere since, from `from`. `order` is the list from
 * top to bottom, heads of groups among its leads; `may` says which of them can be chosen.
 */
export function reached(choice: Choice, order: readonly string[], to: string, from: string | null, may: (item: string) => boolean): Choice {
  const end = order.indexOf(to);
  if (end < 0) return choice;
  const began = choice.anchor === null ? -1 : order.indexOf(choice.anchor);
  const start = began >= 0 ? began : from === null ? end : Math.max(order.indexOf(from), 0);
  const range = order.slice(Math.min(start, end), Math.max(start, end) + 1).filter(may);
  const kept = began >= 0 ? [...choice.ids].filter((id) => !choice.ranged.has(id)) : [...choice.ids];
  const before = new Set(kept);
  return {
    ids: new Set([...kept, ...range]),
    anchor: order[start] ?? to,
    head: to,
    ranged: new Set(range.filter((id) => !before.has(id))),
  };
}

/** From the row that one is at: a range goes on from its end only while one is still there. */
export function from(choice: Choice, at: string | null): Choice {
  return choice.head === at ? choice : { ...choice, anchor: null, head: null, ranged: NOBODY };
}

export function all(order: readonly string[], may: (item: string) => boolean): Choice {
  return { ...NOTHING, ids: new Set(order.filter(may)) };
}

/** What left one's sight, or the list, is not chosen any more; the same choice where all of it is still there. */
export function staying(choice: Choice, stays: (lead: string) => boolean): Choice {
  const ids = [...choice.ids].filter(stays);
  if (ids.length === choice.ids.size) return choice;
  return ids.length === 0 ? NOTHING : { ...choice, ids: new Set(ids) };
}
