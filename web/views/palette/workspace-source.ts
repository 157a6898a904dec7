import { createEffect, on, onMount } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useFinder } from "../find.ts";
import { useRootSections } from "./root.tsx";
import type { Source } from "./source.ts";

const LEADS_AT_MOST = 8;

/** The palette of a workspace: its leads, and everything that can be done from where one is. */
export function useWorkspaceSource(): Source {
  const workspace = useWorkspace();
  const words = useWords();
  const finder = useFinder(LEADS_AT_MOST);
  const sections = useRootSections(finder);
  onMount(() => {
    for (const part of ["panel", "settings", "day"] as const) void words.fetch(part);
  });
  const isOffline = () => workspace.live.status() === "offline";
  // What did not reach the server is asked again when it can.
  createEffect(
    on(
      () => workspace.live.status() === "live",
      (live) => live && finder.failure() !== null && finder.again(),
      { defer: true },
    ),
  );
  return {
    get ask() {
      return words.t("palette.ask");
    },
    sections,
    typed: (text) => finder.ask(text),
    asking: () => finder.asking(),
    short: () => (isOffline() ? "offline" : finder.failure() === null ? null : "failed"),
    get hint() {
      return words.t("palette.nothingHint");
    },
    row: (key) => finder.row(key) ?? workspace.leads.row(key),
  };
}
