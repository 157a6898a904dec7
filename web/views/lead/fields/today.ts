import type { Workspace } from "../../../store/workspace.ts";

/** The day it is in the workspace's time zone, as `2026-11-26`. */
export function todayIn({ directory }: Pick<Workspace, "directory">, now: number): string {
  const timeZone = directory.workspace()?.settings.timeZone;
  // The one locale that writes days like this.
  return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", ...(timeZone === undefined ? {} : { timeZone }) }).format(now);
}
