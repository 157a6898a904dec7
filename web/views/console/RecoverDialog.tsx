import { createSignal, type JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useConsole } from "./context.tsx";

const LEAST_LETTERS = 10;
const MOST_LETTERS = 500;

/** Somebody lost their second factor: how support knows that it is them goes to every owner. */
export function RecoverDialog(props: {
  readonly name: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const { t, format } = useWords();
  const app = useApp();
  const { finder } = useConsole();
  const [reason, setReason] = createSignal("");
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);

  async function send(): Promise<void> {
    if (reason().trim().length < LEAST_LETTERS) return void setError(t("ask.reasonShort"));
    setBusy(true);
    const told = await finder.recover(reason().trim());
    setBusy(false);
    if ("code" in told) return void setError(t("grant.notDone", { reason: failureWords(t, told.code) }));
    app.toasts.show({ id: "recover", tone: "live", text: t("finder.lostDone", { time: format().exact(told.startsAt) }) });
    props.onOpenChange(false);
  }

  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      size="medium"
      title={`${t("finder.lostAct")}: ${props.name}`}
      description={t("finder.lostHint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant="primary" class="touch:h-11" busy={busy()} onClick={() => void send()}>
            {t("finder.lostAct")}
          </Button>
        </>
      }
    >
      <Field label={t("finder.lostReason")} hint={t("ask.reasonHint")} error={error()}>
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
