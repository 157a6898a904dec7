import { createSignal, type JSX } from "solid-js";
import { LONGEST_GRANT_MINUTES } from "../../../domain/support.ts";
import type { WorkspaceLine } from "../../store/console/entries.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { minutesWords } from "../support/grant-words.ts";
import { useConsole } from "./context.tsx";

const LEAST_LETTERS = 10;
const MOST_LETTERS = 500;
const TIMES = [30, 60, 120, 240, LONGEST_GRANT_MINUTES];

/** What the owners are asked: why, how long, how far. To look only, unless it says otherwise. */
export function AskDialog(props: {
  readonly workspace: WorkspaceLine;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const app = useApp();
  const { entries } = useConsole();
  const [reason, setReason] = createSignal("");
  const [minutes, setMinutes] = createSignal(60);
  const [edit, setEdit] = createSignal(false);
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const wish = entries.wish();
  let input: HTMLTextAreaElement | undefined;

  async function send(): Promise<void> {
    if (reason().trim().length < LEAST_LETTERS) {
      setError(t("ask.reasonShort"));
      input?.focus();
      return;
    }
    setBusy(true);
    const failure = await wish.send({ workspace: props.workspace.id, reason: reason().trim(), edit: edit(), minutes: minutes() });
    setBusy(false);
    if (failure !== null)
      return void setError(
        failure.code === "conflict" ? t("grant.conflict") : t("grant.notDone", { reason: failureWords(t, failure.code) }),
      );
    app.toasts.show({ id: "asked", tone: "live", text: t("ask.sent", { name: props.workspace.name }) });
    props.onOpenChange(false);
  }

  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      size="medium"
      title={t("ask.title", { name: props.workspace.name })}
      description={t("ask.hint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant="primary" class="touch:h-11" busy={busy()} onClick={() => void send()}>
            {t("ask.send")}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Field label={t("ask.reason")} hint={t("ask.reasonHint")} error={error()}>
          <TextArea
            ref={input}
            maxlength={MOST_LETTERS}
            required
            onInput={(text) => {
              setReason(text);
              setError(undefined);
            }}
          />
        </Field>
        <Field label={t("ask.time")}>
          <Select
            class="w-48"
            value={String(minutes())}
            options={TIMES.map((time) => ({ value: String(time), label: minutesWords(t, time) }))}
            onChange={(value) => setMinutes(Number(value))}
          />
        </Field>
        <Switch label={t("ask.edit")} hint={t("ask.editHint")} on={edit()} onChange={setEdit} />
      </div>
    </Dialog>
  );
}
