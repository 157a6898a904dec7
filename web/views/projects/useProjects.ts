import { createProjects, type ProjectChange, type Projects } from "../../store/floor/projects.ts";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { type Saying, useDid } from "../did.ts";
import { useFloor } from "../floor.ts";

/** Projects for one screen: as the room tells them, with what is being saved over them. */
export function useProjects(): Projects {
  const { directory } = useWorkspace();
  const { t } = useWords();
  const did = useDid();
  const { api } = useFloor();
  const projects = createProjects({
    api,
    directory,
    did: (change) => did(change, () => sayingOf(change.of)),
  });
  return projects;

  function sayingOf(of: ProjectChange): Saying {
    const key = `${of.kind}-${of.id}`;
    if (of.kind === "project") {
      const called = projects.find(of.id)?.name ?? of.id;
      const made = { text: t("takeback.added", { name: called }), undone: t("takeback.closed", { name: called }) };
      return { key, called, ...(of.added && made) };
    }
    const called = (of.kind === "form" ? directory.form(of.id) : directory.campaign(of.id))?.name ?? of.id;
    const project = of.project === null ? undefined : projects.find(of.project)?.name;
    const text = project === undefined ? t("projects.unmapped", { source: called }) : t("projects.mapped", { source: called, project });
    return { key, called, text };
  }
}
