import { type JSX, For, Show } from "solid-js";
import { isServerSort, sortIn, sortText } from "../../../../domain/filter.ts";
import { VIEW_GROUPS } from "../../../../domain/view.ts";
import { HELD_AT_MOST } from "../../../store/views.ts";
import { Button } from "../../../ui/Button.tsx";
import { Select } from "../../../ui/Select.tsx";
import { SortList } from "../../../ui/SortList.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { Sheet } from "../filters/Sheet.tsx";
import { createNarrow, PHONE } from "../narrow.ts";
import { beginsDown, columnsOffered, SORTS_OFFERED } from "./all.ts";
import { useColumnName, useSortName } from "./sorts.ts";
import { useColumns } from "./useColumns.ts";

/** How a list looks: its order, what its leads are put together by, its columns. */
export function Display(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}): JSX.Element {
  const { t } = useWords();
  return (
    <Sheet label={t("leads.display")} open={props.open} onOpenChange={(open) => props.onOpenChange(open)} anchor={props.anchor} end wide>
      <Inside />
    </Sheet>
  );
}

function Inside(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const columns = useColumns();
  const { view } = columns;
  const name = useColumnName();
  const sortName = useSortName();
  const narrow = createNarrow(PHONE);
  /** By stage, and without columns of a table. */
  const board = () => view.layout() === "board";
  const sort = () => view.state().sort;
  const sorts = () => {
    const offered = SORTS_OFFERED.filter((by) => view.fits() || isServerSort({ by, down: false })).flatMap((by) =>
      (beginsDown(by) ? [true, false] : [false, true]).map((down) => ({ by, down })),
    );
    const known = offered.some((one) => sortText(one) === sortText(sort()));
    return (known ? offered : [sort(), ...offered]).map((one) => ({ value: sortText(one), label: sortName(one) }));
  };
  const groups = () => [
    { value: "", label: t("views.noGroup") },
    ...VIEW_GROUPS.map((group) => ({ value: group, label: t(`views.field.${group}`) })),
  ];
  const hidden = () => columnsOffered(workspace.directory.setup()).filter((id) => !columns.has(id));
  return (
    <div class="flex min-h-0 flex-col overflow-y-auto">
      <div class="flex flex-col gap-2 p-3">
        <Line label={t("views.order")}>
          <Select
            label={t("views.order")}
            options={sorts()}
            value={sortText(sort())}
            onChange={(text) => view.ask({ sort: sortIn(text) ?? sort() })}
          />
        </Line>
        <Show when={!board()}>
          <Line label={t("views.group")}>
            <Select
              label={t("views.group")}
              options={groups()}
              value={view.state().group ?? ""}
              onChange={(text) => view.ask({ group: VIEW_GROUPS.find((one) => one === text) ?? null })}
            />
          </Line>
        </Show>
        <Show when={!view.fits()}>
          <p class="text-small text-text-quiet">{t("views.tooMany", { n: HELD_AT_MOST })}</p>
        </Show>
      </div>
      <Show when={!narrow() && !board()}>
        <div class="flex items-center justify-between border-t border-line px-3 pt-2.5 pb-1">
          <span class="text-small font-medium text-text-quiet">{t("views.columns")}</span>
          <Show when={view.columns() !== null}>
            <Button size="small" variant="ghost" class="text-text-quiet" onClick={() => view.setColumns(null)}>
              {t("views.usualColumns")}
            </Button>
          </Show>
        </div>
        <div class="px-3 pb-1">
          <SortList
            label={t("views.columns")}
            items={columns.columns().filter(({ id }) => id !== "name")}
            handle={({ id }) => t("views.moveColumn", { column: name(id) })}
            onMove={(id, before) => columns.move(id, before)}
          >
            {(column, handle) => (
              <div class="flex h-8 items-center gap-2">
                {handle}
                <Tick id={column().id} on label={name(column().id)} onTurn={() => columns.toggle(column().id)} />
              </div>
            )}
          </SortList>
        </div>
        <div class="border-t border-line px-3 py-1">
          <For each={hidden()}>
            {(id) => (
              <div class="flex h-8 items-center gap-2 ps-7">
                <Tick id={id} on={false} label={name(id)} onTurn={() => columns.toggle(id)} />
              </div>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}

function Line(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div class="flex items-center gap-3">
      <span aria-hidden="true" class="w-20 shrink-0 text-text-quiet">
        {props.label}
      </span>
      <div class="min-w-0 flex-1">{props.children}</div>
    </div>
  );
}

function Tick(props: { readonly id: string; readonly on: boolean; readonly label: string; readonly onTurn: () => void }): JSX.Element {
  return (
    <label class="flex min-w-0 flex-1 items-center gap-2">
      <input type="checkbox" class="size-3.5" checked={props.on} onChange={() => props.onTurn()} />
      <bdi class="truncate" classList={{ "text-text-quiet": !props.on }}>
        {props.label}
      </bdi>
    </label>
  );
}
