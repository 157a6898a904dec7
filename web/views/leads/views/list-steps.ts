import { type FilterField, isServerSort, sortText } from "../../../../domain/filter.ts";
import { MAX_CONDITIONS } from "../../../../domain/filter/condition.ts";
import { VIEW_GROUPS } from "../../../../domain/view.ts";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import type { Entry, Step } from "../../palette/steps.ts";
import { beginsDown, columnsOffered, SORTS_OFFERED } from "../columns/all.ts";
import { useColumnName, useSortName } from "../columns/sorts.ts";
import type { ColumnControl } from "../columns/useColumns.ts";
import { useNames } from "../filters/names.ts";
import { fieldsOffered } from "../filters/offers.ts";
import type { ViewControl } from "./useView.ts";

/** What a list is asked for, its order, its groups and its columns, as choices of the palette. */
export function useListSteps(of: {
  readonly view: ViewControl;
  readonly columns: ColumnControl;
  readonly onFilter: (field: FilterField) => void;
}): Readonly<Record<"order" | "group" | "columns" | "filter", () => Step>> {
  const { t } = useWords();
  const { directory } = useWorkspace();
  const names = useNames();
  const sortName = useSortName();
  const columnName = useColumnName();
  const { view, columns } = of;
  const step = (key: string, title: () => string, entries: () => readonly Entry[]) => (): Step => ({ key, title: title(), entries });
  const groups = [...VIEW_GROUPS, null];
  return {
    order: step(
      "list.order",
      () => t("palette.list.order"),
      () =>
        SORTS_OFFERED.filter((by) => view.fits() || isServerSort({ by, down: false }))
          .flatMap((by) => (beginsDown(by) ? [true, false] : [false, true]).map((down) => ({ by, down })))
          .map((sort) => ({
            key: `list.order.${sortText(sort)}`,
            label: sortName(sort),
            checked: sortText(sort) === sortText(view.state().sort),
            run: () => view.ask({ sort }),
          })),
    ),
    group: step(
      "list.group",
      () => t("views.group"),
      () =>
        groups.map((group) => ({
          key: `list.group.${group ?? "none"}`,
          label: group === null ? t("views.noGroup") : t(`views.field.${group}`),
          checked: group === view.state().group,
          run: () => view.ask({ group }),
        })),
    ),
    columns: step(
      "list.columns",
      () => t("palette.list.columns"),
      () =>
        columnsOffered(directory.setup())
          .filter((id) => id !== "name")
          .map((id) => ({
            key: `list.columns.${id}`,
            label: columnName(id),
            checked: columns.has(id),
            turns: true,
            run: () => columns.toggle(id),
          })),
    ),
    filter: step(
      "list.filter",
      () => t("palette.list.filter"),
      () => {
        const { filter } = view.state();
        const asked = (field: FilterField) => filter.some((one) => one.field === field);
        return fieldsOffered(directory.setup())
          .filter((field) => asked(field) || filter.length < MAX_CONDITIONS)
          .map((field) => ({
            key: `list.filter.${field}`,
            label: names.field(field),
            ...(asked(field) && { note: t("views.asked") }),
            run: () => of.onFilter(field),
          }));
      },
    ),
  };
}
