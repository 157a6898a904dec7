import { type Accessor, createEffect, createSignal, type Signal } from "solid-js";
import type { Workspace } from "../../store/workspace.ts";
import { useWorkspace } from "../context.tsx";

const kept = new WeakMap<Workspace, Signal<readonly string[]>>();
const MOST = 8;

function idsOf(workspace: Workspace): Signal<readonly string[]> {
  let ids = kept.get(workspace);
  if (ids === undefined) kept.set(workspace, (ids = createSignal<readonly string[]>([])));
  return ids;
}

/** Leads that this person opened since the page was loaded, the last first. Nothing of them outlives the page. */
export function recentOf(workspace: Workspace): readonly string[] {
  return idsOf(workspace)[0]();
}

/** Remembers the lead that is open. */
export function useRecent(lead: Accessor<string>): void {
  const [, setIds] = idsOf(useWorkspace());
  createEffect(() => {
    const id = lead();
    setIds((before) => [id, ...before.filter((one) => one !== id)].slice(0, MOST));
  });
}
