import { customId, type FilterField, isCustom, isServerSort, type Sort } from "../../../../domain/filter.ts";
import { type Key, useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { isColumn } from "./all.ts";

/** What an order is called: "Newest first" where everybody says so, else by its field. */
export function useSortName(): (sort: Sort) => string {
  const { t } = useWords();
  const { directory } = useWorkspace();
  return (sort) => {
    if (isServerSort(sort) || sort.by === "waiting") return t(`views.sort.${sort.by as "created"}.${sort.down ? "down" : "up"}`);
    const field = isCustom(sort.by as FilterField)
      ? (directory.setup().fields.find(({ id }) => id === customId(sort.by as `custom:${string}`))?.name ?? sort.by)
      : (t as (key: Key) => string)(`views.field.${sort.by}` as Key);
    return t(sort.down ? "views.sortDown" : "views.sortUp", { field });
  };
}

/** What a column is called. */
export function useColumnName(): (id: string) => string {
  const { t } = useWords();
  const { directory } = useWorkspace();
  return (id) => {
    if (isColumn(id)) return t(`views.column.${id}`);
    return directory.setup().fields.find((field) => `custom:${field.id}` === id)?.name ?? id;
  };
}
