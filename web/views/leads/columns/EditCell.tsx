import { createSignal, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { createEdits } from "../../lead/fields/edits.ts";
import { ChosenOver } from "./ChosenOver.tsx";
import type { CellEditor } from "./editors.ts";
import { ReadCell } from "./ReadCell.tsx";
import { useColumnName } from "./sorts.ts";
import { TypedCell } from "./TypedCell.tsx";
import { createChange } from "./change.ts";

export interface EditCellProps {
  readonly row: LeadRow;
  readonly column: string;
  readonly kind: CellEditor;
}

/** A value that is its own button, as in the open lead; Enter changes it where it stands, Escape leaves it as it was. */
export function EditCell(props: EditCellProps): JSX.Element {
  const { t } = useWords();
  const name = useColumnName();
  const [editing, setEditing] = createSignal(false);
  // Once shown, what stands over it stays, so that its closing can hand the focus back.
  const [used, setUsed] = createSignal(false);
  const [button, setButton] = createSignal<HTMLButtonElement>();
  const edits = createEdits(() => props.row);
  const change = createChange(
    () => props.row,
    () => props.column,
    edits,
  );
  const typed = () => props.kind === "text" || props.kind === "number";
  const begin = () => {
    if (props.kind === "checkbox") return change.save(change.value() !== true);
    setUsed(true);
    setEditing(true);
  };
  return (
    <Show
      when={editing() && typed()}
      fallback={
        <>
          <button
            ref={setButton}
            type="button"
            tabindex="-1"
            data-stop
            aria-haspopup={typed() || props.kind === "checkbox" ? undefined : "listbox"}
            aria-expanded={typed() || props.kind === "checkbox" ? undefined : editing()}
            class="-ms-1.5 flex h-7 w-[calc(100%+12px)] min-w-0 items-center rounded-small px-1.5 text-start transition-colors hover:bg-pressed aria-expanded:bg-pressed"
            onClick={begin}
            onKeyDown={(event) => {
              if (event.key !== "F2") return;
              event.preventDefault();
              begin();
            }}
          >
            <span class="sr-only">{`${t("views.change", { column: name(props.column) })}: `}</span>
            <span class="min-w-0 flex-1">
              <ReadCell row={props.row} column={props.column} />
            </span>
          </button>
          <Show when={used() && !typed() && button()}>
            {(anchor) => (
              <ChosenOver
                kind={props.kind}
                label={name(props.column)}
                change={change}
                row={props.row}
                column={props.column}
                open={editing()}
                onOpenChange={setEditing}
                anchor={anchor()}
              />
            )}
          </Show>
        </>
      }
    >
      <TypedCell
        label={name(props.column)}
        number={props.kind === "number"}
        column={props.column}
        change={change}
        edits={edits}
        onEnd={(left) => {
          setEditing(false);
          const back = button();
          if (!left) queueMicrotask(() => back?.focus({ preventScroll: true }));
        }}
      />
    </Show>
  );
}
