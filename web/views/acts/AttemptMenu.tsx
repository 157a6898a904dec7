import type { JSX } from "solid-js";
import { LogPopup } from "../lead/story/LogPopup.tsx";
import { useLog } from "../lead/story/useLog.ts";
import { WithWords } from "../WithWords.tsx";
import { useWorkspace } from "../context.tsx";
import type { ActProps } from "./ActsProvider.tsx";

/** How a try to reach the person went: two keys from anywhere, and the waiting clock stops. */
export function AttemptMenu(props: ActProps): JSX.Element {
  const log = useLog();
  const workspace = useWorkspace();
  return (
    <WithWords part="panel">
      <LogPopup
        anchor={props.anchor}
        open={props.open}
        onOpenChange={(open) => props.onOpenChange(open)}
        since={workspace.leads.row(props.lead)?.submittedAt ?? 0}
        onLog={(choice, said, at) => void log(props.lead, choice, { said, at })}
      />
    </WithWords>
  );
}
