import type { Accessor } from "solid-js";
import type { Shown } from "../leads/shown.ts";
import { useView } from "../leads/views/useView.ts";
import type { OpenedBoard } from "./useBoard.ts";

/** The board as what stands around a list knows it: what it is called, and how much it shows. */
export function boardShown(opened: Accessor<OpenedBoard | null>, title: string): Shown {
  const view = useView();
  return {
    key: "board",
    plain: null,
    items: () => [],
    complete: () => false,
    loading: () => opened() === null,
    failure: () => null,
    more: () => Promise.resolve(),
    layout: () => null,
    sorted: () => null,
    title: () => view.saved()?.name ?? title,
    figures: () => {
      const total = opened()?.board.total();
      return total === undefined ? null : { total: total.count, atLeast: total.atLeast, waiting: null };
    },
  };
}
