import { type Accessor, createContext, createEffect, onCleanup, useContext } from "solid-js";
import type { Console } from "../../store/console/console.ts";
import { useWords } from "../../words/index.ts";

export const ConsoleContext = createContext<Console>();

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (console === undefined) throw new Error("used outside of the console");
  return console;
}

export function usePageTitle(page: Accessor<string>): void {
  const { t } = useWords();
  createEffect(() => (document.title = t("app.title", { page: t("console.title", { page: page() }) })));
  onCleanup(() => (document.title = t("app.name")));
}
