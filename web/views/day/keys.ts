export type DayAct = "next" | "previous" | "open" | "close" | "top" | "done" | "snooze" | "attempt" | "assign" | "stage" | "keys";

export const DAY_KEYS: Readonly<Record<string, DayAct>> = {
  ArrowDown: "next",
  j: "next",
  ArrowUp: "previous",
  k: "previous",
  Enter: "open",
  Escape: "close",
  Home: "top",
  e: "done",
  h: "snooze",
  l: "attempt",
  a: "assign",
  s: "stage",
  "?": "keys",
};
