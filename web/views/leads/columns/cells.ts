/** Moving through the table's cells by keys: one of them has the focus, Tab comes to the table once and leaves it. */

const rowOf = (element: Element) => element.closest<HTMLElement>("[role=row]");
const cellsOf = (row: Element) =>
  [...row.querySelectorAll<HTMLElement>("[role=gridcell], [role=columnheader]")].filter((cell) => cell.offsetParent !== null);
const stopOf = (cell: HTMLElement) => cell.querySelector<HTMLElement>("[data-row], [data-stop]") ?? cell;

/** The focus is this cell's, or its button's. */
export function focusStop(cell: HTMLElement): void {
  stopOf(cell).focus({ preventScroll: true });
}

/** Which cell of its row has the focus; 0 outside of any. */
export function cellWithFocus(): number {
  const focused = document.activeElement;
  const row = focused === null ? null : rowOf(focused);
  return row === null
    ? 0
    : Math.max(
        0,
        cellsOf(row).findIndex((cell) => cell.contains(focused)),
      );
}

/** Gives a cell of that row the focus. A cell that something can be done with hands it on to its button. */
export function focusCell(row: HTMLElement | null | undefined, index: number): void {
  if (row == null) return;
  const cells = cellsOf(row);
  const cell = cells[Math.min(index, cells.length - 1)];
  const stop = cell === undefined ? row.querySelector<HTMLElement>("[data-row]") : stopOf(cell);
  stop?.focus({ preventScroll: true });
  // Sideways only: up and down the list reveals its rows by itself.
  if (index > 0) cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const TYPING = 'input, textarea, select, [contenteditable="true"]';

/** Left and right go along the row, Home and End to its ends with Ctrl, Escape back to the lead's name. */
export function onCellKey(event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof Element) || event.defaultPrevented || event.altKey || event.shiftKey || event.metaKey) return;
  const row = rowOf(target);
  if (row === null || target.closest(TYPING) !== null) return;
  const step = stepOf(event);
  const at = cellWithFocus();
  const to = step === null ? null : step === "first" ? 0 : step === "last" ? cellsOf(row).length - 1 : at + step;
  if (to === null || to < 0 || to === at || to >= cellsOf(row).length) return;
  event.preventDefault();
  event.stopPropagation();
  focusCell(row, to);
}

function stepOf({ key, ctrlKey }: KeyboardEvent): number | "first" | "last" | null {
  if (ctrlKey) return key === "Home" ? "first" : key === "End" ? "last" : null;
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key === "ArrowLeft" || key === "ArrowRight") return key === forward ? 1 : -1;
  return key === "Escape" ? "first" : null;
}
