import { createProjects, type Projects } from "../../store/floor/projects.ts";
import { useWorkspace } from "../context.tsx";
import { useFloor } from "../floor.ts";

/** Projects for one screen: as the room tells them, with what is being saved over them. */
export function useProjects(): Projects {
  const { directory } = useWorkspace();
  return createProjects({ api: useFloor().api, directory });
}
