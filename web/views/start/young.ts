import { createSignal } from "solid-js";
import type { Workspace } from "../../store/workspace.ts";
import { may } from "../rights.ts";

/** Workspaces whose first steps were put away in this tab, before the workspace itself says so. */
const [away, setAway] = createSignal<ReadonlySet<string>>(new Set());

export function putAway(slug: string, on: boolean): void {
  setAway((now) => new Set(on ? [...now, slug] : [...now].filter((one) => one !== slug)));
}

/** Whether whoever runs this workspace is led through its first steps: one person, or no lead that counts, and nobody put them away. */
export function isYoung(workspace: Workspace): boolean {
  const { directory, figures, slug } = workspace;
  if (workspace.state() !== "ready" || !may(workspace, "workspace.settings")) return false;
  if (away().has(slug) || directory.workspace()?.settings.begun === true) return false;
  return figures.total() === 0 || directory.members().filter(({ status }) => status === "active").length < 2;
}

export function isAway({ slug, directory }: Pick<Workspace, "slug" | "directory">): boolean {
  return away().has(slug) || directory.workspace()?.settings.begun === true;
}
