import { createMemo, type JSX } from "solid-js";
import { WithWords } from "../WithWords.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { leaving } from "./leaving.ts";

/** The question to whoever signs out beside all workspaces. */
export function Leaving(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  // It says how many while it closes, too.
  const n = createMemo<number>((before) => leaving()?.n ?? before, 0);
  return (
    <WithWords part="offline">
      <LeaveDialog n={n()} open={props.open} onOpenChange={(open) => props.onOpenChange(open)} onLeave={() => leaving()?.leave()} />
    </WithWords>
  );
}
