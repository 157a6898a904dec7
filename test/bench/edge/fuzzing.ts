/** What the two sides of the fuzz, Node's and workerd's, say to each other. */

/** Something that is not as it has to be, with a few of the rows that show it. */
export interface Violation {
  readonly what: string;
  readonly sample: readonly unknown[];
}

/** What the parser says of accepted bodies, by the SHA-256 of each. */
export interface Accepted {
  readonly deliveries?: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly leads: number;
    readonly ignored: number;
    readonly bad: number;
  }[];
  readonly leads?: readonly string[];
  /** How many there are of each in all. */
  readonly totals?: { readonly deliveries: number; readonly leads: number };
}

export interface FuzzPage {
  readonly page: string;
  readonly workspace: string;
  readonly form: string;
}

export interface ReadWish {
  readonly seed: number;
  /** Changes `from` to `from + count`, each of a lead of its own. */
  readonly from: number;
  readonly count: number;
  readonly pages: readonly FuzzPage[];
  readonly now: number;
}

export interface Read {
  readonly now: number;
  /** Answers to reads of a lead. */
  readonly answers: number;
  readonly wrong: readonly Violation[];
}
