import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { cellWithFocus, focusCell, focusStop, onCellKey } from "./cells.ts";
import { isKeptIn } from "./editors.ts";
import type { Column } from "./standard.ts";

const CellOver = lazyPart(async () => (await import("./CellOver.tsx")).CellOver);
const CellPencil = lazyPart(async () => (await import("./CellPencil.tsx")).CellPencil);

const UP_AND_DOWN: ReadonlySet<string> = new Set(["ArrowUp", "ArrowDown"]);
/** Those of every list: their cells are changed by one editor for the whole table, so that no row has more in it. */
const CHANGED_HERE: ReadonlySet<string> = new Set(["name", "phone", "project"]);
/** A pointer that rests wants something; one that passes, or a list that is scrolled beneath it, does not. */
const REST_MS = 120;

/** One cell of one lead. */
export interface CellPlace {
  readonly cell: HTMLElement;
  readonly row: LeadRow;
  readonly column: string;
}

/** The keys of a table's cells; they come once the table stands. Going up and down is the screen's: here it keeps to its column. */
export function CellKeys(props: { readonly grid: HTMLElement; readonly columns: readonly Column[] }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const [edited, setEdited] = createSignal<CellPlace | null>(null);
  const [pointed, setPointed] = createSignal<CellPlace | null>(null);
  let resting: ReturnType<typeof setTimeout> | undefined;

  /** The cell that something happened in, where it is changed here and by this person. */
  function placeOf(target: EventTarget | null): CellPlace | null {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[role=gridcell]") : null;
    const lead = cell?.closest<HTMLElement>("[data-key]")?.dataset["key"];
    const column = props.columns[Number(cell?.getAttribute("aria-colindex")) - 1]?.id;
    const row = lead === undefined ? undefined : workspace.leads.row(lead);
    if (cell === null || lead === undefined || row === undefined || column === undefined) return null;
    if (!CHANGED_HERE.has(column) || !mayWith(workspace, "lead.edit", row) || isKeptIn(row, column)) return null;
    return { cell, row, column };
  }
  const begin = (place: CellPlace | null) => {
    setPointed(null);
    setEdited(place);
  };
  function beginByKey(event: KeyboardEvent): boolean {
    // Enter on what can be pressed is its own: on a name it opens the lead.
    const asks =
      event.key === "F2" || (event.key === "Enter" && event.target instanceof Element && event.target.getAttribute("role") === "gridcell");
    if (!asks || event.defaultPrevented || event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return false;
    const place = edited() === null ? placeOf(event.target) : null;
    if (place === null) return false;
    event.preventDefault();
    begin(place);
    return true;
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (beginByKey(event)) return;
    const cell = cellWithFocus();
    const from = document.activeElement;
    onCellKey(event);
    if (cell === 0 || event.defaultPrevented || !UP_AND_DOWN.has(event.key)) return;
    setTimeout(() => {
      const row = document.activeElement?.closest<HTMLElement>("[role=row]");
      if (document.activeElement !== from && row !== null && cellWithFocus() === 0) focusCell(row, cell);
    });
  };
  const onPointerOver = (event: PointerEvent) => {
    if (event.pointerType !== "mouse") return;
    const { target } = event;
    clearTimeout(resting);
    if (target instanceof Node && pointed()?.cell.contains(target)) return;
    setPointed(null);
    resting = setTimeout(() => setPointed(edited() === null ? placeOf(target) : null), REST_MS);
  };
  const onPointerLeave = () => {
    clearTimeout(resting);
    setPointed(null);
  };
  const said = (what: "along" | "ends" | "change" | "name", ...keys: string[]) =>
    ({ id: `cells.${what}`, label: t(`palette.said.${what}`), group: "cells", keys }) as const;
  offerActions(() => [
    said("along", "left", "right"),
    said("ends", "Ctrl+home", "Ctrl+End"),
    said("change", "enter", "F2"),
    said("name", "esc"),
  ]);
  onMount(() => {
    const { grid } = props;
    grid.addEventListener("keydown", onKeyDown);
    grid.addEventListener("pointerover", onPointerOver, { passive: true });
    grid.addEventListener("pointerleave", onPointerLeave, { passive: true });
    onCleanup(() => {
      clearTimeout(resting);
      grid.removeEventListener("keydown", onKeyDown);
      grid.removeEventListener("pointerover", onPointerOver);
      grid.removeEventListener("pointerleave", onPointerLeave);
    });
  });
  return (
    <>
      <Show when={pointed()} keyed>
        {(place) => <CellPencil place={place} onPress={() => begin(placeOf(place.cell))} />}
      </Show>
      <Show when={edited()} keyed>
        {(place) => (
          <CellOver
            place={place}
            open
            onOpenChange={(open) => !open && setEdited(null)}
            onEnd={(left) => {
              setEdited(null);
              if (!left) queueMicrotask(() => focusStop(place.cell));
            }}
          />
        )}
      </Show>
    </>
  );
}
