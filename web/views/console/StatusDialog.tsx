import type { JSX } from "solid-js";
import type { WorkspaceLine } from "../../store/console/entries.ts";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { useConsole } from "./context.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";

/** Shuts a workspace or opens it again. */
export function StatusDialog(props: {
  readonly workspace: WorkspaceLine;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const app = useApp();
  const { entries } = useConsole();
  const shut = () => props.workspace.status === "suspended";
  const act = () => t(shut() ? "status.reopen" : "status.suspend");

  async function send(reason: string) {
    const [workspace, wasShut] = [props.workspace, shut()];
    const told = await entries.setStatus(workspace, wasShut ? "active" : "suspended", reason);
    if ("code" in told) return told.code;
    const done = t(wasShut ? "status.reopened" : "status.suspended", { name: workspace.name });
    app.toasts.show({ id: "status", tone: "live", text: told.pending ? `${done} ${t("status.pending")}` : done });
    return null;
  }

  return (
    <ReasonDialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={`${act()}: ${props.workspace.name}`}
      description={t(shut() ? "status.reopenHint" : "status.suspendHint")}
      act={act()}
      label={t("ask.reason")}
      hint={t("status.reasonHint")}
      danger={!shut()}
      send={send}
    />
  );
}
