import type { Position } from "../../domain/wire.ts";

/** Far more than leave anybody's sight while one page is on its way. */
const KEPT = 5_000;

/** Where in the log leads left this client's sight, so that something read earlier does not bring them back. */
export interface Tombstones {
  /** What is not remembered is assumed of every lead: removals before the start, and the oldest ones. */
  at(id: string): number | undefined;
  /** `here`: up to where the log is known. What lies beyond it cannot be forgotten, or frames still to come would be taken for old. */
  mark(id: string, seq: number, here: number): void;
  lift(id: string): void;
  /** Whether a page read at `position` may lack leads or hold lost ones: it must be read again. */
  forgot(position: Position): boolean;
  /** Nothing is known of what happened before `seq`. */
  begin(seq: number): void;
}

export function createTombstones(kept: number = KEPT): Tombstones {
  const seqs = new Map<string, number>();
  let forgotten = -1;
  return {
    at: (id) => seqs.get(id) ?? (forgotten < 0 ? undefined : forgotten),
    mark: (id, seq, here) => {
      const known = seqs.get(id) ?? seq;
      seqs.delete(id);
      seqs.set(id, Math.max(known, seq));
      const [oldest] = seqs;
      if (seqs.size <= kept || oldest === undefined || oldest[1] > here) return;
      seqs.delete(oldest[0]);
      forgotten = Math.max(forgotten, oldest[1]);
    },
    lift: (id) => void seqs.delete(id),
    forgot: (position) => position.seq <= forgotten,
    begin: (seq) => {
      seqs.clear();
      forgotten = seq - 1;
    },
  };
}
