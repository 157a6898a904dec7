export type ProjectAct = "next" | "previous" | "open" | "close" | "top" | "assign" | "stage" | "attempt" | "keys";

/** As in the list of all leads. */
export const PROJECT_KEYS: Readonly<Record<string, ProjectAct>> = {
  ArrowDown: "next",
  j: "next",
  ArrowUp: "previous",
  k: "previous",
  Enter: "open",
  Escape: "close",
  Home: "top",
  a: "assign",
  s: "stage",
  l: "attempt",
  "?": "keys",
};
