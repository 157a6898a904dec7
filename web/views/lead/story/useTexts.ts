import type { LeadRow } from "../../../../domain/lead.ts";
import { useWorkspace } from "../../context.tsx";
import type { Written } from "./offered.ts";
import { type Filled, filledTemplates } from "./templates.ts";

/** Texts that this lead can be sent by a channel, filled in; none where the workspace has none. */
export function useTexts(row: () => LeadRow): (channel: Written) => readonly Filled[] {
  const { directory } = useWorkspace();
  return (channel) => {
    const { name, projects, language } = row();
    const filling = {
      name,
      project: directory.project(projects?.[0] ?? null)?.name ?? null,
      sender: directory.me()?.name ?? null,
    };
    return filledTemplates(directory.setup().templates, channel, language ?? directory.workspace()?.settings.language, filling);
  };
}
