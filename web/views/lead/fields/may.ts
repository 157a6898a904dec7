import type { Accessor } from "solid-js";
import { useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";

/** Whether this person may write into the lead. An archived one belongs to no live list, and is only read. */
export function useMayEdit(lead: Accessor<string>): Accessor<boolean> {
  const workspace = useWorkspace();
  return () => mayWith(workspace, "lead.edit", workspace.leads.row(lead()));
}
