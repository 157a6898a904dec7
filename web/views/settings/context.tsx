import { type Accessor, createContext, createEffect, createMemo, on, onCleanup, onMount, useContext } from "solid-js";
import type { Settings } from "../../store/settings/settings.ts";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";

export const SettingsContext = createContext<Settings>();

export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (settings === undefined) throw new Error("used outside of the settings");
  return settings;
}

export function useSettingsTitle(page: Accessor<string>): void {
  const { t } = useWords();
  createEffect(() => (document.title = t("app.title", { page: t("settings.title", { page: page() }) })));
  onCleanup(() => (document.title = t("app.name")));
}

/** Reads the people as a screen opens, and again when the room tells of somebody who changed: another admin may be at work too. */
export function useFreshPeople(): void {
  const { people } = useSettings();
  const { directory } = useWorkspace();
  const told = createMemo(() => JSON.stringify([directory.members().map(({ open: _, ...member }) => member), directory.teams()]));
  onMount(() => void people.read.read());
  createEffect(on(told, () => void people.read.read(), { defer: true }));
}

/** A panel lies over what is beside it while the focus may stay there: Escape closes it from either. */
export function useEscape(close: () => void): void {
  onMount(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) close();
    };
    window.addEventListener("keydown", pressed);
    onCleanup(() => window.removeEventListener("keydown", pressed));
  });
}
