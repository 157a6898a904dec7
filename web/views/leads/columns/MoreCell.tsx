import { For, type JSX, Show } from "solid-js";
import { KEPT } from "../../../../domain/kept.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import { WithWords } from "../../WithWords.tsx";
import { EditCell } from "./EditCell.tsx";
import { ReadCell } from "./ReadCell.tsx";
import { editorOf } from "./editors.ts";
import { useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";

/** PV2: whoever sees a part of it only would write over the rest. */
function isPartlyKept({ masked, company, city, tags, custom }: LeadRow, column: string): boolean {
  if (masked === undefined) return false;
  const said = new Map(Object.entries({ company, city, tags, ...prefixed(custom ?? {}) })).get(column);
  return [said].flat().some((one) => typeof one === "string" && one.includes(KEPT));
}

const prefixed = (custom: object) => Object.fromEntries(Object.entries(custom).map(([id, value]) => [`custom:${id}`, value as unknown]));

/** A cell of a column that lists do not begin with: read, and, where this person may, changed where it stands. */
export function MoreCell(props: { readonly row: LeadRow; readonly column: string }): JSX.Element {
  const workspace = useWorkspace();
  const editor = () =>
    mayWith(workspace, "lead.edit", props.row) && !isPartlyKept(props.row, props.column)
      ? editorOf(props.column, workspace.directory.setup())
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
