import { createFloor, type Floor } from "../store/floor/floor.ts";
import type { Workspace } from "../store/workspace.ts";
import { useApp, useWorkspace } from "./context.tsx";

const floors = new WeakMap<Workspace, Floor>();

/** One open workspace's work on leads. Not part of the first script: only parts of the screen that come later may ask for it. */
export function useFloor(): Floor {
  const app = useApp();
  const workspace = useWorkspace();
  let floor = floors.get(workspace);
  if (floor === undefined) {
    floor = createFloor({ call: app.call, clock: app.clock, workspace });
    floors.set(workspace, floor);
  }
  return floor;
}
