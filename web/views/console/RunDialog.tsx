import type { JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";

/** Asks before a cron runs beside its times. */
export function RunDialog(props: {
  readonly name: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onRun: () => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("console.cron.confirm", { name: props.name })}
      description={t("console.cron.confirmHint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant="primary" class="touch:h-11" onClick={() => props.onRun()}>
            {t("console.cron.run")}
          </Button>
        </>
      }
    />
  );
}
