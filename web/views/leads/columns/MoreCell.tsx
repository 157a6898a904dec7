import { type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { WithWords } from "../../WithWords.tsx";
import { EditCell } from "./EditCell.tsx";
import { ReadCell } from "./ReadCell.tsx";
import { editorOf } from "./editors.ts";
import { useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";

/** A cell of a column that lists do not begin with: read, and, where this person may, changed where it stands. */
export function MoreCell(props: { readonly row: LeadRow; readonly column: string }): JSX.Element {
  const workspace = useWorkspace();
  const editor = () => (mayWith(workspace, "lead.edit", props.row) ? editorOf(props.column, workspace.directory.setup()) : undefined);
  return (
    <WithWords part="panel">
      <WithWords part="views">
        <Show when={editor()} fallback={<ReadCell row={props.row} column={props.column} />}>
          {(kind) => <EditCell row={props.row} column={props.column} kind={kind()} />}
        </Show>
      </WithWords>
    </WithWords>
  );
}
