import { project } from "./schema/workspace.ts";

export const projectColumns = {
  id: project.id,
  name: project.name,
  code: project.code,
  place: project.place,
  status: project.status,
  version: project.version,
};
