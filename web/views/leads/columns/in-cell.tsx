import { type JSX, onCleanup } from "solid-js";
import { Portal } from "solid-js/web";

/** Stands in a cell of the table that is drawn by somebody else, and leaves it as it was. */
export function InCell(props: { readonly cell: HTMLElement; readonly class: string; readonly children: JSX.Element }): JSX.Element {
  // eslint-disable-next-line solid/reactivity -- made anew for another cell
  const { cell } = props;
  const { position, paddingInlineStart } = getComputedStyle(cell);
  // What is stuck to the table's start is a place to stand in already.
  if (position === "static") cell.style.position = "relative";
  onCleanup(() => {
    if (position === "static") cell.style.position = "";
  });
  return (
    <Portal mount={cell}>
      <span class={`absolute inset-y-0 end-0 z-2 flex items-center ${props.class}`} style={{ "inset-inline-start": paddingInlineStart }}>
        {props.children}
      </span>
    </Portal>
  );
}
