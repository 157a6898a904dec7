import { type JSX, onCleanup, onMount } from "solid-js";
import { cellWithFocus, focusCell, onCellKey } from "./cells.ts";

const UP_AND_DOWN: ReadonlySet<string> = new Set(["ArrowUp", "ArrowDown"]);

/** The keys of a table's cells; they come once the table stands. Going up and down is the screen's: here it keeps to its column. */
export function CellKeys(props: { readonly grid: HTMLElement }): JSX.Element {
  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellWithFocus();
    const from = document.activeElement;
    onCellKey(event);
    if (cell === 0 || event.defaultPrevented || !UP_AND_DOWN.has(event.key)) return;
    setTimeout(() => {
      const row = document.activeElement?.closest<HTMLElement>("[role=row]");
      if (document.activeElement !== from && row !== null && cellWithFocus() === 0) focusCell(row, cell);
    });
  };
  onMount(() => {
    const { grid } = props;
    grid.addEventListener("keydown", onKeyDown);
    onCleanup(() => grid.removeEventListener("keydown", onKeyDown));
  });
  return null;
}
