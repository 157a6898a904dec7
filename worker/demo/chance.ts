/** Chance that comes out the same each time, so that the demo's people and stories are the same after each reset. */
export interface Chance {
  /** in [0, 1) */
  next(): number;
  /** a whole number from 0 up to `below` */
  upTo(below: number): number;
  one<T>(of: readonly T[]): T;
  /** true with this share */
  share(of: number): boolean;
  /** UUIDv7 of that moment; several of one moment keep their order. */
  idAt(ms: number): string;
}

/** Mulberry32. */
export function chance(seed: number): Chance {
  let state = seed;
  let order = 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number) => Math.floor(next() * below);
  const hex = (digits: number) => Array.from({ length: digits }, () => upTo(16).toString(16)).join("");
  return {
    next,
    upTo,
    one(of) {
      const found = of[upTo(of.length)];
      if (found === undefined) throw new Error("nothing to choose from");
      return found;
    },
    share: (of) => next() < of,
    idAt(ms) {
      const time = Math.floor(ms).toString(16).padStart(12, "0");
      const counter = (order++ % 4096).toString(16).padStart(3, "0");
      return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${(8 + upTo(4)).toString(16)}${hex(3)}-${hex(12)}`;
    },
  };
}
