export interface TipAttributes {
  readonly "data-tip": string;
  readonly "data-tip-keys"?: string;
}

/** Spread on anything that already has a name of its own: `TooltipLayer` shows it on hover and keyboard focus. */
export function tip(text: string, keys?: string): TipAttributes {
  return keys === undefined ? { "data-tip": text } : { "data-tip": text, "data-tip-keys": keys };
}
