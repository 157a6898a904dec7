import { batch, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { Clock } from "../connection/edge.ts";

/** Something said about a lead for a moment: that it is new, or whose change it shows. */
export interface Marks<T> {
  of(id: string): T | undefined;
  /** Each stands until its moment has begun and passed. */
  put(values: ReadonlyMap<string, T>): void;
  /** Lets a mark's moment run. Once it runs, beginning it again changes nothing. */
  begin(id: string): void;
  /** More of them run than anybody looks at one by one. */
  many(): boolean;
  clear(): void;
}

const MANY = 6;

export function createMarks<T>(clock: Clock, lastsMs: number): Marks<T> {
  const [marks, setMarks] = createStore<Record<string, T | undefined>>({});
  const held = new Set<string>();
  const running = new Map<string, () => void>();
  const [many, setMany] = createSignal(false);
  const count = () => setMany(running.size > MANY);
  const set = (id: string, value: T | undefined) => setMarks(id, () => value);
  return {
    of: (id) => marks[id],
    put: (values) =>
      batch(() => {
        for (const [id, value] of values) {
          // Marked again: the new mark has a moment of its own.
          running.get(id)?.();
          running.delete(id);
          held.add(id);
          set(id, value);
        }
        count();
      }),
    begin: (id) => {
      if (!held.delete(id)) return;
      const end = () => {
        running.delete(id);
        set(id, undefined);
        count();
      };
      running.set(id, clock.after(lastsMs, end));
      count();
    },
    many,
    clear: () => {
      for (const cancel of running.values()) cancel();
      running.clear();
      held.clear();
      count();
      setMarks(reconcile({}));
    },
  };
}
