import type { JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";

/** Asks once before what cannot be taken back. */
export function AskDialog(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly hint: string;
  readonly act: string;
  readonly onAct: () => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={props.title}
      description={props.hint}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button
            variant="danger"
            class="touch:h-11"
            onClick={() => {
              props.onOpenChange(false);
              props.onAct();
            }}
          >
            {props.act}
          </Button>
        </>
      }
    />
  );
}
