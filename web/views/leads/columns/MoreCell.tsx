import { For, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { WithWords } from "../../WithWords.tsx";
import { EditCell } from "./EditCell.tsx";
import { editorOf, isKeptIn } from "./editors.ts";
import { ReadCell } from "./ReadCell.tsx";

/** A cell of a column that lists do not begin with: read, and, where this person may, changed where it stands. */
export function MoreCell(props: { readonly row: LeadRow; readonly column: string }): JSX.Element {
  const workspace = useWorkspace();
  const editor = () =>
    mayWith(workspace, "lead.edit", props.row) && !isKeptIn(props.row, props.column)
      ? editorOf(props.column, props.row, workspace.directory.setup())
      : undefined;
  return (
    <WithWords part="panel">
      <WithWords part="views">
        <Show when={editor()} fallback={<ReadCell row={props.row} column={props.column} />}>
          {(kind) => (
            // What is open or went wrong in it is of one lead, and the row may become another one's.
            <For each={[props.row.id]}>{() => <EditCell row={props.row} column={props.column} kind={kind()} />}</For>
          )}
        </Show>
      </WithWords>
    </WithWords>
  );
}
