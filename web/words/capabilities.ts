/** Names with a point in them, as the dictionary nests them: `"lead.read"` is `{ lead: { read } }`. */
export type ByPart<Name extends string> = {
  readonly [Head in Name as Head extends `${infer First}.${string}` ? First : never]: {
    readonly [Tail in Name as Tail extends `${Part<Head>}.${infer Rest}` ? Rest : never]: string;
  };
};
/** Their first parts alone. */
export type ByGroup<Name extends string> = Readonly<Record<Part<Name>, string>>;

type Part<Name extends string> = Name extends `${infer First}.${string}` ? First : never;
