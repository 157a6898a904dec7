import { createSignal } from "solid-js";

export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = "leadoxe.theme";

const [theme, keep] = createSignal<Theme>(THEMES.find((known) => known === localStorage.getItem(KEPT)) ?? "system");
show(theme());

export { theme };

export function setTheme(next: Theme): void {
  localStorage.setItem(KEPT, next);
  keep(next);
  show(next);
}

/** No attribute is "as the system": the stylesheet then follows prefers-color-scheme by itself. */
function show(chosen: Theme): void {
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
  // The browser's own bar: each colour counts for the theme it is of, or for none.
  for (const one of THEMES) {
    const colour = document.querySelector<HTMLMetaElement>(`meta[name="theme-color"][data-of="${one}"]`);
    if (colour !== null) colour.media = chosen === "system" ? `(prefers-color-scheme: ${one})` : one === chosen ? "all" : "not all";
  }
}
