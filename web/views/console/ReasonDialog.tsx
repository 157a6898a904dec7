import { createSignal, type JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useWords } from "../../words/index.ts";
import type { FailureCode } from "../../store/notice.ts";
import { failureWords } from "../failure.ts";

const LEAST_LETTERS = 10;
const MOST_LETTERS = 500;

/** An act that others are told of and that is kept: what happens is said before, and why is asked. It closes once it is done. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly description: string;
  readonly act: string;
  readonly label: string;
  readonly hint: string;
  readonly danger?: boolean;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Null when it is done, else why not. */
  readonly send: (reason: string) => Promise<FailureCode | null>;
}): JSX.Element {
  const { t } = useWords();
  const [reason, setReason] = createSignal("");
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);

  async function send(): Promise<void> {
    if (reason().trim().length < LEAST_LETTERS) return void setError(t("ask.reasonShort"));
    setBusy(true);
    const failed = await props.send(reason().trim());
    setBusy(false);
    if (failed === null) props.onOpenChange(false);
    else setError(t("grant.notDone", { reason: failureWords(t, failed) }));
  }

  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      size="medium"
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant={props.danger ? "danger" : "primary"} class="touch:h-11" busy={busy()} onClick={() => void send()}>
            {props.act}
          </Button>
        </>
      }
    >
      <Field label={props.label} hint={props.hint} error={error()}>
        <TextArea
          maxlength={MOST_LETTERS}
          required
          onInput={(text) => {
            setReason(text);
            setError(undefined);
          }}
        />
      </Field>
    </Dialog>
  );
}
