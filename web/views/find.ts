import { onCleanup } from "solid-js";
import { createFinder, type Finder, searchOf } from "../store/floor/finder.ts";
import { createHeld, type Held } from "../store/floor/held.ts";
import type { Workspace } from "../store/workspace.ts";
import { useApp, useWorkspace } from "./context.tsx";

const kept = new WeakMap<Workspace, Held>();

/** Leads as somebody types, at most so many, until its screen closes. */
export function useFinder(most: number): Finder {
  const { call, clock } = useApp();
  const workspace = useWorkspace();
  const { leads } = workspace;
  let held = kept.get(workspace);
  if (held === undefined) kept.set(workspace, (held = createHeld({ leads, clock })));
  const finder = createFinder({
    search: searchOf(call, workspace.slug),
    held,
    leads,
    clock,
    most,
    then: (what) => {
      if (what === "reload") void workspace.reload();
    },
  });
  onCleanup(finder.close);
  return finder;
}
