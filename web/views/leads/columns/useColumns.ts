import { type Accessor, createMemo } from "solid-js";
import { useView, type ViewControl } from "../views/useView.ts";
import { moved, resized } from "./all.ts";
import { MAX_WIDTH, MIN_WIDTH, widthOf } from "./layout.ts";
import { type Column, STANDARD } from "./standard.ts";

export interface ColumnControl {
  readonly view: ViewControl;
  readonly columns: Accessor<readonly Column[]>;
  has(id: string): boolean;
  toggle(id: string): void;
  move(id: string, before: string | null): void;
  /** One place towards the start or the end. */
  step(id: string, step: 1 | -1): void;
  canStep(id: string, step: 1 | -1): boolean;
  resize(id: string, width: number): void;
  widthOf(id: string): number;
}

/** Columns as they stand on screen, and what is done with them. What is done first makes them one's own. */
export function useColumns(): ColumnControl {
  const view = useView();
  const columns = createMemo<readonly Column[]>(() => view.columns() ?? STANDARD.map(({ id }) => ({ id })));
  const at = (id: string) => columns().findIndex((one) => one.id === id);
  const set = (next: readonly Column[]) => view.setColumns(next);
  const canStep = (id: string, step: 1 | -1) => at(id) > 0 && at(id) + step >= 1 && at(id) + step < columns().length;
  return {
    view,
    columns,
    has: (id) => at(id) !== -1,
    toggle: (id) => set(at(id) === -1 ? [...columns(), { id }] : columns().filter((one) => one.id !== id)),
    move: (id, before) => set(moved(columns(), id, before)),
    step: (id, step) => {
      if (canStep(id, step)) set(moved(columns(), id, columns()[at(id) + (step === 1 ? 2 : -1)]?.id ?? null));
    },
    canStep,
    resize: (id, width) => set(resized(columns(), id, Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width))))),
    widthOf: (id) => widthOf(columns().find((one) => one.id === id) ?? { id }),
  };
}
