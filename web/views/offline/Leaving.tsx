import { createMemo, type JSX } from "solid-js";
import { WithWords } from "../WithWords.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { leaving, setLeaving } from "./leaving.ts";

/** The question to whoever signs out beside all workspaces. */
export function Leaving(): JSX.Element {
  // It says how many while it closes, too.
  const n = createMemo<number>((before) => leaving()?.n ?? before, 0);
  return (
    <WithWords part="offline">
      <LeaveDialog n={n()} open={leaving() !== null} onOpenChange={(open) => open || setLeaving(null)} onLeave={() => leaving()?.leave()} />
    </WithWords>
  );
}
