import { createRoot, onCleanup } from "solid-js";
import { createDay, type Day } from "../../store/floor/day.ts";
import type { Workspace } from "../../store/workspace.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { useFloor } from "../floor.ts";
import { useDesk } from "../lead/story/desk.ts";

const days = new WeakMap<Workspace, { readonly day: Day; readonly end: () => void; users: number }>();

/** One person's day in one open workspace, the same for its screen and for the figure beside its name; it ends with the last of them. */
export function useDay(): Day {
  const workspace = useWorkspace();
  const floor = useFloor();
  const { followUps } = useDesk();
  const now = useNow();
  let kept = days.get(workspace);
  if (kept === undefined) {
    kept = createRoot((end) => ({ day: createDay({ floor, followUps, workspace, now }), end, users: 0 }));
    days.set(workspace, kept);
  }
  const mine = kept;
  mine.users += 1;
  onCleanup(() => {
    mine.users -= 1;
    if (mine.users > 0) return;
    mine.end();
    if (days.get(workspace) === mine) days.delete(workspace);
  });
  return mine.day;
}
