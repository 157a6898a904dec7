import { For, type JSX } from "solid-js";
import { useWords } from "../../words/index.ts";

/** `wide`: only where there is room for it. */
const COLUMNS = [
  { key: "name", wide: false },
  { key: "phone", wide: true },
  { key: "source", wide: false },
  { key: "project", wide: true },
  { key: "owner", wide: false },
  { key: "stage", wide: false },
  { key: "waiting", wide: false },
  { key: "received", wide: true },
] as const;

export function ColumnHeads(): JSX.Element {
  const { t } = useWords();
  return (
    <div role="rowgroup" class="shrink-0 overflow-y-scroll border-b border-line [scrollbar-color:transparent_transparent]">
      <div role="row" aria-rowindex="1" class="lead-grid h-8 items-center ps-6 pe-4 text-small text-text-quiet">
        <For each={COLUMNS}>
          {(column) => (
            <span role="columnheader" class="truncate" classList={{ "max-xl:hidden": column.wide }}>
              {t(`leads.column.${column.key}`)}
            </span>
          )}
        </For>
      </div>
    </div>
  );
}
