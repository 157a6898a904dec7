import { createSignal } from "solid-js";
import type { Condition } from "../../../../domain/filter/condition.ts";
import type { ViewControl } from "../views/useView.ts";

/** One condition of the filter while somebody works on it. */
export interface Asking {
  /** Its place; null: it is none of them yet. */
  readonly index: () => number | null;
  begin(index: number | null): void;
  put(condition: Condition | null): void;
  /** What is not whole is none. */
  end(): void;
}

export function createAsking({ state, ask }: Pick<ViewControl, "state" | "ask">): Asking {
  const [index, setIndex] = createSignal<number | null>(null);
  let whole = true;
  /** One step back leads past all that was done to it. */
  let asked = false;
  const send = (filter: readonly Condition[]) => {
    ask({ filter }, asked);
    asked = true;
  };
  return {
    index,
    begin: (at) => {
      setIndex(at);
      whole = true;
      asked = false;
    },
    put: (condition) => {
      whole = condition !== null;
      if (condition === null) return;
      const { filter } = state();
      const at = index() ?? filter.length;
      setIndex(at);
      send([...filter.slice(0, at), condition, ...filter.slice(at + 1)]);
    },
    end: () => {
      const at = index();
      setIndex(null);
      if (!whole && at !== null) send(state().filter.filter((_, one) => one !== at));
      whole = true;
    },
  };
}
