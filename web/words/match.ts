/** The names filled into a text: `"Assign to {{name}}"` gives `"name"`. */
export type Holes<T extends string> = T extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Holes<Rest> : never;

/** Forms of `Intl.PluralRules`; English has two of them, Arabic all six. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Dotted paths of everything that is said: a text or a plural. */
export type Path<T> = {
  [K in keyof T & string]: T[K] extends string | Plural ? K : `${K}.${Path<T[K]>}`;
}[keyof T & string];

export type At<T, P extends string> = P extends `${infer Head}.${infer Tail}`
  ? Head extends keyof T
    ? At<T[Head], Tail>
    : never
  : P extends keyof T
    ? T[P]
    : never;

/** A plural always takes `n`, which also chooses its form. */
export type Named<T> = T extends string ? Holes<T> : T extends Plural ? Holes<T["other"]> | "n" : never;

/**
 * `Theirs` if it says everything `Ours` says and fills in the same names; otherwise the entry that differs becomes a
 * message that no text can be assigned to. A plural's rarer forms may leave the number out ("one lead").
 */
export type Same<Ours, Theirs> = {
  readonly [K in keyof Ours]: K extends keyof Theirs ? Entry<Ours[K], Theirs[K]> : { missing: K };
};
type Entry<Ours, Theirs> = Ours extends string
  ? Theirs extends string
    ? Alike<Holes<Ours>, Holes<Theirs>> extends true
      ? Theirs
      : { fillsIn: Holes<Ours>; not: Holes<Theirs> }
    : { notText: true }
  : Ours extends Plural
    ? Theirs extends Record<Intl.LDMLPluralRule, string>
      ? Theirs
      : { needsAllForms: true }
    : Same<Ours, Theirs>;
type Alike<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
