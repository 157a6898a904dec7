import { type Columns, createKeptColumns, type KeptColumns } from "../../../store/columns.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { columnsKey, touch } from "./touched.ts";

let kept: KeptColumns | undefined;

/** Of the workspace that is open: by view, and of all lists that are none. */
export function useKeptColumns(): { of(view: string | null): Columns | null; set(view: string | null, columns: Columns | null): void } {
  const { browser } = useApp();
  const workspace = useWorkspace();
  const store = (kept ??= createKeptColumns(browser));
  return {
    of: (view) => store.of(columnsKey(workspace, view)),
    set: (view, columns) => {
      store.set(columnsKey(workspace, view), columns);
      touch();
    },
  };
}
