import { batch } from "solid-js";
import { createStore } from "solid-js/store";
import type { Clock } from "../connection/edge.ts";

/** Something said about a lead for a moment: that it is new, or whose change it shows. */
export interface Marks<T> {
  of(id: string): T | undefined;
  put(values: ReadonlyMap<string, T>): void;
  clear(): void;
}

export function createMarks<T>(clock: Clock, lastsMs: number): Marks<T> {
  const [marks, setMarks] = createStore<Record<string, T | undefined>>({});
  const until = new Map<string, number>();
  const set = (id: string, value: T | undefined) => setMarks(id, () => value);
  return {
    of: (id) => marks[id],
    put: (values) => {
      if (values.size === 0) return;
      const end = clock.now() + lastsMs;
      batch(() => {
        for (const [id, value] of values) {
          until.set(id, end);
          set(id, value);
        }
      });
      clock.after(lastsMs, () =>
        batch(() => {
          for (const id of values.keys()) {
            // Marked again since: the later end counts.
            if (until.get(id) !== end) continue;
            until.delete(id);
            set(id, undefined);
          }
        }),
      );
    },
    clear: () =>
      batch(() => {
        for (const id of until.keys()) set(id, undefined);
        until.clear();
      }),
  };
}
