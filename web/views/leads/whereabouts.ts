/** A person's place in a list: on a lead, or, once that has left, in the gap before the lead that closed up to it. */
export interface Whereabouts {
  readonly list: unknown;
  readonly lead: string;
  readonly here: boolean;
  readonly index: number;
  /** The lead below, by which a gap is found again among those that come and go. */
  readonly below: string | undefined;
}

/** Where the person is now, given where they were. Null: the lead was never in this list. */
export function whereabouts(list: unknown, ids: readonly string[], lead: string | null, before: Whereabouts | null): Whereabouts | null {
  if (lead === null) return null;
  const index = ids.indexOf(lead);
  if (index !== -1) return { list, lead, here: true, index, below: ids[index + 1] };
  if (before === null || before.lead !== lead || before.list !== list) return null;
  const found = before.below === undefined ? -1 : ids.indexOf(before.below);
  const gap = found === -1 ? Math.min(before.index, ids.length) : found;
  return { list, lead, here: false, index: gap, below: ids[gap] };
}

/** The lead one step up or down from there; from nowhere, no lead. */
export function stepFrom(at: Whereabouts | null, ids: readonly string[], step: 1 | -1): string | undefined {
  if (at === null) return undefined;
  return ids[at.here || step === -1 ? at.index + step : at.index];
}
