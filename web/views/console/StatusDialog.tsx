import { createSignal, type JSX } from "solid-js";
import type { WorkspaceLine } from "../../store/console/entries.ts";
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

/** Shuts a workspace or opens it again: what happens to whom is said before, and why it is done is kept. */
export function StatusDialog(props: {
  readonly workspace: WorkspaceLine;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const app = useApp();
  const { entries } = useConsole();
  const [reason, setReason] = createSignal("");
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const shut = () => props.workspace.status === "suspended";
  const act = () => t(shut() ? "status.reopen" : "status.suspend");

  async function send(): Promise<void> {
    if (reason().trim().length < LEAST_LETTERS) return void setError(t("ask.reasonShort"));
    const [{ name }, wasShut] = [props.workspace, shut()];
    setBusy(true);
    const told = await entries.setStatus(props.workspace, wasShut ? "active" : "suspended", reason().trim());
    setBusy(false);
    if ("code" in told) return void setError(t("grant.notDone", { reason: failureWords(t, told.code) }));
    const done = t(wasShut ? "status.reopened" : "status.suspended", { name });
    app.toasts.show({ id: "status", tone: "live", text: told.pending ? `${done} ${t("status.pending")}` : done });
    props.onOpenChange(false);
  }

  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      size="medium"
      title={`${act()}: ${props.workspace.name}`}
      description={t(shut() ? "status.reopenHint" : "status.suspendHint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant={shut() ? "primary" : "danger"} class="touch:h-11" busy={busy()} onClick={() => void send()}>
            {act()}
          </Button>
        </>
      }
    >
      <Field label={t("ask.reason")} hint={t("status.reasonHint")} error={error()}>
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
