import { createSignal } from "solid-js";
import type { Browser } from "../../../store/floor/floor.ts";
import type { Workspace } from "../../../store/workspace.ts";

/** Where this person's columns are kept in their browser: of a view, or (null) of all lists that are none. */
export function columnsKey({ slug, directory }: Pick<Workspace, "slug" | "directory">, view: string | null): string {
  return `leadoxe.columns.${slug}.${directory.me()?.id ?? ""}.${view ?? "list"}`;
}

const [touched, setTouched] = createSignal(0);

export const touch = (): void => void setTouched((count) => count + 1);

/** Whether they are others than the ones every list begins with: then the code for them is needed. Reactive. */
export function hasOwnColumns(browser: Pick<Browser, "recall">, workspace: Pick<Workspace, "slug" | "directory">): boolean {
  touched();
  return (browser.recall(columnsKey(workspace, null)) ?? "") !== "";
}
