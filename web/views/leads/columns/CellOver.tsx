import { createSignal, type JSX, onCleanup, onMount, Show, untrack } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { CheckPicker } from "../../../ui/CheckPicker.tsx";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useWorkspace } from "../../context.tsx";
import { useFloor } from "../../floor.ts";
import { createEdits } from "../../lead/fields/edits.ts";
import { WithWords } from "../../WithWords.tsx";
import type { CellPlace } from "./CellKeys.tsx";
import { createChange } from "./change.ts";
import { InCell } from "./in-cell.tsx";
import { useColumnName } from "./sorts.ts";
import { TypedCell } from "./TypedCell.tsx";

interface Props {
  readonly place: CellPlace;
  /** Always: keys pressed while its code is on its way wait for it. */
  readonly open: true;
  readonly onOpenChange: (open: boolean) => void;
  /** `left`: somebody went on to something else. */
  readonly onEnd: (left: boolean) => void;
}

/** Over one cell of a column that every list begins with, while it is changed. */
export function CellOver(props: Props): JSX.Element {
  const workspace = useWorkspace();
  let seen = untrack(() => props.place.row);
  // As last seen: one that leaves while it is written in still has to be known. No memo: what was typed is saved while this goes away.
  const row = (): LeadRow => (seen = workspace.leads.row(seen.id) ?? seen);
  onMount(() => {
    const { cell } = props.place;
    // The list then keeps the row drawn, and a press in it opens nothing.
    cell.dataset["editing"] = "";
    const line = cell.closest<HTMLElement>("[data-key]");
    // A row that nobody needs any more becomes another lead's.
    const watch = new MutationObserver(() => line?.dataset["key"] !== seen.id && props.onEnd(true));
    if (line !== null) watch.observe(line, { attributeFilter: ["data-key"] });
    onCleanup(() => {
      watch.disconnect();
      delete cell.dataset["editing"];
    });
  });
  return (
    <WithWords part="panel">
      <WithWords part="views">
        <Show when={props.place.column === "project"} fallback={<Typed {...props} row={row()} />}>
          <Projects {...props} row={row()} />
        </Show>
      </WithWords>
    </WithWords>
  );
}

function Typed(props: Props & { readonly row: LeadRow }): JSX.Element {
  const name = useColumnName();
  const edits = createEdits(() => props.row);
  const change = createChange(
    () => props.row,
    () => props.place.column,
    edits,
  );
  return (
    <InCell cell={props.place.cell} class="bg-raised [&>span]:flex-1">
      <TypedCell
        label={name(props.place.column)}
        number={false}
        column={props.place.column}
        change={change}
        edits={edits}
        onEnd={(left) => props.onEnd(left)}
      />
    </InCell>
  );
}

/** Each tick is one act, as in the open lead. */
function Projects(props: Props & { readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const floor = useFloor();
  const edits = createEdits(() => props.row);
  const [open, setOpen] = createSignal(true);
  const chosen = () => props.row.projects ?? [];
  // While it is open nothing goes out of the list.
  const offered = untrack(() => {
    const all = workspace.directory.projects().filter(({ id, status }) => status !== "closed" || chosen().includes(id));
    return all.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ id, name }) => ({ value: id, label: name }));
  });
  const toggle = (project: string) => {
    const on = !chosen().includes(project);
    const words = t(on ? "fields.project.added" : "fields.project.removed", {
      project: workspace.directory.project(project)?.name ?? project,
      name: calledWords(t, props.row),
    });
    void edits.run("project", words, floor.fields.project(props.row.id, project, on ? { interest: null, note: null } : null, chosen()));
  };
  return (
    <CheckPicker
      label={t("fields.projects")}
      find={t("fields.project.find")}
      nothing={t("fields.project.none")}
      options={offered}
      chosen={chosen()}
      onToggle={toggle}
      open={open()}
      onOpenChange={(to) => {
        setOpen(to);
        if (!to) props.onEnd(false);
      }}
      anchor={props.place.cell}
    />
  );
}
