import { createSetup, type SetupStore } from "../../../store/floor/setup.ts";
import type { Workspace } from "../../../store/workspace.ts";
import { useWorkspace } from "../../context.tsx";
import { useFloor } from "../../floor.ts";

const setups = new WeakMap<Workspace, SetupStore>();

/** One open workspace's setup as it is changed: what one screen of it saves, another one shows. */
export function useSetup(): SetupStore {
  const workspace = useWorkspace();
  const { api } = useFloor();
  let setup = setups.get(workspace);
  if (setup === undefined) {
    setup = createSetup({ api, known: workspace.directory.setup });
    setups.set(workspace, setup);
  }
  return setup;
}
