import type { JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";

/** Signing out takes with it what was not sent. */
export function LeaveDialog(props: {
  /** How many changes. */
  readonly n: number;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onLeave: () => void;
}): JSX.Element {
  const { t } = useWords();
  const leave = () => {
    props.onLeave();
    props.onOpenChange(false);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={t("offline.leave", { n: props.n })}
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
