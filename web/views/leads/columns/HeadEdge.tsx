import { createSignal, type JSX } from "solid-js";
import type { Shown } from "../shown.ts";
import { useColumns } from "./useColumns.ts";

/** The edge between two heads, to be dragged; twice pressed, the column has its usual width again. By keys the head's menu does the same. */
export function HeadEdge(props: { readonly shown: Shown; readonly column: string }): JSX.Element {
  const columns = useColumns();
  const [dragging, setDragging] = createSignal(false);
  function drag(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const edge = event.currentTarget;
    const head = edge.parentElement;
    const from = event.clientX;
    // As wide as it is drawn, which is more than it asks for where there is room.
    const width = props.column === "name" || props.shown.layout() === null ? (head?.offsetWidth ?? 0) : columns.widthOf(props.column);
    const ahead = document.documentElement.dir === "rtl" ? -1 : 1;
    edge.setPointerCapture(event.pointerId);
    setDragging(true);
    const moved = (to: PointerEvent) => columns.resize(props.column, width + (to.clientX - from) * ahead);
    const ended = () => {
      setDragging(false);
      edge.removeEventListener("pointermove", moved);
      edge.removeEventListener("pointerup", ended);
      edge.removeEventListener("pointercancel", ended);
    };
    edge.addEventListener("pointermove", moved);
    edge.addEventListener("pointerup", ended);
    edge.addEventListener("pointercancel", ended);
  }
  return (
    <span
      aria-hidden="true"
      data-edge={props.column}
      class="absolute -end-3 top-0 z-2 flex h-full w-3 cursor-col-resize touch-none justify-center"
      onPointerDown={drag}
      onDblClick={() => columns.view.setColumns(columns.columns().map((one) => (one.id === props.column ? { id: one.id } : one)))}
    >
      <span
        class="my-1.5 w-px transition-colors"
        classList={{ "bg-accent": dragging(), "bg-transparent group-hover:bg-line-strong/60": !dragging() }}
      />
    </span>
  );
}
