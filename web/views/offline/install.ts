import { useApp } from "../context.tsx";
import { askKept } from "./open.ts";

/** How the app is installed from here: the browser asks, or is explained; null where it is, or cannot be. */
export function useInstall(): () => (() => void) | null {
  const { install } = useApp();
  return () => {
    const way = install.way();
    if (way === null) return null;
    return () => (way === "ask" ? void install.ask() : void askKept("install"));
  };
}
