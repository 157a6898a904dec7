import type { JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { keptAsked } from "./open.ts";

/** Signing out takes with it what was not sent. */
export function LeaveDialog(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  const { t } = useWords();
  const { commands } = useWorkspace();
  const leave = () => {
    const asked = keptAsked();
    props.onOpenChange(false);
    if (asked !== null && typeof asked === "object") asked.leave();
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={t("offline.leave", { n: commands.waiting().length })}
      description={t("offline.leaveHint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("offline.stay")}
          </Button>
          <Button variant="danger" class="touch:h-11" onClick={leave}>
            {t("offline.leaveAct")}
          </Button>
        </>
      }
    />
  );
}
