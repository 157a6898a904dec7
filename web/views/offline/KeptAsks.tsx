import type { JSX } from "solid-js";
import { useWorkspace } from "../context.tsx";
import { WithWords } from "../WithWords.tsx";
import { InstallDialog } from "./InstallDialog.tsx";
import { KeptDialog } from "./KeptDialog.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { askKept, keptAsked } from "./open.ts";

/** What opens over the screen about what waits for the connection, and about the app as one of the device's own. */
export function KeptAsks(_props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  const { commands } = useWorkspace();
  const leaving = () => {
    const asked = keptAsked();
    return asked !== null && typeof asked === "object" ? asked : null;
  };
  const close = (open: boolean) => void (open || askKept(null));
  return (
    <WithWords part="offline">
      <KeptDialog open={keptAsked() === "list"} onOpenChange={close} />
      <InstallDialog open={keptAsked() === "install"} onOpenChange={close} />
      <LeaveDialog n={commands.waiting().length} open={leaving() !== null} onOpenChange={close} onLeave={() => leaving()?.leave()} />
    </WithWords>
  );
}
